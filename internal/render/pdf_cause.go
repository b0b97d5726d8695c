package render

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

func (p *pdfPage) hypothesis(h *report.Hypothesis) {
	p.skip(8)
	p.ensure(60)
	title := look{sansBold, subSize, inkText}
	p.bookmark(itoa(h.Rank)+" · "+plainLabel(h.Title), 1)
	p.para(append([]run{title.run(itoa(h.Rank) + " · ")}, title.textRuns(h.Title)...), 0, 1)
	outcomeShape(pdfCanvas{p, p.left, p.y}, 4, smallSize*leading/2, h.Outcome)
	state := append([]run{{text: string(h.Outcome), face: sansBold, size: smallSize, ink: inkText}},
		smallLook.run(strings.TrimPrefix(standingOf(h), string(h.Outcome))+" · "), smallLook.quoted(h.Fault))
	p.para(state, 12, 4)
	if h.Rank > detailed {
		p.bullets(head(h.Against, 1), 0)
		return
	}
	if !h.Meaning.Empty() {
		p.para(bodyLook.textRuns(h.Meaning), 0, 4)
	}
	p.confidenceParts(h, look{sans, bodySize - 0.6, inkText})
	p.y += 2
	for _, list := range []struct {
		name string
		ids  []report.ID
	}{{"For", h.For}, {"Against", h.Against}, {"Missing", h.Missing}} {
		if ids := besideParts(list.ids, h.Parts); len(ids) > 0 {
			p.label(list.name)
			p.bullets(ids, 0)
		}
	}
	if len(h.Evidence) > 0 {
		p.label("Lines that tell it")
		p.logLines(h.Evidence, true)
		p.y += 4
	}
	if len(h.Decide) > 0 {
		p.label(decideWords(h))
		for i := range h.Decide {
			if id := h.Decide[i].What; id != "" {
				p.bullets([]report.ID{id}, 0)
			}
			p.step(&h.Decide[i])
		}
	}
}

// label is a small head inside a block.
func (p *pdfPage) label(name string) {
	p.skip(2)
	p.ensure(34)
	p.para([]run{{text: name, face: sansBold, size: smallSize + 0.4, ink: inkMuted}}, 0, 1.5)
}

// step is a check: what to run, and what each answer means.
func (p *pdfPage) step(s *report.Step) {
	left, width := p.left, p.width
	const indent = 50.0
	for _, part := range []struct {
		name string
		text report.Text
	}{{"run", s.Command}, {"", s.Note}, {"confirms", s.Confirms}, {"refutes", s.Refutes}} {
		if part.text.Empty() {
			continue
		}
		p.ensure(24)
		y := bodySize * 1.06
		if part.name == "run" {
			y += 3
		}
		pdfCanvas{p, left, p.y}.words(10, y, part.name, lettering{size: smallSize, ink: inkMuted})
		p.left, p.width = left+indent, width-indent
		switch part.name {
		case "run":
			p.command(part.text)
		case "":
			p.para(smallLook.textRuns(part.text), 0, 1.5)
		default:
			p.para(bodyLook.textRuns(part.text), 0, 1.5)
		}
		p.left, p.width = left, width
	}
	p.y += 2
}

func (p *pdfPage) recommendation(r *report.Recommendation) {
	const indent = 24.0
	p.ensure(44)
	l := look{sansBold, bodySize, inkText}
	ink := inkMuted
	if pressing(r) {
		ink = inkFail
	}
	pdfCanvas{p, p.left, p.y}.words(0, bodySize*1.06, r.Priority, lettering{size: bodySize, bold: true, ink: ink})
	left, width := p.left, p.width
	p.left, p.width = left+indent, width-indent
	p.para(append(l.textRuns(r.Action), p.marks(r.Claims, l)...), 0, 0)
	p.para([]run{smallLook.run(recommendationWords(r))}, 0, 2)
	p.left, p.width = left, width
	for i := range r.Checks {
		p.stepIn(&r.Checks[i], indent-10)
	}
	p.y += 4
}

// stepIn is a step that is set in.
func (p *pdfPage) stepIn(s *report.Step, indent float64) {
	p.left, p.width = p.left+indent, p.width-indent
	p.step(s)
	p.left, p.width = p.left-indent, p.width+indent
}

func (p *pdfPage) reference(r *report.Reference) {
	p.ensure(34)
	title := look{sansBold, bodySize, inkText}.run(r.Title)
	runs := []run{title, bodyLook.run(", " + r.Publisher), smallLook.run(" on: " + r.Class + checkedNow(p.r, r))}
	runs = append(runs, p.marks([]report.ID{r.Because}, bodyLook)...)
	p.para(runs, 0, 0)
	if u, ok := safeURL(r.URL); ok {
		p.para([]run{{text: u, face: mono, size: logSize, ink: inkCause, url: u}}, 0, 1)
	}
	for _, k := range r.Takeaways {
		rows := p.book.set(look{sans, bodySize - 0.6, inkText}.spanRuns(k), p.width-20)
		if len(rows) == 0 {
			continue
		}
		p.keep(rows)
		pdfCanvas{p, p.left, p.y}.disc(13, rows[0].height()/2, 1, inkMuted)
		p.flow(rows, 20)
	}
	p.y += 5
}

// ledger is every claim of the sections with its formulas and its proof.
func (p *pdfPage) ledger(n int) {
	if !p.r.Title.Empty() {
		p.newPage() // a page for other readers holds what they read, and the proof stands behind it
	}
	p.part(itoa(n)+"  Claims", 120)
	p.para([]run{smallLook.run("Each raised number above leads here: how the numbers are computed, and the lines that prove the statement with the beginning of their SHA-256. A claim's own number leads back to where it was said.")}, 0, 4)
	ids, rest := ledgerIDs(p.r)
	start := p.f.PageNo()
	startY := p.y
	placed := map[report.ID]bool{}
	for _, id := range ids {
		p.entry(id)
		placed[id] = true
	}
	for id, link := range p.proofs { // each link is set by itself: their order does not matter
		if !placed[id] {
			p.f.SetLink(link, startY, start)
		}
	}
	p.y += 4
	if rest > 0 {
		p.para([]run{smallLook.run(moreClaims(rest))}, 0, 2)
	}
	if n := len(p.r.Unproven); n > 0 {
		p.para([]run{look{sansBold, bodySize, inkFail}.run(unprovenWords(n))}, 0, 2)
	}
}

// entry is one claim of the ledger.
func (p *pdfPage) entry(id report.ID) {
	const indent, size = 22.0, 6.9
	l := look{sans, size, inkText}
	quiet := look{sans, size, inkMuted}
	c := p.r.Claims.Claim(id)
	runs := p.words(id, l, "")
	for _, v := range c.Values() {
		if v.Formula == "" || digitsOnly(v.Formula) {
			continue
		}
		runs = append(runs, quiet.run(" · "+v.Slot+" = "), quiet.quoted(clipped(visible, longFormula)(v.Formula)))
	}
	refs := c.Refs()
	for i, ref := range head(refs, ledgerRefs) {
		sep := ", "
		if i == 0 {
			sep = " — "
		}
		runs = append(runs, quiet.run(sep), l.quoted(clipped(visible, longQuote)(ref.File)+refWords(ref)), quiet.quoted(" "+shortHash(ref)))
	}
	if more := c.Total() - int64(min(len(refs), ledgerRefs)); more > 0 {
		runs = append(runs, quiet.run(" and "+evidence.FormatCount(more)+" more"))
	}
	rows := p.book.set(runs, p.width-indent)
	p.keep(rows)
	p.f.SetLink(p.proofLink(id), max(p.y-30, 0), p.f.PageNo())
	number := lettering{size: size, bold: true, ink: inkCause, side: fromRight}
	pdfCanvas{p, p.left, p.y}.words(indent-6, size*1.06, itoa(id.Number()), number)
	if back := p.uses[id]; back != 0 {
		p.f.Link(p.left, p.y, indent-4, size*1.3, back)
	}
	p.flow(rows, indent)
	p.y += 1.4
}

func digitsOnly(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}
