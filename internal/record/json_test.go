package record

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// flat reads an object with the package's reader into key=value lines.
func flat(text string) (map[string]string, bool) {
	var m matcher
	m.line = []byte(text)
	if len(text) == 0 || text[0] != '{' {
		return nil, false
	}
	if i := m.object(0, nil, 1); i < 0 || space(m.line, i) != len(text) {
		return nil, false
	}
	out := make(map[string]string)
	for _, c := range m.caps {
		out[string(c.key)] = string(c.value)
	}
	return out, true
}

func TestObject(t *testing.T) {
	got, ok := flat(`{ "a" : "x\n\"y\"" , "b":{"c":1.5e3,"d":{"e":true}}, "f":[1,{"g":2}], "h":null, "":"", "\u00e9":"\ud83d\ude00 \ud83d" }`)
	want := map[string]string{"a": "x\n\"y\"", "b.c": "1.5e3", "b.d.e": "true", "f": `[1,{"g":2}]`, "": "", "é": "😀 \uFFFD"}
	if !ok || len(got) != len(want) {
		t.Fatalf("%v %q", ok, got)
	}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%q is %q, want %q", k, got[k], v)
		}
	}
}

func TestNoObject(t *testing.T) {
	for _, text := range []string{"", "{", "}", "{}x", `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `{"a":01}`, `{"a":tru}`, `{"a":"x}`, `{"a":"\x"}`, `{"a":"\u12"}`,
		`{"a":[1,}`, `{"a":[1 2]}`, `{'a':1}`, `{"a":1 "b":2}`, `{"a":-}`, `{"a":1.}`, `{"a":1e}`, `["a"]`, strings.Repeat(`{"a":`, 200) + "1" + strings.Repeat("}", 200)} {
		if got, ok := flat(text); ok && text != "{}" {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func TestDeepAndWideObjectsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"level":"info"`)
	for i := range 5000 {
		b.WriteString(`,"k` + strconv.Itoa(i) + `":{"x":1}`)
	}
	b.WriteString("}")
	for _, n := range parts(b.String(), func(r *Record) string { return strconv.Itoa(len(r.Fields)) }) {
		if n != strconv.Itoa(maxFields) {
			t.Errorf("%s fields are kept, the limit is %d", n, maxFields)
		}
	}
	deep := strings.Repeat(`{"a":`, 1_000_000)
	if _, ok := flat(deep); ok {
		t.Error("an endless object is read")
	}
}

// FuzzObject holds the reader against encoding/json: what that accepts as an
// object, the reader accepts, with the same strings.
func FuzzObject(f *testing.F) {
	f.Add([]byte(`{"a":"x\n","b":{"c":1},"d":[1,"]"],"e":null}`))
	f.Add([]byte(`{"a":"\u00e9\ud83d\ude00","b":-0.5E+7}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) == 0 || text[0] != '{' || bytes.Count(text, []byte{'{'}) > maxNesting || bytes.Count(text, []byte{'['}) > maxNesting {
			return
		}
		var want map[string]any
		err := json.Unmarshal(text, &want)
		got, ok := flat(string(bytes.TrimRight(text, " \t\r\n")))
		if err != nil {
			return // the reader is laxer: it does not check control characters
		}
		if !ok {
			t.Fatalf("%q is not read, encoding/json reads it", text)
		}
		for k, v := range want {
			s, isText := v.(string)
			if !isText || bytes.ContainsRune(text, '\uFFFD') || !json.Valid(text) || strings.Contains(k, ".") {
				continue
			}
			if g, has := got[k]; has && len(got) == len(want) && strings.ToValidUTF8(g, "\uFFFD") != strings.ToValidUTF8(s, "\uFFFD") {
				t.Fatalf("%q: %q is %q, encoding/json reads %q", text, k, g, s)
			}
		}
	})
}

func TestRolesOfKeys(t *testing.T) {
	part := func(r *Record) string {
		return strings.Join([]string{strconv.FormatInt(r.Time/nsPerSec, 10), r.Level.String(), string(r.Host), string(r.Service), string(r.Logger), string(r.Thread),
			string(r.PID), string(r.Message)}, "|")
	}
	for text, want := range map[string]string{
		`{"time":"2026-03-01T07:10:11Z","level":"WARN","msg":"m","app":"shop"}`:                                              "1772349011|warn||shop||||m",
		`{"level":"error","ts":1772349011.5,"logger":"a.b","caller":"x.go:1","msg":"m"}`:                                     "1772349011|error|||a.b|||m",
		`{"level":30,"time":1772349011000,"pid":7,"hostname":"box","msg":"m"}`:                                               "1772349011|info|box||||7|m",
		`{"@timestamp":"2026-03-01T07:10:11.000Z","log.level":"ERROR","message":"m","service.name":"s","log.logger":"l"}`:    "1772349011|error||s|l|||m",
		`{"@t":"2026-03-01T07:10:11Z","@l":"Fatal","@m":"m","SourceContext":"c"}`:                                            "1772349011|critical|||c|||m",
		`{"event":"m","level":"info","timestamp":"2026-03-01T07:10:11Z","logger":"l"}`:                                       "1772349011|info|||l|||m",
		`{"t":{"$date":"2026-03-01T07:10:11Z"},"s":"W","c":"NET","ctx":"conn1","msg":"m"}`:                                   "1772349011|warn|||NET|conn1||m",
		`{"version":"1.1","host":"box","short_message":"m","timestamp":1772349011.1,"level":3}`:                              "1772349011|error|box|||||m",
		`{"asctime":"2026-03-01 07:10:11,123","levelname":"CRITICAL","name":"l","threadName":"T","process":7,"message":"m"}`: "1772349011|critical|||l|T||m",
		`{"timestamp_ns":"1772349011000000000","severity_number":9,"body":"m","service.name":"s"}`:                           "1772349011|info||s||||m",
		`{"EdgeStartTimestamp":"2026-03-01T07:10:11Z","ClientIP":"192.0.2.7"}`:                                               "1772349011|||||||{\"EdgeStartTimestamp\":\"2026-03-01T07:10:11Z\",\"ClientIP\":\"192.0.2.7\"}",
		`{"date":"2026-03-01","time":"07:10:11","level":"notice","msg":"m"}`:                                                 "1772349011|notice||||||m",
		`{"time":"soon","level":"loud","msg":7}`:                                                                             "0|||||||7",
	} {
		wantParts(t, text, part, want)
	}
}
