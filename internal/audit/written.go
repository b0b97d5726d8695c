package audit

import (
	"strings"

	"inquest/internal/lazy"
)

var bareSeconds = lazy.Compile(`(?i)\b(sec|secs|seconds|duration_s|duration_sec|elapsed_s|duration|elapsed|took|runtime|latency_ms|duration_ms|elapsed_ms|latency|ms|rt|request_time|upstream_response_time)"?[=:]\s?"?(\d+(?:\.\d+)?)\b`)

var durationText = lazy.Compile(`(?i)\b(\d+(?:\.\d+)?) ?(` + units + `)\b`)

// unitInitials begin the units of durations.
const unitInitials = "smhdtunwSMHDTUNW\xc2"

// mayHold tells a line in which a duration may be written: a number with the initial of a unit
// behind it, or a number behind a key.
func mayHold(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			continue
		}
		if from := i; from > 1 && (s[from-1] == '=' || s[from-1] == ':' || s[from-1] == ' ' || s[from-1] == '"') && !digit(s[from-2]) {
			if strings.ContainsAny(s[max(0, from-3):from], "=:") {
				return true
			}
		}
		for i < len(s) && (digit(s[i]) || s[i] == '.') {
			i++
		}
		if i < len(s) && s[i] == ' ' {
			i++
		}
		if i < len(s) && strings.IndexByte(unitInitials, s[i]) >= 0 {
			return true
		}
		i--
	}
	return false
}

// lineDurations are the durations that a line writes, ns.
func lineDurations(s string) []int64 {
	if !mayHold(s) {
		return nil
	}
	var out []int64
	for _, g := range durationText.FindAllStringSubmatch(s, -1) {
		out = append(out, int64(float(g[1])*float64(unitOf(g[2]))))
	}
	for _, loc := range bareSeconds.FindAllStringSubmatchIndex(s, -1) {
		if unitBehind.MatchString(s[loc[1]:]) {
			continue
		}
		g := []string{s[loc[0]:loc[1]], s[loc[2]:loc[3]], s[loc[4]:loc[5]]}
		unit := second
		if strings.Contains(strings.ToLower(g[1]), "ms") {
			unit = second / 1000
		}
		out = append(out, int64(float(g[2])*float64(unit)))
	}
	return out
}

// unitBehind is a unit behind a number.
var unitBehind = lazy.Compile(`(?i)^ ?(?:` + units + `)\b`)

// writes finds a line of an instant that has a number of three digits or more which
// stands beside it in the report: "status 503 from 14:05:05 on".
func (a *auditor) writes(p *piece, m *mention, ms []mention) bool {
	at, _ := a.at(m.at)
	for _, no := range longNumber.FindAllString(clauseAround(p.text.S, m.from, m.to, ms), 4) {
		if both := intersect(at, a.c.words[no]); len(both) > 0 {
			a.say(KindTime, Proven, p, m.from, m.to, "lines of that time have the number "+no, "", a.lines(both...))
			return true
		}
	}
	return false
}
