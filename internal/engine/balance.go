package engine

import (
	"fmt"

	"inquest/internal/profile"
	"inquest/internal/source"
)

// balance holds the law that every byte that was read is accounted for: in a
// record, in a continuation, blank, plain, or dropped from an over-long line.
func balance(sources []profile.Source, sums []source.Summary) error {
	if len(sources) != len(sums) {
		return fmt.Errorf("internal error: the profile knows %d of %d sources", len(sources), len(sums))
	}
	for i, s := range sources {
		a := s.Account
		account := a.Parsed + a.Continued + a.Blank + a.Plain + sums[i].Dropped
		if account != sums[i].Bytes {
			return &BalanceError{Source: s.Name, Read: sums[i].Bytes, Account: account, Parsed: a.Parsed,
				Plain: a.Plain, Continued: a.Continued, Blank: a.Blank, Dropped: sums[i].Dropped}
		}
	}
	return nil
}
