package engine

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inquest/internal/record"
	"inquest/internal/source"
)

// few checks a property that writes files, which takes time, a few times.
func few(t *testing.T, property func(r *rapid.T)) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	usual := checks.String()
	defer func() {
		if err := checks.Set(usual); err != nil {
			t.Error(err)
		}
	}()
	if err := checks.Set("12"); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, property)
}

// found runs detection over some logs and returns set and layouts.
func found(t interface {
	Helper()
	Fatalf(string, ...any)
}, dir string, o Options) (*source.Set, []*record.Layout) {
	t.Helper()
	set, err := source.Find([]string{dir}, source.Options{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	layouts, err := detect(context.Background(), set, o.withDefaults())
	if err != nil {
		t.Fatalf("%v", err)
	}
	return set, layouts
}

// calls writes what two services say about the same requests: the first with its
// zone, the second in local time, east of UTC and with its clock ahead.
func calls(n int, east, ahead time.Duration, seed uint64) (front, back string) {
	r := rand.New(rand.NewPCG(seed, 1))
	at := time.Date(2026, 3, 14, 2, 0, 0, 0, time.UTC)
	var a, b strings.Builder
	for i := range n {
		id := fmt.Sprintf("rq-%d%05x", i, r.IntN(1<<20))
		at = at.Add(time.Duration(1+r.IntN(40)) * time.Second)
		fmt.Fprintf(&a, "%s INFO [gate] request %s in\n", at.Format(time.RFC3339Nano), id)
		mid := at.Add(time.Duration(20+r.IntN(60)) * time.Millisecond)
		local := mid.Add(east + ahead)
		fmt.Fprintf(&b, "%s INFO [store] handling %s\n", local.Format("2006-01-02 15:04:05.000"), id)
		end := mid.Add(time.Duration(20+r.IntN(60)) * time.Millisecond)
		fmt.Fprintf(&a, "%s INFO [gate] request %s out\n", end.Format(time.RFC3339Nano), id)
	}
	return a.String(), b.String()
}

func TestZoneIsInferredFromSharedIDs(t *testing.T) {
	for _, east := range []time.Duration{0, time.Hour, -5 * time.Hour, 5*time.Hour + 30*time.Minute, 5*time.Hour + 45*time.Minute, 13 * time.Hour} {
		front, back := calls(12, east, 0, 7)
		_, layouts := found(t, folder(t, map[string]string{"a-front.log": front, "b-back.log": back}), Options{})
		c := layouts[1].Clock()
		if c.Zone != record.HowShared || c.East != int64(east/time.Second) || c.With != "a-front.log" || c.Agree != 12 {
			t.Errorf("east %s: the clock is %+v", east, c)
		}
		if layouts[0].Clock().Zone != record.HowLine || c.SkewPairs != 0 {
			t.Errorf("east %s: %+v, %+v", east, layouts[0].Clock(), c)
		}
	}
}

func TestZoneIsNotInferredFromTooLittle(t *testing.T) {
	front, back := calls(2, time.Hour, 0, 7)
	_, layouts := found(t, folder(t, map[string]string{"a.log": front, "b.log": back}), Options{})
	if c := layouts[1].Clock(); c.Zone != record.HowUnknown || c.East != 0 {
		t.Errorf("two ids are enough: %+v", c)
	}
	front, _ = calls(30, 0, 0, 7)
	_, back = calls(30, time.Hour, 0, 8) // other ids
	_, layouts = found(t, folder(t, map[string]string{"a.log": front, "b.log": back}), Options{})
	if c := layouts[1].Clock(); c.Zone != record.HowUnknown {
		t.Errorf("nothing is shared: %+v", c)
	}
}

func TestGivenZoneIsNotOverruled(t *testing.T) {
	front, back := calls(12, time.Hour, 0, 7)
	_, layouts := found(t, folder(t, map[string]string{"a.log": front, "b.log": back}), Options{ZoneGiven: true, Zone: 7200})
	if c := layouts[1].Clock(); c.Zone != record.HowGiven || c.East != 7200 {
		t.Errorf("the clock is %+v", c)
	}
	if c := layouts[1].Clock(); c.SkewPairs == 0 || c.Skew > -3500*second || c.Skew < -3700*second {
		t.Errorf("the hour between the zone that was given and the real one is not told: %+v", c)
	}
}

// TestSkewIsToldApartFromZone: clocks differ by seconds to minutes, zones by quarters of an hour.
func TestSkewIsToldApartFromZone(t *testing.T) {
	few(t, func(r *rapid.T) {
		east := time.Duration(rapid.IntRange(-48, 56).Draw(r, "quarters")) * 15 * time.Minute
		ahead := time.Duration(rapid.IntRange(-120, 120).Draw(r, "seconds")) * time.Second
		front, back := calls(rapid.IntRange(6, 30).Draw(r, "n"), east, ahead, rapid.Uint64().Draw(r, "seed"))
		_, layouts := found(r, folder(t, map[string]string{"a.log": front, "b.log": back}), Options{Workers: 1})
		c := layouts[1].Clock()
		if c.Zone != record.HowShared || c.East != int64(east/time.Second) {
			r.Fatalf("east %s, ahead %s: the clock is %+v", east, ahead, c)
		}
		got := time.Duration(c.Skew)
		if ahead.Abs() < 3*time.Second {
			return
		}
		if (got-ahead).Abs() > 500*time.Millisecond || c.SkewPairs < leastForSkew {
			r.Fatalf("ahead %s is told as %s: %+v", ahead, got, c)
		}
	})
}

func TestSourcesWithoutZonesAreAligned(t *testing.T) {
	front, back := calls(12, 3*time.Hour, 0, 7)
	front = strings.ReplaceAll(front, "Z INFO", " INFO")
	_, layouts := found(t, folder(t, map[string]string{"a.log": front, "b.log": back}), Options{})
	if c := layouts[1].Clock(); c.Zone != record.HowAligned || c.East != 3*3600 || c.With != "a.log" {
		t.Errorf("b.log: %+v", c)
	}
	if c := layouts[0].Clock(); c.Zone != record.HowUnknown || c.East != 0 {
		t.Errorf("a.log: %+v", c)
	}
}

// TestYearsOfLongSources generates year-less sources that go on for years, with
// lines out of order, and checks every record's year.
func TestYearsOfLongSources(t *testing.T) {
	few(t, func(r *rapid.T) {
		at := time.Date(rapid.IntRange(2019, 2026).Draw(r, "year"), time.Month(rapid.IntRange(1, 12).Draw(r, "month")), 3, 4, 5, 6, 0, time.UTC)
		first := at
		var want []time.Time
		var text strings.Builder
		for range rapid.IntRange(2, 60).Draw(r, "lines") {
			late := time.Duration(rapid.IntRange(0, 3).Draw(r, "late")) * time.Hour
			moment := at.Add(-late)
			if moment.Before(first) {
				moment = first
			}
			want = append(want, moment)
			fmt.Fprintf(&text, "%s box app[7]: tick\n", moment.Format("Jan _2 15:04:05"))
			at = at.Add(time.Duration(rapid.IntRange(1, 150*24).Draw(r, "hours")) * time.Hour)
		}
		dated := first.Format("2006-01-02 15:04:05") + ",120 - worker - INFO - task done\n"
		set, layouts := found(r, folder(t, map[string]string{"a.log": dated, "b.log": text.String()}), Options{Workers: 1})
		var p record.Parser
		data := sampleOf(set, 1, Options{}.withDefaults())
		k := 0
		p.Parse(layouts[1], record.Chunk{Line: 1, Data: data}, func(rec *record.Record) {
			if got := time.Unix(0, rec.Time).UTC(); !got.Equal(want[k]) {
				r.Fatalf("record %d of %d: %s, want %s\n%s", k, len(want), got, want[k], text.String())
			}
			k++
		})
		if k != len(want) {
			r.Fatalf("%d of %d records", k, len(want))
		}
	})
}

func TestYearsOfRotatedFiles(t *testing.T) {
	logs := map[string]string{}
	for age, stamp := range []string{"Feb  3 10:00:00", "Sep 12 10:00:00", "Mar 30 10:00:00", "Nov  1 10:00:00"} {
		name := "messages"
		if age > 0 {
			name = fmt.Sprintf("messages.%d", age)
		}
		logs[name] = syslogAt(stamp, stamp)
	}
	logs["app.log"] = datedAt("2026-02-03 10:00:00")
	got := firstTimes(t, logs, Options{})
	for name, want := range map[string]string{"messages": "2026-02-03", "messages.1": "2025-09-12", "messages.2": "2025-03-30", "messages.3": "2024-11-01"} {
		if !strings.HasPrefix(got[name], want) {
			t.Errorf("%s begins at %s, want %s", name, got[name], want)
		}
	}
}

func TestYearFromTheNameOfAFile(t *testing.T) {
	got := firstTimes(t, map[string]string{
		"cron-20230108": syslogAt("Jan  1 10:00:00", "Jan  7 10:00:00"), "mail-2022-01-02.log": syslogAt("Dec 27 10:00:00"), "app.log": datedAt("2026-02-03 10:00:00"),
	}, Options{})
	if !strings.HasPrefix(got["cron-20230108"], "2023-01-01") || !strings.HasPrefix(got["mail-2022-01-02.log"], "2021-12-27") {
		t.Errorf("%v", got)
	}
}

// TestRepeatedHour writes a file over the end of summer time and checks that no
// record goes back in time.
func TestRepeatedHour(t *testing.T) {
	zone, err := record.LoadZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	few(t, func(r *rapid.T) {
		at := time.Date(2026, 10, 24, 23, 0, 0, 0, time.UTC)
		var want []int64
		var text strings.Builder
		step := rapid.IntRange(1, 9).Draw(r, "minutes")
		for at.Before(time.Date(2026, 10, 25, 3, 0, 0, 0, time.UTC)) {
			want = append(want, at.UnixNano())
			fmt.Fprintf(&text, "%s INFO [x] tick\n", at.In(loc).Format("2006-01-02 15:04:05"))
			at = at.Add(time.Duration(step) * time.Minute)
		}
		set, layouts := found(r, folder(t, map[string]string{"a.log": text.String()}), Options{Workers: 1, ZoneGiven: true, Place: zone})
		var p record.Parser
		k := 0
		p.Parse(layouts[0], record.Chunk{Line: 1, Data: sampleOf(set, 0, Options{}.withDefaults())}, func(rec *record.Record) {
			if rec.Time != want[k] {
				r.Fatalf("record %d: %s, want %s", k, time.Unix(0, rec.Time).UTC(), time.Unix(0, want[k]).UTC())
			}
			k++
		})
	})
}

func TestRotatedNames(t *testing.T) {
	for name, want := range map[string]string{
		"a/app.log": "a/app.log 0", "app.log.3": "app.log 3", "app.log.12.gz": "app.log 12", "app-1": "app 1", "app2": "app2 0", "app.log.20260111": "app.log.20260111 0",
	} {
		family, age := rotated(name)
		if got := fmt.Sprintf("%s %d", family, age); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for name, want := range map[string]string{"messages-20260111.gz": "2026-01-11", "app-2026-01-11.log": "2026-01-11", "x20261399.log": "", "d/20250101/app.log": "", "job-4120260111": ""} {
		date, ok := dateInName(name)
		if got := date.Format(time.DateOnly); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s %v, want %q", name, got, ok, want)
		}
	}
}
