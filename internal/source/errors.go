package source

import "fmt"

// Hinted is an error that says what to do next. All errors that this package
// returns are Hinted, except those of a context and of callbacks.
type Hinted interface {
	error
	Hint() string
}

var (
	_ Hinted = (*UsageError)(nil)
	_ Hinted = (*NotFoundError)(nil)
	_ Hinted = (*NothingError)(nil)
	_ Hinted = (*InputError)(nil)
)

// UsageError is a mistake in how the inputs were named. The command line maps
// it to its usage exit code.
type UsageError struct{ Problem, Advice string }

func (e *UsageError) Error() string { return e.Problem }

// Hint says what to do next.
func (e *UsageError) Hint() string { return e.Advice }

// NotFoundError is a named path, or a glob, that nothing is at.
type NotFoundError struct {
	Path string
	Glob bool
}

func (e *NotFoundError) Error() string {
	if e.Glob {
		return fmt.Sprintf("no file matches %q", e.Path)
	}
	return fmt.Sprintf("no file or folder at %q", e.Path)
}

// Hint says what to do next.
func (e *NotFoundError) Hint() string {
	if e.Glob {
		return "check the pattern; ** crosses folders, and hidden files must be named in full"
	}
	return "check the spelling and the current folder, or name the folder that holds the logs"
}

// NothingError is a search that found no input to read, with what was left out.
type NothingError struct{ Skipped []Skip }

// ErrNothing is the target for errors.Is; the error itself is a *NothingError.
var ErrNothing error = &NothingError{}

func (e *NothingError) Error() string {
	switch n := len(e.Skipped); n {
	case 0:
		return "nothing to analyse: the named folders hold no files"
	case 1:
		return fmt.Sprintf("nothing to analyse: %q was skipped (%s)", e.Skipped[0].Name, e.Skipped[0].Reason)
	default:
		return fmt.Sprintf("nothing to analyse: all %d entries were skipped, first %q (%s)", n, e.Skipped[0].Name, e.Skipped[0].Reason)
	}
}

// Is makes every NothingError match ErrNothing.
func (e *NothingError) Is(target error) bool {
	_, ok := target.(*NothingError)
	return ok
}

// Hint says what to do next.
func (e *NothingError) Hint() string {
	for _, s := range e.Skipped {
		if s.Hint != "" {
			return s.Hint
		}
	}
	return "name a log file or a folder that holds some, or pipe lines in and name -"
}

// InputError is an input that cannot be read the way it was asked for.
type InputError struct {
	Name    string
	Problem string
	Advice  string
	Err     error
}

func (e *InputError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%q: %s: %v", e.Name, e.Problem, e.Err)
	}
	return fmt.Sprintf("%q: %s", e.Name, e.Problem)
}

// Hint says what to do next.
func (e *InputError) Hint() string { return e.Advice }

// Unwrap gives the cause.
func (e *InputError) Unwrap() error { return e.Err }
