package record

import (
	"bytes"
	"testing"
)

// TestStampsAreReadAgain holds the stamp that a record names against its time, in
// its own line and in a copy of the line.
func TestStampsAreReadAgain(t *testing.T) {
	with, without := 0, 0
	for _, f := range proven().list {
		for i := range f.samples {
			s := &f.samples[i]
			l := &Layout{formats: []*Format{f}, hints: Hints{Year: s.Year}}
			l.prepare(Embedded(), []byte(s.Text))
			var p Parser
			p.Parse(l, Chunk{Line: 1, Data: []byte(s.Text)}, func(r *Record) {
				if !r.HasTime {
					return
				}
				if len(r.Stamp.Text) == 0 {
					without++
					return
				}
				with++
				if ns, zoned, ok := l.Time(r.Stamp); !ok || ns != r.Time || zoned != r.Zoned {
					t.Errorf("%s, sample %d: %q is read as %d, %v, %v; the record has %d, %v", f.Name, i+1, r.Stamp.Text, ns, zoned, ok, r.Time, r.Zoned)
				}
				again := bytes.Clone(r.Raw)
				from := bytes.Index(again, r.Stamp.Text)
				if from < 0 {
					return // the line was cleaned or is in an envelope's escapes
				}
				if ns, _, ok := l.Time(r.Stamp.At(again, from, from+len(r.Stamp.Text))); !ok || ns != r.Time {
					t.Errorf("%s, sample %d: a copy is read as %d, %v; the record has %d", f.Name, i+1, ns, ok, r.Time)
				}
			})
		}
	}
	if with < 5*without {
		t.Errorf("%d records name their stamp, %d do not", with, without)
	}
}
