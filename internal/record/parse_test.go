package record

import (
	"fmt"
	"strings"
	"testing"
)

// one parses a text and returns its records as strings of the parts asked for.
func parts(text string, part func(*Record) string) []string {
	l := Embedded().Detect([]byte(text), Hints{Year: 2026})
	var p Parser
	var out []string
	p.Parse(l, Chunk{Line: 1, Data: []byte(text)}, func(r *Record) { out = append(out, part(r)) })
	return out
}

func wantParts(t *testing.T, text string, part func(*Record) string, want ...string) {
	t.Helper()
	got := parts(text, part)
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("%q\n gives %q\n want  %q", text, got, want)
	}
}

func framing(r *Record) string { return fmt.Sprintf("%d+%d %s|%s", r.Line, r.Lines, r.Raw, r.Body) }

func TestFraming(t *testing.T) {
	const a, b = "2026-03-01 07:10:11 - INFO - a", "2026-03-01 07:10:12 - INFO - b"
	trace := "Traceback (most recent call last):\n  File \"x.py\", line 7, in y\n    z()\nshop.Closed: gone"
	cases := []struct {
		name, text string
		want       []string
	}{
		{"two lines", a + "\n" + b + "\n", []string{"1+1 " + a + "|", "2+1 " + b + "|"}},
		{"no final newline", a + "\n" + b, []string{"1+1 " + a + "|", "2+1 " + b + "|"}},
		{"carriage returns", a + "\r\n" + b + "\r\n", []string{"1+1 " + a + "|", "2+1 " + b + "|"}},
		{"blank lines", "\n" + a + "\n\n \n" + b + "\n\n", []string{"2+1 " + a + "|", "5+1 " + b + "|"}},
		{"a traceback", a + "\n" + trace + "\n" + b + "\n", []string{"1+5 " + a + "|" + trace, "6+1 " + b + "|"}},
		{"a blank line in a body", a + "\n\tx\n\n\ty\n" + b, []string{"1+4 " + a + "|\tx\n\n\ty", "5+1 " + b + "|"}},
		{"a head without a stamp", "begins\nlistens\n" + a + "\n" + b + "\n", []string{"1+1 begins|", "2+1 listens|", "3+1 " + a + "|", "4+1 " + b + "|"}},
		{"a stray line", a + "\n" + b + "\nkilled\n", []string{"1+1 " + a + "|", "2+2 " + b + "|killed"}},
		{"nothing but words", "one\ntwo\n  more\nthree\n", []string{"1+1 one|", "2+2 two|  more", "4+1 three|"}},
		{"empty", "", nil},
		{"blank", "\n\n", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { wantParts(t, c.text, framing, c.want...) })
	}
}

func TestDirtOfLines(t *testing.T) {
	message := func(r *Record) string { return fmt.Sprintf("%t %v %s", r.HasTime, r.Level, r.Message) }
	for text, want := range map[string]string{
		"\xEF\xBB\xBF2026-03-01 07:10:11 INFO a":                            "true info a",
		"\x00\x00\x002026-03-01 07:10:11 INFO a":                            "true info a",
		"2026-03-01 07:10:11 \x1b[31mERROR\x1b[0m \x1b[1mbold\x1b[0m words": "true error bold words",
		"\x1b]0;title\x072026-03-01 07:10:11 WARN a":                        "true warn a",
		"2026-03-01 07:10:11 INFO caf\xe9 \xff":                             "true info caf\xe9 \xff",
		"2026-03-01 07:10:11 INFO a\x00b":                                   "true info a\x00b",
		`{"level":"warn","msg":"\u001b[31mred\u001b[0m","ts":1772349011}`:   "true warn red",
	} {
		wantParts(t, text, message, want)
	}
	raw := func(r *Record) string { return string(r.Raw) }
	wantParts(t, "2026-03-01 07:10:11 INFO \x1b[1mx\x1b[0m\r\n", raw, "2026-03-01 07:10:11 INFO \x1b[1mx\x1b[0m")
}

func fields(r *Record) string {
	var b strings.Builder
	for _, f := range r.Fields {
		fmt.Fprintf(&b, "%s=%s;", f.Key, f.Value)
	}
	return b.String()
}

func TestFieldsOfMessages(t *testing.T) {
	const head = "2026-03-01 07:10:11 INFO "
	for message, want := range map[string]string{
		"no pairs here":                           "",
		"job=7 took=5ms.":                         "job=7;took=5ms;",
		"(job=7, state=done)":                     "job=7;state=done;",
		`path="/a b" user='x y'`:                  "path=/a b;user=x y;",
		"GET /count?j=c-7&k=1 200":                "j=c-7;k=1;",
		"x == y a != b =7":                        "",
		"1=2 -=3":                                 "",
		"IN=eth0 OUT= SRC=192.0.2.7 SYN":          "IN=eth0;OUT=;SRC=192.0.2.7;",
		`event {"job": "7", "peer": {"port": 1}}`: "job=7;peer.port=1;",
		"reply {'job': 'x', 'ok': True, 'n': None, 't': (1, 2)} sent": "job=x;ok=True;t=(1, 2);",
		`{"a":{"b":{"c":{"d":{"e":1}}}}} x`:                           `a.b.c.d={"e":1};`,
		"{'a': <Object at 0x7>}":                                      "a=<Object at 0x7>;",
		"{broken 'a': 1":                                              "",
		"{'a': 'b":                                                    "",
	} {
		wantParts(t, head+message, fields, want)
	}
	many := strings.Repeat("k=v ", 100)
	if got := parts(head+many, fields); strings.Count(got[0], ";") != maxFields {
		t.Errorf("%d fields are kept, the limit is %d", strings.Count(got[0], ";"), maxFields)
	}
}

func TestEnvelopesJoinTraces(t *testing.T) {
	text := `{"log":"ERROR shop.worker no stock\n","stream":"stderr","time":"2026-03-01T07:10:11Z"}
{"log":"Traceback (most recent call last):\n","stream":"stderr","time":"2026-03-01T07:10:11.1Z"}
{"log":"  File \"a.py\", line 7\n","stream":"stderr","time":"2026-03-01T07:10:11.2Z"}
{"log":"INFO shop.worker goes on\n","stream":"stdout","time":"2026-03-01T07:10:12Z"}
`
	part := func(r *Record) string {
		return fmt.Sprintf("%d %v %s|%s|%s", r.Lines, r.Level, r.Logger, r.Message, r.Body)
	}
	wantParts(t, text, part, "3 error shop.worker|no stock|Traceback (most recent call last):\n  File \"a.py\", line 7", "1 info shop.worker|goes on|")
}

// TestPartsOfOneRecordDoNotOverwriteEachOther has an escaped string at every level.
func TestPartsOfOneRecordDoNotOverwriteEachOther(t *testing.T) {
	inner := `{\"level\":\"warn\",\"peer\":\"\\\"b\\\"\",\"msg\":\"got \\\"x\\\" {\\\"k\\\": \\\"\\\\u00e9\\\"}\"}`
	text := `{"log":"` + inner + `\n","stream":"std\u006fut","time":"2026-03-01T07:10:11Z"}`
	part := func(r *Record) string { return string(r.Message) + "|" + fields(r) }
	wantParts(t, text, part, `got "x" {"k": "\u00e9"}|stream=stdout;peer="b";k=é;`)
	row := `2026-03-01T07:10:11Z,box,"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	wantParts(t, "Timestamp,Host,Log\n"+row, part, "Timestamp,Host,Log|", `got "x" {"k": "\u00e9"}|Host=box;stream=stdout;peer="b";k=é;`)
}

func TestFollowersTakeTheTimeBefore(t *testing.T) {
	text := "260301  7:10:11\t     5 Connect\tann@192.0.2.7\n\t\t     5 Query\tselect 1\n\t\t     6 Quit\t\n260301  7:10:12\t     5 Quit\t\n"
	part := func(r *Record) string { return fmt.Sprintf("%t %d %s", r.HasTime, r.Time/nsPerSec, r.Field("command")) }
	wantParts(t, text, part, "true 1772349011 Connect", "true 1772349011 Query", "true 1772349011 Quit", "true 1772349012 Quit")
	l := Embedded().Detect([]byte(text), Hints{})
	if l.StartsRecord(nil, []byte("\t\t     5 Query\tselect 1")) {
		t.Error("a chunk may be cut in front of a record that needs the time of the one before")
	}
}

func TestMultiLineMessagesOfJSON(t *testing.T) {
	part := func(r *Record) string { return string(r.Message) + "|" + string(r.Body) }
	wantParts(t, `{"time":"2026-03-01T07:10:11Z","level":"error","msg":"gone\n\tat a.b(C.java:7)"}`, part, "gone|\tat a.b(C.java:7)")
}

func TestLooksContinued(t *testing.T) {
	for line, want := range map[string]bool{
		"\tat com.shop.A.b(A.java:7)": true, "    x": true, "at Object.<anonymous> (/app/x.js:1:2)": true, "... 3 more": true,
		"Caused by: java.lang.Error: x": true, "Traceback (most recent call last):": true, "ValueError: no": true, "shop.errors.Closed: no": false,
		"java.lang.IllegalStateException: x": true, "KeyboardInterrupt": true, "goroutine 7 [running]:": true, "main.(*Server).serve(0xc0000b2000, 0x1)": true,
		"created by main.main": true, "panic: runtime error: x": true, "exit status 2": true, "}": true, "});": true, "#12 0x00007f in x": true, "^~~~": true,
		"from app.rb:7:in `x'": true, "": false, "plain words": false, "Error": false, "at noon we stop": false, "# comment": false, "errors: 7": false, "(x)": false,
		"TimeoutError waiting for b": false,
	} {
		if got := looksContinued([]byte(line)); got != want {
			t.Errorf("looksContinued(%q) = %t", line, got)
		}
	}
}

func TestParseAllocatesNothingWhenWarm(t *testing.T) {
	for _, f := range proven().list {
		text := []byte(strings.Repeat(f.samples[0].Text+"\n", 50))
		l := Embedded().Detect(text, Hints{Year: 2026})
		var p Parser
		n := testing.AllocsPerRun(5, func() { p.Parse(l, Chunk{Line: 1, Data: text}, func(*Record) {}) })
		if n > 2 {
			t.Errorf("format %s: %.0f allocations for 50 records", f.Name, n)
		}
	}
}
