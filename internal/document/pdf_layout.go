package document

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// pdfPiece is a string of a page and where it stands: from x to end on the baseline y.
type pdfPiece struct {
	text            string
	x, end, y, size float64
}

// pdfLayout is what a page shows: strings in the order in which they are drawn, and
// straight edges.
type pdfLayout struct {
	pieces      []pdfPiece
	rules       []pdfRule
	foot, head  float64 // the lower and the upper edge of the page, both 0 where it is not told
	marginLines int     // that were left out
}

// pdfLine is a run of strings on one baseline, in the order in which they are drawn.
type pdfLine struct {
	pieces []pdfPiece
	x, end float64
	y      float64
	size   float64
	broken bool // it stands a good way below or above the one before it
}

// text writes the page line by line, and its tables as tables: rows between pipes.
func (l *pdfLayout) text() string {
	lines := l.lines()
	lines = l.body(lines)
	tables := l.tables(lines)
	usual := usualSize(lines)
	var b strings.Builder
	for i := range lines {
		if t := tables[i]; t != nil {
			if t.first == i {
				t.write(&b)
			}
			continue
		}
		switch {
		case b.Len() == 0:
		case lines[i].broken || i > 0 && tables[i-1] != nil:
			b.WriteString("\n\n")
		default:
			b.WriteString("\n")
		}
		at := b.Len()
		lines[i].write(&b)
		if lines[i].heads(usual) && (i+1 == len(lines) || lines[i+1].broken || !alike(&lines[i+1], &lines[i])) && b.Len()-at < 120 {
			heading := b.String()[at:]
			text := b.String()[:at]
			b.Reset()
			b.WriteString(text)
			b.WriteString("## ")
			b.WriteString(heading)
		}
	}
	return b.String()
}

// heads tells a line that stands like a heading: all of it is large, and it stands apart.
func (l *pdfLine) heads(usual float64) bool {
	some := false
	for _, p := range l.pieces {
		if blank := strings.TrimSpace(p.text) == ""; !blank && p.size < 1.2*usual {
			return false
		} else if !blank {
			some = true
		}
	}
	return some && l.broken && l.size > 0
}

// usualSize is the size of most of the text of a page.
func usualSize(lines []pdfLine) float64 {
	bytes := map[float64]int{}
	best, most := 0.0, 0
	for i := range lines {
		s := math.Round(lines[i].size*2) / 2
		for _, p := range lines[i].pieces {
			bytes[s] += len(p.text)
		}
		if n := bytes[s]; n > most || n == most && s < best {
			best, most = s, n
		}
	}
	return best
}

// lines cuts the strings of the page into lines: a new one begins where a string stands
// higher or lower than the last one, or left of it.
func (l *pdfLayout) lines() []pdfLine {
	var out []pdfLine
	for i, p := range l.pieces {
		if i > 0 {
			last := &out[len(out)-1]
			prev := l.pieces[i-1]
			drop := math.Abs(p.y - prev.y)
			if t, ok := noteMark(&prev, &p); ok { // [3], behind the words that it stands for
				p.text, p.y, p.size = t, prev.y, prev.size
				l.pieces[i] = p
				drop = 0
			}
			if drop <= 0.4*p.size && p.x-prev.end >= -2*p.size {
				last.pieces = append(last.pieces, p)
				last.x, last.end, last.size = min(last.x, p.x), max(last.end, p.end), max(last.size, p.size)
				continue
			}
			out = append(out, pdfLine{[]pdfPiece{p}, p.x, p.end, p.y, p.size, drop > 2.2*p.size})
			continue
		}
		out = append(out, pdfLine{[]pdfPiece{p}, p.x, p.end, p.y, p.size, true})
	}
	return out
}

// margin is how near to the edge of a page its running head and foot stand.
const margin = 36

// body leaves out the small lines at the upper and the lower edge that stand apart from all
// others: the name of the file, the day of printing, the number of the page.
func (l *pdfLayout) body(lines []pdfLine) []pdfLine {
	if l.head <= l.foot {
		return lines
	}
	outer := func(x *pdfLine) bool {
		return x.size <= 9 && (x.y > l.head-margin || x.y < l.foot+margin)
	}
	top, low := math.Inf(-1), math.Inf(1)
	for i := range lines {
		if !outer(&lines[i]) {
			top, low = max(top, lines[i].y), min(low, lines[i].y)
		}
	}
	out := lines[:0]
	for i := range lines {
		if x := &lines[i]; outer(x) && top >= low && (x.y > top+20 || x.y < low-20) {
			l.marginLines++
			continue
		}
		out = append(out, lines[i])
	}
	return out
}

// noteMark tells the number of a note: small digits, raised behind a word.
func noteMark(prev, p *pdfPiece) (string, bool) {
	t := strings.TrimSpace(p.text)
	if t == "" || len(t) > 4 || strings.Trim(t, "0123456789, ") != "" || p.size > 0.8*prev.size {
		return "", false
	}
	up, gap := p.y-prev.y, p.x-prev.end
	return "[" + t + "]", up > 0.1*prev.size && up < 0.7*prev.size && gap > -0.3*prev.size && gap < 0.5*prev.size
}

// write writes the strings of a line: one behind a blank where there is a gap, behind two
// where the gap is one between columns.
func (l *pdfLine) write(b *strings.Builder) {
	for i, p := range l.pieces {
		if i > 0 {
			b.WriteString(gapText(p.x-l.pieces[i-1].end, p.size))
		}
		b.WriteString(p.text)
	}
}

func gapText(gap, size float64) string {
	switch {
	case gap > 1.5*size:
		return "  "
	case gap > 0.18*size:
		return " "
	}
	return ""
}

// pdfBox is a part of a line: strings that stand so close that one word, or two words of one
// sentence, may go from one to the next.
type pdfBox struct {
	pieces []pdfPiece
	x, end float64
	wide   bool // a gap wider than one between words stands in front of it, or an upright rule
}

// boxes cuts a line where strings stand apart.
func (l *pdfLayout) boxes(line *pdfLine, upright []pdfRule) []pdfBox {
	var out []pdfBox
	for _, p := range line.pieces {
		n := len(out)
		if strings.TrimSpace(p.text) == "" { // a blank that is drawn belongs to what stands in front of it
			if n > 0 && p.x-out[n-1].end <= 0.18*line.size {
				out[n-1].pieces = append(out[n-1].pieces, p)
				out[n-1].end = max(out[n-1].end, p.end)
			}
			continue
		}
		if n == 0 {
			out = append(out, pdfBox{[]pdfPiece{p}, p.x, p.end, false})
			continue
		}
		gap := p.x - out[n-1].end
		wide := gap >= 0.6*line.size || parted(upright, out[n-1].end, p.x, line.y+line.size/4)
		if gap <= 0.18*line.size && !wide {
			out[n-1].pieces = append(out[n-1].pieces, p)
			out[n-1].end = max(out[n-1].end, p.end)
			continue
		}
		out = append(out, pdfBox{[]pdfPiece{p}, p.x, p.end, wide})
	}
	return out
}

// sides counts the parts of a line that gaps between columns part.
func sides(boxes []pdfBox) int {
	n := min(len(boxes), 1)
	for i := range boxes {
		if boxes[i].wide {
			n++
		}
	}
	return n
}

// parted tells an upright rule between two places of a line.
func parted(upright []pdfRule, from, to, y float64) bool {
	i, _ := slices.BinarySearchFunc(upright, from-1, func(r pdfRule, x float64) int { return cmp.Compare(r.x0, x) })
	for ; i < len(upright) && upright[i].x0 <= to+1; i++ {
		if upright[i].y0 <= y && y <= upright[i].y1 {
			return true
		}
	}
	return false
}

// write writes the strings of a part of a line as one cell.
func (x *pdfBox) write(b *strings.Builder) {
	var s strings.Builder
	for i, p := range x.pieces {
		if i > 0 && p.x-x.pieces[i-1].end > 0.18*p.size {
			s.WriteString(" ")
		}
		s.WriteString(p.text)
	}
	t := strings.Join(strings.Fields(s.String()), " ")
	b.WriteString(strings.ReplaceAll(t, "|", `\|`))
}
