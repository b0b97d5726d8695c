package cli

import "golang.org/x/term"

const maxWidth = 120

// mostWidth is the widest page that --width can ask for, in columns.
const mostWidth = 100_000

// checkWidth refuses widths that no page can have.
func checkWidth(width int) error {
	if width < 0 || width > mostWidth {
		return usagef("leave it out, or give the columns of the terminal", "--width %d is not between 0 and %d", width, mostWidth)
	}
	return nil
}

// terminalWidth is the width of the terminal that is written to, at most maxWidth: longer
// lines are hard to read.
func (s IO) terminalWidth() int {
	f, ok := s.screen.(interface{ Fd() uintptr })
	if !ok {
		return 0
	}
	w, _, err := term.GetSize(int(f.Fd()))
	if err != nil || w <= 0 {
		return 0
	}
	return min(w, maxWidth)
}
