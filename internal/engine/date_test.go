package engine

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inquest/internal/record"
)

func clockAt(stamps ...string) string {
	text := ""
	for _, s := range stamps {
		text += s + " [main] INFO  com.acme.Job - step done\n"
	}
	return text
}

// recordTimes are the times of all records of each source, "-" where there is none.
func recordTimes(t *testing.T, logs map[string]string, o Options) map[string][]string {
	t.Helper()
	set, layouts, o := detected(t, logs, o)
	got := map[string][]string{}
	for i, in := range set.Inputs {
		new(record.Parser).Parse(layouts[i], record.Chunk{Line: 1, Data: sampleOf(set, i, o)}, func(r *record.Record) {
			at := "-"
			if r.HasTime {
				at = time.Unix(0, r.Time).UTC().Format("2006-01-02 15:04:05.999")
			}
			got[in.Name] = append(got[in.Name], at)
		})
	}
	return got
}

func TestDateOfTimesOfDay(t *testing.T) {
	for _, c := range []struct {
		name string
		logs map[string]string
		of   string
		o    Options
		want string
	}{
		{"the day of the others", map[string]string{"a.log": clockAt("12:39:06.258", "12:39:07.5"), "b.log": datedAt("2026-03-01 12:00:00", "2026-03-01 13:00:00")}, "a.log", Options{},
			"[2026-03-01 12:39:06.258 2026-03-01 12:39:07.5]"},
		{"over midnight, out of order by a little", map[string]string{"a.log": clockAt("23:59:59.9", "00:00:00.1", "23:59:59.95", "00:10:00.0"), "b.log": datedAt("2026-02-28 23:00:00", "2026-03-01 00:05:00")}, "a.log", Options{},
			"[2026-02-28 23:59:59.9 2026-03-01 00:00:00.1 2026-02-28 23:59:59.95 2026-03-01 00:10:00]"},
		{"a night's silence", map[string]string{"a.log": clockAt("18:00:00.0", "08:00:00.0", "19:00:00.0", "07:00:00.0"), "b.log": datedAt("2026-03-01 17:00:00", "2026-03-03 08:00:00")}, "a.log", Options{},
			"[2026-03-01 18:00:00 2026-03-02 08:00:00 2026-03-02 19:00:00 2026-03-03 07:00:00]"},
		{"several days would do", map[string]string{"a.log": clockAt("12:39:06.258"), "b.log": datedAt("2026-03-01 12:00:00", "2026-03-03 13:00:00")}, "a.log", Options{}, "[-]"},
		{"the date in the name", map[string]string{"a-2026-04-05.log": clockAt("12:39:06.258"), "b.log": datedAt("2026-03-01 12:00:00", "2026-03-03 13:00:00")}, "a-2026-04-05.log", Options{}, "[2026-04-05 12:39:06.258]"},
		{"a date in the file", map[string]string{"a.log": "2026-05-06 07:00:00 log opened\n" + clockAt("07:00:01.5", "07:00:02.5", "07:00:03.5")}, "a.log", Options{},
			"[2026-05-06 07:00:00 2026-05-06 07:00:01.5 2026-05-06 07:00:02.5 2026-05-06 07:00:03.5]"},
		{"the file rotated before", map[string]string{"a.log.1": clockAt("20:00:00.0", "23:00:00.0"), "a.log": "2026-05-06 07:00:00 log opened\n" + clockAt("07:00:01.5", "07:00:02.5", "07:00:03.5")}, "a.log.1", Options{},
			"[2026-05-05 20:00:00 2026-05-05 23:00:00]"},
		{"nothing tells", map[string]string{"a.log": clockAt("23:59:59.5", "00:00:00.5")}, "a.log", Options{}, "[1972-01-01 23:59:59.5 1972-01-02 00:00:00.5]"},
		{"in a zone that was given", map[string]string{"a.log": clockAt("01:00:00.5"), "b.log": "2026-03-01T23:00:00Z INFO begins\n2026-03-01T23:30:00Z INFO ends\n"}, "a.log", Options{Zone: 7200, ZoneGiven: true}, "[2026-03-01 23:00:00.5]"},
		{"the year of other dates in the lines", map[string]string{"a.log": "Nov 29 12:22:56 lb relay[7]: date=2019-11-29 time=12:22:56 action=drop\n", "b.log": datedAt("2026-03-01 12:00:00")}, "a.log", Options{}, "[2019-11-29 12:22:56]"},
		{"of one just after New Year", map[string]string{"a.log": "Dec 31 23:59:59 lb relay[7]: 192.0.2.7 [01/Jan/2020:00:00:00.648] x\n"}, "a.log", Options{}, "[2019-12-31 23:59:59]"},
		{"a date far from the stamp is no witness", map[string]string{"a.log": "Nov 29 12:22:56 lb relay[7]: certificate ends 2031-05-05 12:00:00\n", "b.log": datedAt("2026-03-01 12:00:00")}, "a.log", Options{}, "[2025-11-29 12:22:56]"},
		{"stray lines without a year among dated ones", map[string]string{"a.log": datedAt("2025-12-30 10:00:00", "2025-12-30 10:00:01", "2025-12-30 10:00:02") + syslogAt("Jan  2 03:04:05")}, "a.log", Options{},
			"[2025-12-30 10:00:00.12 2025-12-30 10:00:01.12 2025-12-30 10:00:02.12 2026-01-02 03:04:05]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(recordTimes(t, c.logs, c.o)[c.of]); got != c.want {
				t.Errorf("times\n%s, want\n%s", got, c.want)
			}
		})
	}
}

// TestTimesOfDayComeBack writes times of day of a run of up to three days and reads the
// run's times back from the dates of another source that begins and ends with it.
func TestTimesOfDayComeBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(0, 86_399).Draw(r, "begin")) * time.Second)
		begin, end := at, at
		var stamps, want []string
		for range rapid.IntRange(2, 12).Draw(r, "lines") {
			stamps, want = append(stamps, at.Format("15:04:05.000")), append(want, at.Format("2006-01-02 15:04:05.999"))
			end = at
			at = at.Add(time.Duration(rapid.Int64Range(0, 6*3600).Draw(r, "step")) * time.Second)
		}
		got := recordTimes(t, map[string]string{"a.log": clockAt(stamps...), "b.log": datedAt(begin.Format(time.DateTime), end.Format(time.DateTime))}, Options{})["a.log"]
		if fmt.Sprint(got) != fmt.Sprint(want) {
			r.Fatalf("times %v, want %v", got, want)
		}
	})
}
