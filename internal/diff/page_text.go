package diff

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"inquest/internal/render"
)

// TextOptions of the terminal form.
type TextOptions struct {
	Width int // columns, 0: 100
	Color bool
	Top   int // rows of each list, 0: all
}

var colors = map[Change]string{New: "\x1b[31m", More: "\x1b[31m", Slower: "\x1b[31m", Less: "\x1b[33m", Gone: "\x1b[33m", Faster: "\x1b[32m"}

// WriteText writes the comparison for a terminal.
func WriteText(out io.Writer, d *Diff, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = 100
	}
	w := bufio.NewWriter(out)
	t := textPage{w, d, o}
	t.wrap("bad   ", d.Bad.about())
	t.wrap("good  ", d.Good.about())
	t.wrap("", d.Claims[d.Volume].Sentence(render.EscapeText))
	t.wrap("", d.compared())
	for _, n := range d.Notes {
		t.wrap("note: ", render.EscapeText(n))
	}
	if d.empty() {
		fmt.Fprintln(w, "\n"+nothing)
	}
	for _, c := range Changes() {
		t.list(c)
	}
	return w.Flush()
}

type textPage struct {
	w *bufio.Writer
	d *Diff
	o TextOptions
}

func (t textPage) paint(code, s string) string {
	if !t.o.Color {
		return s
	}
	return code + s + "\x1b[0m"
}

func (t textPage) list(c Change) {
	rows, left := t.d.listed(c, t.o.Top)
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(t.w, "\n%s (%d)\n", t.paint(colors[c]+"\x1b[1m", strings.ToUpper(titles[c])), len(rows)+left)
	for _, r := range rows {
		claim := t.d.Claim(r)
		t.wrap("  ", claim.Sentence(render.EscapeText))
		t.faint("      ", render.EscapeText(r.tag())+"; "+t.d.places(r, claim, render.EscapeText))
	}
	if left > 0 {
		fmt.Fprintf(t.w, "  %s\n", foot(left))
	}
}

// wrap writes text in lines of the width, later ones indented like the first.
func (t textPage) wrap(lead, s string) { t.lines(lead, s, "") }

// faint is wrap in a weaker colour.
func (t textPage) faint(lead, s string) { t.lines(lead, s, "\x1b[2m") }

func (t textPage) lines(lead, s, code string) {
	for i, l := range render.Wrapped(s, t.o.Width-len(lead)) {
		if i > 0 {
			lead = strings.Repeat(" ", len(lead))
		}
		if code != "" {
			l = t.paint(code, l)
		}
		fmt.Fprintln(t.w, lead+l)
	}
}
