package report

import (
	"strings"
	"testing"
)

func titles(t *Table) string {
	var out []string
	for _, c := range t.Columns {
		out = append(out, c.Title)
	}
	return strings.Join(out, " ")
}

func TestColumnsThatCountNothingAreLeftOut(t *testing.T) {
	table := func() *Table {
		return &Table{Columns: []Column{{Title: "Unit"}, {Title: "Failed", Numeric: true}, {Title: "Lost", Numeric: true}, {Title: "Open", Numeric: true}},
			Rows:  [][]Cell{{{Text: Words("a")}, countCell(0), countCell(0), countCell(0)}, {{Text: Words("b")}, countCell(0), countCell(0), countCell(2)}},
			Total: []Cell{{Text: Words("all")}, countCell(0), countCell(0), countCell(2)}}
	}
	got := table().without("Lost", "Open")
	if titles(got) != "Unit Failed Open" || len(got.Rows[0]) != 3 || len(got.Rows[1]) != 3 || len(got.Total) != 3 {
		t.Errorf("left are %q, %d and %d cells", titles(got), len(got.Rows[1]), len(got.Total))
	}
	if got.Rows[1][2].Value.Int != 2 {
		t.Error("a row's cells were moved")
	}
	hidden := table()
	hidden.Total[2] = countCell(7) // in rows that are not shown
	if titles(hidden.without("Lost")) != "Unit Failed Lost Open" {
		t.Error("a column that counts only in the sum was left out")
	}
}

func TestKindOfFault(t *testing.T) {
	for in, want := range map[string]string{
		"connection to {component} refused":                                "connection refused",
		"database server {component} was stopped":                          "database server was stopped",
		"{component} was stopped":                                          "a component was stopped",
		"packages of {component} upgraded by the system's package manager": "packages upgraded by the system's package manager",
		"too many connections: {component} has no connection slots left":   "too many connections: a component has no connection slots left",
		"unhandled exception in {component}":                               "unhandled exception",
	} {
		if got := kindOfFault(in); got != want {
			t.Errorf("kindOfFault(%q) = %q, want %q", in, got, want)
		}
	}
}
