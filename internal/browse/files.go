package browse

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"inquest/internal/evidence"
	"inquest/internal/source"
)

// Files reads around cited lines in a set of inputs. Names that the report makes
// up are never opened: they are looked up among the inputs.
type Files struct {
	Set    *source.Set
	Source source.Options
}

var _ Logs = Files{}

var errPassed = errors.New("passed")

// Around reads the input up to the lines behind the cited one. The cited lines
// are those of the reference, at most as many as are shown around it.
func (f Files) Around(ref evidence.Ref, lines int) ([]Neighbour, bool, error) {
	for i, in := range f.Set.Inputs {
		if in.Name == ref.File {
			return f.around(i, ref, int64(lines))
		}
	}
	return nil, false, fmt.Errorf("%s is not among the logs given", ref.File)
}

func (f Files) around(i int, ref evidence.Ref, lines int64) ([]Neighbour, bool, error) {
	data, err := f.Set.ReadRange(i, ref.Offset, ref.Length, f.Source)
	same := err == nil && evidence.HashBytes(data) == ref.SHA256
	last := ref.Line + min(ref.Span()-1, lines)
	var out []Neighbour
	at := int64(0)
	every := func(_, _ []byte) bool { return true }
	sum, err := f.Set.Read(context.Background(), i, 1<<20, every, f.Source, func(c source.Chunk) error {
		data := c.Data
		for len(data) > 0 {
			line := data
			if n := bytes.IndexByte(data, '\n'); n >= 0 {
				line, data = data[:n], data[n+1:]
			} else {
				data = nil
			}
			at++
			if at > last+lines {
				return errPassed
			}
			if at >= ref.Line-lines {
				text := string(bytes.TrimSuffix(line, []byte("\r")))
				out = append(out, Neighbour{Line: at, Text: evidence.NewQuote(text), Here: at >= ref.Line && at <= last})
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, errPassed) {
		return nil, false, err
	}
	if len(out) == 0 {
		return nil, false, fmt.Errorf("it has %d lines", sum.Lines)
	}
	return out, same, nil
}
