package fault

import (
	"io/fs"
	"testing"
)

func catalogFS(t testing.TB) fs.FS {
	t.Helper()
	sub, err := fs.Sub(catalogFiles, "catalog")
	if err != nil {
		t.Fatal(err)
	}
	return sub
}
