package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxWhole bounds the small files (job status, inventory) that are read whole.
const maxWhole = 64 << 20

// ReadWhole reads a small companion file, such as a job-status file, and
// returns its base name and its bytes. It refuses what is no regular file and
// files over 64 MiB. Errors are *NotFoundError or *InputError.
func ReadWhole(path string, _ Options) (name string, data []byte, err error) {
	name = filepath.Base(path)
	info, err := os.Stat(path) // before opening: to open a pipe would wait for its writer
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, &NotFoundError{Path: path}
	case err != nil:
		return "", nil, &InputError{Name: name, Problem: "cannot be read", Advice: "give yourself the right to read it", Err: err}
	case !info.Mode().IsRegular():
		return "", nil, &InputError{Name: name, Problem: "is not a regular file", Advice: "name a file"}
	}
	f, err := os.Open(path)
	if err != nil {
		return "", nil, &InputError{Name: name, Problem: "cannot be opened", Advice: "give yourself the right to read it", Err: err}
	}
	defer f.Close()
	data, err = io.ReadAll(io.LimitReader(f, maxWhole+1))
	if err != nil {
		return "", nil, &InputError{Name: name, Problem: "cannot be read", Advice: "see whether another program can read it", Err: err}
	}
	if len(data) > maxWhole {
		return "", nil, &InputError{Name: name, Problem: fmt.Sprintf("is larger than %d MiB", maxWhole>>20), Advice: "name the file that was meant, or shorten it"}
	}
	return name, data, nil
}
