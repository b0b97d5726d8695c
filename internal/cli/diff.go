package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"inquest"
	"inquest/internal/diff"
	"inquest/internal/evidence"
	"inquest/internal/verify"
)

// diffFlags say how two runs are compared and where the result goes.
type diffFlags struct {
	inputFlags
	output []string
	format string
	failOn string
	color  string
	width  int
	top    int
	quiet  bool
}

func (f *diffFlags) register(fs *pflag.FlagSet) {
	f.registerReading(fs)
	fs.StringSliceVar(&f.catalog, "catalog", nil, "`DIR` of fault classes (*.md) of your own")
	f.redact.register(fs)
	fs.StringArrayVarP(&f.output, "output-file", "o", nil, "write the comparison to `FILE`, its kind by the ending (.html .md .json .txt); may be repeated")
	fs.StringVar(&f.format, "format", "", "kind of result on standard output: text, json, md, html")
	fs.StringVar(&f.failOn, "fail-on", "", "exit with 10 when there are 'new-errors', when anything is 'worse', or on 'any' difference")
	fs.StringVar(&f.color, "color", "auto", "auto, always or never")
	fs.IntVar(&f.width, "width", 0, "columns of the terminal text (0: the terminal's, at most 120)")
	fs.IntVar(&f.top, "top", 10, "rows of each list, 0: all (JSON always has them all)")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "no summary on standard error")
}

const diffLong = `Diff compares the logs of a good run with those of a bad one (before and after a change, a
healthy day and today, a build that passed and one that did not) and lists what is new, more,
slower, less, gone and faster: messages, stack traces, steps of requests, durations, jobs,
far ends, values of fields, hosts and services. Each row cites lines of both runs.

Counts are compared for runs of the same size: what most messages agree on tells by how much
the bad run is larger. Rows are ranked by severity, by ratio, and by how little chance
explains them; what chance may explain is marked.

  inquest diff good/ bad/                        on the terminal
  inquest diff good/ bad/ -o diff.html           as a page (.json .md .html .txt)
  inquest diff good/ bad/ --fail-on new-errors   exit with 10 on new or more frequent errors
  inquest verify diff.json bad/ --baseline good/ recompute every row from the files`

func diffCommand(version string, s IO) *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff GOOD BAD",
		Short: "Say what differs between two runs",
		Long:  diffLong,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("try 'inquest diff good/ bad/'", "diff wants two runs, the good one first")
			}
			return runDiff(cmd.Context(), s, version, args[0], args[1], &f)
		},
	}
	f.register(cmd.Flags())
	return cmd
}

// writer is what writes a form of the comparison.
func (f *diffFlags) writer(form string, s IO) func(io.Writer, *diff.Diff) error {
	switch form {
	case "json":
		return diff.WriteJSON
	case "md":
		return func(w io.Writer, d *diff.Diff) error { return diff.WriteMarkdown(w, d, f.top) }
	case "html":
		return func(w io.Writer, d *diff.Diff) error { return diff.WriteHTML(w, d, f.top) }
	case "text":
		return func(w io.Writer, d *diff.Diff) error {
			return diff.WriteText(w, d, diff.TextOptions{Width: f.width, Top: f.top})
		}
	}
	return nil
}

func (f *diffFlags) check(good, bad string, s IO) error {
	if err := checkWidth(f.width); err != nil {
		return err
	}
	if err := checkFolders(f.output); err != nil {
		return err
	}
	for _, o := range f.output {
		if f.writer(endings[strings.ToLower(filepath.Ext(o))], s) == nil {
			return usagef("use .html, .md, .json or .txt", "cannot tell the kind of result from the name %q", o)
		}
	}
	if f.format != "" && f.writer(f.format, s) == nil {
		return usagef("use text, json, md or html", "no such format %q", f.format)
	}
	if f.redact.dry() {
		return usagef("use --redact, or 'inquest analyze --redact=dry-run'", "diff has no dry run of a redaction")
	}
	switch f.failOn {
	case "", "new-errors", "worse", "any":
	default:
		return usagef("use --fail-on new-errors, worse or any", "--fail-on %q is not known", f.failOn)
	}
	if f.top < 0 {
		return usagef("use --top 0 for all rows", "--top %d is negative", f.top)
	}
	for _, p := range []string{good, bad} {
		if p == "-" {
			return usagef("save the logs to a file first: diff reads them twice", "diff cannot read logs from standard input")
		}
	}
	return nil
}

func runDiff(ctx context.Context, s IO, version, good, bad string, f *diffFlags) error {
	if err := f.check(good, bad, s); err != nil {
		return err
	}
	f.baseline = []string{good}
	o, err := f.options([]string{bad}, version, s)
	if err != nil {
		return err
	}
	o.Exclude = f.output
	var d *compared
	err = f.limits.within(ctx, func(ctx context.Context) (err error) {
		d, err = compare(ctx, o)
		return err
	})
	if err != nil {
		return f.redact.maskError(err)
	}
	if err := f.write(s, d.Diff); err != nil {
		return err
	}
	skipped := d.runs.Skipped()
	if !f.quiet {
		for _, sk := range skipped {
			fmt.Fprintf(f.redact.writer(s.Err), "inquest: skipped %s: %s\n", escapeName(sk.Name), escapeTerminal(sk.Reason))
		}
	}
	switch x := d.Summary; {
	case f.failOn == "any" && len(d.Rows) > 0, f.failOn == "worse" && x.Worse+x.NewErrors > 0, f.failOn == "new-errors" && x.NewErrors > 0:
		return exitError{ExitIncident}
	case len(skipped) > 0:
		return exitError{ExitPartial}
	}
	return nil
}

// compared is a comparison and what it was made from.
type compared struct {
	*diff.Diff
	runs   *inquest.Comparison
	masked *inquest.Masked // nil when nothing was masked
}

// compare reads both runs and holds them against each other.
func compare(ctx context.Context, o inquest.Options) (*compared, error) {
	c, err := inquest.Compare(ctx, o)
	if err != nil {
		return nil, err
	}
	out := &compared{runs: c}
	if out.Diff, err = diff.Run(diff.Input{Input: c.Input, Found: c.Found, Prefix: inquest.BaselinePrefix, Version: o.Version, Args: o.Args}); err != nil || o.Redact == nil {
		return out, err
	}
	m := c.Mask(*o.Redact)
	same := func(s string) string { return s }
	out.Map(evidence.Mapping{Text: func(s string) string { m.Learn(s); return s }, Hash: same})
	out.Diff, out.masked = out.Map(evidence.Mapping{Text: m.Mask, Hash: m.Hash}), m
	return out, nil
}

// verifyDiff holds a comparison against the files of both runs.
func verifyDiff(ctx context.Context, s IO, raw []byte, o inquest.Options) error {
	if len(o.Baseline) == 0 {
		return usagef("name the good run with --baseline", "a comparison is held against both runs")
	}
	c, err := compare(ctx, o)
	if err != nil {
		return err
	}
	var fresh bytes.Buffer
	if err := diff.WriteJSON(&fresh, c.Diff); err != nil {
		return err
	}
	in := verify.Input{Report: raw, Fresh: fresh.Bytes(), Env: c.runs.Input.Env, Sets: c.runs.Inputs(), Source: c.runs.Source}
	if m := c.masked; m != nil {
		in.Mask = &verify.Mask{Name: m.Mask, Hash: m.Hash, Unmask: m.Unmask}
	}
	out, err := verify.Check(ctx, in)
	if err != nil {
		return err
	}
	return tell(s.Out, out)
}

// isDiff tells a comparison from a report.
func isDiff(raw []byte) bool {
	var doc struct {
		Schema string `json:"schema"`
	}
	return json.Unmarshal(raw, &doc) == nil && doc.Schema == diff.Schema
}

func (f *diffFlags) write(s IO, d *diff.Diff) error {
	for _, path := range f.output {
		write := f.writer(endings[strings.ToLower(filepath.Ext(path))], s)
		if err := writeFile(path, func(w io.Writer) error { return write(w, d) }); err != nil {
			return err
		}
	}
	if f.format != "" && f.format != "text" {
		return f.writer(f.format, s)(s.Out, d)
	}
	if len(f.output) > 0 && f.format == "" {
		return nil
	}
	width := f.width
	if width == 0 && s.OutTTY {
		width = s.terminalWidth()
	}
	return diff.WriteText(s.Out, d, diff.TextOptions{Width: width, Color: (&analyzeFlags{color: f.color}).useColor(s), Top: f.top})
}
