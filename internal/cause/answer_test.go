package cause_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/cause"
)

// resolver is a name server's log: addr says which address it gives at a second.
func resolver(addr func(i int) string) string {
	var l strings.Builder
	for i := 0; i < 60; i += 3 {
		fmt.Fprintf(&l, "%s dnsmasq[302]: query[A] crm.int.example from 10.60.0.9\n%s dnsmasq[302]: /etc/hosts.int crm.int.example is %s\n", clock(float64(i)), clock(float64(i)), addr(i))
	}
	return l.String()
}

// TestAnotherAddressThanBefore: runs fail from the moment on at which a name has another
// address; one that changes by turns, one that never changes, and one that changed long
// before are no cause.
func TestAnotherAddressThanBefore(t *testing.T) {
	fails := func(i int) string {
		if i < 40 {
			return ""
		}
		return "410 Gone"
	}
	logs := func(addr func(i int) string) map[string]string {
		return map[string]string{"sync1/sync.log": jobs(0, 60, fails), "ns4/dnsmasq.log": resolver(addr)}
	}
	move := func(at int) func(i int) string {
		return func(i int) string { return map[bool]string{true: "10.60.0.31", false: "10.60.0.32"}[i >= at] }
	}
	_, fs, r := inquestOf(t, logs(move(40)))
	if r.Verdict != cause.Incident || r.Hypotheses[0].Fault != "dns.answer-changed" || r.Hypotheses[0].Host != "ns4" {
		t.Fatalf("verdict %s, %+v", r.Verdict, r.Hypotheses)
	}
	wantSaid(t, said(fs, r), "gives 10.60.0.32 for crm.int.example until", "gives another address for a name than before")
	if !strings.Contains(r.Hypotheses[0].Title, "10.60.0.31 instead of 10.60.0.32") {
		t.Errorf("the title is %q", r.Hypotheses[0].Title)
	}
	if s := say(r.Headline); strings.Contains(s, "crm.int.example") {
		t.Errorf("text of a log stands among the words of the headline: %s", s)
	}
	if got := r.Hypotheses[0].Captures["record"].Value; got != "crm.int.example" {
		t.Errorf("the command would ask for %q", got)
	}
	for name, addr := range map[string]func(i int) string{
		"by turns": func(i int) string { return fmt.Sprintf("10.60.0.%d", 31+i%2) },
		"never":    func(int) string { return "10.60.0.32" },
		"long ago": move(8),
	} {
		_, _, r := inquestOf(t, logs(addr))
		for _, h := range r.Hypotheses {
			if h.Fault == "dns.answer-changed" {
				t.Errorf("%s: %s", name, h.Title)
			}
		}
	}
}
