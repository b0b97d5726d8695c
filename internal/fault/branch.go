package fault

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// branch is a compiled way in which a line shows a class.
type branch struct {
	all, any, not []phrase
	re, notRE     *pattern
	min, max      int // levels, 0: no bound
	service       *pattern
	fields        []fieldTest
	line          int // in the class's file
}

// fieldTest asks that one of the keys has a value that matches.
type fieldTest struct {
	keys []string
	re   *pattern
}

// newBranch makes a branch of the front matter ready to match.
func newBranch(f frontBranch, file string) (branch, Problems) {
	b := branch{line: f.Line}
	var ps Problems
	bad := func(what, hint string) { ps = append(ps, Problem{file, b.line, what, hint}) }
	for _, list := range []struct {
		from []string
		to   *[]phrase
	}{{f.Literals, &b.all}, {f.Any, &b.any}, {f.Not, &b.not}} {
		for _, s := range list.from {
			ph := newPhrase(s)
			if len(ph.text) < 3 || strings.TrimSpace(ph.text) != ph.text && len(ph.text) < 4 {
				bad(fmt.Sprintf("phrase %q is too short", s), "a phrase needs three letters or more to be worth a look")
			}
			*list.to = append(*list.to, ph)
		}
	}
	if len(b.all)+len(b.any) == 0 && len(f.Fields) == 0 {
		bad("branch has neither literals nor fields", "give at least one phrase that every such line holds, so that other lines cost nothing")
	}
	for _, r := range []struct {
		src string
		to  **pattern
	}{{f.RE, &b.re}, {f.NotRE, &b.notRE}, {f.Service, &b.service}} {
		*r.to = newPattern(r.src)
	}
	for _, level := range []struct {
		name string
		to   *int
	}{{f.MinLevel, &b.min}, {f.MaxLevel, &b.max}} {
		*level.to = levelOf(level.name)
		if level.name != "" && *level.to == 0 {
			bad(fmt.Sprintf("unknown level %q", level.name), "levels are trace, debug, info, notice, warn, error, critical")
		}
	}
	for _, key := range sortedKeys(f.Fields) {
		b.fields = append(b.fields, fieldTest{strings.Split(key, "|"), newPattern(f.Fields[key])})
	}
	return b, ps
}

// checkPatterns refuses patterns of a class that do not compile. It is for files
// just read: the built-in ones have passed it before.
func checkPatterns(c *Class, file string) Problems {
	var ps Problems
	check := func(line int, p *pattern) {
		if err := p.check(); err != nil {
			ps = append(ps, Problem{file, line, err.Error(), "patterns are RE2; look-around and back-references do not exist"})
		}
	}
	for i := range c.match {
		b := &c.match[i]
		for _, p := range []*pattern{b.re, b.notRE, b.service} {
			check(b.line, p)
		}
		for _, f := range b.fields {
			check(b.line, f.re)
		}
	}
	for _, p := range c.capture {
		check(c.lines["capture"], p)
	}
	return ps
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// levelOf orders levels; 0 when the name is empty or unknown.
func levelOf(name string) int {
	for i, names := range levelNames {
		for _, n := range names {
			if strings.EqualFold(n, name) {
				return i + 1
			}
		}
	}
	return 0
}

// levelNames are the words for each level, from the least severe.
var levelNames = [][]string{
	{"trace"},
	{"debug"},
	{"info"},
	{"notice"},
	{"warn", "warning"},
	{"error", "err"},
	{"critical", "crit", "fatal", "alert", "emergency", "panic"},
}

// levelFits reports whether the line's level is within the branch's bounds. A
// line without a level always fits: its words must decide.
func (b *branch) levelFits(level int) bool {
	return level == 0 || (b.min == 0 || level >= b.min) && (b.max == 0 || level <= b.max)
}

// anyAddress holds what a server writes for "all my addresses": no peer.
var anyAddress = map[string]bool{"0.0.0.0": true, "::": true, "[::]": true, "*": true}

// captures are the named groups of m, nil when none took part.
func captures(re *regexp.Regexp, text string, m []int, into map[string]string) map[string]string {
	for i, name := range re.SubexpNames() {
		if name == "" || m[2*i] < 0 || m[2*i] == m[2*i+1] {
			continue
		}
		if into == nil {
			into = map[string]string{}
		}
		value := text[m[2*i]:m[2*i+1]]
		if _, taken := into[name]; !taken && (name != "addr" || !anyAddress[value]) {
			into[name] = value
		}
	}
	return into
}
