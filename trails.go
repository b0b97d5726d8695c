package inquest

import (
	"context"
	"strings"

	"inquest/internal/engine"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/source"
	"inquest/internal/trail"
)

// maxReread is how many bytes are read a second time where there is no baseline
// to compare with: then only sources with stack traces or without times are.
const maxReread = 64 << 20

// readTrails reads sources a second time, for what needs the order of lines:
// all of them when there is a baseline, else those that hold stack traces and
// those without times, which are the logs of builds.
func readTrails(ctx context.Context, in *finding.Input, res *Result, o Options, so source.Options) error {
	var wanted []bool
	tails := buildLogs(in.View)
	if in.Baseline == nil {
		wanted = worthRereading(in.View, tails)
	}
	var err error
	if in.Trail, err = readTrail(ctx, res.Set, in.View, o, so, engine.TrailOptions{Sources: wanted, Tails: tails}); err != nil {
		return err
	}
	if in.Baseline != nil {
		o.within = record.Window{}
		in.BaseTrail, err = readTrail(ctx, res.baseline, in.View, o, so, engine.TrailOptions{Prefix: baselinePrefix, Tails: buildLogs(in.Baseline)})
	}
	return err
}

func readTrail(ctx context.Context, set *source.Set, view *profile.View, o Options, so source.Options, t engine.TrailOptions) (*trail.Trail, error) {
	tr, err := engine.Trail(ctx, set, o.engine(so), t)
	if err == nil {
		tr.Refs(view.Learn)
	}
	return tr, err
}

// buildLogs tells the sources without times, and those in which a tool that
// builds says how it ended.
func buildLogs(v *profile.View) []bool {
	out := finding.BuildSources(v)
	for i := range v.Sources {
		out[i] = out[i] || v.Sources[i].Records > 0 && v.Sources[i].Timed == 0
	}
	return out
}

// worthRereading tells the sources that hold stack traces or are logs of builds, as many
// as the limit allows.
func worthRereading(v *profile.View, tails []bool) []bool {
	out := make([]bool, len(v.Sources))
	left := int64(maxReread)
	traced := make([]bool, len(v.Sources))
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			for k := range r.Early {
				traced[r.Source] = traced[r.Source] || holdsTrace(&r.Early[k])
			}
		}
	}
	for i := range v.Sources {
		if b := v.Sources[i].Bytes; (tails[i] || traced[i]) && b <= left {
			out[i] = true
			left -= b
		}
	}
	return out
}

func holdsTrace(e *profile.Exemplar) bool {
	return strings.Contains(e.Body, "at ") || strings.Contains(e.Body, "goroutine ") || strings.Contains(e.Raw, "Traceback (most recent call last)") || strings.Contains(e.Body, "Traceback (most recent call last)")
}
