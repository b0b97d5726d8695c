package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"inquest"
	"inquest/internal/source"
)

// templatesFlags are the flags of the templates verb.
type templatesFlags struct {
	inputFlags
	content  bool
	format   string
	newSince string
	rare     string
	level    string
	slots    bool
	quiet    bool
}

// rareCount is how many records a template has at most that --rare shows.
const rareCount = "10"

func templatesCommand(version string, s IO) *cobra.Command {
	var f templatesFlags
	cmd := &cobra.Command{
		Use:   "templates PATH...",
		Short: "Mine the message templates of logs",
		Long: `Templates groups the messages of logs by the statement that printed them. The ids are
made from the template's text, so they are the same in every run.

Text is a ranked table with counts, shares, levels, first and last time and when they were
printed; --slots adds the values of the variable parts. Json has an object for each
template, one a line, with all of that. Csv has a row for each record of one file
(line,template_id,template).

  inquest templates logs/ --new-since 15m     what began in the last 15 minutes of the logs
  inquest templates app.log --rare=3          what was printed three times or less
  inquest templates app.log --format csv      which line has which template`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("try 'inquest templates app.log'", "no input given")
			}
			return f.run(cmd.Context(), s, version, args)
		},
	}
	fs := cmd.Flags()
	f.registerReading(fs)
	f.window.register(fs)
	f.redact.register(fs)
	fs.BoolVar(&f.content, "content", false, "the file holds messages alone: take every line whole")
	fs.StringVar(&f.format, "format", "text", "text, csv or json")
	fs.StringVar(&f.newSince, "new-since", "", "only templates first printed at or after `TIME`: 2026-11-22T20:00:00Z, or 15m for the last 15 minutes of the logs")
	fs.StringVar(&f.rare, "rare", "", "only templates with at most `N` records, rarest first")
	fs.Lookup("rare").NoOptDefVal = rareCount
	fs.StringVar(&f.level, "level", "", "only templates of this level or a more severe one: trace, debug, info, notice, warn, error, critical")
	fs.BoolVar(&f.slots, "slots", false, "show the values of the variable parts under each template")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "no progress, nothing on standard error but errors")
	return cmd
}

func (f *templatesFlags) run(ctx context.Context, s IO, version string, paths []string) error {
	if !slices.Contains([]string{"text", "csv", "json"}, f.format) {
		return usagef("use text, csv or json", "no such format %q", f.format)
	}
	if err := checkStdin(paths, s); err != nil {
		return err
	}
	o, err := f.options(paths, version, s)
	if err != nil {
		return err
	}
	return f.redact.maskError(f.limits.within(ctx, func(ctx context.Context) error {
		if f.format == "csv" || f.content {
			return f.mine(ctx, s, o)
		}
		return f.table(ctx, s, o)
	}))
}

// mine reads one file and says which line has which template.
func (f *templatesFlags) mine(ctx context.Context, s IO, o inquest.Options) error {
	switch {
	case len(o.Paths) != 1:
		return usagef("name one file, or leave --format csv and --content out", "rows of lines are of one file, got %d", len(o.Paths))
	case o.Window != inquest.Window{}:
		return usagef("use --format text or json, without --content", "--from, --to and --last choose among timed records")
	case f.newSince != "" || f.rare != "" || f.level != "" || f.slots:
		return usagef("use --format text or json, without --content", "--new-since, --rare, --level and --slots choose among templates of timed records")
	}
	mined, err := inquest.Templates(ctx, o, f.content)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f.redact.result(s.Out))
	switch f.format {
	case "csv":
		err = minedCSV(out, mined)
	case "json":
		err = minedJSON(out, mined)
	default:
		err = minedText(out, mined)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return err
	}
	if err := f.redact.tell(s, mined.Masked, f.quiet); err != nil {
		return err
	}
	return f.unread(s.Err, mined.Skipped)
}

// unread names what was not read.
func (f *templatesFlags) unread(w io.Writer, skipped []source.Skip) error {
	if !f.quiet {
		saySkipped(f.redact.writer(w), skipped)
	}
	if len(skipped) > 0 {
		return exitError{ExitPartial}
	}
	return nil
}

// minedCSV quotes by RFC 4180. A cell never begins with a formula: the
// template's text is a column of its own that spreadsheets read as text when it
// begins with a letter, and gets a leading blank when it begins with = + - or @. What
// would act on a terminal is escaped.
func minedCSV(out io.Writer, m *inquest.Mined) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"line", "template_id", "template"}); err != nil {
		return err
	}
	for _, l := range m.Lines {
		t := &m.Templates[l.Template]
		if err := w.Write([]string{strconv.FormatInt(l.Line, 10), t.ID, guardFormula(escapeTerminal(t.Text))}); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func guardFormula(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t') {
		return " " + text
	}
	return text
}
