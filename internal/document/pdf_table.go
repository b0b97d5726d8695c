package document

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// pdfTable is a table of a page: the lines first to last, row by row.
type pdfTable struct {
	first, last int
	rows        [][][]pdfBox // the boxes of each cell, from above
}

// maxTableLines bounds the lines of one table of a page.
const maxTableLines = 300

// tables finds the tables of a page, told by each of their lines. A table is a run of
// lines whose parts stand in columns: the same places are free of text in all of them, and
// most of them have a wide gap, or an upright rule, there.
func (l *pdfLayout) tables(lines []pdfLine) []*pdfTable {
	of := make([]*pdfTable, len(lines))
	var upright, lying []pdfRule
	for _, r := range l.rules {
		if r.x0 == r.x1 {
			upright = append(upright, r)
		} else {
			lying = append(lying, r)
		}
	}
	slices.SortFunc(upright, func(a, b pdfRule) int { return cmp.Compare(a.x0, b.x0) })
	slices.SortFunc(lying, func(a, b pdfRule) int { return cmp.Compare(a.y0, b.y0) })
	g := tableGrower{lines: lines, lying: lying, upright: upright, boxes: make([][]pdfBox, len(lines))}
	for i := range lines {
		g.boxes[i] = l.boxes(&lines[i], upright)
	}
	for i := 0; i < len(lines); {
		t := g.grow(i)
		if t == nil {
			i++
			continue
		}
		if t.prose() {
			i = t.last + 1
			continue
		}
		for k := t.first; k <= t.last; k++ {
			of[k] = t
		}
		i = t.last + 1
	}
	return of
}

// tableGrower looks for tables among the lines of a page.
type tableGrower struct {
	lines          []pdfLine
	boxes          [][]pdfBox
	lying, upright []pdfRule
}

// grow takes lines from i on as long as they stand in the same columns.
func (g *tableGrower) grow(i int) *pdfTable {
	if !g.sided(i) {
		return nil
	}
	var gaps []pdfGap
	last, rows, low := i, 0, g.lines[i].y
	for k := i; k < len(g.lines) && k-i < maxTableLines && (k == i || g.continues(i, k, low)); k++ {
		n := sides(g.boxes[k])
		now := g.gutters(i, k)
		if k > i+3 && len(now) == 0 || len(now) < len(gaps) && (rows >= 2 || n < 2) || k > i && n > 1 && !g.within(k) && listMark(textOf(g.boxes[k][:1])) {
			break
		}
		gaps, last, low = now, k, min(low, g.lines[k].y)
		if n > 1 {
			rows++
		}
	}
	for last > i && sides(g.boxes[last]) < 2 && !g.within(last) && !g.wrapped(last) {
		last--
	}
	if gaps = g.gutters(i, last); len(gaps) == 0 {
		return nil
	}
	t := &pdfTable{first: g.header(i, gaps), last: last}
	t.fill(g, gaps)
	if !t.plausible() {
		return nil
	}
	return t
}

// sided tells a line that has parts side by side, alone or with one of the next that are
// drawn: in a row whose cells stand in the middle, short ones begin between the lines of long
// ones.
func (g *tableGrower) sided(i int) bool {
	if sides(g.boxes[i]) > 1 {
		return true
	}
	if len(g.boxes[i]) == 0 {
		return false
	}
	x, from, end := &g.lines[i], g.lines[i].x, g.lines[i].end
	for k := i + 1; k < len(g.lines) && k <= i+40 && len(g.boxes[k]) > 0; k++ {
		l := &g.lines[k]
		if math.Abs(x.y-l.y) < 1.6*x.size && alike(x, l) && (l.x > end+0.3*x.size || l.end < from-0.3*x.size) {
			return true
		}
	}
	return false
}

// alike tells lines of about the same size.
func alike(x, y *pdfLine) bool { return x.size < 1.25*y.size && y.size < 1.25*x.size }

// continues tells whether line k may belong to the table that reaches from line i down to low.
func (g *tableGrower) continues(i, k int, low float64) bool {
	l := &g.lines[k]
	if len(g.boxes[k]) == 0 {
		return true
	}
	if !alike(l, &g.lines[i]) || l.y > g.lines[i].y+3.4*l.size {
		return false
	}
	drop := low - l.y
	if drop < 0.3*l.size { // beside what the table holds already
		return true
	}
	return drop <= 3.4*l.size && (sides(g.boxes[k]) > 1 || g.wrapped(k)) || drop <= 9*l.size && g.sided(k) || g.within(k)
}

// header takes the line above a table into it where its parts stand over the columns, though
// too near to each other to be told apart without them.
func (g *tableGrower) header(i int, gaps []pdfGap) int {
	if i == 0 || len(g.boxes[i-1]) < 2 || !alike(&g.lines[i-1], &g.lines[i]) {
		return i
	}
	if drop := g.lines[i-1].y - g.lines[i].y; drop < 0.5*g.lines[i].size || drop > 3.4*g.lines[i].size {
		return i
	}
	seen := map[int]bool{}
	for _, b := range g.boxes[i-1] {
		from, to := columnOf(gaps, b.x), columnOf(gaps, b.end-1)
		if from != to {
			return i
		}
		seen[from] = true
	}
	if len(seen) < 2 || len(seen)*2 < len(gaps)+1 {
		return i
	}
	return i - 1
}

// columnOf is the column that a place lies in.
func columnOf(gaps []pdfGap, x float64) int {
	c := 0
	for c < len(gaps) && gaps[c].to < x+0.5 {
		c++
	}
	return c
}

// wrapped tells a line that stands as near to the one before it as lines of one cell do, or
// beside it.
func (g *tableGrower) wrapped(k int) bool {
	return math.Abs(g.lines[k-1].y-g.lines[k].y) <= 1.65*max(g.lines[k].size, g.lines[k-1].size)
}

// within tells a line in a box: two lying rules, one not far above and one not far below, and
// an upright one beside it.
func (g *tableGrower) within(k int) bool {
	l, lying := &g.lines[k], g.lying
	reach := 6 * l.size
	at, _ := slices.BinarySearchFunc(lying, l.y-reach, func(r pdfRule, y float64) int { return cmp.Compare(r.y0, y) })
	above, below := false, false
	if !slices.ContainsFunc(g.upright, func(r pdfRule) bool { return r.x0 <= l.x+2 && l.x-r.x0 < 4*l.size && r.y0 <= l.y && l.y <= r.y1 }) {
		return false
	}
	for ; at < len(lying) && lying[at].y0 <= l.y+reach; at++ {
		if r := &lying[at]; r.x0 <= l.x+2 && r.x1 >= l.x+2 {
			above = above || r.y0 > l.y+l.size/3
			below = below || r.y0 < l.y
		}
	}
	return above && below
}

// pdfGap is a stretch of a page that is free of text in all lines of a table.
type pdfGap struct{ from, to float64 }

// gutters are the free stretches between the columns of the lines first to last. One counts
// where half of the lines that have text on both of its sides have a wide gap there.
func (g *tableGrower) gutters(first, last int) []pdfGap {
	var all []pdfBox
	for k := first; k <= last; k++ {
		all = append(all, g.boxes[k]...)
	}
	slices.SortFunc(all, func(a, b pdfBox) int { return cmp.Compare(a.x, b.x) })
	var out []pdfGap
	end := math.Inf(-1)
	for i := range all {
		if x := &all[i]; x.x > end+1.5 && !math.IsInf(end, 0) {
			if gap := (pdfGap{end, x.x}); g.supported(first, last, gap) {
				out = append(out, gap)
			}
		}
		end = max(end, all[i].end)
	}
	return out
}

// supported tells a stretch at which columns part, and not chance words.
func (g *tableGrower) supported(first, last int, gap pdfGap) bool {
	both, wide := 0, 0
	left, right := 0, 0
	for k := first; k <= last; k++ {
		row := g.boxes[k]
		n, _ := slices.BinarySearchFunc(row, gap.to, func(b pdfBox, x float64) int { return cmp.Compare(b.x, x) })
		switch {
		case len(row) == 0:
		case n == 0:
			right++
		case n == len(row):
			left++
		default:
			both++
			if row[n].wide {
				wide++
			}
		}
	}
	return wide*2 >= both && wide > 0 || both == 0 && left > 0 && right > 0
}

// fill puts the parts of the lines into rows and columns.
func (t *pdfTable) fill(g *tableGrower, gaps []pdfGap) {
	var order []int
	for k := t.first; k <= t.last; k++ {
		if len(g.boxes[k]) > 0 {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.lines[b].y, g.lines[a].y) })
	pitch := g.pitch(order, gaps)
	for n, k := range order {
		if n == 0 || g.newRow(order[n-1], k, gaps, pitch) {
			t.rows = append(t.rows, make([][]pdfBox, len(gaps)+1))
		}
		row := t.rows[len(t.rows)-1]
		for _, x := range g.boxes[k] {
			c := columnOf(gaps, x.x)
			row[c] = append(row[c], x)
		}
	}
}

// pitch is the distance of two lines, as a share of their size, above which a row begins where
// cells hold several lines: a little more than the distance of the lines of a cell. 0 where no
// cell does, or rows stand no further apart.
func (g *tableGrower) pitch(order []int, gaps []pdfGap) float64 {
	above := make([]int, len(gaps)+1) // the last line with text in each column, from 1
	leading, most := 0.0, 0.0
	for n, k := range order {
		l := &g.lines[k]
		drop := func(from int) float64 { return (g.lines[order[from]].y - l.y) / l.size }
		if n > 0 {
			most = max(most, drop(n-1))
		}
		full := g.columns(k, gaps)
		for c := range full {
			if !full[c] {
				continue
			}
			if d := drop(max(above[c]-1, 0)); above[c] > 0 && d > 0.8 && d < 1.6 && (!full[0] || alone(full)) && (leading == 0 || d < leading) {
				leading = d
			}
			above[c] = n + 1
		}
	}
	if leading == 0 || most < 1.12*leading {
		return 0
	}
	return 1.08 * leading
}

// columns are those that a line has text in.
func (g *tableGrower) columns(k int, gaps []pdfGap) []bool {
	out := make([]bool, len(gaps)+1)
	for _, b := range g.boxes[k] {
		out[columnOf(gaps, b.x)] = true
	}
	return out
}

func alone(full []bool) bool {
	n := 0
	for _, f := range full {
		if f {
			n++
		}
	}
	return n == 1
}

// newRow tells whether a row begins between two lines: a rule lies between them, or, where
// there is none, a gap that is wider than one between the lines of a cell, or text in the
// first column.
func (g *tableGrower) newRow(above, k int, gaps []pdfGap, pitch float64) bool {
	upper, lower := &g.lines[above], &g.lines[k]
	drop := upper.y - lower.y
	if drop <= 0.3*lower.size {
		return false
	}
	at, _ := slices.BinarySearchFunc(g.lying, lower.y+lower.size/2, func(r pdfRule, y float64) int { return cmp.Compare(r.y0, y) })
	for ; at < len(g.lying) && g.lying[at].y0 <= upper.y+0.5; at++ {
		if r := &g.lying[at]; r.x0 <= max(upper.x, lower.x)+2 && r.x1 >= min(upper.end, lower.end)-2 {
			return true
		}
	}
	if pitch > 0 {
		return drop > pitch*lower.size
	}
	return lower.x < gaps[0].to
}

// plausible tells a table from prose in columns and from a list behind its marks.
func (t *pdfTable) plausible() bool {
	full, marks, long, cells := 0, 0, 0, 0
	for _, row := range t.rows {
		filled := 0
		for _, c := range row {
			if len(c) == 0 {
				continue
			}
			filled++
			cells++
			words := len(strings.Fields(textOf(c)))
			if words > 30 {
				long++
			}
		}
		if filled > 1 {
			full++
		}
		if len(row[0]) > 0 && listMark(textOf(row[0])) {
			marks++
		}
	}
	return full >= 2 && full*2 >= len(t.rows) && marks*2 < len(t.rows) && long*3 < cells
}

// prose tells a table of many rows of which most cells hold a good part of a sentence: text that
// is set in columns.
func (t *pdfTable) prose() bool {
	wordy, cells := 0, 0
	for _, row := range t.rows {
		for _, c := range row {
			if len(c) > 0 {
				cells++
			}
			if len(strings.Fields(textOf(c))) > 6 {
				wordy++
			}
		}
	}
	return len(t.rows) >= 6 && wordy*3 >= cells*2
}

func textOf(boxes []pdfBox) string {
	var b strings.Builder
	for i := range boxes {
		if i > 0 {
			b.WriteString(" ")
		}
		boxes[i].write(&b)
	}
	return b.String()
}

// listMark tells the mark or the number in front of an item of a list.
func listMark(s string) bool {
	switch s {
	case "•", "◦", "▪", "–", "-", "—", "*", "·", "‣", "●", "○", "■", "□", "➢", "\uf0b7":
		return true
	}
	n := strings.TrimRight(s, ".):")
	return len(n) < len(s) && len(n) > 0 && len(n) <= 3 && strings.Trim(n, "0123456789abcdefghiv(") == ""
}

// write writes the table as Markdown: the first row is the header.
func (t *pdfTable) write(b *strings.Builder) {
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	for i, row := range t.rows {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("|")
		for _, c := range row {
			b.WriteString(" " + textOf(c) + " |")
		}
		if i == 0 {
			b.WriteString("\n|" + strings.Repeat("---|", len(row)))
		}
	}
}
