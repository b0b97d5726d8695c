package fault

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed catalog/*.md
var catalogFiles embed.FS

// embedded reads the built-in catalogue once. It does not check it: tests do
// (a broken class fails the build's tests, and is left out here).
var embedded = sync.OnceValue(func() *Catalog {
	sub, err := fs.Sub(catalogFiles, "catalog")
	if err != nil {
		return newCatalog(nil)
	}
	classes, _ := readAll(sub)
	return newCatalog(classes)
})
