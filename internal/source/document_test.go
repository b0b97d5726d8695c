package source

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// decoded is a document read as lines.
func decoded(t testing.TB, text string, sizes ...int) string {
	t.Helper()
	got, err := io.ReadAll(&dripReader{r: decoder(&dripReader{r: strings.NewReader(text), sizes: sizes}, encodingDocument), sizes: sizes})
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

const eventList = `{
    "apiVersion": "v1",
    "items": [
        {
            "kind": "Event",
            "message": "a ] b, {",
            "list": [
                1,
                2
            ]
        },
        {
            "kind": "Event",
            "message": "two"
        }
    ],
    "kind": "List",
    "warning": "the list was cut",
    "metadata": {
        "resourceVersion": ""
    }
}
`

func TestDocumentsAreToldByTheirBegin(t *testing.T) {
	one := "  {\n   \"a\": 1\n  }"
	many := one + ",\n" + one + ",\n" + one
	long := `{"m":"` + strings.Repeat("x", probeSize) + `"}`
	for _, c := range []struct {
		text, want string
	}{
		{eventList, "items.[]"},
		{"[\n" + one + "\n]", "[]"},
		{"[{\n\"a\":1},{\"a\":2}]", "[]"},
		{"[\n{\"a\":1},\n{\"a\":2}\n]", ""}, // lines already
		{`[{"a":1},{"a":2}]`, "[]"},
		{` [ {"a":1} , {"a":[1,2]} ]` + "\n", "[]"},
		{"\xEF\xBB\xBF" + `[{"a":1},{"a":2}]`, "[]"},
		{`{"Records":[{"a":1},{"a":2}]}` + "\n", "Records.[]"},
		{`{ "value" : [{"a":1},{"a":2}],"next":"x"}`, "value.[]"},
		{"[{\"a\":1},{\"a\":2}]\n[{\"a\":3},{\"a\":4}]\n", "[]"},
		{`[` + long + `,` + long, "[]"},
		{`[{"a":1}]`, ""}, // the object is its line
		{`["a","b"]`, ""},
		{`[2026-03-01 10:00:00] {"a":1},{"b":2}`, ""},
		{"{\"events\":[{\"a\":1},{\"a\":2}],\"time\":1}\n{\"events\":[{\"a\":1},{\"a\":2}],\"time\":2}\n", ""}, // lines that have lists
		{`{"other":[{"a":1},{"a":2}]}`, ""},
		{"{\n \"Records\": [\n" + one + "]}", "Records.[]"},
		{"{\n \"anything\": [\n" + many + "]}", "anything.[]"},
		{"{\n \"anything\": [\n" + one + "]}", ""},                                        // an object with a list in it
		{"{\n \"time\": \"2026-03-01T07:10:11Z\",\n \"anything\": [\n" + many + "]}", ""}, // a record with a list in it
		{"{\n \"Level\": \"error\",\n \"items\": [\n" + many + "]}", ""},
		{"{\n \"anything\": [\n" + many + "]}\n{\n \"anything\": [\n" + many + "]}\n", ""}, // objects one behind the other
		{"{\n \"anything\": [\n 1,\n 2,\n 3\n]}", ""},
		{`{"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"a"},"values":[["1","x"],["2","y"]]}]}}`, "data.result.[].values.[]"},
		{`{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"app":"a"},"values":[[1,"2"],[2,"3"]]}]}}`, ""},
		{`{"took":1,"hits":{"total":2,"hits":[{"_id":"1"},{"_id":"2"}]}}`, "hits.hits.[]"},
		{"{\"took\":1,\"hits\":{\"hits\":[{\"_id\":\"1\"},{\"_id\":\"2\"}]}}\n{\"took\":1,\"hits\":{\"hits\":[]}}\n", ""}, // lines that have lists
		{`{"messageType":"DATA_MESSAGE","logGroup":"/g","logStream":"s","logEvents":[{"id":"1"},{"id":"2"}]}`, "logEvents.[]"},
		{"{\n\"resourceLogs\": [{\n\"scopeLogs\":[{\"logRecords\":[{\"a\":1}]}]}]}", "resourceLogs.[].scopeLogs.[].logRecords.[]"},
		{`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"a":1}]}]}]}`, ""}, // a line of batches
		{`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"a":1}]}]}]}` + "\n{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"a\n", ""},
		{"\xEF\xBB\xBF" + eventList, "items.[]"},
		{"x" + eventList, ""}, {"", ""}, {"{", ""}, {"[", ""}, {"{}", ""}, {"[]", ""}, {`{"items`, ""}, {"{\n\"items\": [", ""},
	} {
		got := ""
		if s := documentShape([]byte(c.text)[:min(len(c.text), probeSize)]); s != nil {
			got = strings.Join(s.steps, ".")
		}
		if got != c.want {
			t.Errorf("%.80q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestRecordsOfADocument: where they stand, and what stands around them.
func TestRecordsOfADocument(t *testing.T) {
	lines := strings.Split(decoded(t, eventList), "\n")
	for n, want := range map[int]string{
		4:  `{"kind": "Event","message": "a ] b, {","list": [1,2]}`,
		12: `{"kind": "Event","message": "two"}`,
		18: `{"warning":"the list was cut"}`,
	} {
		if got := lines[n-1]; got != want {
			t.Errorf("line %d is %q, want %q", n, got, want)
		}
		lines[n-1] = ""
	}
	if rest := strings.TrimSpace(strings.Join(lines, "")); rest != "" {
		t.Errorf("there is also %q", rest)
	}
	if got := decoded(t, eventList); len(got) != len(eventList) || strings.Count(got, "\n") != strings.Count(eventList, "\n") {
		t.Errorf("%d bytes of %d, %d lines", len(got), len(eventList), strings.Count(got, "\n"))
	}
}

func TestWhatStandsAroundRecordsIsReadWithThem(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"loki", `{"status":"success","data":{"resultType":"streams","result":[{"stream":{"app":"a\"b","pod":"p-1"},"values":[["17","x, [y]"],["18","z",{"trace":"7"}]]},{"stream":{},"values":[ [ "19" , "w" ] ]}],"stats":{"n":1}}}`,
			[]string{`{"app":"a\"b","pod":"p-1","labels":"{\"app\":\"a\\\"b\",\"pod\":\"p-1\"}","time":"17","log":"x, [y]"}`,
				`{"app":"a\"b","pod":"p-1","labels":"{\"app\":\"a\\\"b\",\"pod\":\"p-1\"}","time":"18","log":"z","attributes":{"trace":"7"}}`,
				`{"labels":"{}","time":"19","log":"w"}`}},
		{"cloudwatch", `{"messageType":"DATA_MESSAGE","logGroup":"/g","logStream":"s/1","logEvents":[{"id":"1","message":"a"},{"id":"2","message":"b"}]}`,
			[]string{`{"logGroup":"/g","logStream":"s/1","id":"1","message":"a"}`, `{"logGroup":"/g","logStream":"s/1","id":"2","message":"b"}`}},
		{"otlp", "{\n \"resourceLogs\": [\n {\n\"resource\": {\n\"attributes\": [] },\n \"scopeLogs\": [ {\n \"scope\": {\"name\": \"s\"}, \"logRecords\": [ {\"a\": 1}, {\"a\": 2} ] } ] }, { \"scopeLogs\": [{\"logRecords\":[{\"a\":3}]}] } ] }",
			[]string{`{"resourceLogs":[{"resource":{"attributes": [] },"scopeLogs":[{"scope":{"name": "s"},"logRecords":[{"a": 1}]}]}]}`,
				`{"resourceLogs":[{"resource":{"attributes": [] },"scopeLogs":[{"scope":{"name": "s"},"logRecords":[{"a": 2}]}]}]}`,
				`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"a":3}]}]}]}`}},
		{"elasticsearch", `{"took":1,"hits":{"total":{"value":2},"hits":[{"_id":"1","_source":{"m":"a"}},{"_id":"2"}]},"error":"a shard is away"}`,
			[]string{`{"_id":"1","_source":{"m":"a"}}`, `{"_id":"2"}`, `{"error":"a shard is away"}`}},
	} {
		got := strings.FieldsFunc(decoded(t, c.text), func(r rune) bool { return r == '\n' })
		kept := got[:0]
		for _, l := range got {
			if l = strings.TrimRight(l, " "); l != "" {
				kept = append(kept, l)
				if !json.Valid([]byte(l)) {
					t.Errorf("%s: no JSON: %s", c.name, l)
				}
			}
		}
		if strings.Join(kept, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(kept, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestBrokenDocumentsLoseNothing: behind a record that does not end, and behind the
// document, all is read.
func TestBrokenDocumentsLoseNothing(t *testing.T) {
	text := "{\n  \"items\": [\n    {\n      \"a\": {\n        \"b\": \"no end\n    },\n    {\n      \"a\": 2\n    },\n    {\n      \"a\": 3\n    }\n  ]\n}\n2026-03-01 it is over\n{\"items\": [{\"a\": 4}]}\n[1]\n"
	got := decoded(t, text)
	for _, want := range []string{"{\"a\": 2}\n", "{\"a\": 3}\n", "\n2026-03-01 it is over\n", "\n{\"a\": 4}", "\n[1]\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Count(got, "\n") != strings.Count(text, "\n") {
		t.Errorf("%d line ends of %d", strings.Count(got, "\n"), strings.Count(text, "\n"))
	}
}

// TestDocumentsAreLines: however a document is written and its bytes come, its records
// are lines with what they hold, in their order, each on its line.
func TestDocumentsAreLines(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) map[string]any {
		return map[string]any{"s": rapid.StringMatching(`[a,"\\\[\]{}\n: ]{0,12}`).Draw(t, "s"),
			"l": []any{rapid.Int().Draw(t, "n"), map[string]any{"x,]": "],[", "items": []any{map[string]any{}}}}}
	})
	rapid.Check(t, func(rt *rapid.T) {
		all := rapid.SliceOfN(value, 3, 8).Draw(rt, "objects")
		indent := rapid.SampledFrom([]string{" ", "  ", "\t"}).Draw(rt, "indent")
		var doc any = all
		if rapid.Bool().Draw(rt, "wrapped") {
			doc = map[string]any{"items": all, "kind": "List", "metadata": map[string]any{"n": "a,b"}}
		}
		b, err := json.MarshalIndent(doc, "", indent)
		if err != nil {
			rt.Fatal(err)
		}
		if documentShape(b) == nil {
			rt.Fatalf("%s is no document", b)
		}
		text := string(b)
		if rapid.Bool().Draw(rt, "windows") {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		sizes := rapid.SliceOf(rapid.IntRange(1, 9)).Draw(rt, "reads")
		got := decoded(t, text, sizes...)
		if len(got) != len(text) || strings.Count(got, "\n") != strings.Count(text, "\n") {
			rt.Fatalf("%d bytes of %d: %q", len(got), len(text), got)
		}
		at, source := 0, strings.Split(text, "\n")
		for i, line := range strings.Split(got, "\n") {
			if line = strings.TrimRight(line, " "); line == "" {
				continue
			}
			var one map[string]any
			if err := json.Unmarshal([]byte(line), &one); err != nil {
				rt.Fatalf("line %d is %q: %v", i+1, line, err)
			}
			if fmt.Sprint(one["s"]) != fmt.Sprint(all[at]["s"]) || strings.TrimSpace(source[i]) != "{" {
				rt.Fatalf("line %d is %q, want record %d, which begins with %q", i+1, line, at, source[i])
			}
			at++
		}
		if at != len(all) {
			rt.Fatalf("%d records of %d", at, len(all))
		}
	})
}

// TestRecordsOnOneLine: whatever they hold and however the bytes come, each is a line
// with its own bytes.
func TestRecordsOnOneLine(t *testing.T) {
	value := rapid.Custom(func(t *rapid.T) map[string]any {
		return map[string]any{"s": rapid.StringMatching(`[a,"\\\[\]{}\n: ]{0,12}`).Draw(t, "s"), "l": []any{rapid.Int().Draw(t, "n"), map[string]any{"x,]": "],["}}}
	})
	rapid.Check(t, func(rt *rapid.T) {
		all := rapid.SliceOfN(value, 2, 8).Draw(rt, "objects")
		var objects []string
		for _, o := range all {
			b, err := json.Marshal(o)
			if err != nil {
				rt.Fatal(err)
			}
			objects = append(objects, string(b))
		}
		head, tail := "[", "]"
		if rapid.Bool().Draw(rt, "wrapped") {
			head, tail = `{"Records": [`, `],"count":"a,b"}`
		}
		text := head + strings.Join(objects, rapid.SampledFrom([]string{",", ", "}).Draw(rt, "comma")) + tail
		got := decoded(t, text, rapid.SliceOf(rapid.IntRange(1, 9)).Draw(rt, "reads")...)
		if len(got) != len(text) {
			rt.Fatalf("%d bytes of %d: %q", len(got), len(text), got)
		}
		if lines := strings.Split(strings.TrimRight(got, " \n"), "\n"); strings.Join(lines, "\n") != strings.Join(objects, "\n") {
			rt.Fatalf("%q, want %q", lines, objects)
		}
	})
}

// FuzzDocument reads any bytes as a document: all its lines are there, in any pieces the
// same text, and what is no document as it stands.
func FuzzDocument(f *testing.F) {
	f.Add([]byte(eventList), uint8(3))
	f.Add([]byte(`{"status":"success","data":{"result":[{"stream":{"a":"b"},"values":[["1","x"],["2","y",{"c":"d"}]]}]}}`), uint8(1))
	f.Add([]byte("{\"resourceLogs\":[\n{\"resource\":{},\"scopeLogs\":[{\"logRecords\":[{\"a\":1},{\"a\":2}]}]}]}\nrest"), uint8(7))
	f.Add([]byte(`[{"a":1}, {"a":"\"]"}]`), uint8(2))
	f.Add([]byte("{\n \"items\": [\n  {\n   \"a\": \"\n  },\n  {\n  }\n ]\n}{[\n"), uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		text := string(data)
		whole, pieces := decoded(t, text), decoded(t, text, int(size)+1)
		if whole != pieces {
			t.Fatalf("in pieces of %d: %q, whole: %q", size, pieces, whole)
		}
		shape := documentShape(data[:min(len(data), probeSize)])
		if shape == nil && whole != text {
			t.Fatalf("%q is no document and is read as %q", text, whole)
		}
		if shape != nil && strings.Count(whole, "\n") < strings.Count(text, "\n") {
			t.Fatalf("%d line ends of %d: %q", strings.Count(whole, "\n"), strings.Count(text, "\n"), whole)
		}
	})
}
