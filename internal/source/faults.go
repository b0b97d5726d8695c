package source

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// faults are the errors of the file system that readings of the inputs met. The first
// reading of an input tells its own in its Summary; samples, second readings and single
// lines have nowhere else to tell them.
type faults struct {
	mu   sync.Mutex
	list []Skip
}

// fault keeps an error of the file system; others are told elsewhere, or are the caller's.
func (s *Set) fault(i int, what string, err error) {
	if isFileError(err) {
		s.faultAgain(i, what, err)
	}
}

// faultAgain keeps any error of reading again what was read before: the disk failed, or
// the input is another one by now.
func (s *Set) faultAgain(i int, what string, err error) {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return
	}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.list = append(s.faults.list, Skip{Name: s.Inputs[i].Name, Reason: ReasonReadError, Detail: what + ": " + plainError(err), Bytes: -1,
		Hint: "run again when its disk or network answers: what the report says of it may be less than it holds"})
}

// Faults lists by name the inputs of which something could not be read that readings
// beside the first one wanted, one entry each: the beginning that tells the format, a
// second reading, lines that are shown. Inputs of known are left out: of them it is
// known that they were not read whole.
func (s *Set) Faults(known []Skip) []Skip {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	told := map[string]bool{}
	for _, k := range known {
		told[k.Name] = true
	}
	list := slices.Clone(s.faults.list)
	slices.SortFunc(list, func(a, b Skip) int {
		if c := compareNames(a.Name, b.Name); c != 0 {
			return c
		}
		return compareNames(a.Detail, b.Detail)
	})
	return slices.DeleteFunc(list, func(f Skip) bool {
		again := told[f.Name]
		told[f.Name] = true
		return again
	})
}
