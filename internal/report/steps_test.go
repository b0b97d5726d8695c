package report

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/profile"
	"pgregory.net/rapid"
)

// shown is a hypothesis as one line of a class makes it.
func shown(c *fault.Class, l fault.Line, captures map[string]string) *cause.Hypothesis {
	h := &cause.Hypothesis{Fault: c.ID, Class: c, Component: "ledger", Captures: finding.Captures{}}
	for name, v := range captures {
		h.Captures[name] = finding.Captured{Value: v}
	}
	e := profile.Exemplar{Service: l.Service, Logger: l.Logger, Message: l.Message, Body: l.Body, Raw: l.Message}
	e.Ref.File = "logs/ledger.log"
	h.Evidence = []profile.Exemplar{e}
	return h
}

func capturesIn(c *fault.Class, l fault.Line) map[string]string {
	for _, h := range fault.Embedded().Match(l) {
		if h.Class == c {
			return h.Captures
		}
	}
	return nil
}

// TestEveryClassGivesCommandsThatSayWhatTheyLack renders the checks of every
// class on each of its own samples: nothing stays between braces, and each word
// that the reader has to replace is named in words beside the command.
func TestEveryClassGivesCommandsThatSayWhatTheyLack(t *testing.T) {
	sh, _ := exec.LookPath("sh")
	b := bench(nil, &cause.Result{From: 5e9, To: 7e9})
	commands := map[string]string{}
	for _, c := range fault.Embedded().Classes() {
		some := 0
		for _, s := range c.Samples() {
			if !s.Match {
				continue
			}
			for _, step := range b.checks(shown(c, s.Line, capturesIn(c, s.Line))) {
				some++
				assertFilled(t, c.ID, step)
				commands[opened(step.Command)] = c.ID
			}
		}
		if some == 0 {
			t.Errorf("%s: no check", c.ID)
		}
	}
	if sh == "" {
		t.Skip("no sh on this machine")
	}
	for command, id := range commands {
		if out, err := exec.Command(sh, "-n", "-c", command).CombinedOutput(); err != nil {
			t.Errorf("%s: a shell does not read %s: %s", id, command, out)
		}
	}
}

func assertFilled(t *testing.T, id string, s Step) {
	t.Helper()
	command, note := opened(s.Command), opened(s.Note)
	if command == "" && note == "" {
		t.Errorf("%s: a check without command and note", id)
	}
	for _, text := range []string{command, note, opened(s.Confirms), opened(s.Refutes)} {
		for i := range text {
			if name, ok := fault.PlaceholderAt(text[i:]); ok && name != "" {
				t.Errorf("%s: {%s} stays in %q", id, name, text)
			}
		}
	}
	for name := range replaced {
		if hasWord(command, blank(name)) && !strings.Contains(note, blank(name)+" by ") {
			t.Errorf("%s: %q asks for %s and its note %q does not say so", id, command, blank(name), note)
		}
	}
}

// hasWord finds a word in capitals that stands for a name; keywords of
// statements are written small in the catalogue.
func hasWord(text, word string) bool {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !(r >= 'A' && r <= 'Z' || r == '_' || r >= 'a' && r <= 'z') }) {
		if w == word {
			return true
		}
	}
	return false
}

// TestEveryPlaceholderHasWords: a placeholder of the catalogue that the logs may
// leave open says by what it is replaced.
func TestEveryPlaceholderHasWords(t *testing.T) {
	for _, c := range fault.Embedded().Classes() {
		for _, q := range c.Confirm {
			for i := range q.Command {
				if name, ok := fault.PlaceholderAt(q.Command[i:]); ok && replaced[name] == "" {
					t.Errorf("%s: {%s} has no words", c.ID, name)
				}
			}
		}
	}
}

func TestCommandsSuitWhatTheLinesSpeakOf(t *testing.T) {
	b := bench(nil, &cause.Result{})
	for _, c := range []struct {
		class, component, line string
		want, not              string // in the first check
	}{
		{"db.connection-lost", "pg-orders", "server closed the connection unexpectedly", "psql -h pg-orders", "mysql"},
		{"db.connection-lost", "orders-db", "(2006, 'MySQL server has gone away')", "mysql -h orders-db", "psql"},
		{"db.connection-lost", "10.0.0.9:5432", "connection already closed", "psql -h 10.0.0.9 -p 5432", "mysql"},
		{"db.too-many-connections", "mongo1", "connection refused because too many open connections", "mongosh --host mongo1", "psql"},
		{"db.access-denied", "db-1", `(1045, "Access denied for user 'ledger'@'10.2.0.9' (using password: YES)")`, "mysql -h db-1 -u ledger -p", "psql"},
		{"db.access-denied", "db-1", `FATAL: password authentication failed for user "ledger"`, "-U ledger", "mysql"},
		{"db.missing-object", "pg-1", `ERROR: relation "lanes" does not exist`, `psql -h pg-1 -c "\d lanes"`, "ledger"},
		{"os.file-missing", "ledger", "FileNotFoundError: [Errno 2] x: '/in/41.csv'", "ls -ld /in/41.csv", "ls -ld ledger"},
		{"os.permission-denied", "ledger", "open /srv/in/7.csv: permission denied", "namei -l /srv/in/7.csv", "namei -l ledger"},
		{"k8s.config-missing", "ledger", "couldn't find key DB_URL in ConfigMap shop/ledger-env", "kubectl -n shop get configmap,secret | grep -e DB_URL", "-n ledger"},
		{"k8s.crash-loop", "ledger", "Warning BackOff Back-off restarting failed container ledger in pod ledger-0_shop", "kubectl -n shop logs ledger-0 --previous", "logs ledger "},
		{"k8s.image-pull", "kubelet", `Failed to pull image "reg.lab.example/ledger:4.2": x`, "crictl pull reg.lab.example/ledger:4.2", "kubelet"},
		{"http.not-found", "shop 10.0.0.9:80", `10.0.0.7 - - "GET /orders/7?q=1 HTTP/1.1" 404 12`, "http://10.0.0.9:80/orders/7", "PATH"},
		{"process.unhandled-exception", "ledger", "Unhandled exception: shop.LaneError: x", "logs/ledger.log", "/var/log"},
		{"auth.login-failed", "sshd", "sshd[41]: Failed password for shop from 10.0.0.9 port 4100 ssh2", "grep -e shop", "grep sshd"},
	} {
		class := fault.Embedded().Class(c.class)
		l := fault.Line{Level: "error", Message: c.line}
		h := shown(class, l, capturesIn(class, l))
		h.Component = c.component
		checks := b.checks(h)
		first := opened(checks[0].Command)
		if !strings.Contains(first, c.want) || strings.Contains(first, c.not) {
			t.Errorf("%s at %s: first check is %q, want %q and not %q", c.class, c.component, first, c.want, c.not)
		}
	}
}

func TestCommandsForNoSystemAtHand(t *testing.T) {
	b := bench(nil, &cause.Result{})
	class := &fault.Class{Confirm: []fault.Confirm{{Command: "psql -h {host}", Confirms: "yes", Refutes: "no"}}}
	h := &cause.Hypothesis{Class: class, Component: "oracle-1"}
	got := b.checks(h)
	if len(got) != 1 || !got[0].Command.Empty() || !strings.Contains(opened(got[0].Note), "Oracle Database") {
		t.Errorf("got %q, %q", opened(got[0].Command), opened(got[0].Note))
	}
	h.Component = "ledger"
	got = b.checks(h)
	if opened(got[0].Command) != "psql -h ledger" || opened(got[0].Note) != "Where it is PostgreSQL." {
		t.Errorf("got %q, %q", opened(got[0].Command), opened(got[0].Note))
	}
}

func TestNotesOfCommands(t *testing.T) {
	b := bench(nil, &cause.Result{})
	several := finding.Captures{"path": {Value: "/in/41.csv", Others: true}}
	for _, c := range []struct {
		command  string
		captures finding.Captures
		want     string
	}{
		{"nc -vz {host} 80", nil, ""},
		{"nc -vz {host} {port}", nil, "Replace PORT by the port it listens on."},
		{"psql -h {host} -p {port}", nil, "Where it is PostgreSQL. 5432 is its usual port; these logs name none."},
		{"ls {path}; ls {path}", several, "Repeat it for the others that these lines name beside /in/41.csv."},
		{`curl -H "Bearer $TOKEN" x`, nil, "Set TOKEN first."},
		{`sed 's/$//' | awk '{print $1}'`, nil, ""},
		{"ls {path} {odd}", nil, "Replace PATH by the path that is meant and ODD by the odd that is meant."},
	} {
		_, note := b.filled(&cause.Hypothesis{Component: "ledger", Captures: c.captures}, c.command)
		if got := opened(note); got != c.want {
			t.Errorf("%s: note %q, want %q", c.command, got, c.want)
		}
	}
}

func TestFilesThatAToolCanRead(t *testing.T) {
	for file, want := range map[string]bool{
		"logs/a.log": true, "a": true, "": false, "-": false, "b.tar.gz!/a.log": false, "a.log.GZ": false, "loki://x": false,
	} {
		if readable(file) != want {
			t.Errorf("readable(%q) = %v", file, !want)
		}
	}
}

// TestNoCaptureActsInAShell puts what an attacker writes in a log in the place of
// every capture of every class: it stands quoted as one word, or not at all.
func TestNoCaptureActsInAShell(t *testing.T) {
	b := bench(nil, &cause.Result{From: 5e9, To: 7e9})
	var with []*fault.Class
	for _, c := range fault.Embedded().Classes() {
		if slices.ContainsFunc(c.Confirm, func(q fault.Confirm) bool { return strings.Contains(q.Command, "{") }) {
			with = append(with, c)
		}
	}
	evil := rapid.SampledFrom([]string{"$(touch pwned)", "`touch pwned`", "'; touch pwned; '", `"; touch pwned; "`, "a\ntouch pwned", "-exec touch pwned", "a|touch pwned", "\\'; touch pwned #", "a\u2028touch pwned", "{host}", "${IFS}touch pwned"})
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(with).Draw(t, "class")
		v := evil.Draw(t, "value") + rapid.StringMatching(`[ -~]{0,8}`).Draw(t, "tail")
		captures := map[string]string{}
		for _, q := range c.Confirm {
			for i := range q.Command {
				if name, ok := fault.PlaceholderAt(q.Command[i:]); ok {
					captures[name] = v
				}
			}
		}
		h := shown(c, fault.Line{}, captures)
		h.Component, h.Host = v, v
		h.Evidence[0].Ref = evidence.Ref{File: v}
		for _, q := range c.Confirm {
			text, _ := b.filled(h, q.Command)
			left := strings.ReplaceAll(opened(text), shellQuote(v), "")
			plain := opened(names{}.command(q.Command))
			if strings.Contains(left, "touch") && !strings.Contains(plain, "touch") {
				t.Fatalf("%s: value %q acts in %q", c.ID, v, opened(text))
			}
		}
	})
}
