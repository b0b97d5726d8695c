package report

import (
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/fault"
	"inquest/internal/profile"
)

func TestCommandsSayWhereTheyRun(t *testing.T) {
	for _, c := range []struct{ host, component, command, want string }{
		{"web7", "shop", "ss -ltn", "web7"},
		{"", "mysql 10.0.0.9:3306", "df -h", "10.0.0.9"},
		{"web7", "shop", "nc -vz {host} {port}", ""},                  // names its target
		{"web7", "shop", "grep -c ERROR {file}", ""},                  // reads the logs at hand
		{"web7", "shop", "kubectl describe pod x", ""},                // asks a server of its own
		{"web7", "shop", "psql -c 'select 1'", ""},                    // likewise
		{"", "shop", "ss -ltn", ""},                                   // nobody knows where
		{"web7", "shop", "systemctl status shop", "web7"},             // of the machine
		{"web7", "shop", "openstack server list", ""},                 // a cloud's
		{"web7", "shop", "jstack $(pgrep -f {component})", "web7"},    // of a process there
		{"web7", "shop", "curl -sv http://127.0.0.1:80/", ""},         // no known look at a machine
		{"web7", "", "grep -A20 'Start-Date' /var/log/apt/x", "web7"}, // a file of the machine
	} {
		b := bench(nil, &cause.Result{})
		h := &cause.Hypothesis{Host: c.host, Component: c.component}
		if got := b.runsOn(h, c.command, madeFor(c.command)); got != c.want {
			t.Errorf("%q on %q: %q, want %q", c.command, c.host, got, c.want)
		}
	}
}

func TestTheWholeJournalWhereNoUnitIsNamed(t *testing.T) {
	n := names{"from": "a", "to": "b"}
	if got := n.wholeJournal("systemctl status {name}; journalctl -u {name} --since {from} --until {to}"); strings.Contains(got, "{name}") || !strings.Contains(got, "journalctl --since") {
		t.Errorf("got %q", got)
	}
	n["name"] = "shop"
	if got := n.wholeJournal("journalctl -u {name}"); got != "journalctl -u {name}" {
		t.Errorf("a known unit is left out: %q", got)
	}
	if got := (names{}).wholeJournal("journalctl -u {name}"); got != "journalctl -u {name}" {
		t.Errorf("a journal without a window: %q", got)
	}
}

// TestReferencesSuitTheLines: what is about another server or protocol than the one that
// lines speak of is no reference for them.
func TestReferencesSuitTheLines(t *testing.T) {
	for _, c := range []struct {
		publisher, title, component, line string
		want                              bool
	}{
		{"Oracle (MySQL)", "Causes of Access-Denied Errors", "sshd on sftp3", "Failed publickey for drop", false},
		{"Oracle (MySQL)", "Causes of Access-Denied Errors", "mysql 10.0.0.9:3306", "Access denied for user", true},
		{"PostgreSQL Global Development Group", "Disk Full Failure", "mysql on db3", "dumping shop.orders", false},
		{"PostgreSQL Global Development Group", "Disk Full Failure", "10.0.0.9:5432", "could not extend file", true},
		{"RFC Editor", "RFC 4511: LDAP, The Protocol", "sshd on sftp3", "Failed publickey for drop", false},
		{"RFC Editor", "RFC 4511: LDAP, The Protocol", "ldap1", "ldap_bind: Invalid credentials", true},
		{"OASIS", "MQTT Version 3.1.1", "mosquitto", "Client x disconnected, not authorised.", true},
		{"Linux man-pages project", "connect(2)", "sshd on sftp3", "refused", true},
		{"systemd project", "systemd.service(5)", "shop", "stopped", true},
		{"Kubernetes", "Debug Pods", "shop on web7", "exited with code 1", false},
		{"Kubernetes", "Debug Pods", "pod shop-1", "Back-off restarting failed container", true},
		{"Google", "Site Reliability Engineering: Handling Overload", "shop", "busy", true},
	} {
		e := []profile.Exemplar{{Message: c.line}}
		h := &cause.Hypothesis{Component: c.component, Evidence: e}
		r := fault.Reference{Publisher: c.publisher, Title: c.title}
		if got := about(r, spokenOf(h), linesSaid(e)+" "+c.component); got != c.want {
			t.Errorf("%s, %s for %q: %v", c.publisher, c.title, c.component, got)
		}
	}
}
