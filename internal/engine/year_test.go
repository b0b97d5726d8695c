package engine

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"inquest/internal/record"
	"inquest/internal/source"
)

// detected are the sources of some logs and the layouts found for them.
func detected(t *testing.T, logs map[string]string, o Options) (*source.Set, []*record.Layout, Options) {
	t.Helper()
	set, err := source.Find([]string{folder(t, logs)}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	o = o.withDefaults()
	layouts, err := detect(context.Background(), set, o)
	if err != nil {
		t.Fatal(err)
	}
	return set, layouts, o
}

// firstTimes is the first stamp of every source as the layouts found for the
// run read it.
func firstTimes(t *testing.T, logs map[string]string, o Options) map[string]string {
	t.Helper()
	set, layouts, o := detected(t, logs, o)
	got := map[string]string{}
	for i, in := range set.Inputs {
		times := stamps(layouts[i], sampleOf(set, i, o))
		if len(times) == 0 {
			t.Fatalf("%s has no stamps (%v)", in.Name, layouts[i].Names())
		}
		got[in.Name] = time.Unix(0, times[0]).UTC().Format("2006-01-02 15:04:05")
	}
	return got
}

func syslogAt(stamps ...string) string {
	text := ""
	for _, s := range stamps {
		text += s + " host1 sshd[71]: Connection closed by 10.0.0.9 port 4022\n"
	}
	return text
}

func datedAt(stamps ...string) string {
	text := ""
	for _, s := range stamps {
		text += s + ",120 - worker - INFO - task done\n"
	}
	return text
}

func TestYearComesFromTheDatedSources(t *testing.T) {
	now := time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	for _, c := range []struct {
		name, syslog, dated, want string
	}{
		{"inside the window", "Jul  4 10:00:00", datedAt("2019-07-01 00:00:00", "2019-07-09 00:00:00"), "2019-07-04 10:00:00"},
		{"shortly before New Year", "Dec 31 23:59:50", datedAt("2024-01-01 00:00:10", "2024-01-02 00:00:00"), "2023-12-31 23:59:50"},
		{"shortly after New Year", "Jan  1 00:00:05", datedAt("2023-12-30 00:00:00", "2023-12-31 23:59:00"), "2024-01-01 00:00:05"},
		{"leap day", "Feb 29 12:00:00", datedAt("2023-03-01 00:00:00", "2023-03-02 00:00:00"), "2024-02-29 12:00:00"},
		{"a window of years takes the last", "Jul  4 10:00:00", datedAt("2017-01-01 00:00:00", "2019-12-31 00:00:00"), "2019-07-04 10:00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := firstTimes(t, map[string]string{"sys.log": syslogAt(c.syslog, c.syslog), "app.log": c.dated}, Options{Now: now})
			if got["sys.log"] != c.want {
				t.Errorf("the year-less source begins at %s, want %s", got["sys.log"], c.want)
			}
		})
	}
}

func TestYearOfLastResortComesFromNow(t *testing.T) {
	for _, c := range []struct{ now, stamp, want string }{
		{"2026-03-05", "Mar  4 10:00:00", "2026-03-04 10:00:00"},
		{"2026-03-05", "Mar  5 22:00:00", "2026-03-05 22:00:00"}, // clocks and zones differ by hours
		{"2026-03-05", "Mar  7 10:00:00", "2025-03-07 10:00:00"},
		{"2026-01-01", "Dec 31 23:00:00", "2025-12-31 23:00:00"},
		{"2025-12-31", "Jan  1 01:00:00", "2025-01-01 01:00:00"},
		{"2027-03-05", "Feb 29 01:00:00", "2024-02-29 01:00:00"},
	} {
		now, err := time.Parse(time.DateOnly, c.now)
		if err != nil {
			t.Fatal(err)
		}
		got := firstTimes(t, map[string]string{"sys.log": syslogAt(c.stamp)}, Options{Now: now.UnixNano()})
		if got["sys.log"] != c.want {
			t.Errorf("%s seen on %s: %s, want %s", c.stamp, c.now, got["sys.log"], c.want)
		}
	}
}

func TestSourcesWithoutAnyYearKeepTheirDistances(t *testing.T) {
	got := firstTimes(t, map[string]string{
		"a.log": syslogAt("Jan  1 00:10:00", "Jan  1 00:20:00"), "b.log": syslogAt("Dec 31 23:50:00", "Jan  1 00:15:00"), "c.log": syslogAt("Feb 29 12:00:00"),
	}, Options{})
	want := map[string]string{"a.log": "1972-01-01 00:10:00", "b.log": "1971-12-31 23:50:00", "c.log": "1972-02-29 12:00:00"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestNearestYearIsNearest checks against all years.
func TestNearestYearIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := int64(24 * time.Hour)
		stamp := time.Unix(0, rapid.Int64Range(0, 366*day-1).Draw(t, "stamp")).UTC()
		from := rapid.Int64Range(0, 40*365*day).Draw(t, "from")
		s := span{from, from + rapid.Int64Range(0, 1000*day).Draw(t, "length"), true}
		got, ok := inYear(stamp, nearestYear(stamp, s))
		if !ok {
			t.Fatalf("%s does not exist in year %d", stamp, nearestYear(stamp, s))
		}
		for y := 1960; y < 2020; y++ {
			if at, ok := inYear(stamp, y); ok && distance(at, s) < distance(got, s) {
				t.Fatalf("%s in %d is nearer than in %d", stamp, y, nearestYear(stamp, s))
			}
		}
	})
}

func TestOneOddStampDoesNotMoveTheWindow(t *testing.T) {
	stamps := []string{"1970-01-01 00:00:00"}
	for range 40 {
		stamps = append(stamps, "2022-06-01 10:00:00")
	}
	got := firstTimes(t, map[string]string{"sys.log": syslogAt("Jun  2 10:00:00"), "app.log": datedAt(stamps...)}, Options{})
	if got["sys.log"] != "2022-06-02 10:00:00" {
		t.Errorf("the year-less source begins at %s", got["sys.log"])
	}
}
