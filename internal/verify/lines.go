package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/source"
)

// cited is a reference found anywhere in the report, with its place.
type cited struct {
	where string
	ref   evidence.Ref
}

// lines reads every reference of the report again. A reference is any object
// with file, line, offset, length and sha256: claims, excerpts and figures hold
// them alike.
func (c *checker) lines() error {
	var root any
	if err := json.Unmarshal(c.in.Report, &root); err != nil {
		return fmt.Errorf("%w: %w", ErrNotAReport, err)
	}
	byFile := map[string][]cited{}
	collectRefs("", root, func(x cited) { byFile[x.ref.File] = append(byFile[x.ref.File], x) })
	files := make([]string, 0, len(byFile))
	for f := range byFile {
		files = append(files, f)
	}
	slices.Sort(files)
	for _, f := range files {
		c.out.Refs += len(byFile[f])
		if err := c.file(f, byFile[f]); err != nil {
			return err
		}
	}
	return nil
}

func collectRefs(path string, v any, found func(cited)) {
	switch v := v.(type) {
	case []any:
		for i, x := range v {
			collectRefs(fmt.Sprintf("%s[%d]", path, i), x, found)
		}
	case map[string]any:
		if ref, ok := asRef(v); ok {
			found(cited{path, ref})
		}
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, compareKeys)
		for _, k := range keys {
			collectRefs(joinPath(path, k), v[k], found)
		}
	}
}

func asRef(m map[string]any) (evidence.Ref, bool) {
	for _, k := range []string{"file", "line", "offset", "length", "sha256"} {
		if _, ok := m[k]; !ok {
			return evidence.Ref{}, false
		}
	}
	b, err := json.Marshal(m)
	if err != nil {
		return evidence.Ref{}, false
	}
	var r evidence.Ref
	return r, json.Unmarshal(b, &r) == nil
}

// file reads the references into one input in one pass.
func (c *checker) file(name string, refs []cited) error {
	set, i := c.find(name)
	if set == nil {
		for _, r := range refs {
			c.add(r.where, fmt.Sprintf("%s is not among the inputs", name))
		}
		return nil
	}
	ranges := make([]source.Range, len(refs))
	for k, r := range refs {
		ranges[k] = source.Range{Offset: r.ref.Offset, Length: r.ref.Length}
	}
	seen := make([]bool, len(refs))
	err := set.ReadRanges(c.ctx, i, ranges, c.in.Source, func(k int, line int64, data []byte) error {
		seen[k] = true
		c.one(refs[k], line, data)
		return nil
	})
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	for k, ok := range seen {
		if !ok {
			c.add(refs[k].where, fmt.Sprintf("%s:%d cannot be read: %v", name, refs[k].ref.Line, err))
		}
	}
	return nil
}

func (c *checker) one(x cited, line int64, data []byte) {
	c.out.Lines++
	if line != x.ref.Line {
		c.add(x.where, fmt.Sprintf("offset %d of %s is in line %d, the report says line %d", x.ref.Offset, x.ref.File, line, x.ref.Line))
	}
	if got := c.in.Mask.Hash(evidence.HashBytes(data)); !strings.EqualFold(got, x.ref.SHA256) {
		c.add(x.where, fmt.Sprintf("%s:%d has other bytes than the report cites (sha256 %.12s, the report says %.12s)", x.ref.File, x.ref.Line, got, x.ref.SHA256))
	}
}

// find looks a name up among the inputs; names that the report makes up are
// never opened.
func (c *checker) find(name string) (*source.Set, int) {
	for _, set := range c.in.Sets {
		for i, in := range set.Inputs {
			if c.in.Mask.Name(in.Name) == name {
				return set, i
			}
		}
	}
	return nil, 0
}
