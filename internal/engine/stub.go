package engine

import (
	"context"
	"errors"

	"inquest/internal/profile"
	"inquest/internal/source"
)

func run(ctx context.Context, set *source.Set, o Options) (*profile.Profile, error) {
	return nil, errors.New("engine: not built yet")
}
