package finding

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/record"
	"inquest/internal/trail"
)

func tailOf(text string) *trail.Tail {
	t := &trail.Tail{}
	for i, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		t.Lines = append(t.Lines, trail.TailLine{Line: trail.Line{Text: l}})
		t.Lines[i].Ref.Line = int64(i + 1)
	}
	t.Total = int64(len(t.Lines))
	return t
}

func toldLines(d *Build) []int64 {
	var out []int64
	for i := range d.Lines {
		out = append(out, d.Lines[i].Line.Ref.Line)
	}
	return out
}

func TestEndOfBuilds(t *testing.T) {
	for _, c := range []struct {
		lines  string
		failed bool
		good   bool
	}{
		{"compiling\nBUILD FAILURE\nFinished: FAILURE", true, false},
		{"BUILD FAILURE\nretrying\nBUILD SUCCESS", false, true},
		{"BUILD SUCCESS\nstep 2\nBuild step 'publish' marked build as failure\nFinished: FAILURE", true, false},
		{"make: *** [all] Error 2", true, false},
		{"npm ERR! code 1", true, false},
		{"error: could not compile `pay` due to 2 previous errors", true, false},
		{"2026-03-01T10:00:00.0000000Z ##[error]Process completed with exit code 1.", true, false},
		{"ok  \tpay\t0.1s\nFAIL\tpay/rates\t0.2s", true, false},
		{"=========== 2 failed, 7 passed in 1.20s ===========", true, false},
		{"=========== 9 passed in 1.20s ===========", false, true},
		{"Finished: SUCCESS\ncleaning up after make: *** nothing", false, true},
		{"\x1b[1;31mBUILD FAILED\x1b[0m in 3s", true, false},
		{"##[group]Run tests\nall well", false, false},
	} {
		d := readBuild(tailOf(c.lines), nil)
		if d == nil {
			t.Errorf("%q is not known as the log of a build", c.lines)
		} else if d.Failed != c.failed || d.Succeeded != c.good {
			t.Errorf("%q: failed %v, succeeded %v", c.lines, d.Failed, d.Succeeded)
		}
	}
	for _, l := range []string{"", "the build of the bridge failed him", "job 7 exited", "2026-03-01 10:00:00 INFO failure rate 0"} {
		if d := readBuild(tailOf(l), nil); d != nil {
			t.Errorf("%q is taken for the log of a build: %+v", l, d)
		}
	}
}

const broken = `[INFO] Scanning for projects...
[INFO] Skipping report due to missing execution data file
[WARNING] Unable to locate the style sheet, default used
[ERROR] /src/pay/Rates.java:[12,8] cannot find symbol
  symbol:   class Table
  location: class pay.Rates
[INFO] BUILD FAILURE
[ERROR] Failed to execute goal compile on project pay: Compilation failure
[ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
Finished: FAILURE
`

func TestLinesThatTell(t *testing.T) {
	d := readBuild(tailOf(broken), nil)
	got := toldLines(d)
	if len(got) < 2 || got[0] != 4 && got[0] != 8 {
		t.Fatalf("lines %v", got)
	}
	has := map[int64]bool{}
	for _, l := range got {
		has[l] = true
	}
	for line, want := range map[int64]bool{4: true, 5: true, 6: true, 8: true, 1: false, 2: false, 9: false, 10: false} {
		if has[line] != want {
			t.Errorf("line %d cited: %v", line, !want)
		}
	}
}

func TestHealthyLogTakesAway(t *testing.T) {
	noise := "java.net.SocketTimeoutException: timed out, retrying\n"
	fail := noise + "compiling\n" + "error: undefined reference to rates_find\n" + "make: *** [all] Error 1\n"
	var m trailMask
	healthy := m.shapes(noise + "compiling\nBuild succeeded.\n")
	if got := toldLines(readBuild(tailOf(fail), healthy)); len(got) == 0 || got[0] != 3 {
		t.Errorf("lines %v, want 3 first", got)
	}
	d := readBuild(tailOf(fail), healthy)
	if !d.Fresh || !d.Compared {
		t.Errorf("%+v", d)
	}
}

type trailMask struct{}

func (trailMask) shapes(text string) map[string]bool {
	return healthyShapes(&trail.Trail{Tails: []trail.Tail{*tailOf(text)}})
}

func TestRepeatsAreDamped(t *testing.T) {
	var b strings.Builder
	for i := range 50 {
		fmt.Fprintf(&b, "ERROR: cannot open cache entry %d\n", i)
	}
	b.WriteString("ERROR: cannot link pay\nBUILD FAILED\n")
	if got := toldLines(readBuild(tailOf(b.String()), nil)); got[0] != 51 {
		t.Errorf("lines %v, want 51 first", got)
	}
}

func TestCleanLine(t *testing.T) {
	for raw, want := range map[string]string{
		"[\x1b[1;31mERROR\x1b[m] x":          "[ERROR] x",
		"[[1;31mERROR[m] x":                  "[ERROR] x",
		"2026-03-01T10:00:00.1234567Z fatal": "fatal",
		"plain [main] x":                     "plain [main] x",
	} {
		if got := cleanLine(raw); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func TestLevelMark(t *testing.T) {
	for l, want := range map[string]record.Level{
		"[ERROR] x": record.LevelError, "error: x": record.LevelError, "src/a.c:3:1: error: x": record.LevelError, "Main.cs(3,1): error CS0103: x": record.LevelError,
		"[WARNING] x": record.LevelWarn, "[INFO] error handling": record.LevelInfo, "Errors are fun": record.LevelNone, "npm ERR! x": record.LevelError,
	} {
		if got := levelMark(l); got != want {
			t.Errorf("%q: %v, want %v", l, got, want)
		}
	}
}

func FuzzReadBuild(f *testing.F) {
	f.Add(broken)
	f.Add("\x1b[\nFinished: FAILURE")
	f.Fuzz(func(t *testing.T, text string) {
		tail := tailOf(text)
		d := readBuild(tail, nil)
		if d == nil {
			return
		}
		seen := map[int64]bool{}
		for _, l := range toldLines(d) {
			if l < 1 || l > tail.Total || seen[l] {
				t.Fatalf("line %d of %d, or cited twice", l, tail.Total)
			}
			seen[l] = true
		}
		if len(d.Lines) > maxBuild {
			t.Fatalf("%d lines", len(d.Lines))
		}
	})
}
