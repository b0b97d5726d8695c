package cre

import (
	"testing"

	"pgregory.net/rapid"
)

// madeHits draws lines of a log, a second apart or together, and which of the
// conditions each holds.
func madeHits(t *rapid.T, terms int) [][]hit {
	out := make([][]hit, terms)
	at := int64(0)
	for line := int64(1); line <= int64(rapid.IntRange(0, 12).Draw(t, "lines")); line++ {
		at += int64(rapid.IntRange(0, 4).Draw(t, "gap")) * 1e9
		for k := range terms {
			if rapid.Bool().Draw(t, "holds") {
				out[k] = append(out[k], hit{time: at, timed: true, line: line})
			}
		}
	}
	return out
}

func madeRule(t *rapid.T) *Rule {
	r := &Rule{ordered: rapid.Bool().Draw(t, "ordered"), window: int64(rapid.IntRange(0, 8).Draw(t, "window")) * 1e9}
	for range rapid.IntRange(1, 3).Draw(t, "terms") {
		r.terms = append(r.terms, term{count: 1})
	}
	return r
}

// exists tries every choice of one line for each condition.
func exists(r *Rule, hits [][]hit, chosen []hit) bool {
	k := len(chosen)
	if k == len(r.terms) {
		first, last := chosen[0], chosen[0]
		for _, h := range chosen {
			if h.time < first.time {
				first = h
			}
			if h.time > last.time {
				last = h
			}
		}
		return r.window == 0 || last.time-first.time <= r.window
	}
	for _, h := range hits[k] {
		if r.ordered && k > 0 && h.line <= chosen[k-1].line {
			continue
		}
		if exists(r, hits, append(chosen[:k:k], h)) {
			return true
		}
	}
	return false
}

// TestJudgeFindsWhatThereIs holds the judge against a search of all choices.
func TestJudgeFindsWhatThereIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := madeRule(t)
		hits := madeHits(t, len(r.terms))
		lines := r.judge(hits)
		if want := exists(r, hits, nil); (lines != nil) != want {
			t.Fatalf("ordered %v, window %d: %v, fires %v, a match exists: %v", r.ordered, r.window, hits, lines != nil, want)
		}
		for i := 1; r.ordered && i < len(lines); i++ {
			if lines[i].line <= lines[i-1].line {
				t.Fatalf("a sequence out of order: %v", lines)
			}
		}
	})
}

// TestWiderWindowLosesNothing: what fires in a window fires in a wider one.
func TestWiderWindowLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := madeRule(t)
		if r.window == 0 {
			r.window = 1e9
		}
		hits := madeHits(t, len(r.terms))
		before := r.judge(hits) != nil
		r.window += int64(rapid.IntRange(1, 20).Draw(t, "more")) * 1e9
		if before && r.judge(hits) == nil {
			t.Fatal("lost in a wider window")
		}
	})
}

// TestNegationOnlyTakesAway: lines that negate a rule never make it fire, and one
// on the first line of the only match keeps it still.
func TestNegationOnlyTakesAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := madeRule(t)
		hits := madeHits(t, len(r.terms)+1)
		plain := r.judge(hits[:len(r.terms)])
		r.negate = []term{{count: 1, window: int64(rapid.IntRange(0, 8).Draw(t, "negates")) * 1e9}}
		if r.judge(hits) != nil && plain == nil {
			t.Fatal("a rule fires because of what negates it")
		}
		hits[len(r.terms)] = nil
		if (r.judge(hits) != nil) != (plain != nil) {
			t.Fatal("no line negates, and the outcome differs")
		}
	})
}
