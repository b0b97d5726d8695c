package render

import (
	"strings"

	"inquest/internal/report"
)

// look is how the plain words of a text are set; what a log said stands in mono
// beside them.
type look struct {
	face face
	size float64
	ink  paint
}

var (
	bodyLook  = look{sans, bodySize, inkText}
	smallLook = look{sans, smallSize, inkMuted}
	boldLook  = look{sansBold, bodySize, inkText}
)

func (l look) run(s string) run { return run{text: s, face: l.face, size: l.size, ink: l.ink} }

// quoted is text of a log or a name that a log gave. A mono face looks larger
// than its size says.
func (l look) quoted(s string) run {
	if l.face == sansBold {
		return run{text: s, face: monoBold, size: l.size * 0.88, ink: l.ink}
	}
	return run{text: s, face: mono, size: l.size * 0.92, ink: l.ink}
}

// spanRuns is the product's own text; text between backticks is code.
func (l look) spanRuns(s string) []run {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return []run{l.run(s)}
	}
	var out []run
	for i, part := range parts {
		if i%2 == 1 {
			out = append(out, l.quoted(part))
		} else if part != "" {
			out = append(out, l.run(part))
		}
	}
	return out
}

// textRuns is a label with its quotes in mono.
func (l look) textRuns(t report.Text) []run {
	var out []run
	for _, piece := range t {
		if piece.Quoted {
			out = append(out, l.quoted(piece.Quote.Open(clipped(visible, longQuote))))
		} else {
			out = append(out, l.spanRuns(piece.Text)...)
		}
	}
	return out
}

// words are a claim's sentence.
func (p *pdfPage) words(id report.ID, l look, day string) []run {
	var out []run
	for _, s := range spoken(p.r.Claims.Claim(id), day) {
		if s.Quoted {
			out = append(out, l.quoted(s.Quote.Open(clipped(visible, longQuote))))
		} else {
			out = append(out, l.run(s.Text))
		}
	}
	return out
}

// sentence is a claim with its number, which leads to its proof.
func (p *pdfPage) sentence(id report.ID, l look) []run {
	return append(p.words(id, l, p.day), p.marks([]report.ID{id}, l)...)
}

func (p *pdfPage) sentences(ids []report.ID, l look) []run {
	var out []run
	for i, id := range ids {
		if i > 0 {
			out = append(out, l.run(" "))
		}
		out = append(out, p.sentence(id, l)...)
	}
	return out
}

// marks are the numbers of claims, raised, each a link to its proof.
func (p *pdfPage) marks(ids []report.ID, l look) []run {
	var out []run
	for i, id := range ids {
		text := itoa(id.Number())
		if i == 0 {
			text = "\u00a0" + text
		} else {
			out = append(out, run{text: " ", face: sans, size: markSize, rise: markRaised * l.size / bodySize})
		}
		out = append(out, run{text: text, face: sans, size: markSize, ink: inkCause, rise: markRaised * l.size / bodySize, link: p.proofLink(id), use: id})
	}
	return out
}

// proofLink is the link to a claim's place in the ledger.
func (p *pdfPage) proofLink(id report.ID) int {
	link, ok := p.proofs[id]
	if !ok {
		link = p.f.AddLink()
		p.proofs[id] = link
	}
	return link
}

func (p *pdfPage) bullets(ids []report.ID, hang float64) {
	for _, id := range ids {
		rows := p.book.set(p.sentence(id, bodyLook), p.width-hang-10)
		if len(rows) == 0 {
			continue
		}
		p.keep(rows)
		pdfCanvas{p, p.left + hang, p.y}.disc(3, rows[0].height()/2, 1.1, inkMuted)
		p.flow(rows, hang+10)
		p.y += 2.4
	}
}
