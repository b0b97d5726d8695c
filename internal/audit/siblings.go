package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// Rows of one column count the same thing, each for its own name. A reading that gives nearly
// all cells of a column therefore tells what the others ought to be.

// sibling is a cell of a column of counts: its number, and what it is counted for.
type sibling struct {
	p     *piece
	m     mention
	name  string
	lines []int32 // that have the name
	units []*profile.Run
}

// maxSiblings bounds the rows of a column, maxContexts the readings that are tried.
const (
	maxSiblings = 40
	maxContexts = 80
)

// siblings settles the columns of counts of a table, and of lists in columns: where a reading
// gives all cells but one, that one is refuted.
func (a *auditor) siblings(ps []piece) {
	for _, column := range a.columnsOf(ps) {
		if len(column) < 2 || len(column) > maxSiblings {
			continue
		}
		a.column1(column)
	}
}

var (
	nameNumber = lazy.Compile(`^\W*(\S.{0,60}?)(?:\s{2,}|\s*[:=]\s*|\s+-\s+)(\d[\d,]*)\s*$`)
	notCounts  = lazy.Compile(`(?i)median|mean|average|min|max|longest|shortest|port|line|p\d\d|rate|share|%|units|pid|version|time|free|used|lag|size|mb|gb`)
)

// columnsOf lists the columns of counts of the pieces of a block or of a list.
func (a *auditor) columnsOf(ps []piece) [][]sibling {
	by := map[int][]sibling{}
	var order []int
	add := func(c int, s sibling) {
		if by[c] == nil {
			order = append(order, c)
		}
		by[c] = append(by[c], s)
	}
	for k := range ps {
		p := &ps[k]
		if p.row == nil {
			if s, ok := a.columnLine(p); ok {
				add(-1, s)
			}
			continue
		}
		if p.header == nil || len(p.row) < 2 || total.MatchString(p.row[0].S) {
			continue
		}
		ms := p.mentions()
		for i := range ms {
			m := &ms[i]
			if c := columnOf(p, m); m.kind == isNumber && c > 0 && strings.TrimSpace(cellOf(p, m)) == m.text && !notCounts.MatchString(headerOf(p, m)) {
				add(c, a.named1(sibling{p: p, m: *m, name: strings.TrimSpace(p.row[0].S)}))
			}
		}
	}
	var out [][]sibling
	for _, c := range order {
		out = append(out, by[c])
	}
	return out
}

// columnLine reads a line of a list in columns.
func (a *auditor) columnLine(p *piece) (sibling, bool) {
	g := nameNumber.FindStringSubmatchIndex(p.text.S)
	if g == nil || p.heading {
		return sibling{}, false
	}
	ms := p.mentions()
	for i := range ms {
		if ms[i].kind == isNumber && ms[i].from == g[4] {
			return a.named1(sibling{p: p, m: ms[i], name: strings.TrimSpace(p.text.S[g[2]:g[3]])}), true
		}
	}
	return sibling{}, false
}

// named1 finds the lines, and the runs, of what a row is named for.
func (a *auditor) named1(s sibling) sibling {
	name := strings.ToLower(strings.Trim(s.name, "`*_ "))
	if u := a.f.unitName(name); u != "" {
		s.units = a.f.runs(u)
	}
	t := document.Text{S: s.name}
	ms := mentions(&t)
	switch {
	case len(ms) == 1 && ms[0].kind == isTime && ms[0].to-ms[0].from >= len(s.name)-2:
		if lines, ok := a.at(ms[0].at); ok {
			s.lines = sorted(lines)
		}
	case len(ms) == 2:
		s.units = a.runsBetween(ms[0].text, ms[1].text, s.name[ms[0].to:ms[1].from])
	default:
		if s.lines = a.linesNamed(name); len(s.lines) == 0 {
			s.lines = a.c.phrase(name)
		}
		if len(s.lines) == 0 && !strings.Contains(name, " ") && len(name) > 1 {
			s.lines = a.c.words[stem(name)]
		}
	}
	return s
}

// runsBetween are the runs of the units of a stretch, "cp-70 to cp-85".
func (a *auditor) runsBetween(from, to, between string) []*profile.Run {
	x, lo, ok1 := idNumber(from)
	y, hi, ok2 := idNumber(to)
	if !ok1 || !ok2 || x != y || lo > hi || !toJoin.MatchString(between) || a.f.byID[strings.ToLower(from)] == nil || a.f.byID[strings.ToLower(to)] == nil {
		return nil
	}
	var out []*profile.Run
	for _, u := range a.f.units {
		if z, n, ok := idNumber(u.ID); ok && z == x && n >= lo && n <= hi {
			for k := range u.Runs {
				out = append(out, &u.Runs[k])
			}
		}
	}
	return out
}

// columnReading is one reading of a column.
type columnReading struct {
	what  string
	count func(s *sibling) (int64, []int32)
}

// contextsOf are the readings of a column: runs by their outcome, and lines that have the name
// of the row and the words around the table.
func (a *auditor) contextsOf(column []sibling) []columnReading {
	var out []columnReading
	runs := len(a.f.units) > 0
	for i := range column {
		runs = runs && column[i].units != nil
	}
	if runs {
		for _, k := range keepers {
			out = append(out, columnReading{k.what, func(s *sibling) (int64, []int32) {
				return count(s.units, k.keep), a.f.runLines(s.units, k.keep)
			}})
		}
		return out
	}
	t := termList{a: a}
	p, m := column[0].p, &column[0].m
	t.text(headerOf(p, m), true, "")
	t.text(p.intro, true, "")
	t.text(p.section, true, "")
	sets := []term{{what: "", lines: nil}}
	sets = append(sets, t.list...)
	sets = append(sets, term{what: "failure", lines: a.c.ofBad()}, term{what: "success", lines: a.c.ofGood()})
	for i := 1; i < len(sets); i++ {
		for k := i + 1; k < len(sets) && len(sets) < maxContexts/2 && k <= len(t.list)+2; k++ {
			if both := intersect(sets[i].lines, sets[k].lines); len(both) > 0 && i <= len(t.list)+2 {
				sets = append(sets, term{what: sets[i].what + ", " + sets[k].what, lines: both})
			}
		}
	}
	for _, set := range sets {
		out = append(out, a.lineContexts(set)...)
		if len(out) > maxContexts {
			break
		}
	}
	return out
}

// lineContexts count the records of a set that have the name of a row: of all sources, and of
// each.
func (a *auditor) lineContexts(set term) []columnReading {
	within := func(s *sibling) []int32 {
		if set.lines == nil {
			return a.headsOf(s.lines)
		}
		return a.headsOf(intersect(s.lines, set.lines))
	}
	what := "lines with the name of the row"
	if set.what != "" {
		what += " and " + set.what
	}
	out := []columnReading{{what, func(s *sibling) (int64, []int32) { l := within(s); return int64(len(l)), l }}}
	if len(a.c.files) < 2 || len(a.c.files) > 6 {
		return out
	}
	for src := range a.c.files {
		out = append(out, columnReading{what + " of " + a.c.files[src], func(s *sibling) (int64, []int32) {
			var l []int32
			for _, i := range within(s) {
				if int(a.c.lines[i].src) == src {
					l = append(l, i)
				}
			}
			return int64(len(l)), l
		}})
	}
	return out
}

// column1 looks for the reading that gives most cells of a column, and judges the others by it.
func (a *auditor) column1(column []sibling) {
	for i := range column {
		if len(column[i].lines) == 0 && column[i].units == nil {
			return
		}
	}
	var best *columnReading
	most, varied := 0, false
	list := a.contextsOf(column)
	for k := range list {
		fit := 0
		seen := map[int64]bool{}
		for i := range column {
			if n, _ := list[k].count(&column[i]); column[i].m.is(n) {
				fit++
				seen[n] = true
			}
		}
		if fit > most {
			best, most, varied = &list[k], fit, len(seen) > 1
		}
	}
	if sign := becameOf(headerOf(column[0].p, &column[0].m)); sign != 0 && column[0].units != nil && len(list) == len(keepers) {
		best, most, varied = &list[1], len(column), true
		if sign > 0 {
			best = &list[2]
		}
	}
	if best == nil || most < len(column)-1 || most < 2 || !varied && most < 3 && column[0].units == nil {
		return
	}
	for i := range column {
		s := &column[i]
		n, lines := best.count(s)
		if s.m.is(n) {
			a.settle(s.p, &s.m, Statement{Verdict: Proven}, itoa(n)+" "+best.what+" \""+clip(s.name, 40)+"\"", "", lines)
		} else {
			a.settle(s.p, &s.m, Statement{Verdict: a.absent(Refuted)}, "the other rows count "+best.what+"; of \""+clip(s.name, 40)+"\" there are "+itoa(n), itoa(n), lines)
		}
	}
}

// settle replaces what was said of a figure.
func (a *auditor) settle(p *piece, m *mention, s Statement, reason, right string, lines []int32) {
	begin, end := p.text.Span(m.from, m.to)
	a.out = slices.DeleteFunc(a.out, func(o Statement) bool {
		return (o.Kind == KindCount || o.Kind == KindArithmetic && o.Verdict == Unsupported) && o.Span.Offset >= begin && o.Span.Offset+o.Span.Length <= end
	})
	a.say(KindCount, s.Verdict, p, m.from, m.to, reason, right, a.lines(lines...))
}

// settleSiblings goes over the tables, and over the lists in columns.
func (a *auditor) settleSiblings(all []piece) {
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && sameColumns(&all[i], &all[j]) {
			j++
		}
		if j-i > 1 {
			a.siblings(all[i:j])
		}
		i = max(j, i+1)
	}
}

// sameColumns tells two pieces of one table, or two lines of one list.
func sameColumns(x, y *piece) bool {
	if (x.row == nil) != (y.row == nil) {
		return false
	}
	if x.row != nil {
		return x.block == y.block
	}
	return x.section == y.section && nameNumber.MatchString(x.text.S) && nameNumber.MatchString(y.text.S)
}
