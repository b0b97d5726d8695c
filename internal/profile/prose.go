package profile

import (
	"slices"
	"strings"

	"inquest/internal/record"
)

// A source is prose, and no log, when all of this holds: no format knew its
// lines, no record has a time or a level, hardly two lines look alike, and most
// of what is kept reads as text does: headings, lists, tables, sentences. The
// name of the file plays no part.
const (
	proseLines   = 4 // fewer records tell nothing
	proseRepeats = 2 // prose has at most so many records of one template, on average
	proseWords   = 7 // words that a line of running text has at least
)

// proseMarks begin the blocks of plain-text markup: headings, lists, quotes,
// tables, fences.
var proseMarks = []string{"# ", "## ", "### ", "#### ", "- ", "* ", "+ ", "> ", "| ", "```", "~~~", "===", "---", "1. "}

// prose marks the sources that are prose and takes away what was read out of
// them: a sentence about a job is no run of it, and an address in a manual no
// connection. Bytes and records stay counted.
func (b *viewer) prose() {
	none := true
	for i := range b.v.Sources {
		s := &b.v.Sources[i]
		s.Prose = unlogged(s) && b.readsAsText(i, s)
		none = none && !s.Prose
	}
	if none {
		return
	}
	is := func(i int) bool { return b.v.Sources[i].Prose }
	b.v.Peers = slices.DeleteFunc(b.v.Peers, func(p Peer) bool { return is(p.Source) })
	for i := range b.v.Units {
		u := &b.v.Units[i]
		u.Runs = slices.DeleteFunc(u.Runs, func(r Run) bool {
			return r.EndLine != nil && is(r.EndLine.Source) || r.EndLine == nil && r.StartLine != nil && is(r.StartLine.Source)
		})
		u.Sources = slices.DeleteFunc(u.Sources, is)
	}
	b.v.Units = slices.DeleteFunc(b.v.Units, func(u Unit) bool { return len(u.Sources) == 0 })
}

// unlogged reports whether no record of a source has anything that a log has.
func unlogged(s *Source) bool {
	return s.Records >= proseLines && s.Timed == 0 && s.Levels[record.LevelNone] == s.Records &&
		len(s.Formats) == 1 && s.Formats[0] == "plain"
}

// readsAsText judges the kept records of a source.
func (b *viewer) readsAsText(i int, s *Source) bool {
	forms, kept, text, marks := int64(0), 0, 0, 0
	for t := range b.v.Templates {
		for r := range b.v.Templates[t].Rows {
			row := &b.v.Templates[t].Rows[r]
			if row.Source != i {
				continue
			}
			forms++
			for k := range row.Early {
				kept++
				marked, running := textual(row.Early[k].Raw)
				marks += one(marked)
				text += one(marked || running)
			}
		}
	}
	return forms*proseRepeats >= s.Records && marks > 0 && 2*text > kept
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// textual reports whether a line begins a block of markup, and whether it is
// running text.
func textual(line string) (marked, running bool) {
	line = strings.TrimSpace(line)
	for _, m := range proseMarks {
		if strings.HasPrefix(line, m) {
			return true, false
		}
	}
	return false, len(strings.Fields(line)) >= proseWords
}
