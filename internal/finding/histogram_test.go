package finding

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func seconds(s ...int64) []int64 {
	out := make([]int64, len(s))
	for i, x := range s {
		out[i] = x * 1e9
	}
	return out
}

func TestBucketWidthIsEasyAndReadable(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []int64
		want   int64
	}{
		{"minutes", seconds(130, 210, 290, 395, 480), 100e9},
		{"an edge is in the lower bucket", seconds(100, 200, 300, 400), 100e9},
		{"seconds", seconds(2, 9, 17, 33), 10e9},
		{"all alike", seconds(30, 30, 30), 1e6},
		{"hours", seconds(3600, 9000, 15000, 20000), 3600e9},
		{"milliseconds", []int64{3e6, 12e6, 31e6}, 1e7},
		{"none", nil, 1e6},
	} {
		if got := bucketWidth(c.values); got != c.want {
			t.Errorf("%s: width %d ns, want %d", c.name, got, c.want)
		}
	}
}

func TestHistogramCountsEdgesInTheLowerBucket(t *testing.T) {
	h := NewHistogram(seconds(100, 101, 200, 201, 400), 100e9)
	want := []Bucket{{0, 100e9, 1}, {100e9, 200e9, 2}, {200e9, 300e9, 1}, {300e9, 400e9, 1}}
	if d := cmp.Diff(want, h.Buckets); d != "" {
		t.Error(d)
	}
	if h.Sum != 1002e9 || h.Min != 100e9 || h.Max != 400e9 || h.Median != 200e9 {
		t.Errorf("sum %d min %d max %d median %d", h.Sum, h.Min, h.Max, h.Median)
	}
	if b, only := h.Mode(); b.From != 100e9 || !only {
		t.Errorf("mode %v, unique %v", b, only)
	}
}

func TestHistogramHoldsEveryValueOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(0, 1e13), 1, 60).Draw(t, "values")
		h := NewHistogram(values, bucketWidth(values))
		var n int64
		for _, b := range h.Buckets {
			n += b.N
		}
		if n != int64(len(values)) {
			t.Fatalf("%d values, %d in buckets of %d ns", len(values), n, h.Width)
		}
	})
}

func TestModeIsNotUniqueAmongEquals(t *testing.T) {
	h := NewHistogram(seconds(50, 150), 100e9)
	if _, only := h.Mode(); only {
		t.Error("two bars of one value each have no mode")
	}
}

func TestPileUpFindsADeadlineAndNotAMixture(t *testing.T) {
	at, n, ok := PileUp(seconds(30, 30, 31, 30, 12, 30, 30))
	if !ok || at != 30e9 || n != 6 {
		t.Errorf("deadline: at %d, n %d, ok %v", at, n, ok)
	}
	for name, v := range map[string][]int64{"spread": seconds(120, 210, 260, 330, 400, 450), "few": seconds(30, 30, 30), "at once": {0, 0, 0, 0, 0, 1}} {
		if _, _, ok := PileUp(v); ok {
			t.Errorf("%s: durations pile up", name)
		}
	}
}

func TestBucketLabel(t *testing.T) {
	for want, b := range map[string]Bucket{
		"101-200 s":          {From: 100e9, To: 200e9},
		"1-10 s":             {From: 0, To: 10e9},
		"above 2 to 3 s":     {From: 2e9, To: 3e9},
		"above 0.5 to 1.0 s": {From: 5e8, To: 1e9},
		"above 5 to 10 ms":   {From: 5e6, To: 1e7},
		"above 50 to 100 ms": {From: 5e7, To: 1e8},
	} {
		if got := BucketLabel(b); got != want {
			t.Errorf("%v: %q, want %q", b, got, want)
		}
	}
}
