package browse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// binding is a row of the help, and what its keys do. Without words of its own it
// stands in the row above.
type binding struct {
	keys []string
	help string
	do   func(m *Model) tea.Cmd
}

// still makes an action of one that asks for nothing.
func still(f func(m *Model)) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd { f(m); return nil }
}

// bindings returns the keys, in the order of the help. It is a function, so that
// the help can list the help.
func bindings() []binding {
	return []binding{
		{[]string{"up", "k"}, "up, down", still(func(m *Model) { m.move(-1) })},
		{[]string{"down", "j"}, "", still(func(m *Model) { m.move(1) })},
		{[]string{"pgup", "ctrl+b", "b"}, "a page up, down", still(func(m *Model) { m.move(-m.bodyRows()) })},
		{[]string{"pgdown", "ctrl+f", "space"}, "", still(func(m *Model) { m.move(m.bodyRows()) })},
		{[]string{"ctrl+u"}, "half a page up, down", still(func(m *Model) { m.move(-m.bodyRows() / 2) })},
		{[]string{"ctrl+d"}, "", still(func(m *Model) { m.move(m.bodyRows() / 2) })},
		{[]string{"home", "g"}, "to the begin, the end", still(func(m *Model) { m.move(-far) })},
		{[]string{"end", "G"}, "", still(func(m *Model) { m.move(far) })},
		{[]string{"enter", "right", "l"}, "open what is chosen", still((*Model).open)},
		{[]string{"esc", "left", "h", "backspace"}, "back", still((*Model).back)},
		{[]string{"tab"}, "the next part, the one before", still(func(m *Model) { m.turn(m.chapter + 1) })},
		{[]string{"shift+tab"}, "", still(func(m *Model) { m.turn(m.chapter - 1) })},
		{[]string{"1", "2", "3", "4", "5", "6", "7", "8"}, "that part", nil},
		{[]string{"/"}, "search everything", still((*Model).ask)},
		{[]string{"n"}, "the next hit, the one before", still(func(m *Model) { m.hit(1) })},
		{[]string{"N"}, "", still(func(m *Model) { m.hit(-1) })},
		{[]string{"o"}, "look around the cited line, in the logs", (*Model).look},
		{[]string{"?", "f1"}, "this help", still((*Model).help)},
		{[]string{"q", "ctrl+c"}, "quit", func(m *Model) tea.Cmd { m.quit = true; return tea.Quit }},
	}
}

// press does what a key asks for.
func (m *Model) press(k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	switch {
	case name == "ctrl+c":
		m.quit = true
		return tea.Quit
	case m.focus == onPrompt:
		m.typing(name, k.Text)
		return nil
	case m.focus == onHelp:
		m.focus = m.before
		return nil
	}
	if len(name) == 1 && name[0] >= '1' && int(name[0]-'1') < len(m.chapters) {
		m.turn(int(name[0] - '1'))
		return nil
	}
	for _, b := range bindings() {
		for _, key := range b.keys {
			if key == name && b.do != nil {
				return b.do(m)
			}
		}
	}
	return nil
}

func (m *Model) help() {
	m.before, m.focus = m.focus, onHelp
}

// ask opens the prompt of the search.
func (m *Model) ask() {
	m.before, m.focus, m.query = m.focus, onPrompt, ""
}

// typing is a key at the prompt.
func (m *Model) typing(name, text string) {
	switch name {
	case "esc":
		m.focus = m.before
	case "enter":
		m.focus = m.before
		m.find(m.query)
	case "backspace":
		_, n := utf8.DecodeLastRuneInString(m.query)
		m.query = m.query[:len(m.query)-n]
	case "ctrl+u":
		m.query = ""
	default:
		m.query += typed(text)
	}
}

// longQuery bounds what can be typed.
const longQuery = 200

// typed keeps of what was typed or pasted what can be shown on one line.
func typed(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, strings.ToValidUTF8(s, ""))
	return s[:min(len(s), longQuery)]
}
