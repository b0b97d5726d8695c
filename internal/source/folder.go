package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Folder opens a folder of settings, such as a catalogue, so that nothing outside
// of it can be reached, that only regular files are opened (to open a pipe would wait
// for its writer), and none that is larger than 64 MiB. Of a file it is a folder that
// holds this file alone. Errors are *NotFoundError or *InputError.
func Folder(path string) (fs.FS, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, folderError(path, err)
	}
	name := ""
	if !info.IsDir() {
		path, name = filepath.Dir(path), filepath.Base(path)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, folderError(path, err)
	}
	fsys := plainFiles{root.FS()}
	if name != "" {
		return soleFile{fsys, name}, nil
	}
	if _, err := fs.ReadDir(fsys, "."); err != nil {
		return nil, folderError(path, err)
	}
	return fsys, nil
}

func folderError(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &NotFoundError{Path: path}
	}
	return &InputError{Name: path, Problem: "cannot be read", Advice: "give yourself the right to read it", Err: errors.New(plainError(err))}
}

// FilesBelow lists the files of a folder, and of all folders in it, whose names end
// in ending: relative, '/' separated, in order. Links to folders are not followed.
// Each is to be read by [fs.ReadFile]. Errors are those of [Folder]; a folder inside
// that cannot be listed is one.
func FilesBelow(dir, ending string) (fs.FS, []string, error) {
	fsys, err := Folder(dir)
	if err != nil {
		return nil, nil, err
	}
	var names []string
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return folderError(filepath.Join(dir, filepath.FromSlash(name)), err)
		}
		if !d.IsDir() && strings.EqualFold(path.Ext(name), ending) {
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return fsys, names, err
}

// plainFiles opens folders and regular files of a bounded size, and nothing else.
type plainFiles struct{ fs.FS }

// Open refuses what to read could wait for ever, or fill the memory.
func (p plainFiles) Open(name string) (fs.File, error) {
	info, err := fs.Stat(p.FS, name)
	if err != nil {
		return nil, err
	}
	switch {
	case info.IsDir():
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("is not a regular file")}
	case info.Size() > maxWhole:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("is larger than %d MiB", maxWhole>>20)}
	}
	return p.FS.Open(name)
}

// soleFile shows one file of a folder.
type soleFile struct {
	fs.FS
	name string
}

// ReadDir lists the file alone.
func (o soleFile) ReadDir(dir string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.FS, dir)
	for _, d := range list {
		if d.Name() == o.name {
			return []fs.DirEntry{d}, err
		}
	}
	return nil, err
}
