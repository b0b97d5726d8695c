package finding

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/profile"
	"inquest/internal/record"
)

// badRow is a row of errors with a count of them in each second from the first on.
func badRow(first int64, perSecond ...uint64) rowHit {
	r := &profile.Row{Level: record.LevelError}
	for i, n := range perSecond {
		if n > 0 {
			r.Buckets = append(r.Buckets, profile.Bucket{At: (first + int64(i)) * 1e9, N: uint32(n)})
			r.Count += n
		}
	}
	return rowHit{template: &profile.Template{}, row: r}
}

func storm(n int, each uint64) []uint64 {
	out := make([]uint64, n)
	for i := range out {
		out[i] = each
	}
	return out
}

func TestTurningPoint(t *testing.T) {
	v, o := &profile.View{Width: 1e9}, &Onset{From: 0, To: 100e9}
	for _, c := range []struct {
		name string
		rows []rowHit
		want int64
	}{
		{"nothing bad", nil, math.MinInt64},
		{"a single storm", []rowHit{badRow(60, storm(20, 5)...)}, math.MinInt64},
		{"a complaint at the start, then a storm", []rowHit{badRow(1, 1), badRow(60, storm(20, 5)...)}, 60e9},
		{"two complaints, far apart", []rowHit{badRow(1, 1), badRow(60, 1)}, math.MinInt64},
		{"an even rate", []rowHit{badRow(1, storm(99, 1)...), badRow(3, storm(97, 1)...)}, math.MinInt64},
		{"a storm beside an even rate", []rowHit{badRow(1, storm(99, 1)...), badRow(60, storm(20, 5)...)}, 60e9},
		{"a storm beside one that falls", []rowHit{badRow(1, storm(30, 9)...), badRow(60, storm(20, 5)...)}, 60e9},
		{"a rate that falls", []rowHit{badRow(1, storm(20, 5)...), badRow(60, 1)}, math.MinInt64},
	} {
		if got := turningPoint(v, o, c.rows); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestRateRatio: it is never negative, zero without a rise, and grows with the rise.
func TestRateRatio(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		before, after := rapid.Int64Range(0, 1000).Draw(r, "before"), rapid.Int64Range(0, 1000).Draw(r, "after")
		quiet, loud := rapid.Float64Range(1, 1e12).Draw(r, "quiet"), rapid.Float64Range(1, 1e12).Draw(r, "loud")
		x := rateRatio(before, after, quiet, loud)
		rises := float64(after)*quiet > float64(before)*loud
		if x < 0 || math.IsNaN(x) || !rises && x != 0 {
			r.Fatalf("ratio %v of %d and %d", x, before, after)
		}
		if more := rateRatio(before, after+10, quiet, loud); rises && more < x {
			r.Fatalf("ratio %v, with more after it %v", x, more)
		}
	})
}
