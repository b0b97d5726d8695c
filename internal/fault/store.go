package fault

import (
	"bytes"
	"encoding/json"
)

// The catalogue's files are YAML and prose for people; reading them takes a
// few milliseconds each. The binary therefore carries them read: catalog.json,
// which a test writes (-update) and holds against the files.

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

// encodeStore writes classes, one a line, in their order.
func encodeStore(classes []*Class) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, c := range classes {
		if err := enc.Encode(stored{*c, c.source, c.lines}); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
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
		c.ready()
		classes = append(classes, &c)
	}
	return classes
}
