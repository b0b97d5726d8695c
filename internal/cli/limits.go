package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"inquest"
	"inquest/internal/profile"
	"inquest/internal/source"
)

// limitFlags are the limits of reading and of the profile, one flag each. They
// are listed by 'inquest limits', not by --help: there are many, and the defaults
// fit.
type limitFlags struct {
	reading source.Limits
	profile profile.Limits
	time    time.Duration
}

func (f *limitFlags) register(fs *pflag.FlagSet) {
	for _, l := range source.LimitTable() {
		name := strings.TrimPrefix(l.Flag, "--")
		fs.Int64Var(l.Field(&f.reading), name, l.Default, l.Doc)
		hide(fs, name)
	}
	for _, l := range profile.LimitTable() {
		name := strings.TrimPrefix(l.Flag, "--")
		fs.IntVar(l.Field(&f.profile), name, l.Default, l.Effect)
		hide(fs, name)
	}
	fs.DurationVar(&f.time, limitTime, 0, timeDoc)
	hide(fs, limitTime)
}

const (
	limitTime = "limit-time"
	timeDoc   = "how long a run may take (30s, 5m; 0: as long as it takes); one that takes longer ends without a report"
)

// timeError is a run that took longer than it was allowed to.
type timeError struct{ limit time.Duration }

func (e timeError) Error() string {
	return fmt.Sprintf("the run took longer than --limit-time %s", e.limit)
}

// Hint says what to do next.
func (e timeError) Hint() string { return "name fewer inputs, or raise --limit-time" }

// within runs do under the limit of time.
func (f *limitFlags) within(ctx context.Context, do func(context.Context) error) error {
	if f.time <= 0 {
		return do(ctx)
	}
	late := timeError{f.time}
	limited, stop := context.WithTimeoutCause(ctx, f.time, late)
	defer stop()
	err := do(limited)
	if err != nil && errors.Is(context.Cause(limited), late) {
		return late
	}
	return err
}

func hide(fs *pflag.FlagSet, name string) { fs.Lookup(name).Hidden = true }

// apply puts the limits into the options, and keeps those that differ from the
// default among the arguments that a report is made again from.
func (f *limitFlags) apply(o *inquest.Options) error {
	o.Limits, o.ProfileLimits = f.reading, f.profile
	if f.time < 0 {
		return usagef("leave it out for no limit", "--%s %s is negative", limitTime, f.time)
	}
	for _, l := range source.LimitTable() {
		if err := keepLimit(o, l.Flag, *l.Field(&f.reading), l.Default); err != nil {
			return err
		}
	}
	for _, l := range profile.LimitTable() {
		if err := keepLimit(o, l.Flag, int64(*l.Field(&f.profile)), int64(l.Default)); err != nil {
			return err
		}
	}
	return nil
}

func keepLimit(o *inquest.Options, flag string, value, usual int64) error {
	if value < 1 {
		return usagef("'inquest limits' lists the defaults", "%s %d: a limit is at least 1", flag, value)
	}
	if value != usual {
		o.Args = append(o.Args, flag+"="+strconv.FormatInt(value, 10))
	}
	return nil
}

func limitsCommand(s IO) *cobra.Command {
	return &cobra.Command{
		Use:   "limits",
		Short: "List the limits, their flags and what reaching them costs",
		Args:  noArguments,
		RunE:  func(*cobra.Command, []string) error { return printLimits(s.Out) },
	}
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("leave it out", "unexpected argument %q", args[0])
	}
	return nil
}

// noCommand refuses what follows a verb that has verbs of its own.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("see 'inquest "+cmd.Name()+" --help'", "'inquest %s' has no command %q", cmd.Name(), args[0])
	}
	return nil
}

func printLimits(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FLAG\tDEFAULT\tWHAT IT BOUNDS, OR WHAT REACHING IT COSTS")
	for _, l := range source.LimitTable() {
		fmt.Fprintf(w, "%s\t%d\t%s\n", l.Flag, l.Default, l.Doc)
	}
	for _, l := range profile.LimitTable() {
		fmt.Fprintf(w, "%s\t%d\t%s\n", l.Flag, l.Default, l.Effect)
	}
	fmt.Fprintf(w, "--%s\t0\t%s\n", limitTime, timeDoc)
	return w.Flush()
}
