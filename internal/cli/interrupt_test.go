//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// endless writes records until it is closed, or falls silent after many of them, as a log
// that is followed.
func endless(w *io.PipeWriter, silent bool, begun chan<- struct{}) {
	for i := 0; !silent || i <= 2000; i++ {
		if _, err := fmt.Fprintf(w, "2026-01-05 10:%02d:%02d - ERROR - Job A%d failed after 9 seconds.\n", i/60%60, i%60, i); err != nil {
			return
		}
		if i == 2000 {
			close(begun)
		}
	}
}

// TestInterrupt: whoever stops a run gets exit code 130 at once, and no file that looks
// like a report.
func TestInterrupt(t *testing.T) {
	for _, c := range []struct {
		verb   string
		silent bool
	}{{"analyze", false}, {"analyze", true}, {"parse", false}, {"parse", true}, {"templates", false}, {"templates", true}} {
		verb := c.verb
		t.Run(fmt.Sprintf("%s, silent %v", verb, c.silent), func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "report.json")
			args := []string{verb, "-o", out, "-"}
			if verb == "templates" {
				args = []string{verb, "-"}
			}
			r, w := io.Pipe()
			begun := make(chan struct{})
			go endless(w, c.silent, begun)
			var stdout, stderr bytes.Buffer
			code := make(chan int)
			go func() {
				code <- Run(args, "test", IO{In: r, Out: &stdout, Err: &stderr, Env: func(string) string { return "" }})
			}()
			<-begun
			if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			select {
			case got := <-code:
				if got != ExitInterrupted {
					t.Errorf("exit code %d, stderr %s", got, stderr.String())
				}
			case <-time.After(20 * time.Second):
				t.Fatal("the run goes on")
			}
			r.Close()
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
			if !strings.Contains(stderr.String(), "interrupted") || verb != "parse" && stdout.Len() > 0 {
				t.Errorf("said %q and wrote %d bytes", stderr.String(), stdout.Len())
			}
		})
	}
}
