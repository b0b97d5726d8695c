package fault

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// sizeBound is the largest class file read, in bytes.
const sizeBound = 256 << 10

// catalogDetail is what a catalogue knows beside its classes.
type catalogDetail struct {
	index   *index
	closure closure
}

// load reads the classes of fsys, adds those of base, and checks the new ones.
func load(base *Catalog, fsys fs.FS) (*Catalog, error) {
	fresh, ps := readAll(fsys)
	all := fresh
	if base != nil {
		all = append(slices.Clone(base.classes), fresh...)
	}
	ps = append(ps, checkIDs(base, fresh)...)
	if len(fresh) == 0 && len(ps) == 0 {
		ps = append(ps, Problem{".", 0, "no class files", "a catalogue is a folder of <id>.md files"})
	}
	if err := sorted(ps).err(); err != nil {
		return nil, err
	}
	ps = checkExplains(fresh, all)
	c := newCatalog(all)
	if err := c.check(fresh); err != nil {
		var more Problems
		if !errors.As(err, &more) {
			return nil, err
		}
		ps = append(ps, more...)
	}
	if err := sorted(ps).err(); err != nil {
		return nil, err
	}
	return c, nil
}

func newCatalog(classes []*Class) *Catalog {
	slices.SortFunc(classes, func(a, b *Class) int { return cmp.Compare(a.ID, b.ID) })
	c := &Catalog{classes: classes, byID: make(map[string]*Class, len(classes))}
	for _, k := range classes {
		c.byID[k.ID] = k
	}
	c.detail = catalogDetail{index: newIndex(classes), closure: newClosure(classes)}
	return c
}

// readAll reads every *.md file below fsys, in the order of their names.
func readAll(fsys fs.FS) ([]*Class, Problems) {
	var classes []*Class
	var ps Problems
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() || path.Ext(name) != ".md" || d.Name() == "README.md" {
			return nil
		}
		c, bad := readFile(fsys, name)
		ps = append(ps, bad...)
		if c != nil {
			classes = append(classes, c)
		}
		return nil
	})
	if err != nil {
		ps = append(ps, Problem{".", 0, err.Error(), "give a folder of <id>.md files that can be read"})
	}
	return classes, ps
}

func readFile(fsys fs.FS, name string) (*Class, Problems) {
	if info, err := fs.Stat(fsys, name); err == nil && info.Size() > sizeBound {
		return nil, Problems{{name, 0, fmt.Sprintf("file has %d bytes, more than %d", info.Size(), sizeBound), "a class is a page, not a book"}}
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, Problems{{name, 0, err.Error(), "make the file readable"}}
	}
	return readClass(name, data)
}

// readClass reads one class file. The class is nil when there are problems.
func readClass(name string, data []byte) (*Class, Problems) {
	p, ps := readPage(name, data)
	if len(ps) > 0 {
		return nil, ps
	}
	f, ps := readFront(p)
	if len(ps) > 0 {
		return nil, ps
	}
	c := &Class{File: name, lines: map[string]int{}}
	for _, key := range []string{"id", "match", "capture", "explains", "reversal"} {
		c.lines[key] = p.keyLine(key)
	}
	ps = f.fill(c, p)
	for i := range f.Match {
		f.Match[i].Line += p.frontLine - 1
	}
	c.source = source{Match: f.Match, Capture: f.Capture}
	ps = append(ps, c.ready()...)
	ps = append(ps, checkPatterns(c, name)...)
	if len(f.Match) == 0 {
		ps = append(ps, Problem{name, p.keyLine("match"), "class matches nothing", "give at least one branch under match"})
	}
	ps = append(ps, readProse(c, p)...)
	ps = append(ps, checkPlaceholders(c, p)...)
	samples, bad := readSamples(p)
	c.samples = samples
	if ps = append(ps, bad...); len(ps) > 0 {
		return nil, ps
	}
	return c, nil
}

// ready makes the class's branches and captures from their source.
func (c *Class) ready() Problems {
	var ps Problems
	for _, f := range c.source.Match {
		b, bad := newBranch(f, c.File)
		ps = append(ps, bad...)
		c.match = append(c.match, b)
	}
	for _, src := range c.source.Capture {
		c.capture = append(c.capture, newPattern(src))
	}
	return ps
}

// checkIDs refuses an id that stands twice.
func checkIDs(base *Catalog, fresh []*Class) Problems {
	var ps Problems
	first := map[string]string{}
	for _, c := range fresh {
		if other, taken := first[c.ID]; taken {
			ps = append(ps, Problem{c.File, c.lines["id"], fmt.Sprintf("id %q is taken by %s", c.ID, other), "give it another id"})
		} else if base != nil && base.Class(c.ID) != nil {
			ps = append(ps, Problem{c.File, c.lines["id"], fmt.Sprintf("id %q is taken by the built-in catalogue", c.ID), "give it another id; built-in classes cannot be redefined"})
		}
		first[c.ID] = c.File
	}
	return ps
}

func sorted(ps Problems) Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
	})
	return ps
}
