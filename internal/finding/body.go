package finding

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// BodyLines are the continuation lines of a kept record, each with its own place in the
// source, as far as they were kept. They are there only when that place is known for sure.
func BodyLines(e *profile.Exemplar) []profile.Exemplar {
	if e.Body == "" || e.BodyAt <= 0 {
		return nil
	}
	var out []profile.Exemplar
	at, line := e.Offset+e.BodyAt, e.Line+e.BodyLine
	passed, elided, body := 0, e.Elided, e.Body
	if len(elided) > 0 {
		body = strings.TrimSuffix(body, "\n") // its last line was left out
	}
	for text := range strings.SplitSeq(body, "\n") {
		for len(elided) > 0 && elided[0].At <= passed {
			at, line, elided = at+elided[0].Bytes, line+elided[0].Lines, elided[1:]
		}
		next := at + int64(len(text)) + 1
		passed += len(text) + 1
		text = strings.TrimSuffix(text, "\r")
		x := *e
		x.Raw, x.Message, x.Body, x.BodyAt, x.Elided, x.Fields = text, strings.TrimSpace(text), "", 0, nil, nil
		x.Offset, x.Line = at, line
		if x.Level < record.LevelError && diesRE.MatchString(x.Message) {
			x.Level = record.LevelError // the record in front was of a program that did not know yet
		}
		x.Ref = evidence.Ref{File: e.Ref.File, Line: line, Offset: at, Length: int64(len(text)), SHA256: evidence.HashBytes([]byte(text))}
		x.RecordRef = x.Ref
		out = append(out, x)
		at, line = next, line+1
	}
	return out
}
