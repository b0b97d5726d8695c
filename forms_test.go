package inquest

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"inquest/internal/pack"
	"inquest/internal/render"
	"inquest/internal/verify"
)

// folderFiles are the files of a folder, for packing.
func folderFiles(t *testing.T, root string) []pack.File {
	t.Helper()
	var out []pack.File
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		out = append([]pack.File{{Name: filepath.ToSlash(rel), Data: data}}, out...) // not in the order of the names
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func reportOf(t *testing.T, paths ...string) (*Result, string) {
	t.Helper()
	res, err := Analyze(context.Background(), Options{Paths: paths, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.ByName("json")
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := r.Render(&buf, res.Report, render.Options{}); err != nil {
		t.Fatal(err)
	}
	return res, buf.String()
}

// TestEveryFormOfAFolderGivesTheSameReport packs a folder in every way that is
// read: the reports are the same but for the archive's name in front of the
// members', and each holds when its lines are read again.
func TestEveryFormOfAFolderGivesTheSameReport(t *testing.T) {
	const folder = "examples/nightly-jobs"
	_, want := reportOf(t, folder)
	files := folderFiles(t, folder)
	tar, zip := mustPack(pack.Tar(files)), mustPack(pack.Zip(files, false))
	compress := func(kind string, data []byte) []byte { return mustPack(pack.Compress(kind, data)) }
	for name, form := range map[string]struct {
		data   []byte
		prefix string
	}{
		"logs.tar":     {tar, "logs.tar!/"},
		"logs.tgz":     {compress("gzip", tar), "logs.tgz!/"},
		"logs.tar.xz":  {compress("xz", tar), "logs.tar.xz!/"},
		"logs.tar.zst": {compress("zstd", tar), "logs.tar.zst!/"},
		"logs.tar.bz2": {compress("bzip2", tar), "logs.tar.bz2!/"},
		"logs.tar.lz4": {compress("lz4", tar), "logs.tar.lz4!/"},
		"logs.zip":     {zip, "logs.zip!/"},
		"in-tar.tar":   {mustPack(pack.Tar([]pack.File{{Name: "in.zip", Data: zip}})), "in-tar.tar!/in.zip!/"},
		"in-tgz.tgz":   {compress("gzip", mustPack(pack.Tar([]pack.File{{Name: "in.zip", Data: zip}}))), "in-tgz.tgz!/in.zip!/"},
		"in-zip.zip":   {mustPack(pack.Zip([]pack.File{{Name: "in.tgz", Data: compress("gzip", tar)}}, true)), "in-zip.zip!/in.tgz!/"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, form.data, 0o600); err != nil {
				t.Fatal(err)
			}
			res, got := reportOf(t, path)
			if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(strings.ReplaceAll(got, form.prefix, ""), "\n")); d != "" {
				t.Errorf("the report differs from the folder's (-folder +archive):\n%.3000s", d)
			}
			out, err := verify.Check(context.Background(), verify.Input{Report: []byte(got), Fresh: []byte(got), Env: res.Env, Sets: res.Inputs(), Source: res.Source})
			if err != nil || len(out.Differences) > 0 || out.Lines == 0 {
				t.Errorf("verify: %+v, %v", out, err)
			}
		})
	}
}

func mustPack(data []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return data
}
