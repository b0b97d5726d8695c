package browse

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"inquest/internal/render"
)

// hit is a line of a leaf that holds what is searched; line is -1 for its title.
type hit struct{ chapter, leaf, line int }

// searched is a search with its hits in the order of the chapters.
type searched struct {
	query string
	hits  []hit
	at    int
}

// search looks through the titles and the lines of all leaves, without regard
// to case. A chapter that repeats another's words (the whole report, the ledger)
// is looked through like the rest.
func search(chapters []render.Chapter, query string) *searched {
	s := &searched{query: query, at: -1}
	want := strings.ToLower(query)
	if want == "" {
		return s
	}
	for c, chapter := range chapters {
		for l, leaf := range chapter.Leaves {
			n := len(s.hits)
			for i, line := range leaf.Lines() {
				if holds(line, want) {
					s.hits = append(s.hits, hit{c, l, i})
				}
			}
			if len(s.hits) == n && holds(leaf.Title, want) {
				s.hits = append(s.hits, hit{c, l, -1})
			}
		}
	}
	return s
}

// holds looks into a line's text, its styles left out.
func holds(line, want string) bool {
	return strings.Contains(strings.ToLower(ansi.Strip(line)), want)
}

// find searches and goes to the first hit at or behind the place where one is.
func (m *Model) find(query string) {
	if query == "" {
		m.search = nil
		return
	}
	m.search = search(m.chapters, query)
	for i, h := range m.search.hits {
		if h.chapter > m.chapter || h.chapter == m.chapter && h.leaf >= m.pos().leaf {
			m.show(i)
			return
		}
	}
	if len(m.search.hits) > 0 {
		m.show(0)
	}
}

// hit goes some hits on, from the last to the first.
func (m *Model) hit(by int) {
	if m.search == nil || len(m.search.hits) == 0 {
		return
	}
	n := len(m.search.hits)
	m.show(((m.search.at+by)%n + n) % n)
}

func (m *Model) show(i int) {
	h := m.search.hits[i]
	m.turn(h.chapter)
	p := m.pos()
	p.leaf = h.leaf
	m.focus = onLeaf
	p.scroll = max(h.line-m.bodyRows()/3, 0)
	m.settle()
	m.search.at = i
}

// marked tells whether a line of the shown leaf is a hit.
func (m *Model) marked(line string) bool {
	return m.search != nil && m.search.query != "" && holds(line, strings.ToLower(m.search.query))
}
