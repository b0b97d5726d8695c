package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"inquest/internal/source"
)

// Exit codes of the command. 2 is never used: the Go runtime exits with it.
const (
	ExitOK          = 0   // report written; verify: everything holds
	ExitFailed      = 1   // the work failed; verify: at least one difference
	ExitPartial     = 3   // report written, some input skipped
	ExitNothing     = 4   // nothing to analyse
	ExitIncident    = 10  // incident found and --fail-on incident given
	ExitUsage       = 64  // bad command line
	ExitInterrupted = 130 // stopped by a signal
)

// usageError is a mistake on the command line.
type usageError struct {
	err  error
	hint string
}

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// Hint says what to do next.
func (e usageError) Hint() string { return e.hint }

func usagef(hint, format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...), hint}
}

// exitError carries an exit code without a message: what there was to say has
// been said.
type exitError struct{ code int }

func (e exitError) Error() string { return fmt.Sprintf("exit %d", e.code) }

// reportError prints the error, with its hint, and returns the exit code.
func reportError(w io.Writer, err error) int {
	var coded exitError
	var usage usageError
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &coded):
		return coded.code
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w, "inquest: interrupted, no report was written")
		return ExitInterrupted
	}
	fmt.Fprintf(w, "inquest: %s\n", escapeTerminal(err.Error()))
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) && hinted.Hint() != "" {
		fmt.Fprintf(w, "hint: %s\n", escapeTerminal(hinted.Hint()))
	}
	var badPath *source.UsageError
	var notFound *source.NotFoundError
	switch {
	case errors.Is(err, source.ErrNothing):
		return ExitNothing
	case errors.As(err, &usage), errors.As(err, &badPath), errors.As(err, &notFound):
		return ExitUsage
	}
	return ExitFailed
}
