package formula

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func value(t testing.TB, e *Env, expr string) float64 {
	t.Helper()
	r, err := e.Eval(expr)
	if err != nil {
		t.Fatalf("%s: %v", expr, err)
	}
	return r.Num
}

func choose(n, k int64) float64 {
	if k < 0 || k > n {
		return 0
	}
	r := 1.0
	for i := int64(1); i <= k; i++ {
		r = r * float64(n-k+i) / float64(i)
	}
	return r
}

// bruteFisher adds all tables with the same margins by exact fractions of
// binomial coefficients.
func bruteFisher(a, b, c, d int64) float64 {
	row, col, total := a+b, a+c, a+b+c+d
	p := func(x int64) float64 { return choose(row, x) * choose(total-row, col-x) / choose(total, col) }
	seen, sum := p(a)*(1+1e-7), 0.0
	for x := int64(0); x <= min(row, col); x++ {
		if q := p(x); q <= seen {
			sum += q
		}
	}
	return min(sum, 1)
}

func TestFisherAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		cell := rapid.Int64Range(0, 30)
		a, b, c, d := cell.Draw(r, "a"), cell.Draw(r, "b"), cell.Draw(r, "c"), cell.Draw(r, "d")
		got, err := fisherTwoSided(a, b, c, d)
		if want := bruteFisher(a, b, c, d); err != nil || math.Abs(got-want) > 1e-9 {
			r.Fatalf("fisher(%d, %d, %d, %d) = %v, %v; brute force gives %v", a, b, c, d, got, err, want)
		}
	})
}

func TestFisherKnown(t *testing.T) {
	for _, c := range []struct {
		table [4]int64
		want  float64
	}{
		{[4]int64{3, 1, 1, 3}, 34.0 / 70},          // the lady tasting tea
		{[4]int64{1, 9, 11, 3}, 0.002759456185220}, // Wikipedia, "Fisher's exact test", two-sided
		{[4]int64{0, 5, 0, 5}, 1},                  // an empty column says nothing
		{[4]int64{1 << 30, 1 << 30, 1 << 30, 1 << 30}, 1},
	} {
		got, err := fisherTwoSided(c.table[0], c.table[1], c.table[2], c.table[3])
		if err != nil || math.Abs(got-c.want) > 1e-5 {
			t.Errorf("fisher(%v) = %v, %v; want %v", c.table, got, err, c.want)
		}
	}
	if _, err := fisherTwoSided(-1, 2, 3, 4); err == nil {
		t.Error("a negative cell is accepted")
	}
}

// TestKolmogorovKnown holds the exact distribution against published values
// (Marsaglia, Tsang and Wang 2003; L. H. Miller, JASA 51, 1956).
func TestKolmogorovKnown(t *testing.T) {
	for _, c := range []struct {
		n    int
		d, p float64
	}{
		{10, 0.274, 0.6284796154565},
		{10, 0.40925, 0.95},
		{20, 0.29408, 0.95},
		{1, 0.975, 0.95},
		{2, 0.84189, 0.95},
	} {
		if got := kolmogorov(c.n, c.d); math.Abs(got-c.p) > 1e-5 {
			t.Errorf("P(D_%d < %v) = %v, want %v", c.n, c.d, got, c.p)
		}
	}
}

// TestKSUniformIsCalibrated simulates uniform values: the share of p-values
// below a level must be about the level, for the exact and the asymptotic form.
func TestKSUniformIsCalibrated(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{5, 20, 300} {
		const rounds = 2000
		var below [3]int
		for range rounds {
			l := make([]int64, n)
			for i := range l {
				l[i] = rng.Int64N(1 << 40)
			}
			r, err := ksUniform(nil, []arg{{Result: listOf(l)}})
			if err != nil {
				t.Fatal(err)
			}
			for i, level := range [...]float64{0.05, 0.2, 0.5} {
				if r.Num <= level {
					below[i]++
				}
			}
		}
		for i, level := range [...]float64{0.05, 0.2, 0.5} {
			share, slack := float64(below[i])/rounds, 4*math.Sqrt(level*(1-level)/rounds)
			if math.Abs(share-level) > slack {
				t.Errorf("n=%d: %v of the p-values are at most %v", n, share, level)
			}
		}
	}
}

func TestKSUniformSeesPiles(t *testing.T) {
	l := []int64{0, 1000}
	for i := range int64(30) {
		l = append(l, 500+i%3)
	}
	r, err := ksUniform(nil, []arg{{Result: listOf(l)}})
	if err != nil || r.Num > 1e-6 {
		t.Errorf("p = %v, %v for values piled in the middle", r.Num, err)
	}
}

// TestKS2AgainstPermutations enumerates all splits of the joined values.
func TestKS2AgainstPermutations(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n, m := rapid.IntRange(1, 5).Draw(r, "n"), rapid.IntRange(1, 5).Draw(r, "m")
		order := rapid.Permutation(seq(n+m)).Draw(r, "order")
		a, b := sorted(order[:n]), sorted(order[n:])
		d := distance(a, b)
		var total, far int
		splits(n+m, n, func(a, b []int64) {
			total++
			if distance(a, b) >= d-1e-9 {
				far++
			}
		})
		got := 1 - pathsBelow(n, m, d)
		if want := float64(far) / float64(total); math.Abs(got-want) > 1e-9 {
			r.Fatalf("ks2(%v, %v) = %v, all splits give %v", a, b, got, want)
		}
	})
}

func seq(n int) []int64 {
	l := make([]int64, n)
	for i := range l {
		l[i] = int64(i)
	}
	return l
}

// splits calls f for all ways to choose k of 0..n-1.
func splits(n, k int, f func(in, out []int64)) {
	for mask := range 1 << n {
		var in, out []int64
		for i := range n {
			if mask>>i&1 == 1 {
				in = append(in, int64(i))
			} else {
				out = append(out, int64(i))
			}
		}
		if len(in) == k {
			f(in, out)
		}
	}
}

func TestKS2LargeAgreesWithExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	a, b := make([]int64, 400), make([]int64, 500)
	for i := range a {
		a[i] = rng.Int64N(1000000)
	}
	for i := range b {
		b[i] = rng.Int64N(1000000) + 60000
	}
	exact, err := ks2(nil, []arg{{Result: listOf(a)}, {Result: listOf(b)}})
	if err != nil {
		t.Fatal(err)
	}
	d := distance(sorted(a), sorted(b))
	root := math.Sqrt(400.0 * 500 / 900)
	if limit := kolmogorovTail((root + 0.12 + 0.11/root) * d); math.Abs(limit-exact.Num) > 0.01 {
		t.Errorf("exact p %v, asymptotic p %v", exact.Num, limit)
	}
}

// bruteUniform enumerates all outcomes of total throws into k cells.
func bruteUniform(counts []int64) float64 {
	var total, seen int64
	for _, c := range counts {
		total += c
		seen += c * c
	}
	k := len(counts)
	all, far := 0, 0
	throw := make([]int64, k)
	var walk func(left int64)
	walk = func(left int64) {
		if left == 0 {
			all++
			var s int64
			for _, c := range throw {
				s += c * c
			}
			if s >= seen {
				far++
			}
			return
		}
		for i := range throw {
			throw[i]++
			walk(left - 1)
			throw[i]--
		}
	}
	walk(total)
	return float64(far) / float64(all)
}

func TestChi2AgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		counts := rapid.SliceOfN(rapid.Int64Range(0, 3), 2, 4).Draw(r, "counts")
		args, total := []arg{}, int64(0)
		for _, c := range counts {
			args = append(args, arg{Result: whole(c)})
			total += c
		}
		if total == 0 || total > 8 {
			return
		}
		got, err := chi2Uniform(nil, args)
		if want := bruteUniform(counts); err != nil || math.Abs(got.Num-want) > 1e-9 {
			r.Fatalf("chi2_uniform(%v) = %v, %v; enumeration gives %v", counts, got.Num, err, want)
		}
	})
}

func TestChi2Known(t *testing.T) {
	e := env()
	// 1000 in two cells, 550:450: X^2 = 10 with one degree of freedom.
	if p := value(t, e, "chi2_uniform(550, 450)"); math.Abs(p-0.0015654) > 1e-6 {
		t.Errorf("p = %v, want 0.0015654", p)
	}
	if p := value(t, e, "chi2_uniform(100, 100, 100)"); p != 1 {
		t.Errorf("p = %v for equal counts", p)
	}
	if p := value(t, e, "chi2_uniform(20, 0, 0)"); math.Abs(p-3*math.Pow(1.0/3, 20)) > 1e-15 {
		t.Errorf("p = %v for all in one of three", p)
	}
}

func TestTails(t *testing.T) {
	e := env()
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.Int64Range(1, 30).Draw(r, "n")
		k := rapid.Int64Range(0, n+1).Draw(r, "k")
		p := float64(rapid.IntRange(0, 20).Draw(r, "p")) / 20
		want := 0.0
		for x := k; x <= n; x++ {
			want += choose(n, x) * math.Pow(p, float64(x)) * math.Pow(1-p, float64(n-x))
		}
		if got := value(t, e, fmt.Sprintf("binom_tail(%d, %d, %v)", k, n, p)); math.Abs(got-want) > 1e-9 {
			r.Fatalf("binom_tail(%d, %d, %v) = %v, want %v", k, n, p, got, want)
		}
	})
	if got, want := value(t, e, "poisson_tail(3, 2)"), 1-5*math.Exp(-2); math.Abs(got-want) > 1e-12 {
		t.Errorf("poisson_tail(3, 2) = %v, want %v", got, want)
	}
	if got := value(t, e, "bonferroni(0.3, 7)"); got != 1 {
		t.Errorf("bonferroni(0.3, 7) = %v", got)
	}
}

func TestEmptyAndEqual(t *testing.T) {
	e := env()
	for _, expr := range []string{`ks_uniform(starts("job", "none", "all"))`, `ks2(starts("job", "none", "all"), starts("job", "*", "all"))`, `chi2_uniform(0, 0)`} {
		if _, err := e.Eval(expr); err == nil {
			t.Errorf("%s: no error", expr)
		}
	}
}
