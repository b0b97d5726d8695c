package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"inquest/internal/render"
	"inquest/internal/report"
)

// writeAssets writes the charts of a Markdown report into a folder beside it, named
// after it, and returns how the report links the folder. Without charts there is
// no folder. Files of charts that an earlier report left there are taken away.
func writeAssets(path string, r *report.Report) (link string, err error) {
	assets, err := render.Assets(r)
	if err != nil {
		return "", err
	}
	dir := assetFolder(path)
	for _, f := range ownAssets([]string{path}) {
		if err := os.Remove(f); err != nil {
			return "", fmt.Errorf("cannot replace %s: %w", f, err)
		}
	}
	if len(assets) == 0 {
		return "", nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("cannot make the folder of the charts: %w", err)
	}
	for _, a := range assets {
		err := writeFile(filepath.Join(dir, a.Name), func(w io.Writer) error {
			_, err := w.Write(a.Data)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return url.PathEscape(filepath.Base(dir)), nil
}

func isMarkdown(path string) bool { return strings.EqualFold(filepath.Ext(path), ".md") }

func assetFolder(path string) string { return strings.TrimSuffix(path, filepath.Ext(path)) + ".assets" }

// ownAssets are the charts that earlier runs left beside Markdown reports of these
// names: they are no logs.
func ownAssets(outputs []string) []string {
	var out []string
	for _, path := range outputs {
		if isMarkdown(path) {
			found, err := filepath.Glob(filepath.Join(globEscape.Replace(assetFolder(path)), "figure-*.svg"))
			if err == nil { // the pattern is ours: it cannot be malformed
				out = append(out, found...)
			}
		}
	}
	return out
}

var globEscape = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, `\`, `\\`)

// checkFolders refuses, before anything is read, to write into folders that are not there.
func checkFolders(outputs []string) error {
	for _, o := range outputs {
		if info, err := os.Stat(filepath.Dir(o)); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
			return usagef("make the folder first", "cannot write %q: there is no folder %q", o, filepath.Dir(o))
		}
	}
	return nil
}

// outputError is a file that cannot be written.
type outputError struct {
	path string
	err  error
}

func (e outputError) Error() string {
	err := e.err
	var p *fs.PathError
	if errors.As(err, &p) { // which names a temporary file
		err = p.Err
	}
	return fmt.Sprintf("cannot write %s: %v", escapeName(e.path), err)
}

func (e outputError) Unwrap() error { return e.err }

// Hint says what to do next.
func (e outputError) Hint() string {
	switch {
	case errors.Is(e.err, fs.ErrPermission), errors.Is(e.err, syscall.EROFS):
		return "write into a folder that is yours"
	case errors.Is(e.err, syscall.ENOSPC), errors.Is(e.err, syscall.EDQUOT):
		return "make room on the disk, or write to another one"
	case errors.Is(e.err, fs.ErrNotExist):
		return "make the folder first"
	case errors.Is(e.err, syscall.ENAMETOOLONG):
		return "give a shorter name"
	}
	return ""
}

// writeFile writes a file whole or not at all: into a temporary file beside it,
// which then takes its name. Permissions of a file that is replaced are kept.
//
// An error of write itself is returned as it is.
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
		return outputError{path, err}
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	buf := bufio.NewWriterSize(tmp, 1<<16)
	failed := write(buf)
	err = errors.Join(buf.Flush(), tmp.Chmod(mode), tmp.Close())
	switch {
	case err != nil: // buf keeps the first error of the disk
		return outputError{path, err}
	case failed != nil:
		err = failed
		return err
	}
	if err = os.Rename(tmp.Name(), path); err != nil {
		return outputError{path, err}
	}
	return nil
}
