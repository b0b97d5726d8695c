package profile

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// wanted is a run as a test writes it: state, seconds from start to end, and
// what else is told of it.
func told(r Run) string {
	var b strings.Builder
	fmt.Fprint(&b, [...]string{"?", "succeeded", "failed", "cancelled", "lost", "open"}[r.State])
	if r.HasDuration {
		fmt.Fprintf(&b, " %v", time.Duration(r.Duration))
	}
	for _, x := range []struct {
		is   bool
		word string
	}{{r.Implied, "implied"}, {r.Inferred, "inferred"}, {r.DurationGiven, "given"}} {
		if x.is {
			b.WriteString(" " + x.word)
		}
	}
	if r.Retries > 0 {
		fmt.Fprintf(&b, " retries=%d", r.Retries)
	}
	if r.LastTarget != "" {
		b.WriteString(" at=" + r.LastTarget)
	}
	return b.String()
}

// line writes "SECOND LEVEL text" in a common format.
func timeline(text string) string {
	var b strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		var sec float64
		var level string
		l = strings.TrimSpace(l)
		if _, err := fmt.Sscan(l, &sec, &level); err != nil {
			panic(err)
		}
		rest := strings.SplitN(l, " ", 3)[2]
		at := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC).Add(time.Duration(sec * 1e9))
		fmt.Fprintf(&b, "%s %s [main] app: %s\n", at.Format("2006-01-02 15:04:05,000"), level, rest)
	}
	return b.String()
}

func TestRuns(t *testing.T) {
	usual := "0 INFO Job Z1 started\n1 INFO Job Z1 completed successfully\n1 INFO Job Z2 started\n2 INFO Job Z2 completed successfully\n"
	for name, c := range map[string]struct {
		log  string
		want []string
	}{
		"success":             {"0 INFO Job A1 started\n3 INFO Job A1 completed successfully", []string{"succeeded 3s"}},
		"duration given":      {"0 INFO Job A1 started\n3 ERROR Job A1 failed after 2 seconds", []string{"failed 2s given"}},
		"two ends of one run": {"0 INFO Job A1 started\n3 ERROR Job A1: giving up on db1\n3 ERROR Job A1 failed after 3 seconds", []string{"failed 3s given at=db1"}},
		"ends alone":          {"9 ERROR Job A1 failed after 3 seconds\n9 ERROR Job A1 failed after 4 seconds", []string{"failed 4s implied given", "failed 3s implied given"}},
		"retries": {"0 INFO Job A1 started\n1 WARNING Job A1: attempt 1/3 on db1 failed: refused, retrying\n2 WARNING Job A1: attempt 2/3 on db1 failed: refused, retrying\n3 INFO Job A1 completed successfully",
			[]string{"succeeded 3s retries=2 at=db1"}},
		"one after the other": {"0 INFO Job A1 started\n1 ERROR Job A1 failed\n100 INFO Job A1 started\n101 INFO Job A1 completed successfully", []string{"failed 1s", "succeeded 1s"}},
		"lost":                {usual + "3 INFO Job A1 started\n300 INFO idle", []string{"lost"}},
		"open":                {usual + "3 INFO Job A1 started\n3.2 INFO shift ended", []string{"open"}},
		"started again":       {usual + "3 INFO Job A1 started\n200 INFO Job A1 started\n201 INFO Job A1 completed successfully", []string{"lost", "succeeded 1s"}},
		"nothing ever ends":   {"0 INFO Job A1 started\n300 INFO idle", []string{"open"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := viewOf(t, timeline(c.log))
			var got []string
			for _, u := range v.Units {
				if u.ID != "A1" {
					continue
				}
				for _, r := range u.Runs {
					got = append(got, told(r))
				}
			}
			if strings.Join(got, "; ") != strings.Join(c.want, "; ") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestSilentWorker: a worker that falls silent while its twin goes on has lost
// what it ran; a worker whose log ends with all others has not.
func TestSilentWorker(t *testing.T) {
	var a, b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&a, "%d INFO Job A%d started\n%d.5 INFO Job A%d completed successfully\n", i, i, i, i)
		if i < 15 {
			fmt.Fprintf(&b, "%d INFO Job B%d started\n%d.5 INFO Job B%d completed successfully\n", i, i, i, i)
		}
	}
	fmt.Fprintf(&a, "29.9 INFO Job A99 started\n")
	fmt.Fprintf(&b, "14.9 INFO Job B99 started\n")
	for _, u := range viewOf(t, timeline(a.String()), timeline(b.String())).Units {
		want := map[string]RunState{"A99": RunOpen, "B99": RunLost}[u.ID]
		if want == 0 {
			want = RunSucceeded
		}
		if len(u.Runs) != 1 || u.Runs[0].State != want {
			t.Errorf("%s: %v, want state %d", u.ID, told(u.Runs[0]), want)
		}
	}
}

// TestMentionsElsewhere: another source that names a job adds no run.
func TestMentionsElsewhere(t *testing.T) {
	v := viewOf(t, timeline("0 INFO Job A1 started\n2 ERROR Job A1 failed after 2 seconds"), timeline("1 INFO GET /r/1 200 34ms job=A1 rid=3ceb3ffd"))
	for _, u := range v.Units {
		if u.ID == "A1" && (len(u.Runs) != 1 || len(u.Sources) != 2 || u.Lines != 3) {
			t.Errorf("%d runs, sources %v, %d lines", len(u.Runs), u.Sources, u.Lines)
		}
	}
}

// TestOutcomeInferred: ends in words that no lexicon knows are judged by level.
func TestOutcomeInferred(t *testing.T) {
	var log strings.Builder
	for i := range 6 {
		fmt.Fprintf(&log, "%d INFO Job C%d started\n", i, i)
		if i%2 == 0 {
			fmt.Fprintf(&log, "%d.5 INFO Job C%d: all fluffed and folded\n", i, i)
		} else {
			fmt.Fprintf(&log, "%d.5 ERROR Job C%d: gone bananas\n", i, i)
		}
	}
	log.WriteString("500 INFO idle\n")
	for i, u := range viewOf(t, timeline(log.String())).Units {
		want := "succeeded 500ms inferred"
		if i%2 == 1 {
			want = "failed 500ms inferred"
		}
		if got := told(u.Runs[0]); got != want {
			t.Errorf("%s: %q, want %q", u.ID, got, want)
		}
	}
}

// TestPassingLineEndsNoRun: a line that is the last of some units, but is followed
// by others of most, ends none, whether or not the profile is used up by the view.
func TestPassingLineEndsNoRun(t *testing.T) {
	var log strings.Builder
	for i := range 20 {
		fmt.Fprintf(&log, "%d INFO Job D%d started\n%d.2 INFO Job D%d: all folded away\n", i, i, i, i)
		if i >= 4 {
			fmt.Fprintf(&log, "%d.5 INFO Job D%d completed successfully\n", i, i)
		}
	}
	log.WriteString("500 INFO idle\n")
	for name, v := range map[string]*View{"View": viewOf(t, timeline(log.String())), "Finish": profileOf(t, Limits{}, timeline(log.String())).Finish()} {
		lost := 0
		for _, u := range v.Units {
			if u.Runs[0].State == RunLost {
				lost++
			}
		}
		if lost != 4 {
			t.Errorf("%s: %d of 4 runs without an end are lost", name, lost)
		}
	}
}

// TestKilledWorkerLosesItsRuns: also where runs end in words that no lexicon knows, runs
// of a worker that fell silent while others went on are lost.
func TestKilledWorkerLosesItsRuns(t *testing.T) {
	var worker, other strings.Builder
	for i := range 16 {
		fmt.Fprintf(&worker, "%d INFO Job E%d started\n", i, i)
		if i >= 5 {
			fmt.Fprintf(&worker, "%d.5 INFO Job E%d: pressed flat\n", i, i-5)
		}
	}
	for i := range 60 {
		fmt.Fprintf(&other, "%d INFO disk at 52 percent\n", i)
	}
	states := map[RunState]int{}
	for _, u := range viewOf(t, timeline(worker.String()), timeline(other.String())).Units {
		states[u.Runs[0].State]++
	}
	if states[RunSucceeded] != 11 || states[RunLost] != 5 {
		t.Errorf("runs by state: %v, want 11 that succeeded and 5 that are lost", states)
	}
}
