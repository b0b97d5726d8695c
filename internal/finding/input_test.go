package finding_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"inquest/internal/engine"
	"inquest/internal/event"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/formula"
	"inquest/internal/profile"
	"inquest/internal/source"
)

// viewOf reads files as the program does.
func viewOf(t testing.TB, workers int, files map[string]string) *profile.View {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	set, err := source.Find([]string{dir}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.Profile(context.Background(), set, engine.Options{Workers: workers, ChunkSize: 4096})
	if err != nil {
		t.Fatal(err)
	}
	return p.View()
}

// detectIn detects in files, strictly: every claim must be proven.
func detectIn(t testing.TB, in finding.Input, files map[string]string) []finding.Finding {
	t.Helper()
	in.View = viewOf(t, 1, files)
	in.Catalog, in.Strict = fault.Embedded(), true
	in.Env = &formula.Env{View: in.View, Baseline: in.Baseline}
	fs, err := finding.Detect(in)
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

// sentences lists what findings of a kind say, all kinds with "".
func sentences(fs []finding.Finding, kind finding.Kind) string {
	var out []string
	for _, f := range fs {
		if kind != "" && f.Kind != kind {
			continue
		}
		for _, c := range f.Claims {
			out = append(out, c.Sentence(func(s string) string { return s }))
		}
	}
	return strings.Join(out, "\n")
}

func wantIn(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		if !strings.Contains(text, w) {
			t.Errorf("not said: %s\nin:\n%s", w, text)
		}
	}
}

const dump = `2029-05-06 07:30:01 - ERROR - Job QW12AB failed after 130 seconds.
2029-05-06 07:30:01 - ERROR - Job QW12AB failed after 210 seconds.
2029-05-06 07:30:02 - ERROR - Job QW12AB failed after 245 seconds.
2029-05-06 07:30:02 - ERROR - Job ZX34CD failed after 330 seconds.
2029-05-06 07:30:02 - ERROR - Job ZX34CD failed after 310 seconds.
2029-05-06 07:30:03 - ERROR - Job ZX34CD failed after 480 seconds.
2029-05-06 07:30:03 - ERROR - Job ZX34CD failed after 190 seconds.
2029-05-06 07:30:03 - ERROR - Job QW12AB failed after 290 seconds.
2029-05-06 07:30:03 - ERROR - Job QW12AB failed after 390 seconds.
2029-05-06 07:30:03 - ERROR - Job ZX34CD failed after 360 seconds.
`

const ladder = `[2029-06-01 10:00:00] WARNING - Connection attempt to 10.77.0.5 on port 8443 using TCP.
[2029-06-01 10:00:07] ERROR   - High latency detected (42ms). Possible network congestion.
[2029-06-01 10:01:00] ERROR   - Connection failed. Possible firewall restriction.
[2029-06-01 10:02:30] CRITICAL - Connection to 10.77.0.5 terminated unexpectedly.
`

func TestDumpOfFailures(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"app.log": dump, "net/QW12AB.log": ladder})
	text := sentences(fs, "")
	wantIn(t, text,
		"QW12AB: 5 of 5 logged runs failed.",
		"QW12AB: 5 failed runs took from 130 s to 390 s, median 245 s, 1,265 s in all",
		"QW12AB: failed runs that took 201-300 s: 3.",
		"ZX34CD: failed runs most often took 301-400 s, 3 of 5.",
		"There is no common threshold: failed runs of QW12AB most often took 201-300 s, those of ZX34CD 301-400 s.",
		"10 failures fall within 3 s, while the starts that their durations imply spread over 5 m 48 s.",
		"app.log ends 26 d 2 h 29 m 57 s before net/QW12AB.log begins",
		"net/QW12AB.log and app.log are joined by the file name QW12AB alone.",
		"10.77.0.5:8443: slow 7 s after the first step, latency 42 ms.",
		"10.77.0.5:8443: lost 2 m 30 s after the first step.",
		"the peer answered 53 s before it, and 1 m 30 s after it there was still a connection to end",
		"10.77.0.5:8443 answered in 42 ms. There is no baseline: this is not high by itself.",
	)
	for _, f := range fs {
		if d, ok := f.Data.(*finding.Durations); ok && d.PileAt != 0 {
			t.Errorf("durations pile up at %d", d.PileAt)
		}
	}
}

func TestStatusFileJoinsAndConflicts(t *testing.T) {
	data := []byte(`[{"jobId": "QW12AB", "jobStatus": "Success", "jobRuntime": 130, "networkDetails": {"ipAddress": "10.77.0.5", "port": 8443}},
 {"jobId": "ZX34CD", "jobStatus": "Failed"}]`)
	status, err := event.ReadStatus(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	fs := detectIn(t, finding.Input{Status: status, StatusFile: "jobs.json", StatusData: data}, map[string]string{"app.log": dump, "net/QW12AB.log": ladder})
	wantIn(t, sentences(fs, finding.KindConflict), "Conflict: the job-status file says Success of QW12AB, the logs say 5 runs failed and 0 ended well.")
	if s := sentences(fs, finding.KindConflict); strings.Contains(s, "ZX34CD") {
		t.Errorf("a conflict where file and logs agree: %s", s)
	}
	wantIn(t, sentences(fs, finding.KindJoin), "QW12AB (state Success), and so do the logs: joined by id", "the address 10.77.0.5 for QW12AB, and net/QW12AB.log speaks of it: joined by address")
}

func TestDatesAfterNowAreFlagged(t *testing.T) {
	now := time.Date(2029, 5, 6, 0, 0, 0, 0, time.UTC).UnixNano()
	fs := detectIn(t, finding.Input{Now: now}, map[string]string{"app.log": dump})
	wantIn(t, sentences(fs, finding.KindFuture), "app.log has times up to 2029-05-06 07:30:03")
	if fs := detectIn(t, finding.Input{Now: now + 86400e9}, map[string]string{"app.log": dump}); sentences(fs, finding.KindFuture) != "" {
		t.Error("a time before --now is flagged")
	}
}

// TestFindingsDoNotDependOnWorkers compares all sentences.
func TestFindingsDoNotDependOnWorkers(t *testing.T) {
	files := map[string]string{"app.log": dump, "net/QW12AB.log": ladder}
	var texts []string
	for _, workers := range []int{1, 2, 5} {
		v := viewOf(t, workers, files)
		fs, err := finding.Detect(finding.Input{View: v, Catalog: fault.Embedded(), Strict: true})
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, sentences(fs, ""))
	}
	if texts[0] != texts[1] || texts[0] != texts[2] {
		t.Error("the findings differ with the number of workers")
	}
}

func TestNoViewIsAnError(t *testing.T) {
	if _, err := finding.Detect(finding.Input{}); err == nil {
		t.Error("no view, no error")
	}
}

func TestHostileTextIsNoPanic(t *testing.T) {
	for _, text := range []string{"\xff\xfe text that is no UTF-8 \xc3\n", strings.Repeat("Job A1B2C3 failed after 99999999999999999999 seconds.\n", 5), "[2029-06-01 10:00:00] ERROR - Connection timeout to 999.999.1.1. :::\n", "2029-06-01 10:00:00 - ERROR - Job \"}{unit:name} failed after 3 seconds.\n", "{\"msg\": \"}\", \"target\": \"\\u0000\"}\n"} {
		detectIn(t, finding.Input{}, map[string]string{"a.log": text})
	}
}
