package render

import (
	"fmt"
	"strings"
	"time"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// chartDefs are the hatches that all charts of a page share. Failure is hatched
// so that it is told without colour.
const chartDefs = markup(`<svg width="0" height="0" class="defs" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" class="fb"/><rect width="1.4" height="5" class="bgf" opacity=".55"/></pattern>
<pattern id="gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="1" height="6" class="bar" opacity=".7"/></pattern></defs></svg>
`)

// figure puts a chart on the page with its caption, its words and the claims
// that it shows.
func (p *page) figure(f *report.Figure) {
	p.figures++
	p.put("<figure><figcaption><b>Figure %d.</b> %s. %s</figcaption>\n", p.figures, richText(f.Title), richText(caption(f, p.day)))
	switch {
	case f.Histogram != nil:
		p.histogram(f)
	case f.Timeline != nil:
		p.timeline(f)
	case f.HeatMap != nil:
		p.heatMap(f)
	case f.Ladder != nil:
		p.ladder(f.Ladder)
	case f.Strip != nil:
		p.stripChart(f)
	}
	p.says(f.Notes)
	p.put("</figure>\n")
}

// openSVG begins a chart with its title and description for readers who do not
// see it.
func (p *page) openSVG(f *report.Figure, class string, width, height float64) {
	p.charts++
	p.put("<svg class=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-labelledby=\"t%d d%d\"><title id=\"t%d\">%s</title><desc id=\"d%d\">%s</desc>\n",
		class, px(width), px(height), p.charts, p.charts, p.charts, plainText(f.Title), p.charts, plainText(describe(f)))
}

func (p *page) closeSVG() { p.put("</svg>") }

// px writes a coordinate with one decimal at most.
func px(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
}

func (p *page) svgText(class string, x, y float64, text string) {
	p.put("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>", class, px(x), px(y), text)
}

func (p *page) rect(class string, x, y, w, h float64) {
	p.put("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>", class, px(x), px(y), px(max(w, 0)), px(max(h, 0)))
}

func (p *page) stroke(class, path string) { p.put("<path class=\"%s\" d=\"%s\"/>", class, path) }

// scale maps time to a broken axis. Each segment gets a share of the width: in
// part the same for all, so that a short one can be read, in part by its bins.
type scale struct {
	axis  []report.Segment
	left  []float64
	width []float64
	gap   float64 // width of a break
}

const evenShare = 0.45

func newScale(axis []report.Segment, x0, x1, gap float64) *scale {
	s := &scale{axis: axis, gap: gap}
	room := x1 - x0 - gap*float64(len(axis)-1)
	bins := 0.0
	for _, a := range axis {
		bins += float64((a.To - a.From) / a.Bin)
	}
	x := x0
	for _, a := range axis {
		w := room * (evenShare/float64(len(axis)) + (1-evenShare)*float64((a.To-a.From)/a.Bin)/max(bins, 1))
		s.left = append(s.left, x)
		s.width = append(s.width, w)
		x += w + gap
	}
	return s
}

// x is where an instant lies; one inside a break lies at the break's middle.
func (s *scale) x(at int64) float64 {
	for i, a := range s.axis {
		if at < a.From {
			if i == 0 {
				return s.left[0]
			}
			return s.left[i] - s.gap/2
		}
		if at <= a.To {
			return s.left[i] + s.width[i]*float64(at-a.From)/float64(a.To-a.From)
		}
	}
	last := len(s.axis) - 1
	return s.left[last] + s.width[last]
}

// bin is the width of a bin at an instant.
func (s *scale) bin(at int64) float64 {
	for i, a := range s.axis {
		if at >= a.From && at < a.To {
			return s.width[i] * float64(a.Bin) / float64(a.To-a.From)
		}
	}
	return 1
}

// ticks are readable instants of a segment, each at least apart px from the
// next.
func (s *scale) ticks(i int, apart float64) (at []int64, step int64) {
	a := s.axis[i]
	n := max(int(s.width[i]/apart), 1)
	for _, step = range tickSteps {
		if (a.To-a.From)/step <= int64(n) {
			break
		}
	}
	for t := a.From - a.From%step; t <= a.To; t += step {
		if t >= a.From {
			at = append(at, t)
		}
	}
	if len(at) == 0 {
		at = append(at, a.From)
	}
	return at, step
}

var tickSteps = func() []int64 {
	var out []int64
	for _, d := range []time.Duration{time.Microsecond, time.Millisecond} {
		for _, m := range []int64{1, 2, 5, 10, 20, 50, 100, 200, 500} {
			out = append(out, int64(d)*m)
		}
	}
	for _, d := range []time.Duration{
		time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
		time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
		time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
		2 * 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour, 90 * 24 * time.Hour, 365 * 24 * time.Hour, 3650 * 24 * time.Hour,
	} {
		out = append(out, int64(d))
	}
	return out
}()

// axisLabels draws the ticks of all segments between y0 and y1 with their times
// under them, the days over them when there are several, and the breaks.
func (p *page) axisLabels(s *scale, y0, y1 float64) {
	days := day(s.axis[0].From) != day(s.axis[len(s.axis)-1].To-1)
	for i, a := range s.axis {
		at, step := s.ticks(i, 88)
		for k, t := range at {
			x := s.x(t)
			p.stroke("ax", fmt.Sprintf("M%s %sV%s", px(x), px(y0), px(y1)))
			class := "t c"
			if k == 0 && x < s.left[i]+20 {
				class = "t"
			} else if x > s.left[i]+s.width[i]-24 {
				class = "t e"
			}
			p.svgText(class, x, y1+16, clock(t, step))
		}
		if days && s.width[i] > 60 {
			p.svgText("b c", s.left[i]+s.width[i]/2, y0-10, day(a.From))
		}
		if i > 0 {
			p.breakMark(s, i, y0, y1)
		}
	}
}

// breakMark is a hatched break of the axis with the length of the silence.
func (p *page) breakMark(s *scale, i int, y0, y1 float64) {
	x := s.left[i] - s.gap + 3
	w := s.gap - 6
	p.rect("gap", x, y0, w, y1-y0)
	if s.gap < 60 || y1-y0 < 30 {
		return
	}
	mid := (y0 + y1) / 2
	words := strings.Fields(evidence.FormatDuration(s.axis[i].Gap))
	line := []string{}
	y := mid - 8*float64((len(words)+3)/4)
	for k := 0; k+1 < len(words); k += 2 {
		line = append(line, words[k]+" "+words[k+1])
		if len(line) == 2 || k+3 >= len(words) {
			p.svgText("b c halo", x+w/2, y, strings.Join(line, " "))
			line, y = nil, y+16
		}
	}
	p.svgText("t c halo", x+w/2, y+2, "nothing logged")
}

// incident shades the window of the incident.
func (p *page) incident(s *scale, span *report.Span, y0, y1 float64) {
	if span == nil {
		return
	}
	x0, x1 := s.x(span.From), s.x(span.To)
	p.rect("band", x0, y0, max(x1-x0, 2), y1-y0)
	p.stroke("kl", fmt.Sprintf("M%s %sV%s", px(x0), px(y0), px(y1)))
	p.stroke("kl dash", fmt.Sprintf("M%s %sV%s", px(x1), px(y0), px(y1)))
}

// bars draws bins on a base line: what is good up, what fails down, on one
// scale. A bin that would press all others flat is cut, with a notch and its
// count.
func (p *page) bars(s *scale, bins []report.Bin, base, up, down float64) {
	most := ceiling(bins)
	unit := min(up, down) / float64(max(most, 1))
	if tallestOf(bins, false) == 0 || tallestOf(bins, true) == 0 {
		unit = max(up, down) / float64(max(most, 1))
	}
	up, down = min(up, unit*float64(most)), min(down, unit*float64(most))
	var good, bad strings.Builder
	var cut []report.Bin
	for _, b := range bins {
		x, w := s.x(b.At), max(s.bin(b.At)-1, 0.8)
		if n := b.N - b.Bad; n > 0 {
			h := px(barHeight(n, unit, up))
			fmt.Fprintf(&good, "M%s %sv-%sh%sv%sz", px(x), px(base), h, px(w), h)
			if n > most {
				cut = append(cut, b)
			}
		}
		if b.Bad > 0 {
			h := px(barHeight(b.Bad, unit, down))
			fmt.Fprintf(&bad, "M%s %sv%sh%sv-%sz", px(x), px(base+2), h, px(w), h)
		}
	}
	if good.Len() > 0 {
		p.stroke("bar", good.String())
	}
	if bad.Len() > 0 {
		p.stroke("fl", bad.String())
	}
	p.stroke("ax2", fmt.Sprintf("M%s %sH%s", px(s.left[0]), px(base+1), px(s.left[len(s.left)-1]+s.width[len(s.width)-1])))
	for _, b := range cut {
		p.notch(s.x(b.At), max(s.bin(b.At)-1, 0.8), base-up, b.N-b.Bad)
	}
}

// notch marks a bar that is cut, and writes its count.
func (p *page) notch(x, w, top float64, n int64) {
	p.stroke("notch", fmt.Sprintf("M%s %sl%s -5 %s 5", px(x-1), px(top+8), px(w/2+1), px(w/2+1)))
	p.svgText("t e halo", x-3, top+10, evidence.FormatCount(n))
}

// ceiling is the count at which bars are cut: that of the tallest bin, or half
// as much again as the second tallest when the tallest is three times that.
func ceiling(bins []report.Bin) int64 {
	var first, second int64
	for _, b := range bins {
		for _, n := range []int64{b.N - b.Bad, b.Bad} {
			switch {
			case n > first:
				first, second = n, first
			case n > second:
				second = n
			}
		}
	}
	if second > 1 && first > 3*second {
		return second + second/2
	}
	return first
}

func tallestOf(bins []report.Bin, bad bool) int64 {
	var most int64
	for _, b := range bins {
		n := b.N - b.Bad
		if bad {
			n = b.Bad
		}
		most = max(most, n)
	}
	return most
}

// barHeight is at least so much that a single event is seen.
func barHeight(n int64, unit, room float64) float64 {
	return min(max(unit*float64(n), 1.5), max(room, 1.5))
}
