package main

import (
	"strings"
	"testing"
)

// TestHandWrittenReports holds that reports which are right come out clean, and that
// facts which were changed are found; all facts are changed by make audit-figures.
func TestHandWrittenReports(t *testing.T) {
	var f figures
	if err := f.handReports("../..", "reports", "", 9); err != nil {
		t.Fatal(err)
	}
	if f.refuted > 0 || f.unsupported*100 > f.statements {
		t.Errorf("right reports do not come out clean: %s", strings.Join(f.alarms, "\n"))
	}
	all, flagged := f.halves[0].changes+f.halves[1].changes, f.halves[0].flagged+f.halves[1].flagged
	if flagged*100 < 90*all || all < 15 {
		t.Errorf("%d of %d changed facts were found; missed: %s", flagged, all, strings.Join(f.missed, "\n"))
	}
}
