package engine

import (
	"context"

	"inquest/internal/record"
	"inquest/internal/source"
	"inquest/internal/trail"
)

// TrailOptions of a second reading.
type TrailOptions struct {
	Sources []bool // by input: whether it is read; nil: all
	Tails   []bool // by input: whether its end is kept line by line; nil: none
	Prefix  string // in front of the inputs' names, no folder of theirs
	Limits  trail.Limits
}

// Trail reads named inputs once more, each in order, for what needs the order of
// lines. Standard input is read once only and has no trail.
func Trail(ctx context.Context, set *source.Set, o Options, t TrailOptions) (*trail.Trail, error) {
	parts := make([]*trail.Collector, len(set.Inputs))
	err := reread(ctx, set, o, func(i int, in *source.Input) func(*record.Layout, source.Chunk) {
		if t.Sources != nil && !t.Sources[i] {
			return nil
		}
		parts[i] = trail.NewCollector(i, in.Name, t.Prefix, t.Tails != nil && t.Tails[i], t.Limits)
		return parts[i].Add
	})
	if err != nil {
		return nil, err
	}
	return trail.Join(parts, t.Limits), nil
}
