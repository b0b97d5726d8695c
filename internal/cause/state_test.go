package cause_test

import (
	"strings"
	"testing"

	"inquest/internal/cause"
)

// TestAnExceptionPassesOnWhatItsTextNames: nobody handled it, and still the far end's
// answer is what failed.
func TestAnExceptionPassesOnWhatItsTextNames(t *testing.T) {
	text := "RuntimeError: tariff lookup answered 502 Bad Gateway"
	_, _, r := inquestOf(t, map[string]string{"batch3/ledger.log": jobs(0, 60, func(i int) string { return map[bool]string{true: text}[i >= 40] })})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "http.bad-gateway" {
		t.Errorf("leading: %+v", r.Hypotheses)
	}
}

// TestAFullQueueFollowsFromItsConsumersDeath: the queue fills up long after the consumer
// ended, and a consumer that is back is no cause.
func TestAFullQueueFollowsFromItsConsumersDeath(t *testing.T) {
	scene := func(back bool) map[string]string {
		var consumer, broker log
		consumer.at(0, "INFO", "connected to nats://10.8.0.4:4222")
		for i := 1; i < 27; i++ {
			consumer.at(float64(i), "INFO", "archived %d readings", 10*i)
		}
		consumer.WriteString("panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:14 +0x1d\n")
		if back {
			consumer.at(28, "INFO", "archiver started, connected to nats://10.8.0.4:4222")
		}
		for i := range 60 {
			broker.at(float64(i), "INFO", "%d clients", i%5)
		}
		full := strings.ReplaceAll(jobs(0, 60, func(i int) string { return map[bool]string{true: "nats: maximum messages exceeded"}[i >= 40] }), " on 10.8.0.7:5432", " on 10.8.0.4:4222")
		return map[string]string{"arc1/archiver.log": consumer.String(), "ing1/ledger.log": full, "mq4/nats/nats.log": broker.String()}
	}
	_, _, r := inquestOf(t, scene(false))
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "process.panic" || r.Hypotheses[0].Host != "arc1" {
		t.Errorf("leading: %+v", r.Hypotheses)
	}
	_, _, r = inquestOf(t, scene(true))
	for _, h := range r.Hypotheses {
		if h.Fault == "process.panic" && h.Outcome == cause.Supported {
			t.Errorf("a consumer that is back is supported: %s (%v)", h.Title, h.Confidence)
		}
	}
}

// TestOneStrayRunStandsAside: a housekeeping job that fails beside an outage does not set
// its time, and an outage that it belongs to does.
func TestOneStrayRunStandsAside(t *testing.T) {
	outage := func() string {
		var l log
		for i := range 60 {
			l.at(float64(i), "INFO", "GET /items/%d 200", i)
		}
		l.at(60, "INFO", "Caught SIGTERM, shutting down")
		for i := range 50 {
			l.at(61+float64(i)/2, "ERROR", "dial tcp 10.8.0.7:9200: connect: connection refused")
		}
		return l.String()
	}
	var cron log
	cron.at(5, "INFO", "Job cron.daily started")
	cron.at(20, "ERROR", "Job cron.daily failed")
	_, fs, r := inquestOf(t, map[string]string{"app6/shop.log": outage(), "edge6/cron.log": cron.String()})
	wantSaid(t, said(fs, r), "The first bad sign is at 2031-03-04 12:01:01")
	if r.Verdict == cause.NoIncident || len(r.Hypotheses) == 0 || r.Hypotheses[0].Host == "edge6" {
		t.Errorf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	if s := say(r.Headline); !strings.HasPrefix(s, "Much more went wrong than the 1 failed run, which nothing ties to it.") {
		t.Errorf("headline: %s", s)
	}
	_, fs, r = inquestOf(t, map[string]string{"app6/shop.log": outage(), "edge6/cron.log": strings.Replace(cron.String(), "Job cron.daily failed", "Job cron.daily failed: dial tcp 10.8.0.7:9200: connect: connection refused", 1)})
	if text := strings.Join(said(fs, r), "\n"); strings.Contains(text, "The first bad sign is at 2031-03-04 12:01:01") {
		t.Errorf("a run with a reason stands aside:\n%s", text)
	}
}

// TestASilentWorkerAmongItsPeersIsNoCalm: no run is logged, one of three workers falls
// silent; when all do, nobody is missed.
func TestASilentWorkerAmongItsPeersIsNoCalm(t *testing.T) {
	worker := func(until int) string {
		var l log
		for i := range until {
			l.at(float64(i), "INFO", "frame %d of the stream is written", i)
		}
		return l.String()
	}
	_, _, r := inquestOf(t, map[string]string{"enc1/encoder.log": worker(100), "enc2/encoder.log": worker(40), "enc3/encoder.log": worker(100)})
	if r.Verdict != cause.Open {
		t.Errorf("one of three is silent: verdict %s", r.Verdict)
	}
	if s := say(r.Headline); !strings.HasPrefix(s, "No failure is logged, but one source fell silent") {
		t.Errorf("headline: %s", s)
	}
	_, _, r = inquestOf(t, map[string]string{"enc1/encoder.log": worker(40), "enc2/encoder.log": worker(40), "watch1/watch.log": worker(100)})
	if r.Verdict != cause.NoIncident {
		t.Errorf("all of a kind are silent: verdict %s", r.Verdict)
	}
}

// TestErrorsWithoutAQuietPartAreNoCalm: a short log of errors is not called healthy.
func TestErrorsWithoutAQuietPartAreNoCalm(t *testing.T) {
	var l log
	for i := range 8 {
		l.at(float64(i), "ERROR", "invoice %d was not sent: template is gone", i)
	}
	_, _, r := inquestOf(t, map[string]string{"app.log": l.String()})
	if r.Verdict != cause.Open && r.Verdict != cause.Incident {
		t.Errorf("verdict %s", r.Verdict)
	}
	var calm log
	for i := range 8 {
		calm.at(float64(i), "INFO", "invoice %d was sent", i)
	}
	if _, _, r = inquestOf(t, map[string]string{"app.log": calm.String()}); r.Verdict != cause.NoIncident {
		t.Errorf("nothing is wrong: verdict %s", r.Verdict)
	}
}

// TestTooFewRunsBeforeTheFailuresAreSaid: a single lost run half-way through the logs does
// not make them begin with failures.
func TestTooFewRunsBeforeTheFailuresAreSaid(t *testing.T) {
	_, fs, r := inquestOf(t, map[string]string{"batch3/ledger.log": jobs(0, 60, func(i int) string { return map[bool]string{true: refused}[i == 30] })})
	wantSaid(t, said(fs, r), "too few runs ended before it to tell a quiet part from chance")
	for _, s := range said(fs, r) {
		if strings.Contains(s, "near the beginning of the logs") {
			t.Errorf("said: %s", s)
		}
	}
}
