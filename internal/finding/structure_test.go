package finding_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"inquest/internal/finding"
)

// lines writes a Python-style log of one host; second 0 is noon.
type lines struct{ strings.Builder }

func (l *lines) at(seconds float64, level, format string, args ...any) {
	t := time.Date(2033, 2, 3, 12, 0, 0, 0, time.UTC).Add(time.Duration(seconds * 1e9))
	fmt.Fprintf(l, "%s %-7s [main] %s\n", t.Format("2006-01-02 15:04:05,000"), level, fmt.Sprintf(format, args...))
}

// work is a host's log of jobs, one a second, of two types; the type "feed"
// fails from second 40 on.
func work(to int) string {
	var l lines
	for i := range to {
		id, kind := fmt.Sprintf("V%04d", 3000+i), "feed"
		if i%2 == 1 {
			kind = "sweep"
		}
		l.at(float64(i), "INFO", "Job %s started (%s).", id, kind)
		if i%7 == 0 {
			l.at(float64(i)+0.1, "WARNING", "spool is 71%% full")
		}
		if kind == "feed" && i >= 40 {
			l.at(float64(i)+0.5, "ERROR", "Job %s: giving up on vault4: dial tcp 10.3.3.4:6379: connect: connection refused", id)
			l.at(float64(i)+0.5, "ERROR", "Job %s failed after 1 seconds.", id)
			continue
		}
		l.at(float64(i)+0.5, "INFO", "Job %s completed successfully in 0.50 seconds.", id)
	}
	return l.String()
}

func cache(until int) string {
	var l strings.Builder
	at := func(s int, text string) {
		t := time.Date(2033, 2, 3, 12, 0, 0, 0, time.UTC).Add(time.Duration(s) * time.Second)
		fmt.Fprintf(&l, "9:M %s * %s\n", t.Format("02 Jan 2006 15:04:05.000"), text)
	}
	at(-1, "Running mode=standalone, port=6379.")
	at(-1, "Ready to accept connections")
	for i := range until {
		at(i, fmt.Sprintf("Accepted 10.3.3.9:%d", 40000+i))
	}
	return l.String()
}

func TestGroupsTellWhoFails(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80)})
	groups := map[string]*finding.Group{}
	for _, f := range fs {
		if g, ok := f.Data.(*finding.Group); ok {
			groups[g.Property+" "+g.Value] = g
		}
	}
	feed, sweep := groups["job type feed"], groups["job type sweep"]
	if feed == nil || sweep == nil || !feed.Differs || feed.Failed != 20 || feed.Runs != 40 || sweep.Failed != 0 {
		t.Fatalf("feed %+v, sweep %+v", feed, sweep)
	}
	wantIn(t, sentences(fs, finding.KindGroup), "20 of 40 against 0 of 40 (Fisher exact test, p ")
}

func TestOnsetIsTheFirstBadSign(t *testing.T) {
	for _, f := range detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80)}) {
		o, ok := f.Data.(*finding.Onset)
		if !ok {
			continue
		}
		want := time.Date(2033, 2, 3, 12, 0, 40, 5e8, time.UTC).UnixNano()
		if o.At != want || !o.Quiet || !o.HasRuns {
			t.Errorf("onset %+v, want %d", o, want)
		}
		return
	}
	t.Error("no onset")
}

func TestConstantComplaintsExplainNothing(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80)})
	wantIn(t, sentences(fs, finding.KindConstant), "spool is 71% full")
	if strings.Contains(sentences(fs, finding.KindNew), "spool") {
		t.Error("a constant complaint is called new")
	}
}

func TestCallerAndCalleeAreJoined(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "vault4/redis-server.log": cache(39)})
	var place finding.Place
	for _, f := range fs {
		if d, ok := f.Data.(*finding.ClassHit); ok && f.Class.ID == "net.connection-refused" {
			place = d.Place
		}
	}
	if want := (finding.Place{Service: "redis", Addr: "10.3.3.4", Port: 6379, Host: "vault4"}); place != want {
		t.Errorf("refused by %+v, want %+v", place, want)
	}
	wantIn(t, sentences(fs, finding.KindJoin), "10.3.3.4 belongs to vault4: one line names both.")
	wantIn(t, sentences(fs, finding.KindSilence), "vault4/redis-server.log says nothing after 2033-02-03 12:00:38")
}

func TestSteadySourceIsNotSilent(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "vault4/redis-server.log": cache(80)})
	if s := sentences(fs, finding.KindSilence); s != "" {
		t.Errorf("%s", s)
	}
}

func TestBaselineTellsWhatIsNew(t *testing.T) {
	healthy := viewOf(t, 1, map[string]string{"crane2/feed.log": work(40)})
	fs := detectIn(t, finding.Input{Baseline: healthy}, map[string]string{"crane2/feed.log": work(80)})
	text := sentences(fs, finding.KindNew)
	wantIn(t, text, "in the baseline run: [main] Job V3040 failed", "connection refused")
	if strings.Contains(text, "spool") {
		t.Errorf("not new: %s", text)
	}
}

func TestRunsThatEndTogetherBySchedule(t *testing.T) {
	var l lines
	for i := range 8 {
		l.at(float64(i*60), "ERROR", "Job V%04d failed after 2 seconds.", i)
	}
	wantIn(t, sentences(detectIn(t, finding.Input{}, map[string]string{"a.log": l.String()}), finding.KindPeriod), "8 failures came about every 1 m: look for a schedule.")
}

func TestDeadlineIsAPile(t *testing.T) {
	var l lines
	for i := range 9 {
		l.at(float64(i*i*11), "ERROR", "Job V%04d failed after %d seconds.", i, 30+i%2)
	}
	wantIn(t, sentences(detectIn(t, finding.Input{}, map[string]string{"a.log": l.String()}), finding.KindDuration), "9 of 9 failed runs took about 30 s. A pile like this is what a deadline")
}
