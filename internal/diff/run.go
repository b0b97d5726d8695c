package diff

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"inquest/internal/evidence"
	"inquest/internal/formula"
	"inquest/internal/profile"
)

// comparison is a comparison in the making.
type comparison struct {
	in        Input
	env       *formula.Env
	bad, good *profile.View
	pairs     []pair
	volume    float64
	unrest    float64
	rows      []Row
	compared  int
	errs      []error
}

func run(in Input) (*Diff, error) {
	if in.View == nil || in.Baseline == nil {
		return nil, errors.New("a comparison wants two runs")
	}
	c := &comparison{in: in, env: in.Env, bad: in.View, good: in.Baseline}
	if c.env == nil {
		c.env = &formula.Env{View: c.bad, Baseline: c.good}
	}
	var err error
	if c.volume, err = c.number("volume()"); err != nil {
		return nil, err
	}
	if c.unrest, err = c.number("unrest()"); err != nil {
		return nil, err
	}
	c.pairs = pairs(c.bad, c.good)
	for _, find := range []func(*comparison){messages, levels, durations, runs, peers, fields, places, sources, steps} {
		find(c)
	}
	if in.Strict && len(c.errs) > 0 {
		return nil, errors.Join(c.errs...)
	}
	return c.finish()
}

func (c *comparison) number(expr string) (float64, error) {
	r, err := c.env.Eval(expr)
	return r.Num, err
}

const maxRows = 500

// finish sorts, numbers and counts.
func (c *comparison) finish() (*Diff, error) {
	d := &Diff{
		Schema: Schema, Tool: Tool{"inquest", c.in.Version}, Options: append([]string{}, c.in.Args...),
		Good: sideOf(c.good), Bad: sideOf(c.bad), Notes: c.notes(), Claims: map[string]evidence.Claim{}, Rows: []Row{}, prefix: c.in.Prefix,
	}
	volume, err := c.claim(phraseVolume, append(coverage(c.bad), coverage(c.good)...), number("volume", "volume()"), count("bad", `records("*")`), count("good", `baseline_records("*")`))
	if err != nil {
		return nil, fmt.Errorf("the runs' volume: %w", err)
	}
	d.Volume = "c1"
	d.Claims[d.Volume] = volume
	order := map[Change]int{}
	for i, x := range Changes() {
		order[x] = i
	}
	slices.SortStableFunc(c.rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(order[a.Change], order[b.Change]), -compareBool(a.Sure, b.Sure), cmp.Compare(b.Score, a.Score), cmp.Compare(a.Kind, b.Kind), a.Subject.Compare(b.Subject))
	})
	most := c.in.MaxRows
	if most <= 0 {
		most = maxRows
	}
	d.Summary.Compared = c.compared
	n := map[Change]int{}
	for _, x := range Changes() {
		d.Summary.Changes = append(d.Summary.Changes, Count{Change: x})
	}
	for _, r := range c.rows {
		s := &d.Summary.Changes[order[r.Change]]
		s.Rows++
		if r.Sure {
			s.Sure++
		}
		d.count(&r)
		if n[r.Change]++; n[r.Change] > most {
			d.Summary.Left++
			continue
		}
		r.ID = "r" + strconv.Itoa(len(d.Rows)+1)
		r.Claim = "c" + strconv.Itoa(len(d.Rows)+2)
		d.Claims[r.Claim] = r.claim
		d.Rows = append(d.Rows, r)
	}
	return d, nil
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// count adds a row to the summary's figures.
func (d *Diff) count(r *Row) {
	worse := r.Change == New || r.Change == More
	bad := r.Severity >= severitySymptom
	if worse && bad && (r.Kind == KindMessage || r.Kind == KindTrace) {
		d.Summary.NewErrors++
	}
	switch {
	case !r.Sure:
	case r.Change == Slower, worse && bad, worse && r.Kind == KindPeer && r.Severity >= severityPeer, r.Change == Gone && r.Kind == KindStep:
		d.Summary.Worse++
	}
}

// add appends a row when its claim can be proven. The figures of the row are those
// of the claim's values.
func (c *comparison) add(r Row, p evidence.Phrase, refs []evidence.Ref, values ...slot) {
	claim, err := c.claim(p, refs, values...)
	if err != nil {
		c.errs = append(c.errs, err)
		return
	}
	r.claim = claim
	for _, v := range claim.Values() {
		f := v.Float
		switch v.Kind {
		case evidence.KindCount, evidence.KindDuration:
			f = float64(v.Int)
		}
		switch v.Slot {
		case "good":
			r.Good = &f
		case "bad":
			r.Bad = &f
		case "times":
			r.Times = &f
		case "p":
			r.P = &f
		}
	}
	if r.Change == Less || r.Change == Faster {
		r.Score *= betterShare
	}
	r.Score, r.Severity = evidence.Round(r.Score), evidence.Round(r.Severity)
	c.rows = append(c.rows, r)
}

// notes say what the reader must know of how far the two runs can be compared.
func (c *comparison) notes() []string {
	out := []string{}
	for _, side := range []struct {
		name string
		v    *profile.View
	}{{"good", c.good}, {"bad", c.bad}} {
		for _, x := range side.v.Coarsened {
			out = append(out, fmt.Sprintf("In the %s run a limit was reached (%s, %d): %s.", side.name, x.Limit, x.Value, x.Effect))
		}
	}
	if len(c.errs) > 0 {
		out = append(out, fmt.Sprintf("%d differences were left out because their figures could not be computed again.", len(c.errs)))
	}
	return out
}
