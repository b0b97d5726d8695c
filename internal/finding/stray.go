package finding

import (
	"math"

	"inquest/internal/profile"
)

// A failed run well before all others, of another kind of failure, is no first sign of
// what comes later: every service has one now and then. Which it is, the outcomes of the
// runs tell by their order: the split at which the share of failures changes most.

const (
	mostStray  = 3    // failed runs that may stand before the split
	strayShare = 10   // ... and at most one in so many of all
	strayGain  = 1e-3 // the split behind them must be so much less likely by chance than the one before
	strayClear = 3    // runs that went well between them and the others
)

// straysOf counts the failed runs that are left aside at the begin. runs are in order of
// their ends.
func straysOf(runs []RunRef) int {
	var ended []RunRef
	bad := 0
	for _, r := range runs {
		if _, ok := r.Until(); ok && r.Run.State != profile.RunOpen {
			ended = append(ended, r)
			bad += btoi(r.Bad())
		}
	}
	best, at, found, well := 0.0, 0, 0, 0
	for i, r := range ended {
		if !r.Bad() {
			well++
			continue
		}
		if r.Run.State != profile.RunFailed || found > min(mostStray, bad/strayShare) {
			break
		}
		p := logAtMost(found, len(ended), bad, i)
		switch {
		case found == 0:
			best = p
		case well >= strayClear && p < best+math.Log(strayGain):
			best, at = p, found
		}
		found++
		well = 0
	}
	if at > 0 && sameFailure(ended, at) {
		return 0
	}
	return at
}

// sameFailure reports whether a stray failed run fails with the words of most others: then
// it is a forerunner.
func sameFailure(ended []RunRef, strays int) bool {
	words := map[string]int{}
	var first []string
	n := 0
	for _, r := range ended {
		if !r.Bad() || r.Run.EndLine == nil {
			continue
		}
		w := wordsOf(r.Run.EndLine.Exemplar().Message)
		if len(first) < strays {
			first = append(first, w)
			continue
		}
		words[w]++
		n++
	}
	if len(first) < strays {
		return true // no line says of what they failed
	}
	for _, w := range first {
		if words[w]*strayShare >= n {
			return true
		}
	}
	return false
}

// wordsOf is a message without its digits and without the words that hold them.
func wordsOf(m string) string {
	out := make([]byte, 0, len(m))
	word := 0
	digit := false
	for i := 0; i <= len(m); i++ {
		if i == len(m) || m[i] == ' ' {
			if digit {
				out = out[:word]
			}
			word, digit = len(out), false
			continue
		}
		digit = digit || isDigit(m[i])
		out = append(out, m[i])
	}
	return string(out)
}

// logAtMost is the logarithm of the probability of at most k failed runs among the first
// n of all, when bad of them are spread evenly: the lower tail of the hypergeometric
// distribution.
func logAtMost(k, all, bad, n int) float64 {
	least := max(0, n+bad-all)
	top := math.Inf(-1)
	var terms [mostStray + 1]float64
	count := 0
	for i := least; i <= min(k, bad, n) && count < len(terms); i++ {
		terms[count] = logChoose(bad, i) + logChoose(all-bad, n-i) - logChoose(all, n)
		top = max(top, terms[count])
		count++
	}
	sum := 0.0
	for _, t := range terms[:count] {
		sum += math.Exp(t - top)
	}
	if sum == 0 {
		return math.Inf(-1)
	}
	return top + math.Log(sum)
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n) + 1)
	b, _ := math.Lgamma(float64(k) + 1)
	c, _ := math.Lgamma(float64(n-k) + 1)
	return a - b - c
}

// behindStrays is the runs without the first failed ones that are left aside.
func behindStrays(runs []RunRef, strays int) []RunRef {
	if strays == 0 {
		return runs
	}
	out := make([]RunRef, 0, len(runs))
	for _, r := range runs {
		if _, ok := r.Until(); ok && strays > 0 && r.Bad() {
			strays--
			continue
		}
		out = append(out, r)
	}
	return out
}

// sayStrays tells of failed runs that are left aside.
func (s *scene) sayStrays(f *Finding) {
	var cite []profile.Exemplar
	for _, r := range s.bad {
		if _, ok := r.Until(); ok && len(cite) < s.onset.Strays && r.Line() != nil {
			cite = append(cite, *r.Line().Exemplar())
		}
	}
	if len(cite) > 0 {
		s.say.Add(&f.Claims, phraseOnsetStray, refs(cite, mostStray), count("stray", lit(int64(len(cite)))))
	}
}
