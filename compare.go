package inquest

import (
	"context"
	"fmt"
	"slices"

	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/source"
)

// Comparison is two runs read by the same machinery, and what the detectors say of
// the one with the other as its baseline.
type Comparison struct {
	Input  finding.Input
	Found  []finding.Finding
	Source source.Options

	result Result
}

// Compare reads Options.Paths and, as what they are held against, Options.Baseline.
// Its errors carry hints (see source.Hinted).
func Compare(ctx context.Context, o Options) (*Comparison, error) {
	so := o.reading()
	set, own, err := o.begin(ctx)
	if err != nil {
		return nil, err
	}
	view, err := profileSet(ctx, set, o, so)
	if err != nil {
		return nil, err
	}
	c := &Comparison{Source: so, result: Result{View: view, Set: set, Source: so, Unread: own.problems}}
	c.Input = finding.Input{View: view, Catalog: own.classes, Now: o.Now}
	if c.Input.Baseline, c.result.baseline, err = profileBaseline(ctx, o, so); err != nil {
		return nil, err
	}
	for _, run := range []struct {
		name string
		view *profile.View
	}{{"good", c.Input.Baseline}, {"bad", view}} {
		if records(run.view) == 0 {
			return nil, fmt.Errorf("the %s run holds no line to compare: %w", run.name, source.ErrNothing)
		}
	}
	c.Input.Env = &formula.Env{View: view, Baseline: c.Input.Baseline}
	c.result.Env = c.Input.Env
	if err := readTrails(ctx, &c.Input, &c.result, o, so); err != nil {
		return nil, err
	}
	c.Found, err = finding.Detect(c.Input)
	return c, err
}

func records(v *profile.View) (n int64) {
	for i := range v.Sources {
		n += v.Sources[i].Records
	}
	return n
}

// Inputs lists the sets of inputs that references of a comparison may name.
func (c *Comparison) Inputs() []*source.Set { return c.result.Inputs() }

// Skipped lists what was not read of either run and may hold lines.
func (c *Comparison) Skipped() []source.Skip {
	return slices.Concat(c.result.Skipped(), losing(c.result.baseline.Skipped), skippedIn(c.Input.Baseline))
}

// BaselinePrefix stands in front of the names of a baseline's sources.
const BaselinePrefix = baselinePrefix
