package inquest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"inquest/internal/engine"
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/source"
)

// Window is a stretch of time that an analysis is limited to, in ns since the
// epoch: From is inside, To is not. Last takes the place of From: that much before
// the last record of all inputs. 0 is no bound.
type Window struct{ From, To, Last int64 }

// WindowError is a window that cannot be used, or holds no record.
type WindowError struct{ Problem, Advice string }

func (e *WindowError) Error() string { return e.Problem }

// Hint says what to do next.
func (e *WindowError) Hint() string { return e.Advice }

// Is makes a window that holds nothing match source.ErrNothing.
func (e *WindowError) Is(target error) bool {
	_, ok := target.(*source.NothingError)
	return ok
}

// frame finds out the bounds of the window. For Last, the inputs are read once
// more: no clock but their own tells when they end.
func (o *Options) frame(ctx context.Context, set *source.Set, so source.Options) error {
	w := &o.Window
	o.within = record.Window{From: w.From, To: w.To}
	if w.Last == 0 {
		return nil
	}
	if slices.ContainsFunc(set.Inputs, func(in source.Input) bool { return in.Path == "-" }) {
		return &source.UsageError{Problem: "standard input cannot be read twice, which --last needs", Advice: "save it to a file, or give --from"}
	}
	eo := o.engine(so)
	eo.Progress = nil
	_, last, ok, err := engine.Span(ctx, set, eo)
	if err != nil {
		return err
	}
	if !ok {
		return &WindowError{"no record has a time, so there is no last one", "leave --last out"}
	}
	if w.To != 0 {
		last = min(last, w.To)
	}
	o.within.From = last - w.Last
	return nil
}

// inside is an error when the window holds no record and leaves some out.
func (o *Options) inside(ctx context.Context, set *source.Set, v *profile.View, so source.Options) error {
	if o.within.Open() {
		return nil
	}
	var out, in int64
	for i := range v.Sources {
		in, out = in+v.Sources[i].Records, out+v.Sources[i].Account.Outside
	}
	if in > 0 || out == 0 {
		return nil
	}
	e := &WindowError{fmt.Sprintf("nothing to analyse: none of the %d records lies in the window", out), "widen the window"}
	if v := set.Inputs; slices.ContainsFunc(v, func(in source.Input) bool { return in.Path == "-" }) {
		return e
	}
	from, to, _, err := engine.Span(ctx, set, o.engine(so))
	if err != nil {
		return err
	}
	e.Advice = "the records lie between " + instant(from) + " and " + instant(to)
	return e
}

func instant(ns int64) string { return time.Unix(0, ns).UTC().Format(time.RFC3339) }
