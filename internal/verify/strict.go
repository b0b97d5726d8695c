package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// strict names what a reader of the file may see otherwise than a decoder does: a key
// that stands twice in an object, of which a decoder keeps the last, and bytes that
// are not UTF-8, which it replaces.
func (c *checker) strict() error {
	if !utf8.Valid(c.in.Report) {
		c.add("", "the report is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(c.in.Report))
	dec.UseNumber()
	if err := c.keysOnce(dec, ""); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: %w", ErrNotAReport, err)
	}
	return nil
}

// keysOnce reads one value and adds every key that stands twice in its object.
func (c *checker) keysOnce(dec *json.Decoder, path string) error {
	t, err := dec.Token()
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('['):
		for i := 0; dec.More(); i++ {
			if err := c.keysOnce(dec, fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	case json.Delim('{'):
		seen := map[string]bool{}
		for dec.More() {
			t, err := dec.Token()
			if err != nil {
				return err
			}
			key, _ := t.(string)
			at := joinPath(path, key)
			if seen[key] {
				c.add(at, "the report has it twice")
			}
			seen[key] = true
			if err := c.keysOnce(dec, at); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = dec.Token() // the closing bracket
	return err
}
