package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
)

// more adds the facts that can be changed in other ways than marked: units, percentages
// for counts, ports, halves of the day, edges of histograms, totals, causes.
func (c *correct) more() {
	var out []factual
	for _, f := range c.facts {
		s := c.text[f.from:f.to]
		switch {
		case f.kind == "sum" && unitRE.MatchString(s):
			out = append(out, factual{"unit", f.from, f.to})
		case f.kind == "time" && halfRE.MatchString(s):
			out = append(out, factual{"half", f.from, f.to})
		case f.kind == "name" && portRE.MatchString(s):
			out = append(out, factual{"port", f.from, f.to})
		case f.kind == "count" && countedRE.MatchString(c.text[f.to:]) && plainCountRE.MatchString(s):
			out = append(out, factual{"percent", f.from, f.to})
		}
	}
	for k := range c.facts {
		if f := &c.facts[k]; f.kind == "count" && totalRE.MatchString(c.lineAt(f.from)) {
			f.kind = "total"
		}
	}
	for _, m := range edgeRE.FindAllStringSubmatchIndex(c.text, -1) {
		out = append(out, factual{"edge", m[2], m[3]})
	}
	for _, m := range becauseRE.FindAllStringSubmatchIndex(c.text, -1) {
		if !c.marked(m[2], m[3]) {
			out = append(out, factual{"cause", m[2], m[3]})
		}
	}
	c.facts = append(c.facts, out...)
}

// marked tells a stretch that holds a fact, which is changed by itself.
func (c *correct) marked(from, to int) bool {
	for _, f := range c.facts {
		if f.kind == "cause" && f.from < to && f.to > from {
			return true
		}
	}
	return false
}

var (
	unitRE       = regexp.MustCompile(`\d ?(milliseconds?|ms|seconds?|s|minutes?|min|hours?|h|MB|GB|kB|Sekunden?|Minuten?)$`)
	halfRE       = regexp.MustCompile(`(?i)\d ?[ap]m\b`)
	portRE       = regexp.MustCompile(`(?:\d\.\d{1,3}:|^port )\d{2,5}$`)
	countedRE    = regexp.MustCompile(`^ (?:failed|succeeded|jobs failed|runs failed|completed)\b`)
	plainCountRE = regexp.MustCompile(`^\d{1,2}$`)
	totalRE      = regexp.MustCompile(`(?i)^\W*(?:total|sum|summe|gesamt)\b`)
	edgeRE       = regexp.MustCompile(`(?m)^\| (\d+-\d+) +\|`)
	becauseRE    = regexp.MustCompile(`(?i)\b(?:because|weil) ([^.:;\n]{12,120})`)
)

// others are changes of the kinds that are marked by their meaning.
var others = map[string]func(r *rand.Rand, s string) string{
	"rough": otherRough, "weekday": otherWeekday, "order": otherOrder, "dir": otherWay, "hedge": withoutHedge, "turn": otherEnd, "cut": otherList,
	"unit": otherUnit, "half": otherHalf, "port": otherPort, "percent": func(_ *rand.Rand, s string) string { return s + " %" },
	"edge": otherEdge, "total": otherNumber, "cause": otherCause,
}

var numberWord = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}

var wordRE = regexp.MustCompile(`[a-z]+`)

// otherRough makes a round figure several times as large: no rounding explains it.
func otherRough(r *rand.Rand, s string) string {
	if strings.Contains(s, "dozen") {
		return "five dozen"
	}
	if strings.Contains(s, "half") {
		return strings.Replace(s, "half", "a tenth", 1)
	}
	times := 3 + r.IntN(3)
	if at := anyNumber.FindStringIndex(s); at != nil {
		n, _ := strconv.Atoi(s[at[0]:at[1]])
		return s[:at[0]] + strconv.Itoa(n*times) + s[at[1]:]
	}
	for _, at := range wordRE.FindAllStringIndex(s, -1) {
		if n := numberWord[s[at[0]:at[1]]]; n > 0 {
			return s[:at[0]] + strconv.Itoa(n*times) + s[at[1]:]
		}
	}
	return s
}

var weekdays = [][]string{
	{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	{"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
}

func otherWeekday(r *rand.Rand, s string) string {
	for _, list := range weekdays {
		for i, w := range list {
			if w == s {
				return list[(i+1+r.IntN(6))%7]
			}
		}
	}
	return s
}

var opposites = [][2]string{{"before", "after"}, {"first", "last"}, {"outside", "within"}, {"earlier", "later"}, {"vor", "nach"}, {"ersten", "letzten"}}

func otherOrder(_ *rand.Rand, s string) string {
	for _, p := range opposites {
		if strings.Contains(s, p[0]) {
			return strings.Replace(s, p[0], p[1], 1)
		}
		if strings.Contains(s, p[1]) {
			return strings.Replace(s, p[1], p[0], 1)
		}
	}
	return s
}

// otherWay turns "from A to B" round.
func otherWay(_ *rand.Rand, s string) string {
	x, y, ok := strings.Cut(s, " to ")
	if !ok {
		return s
	}
	return y + " to " + x
}

var causeVerb = regexp.MustCompile(` (?:caused|led to|triggered|brought about) `)

// otherEnd puts the effect in the place of the cause.
func otherEnd(_ *rand.Rand, s string) string {
	m := causeVerb.FindStringIndex(s)
	if m == nil {
		return s
	}
	lower := func(s string) string { return strings.ToLower(s[:1]) + s[1:] }
	upper := func(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
	return upper(s[m[1]:]) + s[m[0]:m[1]] + lower(s[:m[0]])
}

// otherList leaves the first of several things out.
func otherList(_ *rand.Rand, s string) string {
	_, rest, ok := strings.Cut(s, ", ")
	if !ok {
		return s
	}
	return rest
}

var hedgeRE = regexp.MustCompile(`(?i)\b(?:possibly|probably|presumably|perhaps|likely|may have been|might have been) ?`)

func withoutHedge(_ *rand.Rand, s string) string { return hedgeRE.ReplaceAllString(s, "") }

var unitFor = map[string]string{
	"ms": "s", "s": "ms", "seconds": "minutes", "second": "minute", "minutes": "hours", "minute": "hour", "min": "h", "hours": "minutes", "h": "min",
	"milliseconds": "seconds", "MB": "GB", "GB": "MB", "kB": "MB", "Sekunden": "Minuten", "Minuten": "Stunden",
}

func otherUnit(_ *rand.Rand, s string) string {
	m := unitRE.FindStringSubmatchIndex(s)
	if m == nil {
		return s
	}
	return s[:m[2]] + unitFor[s[m[2]:m[3]]]
}

func otherHalf(_ *rand.Rand, s string) string {
	for _, p := range [][2]string{{"pm", "am"}, {"am", "pm"}, {"PM", "AM"}, {"AM", "PM"}} {
		if strings.Contains(s, p[0]) {
			return strings.Replace(s, p[0], p[1], 1)
		}
	}
	return s
}

func otherPort(r *rand.Rand, s string) string {
	i := strings.LastIndexAny(s, ": ")
	for range 9 {
		if p := []string{"443", "5432", "3306", "8080", "6379"}[r.IntN(5)]; p != s[i+1:] {
			return s[:i+1] + p
		}
	}
	return s
}

// otherEdge moves the upper end of a stretch of a histogram.
func otherEdge(r *rand.Rand, s string) string {
	x, y, _ := strings.Cut(s, "-")
	n, err := strconv.Atoi(y)
	if err != nil {
		return s
	}
	return fmt.Sprintf("%s-%d", x, n+n/10+1+r.IntN(5))
}

func otherCause(r *rand.Rand, _ string) string {
	return []string{
		"the garbage collector paused the heap for too long", "a memory leak exhausted the cache layer", "an attacker flooded the load balancer",
		"the DNS resolver lost its zone", "a solar panel had no power",
	}[r.IntN(5)]
}
