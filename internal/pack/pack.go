// Package pack makes compressed data and archives, whole and broken, for tests.
// Nothing of it is linked into the command.
package pack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"
)

// File is one member of an archive to make. A name that ends in '/' is a folder.
type File struct {
	Name string
	Data []byte
	Link string // makes it a symbolic link
	Type byte   // of a tar member, 0: by name and link
	As   string // of a vector: the member's name when it is to be an odd one
}

// stamp is the time of every member: archives of the same files are the same bytes.
var stamp = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// Compress packs data by the kind's name: gzip, zstd, xz, bzip2 or lz4.
func Compress(kind string, data []byte) ([]byte, error) {
	var out bytes.Buffer
	if kind == "bzip2" {
		return bzip2(data), nil
	}
	w, err := compressor(kind, &out)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

func compressor(kind string, out io.Writer) (io.WriteCloser, error) {
	switch kind {
	case "gzip":
		return gzip.NewWriter(out), nil
	case "zstd":
		return zstd.NewWriter(out, zstd.WithEncoderConcurrency(1))
	case "xz":
		return xz.WriterConfig{DictCap: 1 << 20}.NewWriter(out)
	case "lz4":
		return lz4.NewWriter(out), nil
	}
	return nil, fmt.Errorf("no compression is called %q", kind)
}

// Tar packs files into a tar.
func Tar(files []File) ([]byte, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, f := range files {
		h := &tar.Header{Name: f.Name, Mode: 0o644, ModTime: stamp, Size: int64(len(f.Data)), Typeflag: tar.TypeReg, Linkname: f.Link}
		switch {
		case f.Type != 0:
			h.Typeflag = f.Type
		case f.Link != "":
			h.Typeflag = tar.TypeSymlink
		case f.Name != "" && f.Name[len(f.Name)-1] == '/':
			h.Typeflag, h.Mode = tar.TypeDir, 0o755
		}
		if h.Typeflag != tar.TypeReg {
			h.Size = 0
		}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if h.Typeflag == tar.TypeReg {
			if _, err := w.Write(f.Data); err != nil {
				return nil, err
			}
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// Zip packs files into a zip, compressed unless stored is asked for.
func Zip(files []File, stored bool) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: stamp}
		data := f.Data
		if stored {
			h.Method = zip.Store
		}
		if f.Link != "" {
			h.SetMode(fs.ModeSymlink | 0o777)
			data = []byte(f.Link)
		}
		m, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := m.Write(data); err != nil && len(data) > 0 {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}
