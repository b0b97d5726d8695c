package render

import (
	"fmt"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// timeline draws one lane a source on one broken axis, wide and anew for a
// phone.
func (p *page) timeline(f *report.Figure) {
	p.put("<ul class=\"key\"><li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect class=\"bar\" width=\"24\" height=\"12\"/></svg>records, above the line</li>" +
		"<li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect class=\"fl\" width=\"24\" height=\"12\"/></svg>telling of failure, below it</li>" +
		"<li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"run\" d=\"M0 6h16\"/><rect class=\"fb\" x=\"15\" y=\"2\" width=\"8\" height=\"8\"/></svg>a run and its failed end; dashed: start implied</li>" +
		"<li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect class=\"gap\" width=\"24\" height=\"12\"/></svg>silence</li>")
	if f.Timeline.Incident != nil {
		p.put("<li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><rect class=\"band\" width=\"24\" height=\"12\"/><path class=\"kl\" d=\"M1 0v12\"/></svg>incident</li>")
	}
	p.put("<li>each lane has its own scale</li></ul>\n")
	p.put("<div class=\"still\">\n")
	p.timelineSVG(f, "wid", 1080, 168, 104)
	p.timelineSVG(f, "nar", 400, 0, 44)
	p.put("</div>\n<div id=\"live\" class=\"live\"></div>\n")
}

const (
	laneUp   = 40.0
	laneDown = 34.0
)

// timelineSVG draws with labels left of the lanes, or above them when label is 0.
func (p *page) timelineSVG(f *report.Figure, class string, width, label, gap float64) {
	t := f.Timeline
	head := 14.0
	if label == 0 {
		head = 32
	}
	lane := laneUp + laneDown + head
	top := 46.0
	bottom := top + lane*float64(len(t.Lanes))
	s := newScale(t.Axis, label+4, width-4, gap)
	p.openSVG(f, class, width, bottom+24)
	p.incident(s, t.Incident, top, bottom)
	p.axisLabels(s, top, bottom)
	for i, l := range t.Lanes {
		y := top + lane*float64(i) + head
		p.laneLabel(l, label, y, head)
		if len(l.Runs) > 0 {
			p.runs(s, l.Runs, y, laneUp+laneDown-6)
			continue
		}
		p.laneGaps(s, l.Gaps, y+laneUp)
		p.bars(s, l.Bins, y+laneUp, laneUp-4, laneDown-2)
	}
	p.marks(s, t.Moments, bottom)
	p.closeSVG()
}

func (p *page) laneLabel(l report.Lane, label, y, head float64) {
	name := tail(l.Label.Open(visible), 26)
	counts := countWords(l.Lines, "record")
	failing := ""
	if l.Bad > 0 {
		failing = evidence.FormatCount(l.Bad) + " failing"
	}
	if label == 0 {
		p.svgText("b", 2, y-head+14, name)
		p.svgText("t", 2, y-head+29, counts)
		if failing != "" {
			p.svgText("t tf", 100, y-head+29, failing)
		}
		return
	}
	folder, base := folderOf(l.Label.Open(visible))
	if folder != "" {
		p.svgText("t", 0, y+2, tail(folder, 23))
	}
	p.svgText("b", 0, y+18, tail(base, 20))
	p.svgText("t", 0, y+34, counts)
	if failing != "" {
		p.svgText("t tf", 0, y+50, failing)
	}
}

// folderOf parts a file's name from the folders that it lies in.
func folderOf(name string) (folder, base string) {
	i := strings.LastIndexByte(name, '/')
	return name[:i+1], name[i+1:]
}

// tail keeps the end of a name, which tells files of one folder apart.
func tail(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return "…" + string(r[len(r)-n+1:])
}

func (p *page) laneGaps(s *scale, gaps []report.Span, base float64) {
	for _, g := range gaps {
		x0, x1 := s.x(g.From), s.x(g.To)
		p.rect("gap", x0, base-14, x1-x0, 14)
		if x1-x0 > 70 {
			p.svgText("t c halo", (x0+x1)/2, base-3, "silent "+evidence.FormatDuration(roundGap(g.To-g.From)))
		}
	}
}

// roundGap drops what a label has no room for: parts below a hundredth.
func roundGap(ns int64) int64 {
	for _, unit := range []int64{3600e9, 60e9, 1e9, 1e8, 1e6} {
		if ns >= 100*unit {
			return ns / unit * unit
		}
	}
	return ns
}

// runs draws each run as a bar from start to end.
func (p *page) runs(s *scale, runs []report.RunBar, y, room float64) {
	step := min(room/float64(len(runs)), 9)
	for i, r := range runs {
		at := y + step*(float64(i)+0.5)
		x0, x1 := s.x(r.From), s.x(r.To)
		class := "run"
		if r.Implied {
			class = "run dash"
		}
		p.stroke(class, fmt.Sprintf("M%s %sH%s", px(x0), px(at), px(x1)))
		mark := min(step, 5)
		end := "bar"
		if r.Failed {
			end = "fb"
		}
		p.rect(end, x1-mark/2, at-mark/2, mark, mark)
	}
}

// marks numbers the steps of the story over the lanes; steps that fall on each
// other share a mark.
func (p *page) marks(s *scale, moments []report.Moment, bottom float64) {
	for _, k := range stepMarks(s, moments, 28) {
		p.stroke("kl dash", fmt.Sprintf("M%s 26V%s", px(k.x), px(bottom)))
		switch {
		case k.last > k.first:
			p.put("<rect class=\"kd\" x=\"%s\" y=\"7.5\" width=\"34\" height=\"19\" rx=\"9.5\"/>", px(k.x-17))
		case k.failure:
			p.rect("fb", k.x-9, 8, 18, 18)
		default:
			p.put("<circle class=\"kd\" cx=\"%s\" cy=\"17\" r=\"9.5\"/>", px(k.x))
		}
		p.svgText("num", k.x, 21, k.text())
	}
}

// stepMark is one mark over the lanes, for a step of the story or for several that fall on
// each other.
type stepMark struct {
	x           float64
	first, last int // numbers of the steps
	failure     bool
}

func (k stepMark) text() string {
	if k.last > k.first {
		return itoa(k.first) + "–" + itoa(k.last)
	}
	return itoa(k.first)
}

// stepMarks joins steps that lie closer than apart.
func stepMarks(s *scale, moments []report.Moment, apart float64) []stepMark {
	var out []stepMark
	for i, m := range moments {
		if m.At == 0 {
			continue
		}
		x := s.x(m.At)
		if n := len(out); n > 0 && x-out[n-1].x < apart {
			out[n-1].last = max(out[n-1].last, i+1)
			continue
		}
		out = append(out, stepMark{x, i + 1, i + 1, m.Role == "failure"})
	}
	return out
}
