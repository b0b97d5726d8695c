package cli

import (
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"inquest"
)

// windowFlags limit what is read to a stretch of time.
type windowFlags struct{ from, to, last string }

func (f *windowFlags) register(fs *pflag.FlagSet) {
	fs.StringVar(&f.from, "from", "", "only records at or after this `TIME` (RFC 3339; without a zone, in that of --zone or UTC)")
	fs.StringVar(&f.to, "to", "", "only records before this `TIME`")
	fs.StringVar(&f.last, "last", "", "only records of this `DURATION` (30m, 6h, 2d) before the last one of the logs, or before --to")
}

// apply reads the flags into the options, whose zone is known.
func (f *windowFlags) apply(o *inquest.Options) error {
	var err error
	w := &o.Window
	if w.From, err = parseInstant("--from", f.from, o); err != nil {
		return err
	}
	if w.To, err = parseInstant("--to", f.to, o); err != nil {
		return err
	}
	if w.Last, err = parseLast(f.last); err != nil {
		return err
	}
	switch {
	case w.To != 0 && w.From != 0 && w.To <= w.From:
		return usagef("give a later --to", "--to %s is not after --from %s", f.to, f.from)
	case w.Last != 0 && w.From != 0:
		return usagef("leave one of them out", "--last and --from both say where the window begins")
	}
	return nil
}

func (f *windowFlags) keep(add func(name, value string)) {
	add("from", f.from)
	add("to", f.to)
	add("last", f.last)
}

// instantLayouts are the ways to write a time on the command line.
var instantLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"}

// parseInstant reads a time of the command line; one without a zone is in that of
// the options.
func parseInstant(flag, v string, o *inquest.Options) (int64, error) {
	if v == "" {
		return 0, nil
	}
	for _, layout := range instantLayouts {
		t, err := time.ParseInLocation(layout, v, time.FixedZone("", o.Zone))
		if err != nil {
			continue
		}
		if !countable(t) {
			break
		}
		ns := t.UnixNano()
		if o.Place != nil && !strings.Contains(layout, "Z07") { // the offset depends on the date
			east := o.Place.East(ns)
			east = o.Place.East(ns - int64(east)*1e9)
			ns -= int64(east) * 1e9
		}
		if ns <= 0 {
			break // the epoch stands for "not given"
		}
		return ns, nil
	}
	return 0, usagef("write it as 2026-11-22T20:00:00Z or '2026-11-22 20:00'", "%s %q is not a time", flag, v)
}

// parseLast reads a duration: those of Go, and days and weeks.
func parseLast(v string) (int64, error) {
	if v == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(v)
	if err != nil {
		for unit, length := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
			if n, e := strconv.ParseInt(strings.TrimSuffix(v, unit), 10, 32); e == nil && strings.HasSuffix(v, unit) {
				d, err = time.Duration(n)*length, nil
			}
		}
	}
	const most = 100 * 365 * 24 * time.Hour
	if err != nil || d <= 0 || d > most {
		return 0, usagef("write it as 30m, 6h, 2d or 1w", "--last %q is not a duration", v)
	}
	return int64(d), nil
}
