package engine

import (
	"context"

	"inquest/internal/cre"
	"inquest/internal/record"
	"inquest/internal/source"
)

// Rules reads all inputs once more and tells which rules fire in which. Standard
// input is read once only: no rule fires there.
func Rules(ctx context.Context, set *source.Set, o Options, rules []*cre.Rule) ([]cre.Fired, error) {
	parts := make([]*cre.Collector, len(set.Inputs))
	err := reread(ctx, set, o, func(i int, in *source.Input) func(*record.Layout, source.Chunk) {
		parts[i] = cre.NewCollector(i, in.Name, rules)
		return parts[i].Add
	})
	if err != nil {
		return nil, err
	}
	return cre.Join(parts), nil
}
