package fault

import (
	_ "embed"
	"sync"
)

//go:generate go test -run TestGenerated -update .

// catalogJSON is the built-in catalogue, read from catalog/*.md.
//
//go:embed catalog.json
var catalogJSON []byte

// embedded makes the built-in catalogue once. It does not check it: tests do.
var embedded = sync.OnceValue(func() *Catalog { return newCatalog(decodeStore(catalogJSON)) })
