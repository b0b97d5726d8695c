package source

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// maxWhole bounds the small files (job status, inventory) that are read whole.
const maxWhole = 64 << 20

// ReadWhole reads a small companion file, such as a job-status file, and
// returns its base name and its bytes. It refuses folders and files over 64 MiB.
func ReadWhole(path string, _ Options) (name string, data []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", nil, err
	}
	if !info.Mode().IsRegular() {
		return "", nil, fmt.Errorf("%s is not a regular file", path)
	}
	data, err = io.ReadAll(io.LimitReader(f, maxWhole+1))
	if err != nil {
		return "", nil, err
	}
	if len(data) > maxWhole {
		return "", nil, fmt.Errorf("%s is larger than %d MiB", path, maxWhole>>20)
	}
	return filepath.Base(path), data, nil
}
