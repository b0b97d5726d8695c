package record

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestJournalArrays reads any text that the journal writes as an array of bytes.
func TestJournalArrays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.SliceOfN(rapid.Byte().Filter(func(b byte) bool { return b != escape }), 1, 40).Draw(r, "text")
		numbers := make([]int, len(text))
		for i, b := range text {
			numbers[i] = int(b)
		}
		array, err := json.Marshal(numbers)
		if err != nil {
			r.Fatal(err)
		}
		line := `{"__REALTIME_TIMESTAMP":"1772349011204567","PRIORITY":"3","MESSAGE":` + string(array) + `}`
		var m matcher
		if !m.runJSON([]byte(line), nil) {
			r.Fatalf("%s is no object", line)
		}
		if got := m.rawMessage(); string(got) != string(text) {
			r.Fatalf("message is %q, must be %q", got, text)
		}
	})
}

// TestJournalValues says what the values of the journal's fields become.
func TestJournalValues(t *testing.T) {
	cases := []struct{ key, value, want string }{
		{"MESSAGE", `"a"`, "a"},
		{"MESSAGE", `[104, 105]`, "hi"},
		{"MESSAGE", `["a","b \"c\""]`, "a\nb \"c\""},
		{"MESSAGE", `[[104,105],"x"]`, "hi\nx"},
		{"MESSAGE", `[27,91,51,49,109,114,101,100,27,91,48,109]`, "red"},
		{"MESSAGE", `[256]`, "[256]"},
		{"MESSAGE", `[-1]`, "[-1]"},
		{"MESSAGE", `[]`, "[]"},
		{"_CMDLINE", `[47,98]`, "/b"},
		{"CODES", `[104,105]`, "[104,105]"},
		{"message", `[104,105]`, "[104,105]"},
		{"MESSAGE", `{"a":1}`, ""},
		{"MESSAGE", `null`, ""},
	}
	for _, c := range cases {
		line := `{"` + c.key + `":` + c.value + `,"x":1}`
		var m matcher
		m.begin([]byte(line))
		if m.object(0, nil, 1) < 0 {
			t.Errorf("%s is no object", line)
			continue
		}
		got := ""
		for _, x := range m.caps {
			if string(x.key) == c.key {
				got = string(x.value)
			}
		}
		if got != c.want {
			t.Errorf("%s gives %q, must be %q", line, got, c.want)
		}
	}
	for _, torn := range []string{`{"MESSAGE":[104,`, `{"MESSAGE":[104,105`, `{"MESSAGE":[[104,105`, `{"MESSAGE":["a`, `{"MESSAGE":[104 105]}`, `{"MESSAGE":[[104 105]]}`} {
		var m matcher
		m.begin([]byte(torn))
		if m.object(0, nil, 1) > 0 {
			t.Errorf("%s is taken for an object", torn)
		}
	}
}

// TestBatchOverLines reads a batch of OpenTelemetry's log records that was written
// over several lines: each record stands where its object does.
func TestBatchOverLines(t *testing.T) {
	text := `{
  "resourceLogs": [{
    "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "cart"}}]},
    "scopeLogs": [{"logRecords": [
      {"timeUnixNano": "1772349011204567000", "severityNumber": 17, "body": {"stringValue": "no stock"}},
      {
        "timeUnixNano": "1772349012204567000",
        "body": {"stringValue": "back"}
      }
    ]}]
  }]
}
{
  "resourceLogs": []
}
`
	l := Embedded().Detect([]byte(text), Hints{})
	type got struct {
		line   int64
		lines  int32
		text   string
		number int
	}
	var all []got
	a := new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(text)}, func(r *Record) {
		all = append(all, got{r.Line, r.Lines, string(r.Service) + " " + string(r.Message), len(text[r.Offset : r.Offset+r.Length])})
		if object := text[r.Offset : r.Offset+r.Length]; !json.Valid([]byte(object)) {
			t.Errorf("%q is no object", object)
		}
	})
	if len(all) != 3 || all[0].line != 5 || all[0].text != "cart no stock" || all[1].line != 6 || all[1].lines != 4 || all[1].text != "cart back" || all[2].line != 13 {
		t.Errorf("records are %+v", all)
	}
	if a.Records != 3 || a.bytes() != int64(len(text)) || a.Lines != int64(strings.Count(text, "\n")) {
		t.Errorf("account is %+v for %d bytes", a, len(text))
	}
}

// TestThrownInEnvelopes holds where the head of a trace belongs that a runtime prints
// between the lines of a logger.
func TestThrownInEnvelopes(t *testing.T) {
	const at = "2026-03-01T07:10:11.814620002Z stderr F "
	cases := []struct {
		name, text string
		want       []string
	}{
		{"behind a logger's line", at + "2026-03-01T07:10:11Z ERROR request failed\n" + at + "Error: connect ECONNREFUSED 192.0.2.7:5432\n" + at + "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1494:16)\n" + at + "2026-03-01T07:10:12Z INFO next\n",
			[]string{"1+3 cri", "4+1 cri"}},
		{"where nothing has a stamp of its own", at + "ready\n" + at + "Error: no port\n" + at + "    at main (/app/index.js:7:1)\n",
			[]string{"1+1 cri", "2+2 cri"}},
	}
	for _, c := range cases {
		if got := outline(c.text); strings.Join(got, ", ") != strings.Join(c.want, ", ") {
			t.Errorf("%s: records are %v, must be %v", c.name, got, c.want)
		}
	}
}
