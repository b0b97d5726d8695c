package finding

import (
	"slices"
	"strings"

	"inquest/internal/profile"
)

// Captures are what the lines of a class name beside the component - a path, a
// user, a pod - by the name of the group that caught it.
type Captures map[string]Captured

// Captured is what the earliest line names, and whether other lines name
// something else.
type Captured struct {
	Value  string
	Others bool
	Mark   profile.Mark // of the line
}

// mostCaptured bounds the length of a value: a longer one is no name.
const mostCaptured = 256

// fieldCaptures are keys of records that name what a command asks for.
var fieldCaptures = []string{"container", "image", "namespace", "node", "path", "pod", "queue", "topic", "user"}

// capturesOf keeps what a line names, by the class's patterns first, then by
// its own fields.
func capturesOf(caught map[string]string, e *profile.Exemplar) Captures {
	var out Captures
	put := func(name, value string) {
		value = strings.TrimSpace(value)
		if value == "" || len(value) > mostCaptured {
			return
		}
		if out == nil {
			out = Captures{}
		}
		if _, taken := out[name]; !taken {
			out[name] = Captured{Value: value, Mark: e.Mark}
		}
	}
	for name, value := range caught {
		put(name, value)
	}
	for _, f := range e.Fields {
		if slices.Contains(fieldCaptures, f.Key) {
			put(f.Key, f.Value)
		}
	}
	return out
}

// Merge joins what two sets of lines name: the earlier line's value stands. The
// result does not depend on the order of merging.
func (c Captures) Merge(o Captures) Captures {
	if len(o) == 0 {
		return c
	}
	out := make(Captures, len(c)+len(o))
	for name, v := range c {
		out[name] = v
	}
	for name, v := range o {
		have, ok := out[name]
		if !ok {
			out[name] = v
			continue
		}
		others := have.Others || v.Others || have.Value != v.Value
		if compareMarks(v.Mark, have.Mark) < 0 {
			have = v
		}
		have.Others = others
		out[name] = have
	}
	return out
}
