package report

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"inquest/internal/evidence"
)

// How many lines around a cited one are shown, and how much of all that a
// report holds.
const (
	aroundLines  = 2         // on each side of a cited line
	aroundReach  = 2 << 10   // bytes on each side in which they are looked for
	aroundPlaces = 320       // cited lines
	aroundText   = 192 << 10 // bytes of text
	aroundLong   = 400       // bytes of one line
	aroundRefs   = 3         // references of one claim
)

// Stretch is a part of an input that holds a cited line and what stands around
// it. Data is nil when it could not be read.
type Stretch struct {
	Cited          evidence.Ref
	Offset, Length int64
	Data           []byte
}

// AroundStretches lists what to read again to show the lines around those that
// the report cites, most telling first. size tells the decoded bytes of a file,
// and 0 for one that cannot be read again.
func (r *Report) AroundStretches(size func(file string) int64) []Stretch {
	var out []Stretch
	for _, ref := range r.citedLines() {
		n := size(ref.File)
		if n < ref.Offset+ref.Length || n == 0 {
			r.Exhibits.AroundLeft++
			continue
		}
		from := max(0, ref.Offset-aroundReach)
		to := min(n, ref.Offset+ref.Length+aroundReach)
		out = append(out, Stretch{Cited: ref, Offset: from, Length: to - from})
	}
	return out
}

// citedLines are the single lines that the report cites, most telling first,
// each once.
func (r *Report) citedLines() []evidence.Ref {
	var out []evidence.Ref
	seen := map[place]bool{}
	take := func(ref evidence.Ref) {
		at := place{ref.File, ref.Line}
		if seen[at] || ref.Span() > 1 || ref.Check() != nil || ref.Length > maxAroundLine {
			return
		}
		seen[at] = true
		if len(out) == aroundPlaces {
			r.Exhibits.AroundLeft++
			return
		}
		out = append(out, ref)
	}
	for i := range r.Hypotheses {
		for _, l := range r.Hypotheses[i].Evidence {
			take(l.Ref)
		}
	}
	ids := r.Claims.IDs()
	for _, id := range ids[:min(len(ids), r.Shown)] {
		c := r.Claims.Claim(id)
		for _, ref := range head(c.Refs(), aroundRefs) {
			take(ref)
		}
	}
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Excerpt != nil {
				for _, l := range b.Excerpt.Lines {
					take(l.Ref)
				}
			}
		}
	}
	return out
}

// maxAroundLine is from how many bytes on a line is too long to be shown with
// its neighbours.
const maxAroundLine = 64 << 10

// SetAround keeps the lines of the pieces, in their order until the report's
// share is used up. Bytes that are not those cited are left out.
func (r *Report) SetAround(pieces []Stretch) {
	var runs []aroundRun
	used := 0
	for i := range pieces {
		g, ok := runOf(&pieces[i])
		if !ok || used+len(g.data) > aroundText {
			r.Exhibits.AroundLeft++
			continue
		}
		used += len(g.data)
		runs = append(runs, g)
	}
	slices.SortStableFunc(runs, func(a, b aroundRun) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.offset, b.offset))
	})
	r.Exhibits.Around = make([]Around, 0, len(runs))
	for i := 0; i < len(runs); {
		g := runs[i]
		for i++; i < len(runs) && g.touches(&runs[i]); i++ {
			g.join(&runs[i])
		}
		r.Exhibits.Around = append(r.Exhibits.Around, g.around())
	}
}

// aroundRun is a run of whole lines of one file, of which some are cited.
type aroundRun struct {
	file   string
	offset int64
	line   int64
	data   []byte // without the last line's end
	cited  []int64
}

// runOf cuts a piece to the lines that are shown.
func runOf(p *Stretch) (aroundRun, bool) {
	at := p.Cited.Offset - p.Offset
	if p.Data == nil || at < 0 || at+p.Cited.Length > int64(len(p.Data)) ||
		!strings.EqualFold(evidence.HashBytes(p.Data[at:at+p.Cited.Length]), p.Cited.SHA256) {
		return aroundRun{}, false
	}
	head, end := int(at), int(at+p.Cited.Length) // a record of a batch is a part of its line
	if head = bytes.LastIndexByte(p.Data[:head], '\n') + 1; head == 0 && p.Offset != 0 && at != 0 {
		return aroundRun{}, false
	}
	if i := bytes.IndexByte(p.Data[end:], '\n'); i >= 0 {
		end += i
	} else if len(p.Data)-end < aroundReach {
		end = len(p.Data)
	}
	from, before := linesBefore(p.Data, head, p.Offset == 0)
	to := linesAfter(p.Data, end)
	return aroundRun{
		file: p.Cited.File, offset: p.Offset + int64(from), line: p.Cited.Line - int64(before),
		data: p.Data[from:to:to], cited: []int64{p.Cited.Line},
	}, true
}

// touches tells whether the next run begins within this one or right behind it.
func (g *aroundRun) touches(next *aroundRun) bool {
	return g.file == next.file && next.offset <= g.offset+int64(len(g.data))+1
}

func (g *aroundRun) join(next *aroundRun) {
	g.cited = append(g.cited, next.cited...)
	end := g.offset + int64(len(g.data))
	switch nextEnd := next.offset + int64(len(next.data)); {
	case nextEnd <= end:
	case next.offset == end+1:
		g.data = append(append(g.data, '\n'), next.data...)
	default:
		g.data = append(g.data, next.data[end-next.offset:]...)
	}
}

func (g *aroundRun) around() Around {
	a := Around{File: evidence.NewQuote(g.file), Line: g.line}
	for i, line := range bytes.Split(g.data, []byte{'\n'}) {
		l := AroundLine{Cited: slices.Contains(g.cited, g.line+int64(i))}
		l.Text, l.Cut = cutLine(line)
		a.Lines = append(a.Lines, l)
	}
	a.Ref = evidence.Ref{
		File: g.file, Line: g.line, Lines: int64(len(a.Lines)), Offset: g.offset,
		Length: int64(len(g.data)), SHA256: evidence.HashBytes(g.data),
	}
	return a
}

// linesBefore is where the neighbours in front of a line begin, and how many
// they are. The first line of a slice counts only at the begin of the file.
func linesBefore(data []byte, at int, whole bool) (from, n int) {
	from = at
	for n < aroundLines && from > 0 {
		i := bytes.LastIndexByte(data[:from-1], '\n')
		if i < 0 && !whole {
			break
		}
		from = i + 1
		n++
	}
	return from, n
}

// linesAfter is where the neighbours behind a line end; one that is not whole
// in the slice does not count, unless the file ends there.
func linesAfter(data []byte, at int) int {
	to := at
	for n := 0; n < aroundLines && to+1 < len(data); n++ {
		i := bytes.IndexByte(data[to+1:], '\n')
		if i < 0 {
			if len(data)-at < aroundReach { // the file's last line has no end
				to = len(data)
			}
			break
		}
		to += 1 + i
	}
	return to
}

func cutLine(line []byte) (q evidence.Quote, cut bool) {
	line = bytes.TrimSuffix(line, []byte{'\r'})
	if len(line) > aroundLong {
		return evidence.NewQuote(string(bytes.ToValidUTF8(line[:aroundLong], nil))), true
	}
	return evidence.NewQuote(string(line)), false
}
