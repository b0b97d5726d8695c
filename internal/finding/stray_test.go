package finding

import (
	"fmt"
	"testing"

	"inquest/internal/profile"
)

// outcomes makes runs that end one a second: '.' goes well, 'x' fails with one error, 's'
// with another.
func outcomes(pattern string) []RunRef {
	var out []RunRef
	for i, c := range pattern {
		r := &profile.Run{State: profile.RunSucceeded, End: profile.Mark{Time: int64(i+1) * 1e9, HasTime: true}}
		if c != '.' {
			r.State = profile.RunFailed
			r.EndLine = profile.LineOf(profile.Exemplar{Message: fmt.Sprintf("upload u-%d failed: %s", i, map[rune]string{'x': "no route to host", 's': "too large"}[c])})
		}
		out = append(out, RunRef{Unit: &profile.Unit{ID: fmt.Sprint(i)}, Run: r})
	}
	return out
}

func TestStrayFailuresBeforeTheOthers(t *testing.T) {
	for pattern, want := range map[string]int{
		"..........s..........................xxxxxxxxxxxxxxxxxxxx": 1,
		"....s.....s..........................xxxxxxxxxxxxxxxxxxxx": 2,
		"..........x..........................xxxxxxxxxxxxxxxxxxxx": 0, // the same failure: a forerunner
		"..........s...xxxxx":                         0, // too few others
		"..........s.xxxxxxxxxxxxxxxxxxxx":            0, // it stands right before them
		"..........xxxxxxxxxxxxxxxxxxxx":              0,
		"s....s....s....s....s....xxxxxxxxxxxxxxx":    0, // too many: something fails all the time
		"..............................":              0,
		"":                                            0,
		"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx": 0,
	} {
		runs := outcomes(pattern)
		if got := straysOf(runs); got != want {
			t.Errorf("%s: %d, want %d", pattern, got, want)
		}
		if got := len(behindStrays(runs, want)); got != len(runs)-want {
			t.Errorf("%s: %d runs are left of %d", pattern, got, len(runs))
		}
	}
}

func TestWordsWithoutDigits(t *testing.T) {
	if got := wordsOf("upload u-12 failed: 413 too large 7s"); got != "uploadfailed:toolarge" {
		t.Errorf("%q", got)
	}
}
