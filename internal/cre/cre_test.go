package cre

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"inquest/internal/record"
	"inquest/internal/source"
)

func rules(t testing.TB, text string) ([]*Rule, []Problem) {
	t.Helper()
	return Load(fstest.MapFS{"own/rule.yaml": &fstest.MapFile{Data: []byte(text)}})
}

const head = "rules:\n  - cre:\n      id: OWN-1\n      title: pump lost its prime\n    rule:\n"

// fires tells which lines make the rule fire on a log.
func fires(t testing.TB, rule, log string, cut int) []string {
	t.Helper()
	list, bad := rules(t, head+rule)
	if len(bad) > 0 || len(list) == 0 {
		t.Fatalf("not read: %+v", bad)
	}
	layout := record.Embedded().Detect([]byte(log), record.Hints{})
	c := NewCollector(0, "a.log", list)
	var offset, number int64 = 0, 1
	for _, part := range parts(layout, log, cut) {
		c.Add(layout, source.Chunk{Offset: offset, Line: number, Data: []byte(part)})
		offset += int64(len(part))
		number += int64(strings.Count(part, "\n"))
	}
	var out []string
	for _, f := range Join([]*Collector{nil, c}) {
		for _, l := range f.Lines {
			if want := log[l.Ref.Offset : l.Ref.Offset+l.Ref.Length]; want != l.Text {
				t.Errorf("line %d is %q, its reference is %q", l.Ref.Line, l.Text, want)
			}
			out = append(out, fmt.Sprint(l.Ref.Line))
		}
	}
	return out
}

// parts cuts a log in front of records, about every cut bytes.
func parts(l *record.Layout, log string, cut int) []string {
	var out []string
	from := 0
	for at := range log {
		if at > from && at-from >= cut && log[at-1] == '\n' && l.StartsRecord(nil, []byte(strings.SplitN(log[at:], "\n", 2)[0])) {
			out = append(out, log[from:at])
			from = at
		}
	}
	return append(out, log[from:])
}

const pumps = `2026-03-01 10:00:00 INFO pump 1 primed
2026-03-01 10:00:05 WARN pressure low on pump 1
2026-03-01 10:00:09 ERROR pump 1 runs dry
  at valve.open(valve.go:12)
  at pump.run(pump.go:40)
2026-03-01 10:02:00 INFO operator stops pump 1
2026-03-01 10:03:00 WARN pressure low on pump 2
2026-03-01 10:09:00 ERROR pump 2 runs dry
`

func TestRulesFire(t *testing.T) {
	for name, c := range map[string]struct{ rule, want string }{
		"a text":                     {"      set:\n        match:\n          - value: runs dry\n", "3"},
		"a bare text":                {"      set:\n        match:\n          - runs dry\n", "3"},
		"an expression":              {"      set:\n        match:\n          - regex: 'pump 2 .*dry'\n", "8"},
		"nothing":                    {"      set:\n        match:\n          - value: runs wet\n", ""},
		"a count":                    {"      set:\n        match:\n          - value: pressure low\n            count: 2\n", "2 7"},
		"a count in a window":        {"      set:\n        window: 10s\n        match:\n          - value: pressure low\n            count: 2\n", ""},
		"a set in any order":         {"      set:\n        window: 10s\n        match:\n          - value: runs dry\n          - value: pressure low\n", "3 2"},
		"a sequence":                 {"      sequence:\n        window: 10s\n        order:\n          - value: pressure low\n          - value: runs dry\n", "2 3"},
		"a sequence the wrong way":   {"      sequence:\n        window: 30s\n        order:\n          - value: runs dry\n          - value: pressure low\n", ""},
		"a window that is too short": {"      sequence:\n        window: 3s\n        order:\n          - value: pressure low\n          - value: runs dry\n", ""},
		"a negation":                 {"      sequence:\n        window: 180s\n        order:\n          - value: pressure low\n          - value: runs dry\n        negate:\n          - value: operator stops\n", ""},
		"a negation outside":         {"      sequence:\n        window: 180s\n        order:\n          - value: pressure low\n          - value: runs dry\n        negate:\n          - value: operator stops\n            anchor: 1\n            window: 10s\n", "2 3"},
		"the lines of a trace":       {"      set:\n        match:\n          - regex: 'runs dry.*valve.open'\n", "3"},
		"a line of a trace":          {"      set:\n        match:\n          - regex: 'pump.run'\n", "5"},
		"a named condition":          {"      set:\n        match:\n          - dry\nterms:\n  dry:\n    field: message\n    value: runs dry\n", "3"},
		"either of both forms":       {"      set:\n        match:\n          - value: runs wet\n      sequence:\n        order:\n          - value: primed\n          - value: runs dry\n", "1 3"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, cut := range []int{1, 60, 1 << 20} {
				if got := strings.Join(fires(t, c.rule, pumps, cut), " "); got != c.want {
					t.Errorf("pieces of %d: lines %q, want %q", cut, got, c.want)
				}
			}
		})
	}
}

func TestRulesThatCannotBeUsedAreNamed(t *testing.T) {
	for want, text := range map[string]string{
		"has no id":                          "rules:\n  - cre:\n      title: x\n    rule:\n      set:\n        match: [a]\n",
		"neither a set nor a sequence":       head + "      trend:\n        match: [a]\n",
		"has no match":                       head + "      set:\n        match: []\n",
		"has no order":                       head + "      sequence:\n        window: 3s\n",
		"must be a list":                     head + "      set:\n        match: a\n",
		"neither value nor regex":            head + "      set:\n        match:\n          - count: 2\n",
		"uses jq":                            head + "      set:\n        match:\n          - jq: '.a == 1'\n",
		"not one of RE2":                     head + "      set:\n        match:\n          - regex: '(?=a)b'\n",
		"no duration":                        head + "      set:\n        window: soon\n        match: [a]\n",
		"a count must be":                    head + "      set:\n        match:\n          - value: a\n            count: 0\n",
		"anchored at condition 3 of 1":       head + "      set:\n        match: [a]\n        negate:\n          - value: b\n            anchor: 3\n",
		"an empty text":                      head + "      set:\n        match:\n          - value: ''\n",
		"correlates fields":                  head + "      set:\n        match: [a]\n        correlations: [x]\n",
		"only a name":                        head + "      set:\n        match: [a]\nterms:\n  a: b\n",
		"no YAML":                            "rules: [\n",
		"neither a text nor a mapping":       head + "      set:\n        match: [[a]]\n",
		"more than 64":                       head + "      set:\n        match: [" + strings.Repeat("a,", 65) + "a]\n",
		"an expression has 5000 bytes, more": head + "      set:\n        match:\n          - regex: '" + strings.Repeat("a", 5000) + "'\n",
	} {
		list, bad := rules(t, text)
		if len(list) != 0 || len(bad) != 1 || !strings.Contains(bad[0].Reason, want) {
			t.Errorf("want a problem with %q, have %+v and %d rules", want, bad, len(list))
		}
	}
	if list, bad := Load(fstest.MapFS{"big.yaml": {Data: make([]byte, maxFile+1)}, "notes.txt": {Data: []byte("rules: 1")}}); len(list) != 0 || len(bad) != 1 {
		t.Errorf("a file that is too big: %+v", bad)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(head + "      set:\n        window: 5s\n        match: [a, {regex: 'b+', count: 2}]\n        negate: [c]\n"))
	f.Add([]byte("rules: &a [*a]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, _ := Load(fstest.MapFS{"r.yml": {Data: data}})
		c := NewCollector(0, "x", list)
		c.Add(record.Embedded().Detect([]byte(pumps), record.Hints{}), source.Chunk{Line: 1, Data: []byte(pumps)})
		Join([]*Collector{c})
	})
}
