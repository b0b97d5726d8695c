package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// table judges a table that is more than a list of sentences. true when it is
// settled.
func (a *auditor) table(b *document.Block, ps []piece) bool {
	if len(b.Rows) < 2 || len(ps) == 0 {
		return false
	}
	for _, row := range b.Rows {
		if len(row) == 0 {
			return false
		}
	}
	for k := range ps { // tables that Inquest makes of these logs
		key, _, _ := formOf(&ps[k].text)
		if _, ok := a.l.exact[key]; ok && k > 0 {
			return false
		}
	}
	if h := histogramOf(b); h != nil {
		a.histogram(h, ps)
		return true
	}
	a.sums(b, &ps[0])
	return false
}

// histogram is a table whose rows are stretches of durations and whose columns
// are counts.
type histogram struct {
	lo, hi  []float64 // of each row, in unit
	open    []bool    // the row has no upper end
	unit    int64
	first   int // index of the first row with a stretch
	rows    [][]document.Text
	totals  [][]document.Text
	header  []document.Text
	columns []int
}

var stretch = lazy.Compile(`(?i)^\W*(?:(\d[\d,]*(?:\.\d+)?)\s*(` + units + `)?\s*(?:-|–|—|to|\.\.|≤ ?x ?<|,)\s*<?\s*(\d[\d,]*(?:\.\d+)?)\s*(` + units + `)?|(?:>|≥|over |above )\s*(\d[\d,]*(?:\.\d+)?)\s*(` + units + `)?|(\d[\d,]*(?:\.\d+)?)\s*(` + units + `)?\s*\+|(?:<|≤|under |below |up to )\s*(\d[\d,]*(?:\.\d+)?)\s*(` + units + `)?)\W*$`)

// histogramOf reads a table as a histogram, nil when it is none.
func histogramOf(b *document.Block) *histogram {
	h := &histogram{header: b.Rows[0], first: 1, unit: second}
	if g := unitWord.FindStringSubmatch(b.Rows[0][0].S); g != nil {
		h.unit = unitOf(g[1])
	}
	for _, row := range b.Rows[1:] {
		g := stretch.FindStringSubmatch(strings.TrimSpace(row[0].S))
		if g == nil {
			if total.MatchString(row[0].S) {
				h.totals = append(h.totals, row)
				continue
			}
			return nil
		}
		h.row(g, row)
	}
	if len(h.rows) < 2 {
		return nil
	}
	for c := 1; c < len(h.header); c++ {
		counts := 0
		for _, row := range h.rows {
			if c < len(row) && (numericCell(row[c].S) || strings.TrimSpace(row[c].S) == "-") {
				counts++
			}
		}
		if counts == len(h.rows) {
			h.columns = append(h.columns, c)
		}
	}
	if len(h.columns) == 0 {
		return nil
	}
	return h
}

var (
	unitWord = lazy.Compile(`(?i)\b(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?)\b`)
	total    = lazy.Compile(`(?i)^\W*(?:total|sum|all|overall)\b`)
	barTail  = lazy.Compile(`[#█▇▆▅▄▃▂▁*■=\s]+$`)
)

func (h *histogram) row(g []string, row []document.Text) {
	unit := func(s string) {
		if s != "" {
			h.unit = unitOf(s)
		}
	}
	switch {
	case g[1] != "":
		unit(g[2])
		unit(g[4])
		h.lo, h.hi, h.open = append(h.lo, float(g[1])), append(h.hi, float(g[3])), append(h.open, false)
	case g[5] != "":
		unit(g[6])
		h.lo, h.hi, h.open = append(h.lo, float(g[5])), append(h.hi, 0), append(h.open, true)
	case g[7] != "":
		unit(g[8])
		h.lo, h.hi, h.open = append(h.lo, float(g[7])), append(h.hi, 0), append(h.open, true)
	default:
		unit(g[10])
		h.lo, h.hi, h.open = append(h.lo, 0), append(h.hi, float(g[9])), append(h.open, false)
	}
	h.rows = append(h.rows, row)
}

func numericCell(s string) bool {
	s = strings.TrimSpace(barTail.ReplaceAllString(s, ""))
	return s != "" && strings.Trim(s, "0123456789,") == ""
}

func cellNumber(s string) int64 {
	s = strings.TrimSpace(barTail.ReplaceAllString(s, ""))
	return int64(float(s))
}

// histogram judges the edges, the axis, every cell and the sums.
func (a *auditor) histogram(h *histogram, ps []piece) {
	p := ps[0]
	a.edgesOf(h, p)
	a.axis(h, p)
	for _, c := range h.columns {
		a.column(h, c, p)
	}
}

// edgesOf judges the edges: stretches of one width that leave no gap.
func (a *auditor) edgesOf(h *histogram, p piece) {
	whole := len(h.lo) > 1 && h.lo[1] == h.hi[0]+1 || len(h.lo) > 2 && h.lo[2] == h.hi[1]+1 // 0-100, 101-200
	width := map[float64]int{}
	for i := range h.lo {
		if h.open[i] {
			continue
		}
		w := h.hi[i] - h.lo[i]
		if whole {
			w++
		}
		width[w]++
		if i == 0 {
			continue
		}
		gap := h.lo[i] - h.hi[i-1]
		if gap != 0 && !(whole && gap == 1) {
			p.text = h.rows[i][0]
			a.say(KindBuckets, Refuted, &p, 0, len(p.text.S), "the stretch does not begin where the one before it ends", "", support{})
		}
	}
	if len(width) < 2 || len(width) > 2 {
		return
	}
	usual, n := 0.0, 0
	for w, k := range width {
		if k > n {
			usual, n = w, k
		}
	}
	for i := range h.lo {
		w := h.hi[i] - h.lo[i]
		if whole {
			w++
		}
		if !h.open[i] && w != usual {
			p.text = h.rows[i][0]
			right := itoa(int64(h.hi[i]-usual)+1) + "-" + itoa(int64(h.hi[i]))
			if !whole {
				right = itoa(int64(h.hi[i]-usual)) + "-" + itoa(int64(h.hi[i]))
			}
			a.say(KindBuckets, Refuted, &p, 0, len(p.text.S), "holds "+itoa(int64(w))+" values where the others hold "+itoa(int64(usual)), right, support{})
		}
	}
}

var timeAxis = lazy.Compile(`(?i)^\W*time\b`)

// axis judges what the stretches are called: durations of runs are no times.
func (a *auditor) axis(h *histogram, p piece) {
	if !timeAxis.MatchString(h.header[0].S) {
		return
	}
	p.text = h.header[0]
	a.say(KindLabel, Unsupported, &p, 0, len(p.text.S), "called a time, but the stretches are durations of runs", "Duration of the run", support{})
}

// column judges the cells of one column, and their sum.
func (a *auditor) column(h *histogram, c int, p piece) {
	scope := a.f.scopeOf(h.header[c].S)
	keep := failed
	if successWord.MatchString(h.header[c].S) {
		keep = func(r *profile.Run) bool { return r.State == profile.RunSucceeded }
	}
	if scope == "" {
		scope = a.sectionScope(&p)
	}
	runs := a.f.runs(scope)
	d := durations(runs, keep)
	if len(d) == 0 {
		return
	}
	right := h.count(d, h.cells(c))
	sum, want := int64(0), int64(0)
	for _, row := range h.totals { // a row of totals below the stretches
		if c < len(row) && numericCell(row[c].S) {
			q, n := p, cellNumber(row[c].S)
			q.text = row[c]
			if n == int64(len(d)) {
				a.say(KindSum, Proven, &q, 0, len(q.text.S), "the number of these runs", "", a.lines(a.f.runLines(runs, keep)...))
			} else {
				a.say(KindSum, a.absent(Refuted), &q, 0, len(q.text.S), "there are "+itoa(len(d))+" such runs", itoa(len(d)), a.lines(a.f.runLines(runs, keep)...))
			}
		}
	}
	for i, row := range h.rows {
		n := cellNumber(row[c].S)
		sum, want = sum+n, want+right[i]
		q := p
		q.text = row[c]
		in := a.f.runLines(runs, func(r *profile.Run) bool {
			return keep(r) && r.HasDuration && h.holds(i, r.Duration)
		})
		what := "runs" + of(scope) + " of " + strings.TrimSpace(row[0].S)
		if n == right[i] {
			a.say(KindCell, Proven, &q, 0, len(q.text.S), itoa(n)+" "+what, "", a.lines(in...))
		} else {
			a.say(KindCell, a.absent(Refuted), &q, 0, len(q.text.S), "the logs have "+itoa(right[i])+" "+what, itoa(right[i]), a.lines(in...))
		}
	}
	q := p
	q.text = h.header[c]
	all := a.lines(a.f.runLines(runs, keep)...)
	switch {
	case sum == int64(len(d)):
		a.say(KindSum, Proven, &q, 0, len(q.text.S), "the column sums to "+itoa(sum)+", the number of these runs", "", all)
	default:
		a.say(KindSum, a.absent(Refuted), &q, 0, len(q.text.S), "the column sums to "+itoa(sum)+", but there are "+itoa(len(d))+" such runs", itoa(len(d)), all)
	}
}

var successWord = lazy.Compile(`(?i)success|succeed|complet|passed`)

// sectionScope is the unit that a table stands under.
func (a *auditor) sectionScope(p *piece) string {
	for i := len(p.path) - 1; i >= 0; i-- {
		if s := a.f.scopeOf(p.path[i]); s != "" {
			return s
		}
	}
	return ""
}

func (h *histogram) cells(c int) []int64 {
	out := make([]int64, len(h.rows))
	for i, row := range h.rows {
		out[i] = cellNumber(row[c].S)
	}
	return out
}

// count sorts durations into the stretches. A value on an edge belongs to the lower
// stretch, unless the report's own cells fit the other reading better.
func (h *histogram) count(d []int64, given []int64) []int64 {
	var best []int64
	wrong := -1
	for _, lower := range []bool{true, false} {
		out := make([]int64, len(h.rows))
		for _, x := range d {
			if i := h.place(x, lower); i >= 0 {
				out[i]++
			}
		}
		n := 0
		for i := range out {
			if out[i] != given[i] {
				n++
			}
		}
		if wrong < 0 || n < wrong {
			best, wrong = out, n
			h.setLower(lower)
		}
	}
	return best
}

func (h *histogram) setLower(lower bool) {
	if lower {
		h.first = 1
	} else {
		h.first = 0
	}
}

func (h *histogram) holds(i int, d int64) bool { return h.place(d, h.first == 1) == i }

// place is the row that a duration falls into, -1 when none.
func (h *histogram) place(d int64, lower bool) int {
	x := float64(d) / float64(h.unit)
	for i := range h.rows {
		lo, hi := h.lo[i], h.hi[i]
		if i > 0 && lo == h.hi[i-1]+1 { // 101-200 reads above 100 up to 200
			lo--
		}
		switch {
		case h.open[i]:
			if x > lo || !lower && x == lo {
				return i
			}
		case lower && x > lo && x <= hi, !lower && x >= lo && x < hi, lower && i == 0 && x == lo:
			return i
		}
	}
	return -1
}

// sums judges a row of totals: each of its cells is the sum of those above it.
func (a *auditor) sums(b *document.Block, p *piece) {
	a.rowSums(b, p)
	last := b.Rows[len(b.Rows)-1]
	if !total.MatchString(last[0].S) || len(b.Rows) < 4 {
		return
	}
	for c := 1; c < min(len(last), len(b.Rows[0])); c++ {
		sum, ok := int64(0), numericCell(last[c].S)
		for _, row := range b.Rows[1 : len(b.Rows)-1] {
			ok = ok && c < len(row) && numericCell(row[c].S)
			if ok {
				sum += cellNumber(row[c].S)
			}
		}
		if !ok || ordinalColumn.MatchString(b.Rows[0][c].S) {
			continue
		}
		q := *p
		q.text = last[c]
		if n := cellNumber(last[c].S); n == sum {
			a.say(KindSum, Proven, &q, 0, len(q.text.S), "the sum of the cells above", "", support{})
		} else {
			a.say(KindSum, Refuted, &q, 0, len(q.text.S), "the cells above sum to "+itoa(sum), itoa(sum), support{})
			for _, row := range b.Rows[1 : len(b.Rows)-1] {
				q.text = row[c]
				a.say(KindArithmetic, Unsupported, &q, 0, len(q.text.S), offTotal+itoa(n), "", support{})
			}
		}
	}
}

// offTotal begins what is said of the parts of a total that does not fit them.
const offTotal = "with the others of its column it does not sum to the total below, "

// settledParts drops doubts about parts of a total where the logs prove the part: then
// the total is wrong.
func (a *auditor) settledParts() {
	proven := map[int]bool{}
	for i := range a.out {
		if s := &a.out[i]; s.Verdict == Proven {
			proven[s.Span.Offset] = true
		}
	}
	a.out = slices.DeleteFunc(a.out, func(s Statement) bool {
		return s.Kind == KindArithmetic && proven[s.Span.Offset] && strings.HasPrefix(s.Reason.Open(func(t string) string { return t }), offTotal)
	})
}

// rowSums looks for a column that is the sum of two others in most rows - runs, of
// which some failed and the others ended well - and judges the rows where it is not.
func (a *auditor) rowSums(b *document.Block, p *piece) {
	var columns []int
	for c := 1; c < len(b.Rows[0]); c++ {
		ok := len(b.Rows) > 2
		for _, row := range b.Rows[1:] {
			ok = ok && c < len(row) && numericCell(row[c].S)
		}
		if ok && !ordinalColumn.MatchString(b.Rows[0][c].S) {
			columns = append(columns, c)
		}
	}
	if len(columns) < 3 || len(columns) > 8 {
		return
	}
	for _, x := range columns {
		for i, y := range columns {
			for _, z := range columns[i+1:] {
				if x != y && x != z && a.rowSum(b, p, x, y, z) {
					return
				}
			}
		}
	}
}

// rowSum judges the rows of a table in which column x should be y and z together.
func (a *auditor) rowSum(b *document.Block, p *piece, x, y, z int) bool {
	var odd [][]document.Text
	fit, positive := 0, 0
	for _, row := range b.Rows[1:] {
		if cellNumber(row[x].S) == cellNumber(row[y].S)+cellNumber(row[z].S) {
			fit++
			if cellNumber(row[y].S) > 0 && cellNumber(row[z].S) > 0 {
				positive++
			}
		} else {
			odd = append(odd, row)
		}
	}
	if positive < 2 || len(odd)*2 > fit {
		return false
	}
	for _, row := range odd {
		for _, c := range []int{x, y, z} {
			q := *p
			q.text = row[c]
			right := ""
			if c == x {
				right = itoa(cellNumber(row[y].S) + cellNumber(row[z].S))
			}
			a.say(KindArithmetic, Unsupported, &q, 0, len(q.text.S), "in the other rows \""+b.Rows[0][x].S+"\" is \""+b.Rows[0][y].S+"\" and \""+b.Rows[0][z].S+"\" together; in this row it is not", right, support{})
		}
	}
	return true
}

var ordinalColumn = lazy.Compile(`(?i)median|mean|average|min|max|longest|shortest|port|line|p\d\d|rate|units`)
