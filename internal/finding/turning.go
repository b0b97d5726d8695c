package finding

import (
	"math"
	"slices"

	"inquest/internal/formula"
	"inquest/internal/profile"
)

// turningP is the probability up to which a change of the rate of bad lines is
// no accident, over all the places at which it was looked for.
const turningP = 0.001

// turningPoint is the time from which the first bad sign is looked for where no
// run failed: programs complain when they start, and a complaint that passed by
// is not the begin of what came later. Of all times at which a kind of bad line
// is seen first, it is the one that divides the bad lines best into a part with
// few of them and a part with many, by the likelihood ratio of two Poisson rates
// against one. It is the least time when no division is better than chance would give.
func turningPoint(v *profile.View, o *Onset, rows []rowHit) int64 {
	var firsts []int64
	var bad []*profile.Row
	for i := range rows {
		if t, ok := rows[i].first(); ok && rows[i].sign() && t >= o.From && t <= o.To {
			firsts, bad = append(firsts, t), append(bad, rows[i].row)
		}
	}
	slices.Sort(firsts)
	firsts = slices.Compact(firsts)
	best, at := criticalRatio(len(firsts)), int64(math.MinInt64)
	for _, t := range firsts {
		var before, after int64
		for _, r := range bad {
			b, a := formula.SplitAt(r, t, v.Width)
			before, after = before+b, after+a
		}
		if before == 0 {
			continue // the first of all: nothing is set aside
		}
		if ratio := rateRatio(before, after, float64(t-o.From), float64(o.To-t)); ratio > best {
			best, at = ratio, t
		}
	}
	return at
}

// criticalRatio is the log likelihood ratio that n looks exceed by chance with
// probability turningP at most: half of a chi-squared quantile with one degree
// of freedom, whose tail is at most exp(-x/2).
func criticalRatio(n int) float64 {
	return math.Log(float64(max(1, n)) / turningP)
}

// rateRatio is the log likelihood ratio of two rates against one; it is zero
// when the rate does not rise.
func rateRatio(before, after int64, quiet, loud float64) float64 {
	if quiet <= 0 || loud <= 0 || float64(before)*loud >= float64(after)*quiet {
		return 0
	}
	all := float64(before+after) / (quiet + loud)
	term := func(n int64, span float64) float64 {
		if n == 0 {
			return 0
		}
		return float64(n) * math.Log(float64(n)/span/all)
	}
	return term(before, quiet) + term(after, loud)
}
