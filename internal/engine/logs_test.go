package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// writer writes the record number n of a log at a time.
type writer func(t *rapid.T, n int, at time.Time) string

func word(t *rapid.T) string {
	return rapid.SampledFrom([]string{"alpha", "broker-2", "10.1.2.3:5432", "job-81f3", "cache", "über", "C:\\x y", "\x1b[1mbold"}).Draw(t, "word")
}

func severity(t *rapid.T) string {
	return rapid.SampledFrom([]string{"INFO", "WARNING", "ERROR", "DEBUG"}).Draw(t, "severity")
}

// dialects are layouts of everyday logs, the first three with continuation lines
// or without a year.
var dialects = map[string]writer{
	"python": func(t *rapid.T, n int, at time.Time) string {
		line := fmt.Sprintf("%s - worker - %s - task %d on %s\n", at.Format("2006-01-02 15:04:05,000"), severity(t), n, word(t))
		if rapid.IntRange(0, 5).Draw(t, "trace") == 0 {
			line += "Traceback (most recent call last):\n  File \"/srv/run.py\", line 12, in run\n    call()\nValueError: no " + word(t) + "\n"
		}
		return line
	},
	"java": func(t *rapid.T, n int, at time.Time) string {
		line := fmt.Sprintf("%s %-5s [pool-%d] c.e.Store : wrote %d to %s\n", at.Format("2006-01-02T15:04:05.000Z"), severity(t), n%4, n, word(t))
		for range rapid.IntRange(0, 3).Draw(t, "frames") {
			line += "\tat c.e.Store.put(Store.java:" + fmt.Sprint(n) + ")\n"
		}
		return line
	},
	"syslog": func(t *rapid.T, n int, at time.Time) string {
		return fmt.Sprintf("%s host%d sshd[%d]: closed by %s port %d\n", at.Format("Jan _2 15:04:05"), n%3, 100+n, word(t), n)
	},
	"json": func(t *rapid.T, n int, at time.Time) string {
		return fmt.Sprintf(`{"time":%q,"level":%q,"msg":"request done","status":%d,"peer":%q}`+"\n", at.Format(time.RFC3339Nano), severity(t), 200+n%4, word(t))
	},
	"logfmt": func(t *rapid.T, n int, at time.Time) string {
		return fmt.Sprintf("ts=%s level=%s msg=\"flushed %d\" dur=%dms\n", at.Format(time.RFC3339), strings.ToLower(severity(t)), n, n*3)
	},
	"access": func(t *rapid.T, n int, at time.Time) string {
		return fmt.Sprintf("10.0.0.%d - - [%s] \"GET /item/%d HTTP/1.1\" %d %d \"-\" \"probe\"\n", n%9, at.Format("02/Jan/2006:15:04:05 -0700"), n, 200+n%5*100, n*17)
	},
	"noise": func(t *rapid.T, _ int, _ time.Time) string {
		return rapid.OneOf(rapid.StringMatching(`[ -~]{0,40}\n`), rapid.Just("\n"), rapid.Just("  indented\r\n"), rapid.StringMatching(`[\x00-\xff]{0,20}\n`)).Draw(t, "noise")
	},
}

var dialectNames = []string{"python", "java", "syslog", "json", "logfmt", "access", "noise"}

// logFile draws a log of one dialect with some noise in it.
func logFile(lines int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		write := dialects[rapid.SampledFrom(dialectNames).Draw(t, "dialect")]
		at := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
		var b strings.Builder
		for n := range rapid.IntRange(0, lines).Draw(t, "lines") {
			at = at.Add(time.Duration(rapid.IntRange(-100, 5000).Draw(t, "pause ms")) * time.Millisecond)
			b.WriteString(write(t, n, at))
			if rapid.IntRange(0, 9).Draw(t, "odd") == 0 {
				b.WriteString(dialects["noise"](t, n, at))
			}
		}
		text := b.String()
		if rapid.IntRange(0, 3).Draw(t, "torn end") == 0 {
			text = strings.TrimSuffix(text, "\n")
		}
		return text
	})
}

// folder writes logs below a new folder.
func folder(t testing.TB, logs map[string]string) string {
	t.Helper()
	dir, err := os.MkdirTemp(t.TempDir(), "logs")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range logs {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
