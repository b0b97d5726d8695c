package diff

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// place is how much one host, service or logger writes.
type place struct {
	n     float64
	lines []*profile.Exemplar
}

var placeKinds = []struct {
	kind Kind
	of   func(*profile.Row) string
}{
	{KindHost, func(r *profile.Row) string { return r.Host }},
	{KindService, func(r *profile.Row) string { return r.Service }},
	{KindLogger, func(r *profile.Row) string { return r.Logger }},
}

func placesOf(v *profile.View, of func(*profile.Row) string) map[string]*place {
	out := map[string]*place{}
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			name := of(r)
			if name == "" {
				continue
			}
			p := out[name]
			if p == nil {
				p = &place{}
				out[name] = p
			}
			p.n += float64(r.Count)
			if len(r.Early) > 0 && len(p.lines) < citedEach {
				p.lines = append(p.lines, &r.Early[0])
			}
		}
	}
	return out
}

// places compares who writes: hosts, services, loggers.
func places(c *comparison) {
	for _, k := range placeKinds {
		bad, good := placesOf(c.bad, k.of), placesOf(c.good, k.of)
		if len(bad) == 0 || len(good) == 0 {
			continue
		}
		stems, stems0 := stemsOf(bad), stemsOf(good)
		names := sortedKeys(bad)
		for _, n := range sortedKeys(good) {
			if bad[n] == nil {
				names = append(names, n)
			}
		}
		c.compared += len(names)
		for _, n := range names {
			b, g := bad[n], good[n]
			if b == nil && stems[stem(n)] || g == nil && stems0[stem(n)] {
				continue // the same one, started again under another name
			}
			c.place(k.kind, n, b, g, len(names))
		}
	}
}

// stem is a name without the parts that hold a digit: the hash of a pod, the number of a
// worker.
func stem(name string) string {
	var out []string
	for p := range strings.FieldsFuncSeq(name, func(r rune) bool { return strings.ContainsRune("-_./:@", r) }) {
		if !strings.ContainsAny(p, "0123456789") {
			out = append(out, p)
		}
	}
	return strings.Join(out, "-")
}

func stemsOf(m map[string]*place) map[string]bool {
	out := map[string]bool{}
	for n := range m { // into a set: the order does not matter
		out[stem(n)] = stem(n) != n
	}
	return out
}

func (c *comparison) place(kind Kind, n string, b, g *place, tests int) {
	if b == nil {
		b = &place{}
	}
	if g == nil {
		g = &place{}
	}
	one, one0 := expr(call("records_of", string(kind), n)), expr(call("baseline_records_of", string(kind), n))
	stat, p, ok := c.rate(one, one0)
	times := (b.n + 0.5) / (g.n*c.volume + 0.5)
	if !ok || p > looseP || times < 2*minTimes && times > 1/(2*minTimes) {
		return
	}
	r := Row{Kind: kind, Subject: evidence.NewQuote(clip(n, 240)), Severity: severityPlace, Sure: p*float64(tests) <= sureP}
	if kind == KindLogger {
		r.Severity = severityOf(0)
	}
	var phrase evidence.Phrase
	r.Change, phrase = direction(b.n, g.n, times, phrasePlaceNew, phrasePlaceGone, phrasePlace, phrasePlace)
	r.Score = r.Severity * logRatio(b.n, g.n, c.volume) * firmG(stat, c.unrest)
	if r.Change == Gone {
		r.Score *= goneShare
	}
	values := []slot{word("kind", string(kind)), name("subject", n), count("bad", string(one)), count("good", string(one0))}
	if b.n > 0 && g.n > 0 {
		values = append(values, number("times", call("times", one, one0, expr("volume()"))), prob("p", call("rate_p", one, one0, expr("volume()"), expr("unrest()"))))
	}
	c.add(r, phrase, c.both(b.lines, g.lines), values...)
}

// sources compares which files there are, by their names without digits. Where a side
// is a single file its name tells nothing.
func sources(c *comparison) {
	if len(c.bad.Sources) < 2 || len(c.good.Sources) < 2 {
		return
	}
	bad, good := fileStems(c.bad, ""), fileStems(c.good, c.in.Prefix)
	for _, s := range sortedKeys(bad) {
		if _, ok := good[s]; !ok {
			c.source(New, bad[s], phrasePlaceNew)
		}
	}
	for _, s := range sortedKeys(good) {
		if _, ok := bad[s]; !ok {
			c.source(Gone, good[s], phrasePlaceGone)
		}
	}
	c.compared += len(bad)
}

func fileStems(v *profile.View, prefix string) map[string]*profile.Source {
	digits := func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}
	out := map[string]*profile.Source{}
	for i := range v.Sources {
		s := &v.Sources[i]
		if n := strings.Map(digits, strings.TrimPrefix(s.Name, prefix)); out[n] == nil && s.Records > 0 {
			out[n] = s
		}
	}
	return out
}

func (c *comparison) source(change Change, s *profile.Source, p evidence.Phrase) {
	r := Row{Kind: KindSource, Change: change, Subject: evidence.NewQuote(clip(strings.TrimPrefix(s.Name, c.in.Prefix), 240)), Severity: severityPlace, Sure: s.Records >= 4}
	r.Score = r.Severity * logRatio(float64(s.Records), 0, 1) * firm(float64(s.Records)) * goneShare
	own, other := call("records", s.Name), expr("limit(0)")
	values := []slot{word("kind", string(KindSource)), name("subject", strings.TrimPrefix(s.Name, c.in.Prefix)), count("bad", own), count("good", string(other))}
	refs := append([]evidence.Ref{s.Coverage}, coverage(c.good)...)
	if change == Gone {
		values = []slot{word("kind", string(KindSource)), name("subject", strings.TrimPrefix(s.Name, c.in.Prefix)), count("good", call("baseline_records", s.Name)), count("bad", string(other))}
		refs = append([]evidence.Ref{s.Coverage}, coverage(c.bad)...)
	}
	c.add(r, p, refs, values...)
}
