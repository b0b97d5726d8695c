package render

import (
	"bytes"
	"strconv"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// sentence is a claim with a quiet link to its proof.
func (p *page) sentence(id report.ID) markup {
	var q page
	c := p.r.Claims.Claim(id)
	words := map[string]bool{}
	for _, v := range c.Values() {
		words[v.Slot] = v.Kind == evidence.KindWord
	}
	for _, s := range spoken(c, p.day) {
		switch {
		case s.Quoted:
			q.put("<span class=\"m\">%s</span>", markup(s.Quote.Open(clipped(escapeHTML, longQuote))))
		case s.Slot != "" && !words[s.Slot]:
			q.put("<span class=\"v\">%s</span>", s.Text)
		default:
			q.put("%s", s.Text)
		}
	}
	q.put("%s", claimLinks([]report.ID{id}))
	return markup(q.b.String())
}

func claimLinks(ids []report.ID) markup {
	if len(ids) == 0 {
		return ""
	}
	var q page
	q.put("<sup>")
	for i, id := range ids {
		if i > 0 {
			q.put(" ")
		}
		n := strconv.Itoa(id.Number())
		q.put("<a href=\"#%s\" aria-label=\"claim %s\">%s</a>", string(id), n, n)
	}
	q.put("</sup>")
	return markup(q.b.String())
}

func (p *page) sentences(ids []report.ID) markup {
	var b bytes.Buffer
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(p.sentence(id)))
	}
	return markup(b.String())
}

// richText is a label: the product's words, with code between backticks, and
// quotes in monospace.
func richText(t report.Text) markup {
	var q page
	for _, piece := range t {
		if piece.Quoted {
			q.put("<span class=\"m\">%s</span>", markup(piece.Quote.Open(clipped(escapeHTML, longQuote))))
		} else {
			q.put("%s", trustedHTML(piece.Text))
		}
	}
	return markup(q.b.String())
}

// trustedHTML is the product's own text; text between backticks is code.
func trustedHTML(s string) markup {
	parts := strings.Split(s, "`")
	var q page
	for i, part := range parts {
		if i%2 == 1 && len(parts)%2 == 1 {
			q.put("<code>%s</code>", part)
		} else {
			q.put("%s", part)
		}
	}
	return markup(q.b.String())
}

func (p *page) says(ids []report.ID) {
	if len(ids) == 0 {
		return
	}
	p.put("<ul class=\"says\">\n")
	for _, id := range ids {
		p.put("<li>%s</li>\n", p.sentence(id))
	}
	p.put("</ul>\n")
}

// ledger is every claim with its formula and its proof.
func (p *page) ledger() {
	if plainReaders(p.r) {
		p.put("<details><summary>How each sentence can be checked</summary>\n")
		defer p.put("</details>\n")
	}
	p.put("<p class=\"s\">Each number above leads here: what was said, how its numbers are computed, and the lines that prove it with the beginning of their SHA-256. A line that is a link stands on this page.</p>\n<ol class=\"claims\">\n")
	ids, more := ledgerIDs(p.r)
	for _, id := range ids {
		p.claim(id)
	}
	p.put("</ol>\n")
	if more > 0 {
		p.put("<p class=\"s\">%s</p>\n", moreClaims(more))
	}
}

func (p *page) claim(id report.ID) {
	c := p.r.Claims.Claim(id)
	p.put("<li id=\"%s\"%s><a class=\"id\" href=\"#%s\" aria-label=\"link to claim %d\">%d</a><span class=\"st\">", string(id), p.claimFilters(c), string(id), id.Number(), id.Number())
	for _, s := range spoken(c, "") {
		if s.Quoted {
			p.put("<span class=\"m\">%s</span>", markup(s.Quote.Open(clipped(escapeHTML, longQuote))))
		} else {
			p.put("%s", s.Text)
		}
	}
	p.formulas(c.Values())
	p.put("</span><span class=\"pf\">")
	p.proof(c)
	p.put("</span></li>\n")
}

// longFormula is from how many bytes a formula is cut on the page; the contract
// has all of it.
const longFormula = 160

func (p *page) formulas(values []evidence.Value) {
	for _, v := range values {
		if _, err := strconv.ParseInt(v.Formula, 10, 64); v.Formula == "" || err == nil {
			continue
		}
		f := v.Formula
		if len(f) > longFormula {
			f = strings.ToValidUTF8(f[:longFormula], "") + " …"
		}
		p.put("<span class=\"fo\">%s = %s</span>", v.Slot, f)
	}
}

func (p *page) proof(c evidence.Claim) {
	refs := c.Refs()
	for i, ref := range head(refs, ledgerRefs) {
		if i > 0 {
			p.put("<br>")
		}
		p.put("%s <span class=\"hh\">%s</span>", p.refLink(ref), shortHash(ref))
	}
	if more := c.Total() - int64(min(len(refs), ledgerRefs)); more > 0 {
		p.put("<br><span class=\"hh\">and %s more</span>", evidence.FormatCount(more))
	}
}

// fileName is a file's name, which its writer chose.
func fileName(name string) string { return clipped(escapeHTML, longQuote)(name) }

// refLink is file and line, and a link where the page holds the line.
func (p *page) refLink(ref evidence.Ref) markup {
	var q page
	if id, ok := p.lines.link(ref); ok {
		q.put("<a href=\"#%s\">%s%s</a>", id, markup(fileName(ref.File)), refWords(ref))
	} else {
		q.put("%s%s", markup(fileName(ref.File)), refWords(ref))
	}
	return markup(q.b.String())
}
