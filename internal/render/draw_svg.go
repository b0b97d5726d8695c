package render

import (
	"bytes"
	"fmt"
	"strings"

	"inquest/internal/report"
)

// Asset is a file that stands beside a Markdown report.
type Asset struct {
	Name string
	Data []byte
}

// Assets are the charts of a report as SVG files, in the order and with the names
// by which the Markdown report shows them when Options.Assets is set.
func Assets(r *report.Report) ([]Asset, error) {
	book, err := newMetrics()
	if err != nil {
		return nil, err
	}
	var out []Asset
	for i := range r.Sections {
		for k := range r.Sections[i].Blocks {
			if f := r.Sections[i].Blocks[k].Figure; f != nil && pictured(f) {
				out = append(out, Asset{Name: assetName(len(out) + 1), Data: chartSVG(book, f, oneDay(r.Window))})
			}
		}
	}
	if t := r.Exhibits.Topology; t != nil && len(t.Edges) > 0 {
		out = append(out, Asset{Name: topologyAsset, Data: topologySVG(book, t)})
	}
	return out, nil
}

// pictured tells whether the Markdown report has a figure's chart as a picture. A
// ladder is a table there, which says the same and links its claims.
func pictured(f *report.Figure) bool { return f.Ladder == nil && chartHeight(f) > 0 }

func assetName(n int) string { return fmt.Sprintf("figure-%02d.svg", n) }

// svgCanvas writes an SVG file that needs nothing else: its colours follow the
// reader's scheme, and text reaches it through [svgCanvas.esc] alone.
type svgCanvas struct {
	b    *bytes.Buffer
	book *fontBook
}

// svgClass is each paint's class.
var svgClass = map[paint]string{
	inkText: "k", inkMuted: "m", inkFail: "f", inkCause: "c", inkGood: "g", inkBar: "b", inkBand: "n", inkRule: "r", inkSoft: "s", inkPaper: "p",
	inkHeat1: "h1", inkHeat2: "h2", inkHeat3: "h3", inkHeat4: "h4",
}

const svgStyle = `text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}` +
	`.o{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}.w{font-weight:700}.x1{text-anchor:middle}.x2{text-anchor:end}line{fill:none}` +
	`.k{fill:#17191b}.m{fill:#565c62}.f{fill:#a8321a}.c{fill:#1b569f}.g{fill:#226e3c}.b{fill:#7b8288}.n{fill:#e5eef8}.r{fill:#d6dadd}.s{fill:#f3f4f5}.p{fill:#fff}` +
	`.h1{fill:#fae0d8}.h2{fill:#f0b2a0}.h3{fill:#c45c44}.h4{fill:#962814}` +
	`line.k{stroke:#17191b}line.m{stroke:#565c62}line.f{stroke:#a8321a}line.c{stroke:#1b569f}line.b{stroke:#7b8288}line.r{stroke:#d6dadd}line.p,path.p{stroke:#fff}path.b{stroke:#7b8288}path{fill:none}` +
	`@media (prefers-color-scheme:dark){.k{fill:#e5e7e8}.m{fill:#a3aab0}.f{fill:#ff9474}.c{fill:#86b8ff}.g{fill:#7fd19b}.b{fill:#7d858c}.n{fill:#1b2a3d}.r{fill:#2c3135}.s{fill:#1c1f22}.p{fill:#131517}` +
	`.h1{fill:#4a2820}.h2{fill:#7c3c2c}.h3{fill:#d2745a}.h4{fill:#ffa98f}` +
	`line.k{stroke:#e5e7e8}line.m{stroke:#a3aab0}line.f{stroke:#ff9474}line.c{stroke:#86b8ff}line.b{stroke:#7d858c}line.r{stroke:#2c3135}line.p,path.p{stroke:#131517}path.b{stroke:#7d858c}path{fill:none}}`

// chartSVG draws one figure. The chart is drawn at twice its size, for screens.
func chartSVG(book *fontBook, f *report.Figure, day string) []byte {
	return svgFile(book, plainLabel(f.Title), plainLabel(describe(f)), chartHeight(f), func(c canvas) { drawChart(c, f, day) })
}

func topologySVG(book *fontBook, t *report.Topology) []byte {
	return svgFile(book, "Who speaks to whom", topologyWords(t), topologyHeight(t), func(c canvas) { drawTopology(c, t) })
}

func svgFile(book *fontBook, title, words string, height float64, draw func(canvas)) []byte {
	c := svgCanvas{&bytes.Buffer{}, book}
	const pad = 8.0
	w, h := chartWidth+2*pad, height+2*pad
	fmt.Fprintf(c.b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s" width="%s" height="%s" role="img" aria-labelledby="t d">`,
		px2(-pad), px2(-pad), px2(w), px2(h), px2(2*w), px2(2*h))
	fmt.Fprintf(c.b, "<title id=\"t\">%s</title><desc id=\"d\">%s</desc><style>%s</style>\n", c.esc(title), c.esc(words), svgStyle)
	c.rect(-pad, -pad, w, h, inkPaper)
	draw(c)
	c.b.WriteString("</svg>\n")
	return c.b.Bytes()
}

var svgEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// esc makes text harmless inside an SVG file, in content and in attributes.
func (c svgCanvas) esc(s string) string { return svgEscape.Replace(visible(s)) }

func (c svgCanvas) rect(x, y, w, h float64, fill paint) {
	if w > 0 && h > 0 {
		fmt.Fprintf(c.b, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, svgClass[fill], px2(x), px2(y), px2(w), px2(h))
	}
}

func (c svgCanvas) hatched(x, y, w, h float64, fill paint) {
	c.rect(x, y, w, h, fill)
	if w >= 3 && h >= 2 {
		c.diagonals(x, y, w, h, 3.2, 0.55, inkPaper, false)
	}
}

func (c svgCanvas) silence(x, y, w, h float64) {
	if w > 0 && h > 0 {
		c.diagonals(x, y, w, h, 4, 0.3, inkBar, true)
	}
}

// diagonals are parallel lines across a rectangle, rising or falling.
func (c svgCanvas) diagonals(x, y, w, h, apart, width float64, ink paint, falling bool) {
	var d strings.Builder
	for s := apart; s < w+h; s += apart {
		x0, y0, x1, y1 := min(s, w), max(s-w, 0), max(s-h, 0), min(s, h)
		if falling {
			y0, y1 = h-y0, h-y1
		}
		fmt.Fprintf(&d, "M%s %sL%s %s", px2(x+x0), px2(y+y0), px2(x+x1), px2(y+y1))
	}
	if d.Len() > 0 {
		fmt.Fprintf(c.b, `<path class="%s" stroke-width="%g" d="%s"/>`, svgClass[ink], width, d.String())
	}
}

func (c svgCanvas) line(x0, y0, x1, y1, width float64, ink paint, dashed bool) {
	dash := ""
	if dashed {
		dash = ` stroke-dasharray="1.6 1.2"`
	}
	fmt.Fprintf(c.b, `<line class="%s" stroke-width="%g"%s x1="%s" y1="%s" x2="%s" y2="%s"/>`, svgClass[ink], width, dash, px2(x0), px2(y0), px2(x1), px2(y1))
}

func (c svgCanvas) disc(x, y, radius float64, fill paint) {
	fmt.Fprintf(c.b, `<circle class="%s" cx="%s" cy="%s" r="%s"/>`, svgClass[fill], px2(x), px2(y), px2(radius))
}

func (c svgCanvas) words(x, y float64, s string, l lettering) {
	class := svgClass[l.ink]
	if l.bold {
		class += " w"
	}
	if l.mono {
		class += " o"
	}
	switch l.side {
	case centred:
		class += " x1"
	case fromRight:
		class += " x2"
	}
	fmt.Fprintf(c.b, "<text class=\"%s\" font-size=\"%g\" x=\"%s\" y=\"%s\">%s</text>\n", class, l.size, px2(x), px2(y), c.esc(s))
}

// measure takes the widths of the faces that are embedded in PDF files: those of
// the reader's system are much the same.
func (c svgCanvas) measure(s string, l lettering) float64 {
	w := 0.0
	for _, r := range visible(s) {
		a := c.book.advance(faceOf(l), r)
		if a < 0 {
			a = 0.5 * float64(max(columns(string(r)), 1))
		}
		w += a
	}
	return w * l.size
}

// px2 writes a coordinate with two decimals at most.
func px2(x float64) string {
	s := fmt.Sprintf("%.2f", x)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
