package cause_test

import (
	"strings"
	"testing"
)

// TestWorkThatBeginsJustBefore: another program of the same host begins to write shortly
// before runs fail for a lock. It is named as what stands before, and no verdict.
func TestWorkThatBeginsJustBefore(t *testing.T) {
	fails := func(i int) string {
		if i < 40 {
			return ""
		}
		return "sqlite3.OperationalError: database is locked"
	}
	var report log
	for i := 38; i < 60; i += 4 {
		report.at(float64(i), "INFO", "account group %d of 61 done", i)
	}
	logs := map[string]string{"acc1/poster.log": strings.ReplaceAll(jobs(0, 60, fails), " on 10.8.0.7:5432", ""), "acc1/monthend.log": report.String()}
	_, fs, r := inquestOf(t, logs)
	wantSaid(t, said(fs, r), "acc1/monthend.log begins at", "before the first bad sign: [main] account group 38 of 61 done")
	if len(r.Hypotheses) == 0 || !strings.HasPrefix(r.Hypotheses[0].Fault, "db.lock") {
		t.Fatalf("%v", titles(r))
	}
	cited := false
	for _, e := range r.Hypotheses[0].Evidence {
		cited = cited || strings.Contains(e.Raw, "account group 38")
	}
	if !cited {
		t.Error("what begins just before is not among the evidence")
	}
	var always log
	for i := 0; i < 60; i += 4 {
		always.at(float64(i), "INFO", "account group %d of 61 done", i)
	}
	logs["acc1/monthend.log"] = always.String()
	_, fs, r = inquestOf(t, logs)
	for _, s := range said(fs, r) {
		if strings.Contains(s, "begins at") {
			t.Errorf("it was always there: %s", s)
		}
	}
}
