package record

import (
	"os"
	"testing"
)

func TestEmbeddedFormatsProveThemselves(t *testing.T) {
	set, err := Load(os.DirFS("."), "formats", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.list) < 6 {
		t.Fatalf("only %d formats", len(set.list))
	}
}
