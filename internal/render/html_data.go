package render

import (
	"encoding/json"

	"inquest/internal/report"
)

// pageData is what the page's script draws from: numbers, and names that went
// through [visible]. Times are µs from the base, which is µs since the epoch.
type pageData struct {
	Base    int64      `json:"base"`
	Zone    string     `json:"zone"`
	Sources []string   `json:"sources"`
	Axis    [][4]int64 `json:"axis"` // from, to, bin, gap in front
	Fine    [][4]int64 `json:"fine"`
	Lanes   []dataLane `json:"lanes"`
	Window  []int64    `json:"incident"` // empty or from, to
	Moments [][3]int64 `json:"moments"`  // at, number, 1 cause or 2 failure
}

// dataLane is one source.
type dataLane struct {
	Name   string     `json:"name"`
	Source int        `json:"source"` // index into Sources, -1
	Lines  int64      `json:"lines"`
	Bad    int64      `json:"bad"`
	Bins   [][3]int64 `json:"bins"` // number over all segments of Fine, records, failing
	Runs   [][4]int64 `json:"runs"` // from, to, failed, implied
	Gaps   [][2]int64 `json:"gaps"`
}

// script puts the data and the one script on the page. The data are escaped so
// that no text in them can end their element; the script is fixed text.
func (p *page) script() {
	data, err := json.Marshal(p.data()) // escapes <, >, & and the line separators
	if err != nil {
		data = []byte("{}")
	}
	p.put("<script type=\"application/json\" id=\"data\">%s</script>\n", markup(data))
	p.put("<script>%s</script>\n", markup(pageScript))
}

func (p *page) data() pageData {
	d := pageData{
		Base: p.base / 1000, Sources: []string{}, Axis: [][4]int64{}, Fine: [][4]int64{}, Lanes: []dataLane{},
		Window: []int64{}, Moments: [][3]int64{},
	}
	if p.r.Window.Zone == "UTC" {
		d.Zone = "UTC"
	}
	for i := range p.r.Inputs {
		d.Sources = append(d.Sources, p.r.Inputs[i].File.Open(clipped(visible, longQuote)))
	}
	f := timelineOf(p.r)
	if f == nil {
		return d
	}
	t := f.Timeline
	d.Axis = p.dataAxis(t.Axis)
	detail := p.r.Exhibits.Detail
	if detail == nil {
		detail = &report.Detail{}
	}
	d.Fine = p.dataAxis(detail.Axis)
	for i := range t.Lanes {
		lane := p.dataLane(&t.Lanes[i])
		if i < len(detail.Lanes) {
			lane.Bins = detail.Lanes[i]
		}
		d.Lanes = append(d.Lanes, lane)
	}
	if t.Incident != nil {
		d.Window = []int64{p.since(t.Incident.From), p.since(t.Incident.To)}
	}
	for i, m := range t.Moments {
		if m.At != 0 {
			d.Moments = append(d.Moments, [3]int64{p.since(m.At), int64(i + 1), roleNumber(m.Role)})
		}
	}
	return d
}

func roleNumber(role string) int64 {
	switch role {
	case "cause":
		return 1
	case "failure":
		return 2
	}
	return 0
}

func (p *page) dataAxis(axis []report.Segment) [][4]int64 {
	out := make([][4]int64, 0, len(axis))
	for _, s := range axis {
		out = append(out, [4]int64{p.since(s.From), p.since(s.To), max(s.Bin/1000, 1), s.Gap / 1000})
	}
	return out
}

func (p *page) dataLane(l *report.Lane) dataLane {
	out := dataLane{
		Name: l.Label.Open(clipped(visible, longQuote)), Source: -1, Lines: l.Lines, Bad: l.Bad,
		Bins: [][3]int64{}, Runs: [][4]int64{}, Gaps: [][2]int64{},
	}
	if i, ok := p.sources[l.Label.Open(asIs)]; ok {
		out.Source = i
	}
	for _, r := range l.Runs {
		out.Runs = append(out.Runs, [4]int64{p.since(r.From), p.since(r.To), number(r.Failed), number(r.Implied)})
	}
	for _, g := range l.Gaps {
		out.Gaps = append(out.Gaps, [2]int64{p.since(g.From), p.since(g.To)})
	}
	return out
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
