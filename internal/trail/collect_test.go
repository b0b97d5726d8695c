package trail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/record"
	"inquest/internal/source"
	"inquest/internal/template"
)

// read feeds a log to a collector, cut in front of the lines that cut says.
func read(t testing.TB, name, text string, limits Limits, cut func(line int) bool) *Collector {
	t.Helper()
	l := record.Embedded().Detect([]byte(text), record.Hints{})
	c := NewCollector(0, name, "", true, limits)
	chunk := source.Chunk{Line: 1}
	line := int64(1)
	for i, row := range strings.SplitAfter(text, "\n") {
		if row == "" {
			continue
		}
		if len(chunk.Data) > 0 && cut(i) && l.StartsRecord(nil, []byte(strings.TrimSuffix(row, "\n"))) {
			c.Add(l, chunk)
			chunk = source.Chunk{Line: line, Offset: chunk.Offset + int64(len(chunk.Data))}
		}
		chunk.Data = append(chunk.Data, row...)
		line++
	}
	c.Add(l, chunk)
	return c
}

const sample = `2026-03-01 10:00:00.100 77 INFO acme.api [req-aaaa111 u p] POST /orders begins
2026-03-01 10:00:00.200 77 DEBUG acme.db [req-aaaa111 u p] select 5 rows
2026-03-01 10:00:00.300 77 ERROR acme.api [req-aaaa111 u p] order failed
2026-03-01 10:00:00.300 77 ERROR acme.api Traceback (most recent call last):
2026-03-01 10:00:00.300 77 ERROR acme.api   File "/usr/lib/python3/site-packages/acme/api.py", line 5, in post
2026-03-01 10:00:00.300 77 ERROR acme.api     db.insert(order)
2026-03-01 10:00:00.300 77 ERROR acme.api   File "/usr/lib/python3/site-packages/acme/db.py", line 9, in insert
2026-03-01 10:00:00.300 77 ERROR acme.api     row['id']
2026-03-01 10:00:00.300 77 ERROR acme.api TypeError: 'NoneType' object is not subscriptable
2026-03-01 10:00:00.300 77 ERROR acme.api 
2026-03-01 10:00:00.400 77 INFO acme.api [req-aaaa111 u p] "POST /orders HTTP/1.1" status: 500 len: 12
2026-03-01 10:00:01.100 77 INFO acme.api [req-bbbb222 u p] POST /orders begins
2026-03-01 10:00:01.200 77 WARNING acme.api [req-bbbb222 u p] remote said [u'Traceback (most recent call last):\n', u'  File "/opt/x/site-packages/pay/tax.py", line 2, in rate\n    go()\n', u'ValueError: no rate\n']
2026-03-01 10:00:01.300 77 INFO acme.api [req-bbbb222 u p] "POST /orders HTTP/1.1" status: 200 len: 10
`

func TestCollect(t *testing.T) {
	tr := Join([]*Collector{read(t, "acme/api.log", sample, Limits{}, func(int) bool { return false })}, Limits{})
	if len(tr.Stacks) != 2 {
		t.Fatalf("%d stacks: %+v", len(tr.Stacks), tr.Stacks)
	}
	s := tr.Stacks[0]
	if s.Exception != "TypeError" || s.Frames[1].Module != "acme.db" || s.Frames[1].Code != "row['id']" || s.Owner != "acme" || s.Head.Ref.Line != 4 || s.Inner.Ref.Line != 8 || s.Say.Ref.Line != 9 {
		t.Errorf("%+v", s)
	}
	if s.Request == 0 || s.Request != tr.Spans[0].Request && s.Request != tr.Spans[1].Request {
		t.Error("the trace does not know its request, which the line before it names")
	}
	if q := tr.Stacks[1]; !q.Quoted || q.Exception != "ValueError" || q.Frames[0].Module != "pay.tax" || q.Frames[0].Code != "go()" {
		t.Errorf("quoted: %+v", q)
	}
	var status []uint16
	for _, s := range tr.Statements {
		if s.Status != 0 {
			status = append(status, s.Status)
		}
		if strings.Contains(s.Text, "Traceback (most") && !strings.Contains(s.Text, "remote") {
			t.Errorf("a line of a trace is a statement: %q", s.Text)
		}
	}
	if !reflect.DeepEqual(status, []uint16{200, 500}) {
		t.Errorf("statuses %v", status)
	}
	if len(tr.Spans) != 2 || len(tr.Spans[0].Events)+len(tr.Spans[1].Events) != 7 {
		t.Errorf("spans %+v", tr.Spans)
	}
}

func TestReferencesHold(t *testing.T) {
	text := sample + "no time here\n\tat a.b.C.run(C.java:3)\n"
	tr := Join([]*Collector{read(t, "a.log", text, Limits{}, func(int) bool { return false })}, Limits{})
	for _, s := range tr.Stacks {
		for _, l := range []Line{s.Head, s.Inner, s.Say} {
			checkRef(t, text, &l)
		}
	}
	for i := range tr.Statements {
		checkRef(t, text, &tr.Statements[i].First)
	}
	if len(tr.Tails[0].Lines) != strings.Count(text, "\n") {
		t.Errorf("%d lines of %d", len(tr.Tails[0].Lines), strings.Count(text, "\n"))
	}
	for i := range tr.Tails[0].Lines {
		checkRef(t, text, &tr.Tails[0].Lines[i].Line)
	}
}

func checkRef(t *testing.T, text string, l *Line) {
	t.Helper()
	r := l.Ref
	got := text[r.Offset : r.Offset+r.Length]
	if sum := sha256.Sum256([]byte(got)); hex.EncodeToString(sum[:]) != r.SHA256 {
		t.Errorf("line %d: hash is not that of %q", r.Line, got)
	}
	if n := int64(strings.Count(text[:r.Offset], "\n")) + 1; n != r.Line {
		t.Errorf("line %d stands in line %d", r.Line, n)
	}
}

func TestChunksDoNotShow(t *testing.T) {
	text := strings.Repeat(sample, 3)
	whole := Join([]*Collector{read(t, "a.log", text, Limits{}, func(int) bool { return false })}, Limits{})
	rapid.Check(t, func(rt *rapid.T) {
		cuts := rapid.SliceOfN(rapid.Bool(), 64, 64).Draw(rt, "cuts")
		cut := Join([]*Collector{read(t, "a.log", text, Limits{}, func(i int) bool { return cuts[i%len(cuts)] })}, Limits{})
		if !reflect.DeepEqual(whole, cut) {
			rt.Fatalf("the trail depends on the cuts %v", cuts)
		}
	})
}

func TestThinning(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		for k := range 4 {
			fmt.Fprintf(&b, "2026-03-01 10:%02d:%02d.%03d 7 INFO acme.api [req-%06d u p] step %c done\n", i/60, i%60, k, i*7919, 'a'+k)
		}
	}
	l := Limits{Events: 300}
	tr := Join([]*Collector{read(t, "a.log", b.String(), l, func(int) bool { return false })}, l)
	n := 0
	for _, s := range tr.Spans {
		n += len(s.Events)
		if len(s.Events) != 4 {
			t.Fatalf("a request is kept in part: %d of 4 events", len(s.Events))
		}
	}
	if n == 0 || n > 300 || tr.Thinned == 0 {
		t.Errorf("%d events, thinned %d", n, tr.Thinned)
	}
}

func TestDeployment(t *testing.T) {
	for pod, want := range map[string]string{
		"cart-service-5c66d57d58-6mp2b": "cart-service", "db-0": "", "web-7f9c": "", "fluentd-x7k2p": "", "cart-service-deployment-abcde": "", "": "",
	} {
		if got := Deployment(pod); got != want {
			t.Errorf("%q: %q, want %q", pod, got, want)
		}
	}
}

func TestRoles(t *testing.T) {
	m := roles{}
	for key, want := range map[string]role{"request_id": roleRequest, "TraceID": roleRequest, "trace.id": roleRequest, "X-Request-Id": roleRequest, "SpanID": roleSpan, "context.trace_id": roleRequest, "user_id": roleNone, "job_id": roleNone} {
		if got := m.of([]byte(key)); got != want {
			t.Errorf("%s: %d, want %d", key, got, want)
		}
	}
}

func TestStatusIn(t *testing.T) {
	var m template.Masker
	for text, want := range map[string]uint16{
		`"GET /a HTTP/1.1" status: 404 len: 12`: 404, `"GET /a HTTP/1.1" 503 12`: 503, `returned with HTTP 500`: 500, `took 200 ms`: 0, `status_code=201`: 201, `code 999`: 0, `read 404 rows`: 0,
	} {
		_, slots := m.Mask([]byte(text))
		if got := statusIn([]byte(text), slots); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
