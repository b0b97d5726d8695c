package record

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed formats/*.yaml
var embedded embed.FS

// Formats is a loaded set of formats. It is immutable.
type Formats struct {
	list []*Format // highest rank first, then by name
}

// Embedded returns the formats that the binary carries. Their samples are
// checked by the package's tests, not at every start.
func Embedded() *Formats { return embeddedFormats() }

var embeddedFormats = sync.OnceValue(func() *Formats {
	fs, err := read(embedded, "formats")
	if err != nil {
		panic("embedded formats do not load: " + err.Error()) // a test loads them
	}
	return fs
})

// Load reads the *.yaml of a folder, alone or on top of base (nil: none), and
// checks every sample. It refuses a format without samples, a sample that does
// not give the record it states, a sample that another format of the set would
// own, a duplicate name and an unknown key. Of several formats that match a line
// the one with the highest rank owns it; equal ranks go by name.
func Load(fsys fs.FS, dir string, base *Formats) (*Formats, error) {
	set, err := read(fsys, dir)
	if err != nil {
		return nil, err
	}
	if base != nil {
		set.list = append(slices.Clone(base.list), set.list...)
		set.order()
	}
	if err := set.check(); err != nil {
		return nil, err
	}
	return set, nil
}

// All returns the formats, highest rank first.
func (c *Formats) All() []*Format { return slices.Clone(c.list) }

func (c *Formats) order() {
	slices.SortFunc(c.list, func(a, b *Format) int {
		if a.rank != b.rank {
			return b.rank - a.rank
		}
		return strings.Compare(a.Name, b.Name)
	})
}

// read loads the files without running their samples.
func read(fsys fs.FS, dir string) (*Formats, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	set := &Formats{}
	var errs []error
	for _, name := range names {
		f, err := readFile(fsys, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		set.list = append(set.list, f)
	}
	set.order()
	return set, errors.Join(errs...)
}

func readFile(fsys fs.FS, name string) (*Format, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var file formatFile
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&file); err != nil {
		return nil, err
	}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); file.Name != want {
		return nil, fmt.Errorf("the name is %q, but the file says %q; make them equal", file.Name, want)
	}
	return file.build()
}

// build compiles a file into a format.
func (file *formatFile) build() (*Format, error) {
	kind, known := formatKinds[file.Kind]
	switch {
	case !known:
		return nil, fmt.Errorf("kind %q is unknown; use layout, json, json-block or logfmt", file.Kind)
	case file.Description == "":
		return nil, errors.New("the description is missing")
	case len(file.Samples) == 0:
		return nil, errors.New("a format needs samples; add one line and the record that it gives")
	case len(file.Negative) == 0:
		return nil, errors.New("a format needs negative samples; add a line that looks alike and is not of this format")
	case (kind == kindLayout) != (len(file.Patterns) > 0):
		return nil, errors.New("patterns belong to the kind layout, which needs at least one")
	}
	f := &Format{Name: file.Name, Description: file.Description, kind: kind, rank: file.Rank,
		inner: file.Inner, wrap: file.Wrap, weak: file.Weak, payload: file.Payload, block: file.Block, guess: file.Guess, least: file.Least,
		http: file.HTTP, samples: file.Samples, negative: file.Negative}
	for _, key := range file.Require {
		f.require = append(f.require, []byte(key))
	}
	for _, tag := range file.Tags {
		f.tags = append(f.tags, []byte(tag))
	}
	return f, f.compile(file)
}

func (f *Format) compile(file *formatFile) error {
	var errs []error
	add := func(text string) *pattern {
		p, err := compile(text)
		errs = append(errs, err)
		return p
	}
	for _, text := range file.Patterns {
		f.patterns = append(f.patterns, add(text))
	}
	for _, text := range file.Follow {
		f.follow = append(f.follow, add(text))
	}
	if file.Second != "" {
		f.second = add(file.Second)
	}
	for word, name := range file.Levels {
		l, ok := Level(0), name == "none"
		if !ok {
			l, ok = ParseLevel([]byte(name))
		}
		if !ok {
			errs = append(errs, fmt.Errorf("level %q of %q is unknown", name, word))
		}
		if f.levels == nil {
			f.levels = make(map[string]Level)
		}
		f.levels[word] = l
	}
	return errors.Join(errs...)
}
