package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile writes a file whole or not at all: into a temporary file beside it,
// which then takes its name. Permissions of a file that is replaced are kept.
func writeFile(path string, write func(io.Writer) error) (err error) {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if info.IsDir() {
			return usagef("name a file", "%s is a folder", path)
		}
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".inquest-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	buf := bufio.NewWriterSize(tmp, 1<<16)
	err = errors.Join(write(buf), buf.Flush(), tmp.Chmod(mode), tmp.Close())
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	return os.Rename(tmp.Name(), path)
}
