package cli

import (
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"inquest"
	"inquest/internal/record"
	"inquest/internal/render"
	"inquest/internal/report"
)

// inputFlags are the flags that decide what is read and how; verify takes them
// as well, to repeat the run.
type inputFlags struct {
	status   string
	baseline []string
	catalog  []string
	zone     string
	now      string
	year     int
	jobs     int
	all      bool
	formats  string
	limits   limitFlags
	window   windowFlags
	redact   redactFlags
	document documentFlags
}

func (f *inputFlags) register(fs *pflag.FlagSet) {
	f.registerAnalysis(fs)
	f.redact.register(fs)
	f.document.register(fs)
}

// registerAnalysis registers the flags that decide what an analysis finds, and none that
// decides what its report says.
func (f *inputFlags) registerAnalysis(fs *pflag.FlagSet) {
	f.registerReading(fs)
	fs.StringVar(&f.status, "status", "", "job-status `FILE` (JSON) to hold against the logs")
	fs.StringSliceVar(&f.baseline, "baseline", nil, "`PATH` of a healthy run to compare with")
	fs.StringSliceVar(&f.catalog, "catalog", nil, "`DIR` of fault classes (*.md) and CRE rules (*.yaml) of your own")
	f.window.register(fs)
}

// registerReading registers the flags that decide how logs are read. The rest keeps its
// defaults: a verb that does not act on a flag refuses it.
func (f *inputFlags) registerReading(fs *pflag.FlagSet) {
	f.redact.mode, f.document.audience = redactAuto, report.Technical
	fs.StringVar(&f.zone, "zone", "", "zone of stamps that name none: a `NAME` such as Europe/Berlin, an offset such as +02:00, or UTC")
	fs.StringVar(&f.now, "now", "", "the report's date (RFC 3339); default SOURCE_DATE_EPOCH, else none")
	fs.IntVar(&f.year, "year", 0, "`YEAR` in which logs end whose times name no year, where nothing in the input tells it")
	fs.IntVarP(&f.jobs, "jobs", "j", 0, "workers (0: one for each core); the result does not depend on it")
	fs.BoolVar(&f.all, "all", false, "read every text in folders and archives, also what looks like no log")
	fs.StringVar(&f.formats, "formats", "", "folder of log formats of your own (`DIR`/*.yaml), on top of the embedded ones")
	f.limits.register(fs)
}

// options turns the flags into options of an analysis, and into the list of
// arguments that a report keeps so that it can be made again.
func (f *inputFlags) options(paths []string, version string, s IO) (inquest.Options, error) {
	o := inquest.Options{
		Paths: paths, Baseline: f.baseline, Status: f.status, Catalog: f.catalog,
		Workers: f.jobs, Version: version, Stdin: s.In, All: f.all, Env: s.Env,
	}
	if f.year != 0 && (f.year < 1970 || f.year > 2261) {
		return o, usagef("write it with four digits, as in --year 2026", "--year %d is not from 1970 to 2261", f.year)
	}
	o.Year = f.year
	if f.jobs < 0 {
		return o, usagef("give a number of workers, or leave --jobs out", "--jobs %d is negative", f.jobs)
	}
	var err error
	if err = setZone(&o, f.zone); err != nil {
		return o, err
	}
	if err = f.window.apply(&o); err != nil {
		return o, err
	}
	if o.Now, err = parseNow(f.now, s.Env("SOURCE_DATE_EPOCH")); err != nil {
		return o, err
	}
	if err := f.document.apply(&o); err != nil {
		return o, err
	}
	f.redact.customer = f.document.audience == report.Customer
	if o.Redact, err = f.redact.options(); err != nil {
		return o, err
	}
	if f.formats != "" {
		if o.Formats, err = loadFormats(f.formats); err != nil {
			return o, err
		}
	}
	o.Args = f.keep(o)
	return o, f.limits.apply(&o)
}

// keep lists what a later run must be given to come to the same report. Paths
// are kept as base names: where a folder lies says nothing about its content.
func (f *inputFlags) keep(o inquest.Options) []string {
	args := []string{}
	add := func(name, value string) {
		if value != "" {
			args = append(args, "--"+name+"="+value)
		}
	}
	if f.status != "" {
		add("status", filepath.Base(f.status))
	}
	for _, b := range f.baseline {
		add("baseline", filepath.Base(b))
	}
	for _, c := range f.catalog {
		add("catalog", filepath.Base(c))
	}
	if f.formats != "" {
		add("formats", filepath.Base(f.formats))
	}
	add("zone", f.zone)
	if f.year != 0 {
		add("year", strconv.Itoa(f.year))
	}
	f.window.keep(add)
	if f.all {
		add("all", "true")
	}
	if o.Now != 0 {
		add("now", time.Unix(0, o.Now).UTC().Format(time.RFC3339Nano))
	}
	f.redact.keep(add)
	f.document.keep(add)
	return args
}

// setZone puts the zone of --zone into the options: an offset, or a name of the
// IANA database, whose offset depends on the date.
func setZone(o *inquest.Options, s string) error {
	if s == "" {
		return nil
	}
	o.ZoneGiven = true
	if t, err := time.Parse("-07:00", s); err == nil {
		_, o.Zone = t.Zone()
		return nil
	}
	if s == "UTC" || s == "Z" {
		return nil
	}
	place, err := record.LoadZone(s)
	if err != nil {
		return usagef("use a name such as Europe/Berlin, an offset such as +02:00, or UTC", "--zone %q is no zone", s)
	}
	o.Place = place
	return nil
}

func parseNow(flag, epoch string) (int64, error) {
	if flag != "" {
		t, err := time.Parse(time.RFC3339Nano, flag)
		if err != nil || !countable(t) {
			return 0, usagef("write it as 2026-11-22T20:00:00Z", "--now %q is not an RFC 3339 time from 1970 to 2261", flag)
		}
		return t.UnixNano(), nil
	}
	if epoch == "" {
		return 0, nil
	}
	sec, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || sec < 0 || !countable(time.Unix(sec, 0)) {
		return 0, usagef("set it to seconds since 1970, or unset it", "SOURCE_DATE_EPOCH is %q, not a number of seconds", epoch)
	}
	return sec * 1e9, nil
}

// countable tells whether a time can be counted in nanoseconds since 1970, as all
// times of a run are.
func countable(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1970 && year <= 2261
}

// analyzeFlags are inputFlags and where the report goes.
type analyzeFlags struct {
	inputFlags
	output []string
	format string
	failOn string
	color  string
	width  int
	quiet  bool
}

func (f *analyzeFlags) register(fs *pflag.FlagSet) {
	f.inputFlags.register(fs)
	fs.StringArrayVarP(&f.output, "output-file", "o", nil, "write the report to `FILE`, its kind by the ending (.json .md .html .pdf .txt); may be repeated")
	fs.StringVar(&f.format, "format", "", "kind of report on standard output: "+strings.Join(render.Names(), ", "))
	fs.StringVar(&f.format, "output", "", "same as --format")
	fs.StringVar(&f.failOn, "fail-on", "", "exit with 10 when the verdict is 'incident' (or 'open' too)")
	fs.StringVar(&f.color, "color", "auto", "auto, always or never")
	fs.IntVar(&f.width, "width", 0, "columns of the terminal report (0: the terminal's, at most 120; 80 when piped)")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "no progress, no summary on standard error")
}

// endings maps the ending of an output file to the renderer's name.
var endings = map[string]string{".json": "json", ".md": "md", ".html": "html", ".htm": "html", ".pdf": "pdf", ".txt": "text"}

func (f *analyzeFlags) check() error {
	if err := checkWidth(f.width); err != nil {
		return err
	}
	if err := checkFolders(f.output); err != nil {
		return err
	}
	for _, o := range f.output {
		ending := strings.ToLower(filepath.Ext(o))
		if endings[ending] == "" {
			return usagef("use .json, .md, .html, .pdf or .txt", "cannot tell the kind of report from the name %q", o)
		}
	}
	if f.format != "" {
		if _, err := render.ByName(f.format); err != nil {
			return usageError{err, "see 'inquest analyze --help'"}
		}
	}
	switch f.failOn {
	case "", "incident", "open":
	default:
		return usagef("use --fail-on incident or --fail-on open", "--fail-on %q is not known", f.failOn)
	}
	switch f.color {
	case "auto", "always", "never":
		return nil
	}
	return usagef("use auto, always or never", "--color %q is not known", f.color)
}

// useColor decides for a terminal report on standard output.
func (f *analyzeFlags) useColor(s IO) bool {
	switch f.color {
	case "always":
		return true
	case "never":
		return false
	}
	if s.Env("NO_COLOR") != "" || s.Env("TERM") == "dumb" {
		return false
	}
	if force := s.Env("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	return s.OutTTY
}
