package render

import (
	"slices"
	"strings"

	"inquest/internal/report"
)

// cellWords is a table cell's own text, without its claims.
// day is that of [undated].
func cellWords(c report.Cell, day string, escape func(string) string, trusted func(string) string) string {
	var parts []string
	if c.Value != nil {
		if c.Value.Kind == "name" {
			parts = append(parts, c.Value.Text.Open(escape))
		} else {
			parts = append(parts, undated(c.Value.Format(), day))
		}
	}
	if !c.Text.Empty() {
		parts = append(parts, c.Text.Open(escape, trusted))
	}
	return strings.Join(parts, " ")
}

// table writes columns as wide as their cells need. What does not fit is broken
// into lines within the last column that holds text; a table with claims gives
// them a line each.
func (t *textPage) table(tb *report.Table) {
	if pairs(tb) {
		t.flow(tb)
		return
	}
	if !t.full {
		tb = firstRows(tb)
	}
	tb = t.narrowed(tb)
	rows := tb.Rows
	if len(tb.Total) > 0 {
		rows = append(append([][]report.Cell{}, rows...), tb.Total)
	}
	widths, legible := t.columnWidths(tb, rows)
	if !legible {
		t.cards(tb, rows)
		return
	}
	head := make([]span, 0, len(tb.Columns))
	for i, c := range tb.Columns {
		head = append(head, span{dim, align(c.Title, widths[i], c.Numeric) + "  "})
	}
	t.line("", head...)
	for r, row := range rows {
		base := plain
		if len(tb.Total) > 0 && r == len(rows)-1 {
			base = strong
		}
		t.row(tb, row, widths, base)
	}
	if tb.More > 0 {
		t.line("", span{dim, moreWords(tb)})
	}
}

// tableRows is how many rows of a table the terminal shows.
const tableRows = 8

// firstRows is a table's first rows; the others are counted.
func firstRows(tb *report.Table) *report.Table {
	if len(tb.Rows) <= tableRows {
		return tb
	}
	out := *tb
	out.Rows = tb.Rows[:tableRows]
	out.More += int64(len(tb.Rows) - tableRows)
	return &out
}

// pairs tells whether a table is names with one value each.
func pairs(tb *report.Table) bool {
	if len(tb.Columns) != 2 || len(tb.Total) > 0 || tb.More > 0 {
		return false
	}
	for _, row := range tb.Rows {
		if len(row[0].Claims)+len(row[1].Claims) > 0 {
			return false
		}
	}
	return true
}

// flow sets pairs behind each other.
func (t *textPage) flow(tb *report.Table) {
	var spans []span
	for i, row := range tb.Rows {
		if i > 0 {
			spans = append(spans, span{dim, " · "})
		}
		s := strong
		if row[1].Role == "failure" {
			s = failing
		}
		spans = append(spans, span{plain, cellWords(row[0], t.day, escapeText, nil) + ": "}, span{s, cellWords(row[1], t.day, escapeText, nil)})
	}
	t.para("", "", spans)
}

// narrowed leaves columns of zeros out of a table that does not fit.
func (t *textPage) narrowed(tb *report.Table) *report.Table {
	total := -2
	for i, c := range tb.Columns {
		w := columns(c.Title)
		for _, row := range tb.Rows {
			w = max(w, t.cellWidth(tb, row[i]))
		}
		total += w + 2
	}
	if total <= t.width {
		return tb
	}
	out := &report.Table{More: tb.More, Of: tb.Of, Rows: make([][]report.Cell, len(tb.Rows))}
	for i, c := range tb.Columns {
		if c.Numeric && zeros(tb.Rows, i) {
			continue
		}
		out.Columns = append(out.Columns, c)
		for r, row := range tb.Rows {
			out.Rows[r] = append(out.Rows[r], row[i])
		}
		if len(tb.Total) > 0 {
			out.Total = append(out.Total, tb.Total[i])
		}
	}
	return out
}

// zeros tells whether a column counts nothing.
func zeros(rows [][]report.Cell, column int) bool {
	for _, row := range rows {
		c := row[column]
		if c.Value != nil && c.Value.Int != 0 || !c.Text.Empty() || len(c.Claims) > 0 {
			return false
		}
	}
	return true
}

// leastColumn is how narrow a column of text may become.
const leastColumn = 8

// columnWidths are the widths of columns that fit the page; legible is false where they do
// not fit, or where a name would be broken into more than two lines in a column of few
// letters.
func (t *textPage) columnWidths(tb *report.Table, rows [][]report.Cell) (widths []int, legible bool) {
	widths = make([]int, len(tb.Columns))
	total := 0
	for i, c := range tb.Columns {
		widths[i] = columns(c.Title)
		for _, row := range rows {
			if i < len(row) {
				widths[i] = max(widths[i], t.cellWidth(tb, row[i]))
			}
		}
		total += widths[i] + 2
	}
	wanted := slices.Clone(widths)
	for total-2 > t.width {
		widest := -1
		for i := range widths {
			if !tb.Columns[i].Numeric && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 || widths[widest] <= leastColumn {
			return widths, false
		}
		widths[widest]--
		total--
	}
	for i := range widths {
		if widths[i] < fewLetters && wanted[i] > 2*widths[i] {
			return widths, false
		}
	}
	return widths, true
}

// fewLetters is from how narrow a column on names in it are hard to read.
const fewLetters = 14

// cards sets each row of a table that is too wide as a paragraph: its first cell, then the
// others with the names of their columns.
func (t *textPage) cards(tb *report.Table, rows [][]report.Cell) {
	for r, row := range rows {
		first, other := strong, plain
		if len(tb.Total) > 0 && r == len(rows)-1 {
			other = strong
		}
		spans := []span{{first, cellWords(row[0], t.day, escapeText, nil)}}
		for i := 1; i < len(row); i++ {
			text, s := cellWords(row[i], t.day, escapeText, nil), other
			if row[i].Role == "failure" {
				s = failing
			}
			if text == "" && len(row[i].Claims) > 0 {
				text, s = t.cite(row[i].Claims), dim
			}
			if text != "" {
				spans = append(spans, span{dim, " · " + strings.ToLower(tb.Columns[i].Title) + " "}, span{s, text})
			}
		}
		t.para("", "    ", spans)
	}
	if tb.More > 0 {
		t.line("", span{dim, moreWords(tb)})
	}
}

func (t *textPage) cellWidth(tb *report.Table, c report.Cell) int {
	n := columns(cellWords(c, t.day, escapeText, nil))
	if onlyNumber(tb, c) {
		return max(n, columns(numbers(c.Claims)))
	}
	for _, id := range c.Claims {
		w := 0
		for _, s := range t.spans(id) {
			w += columns(s.text)
		}
		n = max(n, w)
	}
	return n
}

// row writes one row, each cell wrapped within its column.
func (t *textPage) row(tb *report.Table, row []report.Cell, widths []int, base style) {
	cells := make([][][]span, len(row))
	height := 1
	for i, c := range row {
		s := base
		if c.Role == "failure" {
			s = failing
		}
		if text := cellWords(c, t.day, escapeText, nil); text != "" {
			cells[i] = wrap([]span{{s, text}}, widths[i])
		}
		cells[i] = append(cells[i], t.cellClaims(tb, c, widths[i])...)
		height = max(height, len(cells[i]))
	}
	for h := range height {
		var line []span
		for i := range row {
			var part []span
			if h < len(cells[i]) {
				part = cells[i][h]
			}
			used := 0
			for _, s := range part {
				used += columns(s.text)
			}
			pad := span{plain, strings.Repeat(" ", max(0, widths[i]-used))}
			if tb.Columns[i].Numeric {
				line = append(append(line, pad), part...)
			} else {
				line = append(append(line, part...), pad)
			}
			line = append(line, span{plain, "  "})
		}
		t.line("", line...)
	}
}

// claimsInCell is how many claims a cell says in full.
const claimsInCell = 2

// cellClaims are a cell's claims: by number in a column of proofs, else in
// sentences, the most telling first.
func (t *textPage) cellClaims(tb *report.Table, c report.Cell, width int) [][]span {
	if len(c.Claims) == 0 {
		return nil
	}
	if onlyNumber(tb, c) {
		return [][]span{{{dim, t.cite(c.Claims)}}}
	}
	var out [][]span
	full, more, before := t.choose(c.Claims, claimsInCell)
	for _, id := range full {
		out = append(out, wrap(t.sentence(id), width)...)
	}
	if s := t.leftOut(len(full), more, before); s != "" {
		out = append(out, wrap([]span{{dim, s}}, width)...)
	}
	return out
}

// onlyNumber tells whether the cell is in a column of proofs, where the claim's
// number is enough.
func onlyNumber(tb *report.Table, c report.Cell) bool {
	return len(tb.Columns) > 2 && c.Value == nil && c.Text.Empty()
}

func align(s string, width int, right bool) string {
	if right {
		return padLeft(s, width)
	}
	return fit(s, width)
}
