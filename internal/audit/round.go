package audit

import (
	"math"
	"strings"

	"inquest/internal/lazy"
)

// roundBefore stands in front of a figure that is not meant to the last digit: by group
// about it, a little less, more, less.
var roundBefore = lazy.Compile(`(?i)(?:\b(about|around|roughly|approx(?:\.|imately)?|some|circa|in the order of|etwa|rund|ungefähr)|\b(nearly|almost|close to|just under|just short of|knapp|fast)|\b((?:well )?over|more than|at least|upwards of|mehr als|über|mindestens)|\b(less than|fewer than|under|below|weniger als|unter)|((?:~|≈)|\bca\.?))\s*(?:the |an? )?$`)

// round takes a figure that stands behind "about" and the like for a stretch.
func (m *mention) round(before string) {
	if m.kind != isNumber && m.kind != isPercent {
		return
	}
	g := roundBefore.FindStringSubmatch(before)
	if g == nil {
		return
	}
	m.rough = true
	slack := max(1, m.n*0.15)
	if m.kind == isPercent {
		slack = max(2.5, m.n*0.12)
	}
	switch {
	case g[2] != "":
		m.lo, m.hi = m.n-slack, m.n
	case g[3] != "":
		m.lo, m.hi = m.n, m.n*1.5
	case g[4] != "":
		m.lo, m.hi = m.n/2, m.n
	default:
		m.lo, m.hi = m.n-slack, m.n+slack
	}
	m.tol = max(m.tol, slack)
}

// is tells a count that a number stands for.
func (m *mention) is(n int64) bool {
	if m.rough {
		return float64(n) >= math.Floor(m.lo) && float64(n) <= math.Ceil(m.hi)
	}
	return n == int64(m.n)
}

var fractions = map[string]float64{"half": 50, "hälfte": 50, "third": 100.0 / 3, "quarter": 25, "fifth": 20, "tenth": 10}

// readFraction reads "half of", "two thirds of" as a share; the words behind it are left.
func readFraction(m *mention, g []string) bool {
	w := strings.Fields(strings.ToLower(g[1]))
	m.n = fractions[strings.TrimSuffix(w[len(w)-1], "s")]
	switch w[0] {
	case "two":
		m.n *= 2
	case "three":
		m.n *= 3
	}
	m.to, m.text, m.tol = m.from+len(g[1]), g[1], 4
	return m.n > 0
}

// weakNumber tells a word that is a number and mostly means something else: "one after the
// other", "given twice", "retries once". It is proven or left alone, never doubted.
func weakNumber(m *mention) bool {
	switch strings.ToLower(m.text) {
	case "one", "once", "twice", "both", "a single":
		return true
	}
	return false
}

// zoneText is a zone behind a clock.
const zoneText = `Z\b|(?:UTC|GMT) ?[+-]\d{1,2}(?::?\d{2})?\b|UTC|GMT|[+-]\d{2}:?\d{2}\b|(?:CEST|CET|MESZ|MEZ|BST|WEST|EEST|EET|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|JST|AEST|AEDT)\b`

// zoneHours are the offsets of zones that reports name, in halves of an hour.
var zoneHalves = map[string]int{
	"CET": 2, "MEZ": 2, "CEST": 4, "MESZ": 4, "BST": 2, "WEST": 2, "EET": 4, "EEST": 6, "EST": -10, "EDT": -8, "CST": -12, "CDT": -10,
	"MST": -14, "MDT": -12, "PST": -16, "PDT": -14, "IST": 11, "JST": 18, "AEST": 20, "AEDT": 22,
}

// zoneOffset reads a zone, seconds east of UTC.
func zoneOffset(z string) int {
	z = strings.ReplaceAll(strings.ReplaceAll(z, ":", ""), " ", "")
	if h, ok := zoneHalves[strings.ToUpper(z)]; ok {
		return h * 1800
	}
	d := strings.TrimPrefix(strings.TrimPrefix(z, "UTC"), "GMT")
	if len(d) < 2 || d[0] != '+' && d[0] != '-' {
		return 0
	}
	sign := 1
	if d[0] == '-' {
		sign = -1
	}
	if d = d[1:]; len(d) <= 2 {
		return sign * atoi(d) * 3600
	}
	return sign * (atoi(d[:len(d)-2])*3600 + atoi(d[len(d)-2:])*60)
}

var zoneNamed = lazy.Compile(`\b(?:(?:UTC|GMT) ?[+-]\d{1,2}(?::?\d{2})?\b|(?:CEST|CET|MESZ|MEZ|BST|WEST|EEST|EET|EST|EDT|CST|CDT|MST|MDT|PST|PDT|IST|JST|AEST|AEDT)\b)`)

// zonesIn lists the offsets of the zones that a text names.
func zonesIn(s string) []int {
	var out []int
	for _, z := range zoneNamed.FindAllString(s, 20) {
		off := zoneOffset(z)
		known := false
		for _, x := range out {
			known = known || x == off
		}
		if !known && off != 0 && len(out) < 4 {
			out = append(out, off)
		}
	}
	return out
}
