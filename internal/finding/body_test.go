package finding_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// recordOf is a kept record of some lines at an offset, as a profile gives it.
func recordOf(head, body, end string, offset, line int64) (*profile.Exemplar, string) {
	text := head + end + strings.ReplaceAll(body, "\n", end)
	e := &profile.Exemplar{Mark: profile.Mark{Offset: offset, Line: line}, Raw: head, Message: head, Body: strings.ReplaceAll(body, "\n", end)}
	e.BodyAt, e.BodyLine = int64(len(head+end)), 1
	e.Ref = evidence.Ref{File: "a.log", Line: line, Offset: offset, Length: int64(len(head)), SHA256: evidence.HashBytes([]byte(head))}
	e.RecordRef = evidence.Ref{File: "a.log", Line: line, Lines: int64(2 + strings.Count(body, "\n")), Offset: offset, Length: int64(len(text)), SHA256: evidence.HashBytes([]byte(text))}
	return e, text
}

// TestBodyLinesAreWhereTheySayTheyAre holds that every continuation line's reference
// names its own bytes.
func TestBodyLinesAreWhereTheySayTheyAre(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		head := rapid.StringMatching(`[A-Z]{4,5} [ -~]{1,30}`).Draw(r, "head")
		lines := rapid.SliceOfN(rapid.StringMatching(`[ -~]{0,30}`), 1, 6).Draw(r, "body")
		if len(lines) == 1 && lines[0] == "" {
			lines[0] = "x"
		}
		offset, line := rapid.Int64Range(0, 9000).Draw(r, "offset"), rapid.Int64Range(1, 900).Draw(r, "line")
		e, text := recordOf(head, strings.Join(lines, "\n"), "\n", offset, line)
		got := finding.BodyLines(e)
		if len(got) != len(lines) {
			r.Fatalf("%d lines of %d", len(got), len(lines))
		}
		for i, x := range got {
			from := x.Ref.Offset - offset
			if s := text[from : from+x.Ref.Length]; s != lines[i] || x.Ref.SHA256 != evidence.HashBytes([]byte(s)) || x.Ref.Line != line+1+int64(i) || x.Ref.Check() != nil {
				r.Fatalf("line %d is %q, the reference %+v", i, s, x.Ref)
			}
		}
	})
}

// TestBodyLinesOfOtherEnds: a carriage return is no part of a line.
func TestBodyLinesOfOtherEnds(t *testing.T) {
	e, text := recordOf("ERROR failed", "java.io.IOException: x\n\tat a.B.c(B.java:1)", "\r\n", 0, 1)
	got := finding.BodyLines(e)
	if len(got) != 2 || got[0].Raw != "java.io.IOException: x" || got[1].Raw != "\tat a.B.c(B.java:1)" {
		t.Fatalf("lines: %+v", got)
	}
	if r := got[1].Ref; text[r.Offset:r.Offset+r.Length] != got[1].Raw || r.Line != 3 {
		t.Errorf("reference %+v", r)
	}
}

// TestBodyLinesAreLeftOutWhenNotSure: a place that is not known, and single lines.
func TestBodyLinesAreLeftOutWhenNotSure(t *testing.T) {
	unknown, _ := recordOf("ERROR failed", "java.io.IOException: x\n\tat a.B.c(B.java:1)", "\n", 0, 1)
	unknown.BodyAt = 0
	single := &profile.Exemplar{Raw: "x"}
	for name, e := range map[string]*profile.Exemplar{"place not known": unknown, "one line": single} {
		if got := finding.BodyLines(e); len(got) > 0 {
			t.Errorf("%s: %d lines", name, len(got))
		}
	}
}

// TestBodyLinesBehindElisions: what was left out of a long trace moves the lines behind it.
func TestBodyLinesBehindElisions(t *testing.T) {
	e, text := recordOf("ERROR failed", "a\n\tframe one\n\tframe two\nCaused by: b\n\tframe three", "\n", 70, 9)
	whole := e.Body
	e.Body = "a\nCaused by: b\n"
	e.Elided = []profile.Elision{{At: 2, Bytes: int64(len("\tframe one\n\tframe two\n")), Lines: 2}, {At: len(e.Body), Bytes: int64(len("\tframe three")), Lines: 1}}
	got := finding.BodyLines(e)
	if len(got) != 2 {
		t.Fatalf("%d lines of %q", len(got), whole)
	}
	if r := got[1].Ref; got[1].Raw != "Caused by: b" || text[r.Offset-70:r.Offset-70+r.Length] != got[1].Raw || r.Line != 13 {
		t.Errorf("%q, reference %+v", got[1].Raw, got[1].Ref)
	}
}
