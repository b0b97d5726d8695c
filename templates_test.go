package inquest

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestTableAndLinesAgree: the table of templates and the rows of lines tell of the same
// templates, as often, though the one is made by a profile within limits.
func TestTableAndLinesAgree(t *testing.T) {
	var files []string
	err := filepath.WalkDir("examples", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".log" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 5 {
		t.Fatalf("%d examples: %v", len(files), err)
	}
	if more := os.Getenv("INQUEST_LOGS"); more != "" {
		files = append(files, filepath.SplitList(more)...)
	}
	for _, file := range files {
		mined, err := Templates(context.Background(), Options{Paths: []string{file}}, false)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		table, err := TemplateView(context.Background(), Options{Paths: []string{file}})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		want := map[string]uint64{}
		for _, m := range mined.Templates {
			want[m.ID] = m.Count
		}
		for _, v := range table.View.Templates {
			if want[v.ID] != v.Count {
				t.Errorf("%s: template %s %q: %d records in the table, %d rows of lines", file, v.ID, v.Text, v.Count, want[v.ID])
			}
			delete(want, v.ID)
		}
		for id, n := range want {
			t.Errorf("%s: template %s with %d rows of lines is not in the table", file, id, n)
		}
	}
}
