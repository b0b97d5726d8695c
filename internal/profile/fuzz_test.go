package profile

import (
	"bytes"
	"testing"

	"inquest/internal/record"
	"inquest/internal/source"
)

// FuzzAddChunk: any bytes are profiled without a panic, every byte is accounted
// for, and cutting them in two where a record starts changes nothing.
func FuzzAddChunk(f *testing.F) {
	for _, seed := range []string{
		timeline("0 INFO Job A1 started\n2 ERROR Job A1 failed after 2 seconds"),
		"{\"ts\":\"2026-03-01T10:00:00Z\",\"level\":\"error\",\"msg\":\"call failed\",\"err\":\"refused\",\"status\":502}\n",
		"2026-03-01 10:00:00.000 ERROR [x] a.B - failed\njava.lang.Error: x\n\tat a.B\nCaused by: b.C: y\n",
		"[2026-03-01 10:00:00] ERROR - Connection timeout to 10.0.0.1\r\n\r\n",
		"\x00\xff<num> <*>\n\n\n",
	} {
		f.Add([]byte(seed), uint8(3), uint16(20))
	}
	f.Fuzz(func(t *testing.T, data []byte, rows uint8, cut uint16) {
		cfg := Config{Sources: []string{"a.log"}, Limits: Limits{Rows: int(rows), Buckets: int(rows) * 3}}
		l := formats.Detect(data, record.Hints{Year: 2026})
		whole, split, w := New(cfg), New(cfg), &Worker{}
		add := func(p *Profile, from, to int) {
			c := source.Chunk{Offset: int64(from), Line: 1 + int64(bytes.Count(data[:from], newline)), Data: data[from:to]}
			if err := p.AddChunk(w, l, c); err != nil {
				t.Fatal(err)
			}
		}
		add(whole, 0, len(data))
		at := recordStart(l, data, int(cut))
		add(split, at, len(data))
		add(split, 0, at)
		if !bytes.Equal(whole.Encode(), split.Encode()) {
			t.Fatalf("cut at %d: other bytes", at)
		}
		v := whole.View()
		if a := v.Sources[0].Account; a.Parsed+a.Continued+a.Blank+a.Plain != int64(len(data)) {
			t.Fatalf("%d bytes, account %+v", len(data), a)
		}
		var n uint64
		for i := range v.Templates {
			n += v.Templates[i].Count
		}
		if int64(n) != v.Sources[0].Records {
			t.Fatalf("%d records in templates, %d in all", n, v.Sources[0].Records)
		}
	})
}

// recordStart is the first place at or behind the cut where a record starts.
func recordStart(l *record.Layout, data []byte, cut int) int {
	for at := 0; at < len(data); {
		end := bytes.IndexByte(data[at:], '\n')
		if end < 0 {
			end = len(data) - at
		}
		if at >= cut && l.StartsRecord(nil, bytes.TrimSuffix(data[at:at+end], []byte("\r"))) {
			return at
		}
		at = min(at+end+1, len(data))
	}
	return len(data)
}
