package finding

import (
	"strconv"
	"strings"

	"inquest/internal/profile"
)

// The formulas that detectors use stand here, so that the names of the formula
// language's functions stand in one place.

// lit is a number that the detector computed from the lines that the claim
// cites, where the language has no function for it.
func lit(n int64) string { return strconv.FormatInt(n, 10) }

// stateNames are the names that formulas know run states by.
var stateNames = map[profile.RunState]string{
	profile.RunSucceeded: "succeeded", profile.RunFailed: "failed", profile.RunCancelled: "cancelled",
	profile.RunLost: "lost", profile.RunOpen: "open",
}

// minus writes a difference.
func minus(a, b string) string { return a + " - " + b }

// list writes the items of an English list: "a, b and c".
func list(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	return strings.Join(items[:len(items)-1], ", ") + " and " + items[len(items)-1]
}
