package finding_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"inquest/internal/finding"
)

// withLines is work(80) with lines before the failures, one a second from second
// 30 on. Each begins with its level.
func withLines(extra ...string) string {
	var l lines
	for i, text := range extra {
		level, message, _ := strings.Cut(text, " ")
		l.at(30+float64(i), level, "%s", message)
	}
	return work(30) + l.String() + strings.Join(strings.SplitAfter(work(80), "\n")[strings.Count(work(33), "\n"):], "")
}

func TestSentencesOfClassesCountInWords(t *testing.T) {
	var one, many lines
	one.at(1, "ERROR", "connect to 10.3.3.4:6379: connection refused")
	for i := range 3 {
		many.at(float64(i), "ERROR", "connect to 10.3.3.4:6379: connection refused")
	}
	for want, text := range map[string]string{
		"Connection to redis 10.3.3.4:6379 refused: 1 line says so, at 2033-02-03 12:00:01":       one.String(),
		"Connection to redis 10.3.3.4:6379 refused: 3 lines say so, first at 2033-02-03 12:00:00": many.String(),
		"Connection to redis 10.3.3.4:6379 refused: 1 line says so, without a time.":              "ERROR connect to 10.3.3.4:6379: connection refused\n",
		"Connection to redis 10.3.3.4:6379 refused: 2 lines say so, none with a time.":            strings.Repeat("ERROR connect to 10.3.3.4:6379: connection refused\n", 2),
	} {
		fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": text})
		wantIn(t, sentences(fs, finding.KindClass), want)
	}
}

// TestSentencesReadAsSentences holds for all that findings of the structure
// tests say: no stutter, no plural of one, a capital or a name first.
func TestSentencesReadAsSentences(t *testing.T) {
	fs := detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": work(80), "vault4/redis-server.log": cache(38), "app.log": dump, "net/QW12AB.log": ladder})
	bad := regexp.MustCompile(`So the logs say|unnamed protocol|\b1 (lines|runs|failures) |  |\(\)|<nil>|%!`)
	for _, s := range strings.Split(sentences(fs, ""), "\n") {
		if m := bad.FindString(s); m != "" {
			t.Errorf("%q in: %s", m, s)
		}
	}
}

func TestWhatIsNoChange(t *testing.T) {
	for _, c := range []struct {
		line string
		want bool
	}{
		{"INFO feature fast-path enabled for feed", true},
		{"INFO config version 12 loaded", true},
		{"WARNING deprecated option \"old\" is set, it will be removed in the next release", false},
		{"INFO disk usage on /var/backups is 80%", false},
		{"INFO Consider increasing the configuration parameter \"max_size\"", false},
		{"INFO removed temporary file /tmp/x", false},
		{"WARNING Job V3040: attempt 1/3 on vault4 failed: terminating connection, new attempt follows", false},
		{"INFO heartbeat", false},
	} {
		got := sentences(detectIn(t, finding.Input{}, map[string]string{"crane2/feed.log": withLines(c.line)}), finding.KindChange)
		_, message, _ := strings.Cut(c.line, " ")
		if strings.Contains(got, message) != c.want {
			t.Errorf("%s: taken for a change is %v, want %v\n%s", c.line, !c.want, c.want, got)
		}
	}
}

func TestRunsThatNeverEnded(t *testing.T) {
	var l lines
	for i := range 40 {
		l.at(float64(i), "INFO", "Job K%04d started (sort).", 100+i)
		if i < 5 || i > 8 {
			l.at(float64(i)+0.5, "INFO", "Job K%04d completed successfully in 0.50 seconds.", 100+i)
		}
	}
	for i := 40; i < 400; i++ {
		l.at(float64(i), "INFO", "idle tick")
	}
	text := sentences(detectIn(t, finding.Input{}, map[string]string{"a.log": l.String()}), finding.KindOutcome)
	wantIn(t, text, "4 of 40 logged runs never ended; 36 ended well.")
	if strings.Contains(text, "0 of 40") {
		t.Errorf("says that none failed: %s", text)
	}
}

// TestSupervisorNamesWhatItStops: systemd tells of the stop of another.
func TestSupervisorNamesWhatItStops(t *testing.T) {
	syslog := "Feb  3 12:00:40 vault4 systemd[1]: Stopping postgresql@16-main.service - PostgreSQL Cluster 16-main...\n" +
		"Feb  3 12:00:41 vault4 systemd[1]: Stopped postgresql@16-main.service - PostgreSQL Cluster 16-main.\n"
	text := sentences(detectIn(t, finding.Input{}, map[string]string{"vault4/syslog": syslog, "crane2/feed.log": work(80)}), finding.KindClass)
	wantIn(t, text, "Database server postgresql on vault4 was stopped: 2 lines say so")
	if strings.Contains(text, "server systemd") {
		t.Errorf("the supervisor is said to have stopped: %s", text)
	}
}

const manual = `# Loading the nightly data

Jobs run at night. Job A77 failed after 30 seconds is what the log says when the
remote end, for instance 10.3.3.4:6379, does not answer within the time allowed.

- connection refused means that nobody listens on the port of the server
- out of memory means that the host has killed the process to save itself
- the database server was shut down when an operator typed the wrong command

## Where to look

Look at the log of the server first, and then at the network between the two.
`

// TestProseIsNoLog: a manual beside the logs adds nothing but its bytes, by
// what is in it and not by its name.
func TestProseIsNoLog(t *testing.T) {
	logs := map[string]string{"crane2/feed.log": work(80)}
	plain := sentences(detectIn(t, finding.Input{}, logs), finding.KindClass)
	for _, name := range []string{"README", "crane2/notes.log"} {
		files := map[string]string{name: manual, "crane2/feed.log": work(80)}
		if got := sentences(detectIn(t, finding.Input{}, files), finding.KindClass); got != plain {
			t.Errorf("%s changes the classes:\n%s\nwithout it:\n%s", name, got, plain)
		}
		v := viewOf(t, 1, files)
		i := v.SourceIndex(name)
		if !v.Sources[i].Prose || v.Sources[i].Bytes != int64(len(manual)) {
			t.Errorf("%s: prose %v, %d of %d bytes", name, v.Sources[i].Prose, v.Sources[i].Bytes, len(manual))
		}
		for _, u := range v.Units {
			if u.ID == "A77" {
				t.Errorf("%s: the manual has a unit", name)
			}
		}
		for _, p := range v.Peers {
			if p.Source == i {
				t.Errorf("%s: the manual has a peer", name)
			}
		}
	}
}

// TestPlainLogsAreNoProse: logs without stamps and levels stay logs.
func TestPlainLogsAreNoProse(t *testing.T) {
	var console strings.Builder
	for i := range 12 {
		fmt.Fprintf(&console, "Job C%03d started on the second worker of the pool\nJob C%03d failed after %d seconds.\n", i, i, 20+i)
	}
	for name, text := range map[string]string{
		"repeating": console.String(),
		"script":    "starting backup\nconnecting to 10.3.3.4:6379\nconnection refused\nretrying\nconnection refused\nexit status 1\n",
		"short":     "# run\nJob A77 failed after 30 seconds.\n",
		"stamped":   "2033-02-03 12:00:00 # heading\n2033-02-03 12:00:01 - item of a list in a log line\n2033-02-03 12:00:02 - more\n2033-02-03 12:00:03 - most\n",
	} {
		if v := viewOf(t, 1, map[string]string{"a.txt": text}); v.Sources[0].Prose {
			t.Errorf("%s is taken for prose", name)
		}
	}
}
