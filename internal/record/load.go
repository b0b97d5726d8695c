package record

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
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

//go:embed formats.json
var storeJSON []byte

//go:generate go test -run TestGenerated -update .

// Embedded returns the formats that the binary carries, without their samples:
// the package's tests check those, not every start. See EmbeddedSource.
func Embedded() *Formats { return embeddedFormats() }

var embeddedFormats = sync.OnceValue(func() *Formats {
	fs, err := decodeStore(storeJSON)
	if err != nil {
		panic("embedded formats do not load: " + err.Error()) // a test loads them
	}
	return fs
})

// EmbeddedSource returns the files of the embedded formats, samples included.
func EmbeddedSource() fs.FS {
	sub, err := fs.Sub(embedded, "formats")
	if err != nil {
		panic("embedded formats are gone: " + err.Error())
	}
	return sub
}

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

// ByName returns the formats in the order of their names.
func (c *Formats) ByName() []*Format {
	list := slices.Clone(c.list)
	sortByName(list)
	return list
}

// All returns the formats, highest rank first.
func (c *Formats) All() []*Format { return slices.Clone(c.list) }

func sortByName(list []*Format) {
	slices.SortFunc(list, func(a, b *Format) int { return strings.Compare(a.Name, b.Name) })
}

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
			errs = append(errs, err)
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
	file, err := parseFile(name, data)
	if err != nil {
		return nil, err
	}
	at := origin{name: name, data: data}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); file.Name != want {
		return nil, at.problem("$.name", fmt.Errorf("the name is %q, but the file says %q; make them equal", file.Name, want))
	}
	f, err := file.build(at)
	if err != nil {
		return nil, err
	}
	f.origin = at
	return f, nil
}

// parseFile reads one file's YAML; unknown keys and anchors are refused.
func parseFile(name string, data []byte) (*formatFile, error) {
	var file formatFile
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&file); err != nil {
		return nil, yamlProblem(name, err)
	}
	return &file, nil
}

// build checks that a file has all that a format needs, and compiles it.
func (file *formatFile) build(at origin) (*Format, error) {
	kind, known := formatKinds[file.Kind]
	switch {
	case !known:
		return nil, at.problem("$.kind", fmt.Errorf("kind %q is unknown; use layout, json, json-block, export, batch or logfmt", file.Kind))
	case file.Split != "" && (splittings[file.Split] == splitNot || !file.Wrap):
		return nil, at.problem("$.split", fmt.Errorf("split %q: use tag or newline, in a format that wraps lines (wrap: true)", file.Split))
	case file.Description == "":
		return nil, at.problem("$", errors.New("the description is missing"))
	case len(file.Samples) == 0:
		return nil, at.problem("$.samples", errors.New("a format needs samples; add one line and the record that it gives"))
	case len(file.Negative) == 0:
		return nil, at.problem("$.negative", errors.New("a format needs negative samples; add a line that looks alike and is not of this format"))
	case (kind == kindLayout) != (len(file.Patterns) > 0):
		return nil, at.problem("$.patterns", errors.New("patterns belong to the kind layout, which needs at least one"))
	}
	f, err := file.compile()
	if err != nil {
		return nil, at.place(err)
	}
	return f, nil
}

// compile makes the format that a file describes.
func (file *formatFile) compile() (*Format, error) {
	f := &Format{Name: file.Name, Description: file.Description, kind: formatKinds[file.Kind], rank: file.Rank,
		inner: file.Inner, split: splittings[file.Split], wrap: file.Wrap, weak: file.Weak, traces: file.Traces, payload: file.Payload, block: file.Block, pairs: file.Pairs, guess: file.Guess, least: file.Least,
		http: file.HTTP, family: file.Family, by: file.By, generic: file.Generic, samples: file.Samples, negative: file.Negative}
	for _, key := range file.Require {
		f.require = append(f.require, []byte(key))
	}
	for _, key := range file.Roots {
		f.roots = append(f.roots, []byte(key))
	}
	for _, tag := range file.Tags {
		f.tags = append(f.tags, []byte(tag))
	}
	return f, f.compile(file)
}

func (f *Format) compile(file *formatFile) error {
	var errs []error
	add := func(path, text string) *pattern {
		p, err := compile(text)
		if err != nil {
			errs = append(errs, problem{path, err})
		}
		return p
	}
	for i, text := range file.Patterns {
		f.patterns = append(f.patterns, add(fmt.Sprintf("$.patterns[%d]", i), text))
	}
	for i, text := range file.Follow {
		f.follow = append(f.follow, add(fmt.Sprintf("$.follow[%d]", i), text))
	}
	if file.Second != "" {
		f.second = add("$.second", file.Second)
	}
	errs = append(errs, f.compileKeys(file), f.compileLevels(file))
	return errors.Join(errs...)
}

// compileKeys reads what the keys of JSON and logfmt records mean.
func (f *Format) compileKeys(file *formatFile) error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(file.Keys)) {
		name := file.Keys[key]
		r, known := roles[name]
		if name == "field" {
			r, known = roleField, true
		}
		if !known || r == roleNone || f.kind == kindLayout && !file.Pairs {
			errs = append(errs, problem{"$.keys", fmt.Errorf("key %q: %q is no part of a record of this kind; use time, level, message, logger, service, host, thread, pid or field", key, name)})
			continue
		}
		if f.keys == nil {
			f.keys = make(map[string]role)
		}
		f.keys[key] = r
	}
	return errors.Join(errs...)
}

// compileLevels reads the format's own level words.
func (f *Format) compileLevels(file *formatFile) error {
	var errs []error
	for _, word := range slices.Sorted(maps.Keys(file.Levels)) {
		name := file.Levels[word]
		l, ok := Level(0), name == "none"
		if !ok {
			l, ok = ParseLevel([]byte(name))
		}
		if !ok {
			errs = append(errs, problem{"$.levels", fmt.Errorf("level %q of %q is unknown", name, word)})
		}
		if f.levels == nil {
			f.levels = make(map[string]Level)
		}
		f.levels[word] = l
	}
	return errors.Join(errs...)
}
