package engine

import "fmt"

// ChunkError is a defect of the program that certain bytes brought about.
type ChunkError struct {
	Source         string
	Line           int64
	Offset, Length int64 // Length 0: somewhere in the source
	Cause          string
}

func (e *ChunkError) Error() string {
	if e.Length == 0 {
		return fmt.Sprintf("internal error in %q: %s", e.Source, e.Cause)
	}
	return fmt.Sprintf("internal error in %q between byte %d and %d (from line %d): %s",
		e.Source, e.Offset, e.Offset+e.Length, e.Line, e.Cause)
}

// Hint says what to do next.
func (e *ChunkError) Hint() string {
	return "this is a defect of inquest: report it with the lines at that place; leave the file out to go on"
}

// guard calls fn and turns a panic, which is a defect, into an error that says
// which bytes brought it about: a goroutine's panic would end the program
// without a word about the input.
func guard(at ChunkError, fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			at.Cause = fmt.Sprint(r)
			err = &at
		}
	}()
	return fn()
}

// BalanceError is a source whose bytes are not all accounted for.
type BalanceError struct {
	Source         string
	Read, Account  int64 // bytes
	Parsed, Plain  int64
	Continued      int64
	Blank, Dropped int64
}

func (e *BalanceError) Error() string {
	return fmt.Sprintf("internal error: %q has %d bytes but %d are accounted for (parsed %d, continued %d, blank %d, plain %d, dropped %d)",
		e.Source, e.Read, e.Account, e.Parsed, e.Continued, e.Blank, e.Plain, e.Dropped)
}

// Hint says what to do next.
func (e *BalanceError) Hint() string {
	return "this is a defect of inquest: report it with the file; leave the file out to go on"
}
