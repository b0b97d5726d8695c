package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"inquest"
	"inquest/internal/redact"
	"inquest/internal/report"
	"inquest/internal/source"
	"inquest/internal/verify"
)

// Modes of --redact. Without the flag a report is redacted when it is for
// customers.
const (
	redactAuto = "auto"
	redactOn   = "on"
	redactOff  = "off"
	redactDry  = "dry-run"
)

// redactFlags are the flags about secrets and personal data.
type redactFlags struct {
	mode     string
	ip       bool
	keyFile  string
	customer bool // the report is for customers
}

func (f *redactFlags) register(fs *pflag.FlagSet) {
	fs.StringVar(&f.mode, "redact", redactAuto, "mask secrets and personal data: on, off, dry-run (list what would be masked), auto (on in reports for customers)")
	fs.Lookup("redact").NoOptDefVal = redactOn
	fs.BoolVar(&f.ip, "redact-ip", false, "mask IP and MAC addresses too; implies --redact")
	fs.StringVar(&f.keyFile, "redact-key", "", "`FILE` with a key of 16 bytes or more: pseudonyms stay the same in every report made with it; implies --redact")
}

// minKey is the least length of a key in bytes.
const minKey = 16

// options are nil when nothing is to be masked.
func (f *redactFlags) options() (*redact.Options, error) {
	switch f.mode {
	case redactOn, redactDry:
	case redactOff:
		return nil, nil
	case redactAuto:
		if !f.customer && !f.ip && f.keyFile == "" {
			return nil, nil
		}
	default:
		return nil, usagef("use --redact, --redact=off or --redact=dry-run", "--redact %q is not known", f.mode)
	}
	o := &redact.Options{Addresses: f.ip}
	if f.keyFile == "" {
		return o, nil
	}
	_, key, err := source.ReadWhole(f.keyFile, source.Options{})
	if err != nil {
		return nil, usageError{fmt.Errorf("the key of the redaction: %w", err), "make one: 'openssl rand -hex 32 > inquest.key'"}
	}
	if o.Key = bytes.TrimSpace(key); len(o.Key) < minKey {
		return nil, usagef("make one: 'openssl rand -hex 32 > inquest.key'", "the key of the redaction has %d bytes, fewer than %d", len(o.Key), minKey)
	}
	return o, nil
}

// keep adds the options that verify repeats.
func (f *redactFlags) keep(add func(name, value string)) {
	if f.mode != redactAuto {
		add("redact", f.mode)
	}
	if f.ip {
		add("redact-ip", "true")
	}
	if f.keyFile != "" {
		add("redact-key", filepath.Base(f.keyFile))
	}
}

func (f *redactFlags) dry() bool { return f.mode == redactDry }

// result is where the result goes: nowhere in a dry run.
func (f *redactFlags) result(w io.Writer) io.Writer {
	if f.dry() {
		return io.Discard
	}
	return w
}

// on tells whether outputs are masked; options have been checked by then.
func (f *redactFlags) on() bool {
	o, err := f.options()
	return err == nil && o != nil
}

// writer masks what is written to standard error, line by line.
func (f *redactFlags) writer(w io.Writer) io.Writer {
	if !f.on() {
		return w
	}
	return maskingWriter{w, redact.New(redact.Options{Addresses: f.ip})}
}

type maskingWriter struct {
	w io.Writer
	m *redact.Masker
}

// Write masks one message; each is written by one call.
func (m maskingWriter) Write(p []byte) (int, error) {
	_, err := io.WriteString(m.w, m.m.Mask(string(p)))
	return len(p), err
}

// maskedError shows another text than the error that it wraps.
type maskedError struct {
	error
	text, hint string
}

func (e maskedError) Error() string { return e.text }
func (e maskedError) Unwrap() error { return e.error }

// Hint says what to do next.
func (e maskedError) Hint() string { return e.hint }

// maskError masks what an error quotes of names and files.
func (f *redactFlags) maskError(err error) error {
	var exit exitError
	if err == nil || errors.As(err, &exit) || !f.on() {
		return err
	}
	m := redact.New(redact.Options{Addresses: f.ip})
	out := maskedError{error: err, text: m.Mask(err.Error())}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		out.hint = m.Mask(hinted.Hint())
	}
	return out
}

// maskOf is what verify needs to know of a redacted report.
func maskOf(res *inquest.Result) *verify.Mask {
	if res.Masked == nil {
		return nil
	}
	return &verify.Mask{Name: res.Masked.Mask, Hash: res.Masked.Hash, Unmask: res.Masked.Unmask}
}

// tellRedaction lists what a report would mask, and no value.
func tellRedaction(w io.Writer, red *report.Redaction) error {
	counts := make([]redact.Count, 0, len(red.Kinds))
	for _, k := range red.Kinds {
		counts = append(counts, redact.Count(k))
	}
	return tellMasked(w, counts)
}

// tellMasked lists what would be masked, and no value.
func tellMasked(w io.Writer, counts []redact.Count) error {
	if len(counts) == 0 {
		_, err := fmt.Fprintln(w, "nothing would be masked")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "KIND\tCLASS\tVALUES\tPLACES\tWHAT")
	values, places := 0, 0
	for _, k := range counts {
		fmt.Fprintf(t, "%s\t%s\t%d\t%d\t%s\n", k.Kind, k.Class, k.Values, k.Places, k.Title)
		values, places = values+k.Values, places+k.Places
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%s would be masked in %s; nothing was written (--redact=dry-run)\n", countOf(values, "value"), countOf(places, "place"))
	return err
}

// tell says what was masked: a dry run in full and in place of the result, other runs in a
// line beside it.
func (f *redactFlags) tell(s IO, counts []redact.Count, quiet bool) error {
	switch {
	case f.dry():
		return tellMasked(s.Out, counts)
	case quiet || !f.on():
		return nil
	}
	values, places := 0, 0
	for _, k := range counts {
		values, places = values+k.Values, places+k.Places
	}
	_, err := fmt.Fprintf(s.Err, "inquest: %s masked in %s\n", countOf(values, "value"), countOf(places, "place"))
	return err
}

// countOf is a number of things.
func countOf(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}
