package finding_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/finding"
)

// endings is a log of runs, one a second, of which those from second 40 on end with a text.
func endings(end func(i int) string) string {
	var l lines
	for i := range 70 {
		id := fmt.Sprintf("SET-%04d", 5000+i)
		l.at(float64(i), "INFO", "Settlement run %s started.", id)
		if i >= 40 {
			l.at(float64(i)+0.5, "ERROR", "Settlement run %s failed%s", id, end(i))
			continue
		}
		l.at(float64(i)+0.5, "INFO", "Settlement run %s finished successfully in 0.50 seconds.", id)
	}
	return l.String()
}

// TestReasonsOfFailedRuns: what the last lines of failed runs say in words of no class,
// counted over all of them; a bare exit code is no reason, nor are words that a class knows.
func TestReasonsOfFailedRuns(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(i int) string
		want string
	}{
		"one reason":  {func(i int) string { return fmt.Sprintf(": plan %d has no tariff", i) }, "30 of 30 failed runs give this as the reason: plan 40 has no tariff"},
		"two reasons": {func(i int) string { return [2]string{": plan has no tariff", ": branch is not closed"}[i%2] }, "15 of 30 failed runs give this as the reason: branch is not closed"},
		"exit code":   {func(int) string { return ": exit code 3" }, ""},
		"known words": {func(int) string { return ": dial tcp 10.3.3.4:6379: connect: connection refused" }, ""},
		"each its own": {func(i int) string {
			return ": no " + strings.Repeat(string(rune('a'+i-40)), 4) + " for plan " + strings.Repeat(string(rune('a'+i-40)), 5)
		}, ""},
	} {
		got := sentences(detectIn(t, finding.Input{}, map[string]string{"stl1/settle.log": endings(c.end)}), finding.KindReason)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: said %q, want %q", name, got, c.want)
		}
	}
}

// farm is the log of a build server and the logs of its jobs, of which every third fails;
// its own log then ends with fault.
func farm(fault, note string) map[string]string {
	var server lines
	files := map[string]string{}
	for i := range 18 {
		id, bad := fmt.Sprint(88201+i), i%3 == 2
		var l lines
		l.at(float64(10*i)+1, "INFO", "Fetching changes of revision %d", 4000+i)
		l.at(float64(10*i)+2, "INFO", "%s", note)
		server.at(float64(10*i), "INFO", "Job %s started", id)
		if bad {
			l.at(float64(10*i)+3, "ERROR", "part-%d.tab:%d: %s", i, 7+i, fault)
			server.at(float64(10*i)+4, "ERROR", "Job %s failed with exit code 2", id)
		} else {
			server.at(float64(10*i)+4, "INFO", "Job %s succeeded", id)
		}
		files["run1/jobs/"+id+".log"] = l.String()
	}
	files["run1/server.log"] = server.String()
	return files
}

// TestOwnLogsOfRuns: a line that the logs of failed runs hold and no other is a reason;
// one that every log holds is none.
func TestOwnLogsOfRuns(t *testing.T) {
	fs := detectIn(t, finding.Input{}, farm("error: column tariff is no number", "error: no cache is configured"))
	got := sentences(fs, finding.KindReason)
	wantIn(t, got, "The logs of 6 of 6 failed runs hold it, and no log of a run that went well: error: column tariff is no number")
	if strings.Contains(got, "cache") {
		t.Errorf("what every log holds is called a reason: %s", got)
	}
	got = sentences(detectIn(t, finding.Input{}, farm("note: column tariff is no number", "fine")), finding.KindReason)
	if !strings.Contains(got, "column tariff") {
		t.Errorf("a line at error level without a mark is not told: %q", got)
	}
}

// TestOwnLogsAreFoundByName: by the whole id, in the file or in the folder above, and by
// nobody's when two runs could claim it.
func TestOwnLogsAreFoundByName(t *testing.T) {
	var server lines
	for i, id := range []string{"ab-104", "ab-105", "104"} {
		server.at(float64(i), "INFO", "Job %s started", id)
		server.at(float64(i)+0.5, "ERROR", "Job %s failed with exit code 2", id)
	}
	line := "2033-02-03 12:00:00,300 INFO    [main] at work\n"
	v := viewOf(t, 1, map[string]string{"s/server.log": server.String(), "s/runs/ab_105/out.log": line, "s/runs/ab_105-old/out.log": line, "s/x-ab-104.log": line, "s/1040.log": line})
	in := finding.Input{View: v}
	own, got := in.OwnLogs(), map[string]string{}
	for _, r := range finding.Runs(v) {
		for _, s := range own.Of(r) {
			got[r.Unit.ID] += v.Sources[s].Name + " "
		}
	}
	if want := "s/runs/ab_105/out.log s/runs/ab_105-old/out.log "; got["ab-105"] != want {
		t.Errorf("ab-105 has %q, want %q", got["ab-105"], want)
	}
	if got["ab-104"] != "" || got["104"] != "" {
		t.Errorf("a log that two runs could claim is given to one: %v", got)
	}
}
