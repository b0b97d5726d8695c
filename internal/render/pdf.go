package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"inquest/internal/report"
)

func init() { renderers["pdf"] = pdfRenderer{} }

// pdfRenderer writes PDF; loose leaves its streams uncompressed, for tests.
type pdfRenderer struct{ loose bool }

// The page, A4, in points.
const (
	paperWidth  = 595.28
	paperHeight = 841.89
	marginX     = (paperWidth - chartWidth) / 2
	marginTop   = 62.0
	marginFoot  = 58.0
	footAt      = paperHeight - 34
	pageBottom  = paperHeight - marginFoot
)

// Sizes of type on the printed page.
const (
	bodySize   = 9.0
	smallSize  = 7.6
	headSize   = 14.5
	subSize    = 10.6
	logSize    = 7.4
	titleSize  = 19.0
	markSize   = 5.8
	markRaised = 3.0
)

// pdfPage writes the file. Text from the input reaches it through the font
// book, which writes out what acts and what no face can show.
type pdfPage struct {
	f    *fpdf.Fpdf
	book *fontBook
	r    *report.Report
	day  string

	left, width float64 // of the column in use
	y           float64 // where the next thing begins
	figures     int
	proofs      map[report.ID]int // links to the ledger
	uses        map[report.ID]int // links to where a claim is cited first
	parts       []pdfPart
	contentsAt  [2]float64 // page and height of the list of contents

	inkNow, fillNow, drawNow paint // set in the file; reset with a page
	faceNow                  face
	sizeNow                  float64
	fresh                    bool // nothing is set on this page
}

// pdfPart is a section, for the contents and the bookmarks.
type pdfPart struct {
	title string
	page  int
	link  int
}

// Render writes a PDF file: A4, fonts embedded, charts as vectors, bookmarks, and
// links from each claim to its proof. Its dates are the report's, so that the
// same report gives the same bytes.
func (m pdfRenderer) Render(w io.Writer, r *report.Report, _ Options) error {
	r = forReader(r)
	p, err := newPDF(r)
	if err != nil {
		return err
	}
	p.f.SetCompression(!m.loose)
	p.firstPage()
	for i := range r.Sections {
		p.section(i+1, &r.Sections[i])
	}
	p.ledger(len(r.Sections) + 1)
	p.contents()
	p.runningHeads()
	if err := p.f.Output(w); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

func newPDF(r *report.Report) (*pdfPage, error) {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetCatalogSort(true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(marginX, marginTop, marginX)
	date := pdfDate(r)
	f.SetCreationDate(date)
	f.SetModificationDate(date)
	f.SetLang("en")
	book, err := newFontBook(f)
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	p := &pdfPage{f: f, book: book, r: r, day: dayOf(r), left: marginX, width: chartWidth,
		proofs: map[report.ID]int{}, uses: map[report.ID]int{}}
	f.SetTitle(book.shown(sans, "Inquest: "+p.headline()), true)
	f.SetSubject("Root cause report, verdict "+verdictWord(r.Verdict)+", "+standing(r), true)
	f.SetCreator(book.shown(sans, r.Tool.Name+" "+r.Tool.Version), true)
	f.SetProducer("inquest", true)
	f.SetDisplayMode("fullpage", "continuous")
	p.newPage()
	return p, nil
}

// pdfDate is the report's date, else the end of what it speaks of, else the
// epoch: never the present.
func pdfDate(r *report.Report) time.Time {
	for _, s := range []string{r.Date, r.Window.To} {
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
			if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 && t.Year() < 10000 {
				return t.UTC()
			}
		}
	}
	return time.Unix(0, 0).UTC()
}

func (p *pdfPage) headline() string {
	if !p.r.Title.Empty() {
		return p.r.Title.Open(visible, asIs)
	}
	if p.r.Headline == "" {
		return "Report"
	}
	var b strings.Builder
	for _, s := range spoken(p.r.Claims.Claim(p.r.Headline), p.day) {
		if s.Quoted {
			b.WriteString(s.Quote.Open(clipped(visible, longQuote)))
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func (p *pdfPage) newPage() {
	p.f.AddPage()
	p.y = marginTop
	p.fresh = true
}

// ensure begins a new page when h does not fit on this one.
func (p *pdfPage) ensure(h float64) {
	if p.y+h > pageBottom && p.y > marginTop {
		p.newPage()
	}
}

func (p *pdfPage) room() float64 { return pageBottom - p.y }

func (p *pdfPage) skip(h float64) {
	if p.y > marginTop {
		p.y += h
	}
}

func (p *pdfPage) fill(c paint) {
	if p.fresh || p.fillNow != c {
		v := pdfPaint[c]
		p.f.SetFillColor(v.r, v.g, v.b)
		p.fillNow = c
	}
}

func (p *pdfPage) draw(c paint) {
	v := pdfPaint[c]
	p.f.SetDrawColor(v.r, v.g, v.b)
	p.drawNow = c
}

// text writes text that the face can show, its base line at y.
func (p *pdfPage) text(x, y float64, s string, t face, size float64, ink paint) {
	p.book.pieces(t, s, func(t face, s string) {
		p.book.load(t)
		p.piece(x, y, s, t, size, ink)
		x += p.book.width(t, size, s)
	})
}

// piece is text in one face.
func (p *pdfPage) piece(x, y float64, s string, t face, size float64, ink paint) {
	if p.fresh || p.faceNow != t || p.sizeNow != size {
		f := &p.book.faces[t]
		p.f.SetFont(f.family, f.style, size)
		p.faceNow, p.sizeNow = t, size
	}
	if p.fresh || p.inkNow != ink {
		v := pdfPaint[ink]
		p.f.SetTextColor(v.r, v.g, v.b)
		p.inkNow = ink
	}
	p.fresh = false
	p.f.Text(x, y, s)
}

// row draws a line of runs with its upper edge at y, and the links in it.
func (p *pdfPage) row(x, y float64, r row) {
	base := y + r.size*1.06
	for _, part := range r.parts {
		p.text(x+part.x, base-part.rise, part.text, part.face, part.size, part.ink)
		top, h := base-part.rise-part.size*0.85, part.size*1.2
		switch {
		case part.url != "":
			p.f.LinkString(x+part.x, top, part.w, h, part.url)
		case part.link != 0:
			p.f.Link(x+part.x-0.5, top-1.5, part.w+1, h+2, part.link)
		}
		if part.use != "" && p.uses[part.use] == 0 {
			link := p.f.AddLink()
			p.f.SetLink(link, max(y-24, 0), p.f.PageNo())
			p.uses[part.use] = link
		}
	}
}

// keep begins a new page when the first rows of a paragraph do not fit: all of a
// short one, two of a long one.
func (p *pdfPage) keep(rows []row) {
	n := len(rows)
	if n > 3 {
		n = 2
	}
	p.ensure(rowsHeight(rows[:n]))
}

// flow writes rows in the column, over pages where needed. hang is how far they
// are set in.
func (p *pdfPage) flow(rows []row, hang float64) {
	for i, r := range rows {
		if i == 0 {
			p.keep(rows)
		} else {
			p.ensure(r.height())
		}
		p.row(p.left+hang, p.y, r)
		p.y += r.height()
	}
}

// para writes runs over the column's width, with what stands under it apart.
func (p *pdfPage) para(runs []run, hang, apart float64) {
	p.flow(p.book.set(runs, p.width-hang), hang)
	p.y += apart
}

// bookmark adds an entry to the outline, and returns the link to the place.
func (p *pdfPage) bookmark(title string, level int) int {
	title = p.book.shown(sansBold, title)
	p.text(p.left, p.y, " ", sansBold, bodySize, inkText) // an outline's text has the encoding of the font in use
	p.f.Bookmark(title, level, max(p.y-14, 0))
	link := p.f.AddLink()
	p.f.SetLink(link, max(p.y-14, 0), p.f.PageNo())
	return link
}

// revisit goes back to a page that is written. Its colours are not known any
// more, and the library leaves out those that it takes for set.
func (p *pdfPage) revisit(page int) {
	p.f.SetPage(page)
	p.f.SetFillColor(0, 0, 0)
	p.fillNow, p.fresh = inkText, true
}

// runningHeads writes the head and the foot of every page, now that their number
// is known.
func (p *pdfPage) runningHeads() {
	n := p.f.PageCount()
	for i := 1; i <= n; i++ {
		p.revisit(i)
		c := pdfCanvas{p, marginX, 0}
		c.words(chartWidth, footAt, fmt.Sprintf("%d of %d", i, n), lettering{size: smallSize, ink: inkMuted, side: fromRight})
		foot := lettering{size: smallSize, ink: inkMuted}
		c.words(0, footAt, fitted(c, "Every number leads to its proof. Recheck all: inquest verify REPORT.json PATH...", foot, chartWidth-60, false), foot)
		if i == 1 {
			continue
		}
		c.line(0, 42, chartWidth, 42, 0.4, inkRule, false)
		head := lettering{size: smallSize, ink: inkMuted}
		right := "Inquest report"
		c.words(chartWidth, 36, right, lettering{size: smallSize, ink: inkMuted, side: fromRight})
		c.words(0, 36, fitted(c, verdictWord(p.r.Verdict)+": "+p.headline(), head, chartWidth-90, false), head)
	}
}
