package record

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestStampsOfManyWriters(t *testing.T) {
	for text, want := range map[string]string{
		"22. November 2026 20:03:25":              "2026-11-22T20:03:25Z",
		"22. Okt. 2026 20:03:25":                  "2026-10-22T20:03:25Z",
		"3. März 2026 20:03:25":                   "2026-03-03T20:03:25Z",
		"22 août 2026 20:03:25":                   "2026-08-22T20:03:25Z",
		"22 févr. 2026 20:03:25":                  "2026-02-22T20:03:25Z",
		"22 juil. 2026 20:03:25":                  "2026-07-22T20:03:25Z",
		"22 juin 2026 20:03:25":                   "2026-06-22T20:03:25Z",
		"22 de noviembre de 2026 20:03:25":        "2026-11-22T20:03:25Z",
		"22-ene-2026 20:03:25":                    "2026-01-22T20:03:25Z",
		"22/dic/2026:20:03:25 +0100":              "2026-12-22T19:03:25Z",
		"22 gen 2026 20:03:25":                    "2026-01-22T20:03:25Z",
		"22 mag 2026 20:03:25":                    "2026-05-22T20:03:25Z",
		"22 set 2026 20:03:25":                    "2026-09-22T20:03:25Z",
		"22 out 2026 20:03:25":                    "2026-10-22T20:03:25Z",
		"22 fev 2026 20:03:25":                    "2026-02-22T20:03:25Z",
		"22 mrt 2026 20:03:25":                    "2026-03-22T20:03:25Z",
		"22 mei 2026 20:03:25":                    "2026-05-22T20:03:25Z",
		"Okt 22 20:03:25":                         "2026-10-22T20:03:25Z",
		"Dez  2 20:03:25":                         "2026-12-02T20:03:25Z",
		"août 22 20:03:25":                        "2026-08-22T20:03:25Z",
		"mar 22 20:03:25":                         "2027-03-22T20:03:25Z", // March, not the Tuesday of the same name
		"mar 22 mar 2026 20:03:25":                "2026-03-22T20:03:25Z",
		"So 22 Nov 2026 20:03:25":                 "2026-11-22T20:03:25Z",
		"dim. 22 nov. 2026 20:03:25":              "2026-11-22T20:03:25Z",
		"sábado, 22 de agosto de 2026 20:03:25":   "2026-08-22T20:03:25Z",
		"NOV 22 20:03:25":                         "2026-11-22T20:03:25Z",
		"22-NOV-26 08.03.25.605 PM":               "2026-11-22T20:03:25.605Z",
		"22-Nov-2026::20:03:25":                   "2026-11-22T20:03:25Z",
		"2026-W47-7T20:03:25Z":                    "2026-11-22T20:03:25Z",
		"2026-326T20:03:25Z":                      "2026-11-22T20:03:25Z",
		"2026326T200325Z":                         "2026-11-22T20:03:25Z",
		"2024-366 20:03:25":                       "2024-12-31T20:03:25Z",
		"20261122200325":                          "2026-11-22T20:03:25Z",
		"20261122200325.123":                      "2026-11-22T20:03:25.123Z",
		"2026 Nov 22 20:03:25.123":                "2026-11-22T20:03:25.123Z",
		"2026-Nov-22 20:03:25":                    "2026-11-22T20:03:25Z",
		"2026-11-22, 20:03:25":                    "2026-11-22T20:03:25Z",
		"22/11/26 20:03:25":                       "2022-11-26T20:03:25Z", // the form alone: the year first
		"30/11/26 20:03:25":                       "2030-11-26T20:03:25Z",
		"22.11.26 20:03:25":                       "2026-11-22T20:03:25Z",
		"11-22-2026 20:03:25":                     "2026-11-22T20:03:25Z",
		"1/2/2026, 8:03:25 PM":                    "2026-01-02T20:03:25Z",
		"22/11/2026 8:03:25 p.m.":                 "2026-11-22T20:03:25Z",
		"22/11/2026 12:03:25 a. m.":               "2026-11-22T00:03:25Z",
		"20:03:25 22-Nov-2026":                    "2026-11-22T20:03:25Z",
		"20:03:25.123 22/11/2026":                 "2026-11-22T20:03:25.123Z",
		"20:03:25 2026-11-22":                     "2026-11-22T20:03:25Z",
		"2026-11-22T20:03:25+01:00[Europe/Paris]": "2026-11-22T19:03:25Z",
		"2026-11-22 20:03:25 GMT+0100":            "2026-11-22T19:03:25Z",
		"2026-11-22 20:03:25 UTC-5":               "2026-11-23T01:03:25Z",
		"2026-11-22 20:03:25 CET":                 "2026-11-22T19:03:25Z",
		"2026-11-22 20:03:25 IST":                 "2026-11-22T14:33:25Z",
		"2026-11-22 20:03:25 AEDT":                "2026-11-22T09:03:25Z",
		"2026-11-22 20:03:25UTC":                  "2026-11-22T20:03:25Z",
		"2016-12-31 23:59:60.5":                   "2017-01-01T00:00:00Z",
		"Sun Nov 22 2026 20:03:25 GMT+0100":       "2026-11-22T19:03:25Z",
	} {
		w, err := time.Parse(time.RFC3339Nano, want)
		if err != nil {
			t.Fatal(err)
		}
		if got := at(t, text, calendar{year: 2026, month: 11}); !got.Equal(w) {
			t.Errorf("%q is read as %s, want %s", text, got.Format(time.RFC3339Nano), want)
		}
	}
}

// TestTimesBehindTimes: a clock in front of a whole stamp does not take its date.
func TestTimesBehindTimes(t *testing.T) {
	for _, text := range []string{"20:03:25 2026-11-22 20:03:24 x", "20:03:25 2026-11-22T20:03:24Z x", "Mayor 22 20:03:25", "do 22 things 20:03:25 x", "2026-W54-1T20:03:25Z", "2025-366T20:03:25Z", "maggot 22 20:03:25"} {
		var s stamp
		if n := parseStamp([]byte(text), &s); n != 0 {
			t.Errorf("%q is read as a stamp of %d bytes: %+v", text, n, s)
		}
	}
}

// TestOrderOfDayAndMonth: the dates of a source tell which order they have.
func TestOrderOfDayAndMonth(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		layouts := map[order]string{dayFirst: "02/01/2006 15:04:05", monthFirst2: "01/02/2006 15:04:05"}
		o := rapid.SampledFrom([]order{dayFirst, monthFirst2}).Draw(r, "order")
		at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 3000).Draw(r, "day"))
		var n orderCount
		distinct := 0
		for range 12 { // twelve days in a row hold a day over 12, or tell by their span
			var s stamp
			if parseStamp([]byte(at.Format(layouts[o])), &s) == 0 {
				r.Fatalf("%s is no stamp", at.Format(layouts[o]))
			}
			n.see(&s)
			distinct++
			at = at.AddDate(0, 0, 1)
		}
		got, unsure := n.choose()
		if got != o && !(unsure && got == usualOrder) {
			r.Fatalf("%d days before %s in order %d are read in order %d", distinct, at, o, got)
		}
		if unsure {
			r.Fatalf("%d days before %s leave it open", distinct, at)
		}
	})
}

func TestOneDateLeavesTheOrderOpen(t *testing.T) {
	var n orderCount
	var s stamp
	parseStamp([]byte("05/06/2026 20:03:25"), &s)
	n.see(&s)
	n.see(&s)
	if o, unsure := n.choose(); o != usualOrder || !unsure {
		t.Errorf("order %d, unsure %v", o, unsure)
	}
}
