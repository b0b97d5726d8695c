package finding

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Answer is the Data of a finding of kind "answer": a name that one source gives another
// address for from about the onset on.
type Answer struct {
	Place    Place // of the source that gives it
	Name     string
	Old, New string
}

// When an answer is told to have changed.
const (
	answersOld = 3 // kept lines with the old address
	answersNew = 2 // kept lines with the new one
	maxAnswers = 4 // findings
	// answerShare: the old address is seen last, and the new one first, within one such part of
	// the window around the onset.
	answerShare = 4
)

// answerRE finds a name of a host and the address that a line gives for it, as name
// servers, resolvers and clients write it.
var answerRE = lazy.Compile(`(?i)(?:^|[\s"'(\[])((?:[a-z0-9_][a-z0-9_-]*\.)+[a-z][a-z0-9-]*)\.?(?::\d{1,5})?["']?(?: is| IN| A| AAAA| has(?: IPv6)? address| resolve[sd]? to| resolves? as| was resolved to| points to| at|:| ->| =>| \d+)+ ["'(\[]?((?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})\b`)

// given is one line that gives an address for a name.
type given struct {
	addr string
	line profile.Exemplar
}

// detectAnswers finds names whose address is another one from about the onset on. A name
// that has several addresses by turns has not changed.
func detectAnswers(s *scene) []Finding {
	if !s.onset.Known || !s.onset.Quiet {
		return nil
	}
	type key struct {
		source int
		name   string
	}
	all := map[key][]given{}
	ids := map[key][]string{}
	for i := range s.rows {
		h := &s.rows[i]
		if h.row.Level >= record.LevelWarn {
			continue
		}
		for _, e := range keptLines(h.row) {
			m := answerRE.FindStringSubmatch(e.Message)
			if m == nil || !e.HasTime || sourceFile(m[1]) {
				continue
			}
			k := key{e.Source, strings.ToLower(m[1])}
			all[k] = append(all[k], given{m[2], e})
			if !slices.Contains(ids[k], h.template.ID) {
				ids[k] = append(ids[k], h.template.ID)
			}
		}
	}
	var out []Finding
	for k, list := range all {
		if f, ok := s.answerOf(k.name, list); ok {
			f.Templates = ids[k]
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Source, b.Source), strings.Compare(a.Data.(*Answer).Name, b.Data.(*Answer).Name))
	})
	return out[:min(len(out), maxAnswers)]
}

// answerOf tells whether the address of a name changes once, about the onset.
func (s *scene) answerOf(host string, list []given) (Finding, bool) {
	slices.SortStableFunc(list, func(a, b given) int { return compareMarks(a.line.Mark, b.line.Mark) })
	cut := slices.IndexFunc(list, func(g given) bool { return g.addr != list[0].addr })
	if cut < answersOld || len(list)-cut < answersNew {
		return Finding{}, false
	}
	for _, g := range list[cut:] {
		if g.addr != list[cut].addr {
			return Finding{}, false
		}
	}
	last, first := list[cut-1].line, list[cut].line
	near := max(s.onset.Slack, (s.onset.To-s.onset.From)/answerShare)
	if last.Time > s.onset.FirstBad+s.onset.Slack || last.Time < s.onset.At-near || first.Time > s.onset.FirstBad+near {
		return Finding{}, false // or the lines that were kept do not tell when it changed
	}
	d := &Answer{Place: s.dir.Source(first.Source), Name: host, Old: list[0].addr, New: list[cut].addr}
	f := Finding{Kind: KindAnswer, From: first.Time, Source: first.Source, Component: d.Place.String(), Host: d.Place.Host, Count: 1, Data: d, Score: 0.6,
		Lines: []profile.Exemplar{first, last}}
	f.To = list[len(list)-1].line.Time
	src := s.view.Sources[f.Source]
	s.say.Add(&f.Claims, phraseAnswer, append(refs(f.Lines, 2), src.Coverage), name("source", src.Name), name("name", host), name("old", d.Old), name("new", d.New),
		instant("last", s.say.LineTime(&last)), instant("first", s.say.LineTime(&first)))
	return f, true
}
