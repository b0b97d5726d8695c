package audit_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/audit"
)

// feedLogs are those of an importer that tells how many rows it took, of a service that
// measures a lag, and of one whose records go on over several lines.
func feedLogs() map[string]string {
	var feeds, lag strings.Builder
	for i := range 9 {
		fmt.Fprintf(&feeds, "2026-04-02 09:%02d:00 INFO  feed f%02d loaded, %d rows\n", i, i, 100+10*i)
		fmt.Fprintf(&lag, "2026-04-02 09:%02d:30 lag of replica is %d s\n", 5*i, []int{1, 2, 1, 48, 131, 214, 96, 2, 1}[i])
	}
	return map[string]string{
		"feeds.log":   feeds.String(),
		"replica.log": lag.String(),
		"orders.log": "2026-04-02 09:10:01 ERROR order A-17 rejected by the gate keeper\njava.sql.SQLException: pool is empty\n" +
			"2026-04-02 09:10:05 WARN  exporter: 40 events written to the archive\n2026-04-02 09:10:09 WARN  exporter: write of event 56 deferred\n" +
			"2026-04-02 09:10:11 WARN  exporter: write of event 57 deferred\n2026-04-02 09:10:13 INFO  machine will be stopped at 09:12:13\n",
	}
}

// TestWhatTheLogsSettle is the table of what is refuted, and of what is left at a doubt or
// proven by what a line writes.
func TestWhatTheLogsSettle(t *testing.T) {
	check(t, logsOf(t, feedLogs()), "r.md", []sample{
		{name: "a number beside its noun", text: "The exporter had written 40 events when the first write was deferred.\n", at: "40", kind: audit.KindCount, want: audit.Proven},
		{name: "the most", text: "The largest feed had 180 rows.\n", at: "180", kind: audit.KindCount, want: audit.Proven},
		{name: "a figure beside its time", text: "| Time | Lag |\n|---|---|\n| 09:15 | 48 s |\n| 09:20 | 131 s |\n", at: "09:15", kind: audit.KindTime, want: audit.Proven},
		{name: "a time that a line writes", text: "The notice gave 09:12:13 as the end of the machine.\n", at: "09:12:13", kind: audit.KindTime, want: audit.Proven},
		{name: "a stack behind its record", text: "```\n2026-04-02 09:10:01 ERROR order A-17 rejected by the gate keeper java.sql.SQLException: pool is empty\n```\n", at: "A-17", kind: audit.KindLine, want: audit.Proven},
		{name: "another stack", text: "```\n2026-04-02 09:10:01 ERROR order A-17 rejected by the gate keeper java.sql.SQLException: pool is full\n```\n", at: "A-17", kind: audit.KindLine, want: audit.Refuted},
		{name: "quoted words are counted", text: "\"deferred\" is logged 2 times.\n", at: "2", kind: audit.KindCount, want: audit.Proven},
		{name: "quoted words are counted, changed", text: "The line \"write of event\" is logged 5 times.\n", at: "5", kind: audit.KindCount, want: audit.Refuted, right: "2"},
		{name: "a number of a heading", text: "**Why 4: Why were writes deferred?** The exporter says \"deferred\".\n"},
		{name: "a part of a version", text: "The exporter is of version 2.7.\n", kind: audit.KindEntity},
		{name: "ones is no second", text: "The late ones were deferred.\n"},
		{name: "what another name of the sentence did then", text: "Event 56 (09:10:09) was deferred first, event 57 (09:10:11) last.\n"},
	})
}

// TestNoCountOfSharedWordsRefutes holds that a number of something that lines merely share words
// with is never refuted, whatever it is.
func TestNoCountOfSharedWordsRefutes(t *testing.T) {
	b := logsOf(t, feedLogs())
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 5000).Draw(rt, "n")
		form := rapid.SampledFrom([]string{"The feeds brought %d articles.\n", "The exporter archived %d parcels.\n", "The archive holds %d shelves of the gate keeper.\n", "The replica serves %d readers.\n"}).Draw(rt, "sentence")
		r := b.audit(t, "r.md", fmt.Sprintf(form, n))
		for i := range r.Statements {
			if s := &r.Statements[i]; s.Verdict == audit.Refuted {
				rt.Fatalf(form+": %s", n, told(s))
			}
		}
	})
}
