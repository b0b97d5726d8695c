package source

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder opens a folder of settings, such as a catalogue, so that nothing outside
// of it can be reached. Of a file it is a folder that holds this file alone.
func Folder(path string) (fs.FS, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, &NotFoundError{Path: path}
	}
	name := ""
	if !info.IsDir() {
		path, name = filepath.Dir(path), filepath.Base(path)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	if name == "" {
		return root.FS(), nil
	}
	return soleFile{root.FS(), name}, nil
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
