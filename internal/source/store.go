package source

import (
	"context"
	"errors"

	"inquest/internal/logstore"
)

// storeInput is a log store as an input: its lines are fetched anew each time it
// is opened.
type storeInput struct {
	ctx   context.Context
	store *logstore.Store
}

// address adds a log store.
func (f *finder) address(arg string) error {
	s, err := logstore.Parse(arg, f.o.Env)
	var bad *logstore.AddressError
	if errors.As(err, &bad) {
		return &UsageError{bad.Problem, bad.Advice}
	}
	if err != nil {
		return err
	}
	f.stores = append(f.stores, s)
	return nil
}

// addStores asks each store whether it answers, and puts it among the inputs.
func (f *finder) addStores(ctx context.Context, set *Set) error {
	seen := map[string]bool{}
	for _, s := range f.stores {
		if seen[s.Name()] {
			continue
		}
		seen[s.Name()] = true
		if err := s.Check(ctx); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			set.Skipped = append(set.Skipped, skipOf(s.Name(), err))
			continue
		}
		set.Inputs = append(set.Inputs, Input{Name: s.Name(), Path: s.Name(), Size: -1, store: &storeInput{ctx, s}})
	}
	return nil
}

func (s *storeInput) open(o Options) *stream {
	l := o.Limits.WithDefaults()
	c := &counter{r: s.store.Open(s.ctx, logstore.Limits{Rows: l.Rows, Bytes: l.Fetched})}
	return &stream{Reader: c, disk: c}
}

// storeSkip names how the reading of a store ended, when it was not at its end.
func storeSkip(s *Skip, err error) bool {
	var fetch *logstore.FetchError
	switch {
	case errors.As(err, &fetch):
		s.Reason, s.Detail, s.Hint = ReasonStore, fetch.Error(), fetch.Advice
	case errors.Is(err, logstore.ErrRows):
		s.Reason, s.Hint = ReasonRows, "narrow the query or the window, or raise --limit-store-rows"
	case errors.Is(err, logstore.ErrBytes):
		s.Reason, s.Hint = ReasonFetched, "narrow the query or the window, or raise --limit-store-bytes"
	case errors.Is(err, logstore.ErrInstant):
		s.Reason, s.Hint = ReasonRows, "narrow the query; the store gives no more rows of one instant"
	default:
		return false
	}
	return true
}
