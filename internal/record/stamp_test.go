package record

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// at reads a stamp that must take all of the text, and returns its time.
func at(t *testing.T, text string, c calendar) time.Time {
	t.Helper()
	var s stamp
	n := parseStamp([]byte(text), &s)
	if n != len(text) {
		t.Fatalf("%q: the stamp takes %d of %d bytes", text, n, len(text))
	}
	return time.Unix(0, c.time(&s)).UTC()
}

func TestStampLayouts(t *testing.T) {
	cases := map[string]string{
		"2026-11-22 20:03:25":                "2026-11-22T20:03:25Z",
		"2026-11-22 20:03:25,123":            "2026-11-22T20:03:25.123Z",
		"2026-11-22T20:03:25.123456789Z":     "2026-11-22T20:03:25.123456789Z",
		"2026-11-22T20:03:25.1234567891Z":    "2026-11-22T20:03:25.123456789Z",
		"2026-11-22T20:03:25+01:30":          "2026-11-22T18:33:25Z",
		"2026-11-22T20:03:25.5-0800":         "2026-11-23T04:03:25.5Z",
		"2026-11-22 20:03:25 UTC":            "2026-11-22T20:03:25Z",
		"2026-11-22 20:03:25.605 PDT":        "2026-11-23T03:03:25.605Z",
		"2026-11-22 20:03:25 +0000":          "2026-11-22T20:03:25Z",
		"2026-11-22  7:03:25":                "2026-11-22T07:03:25Z",
		"2026/11/22 20:03:25":                "2026-11-22T20:03:25Z",
		"2026-11-22-20.03.25.675872":         "2026-11-22T20:03:25.675872Z",
		"22/Nov/2026:20:03:25 -0700":         "2026-11-23T03:03:25Z",
		"22/Nov/2026:20:03:25.123":           "2026-11-22T20:03:25.123Z",
		"22 Nov 2026 20:03:24.548":           "2026-11-22T20:03:24.548Z",
		"22-Nov-2026 20:03:25.123":           "2026-11-22T20:03:25.123Z",
		"22-11-2026 20:03:25":                "2026-11-22T20:03:25Z",
		"22.11.2026 20:03:25":                "2026-11-22T20:03:25Z",
		"11/22/2026 20:03:25":                "2026-11-22T20:03:25Z",
		"22/11/2026 20:03:25":                "2026-11-22T20:03:25Z",
		"11/22/2026 8:03:25 PM":              "2026-11-22T20:03:25Z",
		"26/11/22 20:03:25":                  "2026-11-22T20:03:25Z",
		"261122 20:03:25":                    "2026-11-22T20:03:25Z",
		"261122  7:03:25":                    "2026-11-22T07:03:25Z",
		"261122 200325":                      "2026-11-22T20:03:25Z",
		"20261122 20:03:25.908":              "2026-11-22T20:03:25.908Z",
		"20261122-20:03:25:606":              "2026-11-22T20:03:25.606Z",
		"20261122T200325Z":                   "2026-11-22T20:03:25Z",
		"Nov 22 20:03:25":                    "2026-11-22T20:03:25Z",
		"Nov  2 20:03:25.123":                "2026-11-02T20:03:25.123Z",
		"Nov 22 2025 20:03:25":               "2025-11-22T20:03:25Z",
		"Nov 22, 2025 8:03:25 PM":            "2025-11-22T20:03:25Z",
		"November 22, 2025 12:03:25 AM":      "2025-11-22T00:03:25Z",
		"Sat Nov 22 20:03:25.123 2025":       "2025-11-22T20:03:25.123Z",
		"Sat Nov 22 20:03:25 UTC 2025":       "2025-11-22T20:03:25Z",
		"Sat, 22 Nov 2025 20:03:25 GMT":      "2025-11-22T20:03:25Z",
		"11-22 20:03:25.811":                 "2026-11-22T20:03:25.811Z",
		"22 Nov 20:03:25.548":                "2026-11-22T20:03:25.548Z",
		"@400000004332258538eae27c":          "2005-09-22T03:31:07.954917500Z",
		"2024-02-29 00:00:00":                "2024-02-29T00:00:00Z",
		"2016-12-31 23:59:60":                "2017-01-01T00:00:00Z", // a leap second
		"2026-11-22T20:03:25.589ZZ":          "2026-11-22T20:03:25.589Z",
		"Thursday, 22 Jan 2026 20:03:25 EST": "2026-01-23T01:03:25Z",
	}
	for text, want := range cases {
		w, err := time.Parse(time.RFC3339Nano, want)
		if err != nil {
			t.Fatal(err)
		}
		if got := at(t, text, calendar{year: 2026, month: 11}); !got.Equal(w) {
			t.Errorf("%q is read as %s, want %s", text, got.Format(time.RFC3339Nano), want)
		}
	}
}

func TestNoStamps(t *testing.T) {
	for _, text := range []string{
		"", "2026", "2026-11-22", "2026-13-22 20:03:25", "2026-11-31 20:03:25", "2026-02-29 20:03:25", "2026-11-22 24:03:25", "2026-11-22 20:60:25",
		"2026-11-22 20:03:61", "20:03:25.123456", "192.168.100.200:8080", "10.0.0.1 - - [x]", "1772349011.5 x", "Nov 22 nothing", "Nov 32 20:03:25",
		"Mayor 22 20:03:25", "1-2-3-4-5-6-7-8", "12/34/5678 10:00:00", "261322 20:03:25", "@40000000zz32258538eae27c", "99999999 20:03:25",
		"2026-11-22 20:03:25abc", "0000000000000000000000",
	} {
		var s stamp
		if n := parseStamp([]byte(text), &s); n != 0 {
			t.Errorf("%q is read as a stamp of %d bytes: %+v", text, n, s)
		}
	}
}

func TestStampEnds(t *testing.T) {
	cases := map[string]int{
		"2026-11-22 20:03:25 - INFO - x":   19,
		"2026-11-22 20:03:25,123 - x":      23,
		"2026-11-22 20:03:25,192.0.2.7,x":  19, // the next column of a table
		"2026-11-22 20:03:25,4711,x":       19,
		"2026-11-22 20:03:25 DEBUG x":      19,
		"2026-11-22 20:03:25 GMTX x":       19,
		"2026-11-22 20:03:25 -05 x":        19,
		"2026-11-22T20:03:25Z INFO":        20,
		"Nov 22 20:03:25 2011-box x":       15,
		"Nov 22 20:03:25 box x":            15,
		"2026-11-22 20:03:25.123: x":       23,
		"22/Nov/2026:20:03:25 +0000] x":    26,
		"2026-11-22 20:03:25 Pm x":         19,
		"2026-11-22 20:03:25 +0100 [7] xy": 25,
	}
	for text, want := range cases {
		var s stamp
		if n := parseStamp([]byte(text), &s); n != want {
			t.Errorf("%q: the stamp takes %d bytes, want %d", text, n, want)
		}
	}
}

func TestEpochNumbers(t *testing.T) {
	cases := map[string]int64{
		"1795377654": 1795377654000000000, "1795377654.538173": 1795377654538173000, "1795377654538": 1795377654538000000,
		"1795377654538173": 1795377654538173000, "1795377654538173123": 1795377654538173123, "1795377654538.25": 1795377654538250000,
	}
	for text, want := range cases {
		var s stamp
		if n := parseEpoch([]byte(text), &s); n != len(text) || s.unix != want {
			t.Errorf("%q is read as %d (%d bytes), want %d", text, s.unix, n, want)
		}
	}
	for _, text := range []string{"", "12345", "999999999", "9999999999", "0000000000", "99999999999999999999", "12345678901234567890123"} {
		var s stamp
		if n := parseEpoch([]byte(text), &s); n != 0 {
			t.Errorf("%q is read as an epoch number", text)
		}
	}
}

func TestYearRollsOverOnce(t *testing.T) {
	cases := []struct {
		first, month int32
		want         int32
	}{
		{12, 12, 2025}, {12, 1, 2026}, {11, 3, 2026}, {1, 12, 2024}, {3, 2, 2025}, {6, 12, 2025}, {12, 6, 2025}, {0, 5, 2025},
	}
	for _, c := range cases {
		cal := calendar{year: 2025, month: c.first}
		if got := cal.yearOf(c.month); got != c.want {
			t.Errorf("a source that begins in month %d of 2025: month %d is in %d, want %d", c.first, c.month, got, c.want)
		}
	}
	if got := (&calendar{}).yearOf(2); !leap(got) {
		t.Errorf("without a hint the year is %d, which has no 29 February", got)
	}
}

func TestZoneHint(t *testing.T) {
	c := calendar{year: 2026, zone: 3600}
	if got := at(t, "2026-11-22 20:03:25", c); got.Hour() != 19 {
		t.Errorf("the zone hint is not used: %s", got)
	}
	if got := at(t, "2026-11-22 20:03:25Z", c); got.Hour() != 20 {
		t.Errorf("the zone hint overrides the line's own: %s", got)
	}
}

// oracleLayouts are layouts of package time whose output parseStamp must read as
// package time itself does.
var oracleLayouts = []string{
	time.RFC3339Nano, time.RFC1123, time.RFC1123Z, time.ANSIC, time.UnixDate, "2006-01-02 15:04:05", "2006-01-02 15:04:05.000", "2006-01-02 15:04:05,000000",
	"2006/01/02 15:04:05", "02/Jan/2006:15:04:05 -0700", "02 Jan 2006 15:04:05.000", "02-Jan-2006 15:04:05.000", "Jan _2 2006 15:04:05",
	"Jan 02, 2006 3:04:05 PM", "060102 15:04:05", "20060102 15:04:05.000", "20060102T150405Z", "Mon Jan 02 15:04:05.000000 2006", "01/02/2006 3:04:05 PM",
	"2006-01-02T15:04:05.999999-07:00", "January 2, 2006 15:04:05", "Mon, 02 Jan 2006 15:04:05 -0700", "06/01/02 15:04:05", "2006-01-02 15:04:05 MST",
}

// agree compares the two readings of one moment written in one layout.
func agree(t interface{ Fatalf(string, ...any) }, layout string, moment time.Time) {
	text := moment.Format(layout)
	want, err := time.Parse(layout, text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var s stamp
	n := parseStamp([]byte(text), &s)
	if n != len(text) {
		t.Fatalf("%q (%s): the stamp takes %d of %d bytes", text, layout, n, len(text))
	}
	if got := (&calendar{}).time(&s); got != want.UnixNano() {
		t.Fatalf("%q (%s) is read as %s, package time reads %s", text, layout, time.Unix(0, got).UTC(), want.UTC())
	}
}

func TestStampsAgreeWithPackageTime(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		layout := rapid.SampledFrom(oracleLayouts).Draw(r, "layout")
		sec := rapid.Int64Range(946684800, 3124224000).Draw(r, "sec") // 2000 to 2068: what two-digit years can tell
		nsec := rapid.Int64Range(0, 999_999_999).Draw(r, "nsec")
		agree(r, layout, time.Unix(sec, nsec).UTC())
	})
}

func TestDaysAgreeWithPackageTime(t *testing.T) {
	for day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2200; day = day.AddDate(0, 0, 1) {
		if got := days(int32(day.Year()), int32(day.Month()), int32(day.Day())); got*86_400 != day.Unix() {
			t.Fatalf("days(%s) = %d", day.Format(time.DateOnly), got)
		}
	}
}

func FuzzStamp(f *testing.F) {
	for i, layout := range oracleLayouts {
		f.Add(time.Unix(1_772_349_011+int64(i)*86_399, 538_173_000).UTC().Format(layout))
	}
	f.Add("Nov 22 20:03:25")
	f.Fuzz(func(t *testing.T, text string) {
		var s stamp
		n := parseStamp([]byte(text), &s)
		if n < 0 || n > len(text) {
			t.Fatalf("%q: the stamp takes %d bytes", text, n)
		}
		if n == 0 || s.epoch {
			return
		}
		if s.month < 1 || s.month > 12 || s.day < 1 || s.day > 31 || s.hour > 23 || s.minute > 59 || s.sec > 60 || s.nsec < 0 || s.nsec > 999_999_999 {
			t.Fatalf("%q is read as %+v", text, s)
		}
		for _, layout := range oracleLayouts {
			want, err := time.Parse(layout, text[:n])
			if err != nil || s.yearless || want.Location() != time.UTC && want.Location().String() != "" {
				continue
			}
			if got := (&calendar{}).time(&s); got != want.UnixNano() {
				t.Fatalf("%q (%s) is read as %s, package time reads %s", text[:n], layout, time.Unix(0, got).UTC(), want.UTC())
			}
		}
	})
}

func ExampleParseLevel() {
	l, ok := ParseLevel([]byte("WARNING"))
	fmt.Println(l, ok)
	// Output: warn true
}

// TestMillisTailIsTail: the short way reads what the long way reads.
func TestMillisTailIsTail(t *testing.T) {
	for _, end := range []string{",123 - x", ".123 [a]", ".123Z INFO", ",123Z x y", ".123 -05:00", ",123 -0500 ", ".123 - 5", ".12 - xy", ",1234 - x", ".123 INFO", ".123ZZ a", ".123 PM x", ",123 UTC a"} {
		for _, day := range []string{"2026-03-01 07:10:11", "2026-02-30 07:10:11", "2026-03-01T24:10:11"} {
			line := []byte(day + end)
			var short, long stamp
			n := isoStamp(line, &short)
			long = stamp{year: 2026, month: int32(line[6] - '0'), day: int32(line[8]-'0')*10 + int32(line[9]-'0'),
				hour: int32(line[11]-'0')*10 + int32(line[12]-'0'), minute: 10, sec: 11}
			if want := tail(line, 19, &long); n != want || n > 0 && short != long {
				t.Errorf("%s: %d %+v, want %d %+v", line, n, short, want, long)
			}
		}
	}
}
