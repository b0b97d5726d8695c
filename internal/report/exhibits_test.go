package report

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/evidence"
)

// TestAroundOfAnyFile cuts stretches out of made-up files and holds that what
// comes back is whole lines of the file, that each cited line is among them,
// and that runs never overlap.
func TestAroundOfAnyFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.StringMatching(`[a-z ]{0,40}`), 1, 60).Draw(t, "lines")
		text := strings.Join(lines, "\n")
		if rapid.Bool().Draw(t, "ends") {
			text += "\n"
		}
		offsets := []int64{0}
		for _, l := range lines {
			offsets = append(offsets, offsets[len(offsets)-1]+int64(len(l))+1)
		}
		r := &Report{}
		var pieces []Stretch
		cited := map[int64]bool{}
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, len(lines)-1), 1, 12).Draw(t, "cited") {
			ref := evidence.Ref{File: "a.log", Line: int64(n) + 1, Offset: offsets[n], Length: int64(len(lines[n])), SHA256: evidence.HashBytes([]byte(lines[n]))}
			from := max(0, ref.Offset-aroundReach)
			to := min(int64(len(text)), ref.Offset+ref.Length+aroundReach)
			pieces = append(pieces, Stretch{Cited: ref, Offset: from, Length: to - from, Data: []byte(text[from:to])})
			cited[ref.Line] = true
		}
		r.SetAround(pieces)
		last := int64(0)
		for _, a := range r.Exhibits.Around {
			if a.Line <= last {
				t.Fatalf("runs overlap at line %d", a.Line)
			}
			last = a.Line + int64(len(a.Lines)) - 1
			if got := text[a.Ref.Offset : a.Ref.Offset+a.Ref.Length]; evidence.HashBytes([]byte(got)) != a.Ref.SHA256 || got != strings.Join(lines[a.Line-1:last], "\n") {
				t.Fatalf("lines %d to %d: %q", a.Line, last, got)
			}
			for i, l := range a.Lines {
				if l.Cited {
					delete(cited, a.Line+int64(i))
				}
			}
		}
		if len(cited) > 0 {
			t.Fatalf("cited lines are missing: %v", cited)
		}
	})
}

func TestAroundRefusesOtherBytes(t *testing.T) {
	ref := evidence.Ref{File: "a.log", Line: 1, Length: 3, SHA256: evidence.HashBytes([]byte("abc"))}
	for name, data := range map[string][]byte{"changed": []byte("abd\nx"), "shorter": []byte("ab"), "gone": nil} {
		r := &Report{}
		r.SetAround([]Stretch{{Cited: ref, Length: 5, Data: data}})
		if len(r.Exhibits.Around) != 0 || r.Exhibits.AroundLeft != 1 {
			t.Errorf("%s: %d runs, %d left out", name, len(r.Exhibits.Around), r.Exhibits.AroundLeft)
		}
	}
}

func TestAroundIsBounded(t *testing.T) {
	long := strings.Repeat("x", 60<<10)
	r := &Report{}
	var pieces []Stretch
	for i := range int64(10) {
		ref := evidence.Ref{File: "a.log", Line: 1 + 10*i, Offset: i * 1 << 20, Length: int64(len(long)), SHA256: evidence.HashBytes([]byte(long))}
		pieces = append(pieces, Stretch{Cited: ref, Offset: ref.Offset, Length: ref.Length, Data: []byte(long)})
	}
	r.SetAround(pieces)
	if len(r.Exhibits.Around) != 3 || r.Exhibits.AroundLeft != 7 {
		t.Errorf("%d runs of 60 KiB kept, %d left out", len(r.Exhibits.Around), r.Exhibits.AroundLeft)
	}
	if l := r.Exhibits.Around[0].Lines[0]; !l.Cut || l.Text.Len() != aroundLong {
		t.Errorf("a long line is shown with %d bytes, cut %v", l.Text.Len(), l.Cut)
	}
}
