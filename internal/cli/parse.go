package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"inquest"
	"inquest/internal/record"
	"inquest/internal/source"
)

// parseFlags are the flags of the parse verb.
type parseFlags struct {
	inputFlags
	output   string
	noFields bool
	level    string
	quiet    bool
}

func parseCommand(version string, s IO) *cobra.Command {
	var f parseFlags
	cmd := &cobra.Command{
		Use:   "parse PATH...",
		Short: "Write the records of logs as lines of JSON",
		Long: `Parse writes each record as one JSON object a line: where it stands (file, line, offset,
length), its time with how the zone is known, level, format, origin, exception and message,
and the typed things that it names (addresses, ports, ids, users, durations ...) with the
part they play. It reads what an analysis reads, in the same way.

  inquest parse app.log | jq 'select(.level == "error")'
  inquest parse logs/ --from 2026-11-22T20:00:00Z --to 2026-11-22T21:00:00Z --level warn`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("try 'inquest parse app.log'", "no input given")
			}
			return runParse(cmd.Context(), s, version, args, f)
		},
	}
	fs := cmd.Flags()
	f.registerReading(fs)
	f.window.register(fs)
	f.redact.register(fs)
	fs.StringVarP(&f.output, "output-file", "o", "", "write to `FILE` instead of standard output")
	fs.BoolVar(&f.noFields, "no-fields", false, "leave out the typed fields")
	fs.StringVar(&f.level, "level", "", "only records of this level or a more severe one: trace, debug, info, notice, warn, error, critical")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "do not name on standard error what was not read")
	return cmd
}

func runParse(ctx context.Context, s IO, version string, paths []string, f parseFlags) error {
	if err := checkStdin(paths, s); err != nil {
		return err
	}
	if f.output != "" {
		if err := checkFolders([]string{f.output}); err != nil {
			return err
		}
	}
	o, err := f.parseOptions(paths, version, s)
	if err != nil {
		return err
	}
	var got *inquest.Parsed
	write := func(w io.Writer) error {
		if f.redact.dry() {
			w = io.Discard
		}
		return f.limits.within(ctx, func(ctx context.Context) (err error) {
			got, err = inquest.Parse(ctx, o, w)
			return err
		})
	}
	if f.output != "" && !f.redact.dry() {
		err = writeFile(f.output, write)
	} else {
		buf := bufio.NewWriterSize(s.Out, 1<<16)
		if err = write(buf); err == nil {
			err = buf.Flush()
		}
	}
	if err != nil {
		return f.redact.maskError(err)
	}
	if err := f.redact.tell(s, got.Masked, f.quiet); err != nil {
		return err
	}
	if !f.quiet {
		saySkipped(f.redact.writer(s.Err), got.Skipped)
	}
	if len(got.Skipped) > 0 {
		return exitError{ExitPartial}
	}
	return nil
}

func (f *parseFlags) parseOptions(paths []string, version string, s IO) (inquest.ParseOptions, error) {
	o := inquest.ParseOptions{NoFields: f.noFields}
	var err error
	if o.Options, err = f.options(paths, version, s); err != nil {
		return o, err
	}
	if f.output != "" {
		o.Exclude = []string{f.output}
	}
	if o.Least, err = parseLevel(f.level); err != nil {
		return o, err
	}
	return o, nil
}

func parseLevel(name string) (record.Level, error) {
	if name == "" {
		return record.LevelNone, nil
	}
	for l := record.LevelTrace; l <= record.LevelCritical; l++ {
		if strings.EqualFold(name, l.String()) {
			return l, nil
		}
	}
	return 0, usagef("use trace, debug, info, notice, warn, error or critical", "--level %q is not known", name)
}

func saySkipped(w io.Writer, skipped []source.Skip) {
	const most = 5
	for i, sk := range skipped {
		if i == most {
			fmt.Fprintf(w, "inquest: skipped %d more\n", len(skipped)-most)
			return
		}
		fmt.Fprintf(w, "inquest: skipped %s: %s\n", escapeName(sk.Name), escapeTerminal(sk.Reason))
		if sk.Hint != "" {
			fmt.Fprintf(w, "hint: %s\n", escapeTerminal(sk.Hint))
		}
	}
}
