package cli

import (
	"os"

	"golang.org/x/term"
)

const maxWidth = 120

// terminalWidth is the width of the terminal on standard output, at most
// maxWidth: longer lines are hard to read.
func terminalWidth() int {
	w, _, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil || w <= 0 {
		return 0
	}
	return min(w, maxWidth)
}
