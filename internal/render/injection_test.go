package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"
)

// payloads is text that acts in some medium when it is not escaped.
var payloads = []string{
	// HTML, attributes, SVG
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `' onmouseover='alert(1)`,
	`</title><script>alert(1)</script>`, `</style><script>alert(1)</script>`, `</desc></svg><iframe src=//evil.example>`,
	`<!--`, `-->`, `<![CDATA[`, `]]>`, `&lt;b&gt;`, `&#x3c;script&#x3e;`, `javascript:alert(1)`, `<base href=//evil.example>`,
	`<meta http-equiv=refresh content=0>`, `<a href="javascript:alert(1)">x</a>`, `<svg><use href="data:image/svg+xml,x"/></svg>`,
	`%s%d%!(EXTRA)`, `{{.}}`, `${7*7}`, `</code></pre><h1>owned</h1>`, `</li></ol></section>`,
	// Markdown
	`![x](https://evil.example/x.png)`, `[x](javascript:alert(1))`, `[x]: https://evil.example`, `<https://evil.example>`,
	`https://evil.example/auto`, `www.evil.example`, `mail@evil.example`, `@octocat`, `#1`, `**bold**`, "`code`", "``", "```\n# owned\n```",
	"~~~", "| a | b |", `\`, `\|`, "|", `# heading`, `- item`, `> quote`, `1. item`, `[^1]`, `$x$`, `:smile:`, `- [ ] task`, "    code", "\n\n# owned\n\n<b>x</b>",
	"`` ` ``", "```````````", " `", "` ", "<br>", "a\n| b | c |", "---", "***",
	// terminals
	"\x1b[2J\x1b[H", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "\x1b]0;title\x07", "\x1b]52;c;ZXZpbA==\x07",
	"fine\rOWNED", "fine\b\b\b\bevil", "\x9b31m", "\u009b31m", "\u0085", "\x00", "\x7f", "\v\f", "\x1bP$q\x1b\\", "\x0e\x0f", "a\tb",
	// order and invisibility
	"\u202etxt.exe", "\u2066\u2067\u2069", "\u200b\u200d\ufeff", "\u2028\u2029", "\U000e0041\U000e0042", "\u00ad", "\u061c", "\ufe0f", "\ue000", "\u3164",
	// broken encodings and size
	"\xff\xfe", "\xed\xa0\x80", "\xc3", strings.Repeat("A", 5000), strings.Repeat("`", 300), strings.Repeat("é漢🙂", 40), "",
	// JSON and shell
	`","owned":"x`, `\u003cscript\u003e`, `$(reboot)`, "`reboot`", `'; reboot; '`, `-oProxyCommand=x`,
}

// hostile puts a payload behind every text of the sample, with a word by which
// it can be found.
func hostile(payload string) func(string) string {
	return func(s string) string { return s + " " + payload + " x" }
}

func TestNothingActsOnATerminal(t *testing.T) {
	for _, p := range payloads {
		for _, o := range []Options{{Width: 100}, {Width: 44}, {Width: 100, Color: true}} {
			out := string(renderSample(t, "text", hostile(p), o))
			noActs(t, p, stripStyles(out), "\n")
		}
	}
}

// styles are the sequences that the renderer itself writes.
var styles = regexp.MustCompile(`\x1b\[(0|1|2|32|1;31|1;34)m`)

func stripStyles(s string) string { return styles.ReplaceAllString(s, "") }

func noActs(t *testing.T, payload, out, allowed string) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("payload %q: output is not UTF-8", payload)
	}
	for i, r := range out {
		if strings.ContainsRune(allowed, r) {
			continue
		}
		if r < ' ' || r == 0x7f || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
			t.Fatalf("payload %q: live rune %U in %q", payload, r, out[max(0, i-20):min(len(out), i+20)])
		}
	}
}

func TestJSONIsInertAndWhole(t *testing.T) {
	for _, p := range payloads {
		out := renderSample(t, "json", hostile(p), Options{})
		noActs(t, p, string(out), "\n")
		var v any
		if err := json.Unmarshal(out, &v); err != nil {
			t.Fatalf("payload %q: %v", p, err)
		}
		want := strings.ToValidUTF8("bake "+p+" x", "\ufffd")
		got := v.(map[string]any)["units"].([]any)[0].(map[string]any)["id"]
		if got != want && !strings.ContainsRune(want, utf8.RuneError) {
			t.Errorf("payload %q came back as %q", p, got)
		}
	}
}

// TestMarkdownIsInert reads the page with a Markdown parser and compares its
// shape with that of the clean page: a payload may add code spans and text, and
// nothing else.
func TestMarkdownIsInert(t *testing.T) {
	for _, o := range []Options{{}, {Assets: "report.assets"}} {
		clean := markdownShape(t, renderSample(t, "md", nil, o))
		for _, p := range payloads {
			out := renderSample(t, "md", hostile(p), o)
			noActs(t, p, string(out), "\n")
			shape := markdownShape(t, out)
			for kind, n := range shape {
				if kind != "CodeSpan" && kind != "Text" && kind != "String" && n != clean[kind] {
					t.Errorf("payload %q: %d nodes of kind %s, the clean page has %d", p, n, kind, clean[kind])
				}
			}
		}
	}
}

func markdownShape(t *testing.T, src []byte) map[string]int {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAttribute()))
	doc := md.Parser().Parse(text.NewReader(src))
	shape := map[string]int{}
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			shape[n.Kind().String()]++
			if l, ok := n.(*ast.Link); ok && bytes.Contains(l.Destination, []byte("evil")) {
				t.Errorf("a link to %s is live", l.Destination)
			}
			if l, ok := n.(*ast.Image); ok && !bytes.HasPrefix(l.Destination, []byte("report.assets/figure-")) {
				t.Errorf("a picture from %s is live", l.Destination)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return shape
}

// TestHTMLIsInert reads the page as strict XML (the renderer closes what it
// opens, apart from void elements) and compares the sequence of elements and
// attribute names with the clean page.
func TestHTMLIsInert(t *testing.T) {
	clean := htmlShape(t, "", renderSample(t, "html", nil, Options{}))
	for _, p := range payloads {
		out := renderSample(t, "html", hostile(p), Options{})
		noActs(t, p, string(out), "\n")
		shape := htmlShape(t, p, out)
		for tag, n := range shape {
			if n > clean[tag] && !harmless[tag] {
				t.Errorf("payload %q: %d of %s, the clean page has %d", p, n, tag, clean[tag])
			}
		}
	}
}

// harmless elements may vary in number with the length of a text.
var harmless = map[string]bool{}

var void = regexp.MustCompile(`<(meta|br)\b([^>]*)>`)

// allowedAttributes is all that a page uses; none of them runs a script.
var allowedAttributes = map[string]bool{}

func init() {
	for _, a := range strings.Fields(`lang charset http-equiv content name class href id aria-label aria-labelledby aria-hidden role tabindex
		scope viewBox width height x y d cx cy r rx focusable patternUnits patternTransform opacity open rel type
		data-s data-t data-f data-w data-b data-n`) {
		allowedAttributes[a] = true
	}
}

func htmlShape(t *testing.T, payload string, page []byte) map[string]int {
	t.Helper()
	s := strings.TrimPrefix(string(page), "<!doctype html>\n")
	s = void.ReplaceAllString(s, "<$1$2/>")
	s = regexp.MustCompile(`<(details[^<>]*) open>`).ReplaceAllString(s, `<$1 open="">`)
	s = strings.ReplaceAll(s, "<script>"+pageScript+"</script>", "<script></script>")
	s = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(s, "<style></style>")
	dec := xml.NewDecoder(strings.NewReader(s))
	shape := map[string]int{}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return shape
		}
		if err != nil {
			t.Fatalf("payload %q: the page is not well formed: %v", payload, err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		shape[e.Name.Local]++
		for _, a := range e.Attr {
			if !allowedAttributes[a.Name.Local] {
				t.Errorf("payload %q: attribute %s on %s", payload, a.Name.Local, e.Name.Local)
			}
			if a.Name.Local == "type" && a.Value != "application/json" {
				t.Errorf("payload %q: %s of type %q", payload, e.Name.Local, a.Value)
			}
			if a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") && a.Value != "https://www.postgresql.org/docs/current/explicit-locking.html" {
				t.Errorf("payload %q: live link %q", payload, a.Value)
			}
		}
	}
}

func TestUnsafeAddressesAreText(t *testing.T) {
	for _, u := range []string{"javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "file:///etc/passwd", "http://", "https://\x00", " javascript:x"} {
		if got, ok := safeURL(u); ok {
			t.Errorf("safeURL(%q) = %q, want none", u, got)
		}
	}
	if got, ok := safeURL("https://example.org/a?b=c#d"); !ok || got != "https://example.org/a?b=c#d" {
		t.Errorf("safeURL refuses a good address: %q, %v", got, ok)
	}
}

func FuzzEscapers(f *testing.F) {
	for _, p := range payloads {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 400 {
			return // the Markdown parser of the check is slow on long runs of brackets
		}
		s = strings.ToValidUTF8(s, "\ufffd")
		noActs(t, s, visible(s), "")
		if out := escapeHTML(s); strings.ContainsAny(out, `<>"'`) {
			t.Errorf("escapeHTML(%q) = %q", s, out)
		}
		for _, md := range []string{escapeMarkdown(s), "(" + escapeMarkdown(s) + ")"} {
			doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader([]byte(md)))
			kinds := map[string]int{}
			_ = ast.Walk(doc, func(n ast.Node, in bool) (ast.WalkStatus, error) {
				if in {
					kinds[n.Kind().String()]++
				}
				return ast.WalkContinue, nil
			})
			delete(kinds, "Document")
			delete(kinds, "Paragraph")
			delete(kinds, "Text")
			if n := kinds["CodeSpan"]; n > 1 || len(kinds) > n {
				t.Errorf("escapeMarkdown(%q) = %q parses to %v", s, md, kinds)
			}
		}
		if cell := escapeMarkdownCell(s); regexp.MustCompile(`(^|[^\\])\|`).MatchString(cell) {
			t.Errorf("escapeMarkdownCell(%q) = %q holds a bare pipe", s, cell)
		}
		if j, err := json.Marshal(s); err == nil {
			var back string
			if err := json.Unmarshal(layoutJSON(j), &back); err != nil || back != s {
				t.Errorf("layoutJSON changed %q to %q: %v", s, back, err)
			}
		}
	})
}

// TestJSONLayout holds the layout of compact JSON.
func TestJSONLayout(t *testing.T) {
	for in, want := range map[string]string{
		`[1,2]`: "[1,2]", `[-1.5e+3]`: "[-1.5e+3]", `[]`: "[]", `{}`: "{}", `["1"]`: "[\n \"1\"\n]",
		`[[1,2],[]]`: "[\n [1,2],\n []\n]", `"[ 1, 2 ]"`: `"[ 1, 2 ]"`, `"\"[ 1 ]"`: `"\"[ 1 ]"`, `[null]`: "[\n null\n]", `[1,null]`: "[\n 1,\n null\n]",
		`{"a":{"b":[1]},"c":"d:e,{"}`: "{\n \"a\": {\n  \"b\": [1]\n },\n \"c\": \"d:e,{\"\n}",
		"\"a\u202eb\U000e0041é\"":     `"a\u202eb\udb40\udc41é"`,
	} {
		if got := string(layoutJSON([]byte(in))); got != want+"\n" {
			t.Errorf("layoutJSON(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestJSONLayoutIsIndent holds the layout against the library's where no list of numbers
// and no rune that acts is in it.
func TestJSONLayoutIsIndent(t *testing.T) {
	value := rapid.MapOf(rapid.StringMatching(`[ -~]{0,6}`), rapid.SliceOfN(rapid.StringMatching(`[ -~]{0,8}`), 0, 3))
	rapid.Check(t, func(t *rapid.T) {
		v := []any{value.Draw(t, "value"), nil, map[string]any{"n": 1, "e": map[string]any{}, "l": []any{}}, true}
		compact, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		want, err := json.MarshalIndent(v, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if got := string(layoutJSON(compact)); got != string(want)+"\n" {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}
