package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"inquest"
	"inquest/internal/render"
)

func analyzeCommand(version string, s IO) *cobra.Command {
	var f analyzeFlags
	cmd := &cobra.Command{
		Use:   "analyze PATH...",
		Short: "Read logs and write the report (same as 'inquest PATH...')",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("try 'inquest analyze logs/'", "no input given")
			}
			return runAnalyze(cmd.Context(), s, version, args, f)
		},
	}
	f.register(cmd.Flags())
	return cmd
}

func runAnalyze(ctx context.Context, s IO, version string, paths []string, f analyzeFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := checkStdin(paths, s); err != nil {
		return err
	}
	if f.format == "pdf" && s.OutTTY {
		return usagef("write it to a file: -o report.pdf", "a PDF file would garble the terminal")
	}
	o, err := f.options(paths, version, s)
	if err != nil {
		return err
	}
	o.Exclude = append(ownAssets(f.output), f.output...)
	bar := newProgress(s.Err)
	if s.ErrTTY && !f.quiet {
		o.Progress = bar.update
	}
	var res *inquest.Result
	err = f.limits.within(ctx, func(ctx context.Context) (err error) {
		res, err = inquest.Analyze(ctx, o)
		return err
	})
	bar.clear()
	if err != nil {
		return f.redact.maskError(err)
	}
	if f.redact.dry() {
		return tellRedaction(s.Out, res.Report.Redaction)
	}
	if err := f.write(s, res); err != nil {
		return err
	}
	if !f.quiet {
		sayPartial(f.redact.writer(s.Err), res)
	}
	return f.exit(res)
}

// checkStdin refuses to wait for a person to type logs.
func checkStdin(paths []string, s IO) error {
	for _, p := range paths {
		if p == "-" && s.InTTY {
			return usagef("pipe logs into it: 'journalctl -o short-iso | inquest -'", "standard input is a terminal")
		}
	}
	return nil
}

func (f *analyzeFlags) write(s IO, res *inquest.Result) error {
	for _, path := range f.output {
		r, err := render.ByName(endings[strings.ToLower(filepath.Ext(path))])
		if err != nil {
			return err
		}
		o := render.Options{Width: f.width}
		if isMarkdown(path) {
			if o.Assets, err = writeAssets(path, res.Report); err != nil {
				return err
			}
		}
		err = writeFile(path, func(w io.Writer) error {
			return r.Render(w, res.Report, o)
		})
		if err != nil {
			return err
		}
	}
	if len(f.output) > 0 && f.format == "" {
		return nil
	}
	name := f.format
	if name == "" {
		name = "text"
	}
	r, err := render.ByName(name)
	if err != nil {
		return err
	}
	width := f.width
	if width == 0 && s.OutTTY {
		width = s.terminalWidth()
	}
	return r.Render(s.Out, res.Report, render.Options{Width: width, Color: f.useColor(s)})
}

// sayUnread names the rules that cannot be used, on standard error.
func sayUnread(w io.Writer, res *inquest.Result) {
	for _, p := range res.Unread {
		name := p.File
		if p.Rule != "" {
			name += ": rule " + p.Rule
		}
		fmt.Fprintf(w, "inquest: not used: %s: %s\n", escapeName(name), escapeTerminal(p.Reason))
	}
}

// sayPartial names what was not read, on standard error.
func sayPartial(w io.Writer, res *inquest.Result) {
	sayUnread(w, res)
	skipped := res.Skipped()
	const most = 5
	for i, sk := range skipped {
		if i == most {
			fmt.Fprintf(w, "inquest: skipped %d more, see the report's data quality section\n", len(skipped)-most)
			return
		}
		fmt.Fprintf(w, "inquest: skipped %s: %s\n", escapeName(sk.Name), escapeTerminal(sk.Reason))
		if sk.Hint != "" {
			fmt.Fprintf(w, "hint: %s\n", escapeTerminal(sk.Hint))
		}
	}
}

func (f *analyzeFlags) exit(res *inquest.Result) error {
	verdict := string(res.Report.Verdict)
	if f.failOn != "" && (verdict == "incident" || verdict == "open" && f.failOn == "open") {
		return exitError{ExitIncident}
	}
	if len(res.Skipped()) > 0 {
		return exitError{ExitPartial}
	}
	return nil
}
