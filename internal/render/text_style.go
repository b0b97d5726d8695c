package render

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// style is an SGR sequence by meaning. The sixteen colours of the terminal's
// own theme are used, so that light and dark both read well; colour is never
// the only sign.
type style string

const (
	plain   style = ""
	strong  style = "\x1b[1m"
	dim     style = "\x1b[2m"
	failing style = "\x1b[1;31m"
	blaming style = "\x1b[1;34m"
	good    style = "\x1b[32m"
	reset         = "\x1b[0m"
)

// columns is the width of text without style, as a terminal shows it.
func columns(s string) int { return lipgloss.Width(s) }

// span is a run of text in one style.
type span struct {
	style style
	text  string
}

// wrap breaks spans into lines of at most width columns; a word that is longer
// is broken inside.
func wrap(spans []span, width int) [][]span {
	width = max(width, 8)
	var lines [][]span
	var line []span
	used := 0
	flush := func() {
		lines = append(lines, line)
		line, used = nil, 0
	}
	for _, s := range spans {
		for i, word := range strings.Split(s.text, " ") {
			gap := 0
			if i > 0 {
				gap = 1
			}
			n := columns(word)
			if used+gap+n > width && used > 0 && (i > 0 || used+n > width) {
				flush()
				gap = 0
			}
			if used == 0 {
				gap = 0
			}
			for n > width-used-gap {
				cut := breakAt(word, width-used-gap)
				line = append(line, span{s.style, strings.Repeat(" ", gap) + word[:cut]})
				word = word[cut:]
				n = columns(word)
				gap = 0
				flush()
			}
			if gap+n > 0 {
				line = append(line, span{s.style, strings.Repeat(" ", gap) + word})
				used += gap + n
			}
		}
	}
	if len(line) > 0 {
		flush()
	}
	return lines
}

// breakAt is the number of bytes of the longest prefix that fits, at least one
// rune.
func breakAt(s string, width int) int {
	used, at := 0, 0
	for i, r := range s {
		w := columns(string(r))
		if i > 0 && used+w > width {
			return i
		}
		used += w
		at = i + len(string(r))
	}
	return at
}

// fit cuts text to a width, with a mark where something was cut, and fills it up
// to the width.
func fit(s string, width int) string {
	n := columns(s)
	if n > width {
		s = s[:breakAt(s, width-1)] + "…"
		n = columns(s)
	}
	return s + strings.Repeat(" ", max(0, width-n))
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-columns(s))) + s
}
