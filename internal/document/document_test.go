package document

import (
	"strings"
	"testing"
)

func read(t *testing.T, name, s string) *Doc {
	t.Helper()
	d, err := Read(name, []byte(s), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// outlineOf writes blocks in a form that tests compare.
func outlineOf(d *Doc) string {
	var b strings.Builder
	for _, x := range d.Blocks {
		switch x.Kind {
		case Heading:
			b.WriteString(strings.Repeat("#", x.Level) + " " + x.Text.S)
		case Item:
			b.WriteString(strings.Repeat(" ", x.Level) + "- " + x.Text.S)
		case Paragraph:
			b.WriteString("p " + x.Text.S)
		case Rule:
			b.WriteString("---")
		case Code:
			b.WriteString("code")
			for _, l := range x.Lines {
				b.WriteString("|" + l.S)
			}
		case Table:
			b.WriteString("table")
			for _, row := range x.Rows {
				b.WriteString(" [")
				for i, c := range row {
					if i > 0 {
						b.WriteString(",")
					}
					b.WriteString(c.S)
				}
				b.WriteString("]")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestMarkdownBlocks(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"headings", "# A *b* `c`\n\nText\n===\n\n## D ##\n", "# A b c\n# Text\n## D\n"},
		{"paragraph joins lines", "one\ntwo  \nthree\n", "p one two\nthree\n"},
		{"labels begin lines", "Date: 2026-01-01\nAuthor: somebody\n", "p Date: 2026-01-01\nAuthor: somebody\n"},
		{"items", "- a\n- b\n  continued\n  - c\n1. d\n", "- a\n- b continued\n - c\n- d\n"},
		{"emphasis", "**Peak:** 5 * 3 is _15_, not snake_case_name\n", "p Peak: 5 * 3 is 15, not snake_case_name\n"},
		{"fence", "```text\nline 1\n  line 2\n```\nafter\n", "code|line 1|  line 2\np after\n"},
		{"fence in an item", "- see\n  ```\n  x y\n  ```\n", "- see\ncode|x y\n"},
		{"open fence", "```\nx\n", "code|x\n"},
		{"indented code", "a\n\n    b c\n    d\n", "p a\ncode|b c|d\n"},
		{"table", "| a | b |\n|---|--:|\n| `x\\|y` | 2 |\n", "table [a,b] [x|y,2]\n"},
		{"drawn table", "```\n+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n+---+---+\n```\n", "table [a,b] [1,2]\n"},
		{"aligned table", "```\nbucket    failed\n0-100          3\n101-200        4\n```\n", "table [bucket,failed] [0-100,3] [101-200,4]\n"},
		{"quote", "> said\n> twice\n", "p said twice\n"},
		{"rule", "a\n\n---\n\nb\n", "p a\n---\np b\n"},
		{"tags and entities", "a<br>b &amp; <b>c</b> <ip> &lt;x&gt;\n", "p a\nb & c <ip> <x>\n"},
		{"links", "see [the log](http://h/x) and ![alt](y.png)\n", "p see the log and alt\n"},
		{"escapes", "1\\. a \\*b\\*\n", "p 1. a *b*\n"},
		{"log lines stay apart", "2026-01-01 10:00:00 a\n2026-01-01 10:00:01 b\n", "p 2026-01-01 10:00:00 a\n2026-01-01 10:00:01 b\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := outlineOf(read(t, "r.md", tt.in)); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestPlainTextHasNoIndentedCode(t *testing.T) {
	got := outlineOf(read(t, "r.txt", "Report\n\n    It failed at 10:00.\n"))
	if got != "p Report\np It failed at 10:00.\n" {
		t.Error(got)
	}
}

func TestHTMLBlocks(t *testing.T) {
	got := outlineOf(read(t, "r.html", `<!doctype html><head><title>x</title><style>p{}</style></head><body>
<h1>A <em>b</em></h1><p>one
 two &amp; <code>three</code><script>alert(1)</script></p><ul><li>i<ul><li>j</li></ul></li></ul>
<pre>l 1
l  2</pre><table><tr><th>a<th>b</tr><tr><td>1</td><td>2</td></tr></table><img alt="pic" src="p.png"></body>`))
	want := "# A b\np one two & three\n- i\n - j\ncode|l 1|l  2\ntable [a,b] [1,2]\np pic\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestMarksTellCodeLinksAndImages(t *testing.T) {
	d := read(t, "r.md", "**Bold:** `a b` [t](<http://x/y>) ![](z.png) <https://u/v>\n")
	var got []string
	text := d.Blocks[0].Text
	for _, m := range text.Marks {
		got = append(got, string(rune('0'+m.Kind))+text.S[m.From:m.To]+"="+m.URL)
	}
	want := "1Bold:= 2a b= 3t=http://x/y 4=z.png 3https://u/v=https://u/v"
	if strings.Join(got, " ") != want {
		t.Errorf("marks %v, want %s", got, want)
	}
}

// TestOffsetsLeadBack holds that text which stands in the source byte for byte is
// found there.
func TestOffsetsLeadBack(t *testing.T) {
	for name, in := range map[string]string{
		"r.md":   "# Head *ing*\n\n- item **bold** `co de` end\n  more &amp; more\n\n| a | b |\n|--|--|\n| c d | e |\n\n```\n code x\n```\n",
		"r.html": "<h1>Head</h1><p>one  two &lt;three&gt; four</p><pre>a\nb c</pre><table><tr><td>x y</td></tr></table>",
	} {
		d := read(t, name, in)
		for _, b := range d.Blocks {
			texts := append([]Text{b.Text}, b.Lines...)
			for _, row := range b.Rows {
				texts = append(texts, row...)
				texts = append(texts, Join(row, " | "))
			}
			for k := range texts {
				checkOffsets(t, name, d, &texts[k])
			}
		}
	}
}

func checkOffsets(t *testing.T, name string, d *Doc, x *Text) {
	t.Helper()
	last := -1
	for i := range len(x.S) {
		o := x.Offset(i)
		if o < last || o > len(d.Source) {
			t.Errorf("%s: offset of byte %d of %q is %d after %d", name, i, x.S, o, last)
		}
		last = o
		if c := x.S[i]; wordByte(c) && o < len(d.Source) && d.Source[o] != c && d.Source[o] != '&' {
			t.Errorf("%s: byte %d of %q is %q in the source", name, i, x.S, d.Source[o])
		}
	}
}

func TestOutline(t *testing.T) {
	d := read(t, "r.md", "# A\n\n## B\n\ntext\n\n# C\n\nmore\n")
	var got []string
	for _, b := range d.Blocks {
		if b.Kind == Paragraph {
			var path []string
			for _, h := range b.Heading {
				path = append(path, d.Blocks[h].Text.S)
			}
			got = append(got, strings.Join(path, ">"))
		}
	}
	if strings.Join(got, " ") != "A>B C" {
		t.Error(got)
	}
}

func TestPlaces(t *testing.T) {
	d := read(t, "r.md", "ab\ncd\n")
	if p := d.Place(4); p.Line != 2 || p.Column != 2 || p.Page != 0 {
		t.Errorf("%+v", p)
	}
	if d.LineStart(2) != 3 {
		t.Error(d.LineStart(2))
	}
}

func TestWhatIsNoText(t *testing.T) {
	for name, data := range map[string]string{"x.md": "a\x00b", "x.png": "\x89PNG\r\n\x1a\n\x00", "x.pdf": "%PDF-1.4\nnothing here"} {
		if _, err := Read(name, []byte(data), Limits{}); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestLimitsAreTold(t *testing.T) {
	d, err := Read("r.md", []byte(strings.Repeat("word\n\n", 100)), Limits{Bytes: 60, Blocks: 3})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Blocks) != 3 || len(d.Notes) != 2 {
		t.Errorf("%d blocks, notes %q", len(d.Blocks), d.Notes)
	}
}

// TestHostileDepth holds that depth and repetition cost no more than their bytes.
func TestHostileDepth(t *testing.T) {
	for name, s := range map[string]string{
		"quotes":    strings.Repeat(">", 20_000),
		"brackets":  strings.Repeat("[", 20_000),
		"ticks":     strings.Repeat("`` ` ``` ", 4_000),
		"stars":     strings.Repeat("*a **b ", 4_000),
		"tags":      strings.Repeat("<b", 10_000),
		"entities":  strings.Repeat("&#", 10_000),
		"pipes":     strings.Repeat("|", 10_000) + "\n|-|\n" + strings.Repeat("|", 10_000),
		"lists":     strings.Repeat(" ", 1000) + strings.Repeat("- ", 5_000),
		"fences":    strings.Repeat("```\n", 5_000),
		"no spaces": strings.Repeat("a", 1<<17),
	} {
		for _, file := range []string{"r.md", "r.html", "r.txt"} {
			t.Run(name+"/"+file, func(t *testing.T) {
				if _, err := Read(file, []byte(s), Limits{}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	deep := strings.Repeat("<div><ul><li>", 10_000)
	if d := read(t, "r.html", deep+"x"); len(d.Blocks) == 0 {
		t.Error("nothing was read of a deep page")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"# a\n- b `c` **d**\n\n| a |\n|--|\n| 1 |\n", "<p>a<pre>b", "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj", "```\n2026-01-01 x\n```", "+--+\n|a|b|\n|1|2|\n"} {
		f.Add("r.md", []byte(s))
		f.Add("r.html", []byte(s))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		d, err := Read(name, data, Limits{Bytes: 1 << 16, Inflated: 1 << 18})
		if err != nil {
			return
		}
		for _, b := range d.Blocks {
			texts := append([]Text{b.Text}, b.Lines...)
			for _, row := range b.Rows {
				texts = append(texts, Join(row, " | "))
			}
			for k := range texts {
				for i := 0; i <= len(texts[k].S); i++ {
					if o := texts[k].Offset(i); o < 0 || o > len(d.Source) {
						t.Fatalf("offset %d of a source of %d bytes", o, len(d.Source))
					}
				}
			}
		}
	})
}
