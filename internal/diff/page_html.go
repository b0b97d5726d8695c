package diff

import (
	"fmt"
	"io"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/render"
)

// WriteHTML writes the comparison as one self-contained page without a script, in the
// look of the report, with at most top rows of each list (0: all).
func WriteHTML(w io.Writer, d *Diff, top int) error {
	f := &render.Frame{
		Title: "Inquest diff: " + d.tally(), Brand: "Inquest diff", About: d.tally(),
		Foot: fmt.Sprintf("Written by %s %s; schema %s. One file, nothing is loaded from anywhere.", d.Tool.Name, d.Tool.Version, d.Schema),
	}
	f.Parts = append(f.Parts, render.FramePart{ID: "runs", Title: "The two runs", Write: d.htmlRuns})
	for _, c := range Changes() {
		if rows, left := d.listed(c, top); len(rows) > 0 {
			f.Parts = append(f.Parts, render.FramePart{ID: string(c), Title: fmt.Sprintf("%s (%d)", titles[c], len(rows)+left), Write: func(s *render.Sheet) { d.htmlRows(s, rows, left) }})
		}
	}
	return f.Render(w)
}

func (d *Diff) htmlRuns(s *render.Sheet) {
	s.Put("<p>")
	sentence(s, d.Claims[d.Volume])
	s.Put("</p>\n<p>%s</p>\n", d.compared())
	for _, n := range d.Notes {
		s.Put("<p class=\"s\">%s</p>\n", n)
	}
	if d.empty() {
		s.Put("<p><b>%s</b></p>\n", nothing)
	}
	s.Put("<table><thead><tr><th>Run</th><th>Input</th><th>Lines</th><th>Records</th><th>From</th><th>To</th></tr></thead><tbody>\n")
	for _, side := range []struct {
		name string
		s    *Side
	}{{"bad", &d.Bad}, {"good", &d.Good}} {
		for _, x := range side.s.Inputs {
			s.Put("<tr><td>%s</td><td class=\"m\">%s</td><td>%d</td><td>%d</td><td>%s</td><td>%s</td></tr>\n", side.name, strings.TrimPrefix(x.File.Open(plain), d.prefix), x.Lines, x.Records, x.From, x.To)
		}
	}
	s.Put("</tbody></table>\n")
}

// plain gives a text to Sheet.Put, which escapes it.
func plain(s string) string { return s }

// sentence writes a claim, names in it set apart.
func sentence(s *render.Sheet, c evidence.Claim) {
	for _, x := range c.Segments() {
		if x.Quoted {
			s.Put("<span class=\"m\">%s</span>", x.Quote.Open(plain))
		} else {
			s.Put("%s", x.Text)
		}
	}
}

func (d *Diff) htmlRows(s *render.Sheet, rows []*Row, left int) {
	s.Put("<table><thead><tr><th>What differs</th><th>Good</th><th>Bad</th><th>Kind</th><th>Lines</th></tr></thead><tbody>\n")
	for _, r := range rows {
		claim := d.Claim(r)
		s.Put("<tr id=\"%s\"><td>", r.ID)
		sentence(s, claim)
		s.Put("</td><td>%s</td><td>%s</td><td>%s</td><td class=\"m\">", figure(claim, "good"), figure(claim, "bad"), r.tag())
		s.Put("%s</td></tr>\n", d.places(r, claim, plain))
	}
	s.Put("</tbody></table>\n")
	if left > 0 {
		s.Put("<p class=\"s\">%s</p>\n", foot(left))
	}
}

// figure is a value of a claim as people read it.
func figure(c evidence.Claim, slot string) string {
	for _, v := range c.Values() {
		if v.Slot == slot {
			return v.Format()
		}
	}
	return ""
}
