package cause_test

import (
	"os"
	"strings"
	"testing"

	"inquest/internal/cause"
)

// TestJobFailuresFacts holds the facts of a small real input, when the data
// folder lies beside the project: failures in one burst, and network logs of
// other days.
func TestJobFailuresFacts(t *testing.T) {
	dir := "../../../shared/data/job-failures"
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("needs the labelled data beside the project: %v", err)
	}
	_, fs, r := inquestAt(t, dir)
	all := said(fs, r)
	wantSaid(t, all,
		"19 of 19 logged runs failed. No success is logged, so no failure rate can be given.", "10 of 10 logged runs failed.",
		"10 failed runs took from 168 s to 450 s, median 287 s, 2,967 s in all",
		"9 failed runs took from 114 s to 444 s, median 367 s, 3,030 s in all",
		"the failed runs began between 2025-02-10 16:23:05 and 2025-02-10 16:27:49",
		"the failed runs began between 2025-02-10 16:23:12 and 2025-02-10 16:28:43",
		"19 failures fall within 4 s, while the starts that their durations imply spread over 5 m 38 s.",
		"The logs do not say which.",
		"There is no common threshold",
		"cannot be told from evenly spread ones",
		"192.168.1.2:443 (TCP)", "5 m 20 s", "slow 5 s after the first step, latency 50 ms", "timeout 1 m 20 s after", "retry 1 m 50 s after", "lost 5 m 20 s after",
		"192.168.1.4:3306 (MySQL)", "2 m 50 s", "slow 10 s after the first step, latency 30 ms", "failed 1 m 35 s after", "lost 2 m 50 s after",
		"79 d 4 h 39 m 40 s", "60 d 16 h 44 m 33 s", "139 d 21 h 29 m 33 s",
		"joined by the file name",
		"the peer answered 1 m 25 s before it, and 1 m 15 s after it there was still a connection to end",
		"answered in 50 ms. There is no baseline: this is not high by itself", "answered in 30 ms. There is no baseline",
		"exit codes or stack traces of the 19 failed runs",
		"the log of the scheduler, and of the host that it runs on, at 2025-02-10 16:30:34",
		"from 2025-06-30 14:00:10 to 2025-06-30 14:03:00",
	)
	for _, s := range all {
		if strings.Contains(strings.ToLower(s), "dns") {
			t.Errorf("nothing here is DNS: %s", s)
		}
	}
	if r.Verdict != cause.Open {
		t.Errorf("verdict %s", r.Verdict)
	}
	for _, h := range r.Hypotheses {
		if h.Outcome == cause.Supported {
			t.Errorf("supported: %s", h.Title)
		}
		if strings.Contains(h.Fault, "firewall") && h.Outcome != cause.Contradicted {
			t.Errorf("the firewall guess is %s", h.Outcome)
		}
	}
}
