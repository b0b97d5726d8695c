package render

import (
	"path"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// Leaf is a part of a report that is opened by itself. Title is one line, which
// may be longer than the width; both may hold the renderer's own styles, and
// nothing else that acts.
type Leaf struct {
	Title string
	Lines func() []string
	Refs  []evidence.Ref // the lines behind it, to look around in the logs
}

// Chapter is a list of leaves of one kind.
type Chapter struct {
	Name   string
	Leaves []Leaf
}

// Chapters parts a report for a terminal that is paged through. Other than the
// text report it leaves nothing to another medium: every claim is said, every
// table and excerpt is whole. Lines are made when they are asked for, at the
// width of the options.
func Chapters(r *report.Report, o Options) []Chapter {
	l := &leaves{r: r, o: o}
	return []Chapter{
		{"Verdict", l.verdict()},
		{"Causes", l.causes()},
		{"Timeline", l.timeline()},
		{"Lines", l.evidence()},
		{"Units", l.units()},
		{"Templates", l.templates()},
		{"Report", l.sections()},
		{"Claims", l.claims()},
	}
}

type leaves struct {
	r *report.Report
	o Options

	cites map[place][]report.ID  // the claims that cite a line
	texts map[place]*report.Line // the verbatim lines
}

// page is a text page that says everything.
func (l *leaves) page() *textPage {
	width := l.o.Width
	if width == 0 {
		width = defaultWidth
	}
	return &textPage{r: l.r, width: max(width, leastWidth), color: l.o.Color, day: oneDay(l.r.Window), full: true,
		cited: map[report.ID]bool{}, said: map[report.ID]bool{}, answered: map[string]bool{}}
}

// lines are what a function writes on a page.
func (l *leaves) lines(write func(*textPage)) func() []string {
	return func() []string {
		t := l.page()
		write(t)
		return strings.Split(strings.Trim(t.b.String(), "\n"), "\n")
	}
}

// title is spans on one line.
func (l *leaves) title(spans ...span) string {
	t := l.page()
	t.line("", spans...)
	return strings.TrimSuffix(t.b.String(), "\n")
}

func (l *leaves) verdict() []Leaf {
	var out []Leaf
	for i := range l.r.Sections {
		s := &l.r.Sections[i]
		if s.ID == "verdict" {
			out = append(out, Leaf{Title: "Verdict", Lines: l.lines(func(t *textPage) {
				t.top()
				t.verdict(s)
			})})
		}
	}
	if len(out) == 0 {
		out = append(out, Leaf{Title: "Verdict", Lines: l.lines((*textPage).top)})
	}
	return out
}

func (l *leaves) causes() []Leaf {
	var out []Leaf
	for i := range l.r.Hypotheses {
		h := &l.r.Hypotheses[i]
		spans := append([]span{{outcomeStyle(h.Outcome), outcomeMark(h.Outcome) + " "}, {strong, itoa(h.Rank) + " "}}, textSpans(h.Title, plain)...)
		out = append(out, Leaf{Title: l.title(spans...), Refs: refsOf(h.Evidence), Lines: l.lines(func(t *textPage) {
			t.hypothesis(h)
			if !h.Meaning.Empty() {
				t.blank()
				t.para("", "", textSpans(h.Meaning, dim))
			}
		})})
	}
	if top := l.r.Exhibits.Topology; top != nil && len(top.Edges) > 0 {
		out = append(out, Leaf{Title: l.title(span{strong, "▚ "}, span{plain, "Who speaks to whom"}), Lines: l.lines(func(t *textPage) { t.topology(top) })})
	}
	if len(l.r.RuledOut) > 0 {
		out = append(out, Leaf{Title: l.title(span{dim, "Ruled out"}), Lines: l.lines(func(t *textPage) { t.bullets(l.r.RuledOut, "") })})
	}
	return out
}

func refsOf(lines []report.Line) []evidence.Ref {
	var out []evidence.Ref
	for i := range lines {
		out = append(out, lines[i].Ref)
	}
	return out
}

// timeline are the charts that have an axis of time, and the steps of the story.
func (l *leaves) timeline() []Leaf {
	var charts, steps []Leaf
	seen := map[report.ID]bool{}
	add := func(m report.Moment) {
		if seen[m.Claim] {
			return
		}
		seen[m.Claim] = true
		mark := span{dim, "· "}
		switch m.Role {
		case "cause":
			mark = span{blaming, "● "}
		case "failure":
			mark = span{failing, "✕ "}
		}
		t := l.page()
		spans := []span{mark, {dim, undated(m.Time, t.day) + " "}}
		steps = append(steps, Leaf{Title: l.title(append(spans, t.spans(m.Claim)...)...), Lines: l.claim(m.Claim), Refs: l.r.Claims.Claim(m.Claim).Refs()})
	}
	for i := range l.r.Sections {
		for k := range l.r.Sections[i].Blocks {
			b := &l.r.Sections[i].Blocks[k]
			for _, m := range b.Moments {
				add(m)
			}
			f := b.Figure
			if f == nil || f.Timeline == nil && f.HeatMap == nil && f.Strip == nil {
				continue
			}
			charts = append(charts, Leaf{Title: l.title(span{strong, "▚ "}, span{plain, f.Title.Open(escapeText, nil)}), Lines: l.lines(func(t *textPage) { t.figure(f) })})
		}
	}
	return append(charts, steps...)
}

// evidence is every verbatim line of the report, in the order of the files.
func (l *leaves) evidence() []Leaf {
	lines := map[place]report.Line{}
	var order []place
	for _, q := range l.r.Quotations() {
		at := placeOf(&q)
		if old, ok := lines[at]; ok {
			if old.Role == "" {
				old.Role = q.Role
				lines[at] = old
			}
			continue
		}
		lines[at] = q
		order = append(order, at)
	}
	slices.SortFunc(order, func(a, b place) int {
		if c := strings.Compare(a.file, b.file); c != 0 {
			return c
		}
		return int(min(max(a.line-b.line, -1), 1))
	})
	out := make([]Leaf, 0, len(order))
	for _, at := range order {
		q := lines[at]
		s, mark := plain, "  "
		switch q.Role {
		case "cause":
			s, mark = blaming, "● "
		case "failure":
			s, mark = failing, "✕ "
		}
		where := clipped(escapeText, longQuote)(path.Base(q.Ref.File)) + refWords(q.Ref)
		out = append(out, Leaf{
			Title: l.title(span{s, mark}, span{dim, where + " "}, span{plain, q.Text.Open(clipped(escapeText, longQuote))}),
			Lines: l.lines(func(t *textPage) { l.quotation(t, &q) }), Refs: []evidence.Ref{q.Ref},
		})
	}
	return out
}

// quotation is one line with its place, its hash and the claims that cite it.
func (l *leaves) quotation(t *textPage, q *report.Line) {
	t.para("", "", []span{{strong, clipped(escapeText, longQuote)(q.Ref.File) + refWords(q.Ref)}, {dim, "  sha256 " + escapeText(q.Ref.SHA256)}})
	t.blank()
	t.logLine(q, wholeLog, false)
	if ids := l.citing(placeOf(q)); len(ids) > 0 {
		t.blank()
		t.line("", span{dim, "Statements that cite it"})
		t.bullets(ids, "")
	}
}

func (l *leaves) citing(at place) []report.ID {
	if l.cites == nil {
		l.cites = map[place][]report.ID{}
		for _, id := range l.r.Claims.IDs() {
			for _, ref := range l.r.Claims.Claim(id).Refs() {
				p := place{ref.File, ref.Line}
				l.cites[p] = append(l.cites[p], id)
			}
		}
	}
	return l.cites[at]
}

func (l *leaves) sections() []Leaf {
	var out []Leaf
	for i := range l.r.Sections {
		s := &l.r.Sections[i]
		out = append(out, Leaf{Title: l.title(span{dim, itoa(i+1) + "  "}, span{plain, escapeText(s.Title)}), Lines: l.lines(func(t *textPage) { t.section(i+1, s) })})
	}
	return out
}
