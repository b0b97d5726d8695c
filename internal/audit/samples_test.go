package audit_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"inquest/internal/audit"
)

// sampleLogs are the logs that the samples speak of.
var sampleLogs = map[string]string{
	"app.log": "2026-01-05 10:00:00 - INFO - Job a1 completed successfully in 2 seconds.\n2026-01-05 10:00:05 - ERROR - Job b2 failed after 3 seconds.\n" +
		"2026-01-05 10:00:09 - ERROR - Job b3 failed after 4 seconds.\n2026-01-05 10:00:12 - ERROR - Job b4 failed after 9 seconds.\n",
	"net.log": "[2026-01-05 10:00:01] WARNING - Connection attempt to 10.0.0.7 on port 5432 using PostgreSQL.\n[2026-01-05 10:00:03] ERROR - High latency detected (50ms). Possible firewall restriction.\n" +
		"[2026-01-05 10:00:04] ERROR - Connection timeout to 10.0.0.7. No response received.\n",
	"old.log": "2025-12-01 08:00:00 kernel: disk sda was replaced\n2025-12-01 08:00:02 kernel: disk sda is online\n",
}

const quotedRun = "```\n2026-01-05 10:00:05 - ERROR - Job b2 failed after 3 seconds.\n2026-01-05 10:00:09 - ERROR - Job b3 failed after 4 seconds.\n2026-01-05 10:00:12 - ERROR - Job b4 failed after 9 seconds.\n```\n"

// samples are statements of each kind: bad does not hold and is found; good holds,
// or cannot be told, and is left alone. want is the verdict on the good one, "" where
// nothing of the kind is said of it.
var samples = []struct {
	kind audit.Kind
	bad  string
	v    audit.Verdict
	good string
	want audit.Verdict
}{
	{audit.KindLine, "```\n2026-01-05 10:00:05 - ERROR - Job b2 failed after 8 seconds.\n```\n", audit.Refuted, "```\n2026-01-05 10:00:05 - ERROR - Job b2 failed after 3 seconds.\n```\n", audit.Proven},
	{audit.KindQuote, "The network log says \"Connection timeout to 10.0.0.7. No answer received\".\n", audit.Refuted, "The network log says \"No response received\".\n", audit.Proven},
	{audit.KindExcerpt, "All failures:\n\n```\n2026-01-05 10:00:09 - ERROR - Job b3 failed after 4 seconds.\n2026-01-05 10:00:05 - ERROR - Job b2 failed after 3 seconds.\n```\n", audit.Refuted, "All failures:\n\n" + quotedRun, audit.Proven},
	{audit.KindLabel, "Kafka logs:\n\n" + quotedRun, audit.Refuted, "Database logs:\n\n```\n[2026-01-05 10:00:01] WARNING - Connection attempt to 10.0.0.7 on port 5432 using PostgreSQL.\n```\n", audit.Proven},
	{audit.KindCount, "5 jobs failed.\n", audit.Refuted, "3 jobs failed.\n", audit.Proven},
	{audit.KindSum, "| Job | Failed |\n|---|---|\n| b2 | 1 |\n| b3 | 1 |\n| b4 | 1 |\n| Total | 4 |\n", audit.Refuted, "| Job | Failed |\n|---|---|\n| b2 | 1 |\n| b3 | 1 |\n| b4 | 1 |\n| Total | 3 |\n", audit.Proven},
	{audit.KindCell, "| Duration (s) | Failed |\n|---|---|\n| 0-5 | 1 |\n| 5-10 | 2 |\n", audit.Refuted, "| Duration (s) | Failed |\n|---|---|\n| 0-5 | 2 |\n| 5-10 | 1 |\n", audit.Proven},
	{audit.KindBuckets, "| Duration (s) | Failed |\n|---|---|\n| 0-4 | 2 |\n| 6-10 | 1 |\n", audit.Refuted, "| Duration (s) | Failed |\n|---|---|\n| 0-5 | 2 |\n| 5-10 | 1 |\n", ""},
	{audit.KindPeak, "The failures peaked between 6 and 10 seconds.\n", audit.Refuted, "The failures peaked between 2 and 6 seconds.\n", audit.Proven},
	{audit.KindThreshold, "The durations of the failed jobs show a critical threshold.\n", audit.Refuted, "The durations of the failed jobs show no threshold.\n", ""},
	{audit.KindTime, "Job b2 failed at 10:00:06.\n", audit.Refuted, "Job b2 failed at 10:00:05.\n", audit.Proven},
	{audit.KindDate, "Date: 2026-01-02\n\n3 jobs failed.\n", audit.Refuted, "Date: 2026-01-06\n\n3 jobs failed.\n", audit.Proven},
	{audit.KindDuration, "The longest failed job took 12 seconds.\n", audit.Refuted, "The longest failed job took 9 seconds.\n", audit.Proven},
	{audit.KindLatency, "The latency of 10.0.0.7 was 50 ms, which is high.\n", "", "Nothing is said of answers.\n", ""},
	{audit.KindOverlap, "# Failures\n\nThe incident took 3 jobs down and a disk.\n", audit.Unsupported, "# Failures\n\nThe disk was replaced weeks before; these logs do not overlap.\n", ""},
	{audit.KindAddress, "Connections went to 10.0.0.9.\n", audit.Refuted, "Connections went to 10.0.0.7.\n", audit.Proven},
	{audit.KindProtocol, "The jobs use different protocols, TCP and PostgreSQL.\n", audit.Refuted, "PostgreSQL on 10.0.0.7 was asked for.\n", audit.Proven},
	{audit.KindLevel, "There were connection timeout warnings.\n", audit.Refuted, "The Connection timeout to 10.0.0.7 is logged at ERROR.\n", audit.Proven},
	{audit.KindEntity, "Job b9x7 failed.\n", audit.Unsupported, "Job b2 failed.\n", audit.Proven},
	{audit.KindPlural, "Connection timeouts occurred.\n", audit.Refuted, "One connection timeout occurred.\n", ""},
	{audit.KindFrequency, "Consistent timeouts were seen.\n", audit.Refuted, "A timeout was seen.\n", ""},
	{audit.KindCause, "The failures were caused by a quantum flux.\n", audit.Unsupported, "The failures were caused by the timeout of the connection.\n", audit.NotCheckable},
	{audit.KindHedge, "The failures were caused by a firewall restriction.\n", audit.Refuted, "The log guesses at a firewall.\n", ""},
	{audit.KindImpact, "Customers were affected by the failures.\n", audit.Unsupported, "No customers were affected.\n", ""},
	{audit.KindAdvice, "## Recommendations\n\n- Use connection pooling.\n", audit.Unsupported, "## Recommendations\n\n- Raise the timeout of the connection.\n", audit.NotCheckable},
	{audit.KindLink, "See [the manual](http://www.cisco.com/en/US/docs/old/tr1907.html) on routers.\n", audit.Unsupported, "There is no reference.\n", ""},
	{audit.KindImage, "![Chart](https://via.placeholder.com/600x400.png)\n", audit.Refuted, "There is no picture.\n", ""},
	{audit.KindOmission, "# Root cause analysis of the failed jobs\n\n3 jobs failed.\n", audit.Unsupported, "# Failed jobs\n\n3 of 4 jobs failed; 1 succeeded.\n", ""},
	{audit.KindRepeat, "# A\n\n## Conclusion\n\n3 jobs failed.\n\n## Conclusion\n\n3 jobs failed.\n", audit.Unsupported, "# A\n\n## Conclusion\n\n3 jobs failed.\n", ""},
	{audit.KindClaim, ownChanged, audit.Refuted, ownReport, audit.Proven},
	{audit.KindProse, "", "", "We met on a sunny day.\n", audit.NotCheckable},
	{audit.KindArithmetic, "3 of 4 jobs (60 %) failed.\n", audit.Refuted, "3 of 4 jobs (75 %) failed.\n", audit.Proven},
}

// The samples of claims are the report that Inquest writes of these logs, as it is and
// with a figure changed.
const (
	ownReport  = "the report that Inquest writes"
	ownChanged = "the same with a figure changed"
)

// neverFound are kinds of which no statement can be bad by itself: a latency is proven
// or nothing is said of it, and prose is what holds nothing to check.
var neverFound = map[audit.Kind]bool{audit.KindLatency: true, audit.KindProse: true}

// TestSamplesOfEveryKind holds that each kind of statement has a sample that is found
// and one that is left alone, and that both come out so.
func TestSamplesOfEveryKind(t *testing.T) {
	b := logsOf(t, sampleLogs)
	seen := map[audit.Kind]bool{}
	for _, s := range samples {
		seen[s.kind] = true
		if s.good == ownReport {
			s.good = b.write(t, "md")
			s.bad = strings.Replace(s.good, "4 logged runs", "5 logged runs", 1)
		}
		if s.bad == "" && !neverFound[s.kind] || s.good == "" {
			t.Errorf("%s: a sample is missing", s.kind)
		}
		if !neverFound[s.kind] {
			r := b.audit(t, "bad.md", s.bad)
			if !verdicts(r, s.kind)[s.v] {
				t.Errorf("%s: no %s in %q: %v", s.kind, s.v, s.bad, tell(r))
			}
		}
		r := b.audit(t, "good.md", s.good)
		v := verdicts(r, s.kind)
		if v[audit.Refuted] || v[audit.Unsupported] || s.want != "" && !v[s.want] {
			t.Errorf("%s: %q comes out as %v", s.kind, s.good, tell(r))
		}
	}
	for _, k := range kindsDeclared(t) {
		if !seen[k] {
			t.Errorf("kind %s has no samples", k)
		}
	}
}

func verdicts(r *audit.Result, k audit.Kind) map[audit.Verdict]bool {
	out := map[audit.Verdict]bool{}
	for i := range r.Statements {
		if r.Statements[i].Kind == k {
			out[r.Statements[i].Verdict] = true
		}
	}
	return out
}

func tell(r *audit.Result) (out []string) {
	for i := range r.Statements {
		out = append(out, told(&r.Statements[i])+" "+plain(r.Statements[i].Reason))
	}
	return out
}

var kindRE = regexp.MustCompile(`(?m)^\tKind\w+ +Kind = "(\w+)"`)

// kindsDeclared reads the kinds from the source, so that none is forgotten.
func kindsDeclared(t *testing.T) []audit.Kind {
	t.Helper()
	src, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []audit.Kind
	for _, m := range kindRE.FindAllStringSubmatch(string(src), -1) {
		out = append(out, audit.Kind(m[1]))
	}
	if len(out) < 25 {
		t.Fatalf("found only %d kinds in doc.go", len(out))
	}
	return out
}
