package event

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"testing"
)

// casesDir is the environment variable that names a folder of labelled cases,
// each a folder with truth.json (jobs_total, failed_jobs, lost_jobs) and logs/.
const casesDir = "INQUEST_CASES"

type truth struct {
	JobsTotal  int      `json:"jobs_total"`
	FailedJobs []string `json:"failed_jobs"`
	LostJobs   []string `json:"lost_jobs"`
}

// TestLabelledCases counts the units whose last end is failed and holds them
// against the labels. Lost jobs never end, so they are left out.
func TestLabelledCases(t *testing.T) {
	dir := os.Getenv(casesDir)
	if dir == "" {
		t.Skipf("set %s to a folder of unpacked labelled cases to run this test", casesDir)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "truth.json"))
	if err != nil || len(files) == 0 {
		t.Skipf("no */truth.json under %s", dir)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) { checkCase(t, file) })
	}
}

func checkCase(t *testing.T, file string) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want truth
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	last, started := map[string]Outcome{}, map[string]bool{}
	eachEvent(t, filepath.Join(filepath.Dir(file), "logs"), func(e Event) {
		switch e.Kind {
		case RunStart:
			started[e.Unit.ID] = true
		case RunEnd:
			started[e.Unit.ID] = true
			last[e.Unit.ID] = e.Outcome
		}
	})
	lost := map[string]bool{}
	for _, id := range want.LostJobs {
		lost[id] = true
	}
	labelled, hits := map[string]bool{}, 0
	var missed []string
	for _, id := range want.FailedJobs {
		if lost[id] {
			continue
		}
		labelled[id] = true
		if last[id] == OutcomeFailed {
			hits++
		} else {
			missed = append(missed, id)
		}
	}
	if len(missed) > 0 {
		t.Errorf("%d jobs are labelled failed and not read so: %.10v", len(missed), missed)
	}
	var wrong []string
	for id, o := range last {
		if o == OutcomeFailed && !labelled[id] {
			wrong = append(wrong, id)
		}
	}
	sort.Strings(wrong)
	if len(wrong) > 0 {
		t.Errorf("%d units read as failed are not labelled so: %.10v", len(wrong), wrong)
	}
	t.Logf("jobs %d of %d, failed %d of %d", len(started), want.JobsTotal, hits, len(labelled))
	if len(started) != want.JobsTotal {
		t.Errorf("%d units started, labels say %d", len(started), want.JobsTotal)
	}
}
