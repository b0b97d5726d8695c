package diff

import (
	"fmt"
	"strconv"
	"strings"

	"inquest/internal/evidence"
)

// titles of the lists.
var titles = map[Change]string{New: "New", More: "More", Slower: "Slower", Less: "Less", Gone: "Gone", Faster: "Faster"}

// Words that all pages use.

func plural(n int64, one, many string) string {
	if n == 1 {
		return evidence.FormatCount(n) + " " + one
	}
	return evidence.FormatCount(n) + " " + many
}

// about is a side in a line.
func (s *Side) about() string {
	out := plural(int64(len(s.Inputs)), "input", "inputs") + ", " + plural(s.Lines, "line", "lines") + ", " + plural(s.Errors, "error", "errors")
	if s.From != "" {
		out += ", " + s.From + " to " + s.To
	}
	return out
}

// tally is what the lists hold in a line.
func (d *Diff) tally() string {
	var out []string
	for _, c := range d.Summary.Changes {
		out = append(out, fmt.Sprintf("%d %s", c.Rows, c.Change))
	}
	return strings.Join(out, ", ")
}

// tag is what a row is, in one or two words: its level or class, and its kind.
func (r *Row) tag() string {
	out := string(r.Kind)
	if r.Level != "" && r.Kind == KindMessage {
		out = r.Level + " " + out
	}
	if r.Class != "" {
		out += ", " + r.Class
	}
	if !r.Sure {
		out += ", may be chance"
	}
	return out
}

// citation is what a page shows of the lines of one side.
type citation struct {
	side   string
	places []string // untrusted
	whole  bool     // these are whole sources
	none   bool     // they hold none of it
	more   int
}

const shownPlaces = 3

// cited parts the references of a claim by side. A reference to a whole source says
// that it was looked through.
func (d *Diff) cited(row *Row, c evidence.Claim) []citation {
	none := func(figure *float64) bool { return figure == nil || *figure == 0 }
	out := []citation{{side: "bad", none: none(row.Bad)}, {side: "good", none: none(row.Good)}}
	for _, r := range c.Refs() {
		x := &out[0]
		file, ours := strings.CutPrefix(r.File, d.prefix)
		if ours && d.prefix != "" {
			x = &out[1]
		}
		place := file
		if r.Span() == 1 {
			place += ":" + strconv.FormatInt(r.Line, 10)
		} else {
			x.whole = true
		}
		if len(x.places) == shownPlaces {
			x.more++
			continue
		}
		x.places = append(x.places, place)
	}
	return out
}

// words say a citation, its places through an escaper.
func (x *citation) words(escape func(string) string) string {
	if len(x.places) == 0 {
		return ""
	}
	list := make([]string, len(x.places))
	for i, p := range x.places {
		list[i] = escape(p)
	}
	out := x.side + " " + strings.Join(list, ", ")
	if x.whole {
		out = x.side + " all of " + strings.Join(list, ", ")
		if x.none {
			out = x.side + ": none in all of " + strings.Join(list, ", ")
		}
	}
	if x.more > 0 {
		out += fmt.Sprintf(" and %d more", x.more)
	}
	return out
}

// places say where the lines of a row stand, of both sides.
func (d *Diff) places(row *Row, c evidence.Claim, escape func(string) string) string {
	var out []string
	for _, x := range d.cited(row, c) {
		if w := x.words(escape); w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, "; ")
}

// listed are the rows of a change that a page shows, and how many it leaves out.
func (d *Diff) listed(c Change, top int) (shown []*Row, left int) {
	rows := d.Of(c)
	all := 0
	for _, x := range d.Summary.Changes {
		if x.Change == c {
			all = x.Rows
		}
	}
	if top > 0 && len(rows) > top {
		rows = rows[:top]
	}
	return rows, all - len(rows)
}

// nothing is what a page says when the lists are empty.
const nothing = "Nothing differs that chance alone would not explain."

func (d *Diff) empty() bool { return len(d.Rows) == 0 }

func (d *Diff) compared() string {
	return fmt.Sprintf("%s compared: %s.", plural(int64(d.Summary.Compared), "thing was", "things were"), d.tally())
}

func foot(left int) string {
	return fmt.Sprintf("and %d more; --top 0 lists all, as does the JSON form", left)
}
