package pack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	stdbzip2 "compress/bzip2"
	stdgzip "compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"
	"pgregory.net/rapid"
)

// TestBzip2IsReadByTheStandardLibrary holds the only format that is written by hand.
func TestBzip2IsReadByTheStandardLibrary(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, data []byte) {
		got, err := io.ReadAll(stdbzip2.NewReader(bytes.NewReader(bzip2(data))))
		if err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes gave %d, %v", len(data), len(got), err)
		}
	}
	check(t, nil)
	check(t, []byte("a"))
	check(t, bytes.Repeat([]byte("abc\n"), 30_000))
	check(t, bytes.Repeat([]byte{7}, 1000))
	rapid.Check(t, func(rt *rapid.T) {
		check(rt, rapid.SliceOfN(rapid.ByteRange(0, 20), 0, 400).Draw(rt, "data"))
		check(rt, rapid.SliceOf(rapid.Byte()).Draw(rt, "data"))
	})
}

// TestCompressIsUndone unpacks what Compress has packed with readers of others.
func TestCompressIsUndone(t *testing.T) {
	readers := map[string]func(io.Reader) (io.Reader, error){
		"gzip":  func(r io.Reader) (io.Reader, error) { return stdgzip.NewReader(r) },
		"bzip2": func(r io.Reader) (io.Reader, error) { return stdbzip2.NewReader(r), nil },
		"zstd":  func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r, zstd.WithDecoderConcurrency(1)) },
		"xz":    func(r io.Reader) (io.Reader, error) { return xz.NewReader(r) },
		"lz4":   func(r io.Reader) (io.Reader, error) { return lz4.NewReader(r), nil },
	}
	for kind, open := range readers {
		for _, data := range [][]byte{nil, []byte("a\n"), bytes.Repeat([]byte("2026-03-01 INFO x\n"), 5000), random(70_000)} {
			packed, err := Compress(kind, data)
			if err != nil {
				t.Fatal(kind, err)
			}
			r, err := open(bytes.NewReader(packed))
			if err != nil {
				t.Fatal(kind, err)
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
				t.Errorf("%s: %d bytes gave %d, %v", kind, len(data), len(got), err)
			}
		}
	}
	if _, err := Compress("rar", nil); err == nil {
		t.Error("an unknown kind is taken")
	}
}

// TestArchivesHoldTheirFiles lists the members of tar and zip, links and folders
// among them; the same files are the same bytes.
func TestArchivesHoldTheirFiles(t *testing.T) {
	files := []File{{Name: "d/"}, {Name: "d/a.log", Data: []byte("a\n")}, {Name: "empty"}, {Name: "l", Link: "d/a.log"}, {Name: "pipe", Type: '6', Data: []byte("x")}}
	data, err := Tar(files)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Tar(files)
	if !bytes.Equal(data, again) {
		t.Error("the same files give other bytes")
	}
	var got []string
	for r := tar.NewReader(bytes.NewReader(data)); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(r)
		got = append(got, fmt.Sprintf("%s %c %s%s", h.Name, h.Typeflag, h.Linkname, text))
	}
	if want := "[d/ 5  d/a.log 0 a\n empty 0  l 2 d/a.log pipe 6 ]"; fmt.Sprint(got) != want {
		t.Errorf("the tar holds %q", got)
	}
	for _, stored := range []bool{false, true} {
		data, err := Zip(files[1:4], stored)
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil || len(z.File) != 3 || z.File[0].Method == zip.Store != stored || z.File[2].Mode()&fs.ModeSymlink == 0 {
			t.Errorf("stored %v: %+v, %v", stored, z, err)
		}
	}
}

// TestVectorSteps holds what each step makes of a content.
func TestVectorSteps(t *testing.T) {
	for _, c := range []struct{ steps, data, want string }{
		{"quoted", `a\x00\n` + "\nb", "a\x00\nb"}, {"hex", "61 62\n63", "abc"}, {"oneline", "a\nb\n", "ab"}, {"repeat=3", "ab", "ababab"},
		{"nul=2", "a", "a\x00\x00"}, {"cut=2", "abc", "ab"}, {"cut=9", "abc", "abc"}, {"drop=1", "abc", "ab"}, {"drop=9", "abc", ""}, {"flip=0", "ab", "`b"}, {"flip=-1", "ab", "ac"},
		{"cut=1 append", "ab", "aab"}, {"utf16", "a", "\xff\xfea\x00"}, {"utf16be", "a", "\xfe\xff\x00a"}, {"utf32", "a", "\xff\xfe\x00\x00a\x00\x00\x00"},
		{"stamped=1", "", "2026-03-01T10:00:00Z INFO request 0 took 0 ms\n"},
	} {
		parts, err := Vector("", map[string]string{"x | " + c.steps: c.data}, []string{"x | " + c.steps})
		if err != nil || len(parts) != 1 || parts[0].Name != "x" || string(parts[0].Data) != c.want {
			t.Errorf("%s of %q is %+v, %v", c.steps, c.data, parts, err)
		}
	}
	for _, bad := range []string{"x | flip=9", "x | nothing", "x | hex", "x | quoted", "x | as=\\q"} {
		if _, err := Vector("", map[string]string{bad: "zz\""}, []string{bad}); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
	parts, err := Vector("about\npack: b.tgz = tar gzip\n", map[string]string{"b.tgz!/a.log": "a\n", "b.tgz!/l | link": "a.log\n", "c": "c"}, []string{"b.tgz!/a.log", "b.tgz!/l | link", "c"})
	if err != nil || len(parts) != 2 || parts[1].Name != "b.tgz" || !bytes.HasPrefix(parts[1].Data, []byte("\x1f\x8b")) {
		t.Errorf("%v, %v", parts, err)
	}
	for _, rule := range []string{"pack: b = ", "pack: b = rar", "pack: b = tar nothing"} {
		if _, err := Vector(rule, nil, nil); err == nil {
			t.Errorf("%q is taken", rule)
		}
	}
}
