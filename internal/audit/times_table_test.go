package audit_test

import (
	"strings"
	"testing"

	"inquest/internal/audit"
)

// killLogs are lines of a host on which a process is killed again and again.
var killLogs = map[string]string{"syslog": `Aug  9 03:58:00 search-2 CRON[1370]: (search) CMD (/usr/local/bin/reindex --all)
Aug  9 04:15:27 search-2 search[910]: merged segment _0f in 2 s
Aug  9 04:16:34 search-2 kernel: [85204.764076] Out of memory: Killed process 910 (search) total-vm:9120344kB, anon-rss:7411200kB
Aug  9 04:16:39 search-2 systemd[1]: search.service: Scheduled restart job, restart counter is at 1.
Aug  9 04:16:40 search-2 systemd[1]: Started Search index.
Aug  9 04:16:59 search-2 kernel: [86666.986219] Out of memory: Killed process 1422 (search) total-vm:9120344kB, anon-rss:7398144kB
Aug  9 04:17:04 search-2 systemd[1]: search.service: Scheduled restart job, restart counter is at 2.
Aug  9 04:17:05 search-2 systemd[1]: Started Search index.
Aug  9 04:23:56 search-2 kernel: [86699.887952] Out of memory: Killed process 1608 (search) total-vm:9120344kB, anon-rss:7420032kB
Aug  9 04:24:01 search-2 systemd[1]: search.service: Scheduled restart job, restart counter is at 3.
Aug  9 04:24:02 search-2 systemd[1]: Started Search index.
Aug  9 04:30:30 search-2 reindex[1377]: finished, 88 of 88 shards
`}

// TestTimes is the table of instants: with what the lines of that time say, ends, days,
// forms of writing, times that nothing is logged of.
func TestTimes(t *testing.T) {
	check(t, logsOf(t, killLogs), "r.md", []sample{
		{name: "a clock", text: "At 04:16:34 the kernel killed process 910, out of memory.\n", at: "04:16:34", kind: audit.KindTime, want: audit.Proven},
		{name: "a clock, the minute changed", text: "At 04:19:34 the kernel killed process 910, out of memory.\n", at: "04:19:34", kind: audit.KindTime, want: audit.Refuted, right: "04:16:34"},
		{name: "a clock of another line", text: "At 04:16:40 the kernel killed process 910, out of memory.\n", at: "04:16:40", want: audit.Refuted},
		{name: "a clock, the second changed", text: "reindex finished at 04:30:33 with 88 of 88 shards.\n", at: "04:30:33", kind: audit.KindTime, want: audit.Refuted, right: "04:30:30"},
		{name: "a clock to the minute", text: "reindex finished at 04:30 with 88 of 88 shards.\n", at: "04:30", kind: audit.KindTime, want: audit.Proven},
		{name: "in the afternoon of nowhere", text: "reindex finished at 4:30 PM with 88 of 88 shards.\n", at: "4:30 PM", kind: audit.KindTime, want: audit.Refuted},
		{name: "the first", text: "The first kill, out of memory, was at 04:16:34.\n", at: "04:16:34", kind: audit.KindTime, want: audit.Proven},
		{name: "the last", text: "The last kill, out of memory, was at 04:23:56.\n", at: "04:23:56", kind: audit.KindTime, want: audit.Proven},
		{name: "a day", text: "It was on 9 August.\n", at: "9 August", kind: audit.KindTime, want: audit.Proven},
		{name: "another day", text: "The kernel killed search on 17 August.\n", at: "17 August", kind: audit.KindTime, want: audit.Refuted},
		{name: "a number that a line writes at its time", text: "At 04:16:59 the kernel killed process 1422.\n", at: "1422", want: audit.Proven},
		{name: "a number of another time", text: "At 04:16:59 the kernel killed process 1608.\n", at: "1608", want: audit.Refuted, right: "1422"},
		{name: "a counter at its time", text: "At 04:16:39 the restart counter was 1.\n", at: "1", want: audit.Proven},
		{name: "a counter of another time", text: "At 04:16:39 systemd scheduled a restart, counter 2.\n", at: "2", want: audit.Refuted, right: "1"},
		{name: "a size with its unit glued", text: "At 04:16:34 process 910 had anon-rss 7411200kB.\n", at: "7411200", want: audit.Proven},
		{name: "a time after the logs of what they cannot show", text: "Resolved: 9 August, 18:00 UTC.\n"},
		{name: "a plan", text: "## Next steps\n\n- Look again at 18:00.\n"},
	})
}

// TestChats holds that the times in front of messages say nothing of the logs, and that
// those within them do.
func TestChats(t *testing.T) {
	chat := "[10:32] ana: search is down again?\n[10:33] bo: the first kill, out of memory, was at %s\n[10:40] ana: closing\n[10:41] bo: ok\n"
	check(t, logsOf(t, killLogs), "r.txt", []sample{
		{name: "as it was", text: strings.Replace(chat, "%s", "04:16:34", 1)},
		{name: "another time", text: strings.Replace(chat, "%s", "04:18:34", 1), at: "04:18:34", kind: audit.KindTime, want: audit.Refuted, right: "04:16:34"},
		{name: "a time line is no chat", text: "04:16:34 kernel: killed search\n04:16:39 systemd: restart\n04:25:56 kernel: killed search\n04:24:01 systemd: restart\n", at: "04:25:56", want: audit.Refuted},
	})
}

// TestDurations is the table of durations: distances, sums, products, each time, later,
// ranges, written by lines.
func TestDurations(t *testing.T) {
	check(t, logsOf(t, killLogs), "r.md", []sample{
		{name: "between two times", text: "From 03:58:00 to 04:30:30 (32 min 30 s) reindex ran.\n", at: "32 min 30 s", kind: audit.KindArithmetic, want: audit.Proven},
		{name: "between two times, changed", text: "From 03:58:00 to 04:30:30 (35 min 30 s) reindex ran.\n", at: "35 min 30 s", kind: audit.KindArithmetic, want: audit.Refuted, right: "32 m 30 s"},
		{name: "each time", text: "Each kill is followed by a scheduled restart 5 s later.\n", at: "5 s", kind: audit.KindDuration, want: audit.Proven},
		{name: "each time, changed", text: "Each killed process is followed by a scheduled restart job 8 s later.\n", at: "8 s", kind: audit.KindDuration, want: audit.Refuted, right: "5 s"},
		{name: "so many times", text: "Downtime: 3 times 6 s, 18 s in total.\n", at: "18 s", kind: audit.KindArithmetic, want: audit.Proven},
		{name: "so many times, changed", text: "Downtime: 3 times 6 s, 21 s in total.\n", at: "21 s", want: audit.Unsupported},
		{name: "later", text: "Process 910 was killed at 04:16:34, and 5 seconds later the restart counter is at 1.\n", at: "5 seconds", kind: audit.KindDuration, want: audit.Proven},
		{name: "written by a line", text: "Segment _0f was merged in 2 s at 04:15:27.\n", at: "2 s", kind: audit.KindDuration, want: audit.Proven},
		{name: "written by a line, changed", text: "Segment _0f was merged in 7 s at 04:15:27.\n", at: "7 s", kind: audit.KindDuration, want: audit.Refuted, right: "2 s"},
		{name: "a range turned round", text: "Jobs took between 168 and 127 seconds.\n", at: "168", kind: audit.KindArithmetic, want: audit.Refuted},
		{name: "a plan", text: "## Recommendations\n\n- Wait 90 s before a restart.\n"},
		{name: "what could be", text: "It could take 90 s.\n"},
	})
}

// runLogs are runs of two jobs.
var runLogs = map[string]string{"jobs.log": `2026-02-10 16:30:34 - ERROR - Job D4 failed after 258 seconds.
2026-02-10 16:31:34 - ERROR - Job D4 failed after 207 seconds.
2026-02-10 16:32:35 - ERROR - Job D4 failed after 388 seconds.
2026-02-10 16:33:35 - ERROR - Job D4 failed after 226 seconds.
2026-02-10 16:34:35 - INFO - Job D4 succeeded after 90 seconds.
2026-02-10 16:30:36 - ERROR - Job J1 failed after 367 seconds.
2026-02-10 16:31:36 - ERROR - Job J1 failed after 350 seconds.
2026-02-10 16:32:36 - ERROR - Job J1 failed after 114 seconds.
`}

// TestDurationsOfRuns is the table of what is said of many runs: most, least, median,
// mean, sum, range, each, peaks, thresholds.
func TestDurationsOfRuns(t *testing.T) {
	check(t, logsOf(t, runLogs), "r.md", []sample{
		{name: "longest", text: "The longest failed run of D4 took 388 seconds.\n", at: "388", kind: audit.KindDuration, want: audit.Proven},
		{name: "longest, changed", text: "The longest failed run of D4 took 399 seconds.\n", at: "399", kind: audit.KindDuration, want: audit.Refuted, right: "6 m 28 s"},
		{name: "shortest", text: "The shortest failed run of J1 took 114 seconds.\n", at: "114", kind: audit.KindDuration, want: audit.Proven},
		{name: "shortest, changed", text: "The shortest failed run of J1 took 104 seconds.\n", at: "104", kind: audit.KindDuration, want: audit.Refuted, right: "1 m 54 s"},
		{name: "median", text: "The median of the failed runs of J1 is 350 seconds.\n", at: "350", kind: audit.KindDuration, want: audit.Proven},
		{name: "median, changed", text: "The median of the failed runs of J1 is 340 seconds.\n", at: "340", kind: audit.KindDuration, want: audit.Refuted, right: "5 m 50 s"},
		{name: "sum", text: "Failed runs of J1 took 831 seconds in total.\n", at: "831", kind: audit.KindDuration, want: audit.Proven},
		{name: "sum, changed", text: "Failed runs of J1 took 881 seconds in total.\n", at: "881", kind: audit.KindDuration, want: audit.Refuted, right: "13 m 51 s"},
		{name: "range", text: "Failed runs of D4 took 207 to 388 seconds.\n", at: "207", kind: audit.KindDuration, want: audit.Proven},
		{name: "range, changed", text: "Failed runs of D4 took 217 to 388 seconds.\n", at: "217", kind: audit.KindDuration, want: audit.Refuted, right: "3 m 27 s"},
		{name: "never more than", text: "Good runs of D4 never exceeded 90 seconds.\n", at: "90", kind: audit.KindDuration, want: audit.Proven},
		{name: "a peak", text: "The failures of J1 peaked between 301 and 400 seconds.\n", at: "J1", kind: audit.KindPeak, want: audit.Proven},
		{name: "a peak that is not", text: "The failures of D4 peaked between 301 and 400 seconds.\n", kind: audit.KindPeak, want: audit.Refuted, right: "200 s to 300 s"},
		{name: "a threshold that is not", text: "The durations of the failed runs show a critical threshold.\n", kind: audit.KindThreshold, want: audit.Refuted},
		{name: "no threshold", text: "The durations of the failed runs show no threshold.\n", kind: audit.KindThreshold},
	})
}

// TestHistograms is the table of histograms: cells, sums, totals, edges, axes.
func TestHistograms(t *testing.T) {
	h := func(head, a, b, c string, more ...string) string {
		return "| " + head + " | D4 |\n|---|---|\n| " + a + " |\n| " + b + " |\n| " + c + " |\n" + strings.Join(more, "")
	}
	check(t, logsOf(t, runLogs), "r.md", []sample{
		{name: "right", text: h("Duration (s)", "101-200 | 0", "201-300 | 3", "301-400 | 1")},
		{name: "a cell", text: h("Duration (s)", "101-200 | 0", "201-300 | 2", "301-400 | 1"), at: "2", kind: audit.KindCell, want: audit.Refuted, right: "3"},
		{name: "a moved value keeps the sum", text: h("Duration (s)", "101-200 | 1", "201-300 | 2", "301-400 | 1"), at: "1", kind: audit.KindCell, want: audit.Refuted, right: "0"},
		{name: "the sum of the column", text: h("Duration (s)", "101-200 | 0", "201-300 | 2", "301-400 | 1"), at: "D4", kind: audit.KindSum, want: audit.Refuted, right: "4"},
		{name: "the total below", text: h("Duration (s)", "101-200 | 0", "201-300 | 3", "301-400 | 1", "| Total | 5 |\n"), at: "5", kind: audit.KindSum, want: audit.Refuted, right: "4"},
		{name: "a gap between stretches", text: h("Duration (s)", "101-200 | 0", "221-300 | 3", "301-400 | 1"), at: "221-300", kind: audit.KindBuckets, want: audit.Refuted},
		{name: "a wider stretch", text: h("Duration (s)", "0-100 | 0", "101-200 | 0", "201-300 | 3", "| 301-400 | 1 |\n"), at: "0-100", kind: audit.KindBuckets, want: audit.Refuted, right: "1-100"},
		{name: "an axis of another name", text: h("Time (seconds)", "101-200 | 0", "201-300 | 3", "301-400 | 1"), at: "Time", kind: audit.KindLabel, want: audit.Unsupported, right: "Duration"},
		{name: "in minutes", text: h("Duration (min)", "0-3 | 0", "3-6 | 3", "6-9 | 1")},
		{name: "drawn with bars", text: h("Duration (s)", "101-200 | 0", "201-300 | 3 ███", "301-400 | 1 █")},
	})
}
