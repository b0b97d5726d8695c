package report

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const testSecond = int64(1e9)

func TestAxisBreaksWhereOneSilenceDwarfsTheRest(t *testing.T) {
	for _, c := range []struct {
		name  string
		spans []Span
		want  int
	}{
		{"nothing", nil, 0},
		{"one instant", []Span{{0, 0}}, 1},
		{"even", []Span{{0, 10 * testSecond}, {20 * testSecond, 30 * testSecond}}, 1},
		{"a day apart", []Span{{0, 10 * testSecond}, {86400 * testSecond, 86410 * testSecond}}, 2},
		{"lines minutes apart stay together", []Span{{0, 0}, {60 * testSecond, 60 * testSecond}, {100 * testSecond, 100 * testSecond}, {130 * testSecond, 130 * testSecond}}, 1},
		{"three episodes", []Span{{0, 9 * testSecond}, {1e6 * testSecond, 1e6*testSecond + 9*testSecond}, {3e6 * testSecond, 3e6*testSecond + 9*testSecond}}, 3},
	} {
		if got := axis(c.spans); len(got) != c.want {
			t.Errorf("%s: %d segments, want %d: %+v", c.name, len(got), c.want, got)
		}
	}
}

// TestAxisHoldsEverything: every instant of the input lies in a segment, the
// segments are in order and do not overlap, and their bins are whole.
func TestAxisHoldsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		starts := rapid.SliceOfN(rapid.Int64Range(0, 1e17), 1, 40).Draw(t, "starts")
		var spans []Span
		for _, s := range starts {
			spans = append(spans, Span{From: s, To: s + rapid.Int64Range(0, 1e13).Draw(t, "length")})
		}
		segs := axis(spans)
		for i, s := range segs {
			if s.Bin <= 0 || (s.To-s.From)%s.Bin != 0 || s.To <= s.From {
				t.Fatalf("segment %+v has no whole bins", s)
			}
			if (s.Gap == 0) != (i == 0) {
				t.Fatalf("segment %d has a gap of %d in front", i, s.Gap)
			}
			if i > 0 && s.From < segs[i-1].To {
				t.Fatalf("segments %+v and %+v overlap", segs[i-1], s)
			}
		}
		c := newBinner(segs)
		for _, s := range spans {
			c.add(s.From, 1, false)
			c.add(s.To, 1, true)
		}
		var n, bad int64
		for _, b := range c.bins() {
			n += b.N
			bad += b.Bad
		}
		if n != int64(2*len(spans)) || bad != int64(len(spans)) {
			t.Fatalf("%d spans gave %d counts, %d of them bad", len(spans), n, bad)
		}
	})
}

func TestAxisDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var spans []Span
		for _, s := range rapid.SliceOfN(rapid.Int64Range(0, 1e15), 1, 20).Draw(t, "starts") {
			spans = append(spans, Span{From: s, To: s + 1e9})
		}
		shuffled := rapid.Permutation(spans).Draw(t, "shuffled")
		if a, b := axis(spans), axis(shuffled); !slices.Equal(a, b) {
			t.Fatalf("%v and %v", a, b)
		}
	})
}

func TestBucketWidth(t *testing.T) {
	for _, c := range []struct{ longest, want int64 }{
		{450 * testSecond, 100 * testSecond}, {800 * testSecond, 100 * testSecond}, {801 * testSecond, 200 * testSecond},
		{5 * testSecond, testSecond}, {0, 1000}, {1, 1000}, {40e6, 5e6},
	} {
		if got := bucketWidth(c.longest); got != c.want {
			t.Errorf("bucketWidth(%d) = %d, want %d", c.longest, got, c.want)
		}
	}
	if bucketIndex(100, 100) != 0 || bucketIndex(101, 100) != 1 || bucketIndex(0, 100) != 0 || bucketIndex(-5, 100) != 0 {
		t.Error("a value on an edge belongs to the lower bucket, and what is not positive to the first")
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		in   []int64
		want int64
	}{{[]int64{1}, 1}, {[]int64{1, 4}, 2}, {[]int64{1, 2, 9}, 2}, {[]int64{274, 300}, 287}} {
		if got := median(c.in); got != c.want {
			t.Errorf("median(%v) = %d, want %d", c.in, got, c.want)
		}
	}
}

func TestFloorTo(t *testing.T) {
	for _, c := range []struct{ x, w, want int64 }{{7, 5, 5}, {5, 5, 5}, {-1, 5, -5}, {0, 5, 0}} {
		if got := floorTo(c.x, c.w); got != c.want {
			t.Errorf("floorTo(%d, %d) = %d, want %d", c.x, c.w, got, c.want)
		}
	}
}
