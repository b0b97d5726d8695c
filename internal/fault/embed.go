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

// samplesJSON are the samples of the built-in classes.
//
//go:embed samples.json
var samplesJSON []byte

// embeddedSamples reads the samples once, when somebody asks.
var embeddedSamples = sync.OnceValue(func() map[string][]Sample { return decodeSamples(samplesJSON) })

// Samples are the lines that prove the class, in the order of its file.
func (c *Class) Samples() []Sample {
	if c.builtIn {
		return embeddedSamples()[c.ID]
	}
	return c.samples
}

// embedded makes the built-in catalogue once. It does not check it: tests do.
var embedded = sync.OnceValue(func() *Catalog { return newCatalog(decodeStore(catalogJSON)) })
