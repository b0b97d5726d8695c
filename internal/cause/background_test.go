package cause_test

import (
	"strings"
	"testing"

	"inquest/internal/cause"
)

// TestBackgroundOfTheSameClass: one login fails all the time; from a moment on all others
// fail too. The verdict rests on those that are new, and is no calm.
func TestBackgroundOfTheSameClass(t *testing.T) {
	var l log
	for i := range 120 {
		switch {
		case i%8 == 3:
			l.at(float64(i), "WARN", "Login incorrect (no type): [printer3]")
		case i < 60:
			l.at(float64(i), "INFO", "Login OK: [desk-%d]", i%5)
		default:
			l.at(float64(i), "WARN", "Login incorrect (password does not match): [desk-%d]", i%5)
		}
	}
	_, _, r := inquestOf(t, map[string]string{"rad1/radius.log": l.String()})
	if r.Verdict == cause.NoIncident || len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "auth.login-failed" {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	for _, e := range r.Hypotheses[0].Evidence {
		if strings.Contains(e.Raw, "printer3") {
			t.Errorf("a line that was always there is cited: %s", e.Raw)
		}
	}
	var quiet log
	for i := range 120 {
		if i%8 == 3 {
			quiet.at(float64(i), "WARN", "Login incorrect (no type): [printer3]")
		} else {
			quiet.at(float64(i), "INFO", "Login OK: [desk-%d]", i%5)
		}
	}
	if _, _, r := inquestOf(t, map[string]string{"rad1/radius.log": quiet.String()}); r.Verdict == cause.Incident {
		t.Errorf("a login that fails all the time is called an incident: %s", say(r.Headline))
	}
}

// TestWhatDidNoHarmIsNotDeeper: runs were skipped for overlap again and again while others
// went well, and no more since deadlocks came.
func TestWhatDidNoHarmIsNotDeeper(t *testing.T) {
	fails := func(i int) string {
		if i < 40 {
			return ""
		}
		return "Deadlock found when trying to get lock; try restarting transaction"
	}
	var skips log
	for i := range 6 {
		skips.at(float64(100+40*i), "WARN", "Execution of job rebalance skipped: maximum number of running instances reached (4)")
	}
	_, _, r := inquestOf(t, map[string]string{"app9/batch.log": jobs(0, 60, fails), "app9/scheduler.log": skips.String()})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "db.deadlock" {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
}

// TestClusterIsNamedByItsService: three members of one service, whose words the complaint uses.
func TestClusterIsNamedByItsService(t *testing.T) {
	member := func(host string) string {
		var l log
		for i := range 60 {
			l.at(float64(i), "INFO", "%d clients on %s", i%7, host)
		}
		return l.String()
	}
	logs := map[string]string{"batch3/mirror.log": mirror("", "etcdserver: mvcc: database space exceeded")}
	for _, h := range []string{"cp1", "cp2", "cp3"} {
		logs[h+"/etcd/etcd.log"] = member(h)
	}
	_, _, r := inquestOf(t, logs)
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Component != "etcd" {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
}

// TestLineOfATraceThatTellsMost: the first line passes an exception on, the last one names it.
func TestLineOfATraceThatTellsMost(t *testing.T) {
	trace := "raised unexpected: ExceptionWithTraceback()\nTraceback (most recent call last):\n  File \"/srv/bill.py\", line 17, in charge\n    total = order['amount']\nKeyError: 'amount'"
	_, _, r := inquestOf(t, map[string]string{"wrk1/bill.log": mirror("", trace)})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "process.field-missing" {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	for _, e := range r.Hypotheses[0].Evidence {
		if e.Raw == "KeyError: 'amount'" {
			return
		}
	}
	t.Errorf("the line that names the field is not cited: %+v", r.Hypotheses[0].Evidence)
}
