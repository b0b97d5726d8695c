package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"

	"inquest/internal/logstore"
)

// candidate is a file that was named or found, before it is looked into.
type candidate struct {
	abs  string // lexical absolute path; makes the name
	root string // folder it was found in, "" when it was named itself
	rel  string // below root, links resolved
	link bool   // reached through a symbolic link inside a folder
	info fs.FileInfo
}

// finder collects what the arguments name.
type finder struct {
	o      Options
	limits Limits
	found  map[string]candidate // by abs
	skips  map[string]Skip      // by abs, Name not yet set
	bases  []string             // folders that contain the arguments
	stdin  bool
	absent []*NotFoundError // arguments that name nothing

	stores []*logstore.Store

	samples int64 // bytes of samples of members that may still be kept
}

func findContext(ctx context.Context, paths []string, o Options) (*Set, error) {
	if len(paths) == 0 {
		return nil, &UsageError{"no input is named", "name a log file, a folder, a glob in quotes, or - for standard input"}
	}
	f := &finder{o: o, limits: o.Limits.WithDefaults(), found: map[string]candidate{}, skips: map[string]Skip{}, samples: allSamples}
	for _, p := range paths {
		err := f.argument(p)
		var absent *NotFoundError
		if errors.As(err, &absent) {
			f.absent = append(f.absent, absent)
		} else if err != nil {
			return nil, err
		}
	}
	f.exclude()
	if len(f.absent) > 0 && len(f.found) == 0 && !f.stdin && len(f.stores) == 0 {
		return nil, f.absent[0]
	}
	return f.finish(ctx)
}

// missing names the arguments that are not there as skips: the rest is worth
// reading all the same.
func (f *finder) missing(set *Set) {
	for _, e := range f.absent {
		set.Skipped = append(set.Skipped, Skip{Name: printable(e.Path), Reason: ReasonNotFound, Bytes: -1, Hint: e.Hint()})
	}
}

// exclude takes out the files that the run itself writes. They leave no skip, so
// that a second run over the same folder gives the same report as the first.
func (f *finder) exclude() {
	for _, path := range f.o.Exclude {
		if abs, err := filepath.Abs(path); err == nil {
			delete(f.found, abs)
			delete(f.skips, abs)
		}
	}
}

// argument adds what one argument names. A path that exists is taken as it is
// written, even when it holds characters of a glob.
func (f *finder) argument(arg string) error {
	if arg == "-" {
		if f.o.Stdin == nil {
			return &UsageError{"standard input is not available here", "name files or folders instead of -"}
		}
		f.stdin = true
		return nil
	}
	if logstore.Is(arg) {
		return f.address(arg)
	}
	if arg == "" {
		return &UsageError{"an input has an empty name", "look for an unset variable in the command"}
	}
	abs, err := filepath.Abs(arg)
	if err != nil {
		return &UsageError{"the current folder is not known: " + err.Error(), "name inputs by absolute paths"}
	}
	info, err := os.Stat(abs)
	switch {
	case err == nil:
		f.path(abs, info)
		return nil
	case !os.IsNotExist(err):
		f.bases = append(f.bases, filepath.Dir(abs))
		f.skips[abs] = openSkip("", -1, err)
		return nil
	case strings.ContainsAny(arg, "*?[{"):
		return f.glob(arg)
	}
	return &NotFoundError{Path: arg}
}

// path adds a named file or folder.
func (f *finder) path(abs string, info fs.FileInfo) {
	switch {
	case info.IsDir():
		f.bases = append(f.bases, abs)
		f.folder(abs)
	case info.Mode().IsRegular():
		f.bases = append(f.bases, filepath.Dir(abs))
		f.found[abs] = candidate{abs: abs, info: info}
	default:
		f.bases = append(f.bases, filepath.Dir(abs))
		f.skips[abs] = Skip{Reason: ReasonSpecial, Detail: info.Mode().Type().String(), Bytes: -1,
			Hint: "pipe it in and name -: cat FILE | inquest analyze -"}
	}
}

// glob adds what a pattern matches. Hidden entries match only where the pattern
// says so. The folder in front of the first wildcard counts as the base.
func (f *finder) glob(pattern string) error {
	abs, err := filepath.Abs(pattern)
	if err != nil {
		return &UsageError{"the current folder is not known: " + err.Error(), "name inputs by absolute paths"}
	}
	if !doublestar.ValidatePathPattern(abs) {
		return &UsageError{"the pattern " + quoteArg(pattern) + " is malformed", "close every [ and {, or put a backslash in front"}
	}
	matches, err := doublestar.FilepathGlob(abs, doublestar.WithNoFollow(), doublestar.WithNoHidden())
	if err != nil || len(matches) == 0 {
		return &NotFoundError{Path: pattern, Glob: true}
	}
	base, _ := doublestar.SplitPattern(filepath.ToSlash(abs))
	f.bases = append(f.bases, filepath.FromSlash(base))
	bases := f.bases
	for _, m := range matches {
		info, err := os.Stat(m)
		if err != nil {
			f.skips[m] = openSkip("", -1, err)
			continue
		}
		if info.IsDir() && strings.Contains(pattern, "**") {
			continue // its files match by themselves
		}
		f.path(m, info)
	}
	f.bases = bases
	return nil
}

func quoteArg(s string) string { return "\"" + s + "\"" }

// finish names, orders and looks into what was found.
func (f *finder) finish(ctx context.Context) (*Set, error) {
	set := &Set{}
	f.missing(set)
	names := f.names()
	for abs, s := range f.skips {
		s.Name = names[abs]
		set.Skipped = append(set.Skipped, s)
	}
	if f.stdin {
		if err := f.addStdin(ctx, set); err != nil {
			return nil, err
		}
	}
	if err := f.addStores(ctx, set); err != nil {
		return nil, err
	}
	for _, c := range f.distinct(names, set) {
		in := Input{Name: names[c.abs], Path: c.abs, Size: c.info.Size(), root: c.root, rel: c.rel}
		if err := f.add(ctx, in, set); err != nil {
			return nil, err
		}
	}
	f.pick(set)
	if err := f.twins(ctx, set); err != nil {
		return nil, err
	}
	set.arrange()
	slices.SortFunc(set.Skipped, func(a, b Skip) int { return compareNames(a.Name, b.Name) })
	if len(set.Inputs) == 0 {
		return nil, &NothingError{Skipped: set.Skipped}
	}
	return set, nil
}

// add looks into one file and puts it, or what it holds, among the inputs.
func (f *finder) add(ctx context.Context, in Input, set *Set) error {
	if int64(len(set.Inputs)) >= f.limits.Files {
		set.Skipped = append(set.Skipped, f.tooMany(in))
		return nil
	}
	in, skip := probe(in, f.o)
	switch {
	case skip != nil:
		set.Skipped = append(set.Skipped, *skip)
		return nil
	case in.archive == nil:
		if n := int64(len(in.leaf.sample)); n > f.samples {
			in.leaf.sample = nil
		} else {
			f.samples -= n
		}
		set.Inputs = append(set.Inputs, in)
		return nil
	}
	return f.addMembers(ctx, in.archive, set)
}

func (f *finder) addMembers(ctx context.Context, a *archive, set *Set) error {
	members, err := f.expand(ctx, a, set)
	if err != nil {
		return err
	}
	slices.SortFunc(members, func(a, b Input) int { return compareNames(a.Name, b.Name) })
	for _, m := range members {
		if int64(len(set.Inputs)) >= f.limits.Files {
			set.Skipped = append(set.Skipped, f.tooMany(m))
			continue
		}
		set.Inputs = append(set.Inputs, m)
	}
	return nil
}

func (f *finder) tooMany(in Input) Skip {
	return Skip{Name: in.Name, Reason: ReasonFiles, Bytes: in.Size, Hint: "name fewer folders, or raise --limit-files"}
}

// names gives every path its name: relative to the deepest folder that contains
// all arguments, where a named folder contains itself.
func (f *finder) names() map[string]string {
	root := commonFolder(f.bases)
	paths := make([]string, 0, len(f.found)+len(f.skips))
	for abs := range f.found {
		paths = append(paths, abs)
	}
	for abs := range f.skips {
		paths = append(paths, abs)
	}
	slices.Sort(paths)
	names, taken := map[string]string{}, map[string]bool{"-": true, ".": true}
	for _, abs := range slices.Compact(paths) {
		name := printable(relative(root, abs))
		if name == "." { // the named folder itself, which could not be read
			name = printable(filepath.Base(abs))
		}
		for taken[name] {
			name = "./" + name
		}
		taken[name] = true
		names[abs] = name
	}
	return names
}

// commonFolder is the deepest folder that contains all bases.
func commonFolder(bases []string) string {
	if len(bases) == 0 {
		return ""
	}
	root := bases[0]
	for _, b := range bases[1:] {
		for !within(root, b) && filepath.Dir(root) != root {
			root = filepath.Dir(root)
		}
	}
	return root
}

// within reports whether path is root or lies below it, by name alone.
func within(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func relative(root, abs string) string {
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		rel = filepath.Base(abs)
	}
	return filepath.ToSlash(rel)
}

// printable writes bytes of a file name that are not UTF-8 as \xNN, so that two
// names never become the same text.
func printable(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	const hex = "0123456789abcdef"
	var b strings.Builder
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && size == 1 {
			b.WriteString(`\x`)
			b.WriteByte(hex[name[i]>>4])
			b.WriteByte(hex[name[i]&15])
		} else {
			b.WriteString(name[i : i+size])
		}
		i += size
	}
	return b.String()
}
