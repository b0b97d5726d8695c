package browse

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"inquest/internal/evidence"
	"inquest/internal/render"
)

// Neighbour is a line near a cited one.
type Neighbour struct {
	Line int64
	Text evidence.Quote
	Here bool // it is a cited line
}

// Logs are the files that the report was made from, or files of their names.
type Logs interface {
	// Around reads the lines before and behind a cited line. same is false when
	// the cited bytes are not those that the report's hash is of.
	Around(ref evidence.Ref, lines int) (near []Neighbour, same bool, err error)
}

// around is what the logs hold around the references of a leaf.
type around struct {
	lines []string
}

// surroundings are the answer to a look.
type surroundings struct {
	chapter, leaf int
	blocks        []block
}

type block struct {
	ref  evidence.Ref
	near []Neighbour
	same bool
	err  error
}

// How much is shown around how many lines.
const (
	nearLines = 8
	mostLooks = 6
)

// look asks the logs for what stands around the cited lines.
func (m *Model) look() tea.Cmd {
	refs := m.refs()
	width := m.leafWidth()
	switch {
	case len(refs) == 0:
		return nil
	case m.o.Logs == nil && !m.keptAround(refs):
		m.around = &around{lines: render.Wrapped(
			"The logs are not at hand. Start again with their paths behind the report: inquest browse "+m.o.Name+" LOGS...", width)}
		m.open()
		return nil
	}
	m.around = &around{lines: []string{"reading the logs ..."}}
	m.open()
	m.pos().scroll = 0
	logs, chapter, leaf := m.o.Logs, m.chapter, m.pos().leaf
	if logs == nil {
		logs = kept{m.r}
	}
	refs = refs[:min(len(refs), mostLooks)]
	return func() tea.Msg {
		s := surroundings{chapter: chapter, leaf: leaf}
		for _, ref := range refs {
			near, same, err := logs.Around(ref, nearLines)
			s.blocks = append(s.blocks, block{ref, near, same, err})
		}
		return s
	}
}

// arrived shows what was read, unless one has gone on.
func (m *Model) arrived(s surroundings) {
	if s.chapter != m.chapter || s.leaf != m.pos().leaf || m.around == nil {
		return
	}
	width := m.leafWidth()
	var out []string
	here := -1
	for i, b := range s.blocks {
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, render.Wrapped(fmt.Sprintf("%s:%d", b.ref.File, b.ref.Line), width)...)
		switch {
		case b.err != nil:
			out = append(out, render.Wrapped("cannot be read: "+b.err.Error(), width)...)
		case !b.same:
			out = append(out, render.Wrapped("The file has other bytes here than the report cites.", width)...)
		}
		for _, n := range b.near {
			mark := " "
			if n.Here {
				mark = ">"
				if here < 0 {
					here = len(out)
				}
			}
			lead := fmt.Sprintf("%s%7d  ", mark, n.Line)
			for k, part := range render.WrappedQuote(n.Text, width-len(lead)) {
				if k > 0 {
					lead = strings.Repeat(" ", len(lead))
				}
				out = append(out, lead+part)
			}
		}
	}
	if more := len(m.refs()) - len(s.blocks); more > 0 {
		out = append(out, "", fmt.Sprintf("%d more cited lines: the part Claims lists them.", more))
	}
	m.around = &around{lines: out}
	m.pos().scroll = max(here-m.bodyRows()/2, 0)
	m.settle()
}

// aroundWhile keeps what was read while one stays on the leaf.
func (m *Model) aroundWhile(stays bool) *around {
	if stays {
		return m.around
	}
	return nil
}
