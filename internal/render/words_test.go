package render

import (
	"math"
	"strings"
	"testing"
	"time"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/report"

	"pgregory.net/rapid"
)

func TestWindowWords(t *testing.T) {
	for _, c := range []struct {
		in   report.Window
		want string
	}{
		{report.Window{}, "no times"},
		{report.Window{From: "2026-03-14T02:00:00Z", To: "2026-03-14T03:00:00Z", Zone: "UTC"}, "2026-03-14 02:00:00 – 03:00:00 UTC"},
		{report.Window{From: "2026-03-14T02:00:00", To: "2026-03-15T03:00:00", Zone: "unknown"}, "2026-03-14 02:00:00 – 2026-03-15 03:00:00, zone not written"},
		{report.Window{From: "1972-02-27T02:00:00", To: "1972-03-01T03:00:00", Zone: "unknown", Date: "year unknown"}, "02-27 02:00:00 – 03-01 03:00:00, year unknown"},
		{report.Window{From: "1972-02-27T02:00:00", To: "1972-02-27T03:00:00", Zone: "unknown", Date: "year unknown"}, "02-27 02:00:00 – 03:00:00, year unknown"},
		{report.Window{From: "1972-01-01T02:00:00", To: "1972-01-01T03:00:00", Zone: "unknown", Date: "unknown"}, "02:00:00 – 03:00:00, times of day only, date unknown"},
		{report.Window{From: "1972-01-01T23:00:00", To: "1972-01-02T03:00:00", Zone: "unknown", Date: "unknown"}, "1972-01-01 23:00:00 – 1972-01-02 03:00:00, times of day only, date unknown: the days are made up"},
		{report.Window{From: "2026-03-14T02:00:00", To: "2026-03-14T03:00:00.5", Zone: "mixed"}, "2026-03-14 02:00:00 – 03:00:00.5, zones mixed"},
	} {
		if got := windowWords(c.in); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestStanding(t *testing.T) {
	supported := []report.Hypothesis{{Outcome: cause.Supported}}
	for _, c := range []struct {
		r    report.Report
		want string
	}{
		{report.Report{Verdict: cause.NoIncident, Hypotheses: supported}, "nothing failed that these logs show"},
		{report.Report{Verdict: cause.Incident, Hypotheses: supported}, "cause supported"},
		{report.Report{Verdict: cause.Open}, "cause undetermined"},
	} {
		if got := standing(&c.r); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestHoldingWords(t *testing.T) {
	parts := []report.Part{{Known: true, Holds: true}, {Known: false, Holds: true}, {Known: true}}
	if got := holdingWords(parts); got != "1 of 2 known parts holds" {
		t.Errorf("got %q: a part that is not known does not hold, and does not count", got)
	}
	if got := holdingWords([]report.Part{{Known: true, Holds: true}, {Known: true, Holds: true}}); got != "2 of 2 parts hold" {
		t.Errorf("got %q: all parts are known", got)
	}
	if got := holdingWords(nil); got != "0 of 0 parts hold" {
		t.Errorf("got %q", got)
	}
}

func TestBucketWords(t *testing.T) {
	for _, c := range []struct {
		from, to time.Duration
		want     string
	}{
		{100 * time.Second, 200 * time.Second, "100–200 s"}, {0, 500 * time.Millisecond, "0–500 ms"}, {time.Millisecond, 2 * time.Millisecond, "1000–2000 µs"},
		{time.Hour, 2 * time.Hour, "1–2 h"}, {10 * time.Minute, 20 * time.Minute, "10–20 min"}, {0, 90 * time.Second, "0–90 s"},
	} {
		if got := bucketWords(report.HistogramBar{From: int64(c.from), To: int64(c.to)}, int64(c.to-c.from)); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestClippedCutsBeforeItEscapes(t *testing.T) {
	if got := clipped(escapeHTML, 5)("<<<<<<<<"); got != "&lt;&lt;&lt;&lt;&lt; …" {
		t.Errorf("got %q", got)
	}
	if got := clipped(escapeMarkdown, 3)("a`b`c"); got != "``a`b …``" {
		t.Errorf("got %q", got)
	}
	if got := clipped(escapeText, 3)("éé"); got != "é …" {
		t.Errorf("a rune is cut in two: %q", got)
	}
	if got := clipped(escapeText, 4)("éé"); got != "éé" {
		t.Errorf("got %q", got)
	}
}

func TestRefWords(t *testing.T) {
	if got := refWords(evidence.Ref{Line: 7}); got != ":7" {
		t.Errorf("got %q", got)
	}
	if got := refWords(evidence.Ref{Line: 7, Lines: 3}); got != ":7-9" {
		t.Errorf("got %q", got)
	}
	if got := shortHash(evidence.Ref{SHA256: "abc"}); got != "abc" {
		t.Errorf("got %q", got)
	}
}

func TestTail(t *testing.T) {
	for _, c := range []struct {
		in, want string
		n        int
	}{{"short", "short", 9}, {"a/very/long/path.log", "…/path.log", 10}, {"éééé", "…éé", 3}} {
		if got := tail(c.in, c.n); got != c.want {
			t.Errorf("tail(%q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

// TestScaleIsInOrder: later instants lie further right, all within the chart,
// and segments keep their order with the breaks between them.
func TestScaleIsInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var axis []report.Segment
		at := rapid.Int64Range(0, 1e18).Draw(t, "from")
		for range rapid.IntRange(1, 6).Draw(t, "segments") {
			bin := rapid.Int64Range(1, 1e12).Draw(t, "bin")
			to := at + bin*rapid.Int64Range(1, 100).Draw(t, "bins")
			axis = append(axis, report.Segment{Span: report.Span{From: at, To: to}, Bin: bin})
			at = to + rapid.Int64Range(1, 1e14).Draw(t, "gap")
		}
		s := newScale(axis, 10, 990, 30)
		last := 0.0
		for i, a := range axis {
			for k := range int64(5) {
				x := s.x(a.From + (a.To-a.From)*k/4)
				if x < last-0.001 || x < 9.999 || x > 990.001 || math.IsNaN(x) {
					t.Fatalf("segment %d: x %.3f after %.3f", i, x, last)
				}
				last = x
			}
			ticks, step := s.ticks(i, 88)
			if len(ticks) == 0 || step <= 0 || len(ticks) > 20 {
				t.Fatalf("segment %d has %d ticks, step %d", i, len(ticks), step)
			}
		}
	})
}

func TestResampleKeepsCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		axis := []report.Segment{{Span: report.Span{From: 0, To: 100}, Bin: 1}, {Span: report.Span{From: 1000, To: 1040}, Bin: 2}}
		var bins []report.Bin
		var n int64
		for i := range int64(100) {
			c := rapid.Int64Range(0, 5).Draw(t, "count")
			bins = append(bins, report.Bin{At: i, N: c, Bad: c / 2})
			n += c
		}
		bins = append(bins, report.Bin{At: 1038, N: 7})
		n += 7
		width := rapid.IntRange(8, 200).Draw(t, "width")
		var got int64
		cells := 0
		for _, seg := range resample(axis, bins, width) {
			cells += len(seg)
			for _, c := range seg {
				got += c.N
			}
		}
		if got != n || cells > width+4 {
			t.Fatalf("%d of %d counts in %d cells, width %d", got, n, cells, width)
		}
	})
}

func TestHeatClassGrowsWithTheCount(t *testing.T) {
	last := ""
	for n := range int64(21) {
		class := heatClass(n, 20)
		if class < last {
			t.Errorf("%d of 20 is %q after %q", n, class, last)
		}
		last = class
	}
	if heatClass(0, 20) != "" || heatClass(20, 20) != "d" || heatClass(1, 20) != "a" {
		t.Error("the ends of the scale are wrong")
	}
}

func TestBarIsSeen(t *testing.T) {
	if bar("#", 0, 9, 10) != "" || bar("#", 1, 1000, 10) != "#" || bar("#", 9, 9, 10) != strings.Repeat("#", 10) || bar("#", 1, 0, 10) != "" {
		t.Error("a bar is empty for nothing, one block for little and full for the most")
	}
}

func TestTrustedTextMayHoldCode(t *testing.T) {
	if got := trustedHTML("set `a<b` now"); got != "set <code>a&lt;b</code> now" {
		t.Errorf("got %q", got)
	}
	if got := trustedHTML("a ` b"); strings.Contains(string(got), "<code>") {
		t.Errorf("one backtick opens code: %q", got)
	}
	if got := markdownTrusted("set `a_b` and c_d <x>"); got != "set `a_b` and c\\_d &lt;x&gt;" {
		t.Errorf("got %q", got)
	}
	if got := markdownTrusted("a ` b"); got != "a ' b" {
		t.Errorf("got %q", got)
	}
}

func TestFenceIsLongerThanWhatItHolds(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  int
	}{{nil, 3}, {[]string{"x"}, 3}, {[]string{"```"}, 4}, {[]string{"a`````b", "``"}, 6}} {
		if got := fenceFor(c.lines); len(got) != c.want {
			t.Errorf("fence for %q is %q", c.lines, got)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain é 漢 🙂": "plain é 漢 🙂", "a\tb": `a\tb`, "a\r\n": `a\r\n`, "\x1b[0m": `\x1b[0m`, "\u202e": `\u202e`,
		"\U000e0041": `\U000e0041`, "\xff": "\ufffd", "\u0085": `\x85`, "": "",
	} {
		if got := visible(in); got != want {
			t.Errorf("visible(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHistogramInWords(t *testing.T) {
	f := &report.Figure{Histogram: &report.Histogram{Width: 100e9, N: 3, Min: 50e9, Median: 60e9, Max: 150e9, Sum: 260e9,
		Bars: []report.HistogramBar{{From: 0, To: 100e9, Failed: 1, Succeeded: 1}, {From: 100e9, To: 200e9, Succeeded: 1}, {From: 200e9, To: 300e9}}}}
	got := plainText(describe(f))
	want := "3 runs with a duration, from 50 s to 150 s, median 60 s, sum 260 s. 0–100 s: 2 (1 failed); 100–200 s: 1 (none failed). A value on an edge belongs to the lower bucket."
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
