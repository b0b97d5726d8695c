package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// walker lists the files of one named folder. Everything is opened through an
// os.Root, so that no link leads outside while it walks.
type walker struct {
	f    *finder
	abs  string
	real string // abs with its links resolved
	root *os.Root
}

func (f *finder) folder(abs string) {
	root, err := os.OpenRoot(abs)
	if err != nil {
		f.skips[abs] = openSkip("", -1, err)
		return
	}
	defer root.Close()
	w := &walker{f: f, abs: abs, real: abs, root: root}
	if target, err := filepath.EvalSymlinks(abs); err == nil {
		w.real = target
	}
	w.walk(".", 0)
}

func (w *walker) walk(rel string, depth int64) {
	entries, err := w.list(rel)
	if err != nil {
		w.skip(rel, openSkip("", -1, err))
		// what could be listed is still read
	}
	for _, e := range entries {
		w.entry(filepath.Join(rel, e.Name()), e, depth)
	}
}

func (w *walker) list(rel string) ([]os.DirEntry, error) {
	d, err := w.root.Open(rel)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	entries, err := d.ReadDir(-1)
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (w *walker) entry(rel string, e os.DirEntry, depth int64) {
	switch {
	case strings.HasPrefix(e.Name(), "."):
		w.skip(rel, Skip{Reason: ReasonHidden, Bytes: sizeOf(e), Hint: "name it itself to read it"})
	case e.Type().IsRegular():
		w.file(rel, rel, false)
	case e.IsDir() && depth >= w.f.limits.Depth:
		w.skip(rel, Skip{Reason: ReasonDepth, Bytes: -1, Hint: "name this folder itself, or raise --limit-depth"})
	case e.IsDir():
		w.walk(rel, depth+1)
	case e.Type()&fs.ModeSymlink != 0:
		w.link(rel)
	default:
		w.skip(rel, Skip{Reason: ReasonSpecial, Detail: e.Type().String(), Bytes: -1, Hint: "it is not a file; leave it out"})
	}
}

func sizeOf(e os.DirEntry) int64 {
	if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
		return info.Size()
	}
	return -1
}

// file adds a regular file; target is where it really lies below the root.
func (w *walker) file(rel, target string, link bool) {
	info, err := w.root.Lstat(target)
	if err != nil {
		w.skip(rel, openSkip("", -1, err))
		return
	}
	abs := filepath.Join(w.abs, rel)
	if old, ok := w.f.found[abs]; ok && old.root == "" {
		return // named itself as well
	}
	w.f.found[abs] = candidate{abs: abs, root: w.abs, rel: target, link: link, info: info}
}

// link adds a link to a file inside the folder; the file is read once, under
// its own name when that is read too. Links to folders are never followed, so
// that no loop can be walked: a folder inside is walked under its own name.
func (w *walker) link(rel string) {
	path, err := filepath.EvalSymlinks(filepath.Join(w.real, rel))
	if err != nil {
		reason, hint := ReasonBrokenLink, "its target is gone; fetch the file that it stood for"
		if errors.Is(err, fs.ErrPermission) {
			reason, hint = ReasonUnreadable, "give yourself the right to read its target"
		}
		w.skip(rel, Skip{Reason: reason, Bytes: -1, Hint: hint})
		return
	}
	if !within(w.real, path) {
		w.skip(rel, Skip{Reason: ReasonLinkOutside, Bytes: -1, Hint: "name the target itself to read it"})
		return
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		w.skip(rel, openSkip("", -1, err))
	case info.IsDir():
		w.skip(rel, Skip{Reason: ReasonFolderLink, Bytes: -1, Hint: "the folder is read under its own name unless that is hidden"})
	case !info.Mode().IsRegular():
		w.skip(rel, Skip{Reason: ReasonSpecial, Detail: info.Mode().Type().String(), Bytes: -1, Hint: "it is not a file; leave it out"})
	default:
		target, err := filepath.Rel(w.real, path)
		if err != nil {
			target = rel
		}
		w.file(rel, target, true)
	}
}

func (w *walker) skip(rel string, s Skip) {
	w.f.skips[filepath.Join(w.abs, rel)] = s
}
