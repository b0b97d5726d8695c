package cause_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"inquest/internal/cause"
)

// program writes lines of several processes of one file: time, process id,
// level, logger, message.
type program struct{ strings.Builder }

func (p *program) at(seconds float64, pid int, level, logger, format string, args ...any) {
	t := time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC).Add(time.Duration(seconds * 1e9))
	fmt.Fprintf(p, "%s %d %s %s [-] %s\n", t.Format("2006-01-02 15:04:05.000"), pid, level, logger, fmt.Sprintf(format, args...))
}

// quiet writes ten minutes of ordinary work.
func (p *program) quiet() {
	for i := range 120 {
		p.at(float64(5*i), 811, "INFO", "depot.store.manager", "Audit of shelf %d finished in %d ms", i, 40+i%7)
	}
}

// TestServicesAlone: no run is logged; the earliest cause event stands first,
// under the name that others give it.
func TestServicesAlone(t *testing.T) {
	for _, x := range []struct {
		name             string
		write            func(p *program)
		fault, component string
		never            string
	}{
		{"a stop under a library's name, named by those who miss it", func(p *program) {
			p.at(400, 622, "INFO", "acme_runtime.service", "Caught SIGTERM, stopping children")
			p.at(461, 811, "WARNING", "depot.store.group", "Lost connection to depot-planner for reporting state.")
			p.at(462, 811, "ERROR", "depot.store.manager", "Timed out waiting for a reply to message 17")
			p.at(522, 811, "ERROR", "depot.store.manager", "Timed out waiting for a reply to message 18")
		}, "process.stopped", "depot-planner", "acme_runtime"},
		{"a stop named by its successor", func(p *program) {
			p.at(400, 622, "INFO", "acme_runtime.service", "Caught SIGTERM, stopping children")
			p.at(462, 811, "ERROR", "depot.store.manager", "Timed out waiting for a reply to message 17")
			p.at(500, 911, "INFO", "depot.service", "Starting planner node (version 4.2)")
		}, "process.stopped", "depot planner", "acme_runtime"},
		{"two names are none", func(p *program) {
			p.at(400, 622, "INFO", "acme_runtime.service", "Caught SIGTERM, stopping children")
			p.at(461, 811, "WARNING", "depot.store.group", "Lost connection to depot-planner for reporting state.")
			p.at(462, 811, "WARNING", "depot.store.group", "Lost connection to depot-mover for reporting state.")
		}, "process.stopped", "depot", "depot-"},
		{"missed heartbeats without a refusal", func(p *program) {
			for i := range 6 {
				p.at(420+float64(i), 811, "ERROR", "acme.wire", "AMQP server on relay7:5672 is unreachable: Too many heartbeats missed. Trying again in 1 seconds.")
			}
		}, "net.host-unreachable", "relay7:5672", ""},
		{"missed heartbeats and refusals", func(p *program) {
			for i := range 6 {
				p.at(420+float64(i), 811, "ERROR", "acme.wire", "AMQP server on relay7:5672 is unreachable: Too many heartbeats missed. Trying again in 1 seconds.")
				p.at(430+float64(i), 811, "ERROR", "acme.wire", "AMQP server on relay7:5672 is unreachable: [Errno 111] ECONNREFUSED. Trying again in 1 seconds.")
			}
		}, "process.stopped", "relay7:5672", "net.host-unreachable"},
		{"a refresh of members changes no rule set", func(p *program) {
			p.at(390, 733, "INFO", "depot.guard.rules", "Security group member updated [b05]")
			p.at(400, 811, "ERROR", "depot.store.manager", "Disk of image crate-4 is too small: 2 GB asked, 1 GB allowed")
			p.at(401, 811, "ERROR", "depot.store.manager", "Timed out waiting for a reply to message 17")
		}, "", "", "net.firewall-changed"},
	} {
		t.Run(x.name, func(t *testing.T) {
			var p program
			p.quiet()
			x.write(&p)
			_, _, r := inquestOf(t, map[string]string{"all.log": p.String()})
			if len(r.Hypotheses) == 0 {
				if x.fault != "" {
					t.Fatal("no hypothesis")
				}
				return
			}
			h := r.Hypotheses[0]
			if x.fault != "" && (h.Fault != x.fault || !strings.Contains(h.Component, x.component)) {
				t.Errorf("%s @ %s, want %s @ %s", h.Fault, h.Component, x.fault, x.component)
			}
			for _, h := range r.Hypotheses {
				if text := h.Fault + " " + h.Component; x.never != "" && strings.Contains(text, x.never) {
					t.Errorf("blamed: %s", text)
				}
				if h.Confidence > 0.8 {
					t.Errorf("%s: confidence %v without any run", h.Fault, h.Confidence)
				}
			}
		})
	}
}

// TestRelayedErrorIsTheServers: a client's driver passes on what the database
// says of its own disk.
func TestRelayedErrorIsTheServers(t *testing.T) {
	text := `could not extend file "base/16385/16387": No space left on device`
	_, _, r := inquestOf(t, map[string]string{"batch3/ledger.log": jobs(0, 60, func(i int) string { return map[bool]string{true: text}[i >= 40] })})
	if len(r.Hypotheses) == 0 {
		t.Fatal("no hypothesis")
	}
	h := r.Hypotheses[0]
	if !strings.Contains(h.Component, "10.8.0.7:5432") || h.Host == "batch3" {
		t.Errorf("blamed: %s on %q", h.Component, h.Host)
	}
	if h.Outcome == cause.Supported || r.Verdict != cause.Open {
		t.Errorf("%s, verdict %s", h.Outcome, r.Verdict)
	}
}
