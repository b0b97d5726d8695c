package audit_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/audit"
)

// sample is a report, or a part of one, and what has to be said of a stretch of it.
type sample struct {
	name   string
	text   string
	at     string        // the stretch; "" takes any
	kind   audit.Kind    // "" takes any
	want   audit.Verdict // "" wants nothing refuted and nothing doubted
	right  string        // in the correction
	reason string        // in the reason
}

// check holds samples against their logs. A sample with a verdict wants a statement of it;
// one without wants that nothing is refuted or doubted.
func check(t *testing.T, b *bench, name string, list []sample) {
	t.Helper()
	for _, s := range list {
		t.Run(s.name, func(t *testing.T) {
			r := b.audit(t, name, s.text)
			if s.want == "" {
				for i := range r.Statements {
					if x := &r.Statements[i]; (x.Verdict == audit.Refuted || x.Verdict == audit.Unsupported) && (s.kind == "" || x.Kind == s.kind) {
						t.Errorf("%q: %s: %s", s.text, told(x), plain(x.Reason))
					}
				}
				return
			}
			for i := range r.Statements {
				x := &r.Statements[i]
				if (s.kind == "" || x.Kind == s.kind) && x.Verdict == s.want && strings.Contains(plain(x.Text), s.at) && strings.Contains(plain(x.Correction), s.right) && strings.Contains(plain(x.Reason), s.reason) {
					return
				}
			}
			t.Errorf("%q: no %s %s of %q, right %q: %s", s.text, s.kind, s.want, s.at, s.right, strings.Join(tell(r), "\n  "))
		})
	}
}

// shopLogs are the logs that most tables speak of: a web server, a service, jobs.
var shopLogs = map[string]string{
	"web/access.log": accessLog(),
	"cart/cart.log": "2026-03-11 14:01:58,204 INFO cart.deploy release 2026.11.3 started on cart-1\n" +
		"2026-03-11 14:02:05,871 WARNING cart.pool pool size set to 2 (was 40)\n" +
		"2026-03-11 14:02:09,185 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use\n" +
		"2026-03-11 14:02:20,619 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use\n" +
		"2026-03-11 14:02:31,665 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use\n" +
		"2026-03-11 14:09:47,018 WARNING cart.pool pool size set to 40 (was 2)\n",
	"vault.log": "[2026-03-11 13:00:03] INFO  backup of mail started\n[2026-03-11 13:06:10] INFO  backup of mail finished, 3 GB in 367 s\n" +
		"[2026-03-11 13:06:14] INFO  backup of home started\n[2026-03-11 13:14:07] INFO  backup of home finished, 34 GB in 473 s\n" +
		"[2026-03-11 13:14:11] INFO  backup of wiki started\n[2026-03-11 13:15:11] ERROR rsync: write failed on \"/vault/wiki/data\": No space left on device (28)\n" +
		"[2026-03-11 13:15:11] ERROR backup of wiki failed with exit code 11\n[2026-03-11 13:15:15] WARN  /vault is 100 % full\n",
}

func accessLog() string {
	var b strings.Builder
	for i := range 24 {
		path, code := "/api/items", 200
		if i%3 == 0 {
			path = "/api/cart"
		}
		if i%3 == 0 && i >= 9 && i < 21 {
			code = 504
		}
		fmt.Fprintf(&b, "203.0.113.%d - - [11/Mar/2026:14:%02d:10 +0000] \"GET %s HTTP/1.1\" %d %d \"-\" \"Mozilla/5.0\"\n", 10+i%4, i, path, code, 200+7*i)
	}
	return b.String()
}

const poolLine = "2026-03-11 14:02:05,871 WARNING cart.pool pool size set to 2 (was 40)"

// TestQuotedLines is the table of quoted lines: as they are, bulleted, numbered, fenced,
// shortened, re-timed, altered, cut, invented, out of order, twice, some left out.
func TestQuotedLines(t *testing.T) {
	fenced := func(lines ...string) string { return "The log:\n\n```\n" + strings.Join(lines, "\n") + "\n```\n" }
	a := "2026-03-11 14:02:09,185 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use"
	b := "2026-03-11 14:02:20,619 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use"
	c := "2026-03-11 14:02:31,665 ERROR cart.pool no connection within 5000 ms, 2 of 2 in use"
	check(t, newShop(t), "r.md", []sample{
		{name: "verbatim", text: fenced(poolLine), at: "pool size", kind: audit.KindLine, want: audit.Proven},
		{name: "bulleted in a fence", text: fenced("- "+a, "- "+b), at: "14:02:20", kind: audit.KindLine, want: audit.Proven},
		{name: "numbered in a fence", text: fenced("1. "+a, "2. "+b), at: "14:02:20", kind: audit.KindLine, want: audit.Proven},
		{name: "an item of its own", text: "- " + poolLine + "\n", at: "pool size", kind: audit.KindLine, want: audit.Proven},
		{name: "a number altered", text: fenced(strings.Replace(poolLine, "set to 2", "set to 4", 1)), at: "set to 4", kind: audit.KindLine, want: audit.Refuted, right: "set to 2"},
		{name: "a word altered", text: fenced(strings.Replace(a, "in use", "stuck", 1)), at: "stuck", kind: audit.KindLine, want: audit.Refuted, right: "in use"},
		{name: "a level altered", text: fenced(strings.Replace(poolLine, "WARNING", "ERROR", 1)), at: "ERROR", kind: audit.KindLine, want: audit.Refuted, right: "WARNING"},
		{name: "re-timed", text: fenced(strings.Replace(poolLine, "14:02:05", "14:05:05", 1)), at: "14:05:05", kind: audit.KindLine, want: audit.Refuted, right: "14:02:05"},
		{name: "another day", text: fenced(strings.Replace(poolLine, "2026-03-11", "2026-03-12", 1)), at: "2026-03-12", kind: audit.KindLine, want: audit.Refuted, right: "2026-03-11"},
		{name: "cut without saying so", text: fenced(strings.TrimSuffix(a, ", 2 of 2 in use")), at: "5000 ms", kind: audit.KindLine, want: audit.Refuted, right: "2 of 2 in use"},
		{name: "shortened as said", text: fenced(strings.TrimSuffix(a, "2 of 2 in use") + "..."), at: "5000 ms", kind: audit.KindLine, want: audit.Proven},
		{name: "invented", text: fenced("2026-03-11 14:03:00,000 ERROR cart.gateway payment provider refused the card"), at: "payment provider", kind: audit.KindLine, want: audit.Refuted, reason: "no line of the logs reads like this"},
		{name: "all in order", text: "All errors:\n\n```\n" + a + "\n" + b + "\n" + c + "\n```\n"},
		{name: "out of order", text: fenced(b, a, c), kind: audit.KindExcerpt, want: audit.Refuted},
		{name: "one left out where all are said", text: "All three errors of the pool, complete:\n\n```\n" + a + "\n" + c + "\n```\n", kind: audit.KindExcerpt, want: audit.Refuted},
		{name: "one left out and said so", text: "Excerpt, 2 of 3 lines shown:\n\n```\n" + a + "\n" + c + "\n```\n"},
		{name: "marks that lines are left out", text: "All errors:\n\n```\n" + a + "\n...\n" + c + "\n```\n"},
		{name: "twice", text: fenced(a, a, b), want: audit.Refuted},
		{name: "a command is no line", text: "```\nkubectl logs cart-1 --since=1h\n```\n"},
	})
}

// TestQuotedWords is the table of words that a sentence quotes.
func TestQuotedWords(t *testing.T) {
	check(t, newShop(t), "r.md", []sample{
		{name: "in quotation marks", text: "The pool said \"no connection within 5000 ms\".\n", at: "no connection", kind: audit.KindQuote, want: audit.Proven},
		{name: "in code", text: "The pool said `no connection within 5000 ms`.\n", at: "no connection", kind: audit.KindQuote, want: audit.Proven},
		{name: "a number altered", text: "The pool said \"no connection within 7000 ms\".\n", at: "7000", kind: audit.KindQuote, want: audit.Refuted, right: "5000 ms"},
		{name: "a word altered", text: "The pool said \"no connection until 5000 ms\".\n", at: "until", kind: audit.KindQuote, want: audit.Refuted, right: "within"},
		{name: "with a placeholder", text: "The pool said \"no connection within <n> ms\".\n", at: "no connection", kind: audit.KindQuote, want: audit.Proven},
		{name: "a block set apart", text: "The pool logged this message:\n\n    no connection within 5000 ms, 2 of 2 in use\n"},
		{name: "a command", text: "Run `kubectl get pods -n shop` to see it.\n"},
	})
}

func newShop(t testing.TB) *bench { return logsOf(t, shopLogs) }
