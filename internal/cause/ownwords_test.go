package cause_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/cause"
)

// plain is a log of jobs that fail from second 40 on with a text behind the failure.
func plain(reason string) string {
	var l log
	for i := range 60 {
		id := fmt.Sprintf("K%04d", 7000+i)
		l.at(float64(i), "INFO", "Job %s started (ledger).", id)
		if i >= 40 {
			l.at(float64(i)+0.6, "ERROR", "Job %s failed: %s", id, reason)
			continue
		}
		l.at(float64(i)+0.4, "INFO", "Job %s completed successfully in 0.40 seconds.", id)
	}
	return l.String()
}

// TestOwnWordsLead: where the catalogue knows nothing of the failures, what the failed runs
// say themselves stands first, quoted, and the case stays open.
func TestOwnWordsLead(t *testing.T) {
	_, fs, r := inquestOf(t, map[string]string{"led1/ledger.log": plain("tariff plan of the branch is not signed")})
	if r.Verdict != cause.Open || r.Hypotheses[0].Fault != "undetermined.reason-given" || r.Hypotheses[0].Outcome == cause.Supported {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	if !strings.Contains(r.Hypotheses[0].Title, "say: tariff plan of the branch is not signed") {
		t.Errorf("the title is %q", r.Hypotheses[0].Title)
	}
	if s := say(r.Headline); strings.Contains(s, "tariff") {
		t.Errorf("text of a log stands among the words of the headline: %s", s)
	}
	wantSaid(t, said(fs, r), "20 of 20 failed runs give this as the reason: tariff plan of the branch is not signed")
}

// TestOwnWordsStandBehind: a cause that is known by its class stands before what the runs say.
func TestOwnWordsStandBehind(t *testing.T) {
	var disk log
	for i := range 60 {
		disk.at(float64(i)+0.2, map[bool]string{true: "ERROR", false: "INFO"}[i >= 39], "%s", map[bool]string{true: "write of segment failed: No space left on device", false: "segment written"}[i >= 39])
	}
	_, _, r := inquestOf(t, map[string]string{"led1/ledger.log": plain("store led1 gives no number back"), "led1/store.log": disk.String()})
	if r.Hypotheses[0].Fault != "os.disk-full" {
		t.Fatalf("first is %s: %s", r.Hypotheses[0].Fault, r.Hypotheses[0].Title)
	}
}

// TestBuildFarm: the failed jobs of a build server write why into logs of their own; a
// library has another version from then on.
func TestBuildFarm(t *testing.T) {
	var server log
	files := map[string]string{}
	for i := range 14 {
		id, at := fmt.Sprint(88201+i), float64(10*i)
		var l log
		server.at(at, "INFO", "Job %s started", id)
		l.at(at+1, "INFO", "using libframe-dev %s from the image", map[bool]string{true: "2.0.1-1", false: "1.8.4-1"}[i >= 8])
		switch {
		case i >= 8 && i%2 == 0:
			l.at(at+3, "INFO", "codec.c:%d:20: error: too few arguments to function 'frame_open'", 7+i)
			server.at(at+4, "ERROR", "Job %s failed with exit code 2", id)
		case i == 10:
			l.at(at+3, "ERROR", "no answer from docs.example.test within 5 s")
			fallthrough
		default:
			server.at(at+4, "INFO", "Job %s succeeded", id)
		}
		files["run1/jobs/"+id+".log"] = l.String()
	}
	files["run1/server.log"] = server.String()
	_, fs, r := inquestOf(t, files)
	if r.Hypotheses[0].Fault != "process.compile-error" {
		t.Fatalf("first is %s: %s", r.Hypotheses[0].Fault, r.Hypotheses[0].Title)
	}
	wantSaid(t, said(fs, r), "Source text that run1 builds does not compile or link: 3 lines say so", "behind libframe-dev stands 1.8.4-1 until")
	if i := indexOf(r, "config.changed"); i < 0 || !strings.Contains(r.Hypotheses[i].Title, "2.0.1-1 instead of 1.8.4-1") {
		t.Errorf("the new version is no hypothesis: %+v", r.Hypotheses)
	}
}

func indexOf(r *cause.Result, fault string) int {
	for i := range r.Hypotheses {
		if r.Hypotheses[i].Fault == fault {
			return i
		}
	}
	return -1
}

// TestSlowestPlace: of two that answer more slowly, the one that waits for nobody leads.
func TestSlowestPlace(t *testing.T) {
	var geo log
	for i := range 60 {
		if i < 39 {
			geo.at(float64(i)+0.1, "INFO", "geocode q=%d plan=prefix %d ms", i, 90+i%7)
		} else {
			geo.at(float64(i)+0.1, "WARN", "geocode q=%d plan=full-scan 4310 ms", i)
		}
	}
	_, fs, r := inquestOf(t, map[string]string{"led1/ledger.log": plain("no answer from geocoder within 2 s: read timed out"), "geo1/geocoder.log": geo.String()})
	if r.Hypotheses[0].Fault != "process.slow" || r.Hypotheses[0].Host != "geo1" {
		t.Fatalf("first is %s at %s: %s", r.Hypotheses[0].Fault, r.Hypotheses[0].Component, r.Hypotheses[0].Title)
	}
	wantSaid(t, said(fs, r), "step up from a median of 93 ms", "to 4.31 s")
}
