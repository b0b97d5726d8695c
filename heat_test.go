package inquest_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest"
	"inquest/internal/report"
)

// TestHeatOfLines holds that an input without units has a heat map too: the
// lines that tell of failure, by source, whose sums balance.
func TestHeatOfLines(t *testing.T) {
	var b strings.Builder
	errors := int64(0)
	for i := range 600 {
		level, what := "INFO", "was flushed"
		if i > 300 && i%5 == 0 {
			level, what = "ERROR", "could not be written"
			errors++
		}
		fmt.Fprintf(&b, "2026-02-03 04:%02d:%02d,000 %s [main] store: segment %d %s\n", i/60, i%60, level, i, what)
	}
	r := analyze(t, inquest.Options{Paths: []string{"-"}, Stdin: strings.NewReader(b.String())})
	var heat *report.HeatMap
	for _, s := range r.Sections {
		for _, block := range s.Blocks {
			if block.Figure != nil && block.Figure.HeatMap != nil {
				heat = block.Figure.HeatMap
			}
		}
	}
	if heat == nil {
		t.Fatal("no heat map")
	}
	var rows, columns int64
	for _, row := range heat.Rows {
		rows += row.Sum
		if len(row.Cells) != len(heat.Columns) {
			t.Errorf("%d cells in %d columns", len(row.Cells), len(heat.Columns))
		}
	}
	for _, n := range heat.Sums {
		columns += n
	}
	if heat.Total != errors || rows != errors || columns != errors || len(heat.Columns) > 24 {
		t.Errorf("%d in all, %d by rows, %d by columns, want %d; %d columns", heat.Total, rows, columns, errors, len(heat.Columns))
	}
}
