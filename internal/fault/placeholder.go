package fault

import (
	"fmt"
	"slices"
	"strings"
)

// filled are the placeholders that every class may use: what a report knows of
// any hypothesis. {component} is a service in commands and the whole label in
// sentences, {name} is the component as the lines call it, {file} the log that
// shows it. All others are groups that a pattern of the class captures.
var filled = []string{"host", "port", "component", "name", "from", "to", "file"}

// PlaceholderAt is the name of the placeholder, as {host}, that s begins with.
func PlaceholderAt(s string) (name string, ok bool) {
	if s == "" || s[0] != '{' {
		return "", false
	}
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c == '_' && i > 1:
		case c == '}' && i > 1:
			return s[1:i], true
		default:
			return "", false
		}
	}
	return "", false
}

// checkPlaceholders asks that every placeholder of a class can be filled.
func checkPlaceholders(c *Class, p *page) Problems {
	known := slices.Concat(filled, c.groups())
	slices.Sort(known)
	known = slices.Compact(known)
	var ps Problems
	check := func(n int, text string) {
		for i := range text {
			if name, ok := PlaceholderAt(text[i:]); ok && !slices.Contains(known, name) {
				ps = append(ps, Problem{p.file, n, fmt.Sprintf("nothing fills the placeholder {%s}", name),
					"placeholders are " + strings.Join(known, ", ") + "; a pattern under capture with a group of that name adds one"})
			}
		}
	}
	check(p.keyLine("title"), c.Title)
	for _, s := range p.sections {
		for _, t := range s.text {
			check(t.n, t.text)
		}
	}
	return ps
}

// groups are the names of what the patterns of a class capture.
func (c *Class) groups() []string {
	var out []string
	add := func(p *pattern) {
		if p == nil || p.check() != nil {
			return
		}
		for _, name := range p.regexp().SubexpNames() {
			if name != "" {
				out = append(out, name)
			}
		}
	}
	for i := range c.match {
		add(c.match[i].re)
		for _, f := range c.match[i].fields {
			add(f.re)
		}
	}
	for _, p := range c.capture {
		add(p)
	}
	return out
}
