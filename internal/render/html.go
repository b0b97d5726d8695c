package render

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"io"

	"inquest/internal/cause"
	"inquest/internal/report"
)

func init() { renderers["html"] = htmlRenderer{} }

type htmlRenderer struct{}

//go:embed style.css
var styleSheet string

// stylePolicy is the page's Content-Security-Policy: nothing is loaded, nothing
// runs, and the one style sheet is named by its hash.
func stylePolicy() string {
	sum := sha256.Sum256([]byte(styleSheet))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// page collects a page. Text reaches it through put alone.
type page struct {
	b       bytes.Buffer
	r       *report.Report
	day     string // of all records, when they have one in common
	figures int    // numbered so far
	charts  int    // for the ids of their titles
	opened  int    // excerpts that stand open
}

// Render writes one self-contained page: no script, no network, light and dark,
// for screens and paper.
func (htmlRenderer) Render(w io.Writer, r *report.Report, _ Options) error {
	p := &page{r: r, day: oneDay(r.Window)}
	p.head()
	p.top()
	p.put("<main>\n")
	for i := range r.Sections {
		p.section(i+1, &r.Sections[i])
	}
	p.ledger(len(r.Sections) + 1)
	p.put("</main>\n")
	p.foot()
	p.put("</div>\n</body>\n</html>\n")
	_, err := w.Write(p.b.Bytes())
	return err
}

func asIs(s string) string { return s }

// plainText is a label for an attribute or a chart's description; the page
// escapes it.
func plainText(t report.Text) string { return t.Open(clipped(asIs, longQuote), nil) }

// headline is the first sentence as plain text; the page escapes it.
func (p *page) headline() string {
	if p.r.Headline == "" {
		return "Report"
	}
	return p.r.Claims.Claim(p.r.Headline).Sentence(clipped(asIs, longQuote))
}

func (p *page) head() {
	p.put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.put("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", markup(stylePolicy()))
	p.put("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	p.put("<meta name=\"description\" content=\"Root cause report, verdict %s, %s.\">\n", verdictWord(p.r.Verdict), standing(p.r))
	p.put("<title>Inquest: %s</title>\n", p.headline())
	p.put("<style>%s</style>\n</head>\n<body>\n", markup(styleSheet))
	p.put("<a class=\"skip\" href=\"#verdict\">Skip to the verdict</a>\n")
	p.put("%s", chartDefs)
	p.put("<div class=\"page\">\n")
}

func (p *page) top() {
	files, lines, _ := sizes(p.r)
	p.put("<header class=\"top\"><span><b>Inquest</b> report</span><span>%s</span><span>%s, %s</span>",
		windowWords(p.r.Window), countWords(int64(files), "input"), countWords(lines, "line"))
	if p.r.Date != "" {
		p.put("<span>dated %s</span>", p.r.Date)
	}
	p.put("<span class=\"r\">recheck: <code>inquest verify REPORT.json PATH...</code></span></header>\n")
}

func (p *page) foot() {
	p.put("<footer class=\"foot\">Written by %s %s; schema %s.", p.r.Tool.Name, p.r.Tool.Version, p.r.Schema)
	if n := len(p.r.Unproven); n > 0 {
		p.put(" <b class=\"f\">%s</b>", unprovenWords(n))
	}
	p.put("</footer>\n")
}

func (p *page) section(n int, s *report.Section) {
	if s.ID == "verdict" {
		p.verdict(s)
		return
	}
	p.put("<section class=\"part\" id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\"><span>%d</span>%s</h2>\n", s.ID, s.ID, s.ID, n, s.Title)
	for i := 0; i < len(s.Blocks); {
		i += p.blocks(s.Blocks[i:])
	}
	p.put("</section>\n")
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

func pillClass(v cause.Verdict) string {
	switch v {
	case cause.Incident:
		return "pill"
	case cause.Open:
		return "pill open"
	}
	return "pill calm"
}

// longHeadline is from how many bytes a headline is set smaller.
const longHeadline = 110

func (p *page) verdict(s *report.Section) {
	p.put("<section class=\"verdict\" id=\"verdict\" aria-labelledby=\"h1\">\n<div class=\"state\"><span class=\"%s\">%s</span>",
		pillClass(p.r.Verdict), verdictWord(p.r.Verdict))
	word := standing(p.r)
	if len(p.r.Hypotheses) > 0 && p.r.Verdict != cause.NoIncident {
		word = outcomeMark(p.r.Hypotheses[0].Outcome) + " " + word
	}
	p.put("<b class=\"k\">%s</b></div>\n", word)
	class := ""
	if len(p.headline()) > longHeadline {
		class = "long"
	}
	p.put("<h1 id=\"h1\" class=\"%s\">%s</h1>\n", class, p.sentence(p.r.Headline))
	parts := p.r.Verdict != cause.NoIncident && len(p.r.Hypotheses) > 0 && len(p.r.Hypotheses[0].Parts) > 0
	grid := "vg"
	if !parts {
		grid = "vg one"
	}
	p.put("<div class=\"%s\">\n", grid)
	for i := range s.Blocks {
		if s.Blocks[i].Kind == report.Facts {
			p.facts(s.Blocks[i].Facts)
		}
	}
	if parts {
		p.confidence(&p.r.Hypotheses[0])
	}
	p.put("</div>\n")
	for i := range s.Blocks {
		if s.Blocks[i].Kind == report.FigureBlock {
			p.strip(s.Blocks[i].Figure)
		}
	}
	p.outline()
	p.put("</section>\n")
}

func (p *page) confidence(h *report.Hypothesis) {
	words := holdingWords(h.Parts)
	p.put("<aside class=\"conf\" aria-label=\"Confidence\"><div class=\"s\">Confidence in the leading hypothesis</div><div class=\"n\">%s</div><div class=\"meter\" role=\"img\" aria-label=\"%s\">", words, words+", "+confidenceWords(h))
	for _, part := range h.Parts {
		class := ""
		if part.Known && part.Holds {
			class = "y"
		}
		p.put("<i class=\"%s\"></i>", class)
	}
	p.put("</div>")
	p.parts(h)
	p.put("</aside>\n")
}

func (p *page) parts(h *report.Hypothesis) {
	p.put("<ul class=\"parts\">")
	for _, part := range h.Parts {
		class, mark := "", "k"
		switch {
		case !part.Known:
			class, mark = "no", ""
		case !part.Holds:
			mark = "f"
		}
		p.put("<li class=\"%s\"><span class=\"%s\" role=\"img\" aria-label=\"%s\">%s</span><span><b>%s</b> ", class, mark, partWord(part), partMark(part), part.Name)
		if part.Claim != "" {
			p.put("%s", p.sentence(part.Claim))
		} else {
			p.put("%s", partWord(part))
		}
		p.put("</span></li>")
	}
	p.put("</ul>")
}

func (p *page) outline() {
	p.put("<nav class=\"outline\" aria-label=\"Contents\"><ol>")
	for i, s := range p.r.Sections {
		if s.ID != "verdict" {
			p.put("<li><a href=\"#%s\">%d %s</a></li>", s.ID, i+1, s.Title)
		}
	}
	p.put("<li><a href=\"#claims\">%d Claims</a></li></ol></nav>\n", len(p.r.Sections)+1)
}
