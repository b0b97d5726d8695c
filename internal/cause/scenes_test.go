package cause_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"inquest/internal/cause"
)

// clock writes the stamps of the scenes; second 0 is noon.
func clock(seconds float64) string {
	t := time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC).Add(time.Duration(seconds * 1e9))
	return t.Format("2006-01-02 15:04:05,000")
}

// log is a file in the making.
type log struct{ strings.Builder }

func (l *log) at(seconds float64, level, format string, args ...any) {
	fmt.Fprintf(l, "%s %-7s [main] %s\n", clock(seconds), level, fmt.Sprintf(format, args...))
}

// jobs writes runs of jobs, one a second; fails says with which error a job
// fails, "" when it ends well.
func jobs(from, to int, fails func(i int) string) string {
	var l log
	for i := from; i < to; i++ {
		id := fmt.Sprintf("K%04d", 7000+i)
		l.at(float64(i), "INFO", "Job %s started (ledger).", id)
		if e := fails(i); e != "" {
			l.at(float64(i)+0.3, "WARNING", "Job %s: attempt 1/2 on 10.8.0.7:5432 failed: %s", id, e)
			l.at(float64(i)+0.6, "ERROR", "Job %s: giving up on 10.8.0.7:5432: %s", id, e)
			l.at(float64(i)+0.6, "ERROR", "Job %s failed after 1 seconds.", id)
			continue
		}
		l.at(float64(i)+0.4, "INFO", "Job %s completed successfully in 0.40 seconds.", id)
	}
	return l.String()
}

const refused = "could not connect to server: Connection refused"

func serverLog(stopAt float64) string {
	var l log
	stamp := func(s float64, text string) {
		t := time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC).Add(time.Duration(s * 1e9))
		fmt.Fprintf(&l, "%s UTC [41] LOG:  %s\n", t.Format("2006-01-02 15:04:05.000"), text)
	}
	stamp(-2, `listening on IPv4 address "0.0.0.0", port 5432`)
	stamp(-1, "database system is ready to accept connections")
	for i := 0.0; i < stopAt; i++ {
		stamp(i+0.1, "connection received: host=10.8.0.3 port=40110")
	}
	stamp(stopAt, "received fast shutdown request")
	stamp(stopAt+0.1, "database system is shut down")
	return l.String()
}

func TestStoppedServerStandsBeforeItsCallers(t *testing.T) {
	_, fs, r := inquestOf(t, map[string]string{
		"batch3/ledger.log":          jobs(0, 60, func(i int) string { return map[bool]string{true: refused}[i >= 40] }),
		"store9/postgresql-16-a.log": serverLog(39.8),
	})
	if r.Verdict != cause.Incident || len(r.Hypotheses) == 0 {
		t.Fatalf("verdict %s, %d hypotheses", r.Verdict, len(r.Hypotheses))
	}
	h := r.Hypotheses[0]
	if h.Fault != "db.stopped" || h.Host != "store9" || h.Outcome != cause.Supported {
		t.Errorf("leading: %s at %s (%s), %s", h.Fault, h.Component, h.Host, h.Outcome)
	}
	if !strings.Contains(h.Component, "10.8.0.7:5432") {
		t.Errorf("the address is not joined to the host: %s", h.Component)
	}
	var cited []string
	for _, e := range h.Evidence {
		cited = append(cited, e.Raw)
	}
	for _, want := range []string{"received fast shutdown request", "giving up on 10.8.0.7:5432"} {
		if !strings.Contains(strings.Join(cited, "\n"), want) {
			t.Errorf("not cited: %s", want)
		}
	}
	wantSaid(t, said(fs, r), "Of 60 logged runs 20 failed")
}

// TestUnnamedFarEndIsFound: the callers' lines name nobody, and still the server
// that stopped just before stands first.
func TestUnnamedFarEndIsFound(t *testing.T) {
	anonymous := strings.ReplaceAll(jobs(0, 60, func(i int) string { return map[bool]string{true: refused}[i >= 40] }), " on 10.8.0.7:5432", "")
	_, _, r := inquestOf(t, map[string]string{"batch3/ledger.log": anonymous, "store9/postgresql-16-a.log": serverLog(39.8)})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "db.stopped" || r.Hypotheses[0].Host != "store9" {
		t.Errorf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	_, _, r = inquestOf(t, map[string]string{"batch3/ledger.log": anonymous})
	for _, h := range r.Hypotheses {
		if h.Host == "batch3" && strings.Contains(h.Fault, "refused") {
			t.Errorf("the caller is blamed: %s", h.Title)
		}
	}
}

func TestRecoveredRetriesAreNoIncident(t *testing.T) {
	var l log
	for i := range 60 {
		id := fmt.Sprintf("K%04d", 7000+i)
		l.at(float64(i), "INFO", "Job %s started (ledger).", id)
		if i == 40 || i == 41 {
			l.at(float64(i)+0.2, "WARNING", "Job %s: attempt 1/3 on 10.8.0.7:5432 failed: %s", id, refused)
		}
		l.at(float64(i)+0.9, "INFO", "Job %s completed successfully in 0.90 seconds.", id)
	}
	_, _, r := inquestOf(t, map[string]string{"batch3/ledger.log": l.String()})
	if r.Verdict != cause.NoIncident {
		t.Errorf("verdict %s", r.Verdict)
	}
	for _, h := range r.Hypotheses {
		if h.Confidence >= 0.5 || h.Outcome == cause.Supported {
			t.Errorf("%s: %s, confidence %v", h.Title, h.Outcome, h.Confidence)
		}
	}
}

// errorTexts are what random failures say in the scenes without a cause.
var errorTexts = []string{
	refused, "connection timed out", "Temporary failure in name resolution", "No space left on device",
	"MemoryError", "FATAL: too many connections for role", "permission denied", "HTTP 503 Service Unavailable", "unexpected state 7",
}

func TestAnotherDayIsRuledOut(t *testing.T) {
	var probe log
	for i := range 20 {
		probe.at(float64(i)-86400, "ERROR", "Connection timeout to 10.8.0.7. No response received.")
	}
	_, fs, r := inquestOf(t, map[string]string{
		"batch3/ledger.log": jobs(0, 60, func(i int) string {
			return map[bool]string{true: "Access denied for user 'ledger' (using password: YES)"}[i >= 40]
		}),
		"batch3/net/probe.log": probe.String(),
	})
	wantSaid(t, said(fs, r), "Nothing in batch3/net/probe.log can have caused the failures")
	for _, h := range r.Hypotheses {
		if strings.HasPrefix(h.Fault, "net.") && h.Confidence > 0.1 {
			t.Errorf("%s: %v", h.Title, h.Confidence)
		}
	}
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "db.access-denied" {
		t.Errorf("leading: %+v", r.Hypotheses)
	}
}

func TestSilentWorkerIsNamed(t *testing.T) {
	worker := func(host string, end int) string {
		var l log
		for i := range end {
			id := fmt.Sprintf("%s-%04d", host, 500+i)
			l.at(float64(i), "INFO", "Task score[%s] received", id)
			if i < end-4 {
				l.at(float64(i)+3.5, "INFO", "Task score[%s] succeeded in 3.5000s: None", id)
			}
		}
		return l.String()
	}
	_, _, r := inquestOf(t, map[string]string{"east1/worker.log": worker("east1", 90), "east2/worker.log": worker("east2", 40)})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Host != "east2" || r.Hypotheses[0].Fault != "process.silent-stop" {
		t.Fatalf("verdict %s, hypotheses %+v", r.Verdict, r.Hypotheses)
	}
}

func TestSlowPathIsToldFromLoss(t *testing.T) {
	ping := func(lose, slow bool) string {
		var l strings.Builder
		for i := 1; i <= 60; i++ {
			ms := 0.7
			if i > 40 && slow {
				ms = 410
			}
			if i > 40 && lose && i%3 != 0 {
				fmt.Fprintf(&l, "[%d.250000] no answer yet for icmp_seq=%d\n", 1930392000+i, i)
				continue
			}
			fmt.Fprintf(&l, "[%d.250000] 64 bytes from 10.8.0.7: icmp_seq=%d ttl=64 time=%.2f ms\n", 1930392000+i, i, ms)
		}
		return l.String()
	}
	late := func(i int) string {
		return map[bool]string{true: "JobDeadlineExceeded: deadline of 0.5s exceeded"}[i >= 41]
	}
	for want, p := range map[string]string{"net.latency": ping(false, true), "net.packet-loss": ping(true, false)} {
		_, _, r := inquestOf(t, map[string]string{"batch3/ledger.log": jobs(0, 60, late), "batch3/ping.txt": p})
		if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != want {
			t.Errorf("want %s, got %+v", want, r.Hypotheses)
		}
	}
}

func TestEmptyInputIsCalm(t *testing.T) {
	_, fs, r := inquestOf(t, map[string]string{"a.log": "\n"})
	if r.Verdict != cause.NoIncident || len(r.Hypotheses) != 0 {
		t.Errorf("verdict %s, %d findings, hypotheses %v", r.Verdict, len(fs), r.Hypotheses)
	}
}
