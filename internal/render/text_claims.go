package render

import (
	"strconv"
	"strings"

	"inquest/internal/report"
)

// How much of a list of claims the terminal says in full. The others are named
// by their numbers: the ledger leads from these to the lines, and the Markdown
// and HTML reports say them all.
const (
	mostBullets = 5 // of one list
	mostAlike   = 1 // of one phrase in a list
)

// spans are a claim's sentence with its number behind it.
func (t *textPage) spans(id report.ID) []span {
	var out []span
	for _, s := range spoken(t.r.Claims.Claim(id), t.day) {
		if s.Quoted {
			out = append(out, span{strong, s.Quote.Open(clipped(escapeText, longQuote))})
		} else {
			out = append(out, span{plain, s.Text})
		}
	}
	return append(out, span{dim, " [" + string(id) + "]"})
}

// sentence is a claim that the page says here; the ledger will list it.
func (t *textPage) sentence(id report.ID) []span {
	t.cited[id], t.said[id] = true, true
	return t.spans(id)
}

// cite is the numbers of claims that the ledger lists.
func (t *textPage) cite(ids []report.ID) string {
	for _, id := range ids {
		t.cited[id] = true
	}
	return numbers(ids)
}

func numbers(ids []report.ID) string {
	parts := make([]string, 0, len(ids))
	for _, id := range ids {
		parts = append(parts, string(id))
	}
	return "[" + strings.Join(parts, " ") + "]"
}

func (t *textPage) sentences(ids []report.ID) []span {
	var out []span
	for i, id := range ids {
		if i > 0 {
			out = append(out, span{plain, " "})
		}
		out = append(out, t.sentence(id)...)
	}
	return out
}

// choose parts claims into those to say, those like them, and those that the
// page said before.
func (t *textPage) choose(ids []report.ID, most int) (full, more, before []report.ID) {
	if t.full {
		return ids, nil, nil
	}
	alike := map[string]int{}
	for _, id := range ids {
		phrase := t.r.Claims.Claim(id).Phrase().ID()
		switch {
		case t.said[id]:
			before = append(before, id)
		case len(full) == most || alike[phrase] == mostAlike:
			more = append(more, id)
		default:
			alike[phrase]++
			full = append(full, id)
		}
	}
	return full, more, before
}

// leftOut names the claims of a list that are not said here; empty for none.
// Claims that were said above are named only where the list says nothing else.
func (t *textPage) leftOut(said int, more, before []report.ID) string {
	var parts []string
	if len(before) > 0 && said == 0 {
		parts = append(parts, "said above: "+t.cite(before))
	}
	if len(more) > 0 {
		parts = append(parts, strconv.Itoa(len(more))+" more: "+t.cite(more))
	}
	return strings.Join(parts, ", ")
}

// bullets say what is new in a list and name the rest.
func (t *textPage) bullets(ids []report.ID, indent string) {
	full, more, before := t.choose(ids, mostBullets)
	for _, id := range full {
		t.para(indent+"- ", indent+"  ", t.sentence(id))
	}
	if s := t.leftOut(len(full), more, before); s != "" {
		t.para(indent+"- ", indent+"  ", []span{{dim, s}})
	}
}
