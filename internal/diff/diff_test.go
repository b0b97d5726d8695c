package diff_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"inquest"
	"inquest/internal/diff"
	"inquest/internal/evidence"
	"inquest/internal/formula"
)

type fataler interface {
	Helper()
	Fatal(...any)
}

// lay writes the files of a run into a folder.
func lay(t fataler, dir string, files map[string]string) {
	t.Helper()
	for n, text := range files {
		path := filepath.Join(dir, n)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func compareDirs(t fataler, good, bad string, jobs int) (*diff.Diff, *inquest.Comparison) {
	t.Helper()
	c, err := inquest.Compare(context.Background(), inquest.Options{Paths: []string{bad}, Baseline: []string{good}, Workers: jobs, ChunkSize: 1 << 12})
	if err != nil {
		t.Fatal(err)
	}
	in := diff.Input{Input: c.Input, Found: c.Found, Prefix: inquest.BaselinePrefix, Version: "test"}
	in.Strict = true
	d, err := diff.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	return d, c
}

func compareFiles(t *testing.T, good, bad map[string]string) *diff.Diff {
	t.Helper()
	g, b := t.TempDir(), t.TempDir()
	lay(t, g, good)
	lay(t, b, bad)
	d, c := compareDirs(t, g, b, 2)
	holds(t, d, c.Input.Env)
	return d
}

// holds evaluates every formula again, and that every row cites both runs.
func holds(t *testing.T, d *diff.Diff, env *formula.Env) {
	t.Helper()
	for i := range d.Rows {
		r := &d.Rows[i]
		c := d.Claim(r)
		if c.IsZero() {
			t.Fatalf("row %s has no claim", r.ID)
		}
		sides := map[bool]bool{}
		for _, ref := range c.Refs() {
			sides[strings.HasPrefix(ref.File, inquest.BaselinePrefix)] = true
		}
		if r.Kind != diff.KindStep && r.Kind != diff.KindTrace && len(sides) != 2 {
			t.Errorf("%s %s %s cites one side only: %v", r.ID, r.Kind, c.Sentence(asIs), c.Refs())
		}
		for _, v := range c.Values() {
			if v.Formula == "" {
				continue
			}
			got, err := env.Eval(v.Formula)
			want := v.Float
			if v.Kind == evidence.KindCount || v.Kind == evidence.KindDuration {
				want = float64(v.Int)
			}
			if err != nil || evidence.Round(got.Num) != want {
				t.Errorf("%s: %s gives %v, the row says %v, %v", r.ID, v.Formula, got.Num, want, err)
			}
		}
	}
}

func asIs(s string) string { return s }

// service writes n requests; each hook may replace a line.
func service(n int, line func(i int, at string) []string) string {
	var b strings.Builder
	for i := range n {
		for _, l := range line(i, fmt.Sprintf("2026-03-02T10:%02d:%02d.%03dZ", i/60%60, i%60, i*7%1000)) {
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}

func calm(i int, at string) []string {
	return []string{
		at + " INFO request accepted user=u" + fmt.Sprint(i%5) + " version=1.4.0",
		at + " DEBUG cart loaded from store",
		at + fmt.Sprintf(" INFO payment took %d ms", 20+i%9),
		at + " INFO order is stored",
		at + " DEBUG mail is queued",
		at + " INFO request answered status=200",
	}
}

// find looks for a row.
func find(d *diff.Diff, c diff.Change, k diff.Kind, subject string) *diff.Row {
	for i := range d.Rows {
		r := &d.Rows[i]
		if r.Change == c && r.Kind == k && strings.Contains(r.Subject.Open(asIs), subject) {
			return r
		}
	}
	return nil
}

func TestWhatDiffers(t *testing.T) {
	good := map[string]string{"api/app.log": service(120, calm)}
	replace := func(old, with string, every int) map[string]string {
		return map[string]string{"api/app.log": service(120, func(i int, at string) []string {
			var out []string
			for _, l := range calm(i, at) {
				if i%every == 0 && strings.Contains(l, old) {
					if l = with; with != "" {
						l = at + " " + with
					}
				}
				if l != "" {
					out = append(out, l)
				}
			}
			return out
		})}
	}
	for _, tt := range []struct {
		name    string
		bad     map[string]string
		change  diff.Change
		kind    diff.Kind
		subject string
		errors  bool
	}{
		{"a new error", replace("mail is queued", "ERROR mail server refused the message", 6), diff.New, diff.KindMessage, "refused the message", true},
		{"a message that is gone", replace("mail is queued", "", 1), diff.Gone, diff.KindMessage, "mail is queued", false},
		{"a message that comes less", replace("mail is queued", "", 2), diff.Less, diff.KindMessage, "mail is queued", false},
		{"a step that is slower", replace("payment took", "INFO payment took 480 ms", 1), diff.Slower, diff.KindDuration, "payment took", false},
		{"a step that is faster", replace("payment took", "INFO payment took 2 ms", 1), diff.Faster, diff.KindDuration, "payment took", false},
		{"a new version", replace("request accepted", "INFO request accepted user=u1 version=1.5.0", 1), diff.New, diff.KindField, "1.5.0", false},
		{"a status that was never seen", replace("request answered", "INFO request answered status=503", 3), diff.New, diff.KindField, "503", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := compareFiles(t, good, tt.bad)
			r := find(d, tt.change, tt.kind, tt.subject)
			if r == nil {
				t.Fatalf("no %s %s of %q in %s", tt.change, tt.kind, tt.subject, text(t, d))
			}
			if !r.Sure || r.Score <= 0 {
				t.Errorf("%+v is not sure, or has no score", r)
			}
			if (d.Summary.NewErrors > 0) != tt.errors {
				t.Errorf("new errors %d, want some: %v", d.Summary.NewErrors, tt.errors)
			}
		})
	}
}

func text(t *testing.T, d *diff.Diff) string {
	t.Helper()
	var b bytes.Buffer
	if err := diff.WriteText(&b, d, diff.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRunsFailMoreOften(t *testing.T) {
	jobs := func(bad int) map[string]string {
		return map[string]string{"w.log": service(60, func(i int, at string) []string {
			end := fmt.Sprintf(" INFO Job j-%d (export) completed successfully in 3 seconds", i)
			if i%10 < bad {
				end = fmt.Sprintf(" ERROR Job j-%d (export) failed after 3 seconds: disk is full", i)
			}
			return []string{at + fmt.Sprintf(" INFO Job j-%d (export) started", i), at + end}
		})}
	}
	d := compareFiles(t, jobs(0), jobs(4))
	if r := find(d, diff.More, diff.KindRun, ""); r == nil || *r.Bad != 24 || *r.Good != 0 {
		t.Errorf("the failed runs are not told: %s", text(t, d))
	}
}

// TestAStormDoesNotMoveTheRest holds that a flood of one message makes no other
// message rarer.
func TestAStormDoesNotMoveTheRest(t *testing.T) {
	good := map[string]string{"a.log": service(100, calm)}
	bad := map[string]string{"a.log": service(100, func(i int, at string) []string {
		out := calm(i, at)
		for range 40 {
			out = append(out, at+" WARN queue is full, waiting")
		}
		return out
	})}
	d := compareFiles(t, good, bad)
	for i := range d.Rows {
		if d.Rows[i].Change == diff.Less || d.Rows[i].Change == diff.Gone {
			t.Errorf("%s", d.Claim(&d.Rows[i]).Sentence(asIs))
		}
	}
	if find(d, diff.New, diff.KindMessage, "queue is full") == nil {
		t.Error("the storm itself is not told")
	}
}

func TestTwiceTheTrafficIsNoDifference(t *testing.T) {
	d := compareFiles(t, map[string]string{"a.log": service(100, calm)}, map[string]string{"a.log": service(200, calm)})
	if len(d.Rows) > 0 {
		t.Errorf("differences of a run twice as long: %s", text(t, d))
	}
}

func TestNamesOfARunAreNoDifference(t *testing.T) {
	run := func(pid string) map[string]string {
		return map[string]string{"a.log": service(60, func(_ int, at string) []string {
			return []string{at + " INFO worker begins pid=" + pid, at + " INFO worker ends pid=" + pid}
		})}
	}
	if d := compareFiles(t, run("4711"), run("815")); len(d.Rows) > 0 {
		t.Errorf("a process number is told: %s", text(t, d))
	}
}

// TestATemplateThatVariesInOneRunAlone holds that statements are joined whose
// templates differ because a part is fixed in one of the runs.
func TestATemplateThatVariesInOneRunAlone(t *testing.T) {
	run := func(name func(int) string) map[string]string {
		return map[string]string{"a.log": service(60, func(i int, at string) []string {
			return []string{at + " INFO the shelf " + name(i) + " is counted again"}
		})}
	}
	names := []string{"red", "blue", "green", "white", "black", "amber", "violet", "pink", "gold", "grey", "teal", "brown"}
	d := compareFiles(t, run(func(i int) string { return names[i%len(names)] }), run(func(int) string { return "red" }))
	for i := range d.Rows {
		if d.Rows[i].Kind == diff.KindMessage && (d.Rows[i].Change == diff.New || d.Rows[i].Change == diff.Gone) {
			t.Errorf("%s", d.Claim(&d.Rows[i]).Sentence(asIs))
		}
	}
}

func TestOppositeDirections(t *testing.T) {
	g, b := t.TempDir(), t.TempDir()
	lay(t, g, map[string]string{"a.log": service(80, calm)})
	lay(t, b, map[string]string{"a.log": service(80, func(i int, at string) []string {
		return append(calm(i, at)[:4], at+" ERROR disk is full")
	})})
	there, _ := compareDirs(t, g, b, 1)
	back, _ := compareDirs(t, b, g, 1)
	count := func(d *diff.Diff, c diff.Change) int { return len(d.Of(c)) }
	if count(there, diff.New) == 0 || count(there, diff.Gone) == 0 {
		t.Fatalf("%s", text(t, there))
	}
	if find(back, diff.Gone, diff.KindMessage, "disk is full") == nil || find(back, diff.New, diff.KindMessage, "mail is queued") == nil {
		t.Errorf("the way back: %s", text(t, back))
	}
}

// TestNothingDiffersFromItself holds over random logs, and that workers do not matter.
func TestNothingDiffersFromItself(t *testing.T) {
	base := t.TempDir()
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		lines := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) string {
			return fmt.Sprintf("2026-01-01T00:00:%02dZ %s %s %d took %d ms k=%s", rapid.IntRange(0, 59).Draw(r, "s"), rapid.SampledFrom([]string{"INFO", "WARN", "ERROR"}).Draw(r, "level"),
				rapid.StringMatching(`[a-z]{2,6} [a-z]{2,6}`).Draw(r, "text"), rapid.IntRange(0, 9).Draw(r, "n"), rapid.IntRange(0, 900).Draw(r, "ms"), rapid.StringMatching(`[a-c]{1,2}`).Draw(r, "v"))
		}), 1, 60).Draw(r, "lines")
		dir := filepath.Join(base, fmt.Sprint(n))
		lay(r, dir, map[string]string{"a.log": strings.Join(lines, "\n") + "\n"})
		d, _ := compareDirs(r, dir, dir, 3)
		if len(d.Rows) > 0 {
			r.Fatalf("%s", d.Claim(&d.Rows[0]).Sentence(asIs))
		}
	})
}

func TestWorkersDoNotMatter(t *testing.T) {
	var first string
	for _, jobs := range []int{1, 2, 7} {
		d, _ := compareDirs(t, "../../examples/diff/good", "../../examples/diff/bad", jobs)
		var b bytes.Buffer
		if err := diff.WriteJSON(&b, d); err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = b.String()
		}
		if b.String() != first {
			t.Errorf("%d workers give other bytes", jobs)
		}
	}
}

// TestTheSchemaKnowsEveryKey holds the JSON form against its description: every key is
// described, every required one is there.
func TestTheSchemaKnowsEveryKey(t *testing.T) {
	raw, err := os.ReadFile("../../docs/schema/inquest.diff.v1.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	d, _ := compareDirs(t, "../../examples/diff/good", "../../examples/diff/bad", 1)
	var b bytes.Buffer
	if err := diff.WriteJSON(&b, d); err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	defs, _ := schema["$defs"].(map[string]any)
	fits(t, "", defs, schema, doc)
}

func fits(t *testing.T, at string, defs, schema map[string]any, v any) {
	t.Helper()
	if ref, ok := schema["$ref"].(string); ok {
		schema, _ = defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if words, ok := schema["enum"].([]any); ok {
		known := false
		for _, w := range words {
			known = known || w == v
		}
		if !known {
			t.Errorf("%s: %v is not among %v", at, v, words)
		}
	}
	switch v := v.(type) {
	case map[string]any:
		props, _ := schema["properties"].(map[string]any)
		rest, _ := schema["additionalProperties"].(map[string]any)
		for k, x := range v {
			p, ok := props[k].(map[string]any)
			if !ok {
				if p = rest; p == nil {
					t.Errorf("%s: the schema does not know %q", at, k)
					continue
				}
			}
			fits(t, at+"."+k, defs, p, x)
		}
		required, _ := schema["required"].([]any)
		for _, k := range required {
			if _, ok := v[k.(string)]; !ok {
				t.Errorf("%s: %q is missing", at, k)
			}
		}
	case []any:
		items, _ := schema["items"].(map[string]any)
		for i, x := range v {
			fits(t, fmt.Sprintf("%s[%d]", at, i), defs, items, x)
		}
	case string:
		if k := schema["type"]; k != nil && k != "string" {
			t.Errorf("%s: %q is no %v", at, v, k)
		}
	case float64:
		if k := schema["type"]; k != "number" && k != "integer" {
			t.Errorf("%s: %v is no %v", at, v, k)
		}
	}
}

var payloads = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</style><script>x</script>`, `[x](javascript:alert(1))`, "![x](https://evil.example/x.png)", "`code`", "```", "| a | b |",
	"\x1b[2J\x1b[H", "\x1b]8;;https://evil.example\x1b\\click", "\u009b31m", "\u202etxt.exe", "\u2066x\u2069", "\u200b\ufeff", "\xff\xfe", "{{.}}", "%s%d%!(EXTRA)", "' onmouseover='alert(1)", "<!--", "javascript:alert(1)",
}

var (
	tagRE  = regexp.MustCompile(`<[^>]*>`)
	tagOK  = regexp.MustCompile(`^</?(?:!doctype html|html lang="en"|html|head|meta charset="utf-8"|meta name="(?:viewport|referrer)" content="[\w=,-]+"|meta http-equiv="Content-Security-Policy" content="[^"<>]*"|title|style|body|div|div class="\w+"|nav|nav class="rail" aria-label="Contents"|b|ol|li|a|a href="#[a-z]+"|span|span class="m"|header|header class="top"|main|section|section class="part" id="[a-z]+" aria-labelledby="h-[a-z]+"|h2|h2 id="h-[a-z]+"|p|p class="s"|table|thead|tbody|tr|tr id="r\d+"|th|td|td class="m"|footer|footer class="foot")>$`)
	liveMD = regexp.MustCompile(`(?i)<(?:script|img|style)\b|!\[[^\]]*\]\(|\]\((?:https?|javascript):`)
)

// TestNothingActs holds that text of a log acts in no form of a comparison, whatever
// part of a row it reaches.
func TestNothingActs(t *testing.T) {
	for _, p := range payloads {
		line := strings.NewReplacer("\n", " ", "\r", " ").Replace(p)
		bad := map[string]string{"a.log": service(60, func(i int, at string) []string {
			return append(calm(i, at), at+" ERROR failed "+line+" badly", at+" INFO release version="+strings.ReplaceAll(line, " ", "_"), at+` ERROR dial "`+line+`:80" refused`)
		})}
		d := compareFiles(t, map[string]string{"a.log": service(60, calm)}, bad)
		if len(d.Rows) == 0 {
			t.Fatalf("%q: no rows", p)
		}
		nothingLive(t, p, d)
	}
}

func nothingLive(t *testing.T, what string, d *diff.Diff) {
	t.Helper()
	var html, md, txt, js bytes.Buffer
	for _, err := range []error{diff.WriteHTML(&html, d, 0), diff.WriteMarkdown(&md, d, 0), diff.WriteText(&txt, d, diff.TextOptions{}), diff.WriteJSON(&js, d)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	page := html.String()
	if i, k := strings.Index(page, "<style>"), strings.LastIndex(page[:strings.Index(page, "<body>")], "</style>"); i >= 0 && k > i {
		page = page[:i] + page[k+len("</style>"):]
	}
	for _, tag := range tagRE.FindAllString(page, -1) {
		if !tagOK.MatchString(tag) {
			t.Errorf("%.60q: the page has %.120s", what, tag)
		}
	}
	for l := range strings.Lines(md.String()) {
		if m := liveMD.FindString(l); m != "" && !strings.Contains(l, "`") {
			t.Errorf("%.60q: the Markdown has %q in %.200s", what, m, l)
		}
	}
	for _, out := range []string{html.String(), md.String(), txt.String(), js.String()} {
		if !utf8.ValidString(out) {
			t.Errorf("%.60q: broken UTF-8", what)
		}
		for _, c := range out {
			if c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 || c == 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x200b {
				t.Errorf("%.60q: control character %U", what, c)
				break
			}
		}
	}
}
