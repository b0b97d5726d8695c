package record

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestIndentedSource: lines with blanks in front of their stamps begin records where
// all do, and only there.
func TestIndentedSource(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"all are", "   2026-03-01 10:00:00,123 ERROR [main] c.a.Boot: no route\n   2026-03-01 10:00:01,123 INFO  [main] c.a.Boot: retry\n\tat c.a.Boot.run(Boot.java:7)\n   2026-03-01 10:00:02,123 INFO  [main] c.a.Boot: ok\n",
			[]string{"1+1 python-logging", "2+2 python-logging", "4+1 python-logging"}},
		{"objects", "  {\"time\":\"2026-03-01T07:10:12Z\",\"msg\":\"slow\"}\n  {\"time\":\"2026-03-01T07:10:13Z\",\"msg\":\"slow\"}\n", []string{"1+1 json-lines", "2+1 json-lines"}},
		{"a few are", "2026-03-01 10:00:00,123 ERROR [main] c.a.Boot: its log:\n   2026-03-01 09:00:01,123 INFO  [main] c.a.Boot: retry\n2026-03-01 10:00:02,123 INFO  [main] c.a.Boot: ok\n",
			[]string{"1+2 python-logging", "3+1 python-logging"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, outline(c.text)); d != "" {
				t.Errorf("records (-want +got):\n%s", d)
			}
		})
	}
}

// TestObjectWithoutMessage: an object over several lines that has no key for what
// happened is its own message, in one line.
func TestObjectWithoutMessage(t *testing.T) {
	text := "{\n  \"created\": \"2026-03-01T10:00:00Z\",\n  \"node\" : {\n    \"name\": \"a, b\"\n  }\n}\n"
	var got string
	new(Parser).Parse(Embedded().Detect([]byte(text), Hints{}), Chunk{Line: 1, Data: []byte(text)}, func(r *Record) { got += string(r.Message) })
	if want := `{"created": "2026-03-01T10:00:00Z", "node" : {"name": "a, b"}}`; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
}

// TestKindsOfOneFormat: a line of a stricter kind of a format is that, however many
// lines of the broader kind stand around it.
func TestKindsOfOneFormat(t *testing.T) {
	broad := "time=1772349011|hostname=edge-1|severity=Medium|product=Firewall|action=Drop|src=192.0.2.7|dst=198.51.100.9\n"
	text := ""
	for range 30 {
		text += broad
	}
	text += "time=1772349011|hostname=edge-1|product=Syslog|default_device_message=<131>relayd[42]: peer is lost|facility=local use 0|\n"
	got := outline(text)
	if last := got[len(got)-1]; last != "31+1 check-point-syslog" || got[0] != "1+1 check-point" {
		t.Errorf("records %v", got)
	}
}

// TestArrayOfObjects: an array is the objects in it, one a line or each over several.
func TestArrayOfObjects(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"one a line", "[\n  {\"time\":\"2026-03-01T07:10:12Z\",\"msg\":\"slow\"},\n  {\"time\":\"2026-03-01T07:10:13Z\",\"msg\":\"slow\"}\n]\n", []string{"2+1 json-lines", "3+1 json-lines"}},
		{"over several lines", "[\n    {\n        \"time\": \"2026-03-01T07:10:12Z\",\n        \"n\": {\n            \"x\": 1\n        },\n        \"msg\": \"slow\"\n    },\n    {\n        \"time\": \"2026-03-01T07:10:13Z\",\n        \"list\": [\n            1\n        ],\n        \"msg\": \"slow\"\n    }\n]\n",
			[]string{"2+7 json-pretty", "9+7 json-pretty"}},
		{"not indented", "[\n{\n\"time\": \"2026-03-01T07:10:12Z\",\n\"msg\": \"slow\"\n},\n{\n\"time\": \"2026-03-01T07:10:13Z\",\n\"msg\": \"slow\"\n}\n]\n", []string{"2+4 json-pretty", "6+4 json-pretty"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			account := new(Parser).Parse(Embedded().Detect([]byte(c.text), Hints{}), Chunk{Line: 1, Data: []byte(c.text)}, func(r *Record) {
				got = append(got, fmt.Sprintf("%d+%d %s", r.Line, r.Lines, r.Format))
				if !r.HasTime || string(r.Message) != "slow" {
					t.Errorf("record %d: time found %t, message %q", r.Line, r.HasTime, r.Message)
				}
			})
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("records (-want +got):\n%s", d)
			}
			if n := account.Parsed + account.Continued + account.Blank + account.Plain; n != int64(len(c.text)) {
				t.Errorf("%d of %d bytes accounted for", n, len(c.text))
			}
		})
	}
}
