package record

import (
	"fmt"
	"testing"
)

// TestUnfoldGivesWhatParseGives on the samples of all formats.
func TestUnfoldGivesWhatParseGives(t *testing.T) {
	folded := 0
	for _, f := range proven().list {
		for _, s := range f.samples {
			data := []byte(s.Text + "\n")
			l := Embedded().Detect(data, Hints{Year: s.Year})
			var want, got []string
			var p Parser
			account := p.Parse(l, Chunk{Line: 1, Data: data}, func(r *Record) { want = append(want, fmt.Sprintf("%s", r.Fields)) })
			again := p.ParseFolded(l, Chunk{Line: 1, Data: data}, func(r *Record) {
				if r.Folded {
					folded++
				}
				p.Unfold(r)
				if r.Folded {
					t.Errorf("%s: folded after Unfold", f.Name)
				}
				got = append(got, fmt.Sprintf("%s", r.Fields))
			})
			if fmt.Sprint(want) != fmt.Sprint(got) || account != again {
				t.Errorf("%s: %s, want %s", f.Name, got, want)
			}
		}
	}
	if folded == 0 {
		t.Error("no record was folded")
	}
}
