package cause_test

import (
	"strings"
	"testing"

	"inquest/internal/cause"
)

// TestRunsLeftTrying: deliveries that were tried again and again when the logs end are no
// calm, though nobody says that one failed; one that is under way is.
func TestRunsLeftTrying(t *testing.T) {
	scene := func(stuck int) string {
		var l log
		l.WriteString(jobs(0, 40, func(int) string { return "" }))
		for round := range 3 {
			for k := range stuck {
				id := "K77" + string(rune('A'+k)) + "1"
				if round == 0 {
					l.at(40+float64(k)/10, "INFO", "Job %s started (ledger).", id)
				}
				l.at(40.4+float64(round)/5+float64(k)/100, "WARNING", "Job %s: attempt %d/9 failed: lost connection with mx.example while sending", id, round+1)
			}
		}
		return l.String()
	}
	_, _, r := inquestOf(t, map[string]string{"relay1/mail.log": scene(4)})
	if r.Verdict != cause.Open || !strings.Contains(say(r.Headline), "tried again and again in vain") {
		t.Errorf("verdict %s: %s", r.Verdict, say(r.Headline))
	}
	if _, _, r = inquestOf(t, map[string]string{"relay1/mail.log": scene(1)}); r.Verdict != cause.NoIncident {
		t.Errorf("verdict %s: %s", r.Verdict, say(r.Headline))
	}
}

// TestOwnAddressIsTheHost: a proxy finds nobody at a port of its own host; the place is that
// host, not the loop-back.
func TestOwnAddressIsTheHost(t *testing.T) {
	fails := func(i int) string {
		if i < 40 {
			return ""
		}
		return "server answered 503"
	}
	var proxy log
	for i := range 20 {
		proxy.at(float64(40+i), "ERROR", "(gw.c.274) establishing connection failed: socket: tcp:127.0.0.1:8190: Connection refused")
	}
	_, _, r := inquestOf(t, map[string]string{"kiosk4/kiosk.log": strings.ReplaceAll(jobs(0, 60, fails), " on 10.8.0.7:5432", ""), "web2/lighttpd/error.log": proxy.String()})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Host != "web2" || !strings.Contains(r.Hypotheses[0].Component, ":8190") {
		t.Errorf("%v", titles(r))
	}
}
