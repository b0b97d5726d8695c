// Package engine runs the pipeline from inputs to a profile's view: finds the
// layout of each source, hands chunks to workers, merges their profiles in a
// fixed order, reports progress and obeys cancellation.
//
// Sources whose stamps carry no year get the one that brings them nearest to the
// dated sources (or Options.Year), else the one nearest to the window, else the latest
// that is not after Options.Now, else 1972 with
// the distances between them kept. After every run the bytes read are held
// against the bytes accounted for; a difference is a *BalanceError.
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
	ChunkSize int // bytes, 0: 2 MiB
	Source    source.Options
	Profile   profile.Limits
	Messages  bool            // mine templates alone, see profile.Config
	Formats   *record.Formats // nil: the embedded ones
	Zone      int             // seconds east of UTC for stamps without a zone
	ZoneGiven bool
	Place     *record.Zone   // the zone when it was given by name; nil: Zone
	Window    record.Window  // of the records that count; the zero one has no bounds
	Now       int64          // ns, year of last resort for stamps without a year; 0: none
	Year      int            // that the user names for stamps without a year; 0: none
	Progress  func(Progress) // called at most a few times a second; may be nil
}

// Progress of a run.
type Progress struct {
	Done, Total int64 // bytes on disk
	Source      string
}

// Profile reads all inputs of the set and returns the merged profile. It is the
// same for any number of workers, size of chunks and order of reading. A
// cancelled context gives the context's error and no profile; a defect below
// gives a *ChunkError that names the bytes. What could not be read is no error:
// the profile's sources tell it.
func Profile(ctx context.Context, set *source.Set, o Options) (*profile.Profile, error) {
	return run(ctx, set, o)
}
