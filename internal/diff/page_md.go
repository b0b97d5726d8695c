package diff

import (
	"bufio"
	"fmt"
	"io"

	"inquest/internal/render"
)

// WriteMarkdown writes the comparison as Markdown, with at most top rows of each list
// (0: all).
func WriteMarkdown(out io.Writer, d *Diff, top int) error {
	w := bufio.NewWriter(out)
	md := render.EscapeMarkdown
	fmt.Fprintf(w, "# Inquest diff\n\n| run | what it holds |\n|---|---|\n| bad | %s |\n| good | %s |\n\n", d.Bad.about(), d.Good.about())
	fmt.Fprintf(w, "%s\n\n%s\n", d.Claims[d.Volume].Sentence(md), d.compared())
	for _, n := range d.Notes {
		fmt.Fprintf(w, "\n> %s\n", md(n))
	}
	if d.empty() {
		fmt.Fprintf(w, "\n%s\n", nothing)
	}
	for _, c := range Changes() {
		rows, left := d.listed(c, top)
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n## %s (%d)\n\n", titles[c], len(rows)+left)
		for _, r := range rows {
			claim := d.Claim(r)
			fmt.Fprintf(w, "- %s  \n  %s; %s\n", claim.Sentence(md), r.tag(), d.places(r, claim, md))
		}
		if left > 0 {
			fmt.Fprintf(w, "\n%s\n", foot(left))
		}
	}
	fmt.Fprintf(w, "\nWritten by %s %s; schema %s.\n", d.Tool.Name, d.Tool.Version, d.Schema)
	return w.Flush()
}
