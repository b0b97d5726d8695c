package record

import (
	"fmt"
	"strings"
	"testing"
)

// TestPiecesBetweenReturns: a log line behind a progress bar is a record, with the
// number of the line that holds it and its own place.
func TestPiecesBetweenReturns(t *testing.T) {
	text := "2026-03-01 10:00:00 INFO train: epoch 1 begins\n" +
		"\r 10%|# | 1/10\r100%|##########| 10/10\r2026-03-01 10:00:07 ERROR train: CUDA out of memory\n" +
		"2026-03-01 10:00:08 INFO train: bye\r\r\n" +
		"\r\n" +
		"2026-03-01 10:00:09 INFO train: fetching 1 of 2\r2026-03-01 10:00:10 INFO train: fetching 2 of 2\r"
	l := Embedded().Detect([]byte(text), Hints{})
	var got []string
	a := new(Parser).Parse(l, Chunk{Line: 7, Data: []byte(text)}, func(r *Record) {
		if at := text[r.Offset:]; !strings.HasPrefix(at, string(r.Raw)) {
			t.Errorf("offset %d holds %.20q, not %.20q", r.Offset, at, r.Raw)
		}
		got = append(got, fmt.Sprintf("%d+%d %s %s", r.Line, r.Lines, r.Level, r.Message))
	})
	want := "7+2 info epoch 1 begins|8+1 error CUDA out of memory|9+1 info bye|11+1 info fetching 1 of 2|11+1 info fetching 2 of 2"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("read as\n%s, want\n%s", s, want)
	}
	if a.bytes() != int64(len(text)) || a.Lines != 5 {
		t.Errorf("accounted %+v of %d bytes", a, len(text))
	}
}
