package artifact

import (
	"regexp"
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/lazy"
	"inquest/internal/report"
)

// pattern is lines of one form that tell of failure, as a regular expression
// over whole lines.
type pattern struct {
	fault string // class that the line shows; "" when none
	title string
	re    string
	count int64
}

// Bounds of what is taken from a report.
const (
	mostPatterns = 12
	longPattern  = 300
	leastLiteral = 8 // bytes of a pattern that are not wildcards
)

var wildcard = lazy.Compile(`<[^<> ]*>`)

// patternsOf are the report's forms of lines that tell of failure, the most
// frequent first, each with the class that its line shows.
func patternsOf(r *report.Report, catalog *fault.Catalog) []pattern {
	if r.Exhibits.Templates == nil {
		return nil
	}
	var out []pattern
	seen := map[string]bool{}
	for _, row := range r.Exhibits.Templates.Rows {
		text := row.Text.Open(asIs)
		re := expression(text)
		if !row.Bad || re == "" || seen[re] {
			continue
		}
		seen[re] = true
		p := pattern{re: re, count: row.Count, title: text}
		for _, hit := range catalog.Match(fault.Line{Level: row.Level, Message: text}) {
			if hit.Class.Role == fault.RoleCause || hit.Class.Role == fault.RoleSymptom {
				p.fault = hit.Class.ID
				break
			}
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b pattern) int { return int(min(1, max(-1, b.count-a.count))) })
	return out[:min(len(out), mostPatterns)]
}

func asIs(s string) string { return s }

// expression makes RE2 of a template: its words as they are, anything in its
// variable places. It is empty when too few words are left to tell lines apart.
func expression(template string) string {
	var parts []string
	literal, size := 0, 0
	for _, word := range wildcard.Split(template, -1) {
		quoted := regexp.QuoteMeta(strings.ToValidUTF8(word, ""))
		if size += len(quoted); size > longPattern {
			break
		}
		parts = append(parts, quoted)
		literal += len(strings.TrimSpace(word))
	}
	if literal < leastLiteral || strings.ContainsFunc(template, func(r rune) bool { return r < ' ' }) {
		return ""
	}
	return strings.TrimSuffix(strings.Join(parts, ".*"), ".*")
}

// group is patterns of one class.
type group struct {
	fault    string // "unclassified" for lines that show none
	patterns []pattern
	count    int64
}

const unclassified = "unclassified"

func groupsOf(ps []pattern) []group {
	var out []group
	for _, p := range ps {
		name := p.fault
		if name == "" {
			name = unclassified
		}
		i := slices.IndexFunc(out, func(g group) bool { return g.fault == name })
		if i < 0 {
			i = len(out)
			out = append(out, group{fault: name})
		}
		out[i].patterns = append(out[i].patterns, p)
		out[i].count += p.count
	}
	return out
}

// faultsOf are the classes of the hypotheses that the logs do not contradict,
// each with the place that it blames.
func faultsOf(r *report.Report) []place {
	var out []place
	for i := range r.Hypotheses {
		h := &r.Hypotheses[i]
		if h.Outcome == "contradicted" || strings.HasPrefix(h.Fault, "undetermined.") {
			continue
		}
		p := placeOf(h)
		if !slices.ContainsFunc(out, func(q place) bool { return q == p }) {
			out = append(out, p)
		}
	}
	return out
}
