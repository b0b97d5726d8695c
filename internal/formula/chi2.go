package formula

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// maxPartitions bounds the enumeration of the exact test.
const maxPartitions = 200_000

// chi2Uniform tests counts against equal probabilities with Pearson's
// statistic. When the outcomes are few enough the p-value is exact: all ways to
// write the total as a sum of counts are enumerated with their multinomial
// probability. Else it is the upper tail of the chi-square distribution.
func chi2Uniform(_ *context, args []arg) (Result, error) {
	n, err := counts(flat(args))
	if err != nil {
		return Result{}, err
	}
	var total int64
	for _, c := range n {
		if c > maxTable {
			return Result{}, errors.New("counts are at most 2^36")
		}
		total += c
	}
	if len(n) < 2 || len(n) > 100_000 || total == 0 {
		return Result{}, errors.New("takes at least two counts, not all zero")
	}
	var squares float64
	for _, c := range n {
		squares += float64(c) * float64(c)
	}
	if p, ok := exactUniform(int(total), len(n), squares); ok {
		return probability(p)
	}
	k := float64(len(n))
	x := squares*k/float64(total) - float64(total)
	return probability(mathext.GammaIncRegComp((k-1)/2, max(x, 0)/2))
}

// partitions walks through all ways to write total as a sum of at most cells
// parts in falling order.
type partitions struct {
	cells, visited int
	limit          float64 // sum of squares of the counts seen
	p              float64
	base           float64 // log(total!) + log(cells!) - total*log(cells)
}

// exactUniform is the probability of a sum of squares at least as large as the
// one seen; Pearson's statistic grows with it. ok is false when there are too
// many partitions.
func exactUniform(total, cells int, squares float64) (float64, bool) {
	if total > 150 {
		return 0, false
	}
	w := partitions{cells: cells, limit: squares - 0.5,
		base: logFactorial(int64(total)) + logFactorial(int64(cells)) - float64(total)*math.Log(float64(cells))}
	if !w.walk(total, total, cells, 0, 0, 0, 0) {
		return 0, false
	}
	return w.p, true
}

// walk places parts of at most largest into the cells left. run is how many of
// the parts placed last are equal, logs the logarithms of what divides so far.
func (w *partitions) walk(rest, largest, cells, run int, last int, squares, logs float64) bool {
	if rest == 0 {
		w.visited++
		if squares >= w.limit {
			w.p += math.Exp(w.base - logs - logFactorial(int64(run)) - logFactorial(int64(cells)))
		}
		return w.visited <= maxPartitions
	}
	if cells == 0 || rest > largest*cells {
		return true
	}
	for part := min(rest, largest); part >= 1 && part*cells >= rest; part-- {
		nextRun, nextLogs := run+1, logs+logFactorial(int64(part))
		if part != last {
			nextRun, nextLogs = 1, nextLogs+logFactorial(int64(run))
		}
		if !w.walk(rest-part, part, cells-1, nextRun, part, squares+float64(part)*float64(part), nextLogs) {
			return false
		}
	}
	return true
}
