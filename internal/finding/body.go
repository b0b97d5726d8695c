package finding

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// BodyLines are the continuation lines of a kept record, each with its own place in the
// source. They are there only when the record was kept whole and its lines can be told
// apart for sure: the bytes put together again must have the record's hash.
func BodyLines(e *profile.Exemplar) []profile.Exemplar {
	if e.Body == "" || e.RecordRef.Lines < 2 || int64(len(e.Raw)) != e.Ref.Length {
		return nil
	}
	if evidence.HashBytes([]byte(e.Raw+"\n"+e.Body)) != e.RecordRef.SHA256 {
		return nil
	}
	var out []profile.Exemplar
	at, line := e.Ref.Offset+e.Ref.Length+1, e.Ref.Line+1
	for text := range strings.SplitSeq(e.Body, "\n") {
		x := *e
		x.Raw, x.Message, x.Body, x.Fields = text, strings.TrimSpace(text), "", nil
		x.Offset, x.Line = at, line
		x.Ref = evidence.Ref{File: e.Ref.File, Line: line, Offset: at, Length: int64(len(text)), SHA256: evidence.HashBytes([]byte(text))}
		x.RecordRef = x.Ref
		out = append(out, x)
		at, line = at+int64(len(text))+1, line+1
	}
	return out
}
