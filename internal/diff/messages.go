package diff

import (
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// messages compares how often the messages of each statement come.
func messages(c *comparison) {
	c.compared += len(c.pairs)
	for i := range c.pairs {
		c.message(&c.pairs[i])
	}
}

func records(l []*profile.Template) (n float64) {
	for _, t := range l {
		n += float64(t.Count)
	}
	return n
}

// worst is the most severe level of the lines of templates.
func worst(l []*profile.Template) record.Level {
	var out record.Level
	for _, t := range l {
		for i := range t.Rows {
			out = max(out, t.Rows[i].Level)
		}
	}
	return out
}

func (c *comparison) message(p *pair) {
	bad, good := records(p.bad), records(p.good)
	shown := p.bad
	if len(shown) == 0 {
		shown = p.good
	}
	lines := linesOf(shown)
	if len(lines) == 0 {
		return
	}
	level := worst(shown)
	r := Row{Kind: KindMessage, Subject: evidence.NewQuote(clip(lines[0].Message, 240)), Severity: severityOf(level)}
	if level != record.LevelNone {
		r.Level = formula.LevelName(level)
	}
	b, g := expr(sumOf("", ids(p.bad))), expr(sumOf(baseline, ids(p.good)))
	if len(p.good) == 0 { // its own ids do not occur there, and that is what the formula counts
		g = expr(sumOf(baseline, ids(p.bad)))
	}
	if len(p.bad) == 0 {
		b = expr(sumOf("", ids(p.good)))
	}
	stat, p1, ok := c.rate(b, g)
	if !ok {
		return
	}
	times := (bad + 0.5) / (good*c.volume + 0.5)
	change, phrase := direction(bad, good, times, phraseNew, phraseGone, phraseMore, phraseLess)
	alone := change == New || change == Gone
	if !c.worthClass(&r, alone, p1, times, lines[0]) {
		return
	}
	r.Change = change
	r.Sure = p1*float64(len(c.pairs)) <= sureP || alone && r.Severity >= severitySymptom
	r.Score = r.Severity * logRatio(bad, good, c.volume) * firmG(stat, c.unrest)
	if change == Gone {
		r.Score *= goneShare
	}
	values := []slot{name("subject", lines[0].Message), count("bad", string(b)), count("good", string(g))}
	if !alone {
		values = append(values, number("times", call("times", b, g, expr("volume()"))), prob("p", call("rate_p", b, g, expr("volume()"), expr("unrest()"))))
	}
	c.add(r, phrase, c.both(linesOf(p.bad), linesOf(p.good)), values...)
}

// worthClass reports whether a difference is worth a row, and reads which class its
// lines show: that costs more than the rest, and lifts its severity.
func (c *comparison) worthClass(r *Row, alone bool, p, times float64, line *profile.Exemplar) bool {
	differs := p <= looseP && (times >= minTimes || times <= 1/minTimes)
	if !differs && !alone {
		return false
	}
	var class *fault.Class
	if c.in.Catalog != nil {
		if hits := c.in.Catalog.Match(finding.LineOf(line)); len(hits) > 0 {
			class = hits[0].Class
		}
	}
	if class != nil {
		r.Class = class.ID
		r.Severity = classSeverity(r.Severity, class)
	}
	return differs || alone && r.Severity >= alwaysFrom
}

// direction tells the change of a count, and its phrase.
func direction(bad, good, times float64, fresh, gone, more, less evidence.Phrase) (Change, evidence.Phrase) {
	switch {
	case good == 0:
		return New, fresh
	case bad == 0:
		return Gone, gone
	case times > 1:
		return More, more
	}
	return Less, less
}

// rate evaluates the statistic of two counts and its p.
func (c *comparison) rate(bad, good expr) (stat, p float64, ok bool) {
	stat, err := c.number(call("rate_g", bad, good, expr("volume()")))
	if err != nil {
		c.errs = append(c.errs, err)
		return 0, 0, false
	}
	p, err = c.number(call("rate_p", bad, good, expr("volume()"), expr("unrest()")))
	return stat, p, err == nil
}

// levels compares the levels of all records.
func levels(c *comparison) {
	for l := record.LevelWarn; l <= record.LevelCritical; l++ {
		c.compared++
		b, g := expr(call("level", formula.LevelName(l), "*")), expr(call("baseline_level", formula.LevelName(l), "*"))
		bad, err := c.number(string(b))
		good, err2 := c.number(string(g))
		stat, p, ok := c.rate(b, g)
		if err != nil || err2 != nil || !ok || bad == 0 || good == 0 || p > looseP/3 {
			continue // a level that is new is told by its messages
		}
		times := bad / (good * c.volume)
		if times < minTimes && times > 1/minTimes {
			continue
		}
		r := Row{Kind: KindLevel, Change: More, Subject: evidence.NewQuote(formula.LevelName(l)), Level: formula.LevelName(l), Severity: severityOf(l) * levelShare, Sure: p*3 <= sureP}
		if times < 1 {
			r.Change = Less
		}
		r.Score = r.Severity * logRatio(bad, good, c.volume) * firmG(stat, c.unrest)
		at := func(v *profile.View) (out []*profile.Exemplar) {
			for i := range v.Templates {
				for j := range v.Templates[i].Rows {
					if x := &v.Templates[i].Rows[j]; x.Level == l && len(x.Early) > 0 {
						out = append(out, &x.Early[0])
					}
				}
			}
			return out
		}
		c.add(r, phraseLevel, c.both(at(c.bad), at(c.good)), word("level", formula.LevelName(l)), count("bad", string(b)), count("good", string(g)),
			number("times", call("times", b, g, expr("volume()"))), prob("p", call("rate_p", b, g, expr("volume()"), expr("unrest()"))))
	}
}
