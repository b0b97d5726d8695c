package formula

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// Functions that compare a run with its baseline. Two runs seldom are of the same
// size; what both print tells by how much this one is larger, whatever happened in
// it, because most statements of a program do not change.
var compareFunctions = []definition{
	{name: "volume", params: nil, doc: "By how much this run is larger than the baseline: the median, over templates that both have at least 4 records of, of the count here by the count there; with fewer than 5 such templates the number of records here by the number there.", call: func(c *context, _ []arg) (Result, error) {
		v, err := volume(c.env)
		return Result{Num: v}, err
	}},
	{name: "unrest", params: nil, doc: "By how much counts of the same template differ more than chance alone makes them: the median likelihood ratio statistic of the templates of volume() by the median of the chi-square distribution with one degree of freedom; at least 1. With fewer than 5 such templates 1.", call: func(c *context, _ []arg) (Result, error) {
		v, err := unrest(c.env)
		return Result{Num: v}, err
	}},
	{name: "rate_g", params: takes(num("n"), num("n0"), num("size")), doc: "Likelihood ratio statistic of n events in a run against n0 in one that is size times smaller.", call: rateG},
	{name: "rate_p", params: takes(num("n"), num("n0"), num("size"), num("unrest")), doc: "Two-sided p of rate_g divided by unrest, by the chi-square distribution with one degree of freedom.", call: rateP},
	{name: "times", params: takes(num("n"), num("n0"), num("size")), doc: "n by n0 for a run that is size times larger.", call: timesOf},
	{name: "template_durations", params: takes(str("id")), rest: true, view: true, list: true, doc: "Durations in ns that the kept lines of templates print, ascending.", call: templateDurations},
	{name: "field", params: takes(str("key")), view: true, doc: "Number of values of a field or key=, over all templates; values that were too many to keep are not counted.", call: fieldCount(func(_, _ string) bool { return true })},
	{name: "field_value", params: takes(str("key"), str("value")), view: true, doc: "Number of times that a field or key= has the value, over all templates.", call: fieldCount(func(have, want string) bool { return have == want })},
	{name: "records_of", params: takes(str("what"), str("name")), view: true, doc: "Number of records that templates count of one host, service or logger.", call: recordsOf},
	{name: "records_of_from", params: takes(str("what"), str("name"), str("level")), view: true, doc: "The records that records_of counts, of a level or a more severe one.", call: recordsOf},
	{name: "field_from", params: takes(str("key"), str("level")), view: true, doc: "The values that field counts, in records of a level or a more severe one.", call: fieldFrom},
	{name: "field_value_from", params: takes(str("key"), str("value"), str("level")), view: true, doc: "The values that field_value counts, in records of a level or a more severe one.", call: fieldFrom},
	{name: "peer_of", params: takes(str("addr"), num("port"), str("kind")), view: true, doc: "Number of connection events of a kind with one far end, of all sources; 0 when none names it.", call: peerOf},
}

const (
	commonRecords   = 4 // of a template on both sides, to tell the volume
	commonTemplates = 5
	chi2Median      = 0.454936423119572 // of one degree of freedom
)

var errNoBaseline = errors.New("it needs a baseline, and none was given")

// common lists the counts of the templates that both runs have enough of.
func common(e *Env) [][2]float64 {
	there := map[string]uint64{}
	for i := range e.Baseline.Templates {
		there[e.Baseline.Templates[i].ID] = e.Baseline.Templates[i].Count
	}
	var out [][2]float64
	for i := range e.View.Templates {
		t := &e.View.Templates[i]
		if n := there[t.ID]; t.Count >= commonRecords && n >= commonRecords {
			out = append(out, [2]float64{float64(t.Count), float64(n)})
		}
	}
	return out
}

func volume(e *Env) (float64, error) {
	if e.Baseline == nil || e.View == nil {
		return 0, errNoBaseline
	}
	both := common(e)
	if len(both) < commonTemplates {
		var here, there int64
		for i := range e.View.Sources {
			here += e.View.Sources[i].Records
		}
		for i := range e.Baseline.Sources {
			there += e.Baseline.Sources[i].Records
		}
		if here == 0 || there == 0 {
			return 0, errors.New("one of the runs has no records")
		}
		return float64(here) / float64(there), nil
	}
	ratios := make([]float64, len(both))
	for i, n := range both {
		ratios[i] = n[0] / n[1]
	}
	return medianFloat(ratios), nil
}

func unrest(e *Env) (float64, error) {
	size, err := volume(e)
	if err != nil {
		return 0, err
	}
	both := common(e)
	if len(both) < commonTemplates {
		return 1, nil
	}
	g := make([]float64, len(both))
	for i, n := range both {
		g[i] = likelihoodRatio(n[0], n[1], size)
	}
	return max(1, medianFloat(g)/chi2Median), nil
}

func medianFloat(l []float64) float64 {
	slices.Sort(l)
	n := len(l)
	if n%2 == 1 {
		return l[n/2]
	}
	return (l[n/2-1] + l[n/2]) / 2
}

// likelihoodRatio is the G statistic of n events against n0 where size to one are
// expected.
func likelihoodRatio(n, n0, size float64) float64 {
	all := n + n0
	if all == 0 {
		return 0
	}
	part := func(k, share float64) float64 {
		if k == 0 {
			return 0
		}
		return k * math.Log(k/(all*share))
	}
	return max(0, 2*(part(n, size/(1+size))+part(n0, 1/(1+size))))
}

// rateArgs reads two counts and the size.
func rateArgs(a []arg) (n, n0, size float64, err error) {
	n, n0, size = a[0].Num, a[1].Num, a[2].Num
	if n < 0 || n0 < 0 || !(size > 0) {
		err = errors.New("takes two numbers of events from 0 and a size above 0")
	}
	return n, n0, size, err
}

func rateG(_ *context, a []arg) (Result, error) {
	n, n0, size, err := rateArgs(a)
	if err != nil {
		return Result{}, err
	}
	return Result{Num: likelihoodRatio(n, n0, size)}, nil
}

func rateP(_ *context, a []arg) (Result, error) {
	n, n0, size, err := rateArgs(a)
	if err != nil {
		return Result{}, err
	}
	if a[3].Num < 1 {
		return Result{}, errors.New("unrest is at least 1")
	}
	return probability(mathext.GammaIncRegComp(0.5, likelihoodRatio(n, n0, size)/a[3].Num/2))
}

func timesOf(_ *context, a []arg) (Result, error) {
	n, n0, size, err := rateArgs(a)
	if err != nil {
		return Result{}, err
	}
	return arith(Result{Num: n}, "/", Result{Num: n0 * size})
}

// eachKept calls f for the distinct kept lines of a row.
func eachKept(r *profile.Row, f func(*profile.Exemplar)) {
	seen := map[[2]int64]bool{}
	for _, list := range [][]profile.Exemplar{r.Early, r.Sample, r.Late} {
		for i := range list {
			if k := [2]int64{int64(list[i].Source), list[i].Offset}; !seen[k] {
				seen[k] = true
				f(&list[i])
			}
		}
	}
}

func templateDurations(c *context, a []arg) (Result, error) {
	out := []int64{}
	for _, id := range a {
		t := c.env.View.Template(id.str)
		if t == nil {
			continue
		}
		for i := range t.Rows {
			eachKept(&t.Rows[i], func(e *profile.Exemplar) {
				if d, ok := PrintedDuration(e); ok {
					out = append(out, d)
				}
			})
		}
	}
	slices.Sort(out)
	return listOf(out), nil
}

func fieldCount(keep func(have, want string) bool) func(*context, []arg) (Result, error) {
	return func(c *context, a []arg) (Result, error) {
		want := ""
		if len(a) > 1 {
			want = a[1].str
		}
		return whole(c.fieldValues(a[0].str, record.LevelNone, func(have string) bool { return keep(have, want) })), nil
	}
}

// fieldFrom counts values in records from a level on: of one value when there are
// three arguments.
func fieldFrom(c *context, a []arg) (Result, error) {
	from, err := levelNamed(a[len(a)-1].str)
	if err != nil {
		return Result{}, err
	}
	return whole(c.fieldValues(a[0].str, from, func(have string) bool { return len(a) == 2 || have == a[1].str })), nil
}

func (c *context) fieldValues(key string, from record.Level, keep func(string) bool) (n int64) {
	for i := range c.env.View.Templates {
		for j := range c.env.View.Templates[i].Rows {
			r := &c.env.View.Templates[i].Rows[j]
			if r.Level < from {
				continue
			}
			for k := range r.Slots {
				if r.Slots[k].Key != key {
					continue
				}
				for _, v := range r.Slots[k].Values {
					if keep(v.Text) {
						n += int64(v.N)
					}
				}
			}
		}
	}
	return n
}

func recordsOf(c *context, a []arg) (Result, error) {
	var of func(*profile.Row) string
	switch a[0].str {
	case "host":
		of = func(r *profile.Row) string { return r.Host }
	case "service":
		of = func(r *profile.Row) string { return r.Service }
	case "logger":
		of = func(r *profile.Row) string { return r.Logger }
	default:
		return Result{}, fmt.Errorf("unknown kind of place %q; known are host, service and logger", a[0].str)
	}
	from := record.LevelNone
	if len(a) > 2 {
		var err error
		if from, err = levelNamed(a[2].str); err != nil {
			return Result{}, err
		}
	}
	var n int64
	for i := range c.env.View.Templates {
		for j := range c.env.View.Templates[i].Rows {
			if r := &c.env.View.Templates[i].Rows[j]; of(r) == a[1].str && r.Level >= from {
				n += int64(r.Count)
			}
		}
	}
	return whole(n), nil
}

func peerOf(c *context, a []arg) (Result, error) {
	kind, ok := peerKinds[a[2].str]
	if !ok {
		return Result{}, fmt.Errorf("unknown kind %q of connection events", a[2].str)
	}
	var n int64
	for i := range c.env.View.Peers {
		p := &c.env.View.Peers[i]
		if p.Addr != a[0].str || !a[1].Exact || int64(p.Port) != a[1].Int {
			continue
		}
		for k, count := range p.Counts { // a sum of integers: the order does not matter
			if kind == 0 || k == kind {
				n += count
			}
		}
	}
	return whole(n), nil
}
