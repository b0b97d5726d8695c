package event

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"inquest/internal/record"
)

// eachEvent reads all files under dir through package record.
func eachEvent(t *testing.T, dir string, f func(Event)) {
	t.Helper()
	formats := record.Embedded()
	var x Extractor
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		layout := formats.Detect(b[:bytes.LastIndexByte(b[:min(len(b), 64<<10)], '\n')+1], record.Hints{Year: 2026})
		var p record.Parser
		var events []Event
		p.Parse(layout, record.Chunk{Line: 1, Data: b}, func(r *record.Record) {
			events = x.Extract(events[:0], r)
			for _, e := range events {
				f(e)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
