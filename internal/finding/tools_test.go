package finding

import (
	"testing"

	"inquest/internal/profile"
)

// TestToolsThatChangeThings: their lines are changes whatever words they use.
func TestToolsThatChangeThings(t *testing.T) {
	s := &scene{dir: directoryOf(Place{Host: "edge4"}, Place{Service: "flyway", Host: "store2"})}
	for _, c := range []struct {
		line profile.Exemplar
		want bool
	}{
		{profile.Exemplar{Service: "salt-minion", Message: "File changed: /etc/relay/allow.txt"}, true},
		{profile.Exemplar{Service: "vault-agent", Message: "rendered clients.conf"}, true},
		{profile.Exemplar{Service: "ansible-ansible.legacy.copy", Message: "Invoked with dest=/etc/relay.conf"}, true},
		{profile.Exemplar{Service: "restic-restore", Message: "restored /etc/relay.conf from snapshot 41ab"}, true},
		{profile.Exemplar{Message: "deploy: ledger 2.4.1 -> 2.5.0 on edge4 by ops"}, true},
		{profile.Exemplar{Message: "deployctl: switching symlink"}, true},
		{profile.Exemplar{Service: "sudo", Message: "ops : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/chmod 777 /srv"}, true},
		{profile.Exemplar{Mark: profile.Mark{Source: 1}, Message: "schema is at version 12"}, true},
		{profile.Exemplar{Service: "sudo", Message: "session opened for user root"}, false},
		{profile.Exemplar{Service: "gitaly", Message: "repository opened"}, false},
		{profile.Exemplar{Service: "borgmatic2", Message: "x"}, false},
		{profile.Exemplar{Service: "saltwater", Message: "pump on"}, false},
		{profile.Exemplar{Service: "ledger", Message: "the deploy was fine: yes"}, false},
	} {
		if got := s.isTool(&c.line); got != c.want {
			t.Errorf("%s %q: %v", c.line.Service, c.line.Message, got)
		}
	}
	line := profile.Exemplar{Message: "deploy: ledger 2.4.1 -> 2.5.0 on edge4 by ops"}
	if got := s.changedBy(&line, Place{Service: "ci"}).String(); got != "edge4" {
		t.Errorf("what is changed is %q", got)
	}
	if got := s.changedBy(&profile.Exemplar{Message: "nothing is named"}, Place{Service: "ci"}).String(); got != "ci" {
		t.Errorf("what is changed is %q", got)
	}
}

func TestComplaintsAnnounceNothing(t *testing.T) {
	for line, want := range map[string]bool{
		"could not create a socket on 10.8.0.3:783: Address already in use": true,
		"update of the profile failed":                                      true,
		"profile strict enabled for every tenant":                           false,
		"release 12 activated":                                              false,
	} {
		if wrongRE.MatchString(line) != want {
			t.Errorf("%q: %v", line, !want)
		}
	}
}
