package report

import (
	"os/exec"
	"strings"
	"testing"

	"inquest/internal/cause"
	"pgregory.net/rapid"
)

func opened(t Text) string { return t.Open(func(s string) string { return s }, nil) }

func TestCommandsAreFilledSafely(t *testing.T) {
	n := names{"host": "db-1", "port": "5432", "component": "it's $(reboot)", "from": "2026-03-14 02:00:00"}
	for _, c := range []struct{ template, want string }{
		{"nc -vz {host} {port}", "nc -vz db-1 5432"},
		{"grep {component} log", `grep 'it'\''s $(reboot)' log`},
		{`grep "{component}" log`, `grep "COMPONENT" log`},
		{`grep '{component}' log`, `grep 'COMPONENT' log`},
		{`journalctl --since "{from}"`, `journalctl --since "2026-03-14 02:00:00"`},
		{`journalctl --since {from}`, `journalctl --since '2026-03-14 02:00:00'`},
		{`journalctl --until {to}`, `journalctl --until TO`},
		{`echo \"{component}\"`, `echo \"'it'\''s $(reboot)'\"`},
		{`awk '{print $1}' {host}`, `awk '{print $1}' db-1`},
		{"no placeholder", "no placeholder"},
		{"", ""},
	} {
		if got := opened(n.command(c.template)); got != c.want {
			t.Errorf("command(%q) = %q, want %q", c.template, got, c.want)
		}
	}
}

func TestNamesThatStayOut(t *testing.T) {
	for _, v := range []string{"-oProxyCommand=x", "a\nb", "a\x1b[2J", "a\u202eb", ""} {
		n := names{"host": v}
		if got := opened(n.command("ssh {host}")); got != "ssh HOST" {
			t.Errorf("host %q is filled in as %q", v, got)
		}
	}
}

func TestSentencesAreFilledWithWhatIsKnown(t *testing.T) {
	n := names{"component": "ledger"}
	if got := opened(n.fill("{component} on {host} from {from}")); got != "ledger on its host from the begin" {
		t.Errorf("got %q", got)
	}
}

func TestNamesOfAHypothesis(t *testing.T) {
	b := &builder{res: &cause.Result{From: 5e9, To: 7e9}}
	for _, c := range []struct{ component, host, wantHost, wantPort string }{
		{"10.0.0.9:5432", "", "10.0.0.9", "5432"},
		{"mysql 10.0.0.9:3306", "", "10.0.0.9", "3306"},
		{"orders 10.0.0.9:80 on web-1", "web-1", "web-1", "80"},
		{"mysql@10.0.0.9:3306", "", "10.0.0.9", "3306"},
		{"ledger", "", "ledger", ""},
		{"the ledger", "", "", ""},
		{"a:b:c", "", "a:b:c", ""},
		{"x:99999", "", "x:99999", ""},
		{unknownComponent, "", "", ""},
	} {
		n := b.namesOf(&cause.Hypothesis{Component: c.component, Host: c.host})
		if n["host"] != c.wantHost || n["port"] != c.wantPort {
			t.Errorf("component %q: host %q port %q, want %q %q", c.component, n["host"], n["port"], c.wantHost, c.wantPort)
		}
		if n["from"] != "1970-01-01 00:00:05" || n["to"] != "1970-01-01 00:00:08" {
			t.Errorf("window %q to %q", n["from"], n["to"])
		}
	}
}

// TestShellQuotePrintsItself lets a real shell read back any quoted text.
func TestShellQuotePrintsItself(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh on this machine")
	}
	for _, s := range []string{"a b", "it's", `$(reboot)`, "`x`", `\`, `"`, "!", "*", "~", "a;b", "a|b&c>d<e", "#x", "é", "''", "'"} {
		out, err := exec.Command(sh, "-c", "printf %s "+shellQuote(s)).Output()
		if err != nil || string(out) != s {
			t.Errorf("shellQuote(%q) = %s, which a shell reads as %q (%v)", s, shellQuote(s), out, err)
		}
	}
}

// TestFilledCommandsKeepTheirShape: whatever a name holds, the command's own
// words stay, and what is put in is one word of the shell.
func TestFilledCommandsKeepTheirShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.String().Draw(t, "host")
		got := opened(names{"host": v}.command(`ssh {host} "uptime; grep '{host}' /etc/hosts"`))
		if !strings.HasPrefix(got, "ssh ") || !strings.HasSuffix(got, `' /etc/hosts"`) {
			t.Fatalf("host %q gives %q", v, got)
		}
		middle := strings.TrimSuffix(strings.TrimPrefix(got, "ssh "), `' /etc/hosts"`)
		word, quoted, ok := strings.Cut(middle, ` "uptime; grep '`)
		if !ok || word != "HOST" && word != shellQuote(v) || quoted != "HOST" && !shellPlain(quoted, false) {
			t.Fatalf("host %q gives %q", v, got)
		}
	})
}
