package formula

import (
	"errors"
	"math"
)

// maxTable bounds the cells of a table; above it the logarithms of factorials
// lose the digits that a p-value needs.
const maxTable = 1 << 40

// fisherTwoSided is Fisher's exact test of the 2x2 table
//
//	a b
//	c d
//
// with fixed margins: the probability, under no association, of all tables that
// are at most as probable as the one seen (R. A. Fisher, Statistical Methods for
// Research Workers, 1934; this two-sided rule is that of R's fisher.test). Table
// probabilities come from logarithms of factorials (math.Lgamma). Only tables
// that add to the sum are visited: the hypergeometric distribution has one
// peak, so they are two tails, and each tail is left when its terms vanish.
func fisherTwoSided(a, b, c, d int64) (float64, error) {
	for _, n := range [...]int64{a, b, c, d} {
		if n < 0 || n > maxTable {
			return 0, errors.New("cells of the table are counts from 0 to 2^40")
		}
	}
	row, col, total := a+b, a+c, a+b+c+d
	lo, hi := max(0, row+col-total), min(row, col)
	if lo == hi {
		return 1, nil
	}
	base := logChoose(total, col)
	logp := func(x int64) float64 { return logChoose(row, x) + logChoose(total-row, col-x) - base }
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

func logChoose(n, k int64) float64 {
	if k < 0 || k > n {
		return math.Inf(-1)
	}
	return logFactorial(n) - logFactorial(k) - logFactorial(n-k)
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
