package render

import (
	"cmp"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// lineStore finds the lines that a page holds with their neighbours.
type lineStore struct {
	files []string      // in order of their stretches
	index map[place]int // into lines
	lines []storedLine
	cited map[place][]report.ID // claims that cite a line
}

// storedLine is one line of the stretches around those cited.
type storedLine struct {
	file  int // index into files
	line  int64
	text  evidence.Quote
	cut   bool
	cited bool
}

func newLineStore(r *report.Report) *lineStore {
	s := &lineStore{index: map[place]int{}, cited: map[place][]report.ID{}}
	for i := range r.Exhibits.Around {
		a := &r.Exhibits.Around[i]
		name := a.Ref.File
		if n := len(s.files); n == 0 || s.files[n-1] != name {
			s.files = append(s.files, name)
		}
		for k, l := range a.Lines {
			at := place{name, a.Line + int64(k)}
			if _, ok := s.index[at]; !ok {
				s.index[at] = len(s.lines)
				s.lines = append(s.lines, storedLine{len(s.files) - 1, at.line, l.Text, l.Cut, l.Cited})
			}
		}
	}
	ids, _ := ledgerIDs(r)
	for _, id := range ids {
		c := r.Claims.Claim(id)
		for _, ref := range head(c.Refs(), ledgerRefs) {
			at := place{ref.File, ref.Line}
			if _, ok := s.index[at]; ok && ref.Span() == 1 {
				s.cited[at] = append(s.cited[at], id)
			}
		}
	}
	return s
}

// link is the address within the page of a line; false when the page does not
// hold it.
func (s *lineStore) link(ref evidence.Ref) (string, bool) {
	i, ok := s.index[place{ref.File, ref.Line}]
	if !ok || ref.Span() > 1 {
		return "", false
	}
	return lineID(&s.lines[i]), true
}

func lineID(l *storedLine) string { return "L" + itoa(l.file) + "-" + itoa(int(l.line)) }

// shownLine is a line as a list prints it.
type shownLine struct {
	line  int64
	text  evidence.Quote
	cut   bool
	class string // "hk" cause, "hf" failure, "nb" neighbour
}

// fileLines are lines of one file.
type fileLines struct {
	file  string
	lines []shownLine
}

// withNeighbours groups lines by file, in order of first mention, and puts the
// lines around each of them between.
func (s *lineStore) withNeighbours(lines []report.Line) []fileLines {
	var out []fileLines
	at := map[string]int{}
	have := map[place]bool{}
	for i := range lines {
		l := &lines[i]
		if _, ok := at[l.Ref.File]; !ok {
			at[l.Ref.File] = len(out)
			out = append(out, fileLines{file: l.Ref.File})
		}
		if have[placeOf(l)] {
			continue
		}
		have[placeOf(l)] = true
		g := &out[at[l.Ref.File]]
		g.lines = append(g.lines, shownLine{l.Line, l.Text, l.Cut, roleClass(l.Role)})
	}
	for i := range out {
		s.addNeighbours(&out[i], have)
	}
	return out
}

const neighbours = 2

func (s *lineStore) addNeighbours(g *fileLines, have map[place]bool) {
	for _, l := range slices.Clone(g.lines) {
		for n := l.line - neighbours; n <= l.line+neighbours; n++ {
			at := place{g.file, n}
			if i, ok := s.index[at]; ok && !have[at] {
				have[at] = true
				g.lines = append(g.lines, shownLine{n, s.lines[i].text, s.lines[i].cut, "nb"})
			}
		}
	}
	slices.SortFunc(g.lines, func(a, b shownLine) int { return cmp.Compare(a.line, b.line) })
}

func roleClass(role string) string {
	switch role {
	case "cause":
		return "hk"
	case "failure":
		return "hf"
	}
	return ""
}

// logGroup prints lines of one file with their numbers; what is left out between
// them is counted.
func (p *page) logGroup(g *fileLines, named bool) {
	p.put("<ol class=\"log\" data-f=\"%s\"%s>\n", fileText(g.file), p.fileFilter(g.file))
	if named {
		p.put("<li class=\"fn\">%s</li>\n", markup(fileName(g.file)))
	}
	for i, l := range g.lines {
		if i > 0 && l.line > g.lines[i-1].line+1 {
			p.put("<li class=\"sk\"><span>⋮</span><span>%s not shown</span></li>\n", countWords(l.line-g.lines[i-1].line-1, "line"))
		}
		cut := ""
		if l.cut {
			cut = " …"
		}
		p.put("<li class=\"%s\"><span>%d</span><code>%s%s</code></li>\n", l.class, l.line, markup(l.text.Open(clipped(escapeHTML, longLine))), cut)
	}
	p.put("</ol>\n")
}

// fileText is a file's name for an attribute; the page escapes it.
func fileText(name string) string { return clipped(asIs, longQuote)(name) }

func (p *page) fileFilter(name string) markup {
	return p.filters([]evidence.Ref{{File: name}}, 0, 0)
}

// What stands open of the cited lines: the first file, when its lines are few.
const (
	openFiles = 1
	openLines = 30
)

// evidencePart lists every cited line that the page holds, by file, with the
// lines around it and the claims that cite it.
func (p *page) evidencePart() {
	p.put("<p class=\"s\">The lines that claims cite, as they stand in the files, each with its neighbours (dimmed). The numbers behind a line are the claims that rest on it.</p>\n")
	for f, name := range p.lines.files {
		p.evidenceFile(f, name)
	}
	if n := p.r.Exhibits.AroundLeft; n > 0 {
		p.put("<p class=\"s\">%s without their neighbours on this page: its share is used up, or the input cannot be read twice.</p>\n", countWords(n, "further cited line"))
	}
}

func (p *page) evidenceFile(f int, name string) {
	open, cited, all := markup(""), int64(0), int64(0)
	for i := range p.lines.lines {
		if p.lines.lines[i].file == f {
			all++
			if p.lines.lines[i].cited {
				cited++
			}
		}
	}
	if f < openFiles && all <= openLines {
		open = " open"
	}
	p.put("<details class=\"ev\"%s><summary><span class=\"src\">%s</span><small>%s cited, %s shown%s</small></summary>\n", open,
		markup(fileName(name)), evidence.FormatCount(cited), countWords(all, "line"), p.ofLines(name))
	p.put("<ol class=\"log\" data-f=\"%s\"%s>\n", fileText(name), p.fileFilter(name))
	last := int64(0)
	for i := range p.lines.lines {
		l := &p.lines.lines[i]
		if l.file != f {
			continue
		}
		if last != 0 && l.line > last+1 {
			p.put("<li class=\"sk\"><span>⋮</span><span>%s not shown</span></li>\n", countWords(l.line-last-1, "line"))
		}
		last = l.line
		p.evidenceLine(l, place{name, l.line})
	}
	p.put("</ol></details>\n")
}

func (p *page) ofLines(name string) string {
	if i, ok := p.sources[name]; ok {
		return " of " + evidence.FormatCount(p.r.Inputs[i].Lines)
	}
	return ""
}

func (p *page) evidenceLine(l *storedLine, at place) {
	class, cut := "nb", ""
	if l.cited {
		class = "ct"
	}
	if l.cut {
		cut = " …"
	}
	p.put("<li class=\"%s\" id=\"%s\"><span>%d</span><code>%s%s</code>%s</li>\n", class, lineID(l), l.line,
		markup(l.text.Open(clipped(escapeHTML, longLine))), cut, claimLinks(head(p.lines.cited[at], mostBacklinks)))
}

// mostBacklinks is how many claims stand behind a line that they cite.
const mostBacklinks = 6
