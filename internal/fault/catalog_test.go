package fault

import "testing"

// The built-in catalogue must load and hold: what Embedded leaves out in
// silence shows here.
func TestEmbeddedCatalogHolds(t *testing.T) {
	sub := catalogFS()
	if _, err := Load(sub); err != nil {
		t.Error(err)
	}
}
