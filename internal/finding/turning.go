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
// run failed: programs complain when they start, and some complain all the time; a
// complaint that passed by or goes on as ever is not the begin of what came later. Of
// all times at which a kind of bad line is seen first, it is the one after which the
// kinds come more often than before it, by the likelihood ratios of two Poisson rates
// against one, added over the kinds. It is the least time when no division is better
// than chance would give, or when nothing bad was there before.
func turningPoint(v *profile.View, o *Onset, rows []rowHit) int64 {
	var firsts []int64
	var bad []*profile.Row
	for i := range rows {
		if t, ok := rows[i].first(); ok && rows[i].sign() && t >= o.From && t <= o.To {
			firsts, bad = append(firsts, t), append(bad, rows[i].row)
		}
	}
	slices.Sort(firsts)
	firsts = evenly(slices.Compact(firsts), maxTurns)
	best, at := criticalRatio(len(firsts))+float64(len(bad))*chanceRatio, int64(math.MinInt64)
	for _, t := range firsts[min(1, len(firsts)):] {
		sum := 0.0
		for _, r := range bad {
			before, after := formula.SplitAt(r, t, v.Width)
			sum += rateRatio(before, after, float64(t-o.From), float64(o.To-t))
		}
		if sum > best {
			best, at = sum, t
		}
	}
	return at
}

// maxTurns is how many times are tried as the turning point.
const maxTurns = 96

// evenly takes at most n of a list, the first and the last among them.
func evenly(list []int64, n int) []int64 {
	if len(list) <= n {
		return list
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = list[i*(len(list)-1)/(n-1)]
	}
	return out
}

// chanceRatio is what a kind of line at an even rate adds by chance: the mean of half a
// chi-squared variable with one degree of freedom, which counts when the rate rises.
const chanceRatio = 0.25

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
