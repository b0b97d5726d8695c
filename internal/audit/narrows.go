package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
)

// narrowing tells a sentence that speaks of a part of what it counts: a time, a
// host, a kind.
func (a *auditor) narrowing(p *piece, noun []string, scope string) bool {
	for _, w := range content(p.text.S) {
		if !runSpeech[w] && !countSpeech[w] && !slices.Contains(noun, w) && !strings.Contains(strings.ToLower(scope), w) {
			return true
		}
	}
	return false
}

// rowNarrows tells a cell of a row that is named for a part of what its column counts.
func rowNarrows(p *piece, m *mention, noun []string, scope string) bool {
	if p.row == nil || p.header == nil || m.from <= len(p.row[0].S) || scope != "" {
		return false
	}
	name := strings.TrimSpace(p.row[0].S)
	if name == "" || total.MatchString(name) {
		return false
	}
	c := content(name)
	for _, w := range c {
		if !countSpeech[w] && !runSpeech[w] && !outcomeStems[w] && !slices.Contains(noun, w) {
			return true
		}
	}
	return len(c) == 0
}

// countSpeech are stems that do not narrow what is counted.
var countSpeech = stemsOfAll(`application network log logs line lines contain contains indicate indicates affected affecting series two jobs both total overall analysis
 identified identifies found see seen there saw has have experienced report reports file files entry entries error errors failing failures recorded logged show shows
 during incident event events system key finding note job jobid succeeded success successful successes completed complete none no ended end well successfully
 count counts number numbers frequency occurred occur happened times time whole entire period window distinct different unique separate affect result resulted
 fewer nearly almost roughly around approximately least exactly altogether just every`)

var endsInDay = lazy.Compile(`(?:\b\d{1,2}\.? (?:` + months + `)|\b(?:` + months + `)\.? \d{1,2},?)\s*$`)

// yearOf tells a year that begins a line, behind one that ends in its day and month.
func yearOf(p *piece, m *mention) bool {
	return m.kind == isNumber && len(m.text) == 4 && m.n >= 1970 && m.n < 2300 && m.from == 0 && endsInDay.MatchString(p.prev)
}
