package render

import (
	"bytes"
	"io"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

func init() { renderers["html"] = htmlRenderer{} }

type htmlRenderer struct{}

// page collects a page. Text reaches it through put alone.
type page struct {
	b       bytes.Buffer
	r       *report.Report
	day     string // of all records, when they have one in common
	figures int    // numbered so far
	charts  int    // for the ids of their titles
	opened  int    // excerpts that stand open
	base    int64  // ns; times in attributes and data count from it, in µs
	lines   *lineStore
	sources map[string]int // index of an input by its name
}

// part is a section of the page: one of the report's, or one that the page
// makes of its exhibits.
type part struct {
	id, title string
	write     func()
}

// Render writes one self-contained page for screens and paper, light and dark.
// It loads nothing and reads whole without its script, which only adds zoom,
// search, filters and copying. The policy names script and style by their hash.
func (htmlRenderer) Render(w io.Writer, r *report.Report, _ Options) error {
	r = forReader(r)
	p := newPage(r)
	parts := p.contents()
	p.head()
	p.rail(parts)
	p.put("<div class=\"page\">\n")
	p.top()
	p.put("<main>\n")
	p.title()
	for i := range parts {
		p.part(i+1, &parts[i])
	}
	p.put("</main>\n")
	p.foot()
	p.put("</div>\n</div>\n")
	p.script()
	p.put("</body>\n</html>\n")
	_, err := w.Write(p.b.Bytes())
	return err
}

func newPage(r *report.Report) *page {
	p := &page{r: r, day: dayOf(r), sources: map[string]int{}, lines: newLineStore(r)}
	for i := range r.Inputs {
		p.sources[r.Inputs[i].File.Open(asIs)] = i
	}
	if t := timelineOf(r); t != nil && len(t.Timeline.Axis) > 0 {
		p.base = t.Timeline.Axis[0].From
	}
	return p
}

func asIs(s string) string { return s }

// plainText is a label for an attribute or a chart's description; the page
// escapes it.
func plainText(t report.Text) string { return t.Open(clipped(asIs, longQuote), nil) }

// contents are the page's parts in order: the report's sections, the timeline
// behind the verdict, and lines and claims at the end.
func (p *page) contents() []part {
	var out []part
	add := func(id, title string, write func()) { out = append(out, part{id, title, write}) }
	timeline := func() {
		if timelineOf(p.r) != nil || momentsOf(p.r) != nil {
			add("timeline", "Timeline", p.timelinePart)
		}
	}
	if len(p.r.Sections) == 0 || p.r.Sections[0].ID != "verdict" {
		timeline()
	}
	for i := range p.r.Sections {
		s := &p.r.Sections[i]
		if blocks := p.remaining(s); len(blocks) > 0 {
			add(s.ID, s.Title, func() { p.sectionPart(s, blocks) })
		}
		if s.ID == "verdict" {
			timeline()
		}
	}
	if len(p.r.Exhibits.Around) > 0 {
		add("evidence", "Cited lines", p.evidencePart)
	}
	add("claims", "Claims", p.ledger)
	return out
}

// remaining are a section's blocks without those that the timeline shows.
func (p *page) remaining(s *report.Section) []report.Block {
	var out []report.Block
	for _, b := range s.Blocks {
		if b.Kind == report.Moments || b.Figure != nil && b.Figure.Timeline != nil {
			continue
		}
		out = append(out, b)
	}
	return out
}

func timelineOf(r *report.Report) *report.Figure {
	for i := range r.Sections {
		for _, b := range r.Sections[i].Blocks {
			if b.Figure != nil && b.Figure.Timeline != nil {
				return b.Figure
			}
		}
	}
	return nil
}

// momentsOf is the block that tells the story, or nil.
func momentsOf(r *report.Report) *report.Block {
	for i := range r.Sections {
		for k := range r.Sections[i].Blocks {
			if b := &r.Sections[i].Blocks[k]; b.Kind == report.Moments {
				return b
			}
		}
	}
	return nil
}

func (p *page) part(n int, t *part) {
	if t.id == "verdict" {
		t.write()
		return
	}
	p.put("<section class=\"part\" id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\"><span>%d</span>%s</h2>\n", t.id, t.id, t.id, n, t.title)
	t.write()
	p.put("</section>\n")
}

func (p *page) sectionPart(s *report.Section, blocks []report.Block) {
	if s.ID == "verdict" {
		p.verdict(s)
		return
	}
	if s.ID == "cause" {
		p.topology(p.r.Exhibits.Topology)
	}
	for i := 0; i < len(blocks); {
		i += p.blocks(blocks[i:])
	}
	if s.ID == "patterns" {
		p.patterns(p.r.Exhibits.Templates)
	}
}

// timelinePart is all sources over time, and the story under it.
func (p *page) timelinePart() {
	if f := timelineOf(p.r); f != nil {
		p.figure(f)
	}
	if b := momentsOf(p.r); b != nil {
		p.heading(b)
		p.moments(b.Moments)
	}
}

// blocks writes the first block, or a run of histograms side by side, and
// returns how many it wrote.
func (p *page) blocks(bs []report.Block) int {
	n := 0
	for n < len(bs) && bs[n].Figure != nil && bs[n].Figure.Histogram != nil && (n == 0 || bs[n].Heading.Empty()) {
		n++
	}
	if n == 0 {
		p.block(&bs[0])
		return 1
	}
	p.heading(&bs[0])
	p.put("<div class=\"two\">\n")
	for i := range bs[:n] {
		p.figure(bs[i].Figure)
	}
	p.put("</div>\n")
	return n
}

// since is an instant as attributes and data carry it: µs from the page's base.
// A number of a browser holds it exactly.
func (p *page) since(ns int64) int64 {
	d := ns - p.base
	if d < 0 {
		return (d - 999) / 1000
	}
	return d / 1000
}

// filters are the attributes by which a reader may filter an item: the inputs
// it speaks of, and when.
func (p *page) filters(refs []evidence.Ref, from, to int64) markup {
	var q page
	q.put(" data-s=\"")
	seen := map[int]bool{}
	for _, r := range refs {
		if i, ok := p.sources[r.File]; ok && !seen[i] {
			if len(seen) > 0 {
				q.put(" ")
			}
			seen[i] = true
			q.put("%d", i)
		}
	}
	q.put("\"")
	if from != 0 && p.base != 0 {
		q.put(" data-t=\"%d %d\"", p.since(from), p.since(max(from, to)))
	}
	return markup(q.b.String())
}

// claimFilters are the filters of a claim: what it cites, the instants it names.
func (p *page) claimFilters(c evidence.Claim) markup {
	var from, to int64
	for _, v := range c.Values() {
		if v.Kind != evidence.KindInstant {
			continue
		}
		if from == 0 || v.Int < from {
			from = v.Int
		}
		to = max(to, v.Int)
	}
	return p.filters(c.Refs(), from, to)
}
