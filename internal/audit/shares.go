package audit

import (
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

// rowShare holds a percentage in a table against the other cells of its row: where two
// columns give it in the other rows, they have to give it here.
func (a *auditor) rowShare(p *piece, m *mention) bool {
	if p.row == nil || p.header == nil || m.from <= len(p.row[0].S) {
		return false
	}
	cells := make([]float64, len(p.row))
	var numbers []int
	for c := 1; c < len(p.row); c++ {
		if s := strings.TrimSpace(p.row[c].S); numericCell(s) {
			cells[c] = float64(cellNumber(s))
			numbers = append(numbers, c)
		}
	}
	if len(numbers) < 2 {
		return false
	}
	for _, x := range numbers {
		for _, y := range numbers {
			if x != y && cells[y] > 0 && cells[x] <= cells[y] && near(100*cells[x]/cells[y], m) {
				a.say(KindArithmetic, Proven, p, m.from, m.to, "the share of "+decimalOf(cells[x])+" in "+decimalOf(cells[y])+" of this row", "", support{})
				return true
			}
		}
	}
	b := &a.d.Blocks[p.block]
	if x, y, ok := shareColumns(b, columnOf(p, m)); ok && cells[y] > 0 {
		right := decimal(100*cells[x]/cells[y]) + " %"
		a.say(KindArithmetic, Refuted, p, m.from, m.to, "in the other rows it is the share of \""+b.Rows[0][x].S+"\" in \""+b.Rows[0][y].S+"\"; in this row it is not", right, support{})
		return true
	}
	if rateHeader.MatchString(headerOf(p, m)) {
		a.say(KindArithmetic, Unsupported, p, m.from, m.to, "no two figures of this row give this share", "", support{})
		return true
	}
	return false
}

func decimalOf(x float64) string { return itoa(int64(x)) }

// columnOf is the column that a mention stands in.
func columnOf(p *piece, m *mention) int {
	at := 0
	for i := range p.row {
		end := at + len(p.row[i].S)
		if m.from >= at && m.from <= end {
			return i
		}
		at = end + len(" | ")
	}
	return 0
}

// shareColumns finds the two columns whose share a column of percentages gives in all
// rows but one, and in two at least.
func shareColumns(b *document.Block, share int) (x, y int, ok bool) {
	columns := len(b.Rows[0])
	best := 1
	for i := 1; i < min(columns, 9); i++ {
		for k := 1; k < min(columns, 9); k++ {
			if i == k || i == share || k == share {
				continue
			}
			fit, rows := 0, 0
			for _, row := range b.Rows[1:] {
				if share >= len(row) || i >= len(row) || k >= len(row) || !numericCell(row[i].S) || !numericCell(row[k].S) || cellNumber(row[k].S) == 0 {
					continue
				}
				rows++
				for _, m := range mentions(&row[share]) {
					if m.kind == isPercent && near(100*float64(cellNumber(row[i].S))/float64(cellNumber(row[k].S)), &m) {
						fit++
					}
				}
			}
			if fit > best && fit >= rows-1 {
				x, y, ok, best = i, k, true, fit
			}
		}
	}
	return x, y, ok
}

// literalShare finds a percentage that lines write: of a disk that is full, of a
// processor. Where the sentence pins the lines down, another one is refuted.
func (a *auditor) literalShare(p *piece, m *mention) bool {
	var others []int32
	right := ""
	list := a.linesOfDays(p, m)
	for _, i := range a.percentLines() {
		if list != nil && !contains(list, i) {
			continue
		}
		for _, f := range a.c.figuresIn(i) {
			if f.after != "%" {
				continue
			}
			if f.n == m.n {
				a.say(KindCount, Proven, p, m.from, m.to, "a line writes it", "", a.lines(i))
				return true
			}
			if list != nil {
				if right != "" && right != f.text+" %" {
					return false
				}
				right = f.text + " %"
				others = append(others, i)
			}
		}
	}
	if right == "" || couldBe.MatchString(p.text.S) {
		return false
	}
	a.say(KindCount, a.absent(Refuted), p, m.from, m.to, "the lines of that time write another", right, a.lines(others...))
	return true
}

func contains(sortedLines []int32, i int32) bool { return len(intersect(sortedLines, []int32{i})) > 0 }

// percentLines are the lines that write a percentage.
func (a *auditor) percentLines() []int32 {
	if a.c.shares == nil {
		a.c.shares = []int32{}
		for i := range a.c.lines {
			if strings.IndexByte(a.c.lines[i].text, '%') >= 0 && len(a.c.shares) < 20_000 {
				a.c.shares = append(a.c.shares, int32(i))
			}
		}
	}
	return a.c.shares
}

// linesOfDays are the lines of the time or day that stands nearest in front of a mention,
// nil when none does.
func (a *auditor) linesOfDays(p *piece, m *mention) []int32 {
	var best *mention
	ms := p.mentions()
	for k := range ms {
		if ms[k].kind == isTime && ms[k].to <= m.from {
			best = &ms[k]
		}
	}
	if best == nil {
		return nil
	}
	lines, ok := a.at(best.at)
	if !ok || len(lines) == 0 {
		return nil
	}
	return sorted(lines)
}

// pairShare holds a percentage against the pairs of numbers of its sentence and of the
// sentence before. true when something was said.
func (a *auditor) pairShare(p *piece, ms []mention, m *mention) bool {
	numbers := shareNumbers(p.text.S, ms, m)
	own := len(numbers)
	numbers = append(numbers, shareNumbers(p.prev, mentions(&document.Text{S: p.prev}), nil)...)
	for i, x := range numbers {
		for k, y := range numbers {
			if i == k || x > y || y < 2 {
				continue
			}
			if near(100*x/y, m) || (own >= 2 || othersWord.MatchString(p.text.S)) && near(100-100*x/y, m) {
				a.say(KindArithmetic, Proven, p, m.from, m.to, "the share of "+number(x)+" in "+number(y), "", support{})
				return true
			}
		}
	}
	if m.n > 100 && shareWord.MatchString(p.text.S) {
		a.say(KindArithmetic, Refuted, p, m.from, m.to, "no share is larger than the whole", "", support{})
		return true
	}
	if own == 2 && len(ms) <= 8 && thatIs.MatchString(p.text.S[lastClause(p.text.S, m.from):]) {
		x, y := numbers[0], numbers[1]
		if x > y {
			x, y = y, x
		}
		a.say(KindArithmetic, a.absent(Unsupported), p, m.from, m.to, "no two numbers of the sentence give this share", decimal(100*x/y)+" % for "+number(x)+" in "+number(y), support{})
		return true
	}
	return a.countedShare(p, m)
}

func lastClause(s string, to int) int {
	from := 0
	for _, loc := range clauseMark.FindAllStringIndex(s[:to], -1) {
		from = loc[1]
	}
	return from
}

func shareNumbers(s string, ms []mention, without *mention) []float64 {
	var out []float64
	for k := range ms {
		switch o := &ms[k]; {
		case without != nil && o.from == without.from:
		case o.kind == isRatio:
			out = append(out, o.n, o.m)
		case o.kind == isNumber && !notCounted.MatchString(s[:o.from]):
			out = append(out, o.n)
		}
	}
	return out
}

// countedShare holds a percentage against the numbers of lines that the terms of its
// sentence give, where it speaks of a share.
func (a *auditor) countedShare(p *piece, m *mention) bool {
	if p.heading || a.advising(p) || couldBe.MatchString(p.text.S) || !shareWord.MatchString(p.text.S) && !directShare.MatchString(p.text.S[:m.from]) {
		return false
	}
	r, ok := a.reckon(p, m)
	if !ok {
		return false
	}
	picks := r.relevant(0.2)
	for i := range picks {
		for k := range picks {
			x, y := len(a.headsOf(picks[i].lines)), len(a.headsOf(picks[k].lines))
			if x < y && near(100*float64(x)/float64(y), m) {
				a.say(KindCount, Proven, p, m.from, m.to, "the share of "+plural(x, "line", "lines")+" with "+picks[i].what(r.terms)+" in "+plural(y, "line", "lines")+" with "+picks[k].what(r.terms), "", a.lines(picks[i].lines...))
				return true
			}
		}
	}
	if len(a.f.units) > 0 {
		return false // of the runs, which come next
	}
	v := a.absent(Unsupported)
	if !a.clauseKnown(p, m) {
		v = NotCheckable
	}
	a.say(KindCount, v, p, m.from, m.to, "no share of lines or runs gives this figure", "", support{})
	return true
}

var (
	rateHeader  = lazy.Compile(`(?i)%|rate|share|percent|ratio|quote|anteil`)
	shareWord   = lazy.Compile(`(?i)\b(?:rate|share|percent(?:age)?|proportion|fraction|of (?:all|the|them|those)|quote|anteil)\b|(?:%|percent) of\b`)
	directShare = lazy.Compile(`(?i)(?:\(|\b(?:that is|i\.e\.|makes|which is|or|about|are|das sind|also)\s*|[=:]\s*)$`)
)
