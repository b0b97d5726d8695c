// Package engine runs the pipeline from inputs to a profile's view: finds the
// layout of each source, hands chunks to workers, merges their profiles in a
// fixed order, reports progress and obeys cancellation.
//
// It is the lowest floor that may look at a clock (for progress only). It does
// not detect, judge or render.
package engine

import (
	"context"

	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/source"
)

// Options of a run.
type Options struct {
	Workers   int // 0: one for each core
	ChunkSize int // bytes, 0: 1 MiB
	Source    source.Options
	Profile   profile.Limits
	Formats   *record.Formats // nil: the embedded ones
	Zone      int             // seconds east of UTC for stamps without a zone
	ZoneGiven bool
	Now       int64          // ns, year of last resort for stamps without a year; 0: none
	Progress  func(Progress) // called at most a few times a second; may be nil
}

// Progress of a run.
type Progress struct {
	Done, Total int64 // bytes on disk
	Source      string
}

// Profile reads all inputs of the set and returns the merged profile.
func Profile(ctx context.Context, set *source.Set, o Options) (*profile.Profile, error) {
	return run(ctx, set, o)
}
