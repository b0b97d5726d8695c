package document

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// hide puts [x] in the place of a word.
func hide(word string) func(string) []Change {
	return func(s string) []Change {
		var out []Change
		for at := 0; ; {
			i := strings.Index(s[at:], word)
			if i < 0 {
				return out
			}
			out = append(out, Change{at + i, at + i + len(word), "[x]"})
			at += i + len(word)
		}
	}
}

// allText is every text of a document.
func allText(d *Doc) string {
	var b strings.Builder
	for i := range d.Blocks {
		k := &d.Blocks[i]
		b.WriteString(k.Info + "\n" + k.Text.S + "\n")
		for _, m := range k.Text.Marks {
			b.WriteString(m.URL + "\n")
		}
		for _, l := range k.Lines {
			b.WriteString(l.S + "\n")
		}
		for _, row := range k.Rows {
			for _, c := range row {
				b.WriteString(c.S + "\n")
			}
		}
	}
	return b.String() + strings.Join(d.Notes, "\n")
}

func TestMapReachesEveryText(t *testing.T) {
	src := "# Of s3cret\n\nThe word **s3cret** and [a s3cret link](https://x.example/s3cret).\n\n- an item s3cret\n\n```s3cret\nline s3cret one\n```\n\n| a s3cret | b |\n| --- | --- |\n| c | s3cret |\n"
	d, err := Read("r.md", []byte(src), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(allText(d), "s3cret"); n < 8 {
		t.Fatalf("only %d of the words are read: %s", n, allText(d))
	}
	m := d.Map(hide("s3cret"))
	if text := allText(m); strings.Contains(text, "s3cret") || strings.Count(text, "[x]") != strings.Count(allText(d), "s3cret") {
		t.Errorf("after the change: %s", text)
	}
	if strings.Contains(string(m.Source), "s3cret") || len(m.Source) != len(d.Source) {
		t.Error("the file's own bytes are kept")
	}
	if strings.Contains(allText(d), "[x]") {
		t.Error("the document itself was changed")
	}
}

// TestMapKeepsPlaces: what was not changed stands where it stood, and marks still hold the
// words that they held.
func TestMapKeepsPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"one", "s3cret", "**two**", "`s3cret`", "[three](http://x.example)", "é漢", "**a s3cret b**"}), 1, 12).Draw(t, "words")
		src := strings.Join(words, " ") + "\n"
		d, err := Read("r.md", []byte(src), Limits{})
		if err != nil || len(d.Blocks) != 1 {
			return
		}
		old := &d.Blocks[0].Text
		out := d.Map(hide("s3cret")).Blocks[0].Text
		if out.S != strings.ReplaceAll(old.S, "s3cret", "[x]") {
			t.Fatalf("%q became %q", old.S, out.S)
		}
		if len(out.Marks) != len(old.Marks) {
			t.Fatalf("%d marks of %d are left", len(out.Marks), len(old.Marks))
		}
		for i, m := range out.Marks {
			was := old.S[old.Marks[i].From:old.Marks[i].To]
			if got := out.S[m.From:m.To]; got != strings.ReplaceAll(was, "s3cret", "[x]") {
				t.Fatalf("a mark on %q is on %q now", was, got)
			}
		}
		last := 0
		for i := range len(out.S) + 1 {
			at := out.Offset(i)
			if at < last || at > len(src) {
				t.Fatalf("byte %d of %q stands at %d, after %d", i, out.S, at, last)
			}
			last = at
			if i < len(out.S) && strings.HasPrefix(out.S[i:], "one") && !strings.HasPrefix(src[at:], "one") {
				t.Fatalf("%q stands at %q", out.S[i:], src[at:])
			}
		}
	})
}
