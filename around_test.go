package inquest_test

import (
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest"
	"inquest/internal/report"
)

func analyze(t *testing.T, o inquest.Options) *report.Report {
	t.Helper()
	res, err := inquest.Analyze(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return res.Report
}

func plain(s string) string { return s }

// TestAroundIsWhatTheFilesHold compares every line around a cited one with the
// file, and holds that each has its neighbours.
func TestAroundIsWhatTheFilesHold(t *testing.T) {
	const dir = "examples/nightly-jobs"
	r := analyze(t, inquest.Options{Paths: []string{dir}})
	if len(r.Exhibits.Around) < 4 || r.Exhibits.AroundLeft != 0 {
		t.Fatalf("%d runs of lines, %d left out", len(r.Exhibits.Around), r.Exhibits.AroundLeft)
	}
	at := map[string]bool{}
	for _, a := range r.Exhibits.Around {
		b, err := os.ReadFile(filepath.Join(dir, a.File.Open(plain)))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		if string(b[a.Ref.Offset:a.Ref.Offset+a.Ref.Length]) != strings.Join(lines[a.Line-1:a.Line-1+int64(len(a.Lines))], "\n") {
			t.Errorf("%s:%d: the reference names other bytes", a.Ref.File, a.Line)
		}
		for i, l := range a.Lines {
			n := a.Line + int64(i)
			if got := l.Text.Open(plain); got != lines[n-1] {
				t.Errorf("%s:%d is %q, the file has %q", a.Ref.File, n, got, lines[n-1])
			}
			if l.Cited && (n > 2 && i < 2 || n+2 <= int64(len(lines)) && i+2 >= len(a.Lines)) {
				t.Errorf("%s:%d lacks neighbours", a.Ref.File, n)
			}
			if l.Cited {
				at[a.Ref.File+string(rune(n))] = true
			}
		}
	}
	for _, l := range r.Hypotheses[0].Evidence {
		if !at[l.Ref.File+string(rune(l.Line))] {
			t.Errorf("%s:%d is cited and not shown with its neighbours", l.Ref.File, l.Line)
		}
	}
}

// TestAroundOfCompressed holds that a compressed input shows the same lines, and
// one that cannot be read twice none, which is said.
func TestAroundOfCompressed(t *testing.T) {
	text, err := os.ReadFile("examples/two-days/settlement.log")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var z strings.Builder
	w := gzip.NewWriter(&z)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	lines := func(r *report.Report) string {
		var b strings.Builder
		for _, a := range r.Exhibits.Around {
			for _, l := range a.Lines {
				b.WriteString(l.Text.Open(plain) + "\n")
			}
		}
		return b.String()
	}
	raw := lines(analyze(t, inquest.Options{Paths: []string{write("a.log", text)}}))
	packed := lines(analyze(t, inquest.Options{Paths: []string{write("b.log.gz", []byte(z.String()))}}))
	if raw == "" || raw != packed {
		t.Errorf("plain and compressed differ:\n%s\n%s", raw, packed)
	}
	piped := analyze(t, inquest.Options{Paths: []string{"-"}, Stdin: strings.NewReader(string(text))})
	if lines(piped) != "" || piped.Exhibits.AroundLeft == 0 {
		t.Errorf("standard input cannot be read twice: %d runs, %d left out", len(piped.Exhibits.Around), piped.Exhibits.AroundLeft)
	}
}

func TestTopologyOfExamples(t *testing.T) {
	r := analyze(t, inquest.Options{Paths: []string{"examples/nightly-jobs"}})
	top := r.Exhibits.Topology
	if top == nil || len(top.Edges) < 2 {
		t.Fatal("the lines name who speaks to whom, and no sketch was made")
	}
	blamed := 0
	for _, n := range top.Nodes {
		if n.Role == "cause" {
			blamed++
			if !n.Name.Equal(r.Hypotheses[0].Component) {
				t.Errorf("%s is marked as the cause, the leading hypothesis names %s", n.Name.Open(plain), r.Hypotheses[0].Component.Open(plain))
			}
		}
	}
	if blamed != 1 {
		t.Errorf("%d components are marked as the cause", blamed)
	}
	for _, e := range top.Edges {
		if e.From == e.To || e.Bad > e.Events || top.Nodes[e.From].Layer >= top.Nodes[e.To].Layer {
			t.Errorf("edge %+v", e)
		}
	}
}

// TestSeriesBalance holds that the course of a template adds up to its count,
// and the detail of the timeline to its lanes.
func TestSeriesBalance(t *testing.T) {
	r := analyze(t, inquest.Options{Paths: []string{"examples/nightly-jobs"}})
	for _, p := range r.Exhibits.Templates.Rows {
		var sum int64
		for _, n := range p.Series {
			sum += n
		}
		if sum != p.Count {
			t.Errorf("template %s: %d in its course, %d lines", p.ID, sum, p.Count)
		}
	}
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Figure == nil || b.Figure.Timeline == nil {
				continue
			}
			for i, lane := range b.Figure.Timeline.Lanes {
				var n, bad int64
				for _, bin := range r.Exhibits.Detail.Lanes[i] {
					n, bad = n+bin[1], bad+bin[2]
				}
				if n != lane.Lines || bad > lane.Bad {
					t.Errorf("lane %d: %d records and %d failing in detail, %d and %d in the lane", i, n, bad, lane.Lines, lane.Bad)
				}
			}
		}
	}
}
