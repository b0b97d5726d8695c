package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

func (l *leaves) claims() []Leaf {
	ids := l.r.Claims.IDs()
	out := make([]Leaf, 0, len(ids))
	t := l.page()
	for _, id := range ids {
		spans := append([]span{{dim, fmt.Sprintf("%-5s", id)}}, t.spans(id)...)
		out = append(out, Leaf{Title: l.title(spans[:len(spans)-1]...), Lines: l.claim(id), Refs: l.r.Claims.Claim(id).Refs()})
	}
	return out
}

// claim is a claim with the formulas of its numbers and every reference that
// the report keeps.
func (l *leaves) claim(id report.ID) func() []string {
	return l.lines(func(t *textPage) {
		c := l.r.Claims.Claim(id)
		t.para("", "", t.sentence(id))
		t.blank()
		for _, v := range c.Values() {
			if v.Formula == "" || digitsOnly(v.Formula) {
				continue
			}
			t.para("  ", "      ", []span{{strong, escapeText(v.Slot)}, {plain, " " + v.Format()}, {dim, " = " + clipped(escapeText, longLine)(v.Formula)}})
		}
		refs := c.Refs()
		t.line("", span{dim, fmt.Sprintf("Proof: %s of %s cited here", evidence.FormatCount(int64(len(refs))), lineWords(c.Total()))})
		for _, ref := range refs {
			t.para("  ", "      ", []span{{plain, clipped(escapeText, longQuote)(ref.File) + refWords(ref)}, {dim, "  " + escapeText(shortHash(ref))}})
			for _, q := range l.quoted(place{ref.File, ref.Line}) {
				t.logLine(q, wholeLog, false)
			}
		}
	})
}

func lineWords(n int64) string { return countWords(n, "line") }

// quoted is the verbatim line at a place, when the report has it.
func (l *leaves) quoted(at place) []*report.Line {
	if l.texts == nil {
		l.texts = map[place]*report.Line{}
		for _, q := range l.r.Quotations() {
			if p := placeOf(&q); l.texts[p] == nil {
				l.texts[p] = &q
			}
		}
	}
	if q := l.texts[at]; q != nil {
		return []*report.Line{q}
	}
	return nil
}

func (l *leaves) units() []Leaf {
	out := make([]Leaf, 0, len(l.r.Units))
	order := make([]*report.Unit, 0, len(l.r.Units))
	for i := range l.r.Units {
		order = append(order, &l.r.Units[i])
	}
	slices.SortStableFunc(order, func(a, b *report.Unit) int { return cmp.Compare(b.Failed, a.Failed) })
	for _, u := range order {
		mark := span{good, "✓ "}
		if u.Failed > 0 {
			mark = span{failing, "✕ "}
		} else if u.Succeeded == 0 {
			mark = span{dim, "· "}
		}
		name := u.ID.Open(clipped(escapeText, longQuote))
		counts := fmt.Sprintf("  %s of %s failed", evidence.FormatCount(u.Failed), countWords(u.Runs, "run"))
		out = append(out, Leaf{Title: l.title(mark, span{dim, escapeText(u.Kind) + " "}, span{plain, name}, span{dim, counts}),
			Lines: l.lines(func(t *textPage) { l.unit(t, u) }), Refs: refsOf(l.mentions(u))})
	}
	return out
}

// unit is what the report holds of one unit: its runs, how long they took, and
// the lines that name it.
func (l *leaves) unit(t *textPage, u *report.Unit) {
	t.para("", "", []span{{dim, escapeText(u.Kind) + " "}, {strong, u.ID.Open(clipped(escapeText, longQuote))}, {plain, "  " + u.Name.Open(clipped(escapeText, longQuote))}})
	t.blank()
	for _, c := range []struct {
		name string
		n    int64
		s    style
	}{{"runs", u.Runs, strong}, {"failed", u.Failed, failing}, {"of these never ended", u.Lost, failing}, {"succeeded", u.Succeeded, good}, {"cancelled", u.Cancelled, plain}, {"still running at the end", u.Open, plain}} {
		if c.n != 0 {
			t.labelled(c.name, span{c.s, evidence.FormatCount(c.n)})
		}
	}
	if u.From != "" {
		t.labelled("seen", span{plain, escapeText(spanWords(u.From, u.To))})
	}
	if d := u.Duration; d != nil {
		t.labelled("took", span{plain, fmt.Sprintf("%g s to %g s, median %g s, %g s in all", d.Min, d.Max, d.P50, d.Sum)})
		t.blank()
		l.unitBuckets(t, d)
	}
	if lines := l.mentions(u); len(lines) > 0 {
		t.blank()
		t.line("", span{dim, "Lines that name it"})
		for i := range lines {
			t.para("", "  ", []span{{strong, clipped(escapeText, longQuote)(lines[i].Ref.File)}})
			t.logLine(&lines[i], wholeLog, false)
		}
	}
}

// labelled is a value behind its name, in a column of names.
func (t *textPage) labelled(name string, value span) {
	const column = 24
	t.para("  "+fit(name, column)+" ", strings.Repeat(" ", column+3), []span{value})
}

func (l *leaves) unitBuckets(t *textPage, d *report.Duration) {
	var most int64
	for _, b := range d.Buckets {
		most = max(most, b.N)
	}
	for _, b := range d.Buckets {
		if b.N > 0 {
			t.line("  ", span{dim, padLeft(fmt.Sprintf("%g–%g s", b.From, b.To), 16) + " "}, span{plain, bar("█", b.N, most, min(max(t.width-30, 4), 40))}, span{strong, " " + evidence.FormatCount(b.N)})
		}
	}
}

// mostMentions is how many lines that name a unit are listed with it.
const mostMentions = 40

// mentions are the verbatim lines that hold a unit's id.
func (l *leaves) mentions(u *report.Unit) []report.Line {
	id := u.ID.Open(asIs)
	if len(id) < 2 {
		return nil
	}
	var out []report.Line
	seen := map[place]bool{}
	for _, q := range l.r.Quotations() {
		if len(out) < mostMentions && !seen[placeOf(&q)] && strings.Contains(q.Text.Open(asIs), id) {
			seen[placeOf(&q)] = true
			out = append(out, q)
		}
	}
	return out
}

// templates are what lines have in common, those that tell of failure first.
func (l *leaves) templates() []Leaf {
	p := l.r.Exhibits.Templates
	if p == nil {
		return nil
	}
	out := make([]Leaf, 0, len(p.Rows))
	for i := range p.Rows {
		r := &p.Rows[i]
		mark := span{dim, "  "}
		if r.Bad {
			mark = span{failing, "✕ "}
		}
		leaf := Leaf{Title: l.title(mark, span{strong, padLeft(evidence.FormatCount(r.Count), 7)}, span{plain, "  " + r.Text.Open(clipped(escapeText, longQuote))}),
			Lines: l.lines(func(t *textPage) { t.pattern(p, r) })}
		if r.Line != nil {
			leaf.Refs = []evidence.Ref{r.Line.Ref}
		}
		out = append(out, leaf)
	}
	return out
}
