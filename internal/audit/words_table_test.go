package audit_test

import (
	"testing"

	"inquest/internal/audit"
)

// netLogs are two sources: a failed job, and a network a day and more away.
var netLogs = map[string]string{
	"app.log": "2026-02-10 16:30:34 - ERROR - Job D4 failed after 258 seconds.\n2026-02-10 16:30:35 - ERROR - Job D4 failed after 316 seconds.\n",
	"net.log": "[2026-04-12 09:15:10] WARNING - Connection attempt to 192.168.1.2 on port 443 using TCP.\n[2026-04-12 09:15:15] ERROR   - High latency detected (50ms). Possible network congestion.\n" +
		"[2026-04-12 09:16:30] ERROR   - Connection timeout to 192.168.1.2. No response received.\n[2026-04-12 09:20:30] CRITICAL - Connection permanently lost to 192.168.1.2.\n",
	"sql.log": "[2026-06-30 14:00:10] WARNING - Attempting to connect to 192.168.1.4 on port 3306 using MySQL.\n[2026-06-30 14:00:20] ERROR   - Slow response detected. Latency: 30ms.\n" +
		"[2026-06-30 14:01:45] ERROR   - Database connection failed. Possible firewall restriction.\n[2026-06-30 14:03:00] CRITICAL - Connection to 192.168.1.4 terminated unexpectedly.\n",
}

// TestWording is the table of words: plurals of one line, how often, levels, protocols,
// labels, guesses, causes, impact, advice.
func TestWording(t *testing.T) {
	b := logsOf(t, netLogs)
	check(t, b, "r.md", []sample{
		{name: "plural of one", text: "Connection timeouts occurred.\n", at: "timeouts", kind: audit.KindPlural, want: audit.Refuted, right: "1"},
		{name: "singular of one", text: "A connection timeout occurred.\n", kind: audit.KindPlural},
		{name: "consistent from one", text: "The network shows consistent timeouts.\n", at: "onsistent", kind: audit.KindFrequency, want: audit.Refuted},
		{name: "frequent without a denominator", text: "Frequent failures of D4 were recorded.\n", kind: audit.KindFrequency, want: audit.Unsupported, right: "0 successes logged"},
		{name: "a level", text: "The connection timeout is logged at ERROR.\n", kind: audit.KindLevel, want: audit.Proven},
		{name: "another level", text: "High latency warnings were logged.\n", kind: audit.KindLevel, want: audit.Refuted, right: "ERROR"},
		{name: "layers mixed", text: "The jobs use different protocols, TCP and MySQL.\n", kind: audit.KindProtocol, want: audit.Refuted, right: "MySQL over TCP"},
		{name: "a label without its content", text: "DNS logs:\n\n```\n[2026-04-12 09:16:30] ERROR   - Connection timeout to 192.168.1.2. No response received.\n```\n", at: "DNS", kind: audit.KindLabel, want: audit.Refuted},
		{name: "a label with its content", text: "Network logs:\n\n```\n[2026-04-12 09:16:30] ERROR   - Connection timeout to 192.168.1.2. No response received.\n```\n", kind: audit.KindLabel},
		{name: "a guess taken for a fact", text: "The loss was caused by network congestion.\n", kind: audit.KindHedge, want: audit.Unsupported, right: "a guess"},
		{name: "a guess that is contradicted", text: "The database failure was caused by a firewall restriction.\n", kind: audit.KindHedge, want: audit.Refuted, right: "contradicted"},
		{name: "a guess told as one", text: "The log guesses at congestion.\n", kind: audit.KindHedge},
		{name: "a cause that no line knows", text: "The failures were caused by a memory leak.\n", kind: audit.KindCause, want: audit.Unsupported},
		{name: "a cause denied", text: "The sources lie apart. The disk cannot explain the failures.\n", kind: audit.KindCause},
		{name: "impact", text: "Customers could not log in.\n", kind: audit.KindImpact, want: audit.Unsupported},
		{name: "a salutation", text: "Dear customer,\n\nthank you.\n", kind: audit.KindImpact},
		{name: "advice without a finding", text: "## Recommendations\n\n- Enable auto-scaling for high traffic of shards.\n", want: audit.Unsupported},
		{name: "advice with a finding", text: "## Recommendations\n\n- Raise the timeout of the connection.\n", kind: audit.KindAdvice, want: audit.NotCheckable},
		{name: "sources apart", text: "# Report\n\nThe application and network logs show the failures of job D4.\n", kind: audit.KindOverlap, want: audit.Unsupported, right: "60 d 16 h 44 m 35 s"},
		{name: "sources said to be apart", text: "# Report\n\nThe network logs and those of job D4 do not overlap.\n", kind: audit.KindOverlap},
		{name: "a report before its evidence", text: "**Date:** 2023-10-01\n\nJob D4 failed.\n", at: "2023-10-01", kind: audit.KindDate, want: audit.Refuted, right: "2026-06-30"},
		{name: "a report before its evidence ends", text: "**Date:** 2026-04-13\n\nJob D4 failed.\n", kind: audit.KindDate, want: audit.Refuted},
		{name: "a report after it", text: "**Date:** 2026-07-01\n\nJob D4 failed.\n", kind: audit.KindDate, want: audit.Proven},
		{name: "a placeholder", text: "![Chart](https://via.placeholder.com/600x400.png?text=x)\n", kind: audit.KindImage, want: audit.Refuted},
		{name: "a link that does not fit", text: "See [Cisco](http://www.cisco.com/en/US/docs/guide/tr1907.html).\n", kind: audit.KindLink, want: audit.Unsupported},
		{name: "a link that fits", text: "See [MySQL](https://dev.mysql.com/doc/refman/8.4/en/problems-connecting.html).\n", kind: audit.KindLink, want: audit.NotCheckable},
		{name: "a cause that is named for and not stated", text: "# Root cause analysis\n\nJob D4 failed 2 times.\n", kind: audit.KindOmission, want: audit.Unsupported, reason: "no sentence states one"},
		{name: "a cause under why", text: "# Root cause analysis\n\nJob D4 failed 2 times.\n\n## Why it happened\n\nThe logs do not tell.\n", kind: audit.KindOmission, want: audit.Unsupported, reason: "ended well"},
		{name: "two conclusions", text: "# A\n\n## Conclusion\n\nJob D4 failed.\n\n## Conclusion\n\nJob D4 failed.\n", kind: audit.KindRepeat, want: audit.Unsupported},
	})
}

// TestOtherLanguages is the table of German reports.
func TestOtherLanguages(t *testing.T) {
	check(t, newShop(t), "r.md", []sample{
		{name: "failed", text: "1 Sicherung ist fehlgeschlagen, 2 Sicherungen waren erfolgreich.\n", kind: audit.KindCount},
		{name: "a ratio, changed", text: "Es sind 7 von 9 Sicherungen fehlgeschlagen.\n", at: "7 von 9", kind: audit.KindCount, want: audit.Unsupported},
		{name: "a name misspelt", text: "Um 13:15:11 bricht die Sicherung von wika ab.\n", at: "wika", kind: audit.KindEntity, want: audit.Refuted, right: "wiki"},
		{name: "a name of another time", text: "Um 13:15:11 bricht die Sicherung von mail ab.\n", at: "mail", kind: audit.KindEntity, want: audit.Refuted, right: "wiki"},
		{name: "seconds", text: "Die Sicherung von home dauerte 473 Sekunden.\n", at: "473 Sekunden", kind: audit.KindDuration, want: audit.Proven},
		{name: "a day with a full stop", text: "Am 11. März war /vault zu 100 % voll.\n", at: "100 %", kind: audit.KindCount, want: audit.Proven},
		{name: "a day with a full stop, changed", text: "Am 11. März war /vault zu 80 % voll.\n", at: "80 %", kind: audit.KindCount, want: audit.Refuted, right: "100 %"},
	})
}
