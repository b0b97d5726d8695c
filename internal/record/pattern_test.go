package record

import (
	"fmt"
	"strings"
	"testing"
)

// captured runs a pattern over a line and writes what it takes.
func captured(t *testing.T, text, line string) string {
	t.Helper()
	p, err := compile(text)
	if err != nil {
		t.Fatal(err)
	}
	var m matcher
	if !m.run(p, []byte(line)) {
		return "no"
	}
	var b strings.Builder
	if m.timed {
		b.WriteString("time ")
	}
	if m.lvl != LevelNone {
		b.WriteString(m.lvl.String() + " ")
	}
	for _, c := range m.caps {
		key := string(c.key)
		for name, r := range roles {
			if r == c.role && c.role != roleNone {
				key = name
			}
		}
		fmt.Fprintf(&b, "%s=%s;", key, c.value)
	}
	return b.String()
}

func TestPatterns(t *testing.T) {
	cases := []struct{ pattern, line, want string }{
		{"{time} - {level} - {message}", "2026-03-01 07:10:11 - INFO   -   a b ", "time info message=a b ;"},
		{"{time} - {level} - {message}", "2026-03-01 07:10:11 - INFO - ", "time info message=;"},
		{"{time} - {level} - {message}", "2026-03-01 07:10:11 - BLUE - a", "no"},
		{"{time} - {level} - {message}", "2026-03-01 07:10:11 - INFO-a", "no"},
		{"{a} {b}", "x  y", "a=x;b=y;"},
		{"{a} {b}", "x y z", "no"},
		{"{a}", "x ", "a=x;"},
		{"{a}[{pid}]: {message}", "x[7]: y", "a=x;pid=7;message=y;"},
		{"{a}[{pid}]: {message}", "x[y]: y", "no"},
		{"{a}: {message}", "x::y: z", "a=x::y;message=z;"},
		{"[{thread}] {message}", "[a b] c", "thread=a b;message=c;"},
		{"{thread:bracket} {message}", "[a[b] c] d", "thread=a[b] c;message=d;"},
		{"{thread:bracket} {message}", "[a[b] c d", "no"},
		{"{a:quoted} {b:quoted}", `"x \" y" 'z'`, `a=x \" y;b=z;`},
		{"{a:quoted}", `"x`, "no"},
		{"{?[{pid}] ?}{message}", "[7] x", "pid=7;message=x;"},
		{"{?[{pid}] ?}{message}", "[y] x", "message=[y] x;"},
		{"{?{a} ?}{b:int}", "7", "b=7;"},
		{"{?{a:int} ?}{b:int}", "5 7", "a=5;b=7;"},
		{"{a}{? {b}{? {c}?}?}", "x y", "a=x;b=y;"},
		{"{a:=GET|PUT|GETS} {b}", "GETS x", "a=GETS;b=x;"},
		{"{a:=GET|PUT} {b}", "POST x", "no"},
		{"{a:num} {b:num}", "-1.5 +2", "a=-1.5;b=+2;"},
		{"{a:num}", "-", "no"},
		{"{a:dotted} {message}", "a.b.C$d x", "a=a.b.C$d;message=x;"},
		{"{a:dotted} {message}", "ab x", "no"},
		{"{a:name}: {message}", "a-b.c: x", "a=a-b.c;message=x;"},
		{"{a:addr} {message}", "fe80::1%eth0 x", "a=fe80::1%eth0;message=x;"},
		{"{a:addr} {message}", "relayd: x", "no"},
		{"{message:here}{a} > {b}: {_:rest}", "x > y: z", "message=x > y: z;a=x;b=y;"},
		{"{a:scan}{time}{~}{message}", "a, b 2026-03-01 07:10:11 c", "time a=a, b ;message=c;"},
		{"{a:scan}{time}{~}{message}", "2026-03-01 07:10:11 c", "no"},
		{"{level:pri}{message}", "<11>x", "error message=x;"},
		{"{level:pri}{message}", "<192>x", "no"},
		{"{_:sd}{~}{message}", `[a@1 k="v \"w\"" l=""][b] x`, `k=v \"w\";l=;message=x;`},
		{"{_:sd}{~}{message}", "- x", "message=x;"},
		{"{_:sd}{~}{message}", "[a k=v] x", "no"},
		{"{~}{a}{~}", "  x  ", "a=x;"},
		{"\\{{a}\\}", "{x}", "a=x;"},
		{"a\\ {message}", "a  x", "message= x;"},
		{"{a:maybe},{b:maybe} {message}", ",x y", "b=x;message=y;"},
		{"{a:kv}", "x=1 y=\"2 3\" z", "x=1;y=2 3;z=;"},
		{"{a:kv}", "no pairs, here.(", "no"},
		{"{time:epoch} {message}", "1772349011.5 x", "time message=x;"},
		{"{time:klog} {message}", "0301 07:10:11.5 x", "time message=x;"},
		{"{time:iso} {message}", "2026-03-01 07:10:11 x", "no"},
		{"{time:syslog} {message}", "Mar  1 07:10:11 x", "time message=x;"},
		{"{time:weekday} {message}", "Sun Mar  1 07:10:11 2026 x", "time message=x;"},
		{"{time:weekday} {message}", "Mar  1 07:10:11 2026 x", "no"},
		{"{c:clock} {message}", "07:10:11.5 x", "c=07:10:11.5;message=x;"},
		{"{level:mark} {message}", "W x", "warn message=x;"},
	}
	for _, c := range cases {
		if got := captured(t, c.pattern, c.line); got != c.want {
			t.Errorf("%s over %q takes %q, want %q", c.pattern, c.line, got, c.want)
		}
	}
}

// TestFirstBytesRefuseNothingThatMatches takes the first-byte test away and
// wants the same answers.
func TestFirstBytesRefuseNothingThatMatches(t *testing.T) {
	lines := append(someLines(), "'a' b", "-1.5 x", "\"q\" r")
	for _, f := range proven().list {
		for _, p := range append(append([]*pattern{}, f.patterns...), f.follow...) {
			open := *p
			open.first = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
			for _, line := range lines {
				var a, b matcher
				a.levels, b.levels = f.levels, f.levels
				if a.run(p, []byte(line)) != b.run(&open, []byte(line)) {
					t.Errorf("format %s, pattern %s: the first byte decides over %q", f.Name, p.text, line)
				}
			}
		}
	}
}

func TestBadPatterns(t *testing.T) {
	for _, text := range []string{"", "{time", "{}", "{:word}", "{a:nonsense}", "{? {a}", "{a:=x||y}", "{? {?a?}", "a ?} b"} {
		if _, err := compile(text); err == nil {
			t.Errorf("the pattern %q compiles", text)
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("{time} [{thread}] {level} {logger}: {message}", "2026-03-01 07:10:11 [a] INFO b: c")
	f.Add("{?{a} ?}\\{{b:quoted}\\} {c:scan}{time}", "{\"x\"} y 2026-03-01 07:10:11")
	f.Fuzz(func(t *testing.T, text, line string) {
		p, err := compile(text)
		if err != nil || len(text) > 200 {
			return
		}
		var m matcher
		m.run(p, []byte(line)) // must not panic
	})
}
