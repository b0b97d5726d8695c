package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/sys/unix"

	"inquest/internal/cli"
)

// terminal is a real pseudo-terminal: what a program writes to its far end is kept.
type terminal struct {
	far  *os.File // the program's side
	near *os.File
	mu   sync.Mutex
	seen strings.Builder
	done chan struct{}
}

func openTerminal(t *testing.T, columns, rows int) *terminal {
	t.Helper()
	near, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("SKIPPED ALOUD: no pseudo-terminal can be had: %v", err)
	}
	fd := int(near.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Skipf("SKIPPED ALOUD: no pseudo-terminal can be had: %v", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Skipf("SKIPPED ALOUD: no pseudo-terminal can be had: %v", err)
	}
	far, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("SKIPPED ALOUD: no pseudo-terminal can be had: %v", err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: uint16(rows), Col: uint16(columns)}); err != nil {
		t.Fatal(err)
	}
	x := &terminal{far: far, near: near, done: make(chan struct{})}
	go x.keep()
	return x
}

func (x *terminal) keep() {
	defer close(x.done)
	b := make([]byte, 1<<16)
	for {
		n, err := x.near.Read(b)
		x.mu.Lock()
		x.seen.Write(b[:n])
		x.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// text is what was written so far, without the codes.
func (x *terminal) text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return ansi.Strip(x.seen.String())
}

// wait is for a pattern to be shown.
func (x *terminal) wait(t *testing.T, pattern string) {
	t.Helper()
	re := regexp.MustCompile(pattern)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if re.MatchString(x.text()) {
			return
		}
	}
	t.Errorf("%s is not shown:\n%q", pattern, x.text())
}

func (x *terminal) close() string {
	x.far.Close()
	<-x.done
	x.near.Close()
	return x.text()
}

func (x *terminal) run(args ...string) chan int {
	code := make(chan int, 1)
	go func() {
		code <- cli.Run(args, "test", cli.IO{In: x.far, Out: x.far, Err: x.far, InTTY: true, OutTTY: true, Env: func(k string) string { return map[string]string{"TERM": "xterm-256color"}[k] }})
	}()
	return code
}

// TestBrowseDrawsOnATerminal drives the program as a person does: it has to ask the
// terminal for its size, draw, read keys, and leave.
func TestBrowseDrawsOnATerminal(t *testing.T) {
	path := filepath.Join("..", "..", "examples", "expected", "nightly-jobs.json")
	x := openTerminal(t, 100, 30)
	code := x.run("browse", path)
	x.wait(t, `1 Verdict`)
	x.wait(t, `23 of 214 logged runs failed`)
	for _, step := range []struct{ keys, shows string }{
		{"2", `Who speaks to whom`}, {"3", `All sources over time`}, {"4", `ledger-batch\.log:6`}, {"/refused\r", `"refused": hit \d+ of \d+`}, {"\x1b", `esc leave`}, {"?", `a page up, down`},
	} {
		if _, err := x.near.WriteString(step.keys); err != nil {
			t.Fatal(err)
		}
		x.wait(t, step.shows)
		time.Sleep(300 * time.Millisecond) // an escape is a key of its own only when nothing follows at once
	}
	for _, key := range []string{"x", "q"} {
		if _, err := x.near.WriteString(key); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	select {
	case got := <-code:
		if got != 0 {
			t.Errorf("exit code %d", got)
		}
	case <-time.After(time.Minute):
		t.Error("q does not end it")
	}
	x.close()
}

// TestNoLineBreaks prints reports on terminals of several widths: none of their lines is
// wider than the terminal, and the colours are there.
func TestNoLineBreaks(t *testing.T) {
	for _, dir := range []string{"nightly-jobs", "two-days", "shared-event", "healthy"} {
		for _, width := range []int{60, 80, 100, 120} {
			x := openTerminal(t, width, 40)
			code := x.run("analyze", filepath.Join("..", "..", "examples", dir))
			if got := <-code; got != 0 {
				t.Errorf("%s: exit code %d", dir, got)
			}
			x.wait(t, `Recheck every number and line`)
			text := x.close()
			if !strings.Contains(x.seen.String(), "\x1b[1") {
				t.Errorf("%s at %d columns: no colours", dir, width)
			}
			for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
				if at := strings.LastIndexByte(line, '\r'); at >= 0 {
					line = line[at+1:] // progress that was written over
				}
				if n := ansi.StringWidth(line); n > width {
					t.Errorf("%s at %d columns: a line of %d:\n%s", dir, width, n, line)
				}
			}
		}
	}
}
