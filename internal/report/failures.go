package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// How much the detailed analysis shows; what is left out is counted.
const (
	shownGroups   = 8
	shownLines    = 6
	shownLadders  = 6
	shownClasses  = 20
	claimsPerPart = 12
)

// failures is the detailed analysis: all units in one table, each failing group
// with its runs and lines, the connections, and the fault classes.
func (b *builder) failures() []Block {
	out := b.unitTable()
	shown := 0
	for i := range b.groups {
		g := &b.groups[i]
		if g.bad() == 0 || shown == shownGroups {
			break
		}
		shown++
		out = append(out, b.groupBlocks(g)...)
	}
	out = append(out, b.connections()...)
	return append(out, b.classTable()...)
}

// unitTable is one row a group; its sums hold the groups that are not shown.
func (b *builder) unitTable() []Block {
	if len(b.groups) == 0 {
		return nil
	}
	t := &Table{Columns: []Column{
		{Title: "Unit"}, {Title: "Units", Numeric: true}, {Title: "Runs", Numeric: true},
		{Title: "Failed", Numeric: true}, {Title: "Lost", Numeric: true}, {Title: "Succeeded", Numeric: true},
		{Title: "Cancelled", Numeric: true}, {Title: "Open", Numeric: true},
		{Title: "Median", Numeric: true}, {Title: "Longest", Numeric: true}, {Title: "Sum", Numeric: true},
	}}
	var all group
	for i := range b.groups {
		g := &b.groups[i]
		all.units += g.units
		all.runs = append(all.runs, g.runs...)
		for _, r := range g.runs {
			all.tally.add(r)
		}
		if len(t.Rows) < 2*shownGroups {
			t.Rows = append(t.Rows, groupRow(g.label(), g))
		} else {
			t.More++
		}
	}
	slices.Sort(all.tally.durations)
	if len(b.groups) > 1 {
		t.Total = groupRow(Words("all"), &all)
	}
	return []Block{{Kind: TableBlock, Heading: Words("Units and their runs"), Level: 3, Table: t.without("Lost", "Cancelled", "Open")}}
}

func groupRow(label Text, g *group) []Cell {
	row := []Cell{
		{Text: label}, countCell(g.units), countCell(int64(len(g.runs))),
		badCell(g.tally.failed), badCell(g.tally.lost), countCell(g.tally.succeeded),
		countCell(g.tally.cancelled), countCell(g.tally.open),
	}
	d := g.tally.durations
	if len(d) == 0 {
		return append(row, Cell{}, Cell{}, Cell{})
	}
	var sum int64
	for _, x := range d {
		sum += x
	}
	return append(row, durationCell(median(d)), durationCell(d[len(d)-1]), durationCell(sum))
}

func countCell(n int64) Cell {
	v := evidence.Count("n", n, "")
	return Cell{Value: &v}
}

func badCell(n int64) Cell {
	c := countCell(n)
	if n > 0 {
		c.Role = roleFailure
	}
	return c
}

func durationCell(ns int64) Cell {
	v := evidence.Duration("d", ns, "")
	return Cell{Value: &v}
}

func instantCell(ns int64) Cell {
	if ns == 0 {
		return Cell{}
	}
	v := evidence.Instant("t", ns, "")
	return Cell{Value: &v}
}

// groupBlocks is what is known of one failing group: the findings about it and
// its lines.
func (b *builder) groupBlocks(g *group) []Block {
	about := b.byScore(func(f *finding.Finding) bool { return b.speaksOf(f, g) })
	var ids []ID
	for _, f := range about {
		cs := f.Claims
		if f.Kind == finding.KindDuration {
			cs = cs[:1] // the histogram shows the others
		}
		ids = append(ids, b.addAll(cs)...)
	}
	ids = unique(ids)
	var out []Block
	if len(ids) > 0 {
		out = append(out, Block{Kind: Statements, Heading: capital(g.label()), Level: 3, Claims: head(ids, claimsPerPart)})
	}
	ex := b.groupExcerpts(g)
	if len(out) == 0 && len(ex) > 0 {
		ex[0].Heading, ex[0].Level = capital(g.label()), 3
	}
	return append(out, ex...)
}

// speaksOf tells whether a finding is about the group: about its unit, or about
// all units of its kind when no other group is of that kind.
func (b *builder) speaksOf(f *finding.Finding, g *group) bool {
	if g.single != nil {
		return f.Unit != nil && f.Unit.Kind == g.kind && f.Unit.ID == g.single.ID
	}
	for i := range b.groups {
		if b.groups[i].kind == g.kind && b.groups[i].name != g.name {
			return false
		}
	}
	switch d := f.Data.(type) {
	case *finding.Outcomes:
		return f.Unit == nil && d.Kind == g.kind
	case *finding.Durations:
		return f.Unit == nil && d.Kind == g.kind
	}
	return false
}

// groupExcerpts are the first lines by which runs of the group ended badly; a
// lost run is shown by the line that began it.
func (b *builder) groupExcerpts(g *group) []Block {
	var ends []*profile.Line
	for _, r := range g.runs {
		e := r.EndLine
		if r.State == profile.RunLost {
			e = r.StartLine
		}
		if isBad(r.State) && e != nil {
			ends = append(ends, e)
		}
	}
	slices.SortFunc(ends, func(x, y *profile.Line) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Offset, y.Offset))
	})
	ends = slices.CompactFunc(ends, func(x, y *profile.Line) bool { return x.File == y.File && x.Line == y.Line })
	var lines []Line
	total := map[string]int64{}
	for _, e := range ends {
		total[e.File]++
		if len(lines) < shownLines && e.Exemplar().Ref.Check() == nil {
			lines = append(lines, lineOf(e.Exemplar(), roleFailure))
		}
	}
	return excerpts(Words("Failed runs"), lines, total, OfFailures)
}

// classTable lists the fault classes that lines show, most frequent first
// within each role.
func (b *builder) classTable() []Block {
	hits := b.byScore(func(f *finding.Finding) bool { return f.Kind == "class" && f.Class != nil })
	if len(hits) == 0 {
		return nil
	}
	t := &Table{
		Columns: []Column{
			{Title: "Fault"}, {Title: "Role"}, {Title: "Lines", Numeric: true},
			{Title: "First"}, {Title: "Last"}, {Title: "Proof"},
		},
		More: int64(max(0, len(hits)-shownClasses)),
	}
	for _, f := range head(hits, shownClasses) {
		t.Rows = append(t.Rows, []Cell{
			{Text: classTitle(f)}, {Text: Words(string(f.Class.Role))},
			countCell(f.Count), instantCell(f.From), instantCell(f.To), {Claims: b.addAll(f.Claims[:1])},
		})
	}
	out := []Block{{Kind: TableBlock, Heading: Words("Fault classes that lines show"), Level: 3, Table: t}}
	var lines []Line
	total := map[string]int64{}
	seen := map[place]bool{}
	for _, f := range head(hits, shownClasses) {
		if f.Class.Role == "context" {
			continue
		}
		for _, l := range linesOf(f.Lines, 1) {
			if at := (place{l.Ref.File, l.Line}); !seen[at] {
				seen[at] = true
				lines = append(lines, l)
			}
		}
	}
	for _, l := range lines {
		if i := b.v.SourceIndex(l.Ref.File); i >= 0 {
			total[l.Ref.File] = b.v.Sources[i].Lines
		}
	}
	return append(out, excerpts(Words("One line of each class"), lines, total, OfLines)...)
}

// classTitle is the class in a few words, with the component where the title
// has a place for it, or else behind the title.
func classTitle(f *finding.Finding) Text {
	name := componentOf(f)
	before, after, ok := strings.Cut(f.Class.Title, "{component}")
	switch {
	case name.Empty():
		return capital(Words(strings.ReplaceAll(f.Class.Title, "{component}", "a component")))
	case !ok:
		return Join(capital(Words(f.Class.Title)), Words(", "), name)
	}
	return capital(Join(appendWords(nil, before), name, appendWords(nil, after)))
}

func componentOf(f *finding.Finding) Text {
	switch {
	case f.Component != "" && f.Host != "" && !strings.Contains(f.Component, f.Host):
		return Join(Quoted(f.Component), Words(" on "), Quoted(f.Host))
	case f.Component != "":
		return Quoted(f.Component)
	case f.Host != "":
		return Quoted(f.Host)
	}
	return nil
}

// connections is one ladder an episode, worst first, with its lines.
func (b *builder) connections() []Block {
	var out []Block
	episodes := b.episodes()
	for _, f := range head(episodes, shownLadders) {
		block := Block{Kind: FigureBlock, Figure: b.ladder(f)}
		if len(out) == 0 {
			block.Heading, block.Level = Words("Connections"), 3
			if n := len(episodes) - shownLadders; n > 0 {
				block.Heading = Words(fmt.Sprintf("Connections, the first %d of %d failing episodes", shownLadders, len(episodes)))
			}
		}
		out = append(out, block)
		out = append(out, b.ladderExcerpt(f, block.Figure.Ladder)...)
	}
	return out
}

func (b *builder) ladderExcerpt(f *finding.Finding, l *Ladder) []Block {
	var lines []Line
	seen := map[place]bool{}
	for _, r := range l.Rungs {
		if r.Line == nil || seen[place{r.Line.Ref.File, r.Line.Line}] {
			continue
		}
		seen[place{r.Line.Ref.File, r.Line.Line}] = true
		line := *r.Line
		if r.Bad {
			line.Role = roleFailure
		}
		lines = append(lines, line)
	}
	return excerpts(Join(Words("Lines of "), l.Peer), lines, map[string]int64{b.v.Sources[f.Source].Name: l.Steps}, OfConnections)
}

func unique(ids []ID) []ID {
	seen := map[ID]bool{}
	out := ids[:0:0]
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// capital writes the first letter of a heading large.
func capital(t Text) Text {
	if len(t) == 0 || t[0].Quoted || t[0].Text == "" {
		return t
	}
	out := slices.Clone(t)
	s := out[0].Text
	if s[0] >= 'a' && s[0] <= 'z' {
		out[0].Text = string(s[0]-'a'+'A') + s[1:]
	}
	return out
}
