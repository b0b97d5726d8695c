package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// IO is the command's surroundings, so that tests can stand in for a terminal.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
	OutTTY   bool
	ErrTTY   bool
	InTTY    bool
	Env      func(string) string

	keys   io.Reader // In itself, for who reads keys from a terminal
	screen io.Writer // Out itself, for who draws on a terminal and asks it for its size
}

// Run executes the command line and returns the exit code.
func Run(args []string, version string, s IO) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	s.keys, s.screen = s.In, s.Out
	if s.In != nil {
		s.In = &interruptible{ctx: ctx, in: s.In}
	}
	context.AfterFunc(ctx, stop) // a second signal ends a run that cannot heed the first
	out := &watched{w: s.Out}
	s.Out = out
	cmd := rootCommand(version, s)
	cmd.SetArgs(args)
	cmd.SetIn(s.In)
	cmd.SetOut(s.Out)
	cmd.SetErr(s.Err)
	return reportError(s.Err, out.hold(cmd.ExecuteContext(ctx)))
}

// watched is a writer that remembers its first error, so that no verb can take a
// result for told that was not.
type watched struct {
	w   io.Writer
	err error
}

func (o *watched) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// hold puts the error of the output in the place of a good end.
func (o *watched) hold(err error) error {
	var coded exitError
	if o.err == nil || err != nil && !errors.As(err, &coded) {
		return err
	}
	return fmt.Errorf("the result could not be written: %w", o.err)
}

const rootLong = `Inquest reads the logs of failed jobs and services and writes a root-cause
report in which every sentence points to the lines that prove it.

  inquest logs/                            read a folder, report on the terminal
  inquest analyze logs/ -o report.html     the same as a page (.json .md .html .pdf .txt)
  inquest browse report.json               page through a report, with search
  inquest diff good/ bad/                  what differs between two runs
  inquest verify report.json logs/         recompute every claim from the files

Exit codes: 0 report written, 1 failed, 3 report written but some input skipped,
4 nothing to analyse, 10 incident found and --fail-on incident given, 64 usage,
130 interrupted.`

func rootCommand(version string, s IO) *cobra.Command {
	var f analyzeFlags
	root := &cobra.Command{
		Use:           "inquest PATH...",
		Short:         "Hold an inquest into failed jobs and services",
		Long:          rootLong,
		Version:       version,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("try 'inquest logs/', or 'inquest --help'", "no input given")
			}
			return runAnalyze(cmd.Context(), s, version, args, f)
		},
	}
	root.AddCommand(auditCommand(version, s))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError{err, "see 'inquest --help'"}
	})
	f.register(root.Flags())
	root.SetHelpCommand(helpCommand())
	root.AddCommand(diffCommand(version, s), artifactsCommand(s), analyzeCommand(version, s), verifyCommand(version, s), limitsCommand(s), templatesCommand(version, s), parseCommand(version, s), browseCommand(s), catalogCommand(s), formatsCommand(s))
	return root
}

// helpCommand is cobra's, but for a verb that is not there it is a usage error.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: "Help about any verb",
		RunE: func(cmd *cobra.Command, args []string) error {
			of, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("see 'inquest --help'", "there is no verb %q", strings.Join(args, " "))
			}
			return of.Help()
		},
	}
}
