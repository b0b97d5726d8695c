package main

import (
	"io"
	"strings"
	"testing"
)

// TestRecall holds the figure that docs/figures/redaction.txt gives.
func TestRecall(t *testing.T) {
	var b strings.Builder
	all, found := recall(&b)
	if len(kinds) < 40 || all < 500 {
		t.Errorf("%d values of %d kinds, at least 500 of 40 are planted", all, len(kinds))
	}
	if found*100 < all*99 {
		t.Errorf("%d of %d are masked, at least 99 %% must be:\n%s", found, all, b.String())
	}
}

func TestCleanFolder(t *testing.T) {
	if n, masked, err := falseMasks("../../examples"); err != nil || n < 1000 || masked*1000 > n {
		t.Errorf("%d of %d lines of the examples are masked, %v", masked, n, err)
	}
	if err := run(io.Discard, []string{"none"}); err != nil {
		t.Error(err)
	}
}
