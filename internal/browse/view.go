package browse

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inquest/internal/render"
)

// View draws the screen.
func (m *Model) View() tea.View {
	v := tea.NewView(m.screen())
	v.AltScreen = !m.quit
	return v
}

// The styles of the frame; the rest comes from package render.
const (
	bold    = "\x1b[1m"
	faint   = "\x1b[2m"
	inverse = "\x1b[7m"
	reset   = "\x1b[0m"
)

func (m *Model) style(code, s string) string {
	if !m.o.Color || s == "" {
		return s
	}
	return code + s + reset
}

// screen is exactly as many lines as the terminal has rows, none wider than it.
func (m *Model) screen() string {
	if m.quit {
		return ""
	}
	rows := make([]string, 0, m.height)
	rows = append(rows, render.StateLine(m.r, render.Options{Color: m.o.Color}), m.tabs(), m.rule())
	rows = append(rows, m.body()...)
	rows = append(rows, m.rule(), m.foot())
	for i := range rows {
		rows[i] = ansi.Truncate(rows[i], m.width, "…")
	}
	return strings.Join(rows, "\n")
}

func (m *Model) rule() string { return m.style(faint, strings.Repeat("─", m.width)) }

// tabs are the parts; the present one is inverse, and in brackets for those who
// see no colour.
func (m *Model) tabs() string {
	var b strings.Builder
	after := false
	for i, c := range m.chapters {
		s := fmt.Sprintf("%d %s", i+1, c.Name)
		if m.narrowTabs() {
			s = fmt.Sprintf("%d %.4s", i+1, c.Name)
		}
		switch {
		case i == m.chapter:
			b.WriteString(m.style(inverse, "["+s+"]"))
		case after:
			b.WriteString(s)
		default:
			b.WriteString(" " + s)
		}
		after = i == m.chapter
	}
	return b.String()
}

func (m *Model) narrowTabs() bool {
	n := 1
	for _, c := range m.chapters {
		n += len(c.Name) + 3
	}
	return n > m.width
}

// body is the list, the leaf, or both side by side.
func (m *Model) body() []string {
	rows := m.bodyRows()
	var out []string
	switch {
	case m.focus == onHelp:
		out = m.helpLines()
	case m.wide():
		list, leaf := m.list(m.listWidth()), m.page()
		for i := range rows {
			out = append(out, padded(at(list, i), m.listWidth())+m.style(faint, " │ ")+at(leaf, i))
		}
		return out
	case m.shows() == onLeaf:
		out = m.page()
	default:
		out = m.list(m.width)
	}
	for len(out) < rows {
		out = append(out, "")
	}
	return out[:rows]
}

// shows is what a narrow screen shows under a prompt.
func (m *Model) shows() focus {
	if m.focus == onPrompt {
		return m.before
	}
	return m.focus
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func padded(s string, width int) string {
	s = ansi.Truncate(s, width, "…")
	return s + strings.Repeat(" ", max(width-ansi.StringWidth(s), 0))
}

// list is the titles of the chapter's leaves.
func (m *Model) list(width int) []string {
	leaves, p := m.leaves(), m.pos()
	if len(leaves) == 0 {
		return []string{m.style(faint, "  nothing of this kind in the report")}
	}
	var out []string
	for i := p.top; i < len(leaves) && len(out) < m.bodyRows(); i++ {
		mark := "  "
		title := ansi.Truncate(leaves[i].Title, width-2, "…")
		if i == p.leaf {
			mark = "> "
			if m.shows() == onList {
				title = m.style(inverse, ansi.Strip(title))
				if !m.o.Color {
					title = ansi.Strip(title)
				}
			}
		}
		out = append(out, mark+title)
	}
	return out
}

// page is the rows of the chosen leaf; hits of a search have a mark in front.
func (m *Model) page() []string {
	lines, p := m.lines(), m.pos()
	var out []string
	for i := min(p.scroll, len(lines)); i < len(lines) && len(out) < m.bodyRows(); i++ {
		mark := "  "
		if m.marked(lines[i]) {
			mark = m.style(bold, "» ")
		}
		out = append(out, mark+ansi.Truncate(lines[i], m.pageWidth(), "…"))
	}
	return out
}

// pageWidth is the room for a leaf's lines.
func (m *Model) pageWidth() int {
	if m.wide() {
		return m.leafWidth()
	}
	return m.width - margin
}

// foot says what was found, or what can be done.
func (m *Model) foot() string {
	switch {
	case m.focus == onPrompt:
		return "/" + m.query + m.style(inverse, " ") + m.style(faint, "  enter search · esc leave")
	case m.focus == onHelp:
		return m.style(faint, "any key: back")
	}
	left := m.hints()
	if m.search != nil {
		n := len(m.search.hits)
		left = fmt.Sprintf("%q: hit %d of %d · n next · N before · esc leave", m.search.query, m.search.at+1, n)
		if n == 0 {
			left = fmt.Sprintf("%q is nowhere in the report", m.search.query)
		}
	}
	right := m.place()
	room := m.width - ansi.StringWidth(right) - 2
	return padded(m.style(faint, ansi.Truncate(left, room, "…")), room) + "  " + m.style(faint, right)
}

func (m *Model) hints() string {
	words := []string{"↑↓ move"}
	if m.focus == onLeaf {
		words[0] = "↑↓ scroll"
		if m.entry() == onList {
			words = append(words, "esc back")
		}
	} else {
		words = append(words, "enter open")
	}
	words = append(words, "tab next part", "/ search", "? help", "q quit")
	if len(m.refs()) > 0 {
		words = append(words, "o look around")
	}
	if m.o.Foreign > 0 {
		words = append([]string{fmt.Sprintf("! %d statements of another version, as quotations", m.o.Foreign)}, words...)
	}
	return strings.Join(words, " · ")
}

// place is where one is: of the list, or of the leaf's lines.
func (m *Model) place() string {
	p, rows := m.pos(), m.bodyRows()
	if m.focus == onLeaf {
		n := len(m.lines())
		if n <= rows {
			return "all"
		}
		return fmt.Sprintf("%d–%d of %d", p.scroll+1, min(p.scroll+rows, n), n)
	}
	if len(m.leaves()) == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", p.leaf+1, len(m.leaves()))
}

func (m *Model) helpLines() []string {
	out := []string{m.style(bold, "Keys"), ""}
	all := bindings()
	for i, b := range all {
		keys := strings.Join(b.keys, " ")
		if b.do == nil {
			keys = b.keys[0] + " to " + b.keys[len(b.keys)-1]
		}
		if i+1 < len(all) && all[i+1].help == "" {
			keys += "  " + strings.Join(all[i+1].keys, " ")
		}
		if b.help != "" {
			out = append(out, "  "+padded(keys, 36)+b.help)
		}
	}
	if rows := m.bodyRows(); len(out) > rows { // two columns when the screen is low
		half := (len(out) + 1) / 2
		for i := range half {
			right := ""
			if half+i < len(out) {
				right = out[half+i]
			}
			out[i] = padded(out[i], m.width/2) + right
		}
		out = out[:half]
	}
	return out
}
