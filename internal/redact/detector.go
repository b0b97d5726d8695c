package redact

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"inquest/internal/lazy"
)

// Classes of what is masked.
const (
	ClassSecret   = "secret"
	ClassPersonal = "personal"
	ClassAddress  = "address" // of machines; masked only when asked for
)

// Detector describes one kind of secret or personal datum.
type Detector struct {
	Kind     string   `yaml:"kind"`     // name in pseudonyms and counts
	Title    string   `yaml:"title"`    // for people
	Class    string   `yaml:"class"`    // ClassSecret, ClassPersonal, ClassAddress
	Context  bool     `yaml:"context"`  // the value alone is not recognised: only what stands around it tells
	Keywords []string `yaml:"keywords"` // lower case; one of them must stand in the text
	Run      int      `yaml:"run"`      // a text without as long a run of letters, digits and + / _ = - ~ holds none
	Digits   int      `yaml:"digits"`   // nor one without as many digits in a row, single spaces, dots, dashes between them
	Patterns []string `yaml:"patterns"` // RE2; the groups v, w, x, y, z hold the value
	Check    []string `yaml:"check"`    // names of checks that the value must pass
	Make     []string `yaml:"make"`     // samples that must be found, as patterns for the tests
	Clean    []string `yaml:"clean"`    // samples in which nothing may be found

	res    []*regexp.Regexp
	groups [][]int
	checks []check
}

//go:embed detectors/*.yaml
var embedded embed.FS

// Detectors returns the detectors that the binary carries, those whose values
// are recognised without context first.
func Detectors() []*Detector { return loaded() }

var loaded = sync.OnceValue(func() []*Detector {
	ds, err := load(embedded, "detectors")
	if err != nil {
		panic("embedded detectors do not load: " + err.Error()) // a test loads them
	}
	return ds
})

// load reads all detectors of a folder.
func load(fsys fs.FS, dir string) ([]*Detector, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	var out []*Detector
	var errs []error
	seen := map[string]bool{}
	for _, name := range names {
		d, err := read(fsys, name)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		case seen[d.Kind]:
			errs = append(errs, fmt.Errorf("%s: kind %s is there twice", name, d.Kind))
		default:
			seen[d.Kind] = true
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b *Detector) int { return rank(a) - rank(b) })
	return out, errors.Join(errs...)
}

// rank orders detectors: where two find the same value, the more telling one
// names it.
func rank(d *Detector) int {
	switch {
	case d.Class == ClassAddress:
		return 3
	case d.Context && d.Class == ClassSecret:
		return 2
	case d.Context:
		return 1
	}
	return 0
}

func read(fsys fs.FS, name string) (*Detector, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	d := &Detector{}
	dec := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict())
	if err := dec.Decode(d); err != nil {
		return nil, err
	}
	return d, d.compile()
}

var kindName = lazy.Compile(`^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$`)

func (d *Detector) compile() error {
	switch {
	case !kindName.MatchString(d.Kind):
		return fmt.Errorf("kind %q is not made of lower-case words with dashes", d.Kind)
	case d.Title == "" || d.Class != ClassSecret && d.Class != ClassPersonal && d.Class != ClassAddress:
		return errors.New("a title and a class (secret, personal, address) are needed")
	case len(d.Patterns) == 0 || len(d.Make) == 0 || len(d.Clean) == 0:
		return errors.New("patterns and samples of both sorts (make, clean) are needed")
	}
	for _, k := range d.Keywords {
		if k == "" || k != strings.ToLower(k) {
			return fmt.Errorf("keyword %q is not in lower case", k)
		}
	}
	for _, p := range d.Patterns {
		re, err := regexp.Compile(p)
		if err != nil {
			return err
		}
		var groups []int
		for i, n := range re.SubexpNames() {
			if len(n) == 1 && n >= "v" && n <= "z" {
				groups = append(groups, i)
			}
		}
		if len(groups) == 0 {
			return fmt.Errorf("pattern %s has no group v, w, x, y or z", p)
		}
		d.res, d.groups = append(d.res, re), append(d.groups, groups)
	}
	for _, name := range d.Check {
		c, ok := checks[name]
		if !ok {
			return fmt.Errorf("no check %q", name)
		}
		d.checks = append(d.checks, c)
	}
	return nil
}

// span is a found value in a text.
type span struct {
	from, to int
	kind     string
	rank     int
	context  bool
}

// features are what detectors ask of a text before they look closer.
type features struct {
	lower       string
	run, digits int
}

func featuresOf(text string) features {
	f := features{lower: strings.ToLower(text)}
	run, digits, gap := 0, 0, false
	for i := range len(text) {
		c := text[i]
		digit := c >= '0' && c <= '9'
		if digit || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '+' || c == '/' || c == '_' || c == '=' || c == '-' || c == '~' {
			run++
			f.run = max(f.run, run)
		} else {
			run = 0
		}
		switch {
		case digit:
			digits, gap = digits+1, false
			f.digits = max(f.digits, digits)
		case (c == ' ' || c == '.' || c == '-') && digits > 0 && !gap:
			gap = true
		default:
			digits, gap = 0, false
		}
	}
	return f
}

// wanted tells cheaply whether a text can hold the kind at all.
func (d *Detector) wanted(f *features) bool {
	if f.run < d.Run || f.digits < d.Digits {
		return false
	}
	if len(d.Keywords) == 0 {
		return true
	}
	for _, k := range d.Keywords {
		if strings.Contains(f.lower, k) {
			return true
		}
	}
	return false
}

// find appends the values that a text holds.
func (d *Detector) find(out []span, text string, rank int) []span {
	for i, re := range d.res {
		for at := 0; at < len(text); {
			m := re.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			next := at + max(m[1], 1)
			for _, g := range d.groups[i] {
				if m[2*g] < 0 {
					continue
				}
				s := span{from: at + m[2*g], to: at + m[2*g+1], kind: d.Kind, rank: rank, context: d.Context}
				s.to = s.from + d.passes(text, s.from, s.to, re, m, at)
				if s.to > s.from {
					out = append(out, s)
				}
				next = max(at+1, at+m[2*g+1]) // the separator behind a value may begin the next one
			}
			at = next
		}
	}
	return out
}

// passes returns how many bytes from a value's begin the checks accept.
func (d *Detector) passes(text string, from, to int, re *regexp.Regexp, m []int, at int) int {
	v := value{text: text[from:to], before: text[:from], after: text[to:]}
	if i := re.SubexpIndex("name"); i >= 0 && m[2*i] >= 0 {
		v.name = text[at+m[2*i] : at+m[2*i+1]]
	}
	if i := re.SubexpIndex("sep"); i >= 0 && m[2*i] >= 0 {
		v.sep = text[at+m[2*i] : at+m[2*i+1]]
	}
	if len(d.checks) == 0 {
		return len(v.text)
	}
	n := len(text) - from
	for _, c := range d.checks {
		n = min(n, c(v))
	}
	return n
}
