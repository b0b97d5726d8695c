package render

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

const (
	tableSize = 8.2
	cellGap   = 8.0
	cellPad   = 2.6
)

var (
	tableLook = look{sans, tableSize, inkText}
	totalLook = look{sansBold, tableSize, inkText}
	tableHead = look{sansBold, 7.4, inkMuted}
)

// pdfTable is a table with its columns' widths.
type pdfTable struct {
	t      *report.Table
	widths []float64
}

// table writes a table. Its head stands again on every page that it goes on to,
// and a row higher than a page is parted.
func (p *pdfPage) table(t *report.Table) {
	if len(t.Columns) == 0 {
		return
	}
	pt := &pdfTable{t: t, widths: p.columnWidths(t)}
	p.ensure(54)
	p.tableHead(pt)
	for _, cells := range t.Rows {
		p.tableRow(pt, cells, tableLook)
	}
	if len(t.Total) > 0 {
		p.tableRow(pt, t.Total, totalLook)
	}
	p.y += 3
	if t.More > 0 {
		p.para([]run{smallLook.run(moreWords(t))}, 0, 2)
	}
}

// cell is what stands in a cell, a list of paragraphs.
func (p *pdfPage) cell(t *report.Table, c report.Cell, l look) [][]run {
	if c.Role == "failure" {
		l = look{sansBold, l.size, inkFail}
	}
	var own []run
	if c.Value != nil {
		if c.Value.Kind == evidence.KindName {
			own = append(own, l.quoted(c.Value.Text.Open(clipped(visible, longQuote))))
		} else {
			own = append(own, l.run(strings.ReplaceAll(undated(c.Value.Format(), p.day), " ", "\u00a0"))) // stays on one line
		}
	}
	own = append(own, l.textRuns(c.Text)...)
	if onlyNumber(t, c) {
		return [][]run{p.marks(c.Claims, l)}
	}
	var out [][]run
	if len(own) > 0 {
		out = append(out, own)
	}
	for _, id := range c.Claims {
		out = append(out, p.sentence(id, l))
	}
	return out
}

func (p *pdfPage) runsWidth(runs []run) (all, word float64) {
	for _, w := range pdfWords(p.book, runs) {
		n := 0.0
		for _, r := range w.parts {
			n += p.book.width(r.face, r.size, r.text)
		}
		word = max(word, n)
		all += n
		if w.space {
			all += p.book.width(w.parts[0].face, w.parts[0].size, " ")
		}
	}
	return all, word
}

// widthRows is how many rows are measured for the columns' widths; further ones
// are broken within them.
const widthRows = 400

// columnWidths gives each column what it needs, and where that is too much
// shares the room out by need above the longest words.
func (p *pdfPage) columnWidths(t *report.Table) []float64 {
	n := len(t.Columns)
	need, least := make([]float64, n), make([]float64, n)
	measure := func(i int, runs []run) {
		all, word := p.runsWidth(runs)
		need[i] = max(need[i], all+1)
		if t.Columns[i].Numeric {
			word = all
		}
		least[i] = max(least[i], min(word+1, 110))
	}
	for i, c := range t.Columns {
		measure(i, []run{tableHead.run(c.Title)})
	}
	cells := func(row []report.Cell, l look) {
		for i := range min(n, len(row)) {
			for _, runs := range p.cell(t, row[i], l) {
				measure(i, runs)
			}
		}
	}
	for _, row := range head(t.Rows, widthRows) {
		cells(row, tableLook)
	}
	cells(t.Total, totalLook)
	room := p.width - cellGap*float64(n-1)
	return shareOut(need, least, room)
}

// shareOut parts a width among columns: to each the least it can do with, the
// rest by what it needs beyond that.
func shareOut(need, least []float64, room float64) []float64 {
	sumNeed, sumLeast := 0.0, 0.0
	for i := range need {
		need[i] = max(need[i], least[i])
		sumNeed += need[i]
		sumLeast += least[i]
	}
	out := make([]float64, len(need))
	for i := range need {
		switch {
		case sumNeed <= room:
			out[i] = need[i]
		case sumLeast >= room:
			out[i] = least[i] * room / sumLeast
		default:
			out[i] = least[i] + (need[i]-least[i])*(room-sumLeast)/(sumNeed-sumLeast)
		}
	}
	if len(out) > 0 && sumNeed < room && room-sumNeed < 60 {
		out[0] += room - sumNeed
	}
	return out
}

func (p *pdfPage) tableHead(t *pdfTable) {
	x, h := p.left, 0.0
	cells := make([][]row, len(t.widths))
	for i, c := range t.t.Columns {
		cells[i] = p.book.set([]run{tableHead.run(c.Title)}, t.widths[i])
		h = max(h, rowsHeight(cells[i]))
	}
	pdfCanvas{p, p.left, p.y}.line(0, h+1.5, p.tableWidth(t), h+1.5, 0.6, inkMuted, false)
	for i, rows := range cells {
		p.cellRows(t, i, x, p.y+h-rowsHeight(rows), rows)
		x += t.widths[i] + cellGap
	}
	p.y += h + 2
}

func (p *pdfPage) tableWidth(t *pdfTable) float64 {
	w := -cellGap
	for _, n := range t.widths {
		w += n + cellGap
	}
	return w
}

// cellRows writes a cell's lines, numbers to the right.
func (p *pdfPage) cellRows(t *pdfTable, i int, x, y float64, rows []row) {
	for _, r := range rows {
		at := x
		if t.t.Columns[i].Numeric {
			at += t.widths[i] - r.width
		}
		p.row(at, y, r)
		y += r.height()
	}
}

func (p *pdfPage) tableRow(t *pdfTable, cells []report.Cell, l look) {
	set := make([][]row, len(t.widths))
	h := 0.0
	for i := range min(len(cells), len(t.widths)) {
		for _, runs := range p.cell(t.t, cells[i], l) {
			set[i] = append(set[i], p.book.set(runs, t.widths[i])...)
		}
		h = max(h, rowsHeight(set[i]))
	}
	if h+2*cellPad > p.room() && h+2*cellPad+20 < pageBottom-marginTop {
		p.newPage()
		p.tableHead(t)
	}
	for {
		room := p.room() - 2*cellPad
		part, rest := partRows(set, room)
		p.y += cellPad
		x, used := p.left, 0.0
		for i, rows := range part {
			p.cellRows(t, i, x, p.y, rows)
			used = max(used, rowsHeight(rows))
			x += t.widths[i] + cellGap
		}
		p.y += used + cellPad
		if rest == nil {
			break
		}
		set = rest
		p.newPage()
		p.tableHead(t)
	}
	pdfCanvas{p, p.left, p.y}.line(0, 0, p.tableWidth(t), 0, 0.3, inkRule, false)
}

// partRows takes the lines of each cell that fit into the room, at least one of
// each; rest is nil when all do.
func partRows(set [][]row, room float64) (part, rest [][]row) {
	part, rest = make([][]row, len(set)), make([][]row, len(set))
	more := false
	for i, rows := range set {
		n, h := 0, 0.0
		for n < len(rows) && (n == 0 || h+rows[n].height() <= room) {
			h += rows[n].height()
			n++
		}
		part[i], rest[i] = rows[:n], rows[n:]
		more = more || n < len(rows)
	}
	if !more {
		return part, nil
	}
	return part, rest
}
