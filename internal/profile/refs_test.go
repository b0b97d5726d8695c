package profile

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/evidence"
	"inquest/internal/record"
	"inquest/internal/source"
)

// eachRef calls fn for every exemplar of the view.
func eachExemplar(v *View, fn func(*Exemplar)) {
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			for _, list := range [][]Exemplar{r.Early, r.Late, r.Sample} {
				for k := range list {
					fn(&list[k])
				}
			}
		}
	}
	for i := range v.Units {
		for j := range v.Units[i].Runs {
			for _, l := range v.Units[i].Runs[j].KeptLines() {
				fn(l.Exemplar())
			}
		}
	}
	for i := range v.Peers {
		for j := range v.Peers[i].Steps {
			fn(&v.Peers[i].Steps[j].Line)
		}
	}
}

// TestReferencesAreTheBytes: position and hash of every reference are those of
// the bytes in the source, and the view resolves them.
func TestReferencesAreTheBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		if rapid.Bool().Draw(t, "crlf") {
			for i := range c.data {
				c.data[i] = bytes.ReplaceAll(c.data[i], []byte("\n"), []byte("\r\n"))
			}
		}
		p, w := New(c.cfg), &Worker{}
		for i := range c.data {
			for _, chunk := range c.chunks(t, i) {
				if err := p.AddChunk(w, c.layouts[i], chunk); err != nil {
					t.Fatal(err)
				}
			}
		}
		v := p.View()
		eachExemplar(v, func(x *Exemplar) {
			for _, r := range []evidence.Ref{x.Ref, x.RecordRef} {
				checkRef(t, c.data[x.Source], r)
				if err := v.Resolve(r); err != nil {
					t.Fatal(err)
				}
			}
		})
	})
}

func checkRef(t *rapid.T, data []byte, r evidence.Ref) {
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	cited := data[r.Offset : r.Offset+r.Length]
	if evidence.HashBytes(cited) != r.SHA256 {
		t.Fatalf("%s:%d: hash differs from that of %q", r.File, r.Line, cited)
	}
	if line := int64(bytes.Count(data[:r.Offset], newline)) + 1; line != r.Line {
		t.Fatalf("%s: offset %d is in line %d, not %d", r.File, r.Offset, line, r.Line)
	}
	if n := int64(bytes.Count(cited, newline)) + 1; n != r.Span() {
		t.Fatalf("%s:%d: spans %d lines, not %d: %q", r.File, r.Line, n, r.Span(), cited)
	}
}

func TestResolveRefusesWhatWasNotRead(t *testing.T) {
	v := viewOf(t, "2026-03-01 10:00:00,000 INFO [main] app: up\n2026-03-01 10:00:01,000 INFO [main] app: down\n")
	good := v.Templates[0].Rows[0].Early[0].Ref
	if err := v.Resolve(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*evidence.Ref){
		"other hash":   func(r *evidence.Ref) { r.SHA256 = strings.Repeat("00", 32) },
		"other offset": func(r *evidence.Ref) { r.Offset++ },
		"other length": func(r *evidence.Ref) { r.Length-- },
		"other file":   func(r *evidence.Ref) { r.File = "b.log" },
	} {
		bad := good
		change(&bad)
		if v.Resolve(bad) == nil {
			t.Errorf("%s: resolved", name)
		}
	}
	if err := v.Resolve(v.Sources[0].Coverage); err != nil {
		t.Errorf("coverage: %v", err)
	}
}

// viewOf profiles logs, one source each, each as one chunk.
func viewOf(t testing.TB, logs ...string) *View {
	t.Helper()
	return profileOf(t, Limits{}, logs...).View()
}

func profileOf(t testing.TB, l Limits, logs ...string) *Profile {
	t.Helper()
	c := &logCase{cfg: Config{Limits: l}}
	for i, text := range logs {
		data := []byte(text)
		c.cfg.Sources = append(c.cfg.Sources, string(rune('a'+i))+".log")
		c.data = append(c.data, data)
		c.layouts = append(c.layouts, formats.Detect(data, record.Hints{Year: 2026}))
		c.sums = append(c.sums, source.Summary{Bytes: int64(len(data)), Lines: int64(bytes.Count(data, newline)), SHA256: evidence.HashBytes(data)})
	}
	return c.whole(t)
}

// TestOverlongLine: a line that was cut is cited as far as it was read, and what
// follows keeps its place.
func TestOverlongLine(t *testing.T) {
	first, second := "2026-03-01 10:00:00,000 INFO [main] app: "+strings.Repeat("x", 40), "2026-03-01 10:00:01,000 ERROR [main] app: boom"
	data := []byte(first + "\n" + second + "\n")
	l := formats.Detect(data, record.Hints{})
	p, w := New(Config{Sources: []string{"a.log"}}), &Worker{}
	const dropped = 1000
	chunk := source.Chunk{Line: 1, Data: data, Cut: []source.Cut{{At: len(first), Dropped: dropped}}}
	if err := p.AddChunk(w, l, chunk); err != nil {
		t.Fatal(err)
	}
	v := p.View()
	found := 0
	eachExemplar(v, func(x *Exemplar) {
		want, offset := first, int64(0)
		if x.Line == 2 {
			want, offset = second, int64(len(first)+1+dropped)
		}
		found++
		if x.Ref.Offset != offset || x.Ref.Length != int64(len(want)) || x.Ref.SHA256 != evidence.HashBytes([]byte(want)) {
			t.Errorf("line %d: %+v", x.Line, x.Ref)
		}
	})
	if found == 0 || v.Sources[0].Bytes != int64(len(data))+dropped {
		t.Errorf("%d exemplars, %d bytes", found, v.Sources[0].Bytes)
	}
}
