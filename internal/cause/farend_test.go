package cause_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/cause"
)

// mirror writes runs of a job that copies crates to a store over LDAP, a queue or a
// cache; its complaints name nobody.
func mirror(first, fail string) string {
	return strings.ReplaceAll(jobs(0, 60, func(i int) string { return map[bool]string{true: fail}[i >= 40] }), " on 10.8.0.7:5432", "") + first
}

// TestOnlyServerOfItsKindIsNamed: the complaint speaks a server's words and names no
// server, and the input holds one of the kind, or several.
func TestOnlyServerOfItsKindIsNamed(t *testing.T) {
	cache := func(host string) string {
		var l log
		for i := range 60 {
			l.at(float64(i), "INFO", "%d clients on %s", i%7, host)
		}
		return l.String()
	}
	const full = "ReplyError: OOM command not allowed when used memory > 'maxmemory'."
	_, fs, r := inquestOf(t, map[string]string{"batch3/mirror.log": mirror("", full), "cache4/redis/redis.log": cache("cache4")})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "cache.out-of-memory" || r.Hypotheses[0].Host != "cache4" {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	wantSaid(t, said(fs, r), "do not name the far end; redis on cache4 is the only redis in these logs")
	_, _, r = inquestOf(t, map[string]string{"batch3/mirror.log": mirror("", full), "cache4/redis/redis.log": cache("cache4"), "cache5/redis/redis.log": cache("cache5")})
	for _, h := range r.Hypotheses {
		if h.Host == "cache4" || h.Host == "cache5" {
			t.Errorf("one of two is named: %s", h.Title)
		}
	}
}

// TestOnlyFarEndThatTheSpeakerNames: the start line of the job says where it goes.
func TestOnlyFarEndThatTheSpeakerNames(t *testing.T) {
	var start log
	start.at(0, "INFO", "mirror 2.1 up, upstream https://crates.lab.example/in")
	expired := "tls: failed to verify certificate: x509: certificate has expired or is not yet valid"
	_, fs, r := inquestOf(t, map[string]string{"batch3/mirror.log": mirror(start.String(), expired)})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "tls.certificate-expired" || !strings.Contains(r.Hypotheses[0].Component, "crates.lab.example:443") {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	wantSaid(t, said(fs, r), "crates.lab.example:443 is the only one that their source names")
	start.at(1, "INFO", "mirror 2.1 also serves https://pallets.lab.example/in")
	_, _, r = inquestOf(t, map[string]string{"batch3/mirror.log": mirror(start.String(), expired)})
	for _, h := range r.Hypotheses {
		if strings.Contains(h.Component, "lab.example") {
			t.Errorf("one of two is named: %s", h.Title)
		}
	}
}

// TestRunsLostWithTheirProcess: the supervisor says that the worker was killed while
// runs were under way; nothing else tells what became of them.
func TestRunsLostWithTheirProcess(t *testing.T) {
	worker := func(end int) string {
		var l log
		for i := range end {
			l.at(float64(i), "INFO", "Task score[w-%04d] received", 500+i)
			if i < end-4 {
				l.at(float64(i)+3.5, "INFO", "Task score[w-%04d] succeeded in 3.5000s: None", 500+i)
			}
		}
		return l.String()
	}
	supervisor := func(at float64) string {
		var b strings.Builder
		fmt.Fprintf(&b, "%s INFO supervisord started with pid 7\n%s INFO spawned: 'scorer' with pid 11\n", clock(-5), clock(-4))
		fmt.Fprintf(&b, "%s WARN exited: scorer (terminated by SIGKILL; not expected)\n%s INFO waiting\n", clock(at), clock(90))
		return b.String()
	}
	_, _, r := inquestOf(t, map[string]string{"east2/scorer.log": worker(40), "east2/supervisord.log": supervisor(40.2)})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "os.killed" || !strings.Contains(r.Hypotheses[0].Component, "scorer") {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	if c := r.Hypotheses[0].Component; strings.Contains(c, "supervisord") {
		t.Errorf("who tells of it is blamed: %s", c)
	}
	_, _, r = inquestOf(t, map[string]string{"east2/scorer.log": worker(40), "east2/supervisord.log": supervisor(85)})
	for _, h := range r.Hypotheses {
		if h.Fault == "os.killed" && h.Outcome == cause.Supported {
			t.Errorf("a kill long after the log fell silent accounts for the runs: %s", h.Title)
		}
	}
}

// TestComplaintsAtTheStartAreNotTheOnset: where no run fails, one line of a program's
// start does not end the quiet part.
func TestComplaintsAtTheStartAreNotTheOnset(t *testing.T) {
	var p program
	p.at(1, 811, "ERROR", "depot.store.config", "no certificate is configured, serving without one")
	p.quiet()
	p.at(400, 622, "INFO", "depot.planner.service", "Caught SIGTERM, stopping children")
	for i := range 40 {
		p.at(401+float64(i), 811, "ERROR", "depot.store.group", "dial tcp 10.8.0.7:9200: connect: connection refused")
	}
	_, fs, r := inquestOf(t, map[string]string{"all.log": p.String()})
	wantSaid(t, said(fs, r), "The first bad sign is at 2031-03-04 12:06:41")
}

// TestRefusedLogins: the client's words and the server's are two classes, and a change of
// the secret stands before both.
func TestRefusedLogins(t *testing.T) {
	var server strings.Builder
	for i := range 60 {
		fmt.Fprintf(&server, "%s dir7 slapd[41]: conn=%d op=0 BIND dn=\"uid=svc-pay,dc=lab\" method=128\n", strings.Replace(clock(float64(i)), ",", ".", 1), 1000+i)
		if i == 39 {
			fmt.Fprintf(&server, "%s dir7 slapd[41]: conn=%d op=1 PASSMOD id=\"uid=svc-pay,dc=lab\" new\n", strings.Replace(clock(float64(i)+.5), ",", ".", 1), 1000+i)
		}
		code := map[bool]int{true: 49}[i >= 40]
		fmt.Fprintf(&server, "%s dir7 slapd[41]: conn=%d op=0 RESULT tag=97 err=%d text=\n", strings.Replace(clock(float64(i)+.1), ",", ".", 1), 1000+i, code)
	}
	_, _, r := inquestOf(t, map[string]string{"hr1/mirror.log": mirror("", "ldap_bind: Invalid credentials (49)"), "dir7/slapd.log": server.String()})
	if len(r.Hypotheses) < 3 {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	for i, want := range []string{"db.credentials-changed", "auth.login-failed", "auth.login-refused"} {
		if h := r.Hypotheses[i]; h.Fault != want || h.Host != "dir7" {
			t.Errorf("%d: %s at %s, want %s", i, h.Fault, h.Component, want)
		}
	}
}
