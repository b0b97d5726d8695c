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
	e := &profile.Exemplar{Mark: profile.Mark{Offset: offset, Line: line}, Raw: head, Message: head, Body: body}
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

// TestBodyLinesAreLeftOutWhenNotSure: other line ends, cut texts and single lines.
func TestBodyLinesAreLeftOutWhenNotSure(t *testing.T) {
	crlf, _ := recordOf("ERROR failed", "java.io.IOException: x\n\tat a.B.c(B.java:1)", "\r\n", 0, 1)
	cut, _ := recordOf("ERROR failed", "java.io.IOException: x\n\tat a.B.c(B.java:1)", "\n", 0, 1)
	cut.Body = cut.Body[:10]
	headCut, _ := recordOf("ERROR failed", "java.io.IOException: x", "\n", 0, 1)
	headCut.Raw = headCut.Raw[:4]
	single := &profile.Exemplar{Raw: "x"}
	for name, e := range map[string]*profile.Exemplar{"CRLF": crlf, "body cut": cut, "head cut": headCut, "one line": single} {
		if got := finding.BodyLines(e); len(got) > 0 {
			t.Errorf("%s: %d lines", name, len(got))
		}
	}
}
