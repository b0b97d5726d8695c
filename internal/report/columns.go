package report

import "slices"

// without leaves out those of the named columns that count nothing in any row: what
// never happened needs no column.
func (t *Table) without(titles ...string) *Table {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		if slices.Contains(titles, t.Columns[i].Title) && t.countsNothing(i) {
			t.Columns = slices.Delete(t.Columns, i, i+1)
			for r := range t.Rows {
				t.Rows[r] = slices.Delete(t.Rows[r], i, i+1)
			}
			if len(t.Total) > 0 {
				t.Total = slices.Delete(t.Total, i, i+1)
			}
		}
	}
	return t
}

func (t *Table) countsNothing(column int) bool {
	rows := t.Rows
	if len(t.Total) > 0 {
		rows = append(slices.Clip(rows), t.Total)
	}
	for _, row := range rows {
		c := row[column]
		if c.Value != nil && c.Value.Int != 0 || !c.Text.Empty() || len(c.Claims) > 0 {
			return false
		}
	}
	return true
}
