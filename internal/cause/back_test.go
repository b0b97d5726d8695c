package cause_test

import "testing"

// TestARestartDoesNotExplainWhatGoesOn: a worker stops and starts again within two seconds;
// its runs fail from then on for a reason that no class knows. The stop does not lead.
func TestARestartDoesNotExplainWhatGoesOn(t *testing.T) {
	fails := func(i int) string {
		if i < 40 {
			return ""
		}
		return "frobnicator is out of quince"
	}
	var own log
	own.at(38, "INFO", "Stopped ledger.service - Ledger.")
	own.at(39, "INFO", "Started ledger.service - Ledger.")
	_, _, r := inquestOf(t, map[string]string{"hd1/ledger.log": own.String() + jobs(0, 60, fails)})
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault == "process.stopped" {
		t.Errorf("%v", titles(r))
	}
	for _, h := range r.Hypotheses {
		if h.Fault == "process.stopped" && h.Confidence > 0.35 {
			t.Errorf("%s: %.2f", h.Title, h.Confidence)
		}
	}
}
