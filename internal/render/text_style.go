package render

import (
	"strings"
	"unicode/utf8"

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

// word is what may not be broken at a line's end: runs of text without a space
// between them.
type word []span

func (w word) columns() int {
	n := 0
	for _, s := range w {
		n += columns(s.text)
	}
	return n
}

// wordsOf cuts spans at spaces; runs of spaces count as one.
func wordsOf(spans []span) []word {
	var out []word
	var cur word
	for _, s := range spans {
		for i, part := range strings.Split(s.text, " ") {
			if i > 0 && len(cur) > 0 {
				out = append(out, cur)
				cur = nil
			}
			if part != "" {
				cur = append(cur, span{s.style, part})
			}
		}
	}
	if len(cur) > 0 {
		out = append(out, cur)
	}
	return out
}

// wrap breaks spans into lines of at most width columns; a word that is longer
// is broken inside.
func wrap(spans []span, width int) [][]span {
	width = max(width, 8)
	var lines [][]span
	var line []span
	used := 0
	for _, w := range wordsOf(spans) {
		n := w.columns()
		if used > 0 && used+1+n > width {
			lines, line, used = append(lines, line), nil, 0
		}
		if used > 0 {
			line = append(line, span{w[0].style, " "})
			used++
		}
		for _, s := range w {
			for columns(s.text) > width-used {
				cut := 0
				if width > used {
					cut = atJoint(s.text, breakAt(s.text, width-used))
				}
				if columns(s.text[:cut]) > width-used {
					cut = 0 // a wide rune that does not fit any more
				}
				lines, line, used = append(lines, append(line, span{s.style, s.text[:cut]})), nil, 0
				s.text = s.text[cut:]
			}
			line = append(line, s)
			used += columns(s.text)
		}
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// wrapVerbatim breaks a line of a log at the width, behind a space when there is
// one near, so that its own spaces and words stay.
func wrapVerbatim(text string, width int) []string {
	width = max(width, 8)
	var out []string
	for columns(text) > width {
		cut := breakAt(text, width)
		if i := strings.LastIndexByte(text[:cut], ' '); i >= cut*3/4 && strings.TrimSpace(text[:i]) != "" {
			cut = i + 1
		}
		out = append(out, text[:cut])
		text = text[cut:]
	}
	return append(out, text)
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

// atJoint moves a cut inside a long word back behind the last joint of a path or
// a name, when one is near.
func atJoint(s string, cut int) int {
	if i := strings.LastIndexAny(s[:cut], "/-_.:"); i >= cut/2 {
		return i + 1
	}
	return cut
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

// fitTail cuts a place in the middle of a file to a width from its front, with a mark there:
// the end of its name and the line number tell more.
func fitTail(s string, width int) string {
	for cut := false; columns(s) > width && width > 1; cut = true {
		if cut {
			s = strings.TrimPrefix(s, "…")
		}
		_, n := utf8.DecodeRuneInString(s)
		s = "…" + s[n:]
	}
	return s
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-columns(s))) + s
}
