// Package inquest holds an inquest into failed jobs and services: it reads the
// logs people have and builds a root-cause report in which every sentence
// points to the lines that prove it.
//
// The package is the public face: [Analyze] composes the floors under internal
// (see docs/ARCHITECTURE.md) from inputs to a report. The command line is
// package internal/cli.
package inquest

import (
	"context"
	"fmt"
	"io"
	"slices"

	"inquest/internal/cause"
	"inquest/internal/cre"
	"inquest/internal/engine"
	"inquest/internal/event"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/knowledge"
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/redact"
	"inquest/internal/report"
	"inquest/internal/source"
)

// Options of an analysis. The zero value of all but Paths is usable.
type Options struct {
	Paths    []string // files, folders, globs, "-" for standard input, addresses of log stores
	Baseline []string // a healthy run to compare with
	Status   string   // job-status file (JSON)
	Catalog  []string // folders of the user's own fault classes (*.md) and rules (*.yaml, Common Reliability Enumerations)
	Stdin    io.Reader
	Env      func(string) string // environment variables, for access to log stores; nil: none
	All      bool                // read also what looks like no log in a folder or archive

	Zone      int // seconds east of UTC for stamps that name no zone
	ZoneGiven bool
	Place     *record.Zone // the zone when it was given by name; nil: Zone
	Now       int64        // ns since the epoch: the report's date; 0: none
	Year      int          // in which logs end whose times name no year; 0: not given

	Window Window // of the records that are analysed; the zero one has no bounds

	Formats       *record.Formats // nil: the embedded ones
	Workers       int             // 0: one for each core
	ChunkSize     int             // bytes; 0: the default
	Limits        source.Limits   // of reading; zero fields mean the defaults
	ProfileLimits profile.Limits  // of what is kept; zero fields mean the defaults
	Exclude       []string        // files that are no inputs even when a folder holds them: the reports that the run writes
	Version       string
	Args          []string              // options that influence the result, kept in the report
	Redact        *redact.Options       // nil: nothing is masked
	Knowledge     knowledge.Options     // the user's inventory, runbooks and earlier reports
	Document      report.Options        // audience, title, author, cost: what the report says beside the logs
	Progress      func(engine.Progress) // may be nil

	within record.Window // the window's bounds, once the inputs are known
}

// reading are the options of reading inputs.
func (o *Options) reading() source.Options {
	return source.Options{Limits: o.Limits, Stdin: o.Stdin, All: o.All, Env: o.Env}
}

// Result is the report and what it was made from.
type Result struct {
	Report *report.Report
	View   *profile.View
	Env    *formula.Env // evaluates the report's formulas
	Set    *source.Set
	Source source.Options
	Masked *Masked       // how the report was redacted; nil when it was not
	Unread []cre.Problem // rules of Options.Catalog that cannot be used, and why

	baseline *source.Set // nil without a baseline
	status   *source.Set // nil without a status file
}

// Inputs lists the sets of inputs that the report's references may name: the run's own, the
// baseline's and the status file.
func (r *Result) Inputs() []*source.Set {
	sets := []*source.Set{r.Set}
	for _, s := range []*source.Set{r.baseline, r.status} {
		if s != nil {
			sets = append(sets, s)
		}
	}
	return sets
}

// Skipped lists what was not read and may hold lines. Hidden files, doubles and
// the like are left out here, as every tool that walks folders leaves them out;
// the report names them.
func (r *Result) Skipped() []source.Skip {
	return append(losing(r.Set.Skipped), skippedIn(r.View)...)
}

// keepFaults puts what readings beside the first one could not read among the skipped.
func (r *Result) keepFaults(baseline *profile.View) {
	r.Set.Skipped = append(r.Set.Skipped, r.Set.Faults(r.Skipped())...)
	if b := r.baseline; b != nil {
		b.Skipped = append(b.Skipped, b.Faults(slices.Concat(b.Skipped, skippedIn(baseline)))...)
	}
}

// losing are the skipped inputs that may hold lines.
func losing(list []source.Skip) []source.Skip {
	return slices.DeleteFunc(slices.Clone(list), func(s source.Skip) bool { return !s.LosesLines() })
}

// skippedIn is what was skipped inside of the sources of a view.
func skippedIn(v *profile.View) (out []source.Skip) {
	for i := range v.Sources {
		out = append(out, v.Sources[i].Skipped...)
	}
	return out
}

// begin finds the inputs of a run, other than those of exclude, and reads the catalogues.
func (o *Options) begin(ctx context.Context, exclude ...string) (*source.Set, catalogs, error) {
	logs := o.reading()
	logs.Exclude = append(exclude, o.Exclude...)
	set, err := source.FindContext(ctx, o.Paths, logs)
	if err != nil {
		return nil, catalogs{}, err
	}
	own, err := loadCatalogs(o.Catalog)
	return set, own, err
}

// Analyze reads the inputs and builds the report. Its errors carry hints (see
// source.Hinted); a cancelled context gives the context's error and no result.
func Analyze(ctx context.Context, o Options) (*Result, error) {
	known, err := knowledge.Read(o.Knowledge)
	if err != nil {
		return nil, err
	}
	so := o.reading()
	set, own, err := o.begin(ctx, o.Status)
	if err != nil {
		return nil, err
	}
	if err := o.frame(ctx, set, so); err != nil {
		return nil, err
	}
	view, err := profileSet(ctx, set, o, so)
	if err != nil {
		return nil, err
	}
	if err := o.inside(ctx, set, view, so); err != nil {
		return nil, err
	}
	in := finding.Input{View: view, Catalog: own.classes, Now: o.Now}
	res := &Result{View: view, Set: set, Source: so, Unread: own.problems}
	if res.status, err = addStatus(ctx, &in, o, so); err != nil {
		return nil, err
	}
	if len(o.Baseline) > 0 {
		if in.Baseline, res.baseline, err = profileBaseline(ctx, o, so); err != nil {
			return nil, fmt.Errorf("baseline: %w", err)
		}
	}
	in.Env = &formula.Env{View: view, Baseline: in.Baseline, Status: formulaStatus(in.Status)}
	res.Env = in.Env
	if err := readTrails(ctx, &in, res, o, so); err != nil {
		return nil, err
	}
	if err := readRules(ctx, &in, res, own, o, so); err != nil {
		return nil, err
	}
	res.keepFaults(in.Baseline)
	if res.Report, err = judge(in, set, o); err != nil {
		return nil, err
	}
	if res.Report.Audience == report.Technical {
		if err := res.addAround(ctx); err != nil {
			return nil, err
		}
		res.keepFaults(in.Baseline)
	}
	known.AddTo(res.Report)
	if o.Redact != nil {
		res.redact(*o.Redact)
	}
	return res, nil
}

func judge(in finding.Input, set *source.Set, o Options) (*report.Report, error) {
	in.Shared = new(finding.Shared)
	found, err := finding.Detect(in)
	if err != nil {
		return nil, err
	}
	causes, err := cause.Rank(in, found)
	if err != nil {
		return nil, err
	}
	doc := o.Document
	doc.Date, doc.Version, doc.Args, doc.Skipped = o.Now, o.Version, o.Args, set.Skipped
	return report.Build(in, found, causes, doc)
}

// engine are the options of all readings of one run: each reads a line the same way.
func (o Options) engine(so source.Options) engine.Options {
	return engine.Options{
		Formats: o.Formats, Workers: o.Workers, ChunkSize: o.ChunkSize, Source: so,
		Zone: o.Zone, ZoneGiven: o.ZoneGiven, Place: o.Place, Now: o.Now, Year: o.Year, Window: o.within,
	}
}

func profileSet(ctx context.Context, set *source.Set, o Options, so source.Options) (*profile.View, error) {
	eo := o.engine(so)
	eo.Profile, eo.Progress = o.ProfileLimits, o.Progress
	p, err := engine.Profile(ctx, set, eo)
	if err != nil {
		return nil, err
	}
	return p.Finish(), nil
}

// baselinePrefix keeps the names of a baseline's sources apart from the names
// of the run's own.
const baselinePrefix = "baseline/"

func profileBaseline(ctx context.Context, o Options, so source.Options) (*profile.View, *source.Set, error) {
	set, err := source.FindContext(ctx, o.Baseline, so)
	if err != nil {
		return nil, nil, err
	}
	for i := range set.Inputs {
		set.Inputs[i].Name = baselinePrefix + set.Inputs[i].Name
	}
	o.within = record.Window{} // a healthy run lies elsewhere
	view, err := profileSet(ctx, set, o, so)
	return view, set, err
}

// addStatus reads the job-status file. It is returned as a set of its own, so
// that its entries can be cited and read again.
func addStatus(ctx context.Context, in *finding.Input, o Options, so source.Options) (*source.Set, error) {
	if o.Status == "" {
		return nil, nil
	}
	set, err := source.FindContext(ctx, []string{o.Status}, so)
	if err != nil {
		return nil, fmt.Errorf("status file: %w", err)
	}
	set.AsWritten()
	name, data, err := source.ReadWhole(o.Status, so)
	if err != nil {
		return nil, fmt.Errorf("status file: %w", err)
	}
	in.StatusFile, in.StatusData = name, data
	zone := o.Zone
	if o.Place != nil { // the file's times lie near the end of what the logs tell
		zone = o.Place.East(in.View.To)
	}
	if in.Status, err = event.ReadStatus(data, zone); err != nil {
		return nil, fmt.Errorf("status file %s: %w", name, err)
	}
	return set, nil
}

func formulaStatus(entries []event.Status) []formula.Status {
	out := make([]formula.Status, 0, len(entries))
	for _, e := range entries {
		out = append(out, formula.Status{
			Kind: e.Unit.Kind, ID: e.Unit.ID, State: e.State,
			Duration: e.Duration, Start: e.Start, Latency: e.Latency,
		})
	}
	return out
}
