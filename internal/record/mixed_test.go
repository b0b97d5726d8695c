package record

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// consoleLines are lines of many programs, as a container with a supervisor or a
// build prints them, and the format that each is of.
var consoleLines = []struct{ format, text string }{
	{"clf", `192.0.2.7 - - [01/Mar/2026:07:10:11 +0000] "GET /cart HTTP/1.1" 503 42 "-" "curl/8.5"`},
	{"nginx-error", `2026/03/01 07:10:11 [error] 31#31: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.7`},
	{"python-logging", "2026-03-01 07:10:11,204 - shop.cart - ERROR - no stock"},
	{"json-lines", `{"time":"2026-03-01T07:10:12Z","level":"WARN","msg":"slow","ms":900}`},
	{"klog", `E0301 07:10:11.123456       7 sync.go:41] "No answer" pod="shop/cart-0"`},
	{"logfmt", `ts=2026-03-01T07:10:13Z level=info msg="job begins" job=7`},
	{"rails", "I, [2026-03-01T07:10:14.204567 #42]  INFO -- : [c0ffee07] Completed 200 OK in 12ms"},
	{"redis", "42:M 01 Mar 2026 07:10:14.204 * Ready to accept connections tcp"},
	{"postgres", "2026-03-01 07:10:15.204 UTC [42] LOG:  checkpoint starting: time"},
	{"sonicwall", `id=gate sn=00C0FFEE0701 time="2026-03-01 07:10:16" fw=198.51.100.9 pri=4 c=64 m=36 msg="TCP connection dropped" src=192.0.2.7:4507:WAN dst=198.51.100.9:445:LAN`},
	{"leef", "LEEF:1.0|Acme|Gate|2.1|logon|sev=5\tdevTime=2026-03-01 07:10:17.204\tsrc=192.0.2.7"},
}

// TestMixture reads lines of many programs out of one file: each has its own
// format, whatever order they stand in, and none is lost.
func TestMixture(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var text strings.Builder
		var want []string
		for i := range rapid.IntRange(len(consoleLines), 60).Draw(r, "lines") {
			k := i
			if i >= len(consoleLines) {
				k = rapid.IntRange(0, len(consoleLines)-1).Draw(r, "line")
			}
			text.WriteString(consoleLines[k].text + "\n")
			want = append(want, consoleLines[k].format)
		}
		l := Embedded().Detect([]byte(text.String()), Hints{Year: 2026})
		var got []string
		new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(text.String())}, func(rec *Record) {
			got = append(got, rec.Format)
			if !rec.HasTime {
				r.Errorf("no time in %q", rec.Raw)
			}
		})
		if d := cmp.Diff(want, got); d != "" {
			r.Fatalf("formats (-want +got):\n%s", d)
		}
	})
}

// outline writes the lines and formats of a text's records.
func outline(text string) []string {
	l := Embedded().Detect([]byte(text), Hints{Year: 2026})
	var got []string
	new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(text)}, func(rec *Record) {
		got = append(got, fmt.Sprintf("%d+%d %s", rec.Line, rec.Lines, rec.Format))
	})
	return got
}

// TestStrays says where a line that no format knows belongs.
func TestStrays(t *testing.T) {
	mixture := ""
	for _, line := range consoleLines[:6] {
		mixture += line.text + "\n"
	}
	var noted []string
	for i, line := range consoleLines[:6] {
		noted = append(noted, fmt.Sprintf("%d+1 %s", i+1, line.format))
	}
	cases := []struct {
		name, text string
		want       []string
	}{
		{"behind the line of one format: to it", "2026-03-01 07:10:11,204 - shop.cart - ERROR - no stock\nand a second line\n2026-03-01 07:10:12,204 - shop.cart - INFO - x\n",
			[]string{"1+2 python-logging", "3+1 python-logging"}},
		{"in a mixture: a record of its own", mixture + "words of somebody\nother words\n", append(noted[:6:6], "7+1 plain", "8+1 plain")},
		{"a trace in a mixture: to the record before it", mixture + consoleLines[2].text + "\nTraceback (most recent call last):\n  File \"a.py\", line 7, in b\nValueError: no\n",
			append(noted[:6:6], "7+4 python-logging")},
		{"statements behind a header of several lines", mixture + "# Time: 2026-03-01T07:10:20.5Z\n# User@Host: shop[shop] @ [192.0.2.7]  Id: 7\n# Query_time: 7.1  Lock_time: 0.0 Rows_sent: 1  Rows_examined: 7\nselect *\nfrom cart;\nwords\n",
			append(noted[:6:6], "7+6 mysql-slow")},
		{"an object of one line behind one of several", "{\n  \"time\": \"2026-03-01T07:10:11Z\",\n  \"msg\": \"a\"\n}\n{\"time\":\"2026-03-01T07:10:12Z\",\"msg\":\"b\"}\n{\n  \"time\": \"2026-03-01T07:10:13Z\",\n  \"msg\": \"c\"\n}\nwords\n",
			[]string{"1+4 json-pretty", "5+1 json-lines", "6+4 json-pretty", "10+1 plain"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, outline(c.text)); d != "" {
				t.Errorf("records (-want +got):\n%s", d)
			}
		})
	}
}

// TestNoMixture holds that a few lines which look like other formats do not make a
// mixture of a log: what they print stays within the records.
func TestNoMixture(t *testing.T) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "2026-03-01 07:10:%02d,204 - shop.cart - INFO - item %d\n", i%60, i)
		if i%40 == 7 {
			text.WriteString(consoleLines[i/40].text + "\n")
		}
	}
	if l := Embedded().Detect([]byte(text.String()), Hints{}); l.detail.mixed || l.formats[0].Name != "python-logging" {
		t.Errorf("mixed: %v, formats %v", l.detail.mixed, l.Names())
	}
}
