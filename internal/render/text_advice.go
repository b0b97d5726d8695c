package render

import (
	"strings"

	"inquest/internal/report"
)

// leftOutWords stands under every list of recommendations.
const leftOutWords = "Advice that no finding in these logs supports is left out."

// saysLeftOut tells whether the words stand: an action plan has many short lists.
func saysLeftOut(r *report.Report) bool { return r.Audience != report.ActionPlan }

// recommended are the commands that recommendations give: the terminal prints
// each once, there.
func recommended(r *report.Report) map[string]bool {
	out := map[string]bool{}
	for i := range r.Recommendations {
		if pressing(&r.Recommendations[i]) {
			for _, c := range r.Recommendations[i].Checks {
				out[c.Command.Open(escapeText, nil)] = true
			}
		}
	}
	return out
}

// pressing tells whether a recommendation is for this night: of the first two
// priorities. The others are one line each.
func pressing(r *report.Recommendation) bool { return r.Priority <= "P2" }

func (t *textPage) recommendations(ranks []int) {
	clear(t.answered) // they are printed here
	for _, n := range ranks {
		r := &t.r.Recommendations[n-1]
		spans := append([]span{{strong, r.Priority + "  "}}, textSpans(r.Action, plain)...)
		if !pressing(r) && !t.full {
			t.para("", "    ", append(spans, span{dim, " " + t.cite(head(r.Claims, 1))}))
			continue
		}
		t.para("", "    ", append(spans, span{dim, "  (" + recommendationWords(r) + ") " + t.cite(r.Claims)}))
		for i := range r.Checks {
			t.step(&r.Checks[i], "  ")
			t.answered[r.Checks[i].Command.Open(escapeText, nil)] = true
		}
	}
	if saysLeftOut(t.r) {
		t.para("", "", []span{{dim, leftOutWords}})
	}
}

// recommendationWords say whose it is and when it is due.
func recommendationWords(r *report.Recommendation) string {
	if r.Owner == "" {
		return r.Horizon
	}
	return r.Owner + " team, " + r.Horizon
}

// references are a line each; what they teach stands in the other media.
func (t *textPage) references(ranks []int) {
	unchecked := 0
	most := referencesShown
	if t.full {
		most = len(ranks)
	}
	for _, n := range head(ranks, most) {
		r := &t.r.References[n-1]
		checked := checkedWords(r)
		if r.Checked == notChecked {
			checked = ""
			unchecked++
		}
		t.para("- ", "  ", []span{{strong, escapeText(r.Title)}, {plain, ", " + escapeText(r.Publisher) + " "}, {dim, escapeText(r.URL) + checked + " " + t.cite([]report.ID{r.Because})}})
		if t.full {
			for _, k := range r.Takeaways {
				t.para("    ", "    ", []span{{plain, escapeText(k)}})
			}
		}
	}
	var words []string
	if unchecked > 0 {
		words = append(words, "Not checked live: "+itoa(unchecked)+" of these.")
	}
	if n := len(ranks) - most; n > 0 {
		words = append(words, countWords(int64(n), "more reference")+", and what they teach: --format md or html.")
	}
	if len(words) > 0 {
		t.para("", "", []span{{dim, strings.Join(words, " ")}})
	}
}

// referencesShown is how many references the terminal lists.
const referencesShown = 4

// notChecked is what the catalogue writes for an address that was not fetched.
const notChecked = "not checked live"

func checkedWords(r *report.Reference) string {
	if r.Checked == "" {
		return ""
	}
	if r.Checked == notChecked {
		return " (" + notChecked + ")"
	}
	return " (checked " + escapeText(r.Checked) + ")"
}

// noneChecked tells that no address of a report's references was fetched: it is said once.
func noneChecked(r *report.Report) bool {
	for i := range r.References {
		if r.References[i].Checked != notChecked {
			return false
		}
	}
	return len(r.References) > 1
}

// noneCheckedWords stand below references of which none was checked.
const noneCheckedWords = "These addresses were written down with the catalogue of fault classes; they were not opened for this report."

// checkedNow is when a reference was checked, unless that is said of all at once.
func checkedNow(r *report.Report, ref *report.Reference) string {
	if noneChecked(r) {
		return ""
	}
	return checkedWords(ref)
}

func (p *page) checked(r *report.Reference) string { return checkedNow(p.r, r) }
