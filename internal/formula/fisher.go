package formula

import (
	"errors"
	"math"
)

// maxTable bounds the cells of a table, so that its sums stay exact and its
// tails short enough to add.
const maxTable = 1 << 36

// fisherTwoSided is Fisher's exact test of the 2x2 table
//
//	a b
//	c d
//
// with fixed margins: the probability, under no association, of all tables that
// are at most as probable as the one seen (R. A. Fisher, Statistical Methods for
// Research Workers, 1934; this two-sided rule is that of R's fisher.test). A
// table's probability is a quotient of binomial ones. Only tables that add to
// the sum are visited: the hypergeometric distribution has one peak, so they
// are two tails, and each tail is left when its terms vanish.
func fisherTwoSided(a, b, c, d int64) (float64, error) {
	for _, n := range [...]int64{a, b, c, d} {
		if n < 0 || n > maxTable {
			return 0, errors.New("cells of the table are counts from 0 to 2^36")
		}
	}
	row, col, total := a+b, a+c, a+b+c+d
	lo, hi := max(0, row+col-total), min(row, col)
	if lo == hi { // an empty row or column
		return 1, nil
	}
	share := float64(col) / float64(total)
	base := logBinomial(col, total, share)
	logp := func(x int64) float64 {
		return logBinomial(x, row, share) + logBinomial(col-x, total-row, share) - base
	}
	// Tables as probable as the one seen count; the margin takes up rounding.
	seen := logp(a) + 1e-7
	mode := max(lo, min(hi, (row+1)*(col+1)/(total+2)))
	left := lastAtMost(lo, mode, logp, seen)
	right := firstAtMost(mode, hi, logp, seen)
	p := tail(left, lo, -1, logp) + tail(right, hi, 1, logp)
	if left == right && left >= lo && left <= hi {
		p -= math.Exp(logp(left))
	}
	return min(p, 1), nil
}

// logBinomial is the logarithm of the binomial probability of x in n by the
// saddle-point expansion of C. Loader, Fast and Accurate Computation of Binomial
// Probabilities, 2000: differences of large logarithms never arise.
func logBinomial(x, n int64, p float64) float64 {
	if x < 0 || x > n {
		return math.Inf(-1)
	}
	fx, fn := float64(x), float64(n)
	switch x {
	case 0:
		return fn * math.Log1p(-p)
	case n:
		return fn * math.Log(p)
	}
	rest := fn - fx
	return stirlingError(n) - stirlingError(x) - stirlingError(n-x) - deviance(fx, fn*p) - deviance(rest, fn*(1-p)) +
		0.5*math.Log(fn/(2*math.Pi*fx*rest))
}

// stirlingError is log(n!) less Stirling's formula for it.
func stirlingError(n int64) float64 {
	f := float64(n)
	if n < 16 {
		return logFactorial(n) - (f+0.5)*math.Log(f) + f - 0.5*math.Log(2*math.Pi)
	}
	q := f * f
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-1.0/1188/q)/q)/q)/q) / f
}

// deviance is x log(x/m) + m - x without cancellation where x is near m.
func deviance(x, m float64) float64 {
	if math.Abs(x-m) >= 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := (x - m) / (x + m)
	sum, term := (x-m)*v, 2*x*v
	for j := 3.0; ; j += 2 {
		term *= v * v
		next := sum + term/j
		if next == sum {
			return sum
		}
		sum = next
	}
}

func logFactorial(n int64) float64 {
	l, _ := math.Lgamma(float64(n) + 1)
	return l
}

// lastAtMost finds the largest x in [lo, mode] with logp(x) <= limit on the
// rising side; lo-1 when there is none.
func lastAtMost(lo, mode int64, logp func(int64) float64, limit float64) int64 {
	for from, to := lo-1, mode; ; {
		if from == to {
			return from
		}
		mid := from + (to-from+1)/2
		if logp(mid) <= limit {
			from = mid
		} else {
			to = mid - 1
		}
	}
}

// firstAtMost finds the smallest x in [mode, hi] with logp(x) <= limit on the
// falling side; hi+1 when there is none.
func firstAtMost(mode, hi int64, logp func(int64) float64, limit float64) int64 {
	for from, to := mode, hi+1; ; {
		if from == to {
			return from
		}
		mid := from + (to-from)/2
		if logp(mid) <= limit {
			to = mid
		} else {
			from = mid + 1
		}
	}
}

// tail adds the probabilities from x outwards until they no longer count.
func tail(x, end, step int64, logp func(int64) float64) float64 {
	if (end-x)*step < 0 {
		return 0
	}
	first, sum := logp(x), 0.0
	for ; (end-x)*step >= 0; x += step {
		l := logp(x)
		sum += math.Exp(l)
		if l < first-40 {
			break
		}
	}
	return sum
}
