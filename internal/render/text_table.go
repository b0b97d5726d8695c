package render

import (
	"fmt"
	"strings"

	"inquest/internal/report"
)

// cellWords is a table cell's own text, without its claims.
func cellWords(c report.Cell, escape func(string) string, trusted func(string) string) string {
	var parts []string
	if c.Value != nil {
		if c.Value.Kind == "name" {
			parts = append(parts, c.Value.Text.Open(escape))
		} else {
			parts = append(parts, c.Value.Format())
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
	rows := tb.Rows
	if len(tb.Total) > 0 {
		rows = append(append([][]report.Cell{}, rows...), tb.Total)
	}
	widths := t.columnWidths(tb, rows)
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
		t.line("", span{dim, fmt.Sprintf("Rows not shown: %d.", tb.More)})
	}
}

// leastColumn is how narrow a column of text may become.
const leastColumn = 8

func (t *textPage) columnWidths(tb *report.Table, rows [][]report.Cell) []int {
	widths := make([]int, len(tb.Columns))
	total := 0
	for i, c := range tb.Columns {
		widths[i] = columns(c.Title)
		for _, row := range rows {
			if i < len(row) {
				widths[i] = max(widths[i], t.cellWidth(row[i]))
			}
		}
		total += widths[i] + 2
	}
	for total-2 > t.width {
		widest := -1
		for i := range widths {
			if !tb.Columns[i].Numeric && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 || widths[widest] <= leastColumn {
			break
		}
		widths[widest]--
		total--
	}
	return widths
}

func (t *textPage) cellWidth(c report.Cell) int {
	n := columns(cellWords(c, escapeText, nil))
	for _, id := range c.Claims {
		w := 0
		for _, s := range t.sentence(id) {
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
		if text := cellWords(c, escapeText, nil); text != "" {
			cells[i] = wrap([]span{{s, text}}, widths[i])
		}
		for _, id := range c.Claims {
			if onlyNumber(tb, c) {
				cells[i] = append(cells[i], []span{{dim, "[" + string(id) + "]"}})
				continue
			}
			cells[i] = append(cells[i], wrap(t.sentence(id), widths[i])...)
		}
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
