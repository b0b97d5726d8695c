package render

// rgb is a colour of the printed page.
type rgb struct{ r, g, b int }

// The printed page's colours: those of the HTML page's light scheme.
var pdfPaint = map[paint]rgb{
	inkText: {23, 25, 27}, inkMuted: {86, 92, 98}, inkFail: {168, 50, 26}, inkCause: {27, 86, 159}, inkGood: {34, 110, 60},
	inkBar: {123, 130, 136}, inkBand: {229, 238, 248}, inkRule: {214, 218, 221}, inkSoft: {243, 244, 245}, inkPaper: {255, 255, 255},
	inkHeat1: {250, 224, 216}, inkHeat2: {240, 178, 160}, inkHeat3: {196, 92, 68}, inkHeat4: {150, 40, 20},
}

// pdfCanvas draws on a page of the file, from a point of it.
type pdfCanvas struct {
	p    *pdfPage
	x, y float64
}

func (c pdfCanvas) rect(x, y, w, h float64, fill paint) {
	if w <= 0 || h <= 0 {
		return
	}
	c.p.fill(fill)
	c.p.f.Rect(c.x+x, c.y+y, w, h, "F")
}

// hatched fills and draws white diagonals over it where there is room for them.
func (c pdfCanvas) hatched(x, y, w, h float64, fill paint) {
	c.rect(x, y, w, h, fill)
	if w < 3 || h < 2 {
		return
	}
	const apart = 3.2
	c.p.f.SetLineWidth(0.55)
	c.p.draw(inkPaper)
	for d := apart; d < w+h; d += apart {
		// From the upper edge or the right edge down to the left edge or the base.
		x0, y0 := min(d, w), max(d-w, 0)
		x1, y1 := max(d-h, 0), min(d, h)
		c.p.f.Line(c.x+x+x0, c.y+y+y0, c.x+x+x1, c.y+y+y1)
	}
}

func (c pdfCanvas) silence(x, y, w, h float64) {
	if w <= 0 || h <= 0 {
		return
	}
	const apart = 4.0
	c.p.f.SetLineWidth(0.3)
	c.p.draw(inkBar)
	for d := apart; d < w+h; d += apart {
		x0, y0 := max(d-h, 0), max(h-d, 0)
		x1, y1 := min(d, w), min(h, h-d+w)
		c.p.f.Line(c.x+x+x0, c.y+y+y0, c.x+x+x1, c.y+y+y1)
	}
}

func (c pdfCanvas) line(x0, y0, x1, y1, width float64, ink paint, dashed bool) {
	c.p.f.SetLineWidth(width)
	c.p.draw(ink)
	if dashed {
		c.p.f.SetDashPattern([]float64{1.6, 1.2}, 0)
		defer c.p.f.SetDashPattern(nil, 0)
	}
	c.p.f.Line(c.x+x0, c.y+y0, c.x+x1, c.y+y1)
}

func (c pdfCanvas) disc(x, y, radius float64, fill paint) {
	c.p.fill(fill)
	c.p.f.Circle(c.x+x, c.y+y, radius, "F")
}

func faceOf(l lettering) face {
	switch {
	case l.mono && l.bold:
		return monoBold
	case l.mono:
		return mono
	case l.bold:
		return sansBold
	}
	return sans
}

func (c pdfCanvas) words(x, y float64, s string, l lettering) {
	t := faceOf(l)
	s = c.p.book.shown(t, s)
	switch l.side {
	case centred:
		x -= c.p.book.width(t, l.size, s) / 2
	case fromRight:
		x -= c.p.book.width(t, l.size, s)
	}
	c.p.text(c.x+x, c.y+y, s, t, l.size, l.ink)
}

func (c pdfCanvas) measure(s string, l lettering) float64 {
	t := faceOf(l)
	return c.p.book.width(t, l.size, c.p.book.shown(t, s))
}
