package ndjson

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"inquest/internal/record"
)

// written parses a text and returns the objects that its records become.
func written(t interface{ Fatalf(string, ...any) }, name, text string, fields bool) []map[string]any {
	l := record.Embedded().Detect([]byte(text), record.Hints{Year: 2026, Clock: record.Clock{Year: record.HowLine}})
	src := NewSource(name, l)
	w := New(fields)
	var out []byte
	new(record.Parser).Parse(l, record.Chunk{Line: 1, Data: []byte(text)}, func(r *record.Record) { out = w.Append(out, &src, r) })
	var all []map[string]any
	for line := range bytes.SplitSeq(bytes.TrimSuffix(out, []byte("\n")), []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		for _, c := range string(line) {
			if unicode.IsControl(c) || acts(c) || c == utf8.RuneError && !strings.Contains(string(line), "\uFFFD") {
				t.Fatalf("%q holds %U", line, c)
			}
		}
		var o map[string]any
		if err := json.Unmarshal(line, &o); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, o)
	}
	return all
}

// TestRecords writes records of several kinds and reads what became of them.
func TestRecords(t *testing.T) {
	type object = map[string]any
	cases := []struct {
		name, text string
		want       []object // parts of the objects
	}{
		{"a stamp with a zone", "2026-03-01T07:10:11.204+01:00 error no stock\n",
			[]object{{"file": "a.log", "line": 1.0, "offset": 0.0, "length": 44.0, "time": "2026-03-01T07:10:11.204+01:00", "epoch_ms": 1772345411204.0, "zone": "line", "level": "error", "message": "no stock"}}},
		{"one without", "2026-03-01 07:10:11 ERROR no stock\n", []object{{"time": "2026-03-01T07:10:11", "zone": "unknown", "level": "error"}}},
		{"before 1970", "1969-12-31T23:59:59.9995Z INFO old\n", []object{{"epoch_ms": -1.0, "time": "1969-12-31T23:59:59.9995Z"}}},
		{"none", "just words\n", []object{{"message": "just words", "format": "plain", "time": nil, "level": nil, "zone": nil}}},
		{"lines of a trace", "2026-03-01T07:10:11Z ERROR failed\njava.lang.IllegalStateException: a\n\tat c.e.F.g(F.java:7)\nCaused by: java.io.IOException: b\n\tat c.e.H.i(H.java:9)\n2026-03-01T07:10:12Z INFO next\n",
			[]object{{"lines": 5.0, "exception": object{"class": "java.lang.IllegalStateException", "message": "a", "causes": []any{object{"class": "java.io.IOException", "message": "b"}}}},
				{"line": 6.0, "lines": nil, "exception": nil}}},
		{"a trace in a key", `{"time":"2026-03-01T07:10:11Z","level":"error","msg":"failed","stack_trace":"ValueError: no\n  at x"}` + "\n", []object{{"message": "failed", "level": "error"}}},
		{"origin", "Mar  1 07:10:11 box7 relayd[811]: peer lost\n", []object{{"origin": object{"service": "relayd", "host": "box7", "pid": "811"}, "format": "syslog/relayd"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := written(t, "a.log", c.text, true)
			if len(got) != len(c.want) {
				t.Fatalf("%d records, must be %d: %v", len(got), len(c.want), got)
			}
			for i, want := range c.want {
				for key, v := range want {
					if d := cmp.Diff(v, got[i][key]); d != "" {
						t.Errorf("record %d, %s (-want +got):\n%s", i, key, d)
					}
				}
			}
		})
	}
}

// TestFields holds what typed things look like.
func TestFields(t *testing.T) {
	got := written(t, "a.log", "2026-03-01T07:10:11Z INFO 192.0.2.7:40000->198.51.100.9:443 took 12ms, 2 MiB, route 10.0.0.0/8\n", true)[0]
	var all []string
	for _, f := range got["fields"].([]any) {
		b, _ := json.Marshal(f)
		all = append(all, string(b))
	}
	for _, want := range []string{`{"kind":"ip","role":"source","value":"192.0.2.7"}`, `{"kind":"port","number":443,"role":"destination","value":"443"}`,
		`{"kind":"duration","number":0.012,"unit":"s","value":"12ms"}`, `{"kind":"bytes","number":2097152,"unit":"B","value":"2 MiB"}`, `"prefix":8`} {
		if !strings.Contains(strings.Join(all, "\n"), want) {
			t.Errorf("%s is not among\n%s", want, strings.Join(all, "\n"))
		}
	}
	if d := cmp.Diff([]any{"HTTPS", "TCP", "IPv4"}, got["protocols"]); d != "" {
		t.Errorf("protocols (-want +got):\n%s", d)
	}
	if without := written(t, "a.log", "2026-03-01T07:10:11Z INFO 192.0.2.7\n", false)[0]; without["fields"] != nil {
		t.Errorf("fields are there, which were not asked for: %v", without)
	}
}

// TestPlaces tells pods from the names of sources, and changes names where asked to.
func TestPlaces(t *testing.T) {
	const name = "var/log/pods/shop_cart-0_0e1f2a3b-1111-2222-3333-444455556666/cart/2.log"
	l := record.Embedded().Detect([]byte("2026-03-01T07:10:11Z stdout F a\n"), record.Hints{}).From(record.OriginOf(name))
	src := NewSource(name, l).Map(strings.ToUpper)
	var line []byte
	new(record.Parser).Parse(l, record.Chunk{Line: 1, Data: []byte("2026-03-01T07:10:11Z stdout F a\n")}, func(r *record.Record) { line = New(false).Append(nil, &src, r) })
	for _, want := range []string{`"file":"VAR/LOG`, `"pod":"CART-0"`, `"namespace":"SHOP"`, `"restart":"2"`} {
		if !strings.Contains(string(line), want) {
			t.Errorf("%s is not in %s", want, line)
		}
	}
}

// TestAnyText writes records of any bytes: what comes out is JSON, one object a
// line, with nothing in it that acts, and the text is that of the record where it is
// UTF-8.
func TestAnyText(t *testing.T) {
	pieces := []string{"2026-03-01T07:10:11Z ERROR ", "\n", "\x1b[31m", "\x00", "\xff\xfe", "\u202e", "\u2028", "\u009b", "\"", "\\", "</script>", "{\"a\":", "}", "\r", "\t at x", "=HYPERLINK(1)", "日本", "\U0001f600", "192.0.2.7:80 "}
	rapid.Check(t, func(r *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 30).Draw(r, "pieces") {
			if rapid.Bool().Draw(r, "known") {
				text.WriteString(rapid.SampledFrom(pieces).Draw(r, "piece"))
			} else {
				text.Write(rapid.SliceOfN(rapid.Byte(), 0, 6).Draw(r, "bytes"))
			}
		}
		written(r, rapid.String().Draw(r, "name"), text.String(), true)
	})
	rapid.Check(t, func(r *rapid.T) {
		want := rapid.String().Draw(r, "text")
		var got string
		if err := json.Unmarshal(appendString(nil, []byte(want)), &got); err != nil || got != want {
			r.Fatalf("%q became %q, %v", want, got, err)
		}
	})
}
