package event

import (
	"testing"

	"inquest/internal/record"
)

// FuzzExtract holds what every record must keep: no panic, events with known
// kinds, bounded strings, no negative measure, and the same answer from a used
// extractor as from a new one.
func FuzzExtract(f *testing.F) {
	for _, s := range runSamples {
		f.Add(s.text, "job_id", "R-1")
	}
	for _, s := range connSamples {
		f.Add(s.text, "latency", "50ms")
	}
	f.Add("job \"a", "dag_id", "\xff")
	f.Add("Job `x", "status", "failed")
	var used Extractor
	f.Fuzz(func(t *testing.T, msg, key, value string) {
		if len(msg) > 4<<10 {
			return
		}
		r := record.Record{Message: []byte(msg), Raw: []byte(msg), Fields: []record.Field{{Key: []byte(key), Value: []byte(value)}}}
		var fresh Extractor
		got, again := fresh.Extract(nil, &r), used.Extract(nil, &r)
		if len(got) != len(again) {
			t.Fatalf("%q: %d events, then %d", msg, len(got), len(again))
		}
		for i, e := range got {
			if e != again[i] {
				t.Errorf("%q: %+v, then %+v", msg, e, again[i])
			}
			if e.Kind < RunMention || e.Kind > ConnClosed || e.Outcome > OutcomeCancelled {
				t.Errorf("%q: kind %d, outcome %d", msg, e.Kind, e.Outcome)
			}
			if e.Kind <= RunEnd && (e.Unit.ID == "" || e.Unit.Kind == "") {
				t.Errorf("%q: a run event without a unit", msg)
			}
			if e.Duration < 0 || e.Latency < 0 || e.Peer.Port < 0 || e.Peer.Port > 65535 {
				t.Errorf("%q: %+v", msg, e)
			}
			if len(e.Unit.ID) > 2*maxID+1 || len(e.Unit.Name) > 2*maxID || len(e.Target) > maxID || len(e.Hedge) > maxHedge || len(e.Peer.Addr) > 253 {
				t.Errorf("%q: a string is too long: %+v", msg, e)
			}
		}
	})
}

// TestExtractCopies changes the record after extraction: the events must not.
func TestExtractCopies(t *testing.T) {
	msg := []byte("Job R-17: attempt 1/2 on edge failed: dial tcp 10.8.0.1:80: connect: connection refused")
	r := record.Record{Message: msg}
	var x Extractor
	got := x.Extract(nil, &r)
	for i := range msg {
		msg[i] = '#'
	}
	if describeRuns(got) != "retry R-17 to=edge" || describeConns(got) != "refused 10.8.0.1:80 tcp" {
		t.Errorf("%+v", got)
	}
}

// TestQuietLinesDoNotAllocate holds the hot path: a line without events costs
// no memory.
func TestQuietLinesDoNotAllocate(t *testing.T) {
	lines := []record.Record{
		{Message: []byte("cache trimmed, 382 entries evicted")},
		{Message: []byte("connection authorized: user=app database=app application_name=app")},
		{Message: []byte("Loading buffer pool(s) from /var/lib/db/pool"), Fields: []record.Field{{Key: []byte("rows"), Value: []byte("7")}}},
	}
	var x Extractor
	dst := make([]Event, 0, 4)
	if n := testing.AllocsPerRun(100, func() {
		for i := range lines {
			dst = x.Extract(dst[:0], &lines[i])
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkExtract(b *testing.B) {
	for name, msg := range map[string]string{
		"quiet":   "cache trimmed, 382 entries evicted after a full pass over the segment files of the day",
		"verbal":  "Loading buffer pool(s) from /var/lib/db/pool while the run of the vacuum goes on in the background",
		"start":   "Job R-17 started (resize).",
		"end":     "Job R-17 completed successfully in 0.34 seconds.",
		"refused": "Job R-17: attempt 1/2 on edge failed: dial tcp 10.8.0.1:80: connect: connection refused",
	} {
		b.Run(name, func(b *testing.B) {
			r := record.Record{Message: []byte(msg)}
			var x Extractor
			dst := make([]Event, 0, 4)
			b.SetBytes(int64(len(msg)))
			b.ReportAllocs()
			for b.Loop() {
				dst = x.Extract(dst[:0], &r)
			}
		})
	}
	b.Run("json", func(b *testing.B) {
		r := record.Record{Message: []byte("metrics flushed"), Fields: []record.Field{
			{Key: []byte("series"), Value: []byte("399")}, {Key: []byte("component"), Value: []byte("metrics")}, {Key: []byte("request_id"), Value: []byte("8b3a7a4a")},
			{Key: []byte("path"), Value: []byte("/x")}, {Key: []byte("user"), Value: []byte("a")}, {Key: []byte("region"), Value: []byte("eu")}}}
		var x Extractor
		dst := make([]Event, 0, 4)
		b.ReportAllocs()
		for b.Loop() {
			dst = x.Extract(dst[:0], &r)
		}
	})
}
