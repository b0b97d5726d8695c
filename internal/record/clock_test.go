package record

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var testZones = []string{"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "UTC", "Africa/Casablanca"}

// TestNamedZonesAgreeWithPackageTime: local times of any moment are read back as
// that moment, or as the other of two moments that have the same local time.
func TestNamedZonesAgreeWithPackageTime(t *testing.T) {
	zones := map[string]*Zone{}
	for _, name := range testZones {
		z, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		zones[name] = z
	}
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.SampledFrom(testZones).Draw(r, "zone")
		loc, err := time.LoadLocation(name)
		if err != nil {
			r.Fatal(err)
		}
		moment := time.Unix(rapid.Int64Range(0, 4102444800).Draw(r, "sec"), 0)
		if rapid.Bool().Draw(r, "near a change") {
			if start, _ := moment.In(loc).ZoneBounds(); !start.IsZero() && start.Year() > 1970 {
				moment = start.Add(time.Duration(rapid.Int64Range(-7200, 7200).Draw(r, "off")) * time.Second)
			}
		}
		local := moment.In(loc)
		var s stamp
		text := local.Format("2006-01-02 15:04:05")
		if parseStamp([]byte(text), &s) != len(text) {
			r.Fatalf("%s is no stamp", text)
		}
		first := time.Unix(0, (&calendar{place: zones[name]}).time(&s))
		second := time.Unix(0, (&calendar{place: zones[name], late: true}).time(&s))
		if !first.Equal(moment) && !second.Equal(moment) {
			r.Fatalf("%s in %s is read as %s or %s, want %s", text, name, first.UTC(), second.UTC(), moment.UTC())
		}
		if second.Before(first) || first.Equal(second) == zones[name].Twice(local.UnixNano()+offsetOf(local)) {
			r.Fatalf("%s in %s: %s and %s", text, name, first.UTC(), second.UTC())
		}
		if got := zones[name].East(moment.UnixNano()); int64(got)*nsPerSec != offsetOf(local) {
			r.Fatalf("%s in %s: offset %d", text, name, got)
		}
	})
}

func offsetOf(t time.Time) int64 {
	_, east := t.Zone()
	return int64(east) * nsPerSec
}

func TestUnknownZones(t *testing.T) {
	for _, name := range []string{"", "Local", "Europe/Atlantis", "../etc/passwd", "+02:00"} {
		if _, err := LoadZone(name); err == nil {
			t.Errorf("%q is a zone", name)
		}
	}
}

// TestStampsInsideARunOfTimeNeverGoBack: stamps of rising moments give rising
// times, over New Year, a leap day, a leap second and a change of the clock, where
// the lines name their offset.
func TestStampsInsideARunOfTimeNeverGoBack(t *testing.T) {
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	layouts := []string{time.RFC3339Nano, "02/Jan/2006:15:04:05 -0700", "Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02 15:04:05.000000 -0700"}
	rapid.Check(t, func(r *rapid.T) {
		layout := rapid.SampledFrom(layouts).Draw(r, "layout")
		at := rapid.SampledFrom([]time.Time{
			time.Date(2025, 12, 31, 23, 59, 0, 0, loc), time.Date(2024, 2, 28, 23, 59, 0, 0, loc), time.Date(2026, 3, 8, 1, 59, 0, 0, loc),
			time.Date(2026, 11, 1, 1, 59, 0, 0, loc), time.Date(2016, 12, 31, 18, 59, 0, 0, loc),
		}).Draw(r, "at")
		last := int64(0)
		for range 40 {
			at = at.Add(time.Duration(rapid.IntRange(0, 10).Draw(r, "step")) * time.Second)
			var s stamp
			text := at.Format(layout)
			if parseStamp([]byte(text), &s) != len(text) {
				r.Fatalf("%s is no stamp", text)
			}
			got := (&calendar{}).time(&s)
			if got < last || got/nsPerSec != at.Unix() {
				r.Fatalf("%s is read as %s", text, time.Unix(0, got).UTC())
			}
			last = got
		}
	})
}

func TestLeapSecondLastsNoTime(t *testing.T) {
	last := int64(0)
	for _, text := range []string{"2016-12-31 23:59:59.900", "2016-12-31 23:59:60.000", "2016-12-31 23:59:60.500", "2016-12-31 23:59:60.999", "2017-01-01 00:00:00.000", "2017-01-01 00:00:00.100"} {
		var s stamp
		parseStamp([]byte(text), &s)
		got := (&calendar{}).time(&s)
		if got < last {
			t.Errorf("%s goes back by %d ns", text, last-got)
		}
		last = got
	}
}
