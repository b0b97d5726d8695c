package evidence

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFormatDuration(t *testing.T) {
	const s = int64(time.Second)
	for _, tt := range []struct {
		ns   int64
		want string
	}{
		{0, "0 s"},
		{1500, "1.5 µs"},
		{50e6, "50 ms"},
		{2_967_000_000, "2.967 s"},
		{170 * s, "2 m 50 s"},
		{3600 * s, "1 h"},
		{(60*86400 + 16*3600 + 44*60 + 33) * s, "60 d 16 h 44 m 33 s"},
		{61*s + 250e6, "1 m 1.25 s"},
		{-5 * s, "-5 s"},
		{math.MinInt64, "-" + FormatDuration(math.MaxInt64)},
	} {
		if got := FormatDuration(tt.ns); got != tt.want {
			t.Errorf("FormatDuration(%d) = %q, want %q", tt.ns, got, tt.want)
		}
	}
}

func TestFormatCount(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", math.MinInt64: "-9,223,372,036,854,775,808"} {
		if got := FormatCount(n); got != want {
			t.Errorf("FormatCount(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestFormatInstant(t *testing.T) {
	at := time.Date(2025, 2, 10, 16, 30, 34, 0, time.UTC).UnixNano()
	for ns, want := range map[int64]string{at: "2025-02-10 16:30:34", at + 120e6: "2025-02-10 16:30:34.120", at + 1e3: "2025-02-10 16:30:34.000001"} {
		if got := FormatInstant(ns); got != want {
			t.Errorf("FormatInstant(%d) = %q, want %q", ns, got, want)
		}
	}
}

func TestFormatProb(t *testing.T) {
	for p, want := range map[float64]string{0: "below 1e-9", 0.0004: "4.0e-04", 0.72: "0.720", 1e-12: "below 1e-9", 1: "1.000"} {
		if got := Prob("p", p, "f()").Format(); got != want {
			t.Errorf("prob %g = %q, want %q", p, got, want)
		}
	}
}

func TestRoundIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64().Draw(t, "f")
		r := Round(f)
		if Round(r) != r && !math.IsNaN(r) {
			t.Fatalf("Round(%g) = %g, and again %g", f, r, Round(r))
		}
		if f != 0 && !math.IsInf(f, 0) && math.Abs(r-f) > math.Abs(f)*1e-8 && !math.IsInf(r, 0) {
			t.Fatalf("Round(%g) = %g is too far off", f, r)
		}
	})
}

func TestQuoteIsOpenedByItsEscaperAlone(t *testing.T) {
	q := NewQuote("a\xffb")
	if got := q.Open(func(s string) string { return "[" + s + "]" }); got != "[a\ufffdb]" {
		t.Errorf("opened as %q", got)
	}
	if _, isStringer := any(q).(interface{ String() string }); isStringer {
		t.Error("Quote has a String method: log text would reach outputs unescaped")
	}
}
