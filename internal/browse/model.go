package browse

import (
	tea "charm.land/bubbletea/v2"

	"inquest/internal/evidence"
	"inquest/internal/render"
	"inquest/internal/report"
)

// Options of browsing.
type Options struct {
	Name    string // of the report's file, for the screen
	Color   bool
	Foreign int  // claims that this version cannot derive again
	Logs    Logs // nil without logs
}

// focus is what the keys move.
type focus int

const (
	onList focus = iota
	onLeaf
	onHelp
	onPrompt
)

// position is where one is in a chapter.
type position struct {
	leaf, top int // chosen leaf, first leaf shown
	scroll    int // first line shown of the leaf
}

// Model is the state of the screen. It is driven by messages alone: no clock, no
// file.
type Model struct {
	r *report.Report
	o Options

	width, height int
	chapters      []render.Chapter
	at            []position // one a chapter
	chapter       int
	focus         focus
	before        focus // where help and prompt lead back to

	query  string // being typed
	search *searched
	around *around
	quit   bool

	cache cached
}

// cached are the lines of the leaf that was shown last.
type cached struct {
	chapter, leaf, width int
	lines                []string
}

// New makes a screen for a report as [report.Read] gives it.
func New(r *report.Report, o Options) *Model {
	m := &Model{r: r, o: o, width: 80, height: 24}
	m.rebuild()
	m.at = make([]position, len(m.chapters))
	m.focus = m.entry()
	return m
}

// rebuild makes the chapters for the present size.
func (m *Model) rebuild() {
	m.chapters = render.Chapters(m.r, render.Options{Width: m.leafWidth(), Color: m.o.Color})
	if m.width >= wideFrom { // what has no list beside it gets the room
		for i, c := range render.Chapters(m.r, render.Options{Width: min(m.width, longestLine) - margin, Color: m.o.Color}) {
			if len(c.Leaves) == 1 {
				m.chapters[i] = c
			}
		}
	}
	m.cache = cached{chapter: -1}
	if m.search != nil {
		m.search = search(m.chapters, m.search.query)
	}
}

// Measures of the screen: rows above and below the body, and from how many
// columns on a list and a leaf stand side by side.
const (
	headRows  = 3
	footRows  = 2
	wideFrom  = 110
	listShare = 42 // percent
	margin    = 2  // columns in front of a leaf's lines, for marks

	longestLine = 120 // columns of a line that is easily read
)

func (m *Model) wide() bool { return m.width >= wideFrom && len(m.leaves()) > 1 }

func (m *Model) leafWidth() int {
	if m.width >= wideFrom {
		return m.width - m.listWidth() - 3 - margin
	}
	return m.width - margin
}

func (m *Model) listWidth() int { return m.width * listShare / 100 }

func (m *Model) bodyRows() int { return max(m.height-headRows-footRows, 1) }

func (m *Model) leaves() []render.Leaf { return m.chapters[m.chapter].Leaves }

func (m *Model) pos() *position { return &m.at[m.chapter] }

// entry is where a chapter is entered: its list, or its only leaf.
func (m *Model) entry() focus {
	if len(m.leaves()) == 1 {
		return onLeaf
	}
	return onList
}

// leaf is the chosen leaf; ok is false in an empty chapter.
func (m *Model) leaf() (l render.Leaf, ok bool) {
	leaves := m.leaves()
	if len(leaves) == 0 {
		return render.Leaf{}, false
	}
	return leaves[m.pos().leaf], true
}

// lines are those of the chosen leaf.
func (m *Model) lines() []string {
	l, ok := m.leaf()
	if !ok {
		return nil
	}
	if m.around != nil {
		return m.around.lines
	}
	width := m.leafWidth()
	if c := &m.cache; c.chapter != m.chapter || c.leaf != m.pos().leaf || c.width != width {
		m.cache = cached{m.chapter, m.pos().leaf, width, l.Lines()}
	}
	return m.cache.lines
}

// Init does nothing: the first size comes by itself.
func (m *Model) Init() tea.Cmd { return nil }

// Update takes a message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = max(msg.Width, 20), max(msg.Height, 7)
		m.rebuild()
		m.settle()
	case tea.KeyPressMsg:
		return m, m.press(msg)
	case tea.PasteMsg:
		if m.focus == onPrompt {
			m.query += typed(msg.Content)
		}
	case surroundings:
		m.arrived(msg)
	}
	return m, nil
}

// settle brings positions back into their bounds.
func (m *Model) settle() {
	p := m.pos()
	rows := m.bodyRows()
	p.leaf = clamp(p.leaf, 0, len(m.leaves())-1)
	p.top = clamp(p.top, p.leaf-rows+1, p.leaf)
	p.top = clamp(p.top, 0, max(len(m.leaves())-rows, 0))
	p.scroll = clamp(p.scroll, 0, max(len(m.lines())-rows, 0))
}

func clamp(n, least, most int) int { return max(min(n, most), least) }

// turn goes to a chapter.
func (m *Model) turn(chapter int) {
	n := len(m.chapters)
	m.chapter = ((chapter % n) + n) % n
	m.around = nil
	m.focus = m.entry()
	m.settle()
}

// move goes up or down the list, or scrolls the leaf.
func (m *Model) move(by int) {
	m.around = m.aroundWhile(m.focus == onLeaf)
	p := m.pos()
	if m.focus == onLeaf {
		p.scroll += by
	} else {
		p.leaf += by
		p.leaf = clamp(p.leaf, 0, len(m.leaves())-1)
		p.scroll = 0
	}
	m.settle()
}

// far is a distance beyond every end.
const far = 1 << 30

func (m *Model) open() {
	if _, ok := m.leaf(); ok {
		m.focus = onLeaf
		m.settle()
	}
}

func (m *Model) back() {
	switch {
	case m.around != nil:
		m.around = nil
		m.pos().scroll = 0
	case m.focus == onLeaf && m.entry() == onList:
		m.focus = onList
	case m.search != nil:
		m.search = nil
	}
	m.settle()
}

// refs are the references behind what is shown.
func (m *Model) refs() []evidence.Ref {
	l, _ := m.leaf()
	return l.Refs
}
