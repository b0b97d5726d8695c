package profile

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func compareInts(a, b *int) int { return cmp.Compare(*a, *b) }

// TestExtremesAreFirstAndLast: kept in any order, the first and the last of the
// sorted set are left.
func TestExtremesAreFirstAndLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfDistinct(rapid.IntRange(0, 99), rapid.ID[int]).Draw(t, "all")
		first, last := rapid.IntRange(1, 6).Draw(t, "first"), rapid.IntRange(0, 6).Draw(t, "last")
		var e extremes[int]
		for _, x := range all {
			for range rapid.IntRange(1, 2).Draw(t, "times") {
				e.add(&x, first, last, compareInts)
			}
		}
		want := slices.Sorted(slices.Values(all))
		if len(want) > first+last {
			want = append(want[:first:first], want[len(want)-last:]...)
		}
		if !slices.Equal(e.list, want) {
			t.Fatalf("got %v, want %v", e.list, want)
		}
		if first > 1 && last > 0 {
			e.trim(first-1, last)
			if len(all) > first-1+last && (len(e.list) != first-1+last || e.list[0] != want[0] || e.list[len(e.list)-1] != want[len(want)-1]) {
				t.Fatalf("trimmed to %v, from %v", e.list, want)
			}
		}
	})
}

// TestSeriesIsAsNarrowAsFits: the width is the narrowest that fits all times,
// and no count is lost, however the times come.
func TestSeriesIsAsNarrowAsFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOf(rapid.Int64Range(-1e15, 1e15)).Draw(t, "times")
		limit := rapid.IntRange(1, 9).Draw(t, "limit")
		var a, b series
		for i, x := range times {
			if i%3 == 0 {
				b.add(x, limit)
			} else {
				a.add(x, limit)
			}
		}
		a.merge(&b, limit)
		var want uint8
		for ; int(want) < len(widths)-1 && distinctBuckets(times, widths[want]) > limit; want++ {
		}
		if a.width != want {
			t.Fatalf("width %d, want %d", a.width, want)
		}
		var n uint32
		for _, b := range a.buckets(want) {
			n += b.N
		}
		if int(n) != len(times) {
			t.Fatalf("%d of %d counted", n, len(times))
		}
	})
}

func distinctBuckets(times []int64, width int64) int {
	seen := map[int64]bool{}
	for _, x := range times {
		seen[floorDiv(x, width)] = true
	}
	return len(seen)
}

func TestWidthsDivideEachOther(t *testing.T) {
	for i := 1; i < len(widths); i++ {
		if widths[i]%widths[i-1] != 0 {
			t.Errorf("%d does not divide %d", widths[i-1], widths[i])
		}
	}
}

type item struct {
	hash uint64
	key  string
}

func (x *item) place() (uint64, string) { return x.hash, x.key }

func TestBottomKeepsSmallestHashes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 5).Draw(t, "limit")
		var b bottom[*item]
		b.init()
		all := map[string]*item{}
		for _, n := range rapid.SliceOf(rapid.IntRange(0, 300)).Draw(t, "keys") {
			key := fmt.Sprint(n)
			x := &item{hashKey([]byte(key)) >> 60, key} // few bits: ties are broken by key
			all[key] = x
			if _, ok := b.items[key]; !ok && b.admits(x.hash, []byte(key)) {
				b.items[key] = x
			}
			if rapid.Bool().Draw(t, "prune") {
				b.prune(limit, nil)
			}
		}
		b.prune(limit, nil)
		want := bottom[*item]{items: all}
		list := want.sorted()
		list = list[:min(limit, len(list))]
		got := b.sorted()
		if !slices.EqualFunc(got, list, func(a, b *item) bool { return *a == *b }) {
			t.Fatalf("got %d items, want %d", len(got), len(list))
		}
		if b.full != (len(all) > limit) {
			t.Fatalf("full is %v after %d items", b.full, len(all))
		}
	})
}

func TestCoverage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOfN(rapid.Int64Range(0, 5), 1, 12).Draw(t, "times")
		backward := int64(0)
		for i := 1; i < len(times); i++ {
			if times[i] < times[i-1] {
				backward++
			}
		}
		order := rapid.Permutation(indices(len(times))).Draw(t, "order")
		var c coverage
		for _, i := range order {
			from := int64(i * 10)
			if got := c.relation(from, from+10); got != apart {
				t.Fatalf("new chunk %d: relation %d", i, got)
			}
			s := stretch{from: from, to: from + 10}
			s.see(times[i])
			c.add(s)
			if got := c.relation(from, from+10); got != known {
				t.Fatalf("added chunk %d: relation %d", i, got)
			}
			if got := c.relation(from+5, int64(len(times)*10+5)); got != torn {
				t.Fatalf("torn chunk %d: relation %d", i, got)
			}
		}
		if len(c.list) != 1 || c.backward() != backward || c.bytes() != int64(len(times)*10) {
			t.Fatalf("%+v, want %d backward", c.list, backward)
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestQuantity(t *testing.T) {
	for text, want := range map[string]float64{"12": 12, "-3.5": -3.5, "1.5s": 1.5e9, "30ms": 30e6, "2 KiB": 2048, "0.25": 0.25, "7 seconds": 7e9, "3MB": 3e6} {
		if got, ok := quantity([]byte(text)); !ok || got != want {
			t.Errorf("%q: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-", "x", "1x", "1.2.3", "12345678901234567890", "1 parsec", "."} {
		if got, ok := quantity([]byte(text)); ok {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestExceptionHead(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"python":       {"Traceback (most recent call last):\n  File \"a.py\", line 3, in f\n    g()\nValueError: bad", "ValueError: bad"},
		"python chain": {"Traceback (most recent call last):\n  File \"a.py\"\nKeyError: 'a'\n\nDuring handling\n\nTraceback (most recent call last):\n  File \"b.py\"\napp.Oops: worse\n", "app.Oops: worse"},
		"java":         {"java.lang.IllegalStateException: no cart\n\tat a.B.c(B.java:3)", "java.lang.IllegalStateException: no cart"},
		"java cause":   {"a.XException: x\n\tat a.B\nCaused by: b.YException: y\n\tat c.D\nCaused by: java.net.ConnectException: refused\n\tat e.F", "java.net.ConnectException: refused"},
		"go":           {"panic: runtime error: index out of range\n\ngoroutine 1 [running]:\nmain.main()", "panic: runtime error: index out of range"},
		"no exception": {"  more text\n  and more", ""},
		"only blanks":  {"\n\n", ""},
		"bare head":    {"Traceback (most recent call last):", ""},
	} {
		if got := string(exceptionHead([]byte(c.body))); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestLimitTableIsComplete(t *testing.T) {
	if got := (Limits{}).withDefaults(); got == (Limits{}) {
		t.Fatal("no defaults")
	}
	for _, e := range LimitTable() {
		var l Limits
		*e.field(&l) = 7
		if d := l.withDefaults(); *e.field(&d) != 7 {
			t.Errorf("%s: a given limit was changed", e.Name)
		}
		if e.Default <= 0 || e.Flag != "--limit-"+e.Name || e.Effect == "" {
			t.Errorf("%s: default %d, flag %q", e.Name, e.Default, e.Flag)
		}
	}
}

// TestCapsOnlyShrink: more rows never give wider caps; else a part could have
// dropped what the union keeps.
func TestCapsOnlyShrink(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLimits(t).withDefaults()
		n := rapid.IntRange(1, 20000).Draw(t, "rows")
		a, b := l.rowCaps(n), l.rowCaps(n+rapid.IntRange(1, 9000).Draw(t, "more"))
		if b.early > a.early || b.late > a.late || b.sample > a.sample || b.values > a.values || b.buckets > a.buckets {
			t.Fatalf("%+v after %+v", b, a)
		}
		if l.unitEvents(n+1) > l.unitEvents(n) || l.peerBuckets(n+1) > l.peerBuckets(n) {
			t.Fatal("unit events or peer buckets grew")
		}
	})
}
