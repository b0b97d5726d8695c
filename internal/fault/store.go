package fault

import (
	"bytes"
	"encoding/json"
	"errors"
)

// The catalogue's files are YAML and prose for people; reading them takes a
// few milliseconds each. The binary therefore carries them read: catalog.json,
// and apart from it samples.json, which only checks and pages need. A test
// writes both (-update) and holds them against the files.

// source is what a class matches, as written.
type source struct {
	Match   []frontBranch
	Capture []string `json:",omitempty"`
}

// stored is a class as catalog.json keeps it.
type stored struct {
	Class  Class
	Source source
	Lines  map[string]int
}

// encodeStore writes classes and their samples, one class a line, in their
// order.
func encodeStore(classes []*Class) (catalog, samples []byte, err error) {
	var b, s bytes.Buffer
	toCatalog, toSamples := json.NewEncoder(&b), json.NewEncoder(&s)
	toCatalog.SetEscapeHTML(false)
	toSamples.SetEscapeHTML(false)
	for _, c := range classes {
		err = errors.Join(err, toCatalog.Encode(stored{*c, c.source, c.lines}), toSamples.Encode(storedSamples{c.ID, c.Samples()}))
	}
	return b.Bytes(), s.Bytes(), err
}

// storedSamples are the samples of a class as samples.json keeps them.
type storedSamples struct {
	ID      string
	Samples []Sample
}

// decodeSamples reads samples.json, by class id.
func decodeSamples(data []byte) map[string][]Sample {
	out := map[string][]Sample{}
	for line := range bytes.Lines(data) {
		var s storedSamples
		if json.Unmarshal(line, &s) == nil {
			out[s.ID] = s.Samples
		}
	}
	return out
}

// decodeStore reads what encodeStore wrote; a line that cannot be read is left
// out.
func decodeStore(data []byte) []*Class {
	var classes []*Class
	for line := range bytes.Lines(data) {
		var s stored
		if json.Unmarshal(line, &s) != nil {
			continue
		}
		c := s.Class
		c.source, c.lines = s.Source, s.Lines
		c.builtIn = true
		if len(c.ready()) > 0 {
			continue // the check on the generated file fails before such a class ships
		}
		classes = append(classes, &c)
	}
	return classes
}
