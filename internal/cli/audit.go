package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"inquest"
	"inquest/internal/audit"
	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/redact"
	"inquest/internal/source"
)

// auditFlags are inputFlags and where the audit goes.
type auditFlags struct {
	inputFlags
	output []string
	format string
	failOn string
	color  string
	width  int
	all    bool
}

func (f *auditFlags) register(fs *pflag.FlagSet) {
	f.registerAnalysis(fs)
	f.redact.register(fs)
	fs.StringArrayVarP(&f.output, "output-file", "o", nil, "write the annotated report to `FILE`, its kind by the ending (.html .md .json .txt); may be repeated")
	fs.StringVar(&f.format, "format", "", "kind of result on standard output: text, json, md, html")
	fs.StringVar(&f.failOn, "fail-on", "", "exit with 10 when a statement is 'refuted' (or 'unsupported' too)")
	fs.StringVar(&f.color, "color", "auto", "auto, always or never")
	fs.IntVar(&f.width, "width", 0, "columns of the terminal text (0: the terminal's, at most 120)")
	fs.BoolVar(&f.all, "every", false, "text: also what is proven and what cannot be checked")
}

func auditCommand(version string, s IO) *cobra.Command {
	var f auditFlags
	cmd := &cobra.Command{
		Use:   "audit REPORT [LOGS...]",
		Short: "Hold anybody's report against the logs",
		Long: `Audit reads a root-cause report that a colleague, a vendor or a model wrote (Markdown,
text, HTML, or a PDF with text in it) and says of each statement whether the logs prove it,
refute it, do not support it, or cannot tell, with the right figure and the lines.

Without LOGS the report is held against the lines that it quotes: internal consistency only.

  inquest audit rca.md logs/                     what does not hold, on the terminal
  inquest audit rca.md logs/ -o audited.html     the report again, every statement marked
  inquest audit rca.pdf logs/ --fail-on refuted  exit with 10 when the logs say otherwise`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("try 'inquest audit report.md logs/'", "audit wants a report, and the logs that it speaks of")
			}
			return f.redact.maskError(runAudit(cmd.Context(), s, version, args[0], args[1:], &f))
		},
	}
	f.register(cmd.Flags())
	return cmd
}

// auditWriters by the name of the format.
var auditWriters = map[string]func(io.Writer, *audit.Result) error{
	"json": audit.WriteJSON, "md": audit.WriteMarkdown, "html": audit.WriteHTML,
	"text": func(w io.Writer, r *audit.Result) error { return audit.WriteText(w, r, audit.TextOptions{}) },
}

func (f *auditFlags) check(logs []string) error {
	if err := checkWidth(f.width); err != nil {
		return err
	}
	if err := checkFolders(f.output); err != nil {
		return err
	}
	for _, o := range f.output {
		if auditWriters[endings[strings.ToLower(filepath.Ext(o))]] == nil {
			return usagef("use .html, .md, .json or .txt", "cannot tell the kind of result from the name %q", o)
		}
	}
	if f.format != "" && auditWriters[f.format] == nil {
		return usagef("use text, json, md or html", "no such format %q", f.format)
	}
	switch f.failOn {
	case "", "refuted", "unsupported":
	default:
		return usagef("use --fail-on refuted or --fail-on unsupported", "--fail-on %q is not known", f.failOn)
	}
	for _, p := range logs {
		if p == "-" {
			return usagef("save the logs to a file first: audit reads them twice", "audit cannot read logs from standard input")
		}
	}
	return nil
}

func runAudit(ctx context.Context, s IO, version, path string, logs []string, f *auditFlags) error {
	if err := f.check(logs); err != nil {
		return err
	}
	name, raw, err := readAudited(path, s)
	if err != nil {
		return err
	}
	doc, err := document.Read(name, raw, document.Limits{})
	if err != nil {
		return usageError{err, "give the report as Markdown, text, HTML, or a PDF with text in it"}
	}
	if len(doc.Blocks) == 0 {
		return usagef("give the report as Markdown, text, HTML, or a PDF with text in it", "%s holds no text to audit", name)
	}
	in := audit.Input{Name: name, Doc: doc, Bytes: raw, Version: version}
	if len(logs) == 0 {
		dir, err := writeExcerpts(doc)
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		in.Internal, logs = true, []string{dir}
	}
	r, err := f.audit(ctx, s, version, path, logs, in)
	if err != nil {
		return err
	}
	if f.redact.dry() {
		return tellRedaction(s.Out, r.Redaction)
	}
	if err := f.write(s, r); err != nil {
		return err
	}
	if r.Summary.Refuted > 0 && f.failOn != "" || r.Summary.Unsupported > 0 && f.failOn == "unsupported" {
		return exitError{ExitIncident}
	}
	return nil
}

// maxReport bounds a report that is read from standard input.
const maxReport = 64 << 20

func readAudited(path string, s IO) (string, []byte, error) {
	if path == "-" {
		raw, err := io.ReadAll(io.LimitReader(s.In, maxReport+1))
		if len(raw) > maxReport {
			err = usagef("shorten it, or give its text alone", "the report is larger than %d MiB", maxReport>>20)
		}
		return "standard input", raw, err
	}
	name, raw, err := source.ReadWhole(path, source.Options{})
	if err != nil {
		return "", nil, usageError{err, "name the report first, then the logs: 'inquest audit report.md logs/'"}
	}
	return name, raw, nil
}

// writeExcerpts puts the lines that the report quotes into files, so that they
// can be analysed as logs are.
func writeExcerpts(doc *document.Doc) (string, error) {
	dir, err := os.MkdirTemp("", "inquest-audit-*")
	if err != nil {
		return "", fmt.Errorf("cannot put the report's excerpts aside: %w", err)
	}
	list := audit.Excerpts(doc)
	if len(list) == 0 {
		list = []audit.Excerpt{{Name: "no-excerpt.log", Text: "the report quotes no log line\n"}}
	}
	for _, e := range list {
		if err := os.WriteFile(filepath.Join(dir, e.Name), []byte(e.Text), 0o600); err != nil {
			return dir, fmt.Errorf("cannot put the report's excerpts aside: %w", err)
		}
	}
	return dir, nil
}

// audit analyses the logs and judges the report.
func (f *auditFlags) audit(ctx context.Context, s IO, version, path string, logs []string, in audit.Input) (*audit.Result, error) {
	o, err := f.options(logs, version, s)
	if err != nil {
		return nil, err
	}
	o.Exclude = append([]string{path}, f.output...)
	masks := o.Redact
	o.Redact = nil
	var res *inquest.Result
	err = f.limits.within(ctx, func(ctx context.Context) (err error) {
		res, err = inquest.Analyze(ctx, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	in.View, in.Fresh, in.Set, in.Source = res.View, res.Report, res.Set, res.Source
	in.Zone, in.Given = o.Zone, o.ZoneGiven
	r, err := audit.Run(ctx, in)
	if err != nil || masks == nil {
		return r, err
	}
	return maskAudit(r, res.Mask(*masks), *masks), nil
}

// maskAudit puts pseudonyms into an audit, once it is done: the report and the logs are held
// against each other as they are.
func maskAudit(r *audit.Result, m *inquest.Masked, o redact.Options) *audit.Result {
	nothing := func(text string) []document.Change { m.Learn(text); return nil }
	r.Map(evidence.Mapping{Text: func(s string) string { m.Learn(s); return s }, Hash: func(s string) string { return s }}, nothing)
	r = r.Map(evidence.Mapping{Text: m.Mask, Hash: m.Hash}, func(text string) []document.Change {
		var out []document.Change
		for _, c := range m.Covers(text) {
			out = append(out, document.Change{From: c.From, To: c.To, Text: c.Name})
		}
		return out
	})
	r.AddRedaction(m.Redaction(o))
	return r
}

func (f *auditFlags) write(s IO, r *audit.Result) error {
	for _, path := range f.output {
		write := auditWriters[endings[strings.ToLower(filepath.Ext(path))]]
		if err := writeFile(path, func(w io.Writer) error { return write(w, r) }); err != nil {
			return err
		}
	}
	if f.format != "" && f.format != "text" {
		return auditWriters[f.format](s.Out, r)
	}
	if len(f.output) > 0 && f.format == "" {
		return nil
	}
	width := f.width
	if width == 0 && s.OutTTY {
		width = s.terminalWidth()
	}
	return audit.WriteText(s.Out, r, audit.TextOptions{All: f.all, Width: width, Color: (&analyzeFlags{color: f.color}).useColor(s)})
}
