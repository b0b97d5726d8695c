package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"inquest/internal/report"
)

func sampleAssets(t *testing.T, dirty func(string) string) []Asset {
	t.Helper()
	assets, err := Assets(sampleReport(t, dirty))
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

// TestGoldenAssets keeps the charts of the sample, and the page that shows them.
func TestGoldenAssets(t *testing.T) {
	for _, a := range sampleAssets(t, nil) {
		golden(t, "sample."+a.Name, a.Data)
	}
	golden(t, "sample-assets.md", renderSample(t, "md", nil, Options{Assets: "sample.assets"}))
}

func TestPageShowsEveryAsset(t *testing.T) {
	page := string(renderSample(t, "md", nil, Options{Assets: "a b&<c>.assets"}))
	assets := sampleAssets(t, nil)
	if len(assets) < 4 {
		t.Fatalf("%d charts", len(assets))
	}
	at := 0
	for _, a := range assets {
		i := strings.Index(page[at:], "](<a b&%3Cc%3E.assets/"+a.Name+">)")
		if i < 0 {
			t.Fatalf("%s is not shown, or not in order", a.Name)
		}
		at += i
	}
	if n := strings.Count(page, ".assets/figure-"); n != len(assets) {
		t.Errorf("%d pictures for %d charts", n, len(assets))
	}
	if plain := string(renderSample(t, "md", nil, Options{})); strings.Contains(plain, "![") || !strings.Contains(plain, "█") {
		t.Error("without a folder charts are blocks of text")
	}
}

var svgElements = map[string]string{
	"svg":   "xmlns viewBox width height role aria-labelledby",
	"title": "id", "desc": "id", "style": "", "rect": "class x y width height", "circle": "class cx cy r",
	"line": "class stroke-width stroke-dasharray x1 y1 x2 y2", "path": "class stroke-width d", "text": "class font-size x y",
}

// TestSVGIsInert reads each chart as strict XML: a payload may be text, and
// nothing else.
func TestSVGIsInert(t *testing.T) {
	clean := sampleAssets(t, nil)
	for _, p := range payloads {
		assets := sampleAssets(t, hostile(p))
		if len(assets) != len(clean) {
			t.Fatalf("payload %q: %d charts, the clean report has %d", p, len(assets), len(clean))
		}
		for i, a := range assets {
			noActs(t, p, string(a.Data), "\n")
			if n, want := countElements(t, p, a.Data), countElements(t, "", clean[i].Data); n > want {
				t.Errorf("payload %q: %d elements in %s, the clean one has %d", p, n, a.Name, want)
			}
		}
	}
}

func countElements(t *testing.T, payload string, data []byte) int {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(data))
	n := 0
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			t.Fatalf("payload %q: not well formed: %v", payload, err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		n++
		allowed, known := svgElements[e.Name.Local]
		if !known {
			t.Errorf("payload %q: element %s", payload, e.Name.Local)
		}
		for _, a := range e.Attr {
			if !strings.Contains(" "+allowed+" ", " "+a.Name.Local+" ") {
				t.Errorf("payload %q: attribute %s on %s", payload, a.Name.Local, e.Name.Local)
			}
		}
	}
}

// TestSVGHasEveryPaint: no class of a chart is without a rule, light and dark.
func TestSVGHasEveryPaint(t *testing.T) {
	for ink, class := range svgClass {
		if n := strings.Count(svgStyle, "."+class+"{fill:"); n != 2 {
			t.Errorf("paint %d, class %s, has %d rules, want one a scheme", ink, class, n)
		}
		if _, ok := pdfPaint[ink]; !ok {
			t.Errorf("paint %d has no colour on paper", ink)
		}
	}
	for _, a := range sampleAssets(t, nil) {
		for _, m := range regexp.MustCompile(`<line class="(\w+)"`).FindAllSubmatch(a.Data, -1) {
			if n := strings.Count(svgStyle, "line."+string(m[1])+"{stroke:") + strings.Count(svgStyle, "line."+string(m[1])+",path."); n != 2 {
				t.Errorf("lines of class %s have %d rules", m[1], n)
			}
		}
	}
}

// TestChartsStayInside: no text of a chart begins or ends outside of it.
func TestChartsStayInside(t *testing.T) {
	book, err := newMetrics()
	if err != nil {
		t.Fatal(err)
	}
	for _, dirty := range []func(string) string{nil, func(s string) string { return s + strings.Repeat("/very-long-name", 30) }} {
		r := sampleReport(t, dirty)
		for i := range r.Sections {
			for k := range r.Sections[i].Blocks {
				if f := r.Sections[i].Blocks[k].Figure; f != nil {
					drawChart(&bounded{svgCanvas: svgCanvas{&bytes.Buffer{}, book}, t: t, height: chartHeight(f), f: f}, f, "")
				}
			}
		}
	}
}

type bounded struct {
	svgCanvas
	t      *testing.T
	height float64
	f      *report.Figure
}

func (c *bounded) words(x, y float64, s string, l lettering) {
	w := c.measure(s, l)
	switch l.side {
	case centred:
		x -= w / 2
	case fromRight:
		x -= w
	}
	if x < -3 || x+w > chartWidth+3 || y < 0 || y > c.height+1 {
		c.t.Errorf("%s: %q from %.0f to %.0f at %.0f, the chart is %.0f by %.0f", plainLabel(c.f.Title)[:20], s, x, x+w, y, chartWidth, c.height)
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"2. Summary of log analysis": "2-summary-of-log-analysis", "10. Data quality": "10-data-quality", "A/B (c)": "ab-c"} {
		if got := slug(in); got != want {
			t.Errorf("slug(%q) = %q, want %q", in, got, want)
		}
	}
}
