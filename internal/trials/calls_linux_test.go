package trials

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"inquest/internal/cli"
	"inquest/internal/pack"
)

const childEnv = "INQUEST_TRIAL_CHILD"

// TestMain lets the test binary stand in for the command.
func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		os.Exit(cli.Run(os.Args[1:], "test", cli.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv}))
	}
	os.Exit(m.Run())
}

// TestFailingCalls makes each call of the system fail that reads the inputs or writes the
// report, once: the run ends in time and without a panic. What cannot be read is told, or
// the report is the same to the byte; what cannot be written leaves no file that looks whole.
func TestFailingCalls(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("SKIPPED: strace is not installed, so no call of the system is made to fail")
	}
	if out, err := exec.Command(strace, "-qq", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: nothing can be traced here: %v %s", err, out)
	}
	dir := failing(t)
	want := run(t, nil, dir)
	if want.code != cli.ExitOK {
		t.Fatalf("exit %d without a failure: %s", want.code, want.errs)
	}
	for _, c := range []struct {
		call, errno string
		input       bool // only calls for the inputs
		most        int
	}{
		{"read", "EIO", true, 60}, {"pread64", "EIO", true, 60}, {"openat", "EIO", true, 60}, {"newfstatat", "EIO", true, 60},
		{"getdents64", "EIO", true, 10}, {"openat", "EMFILE", true, 60}, {"openat", "EACCES", true, 60},
		{"renameat", "EIO", false, 4}, {"fchmod", "EPERM", false, 4},
	} {
		t.Run(c.call+" "+c.errno, func(t *testing.T) {
			tried, same := 0, 0
			for n := 1; n <= c.most; n += stride(c.most, 8) {
				prefix := []string{strace, "-f", "-qq", "-e", "trace=" + c.call, "-e", fmt.Sprintf("inject=%s:error=%s:when=%d", c.call, c.errno, n)}
				if c.input {
					for _, p := range []string{"", "app.log", "z.log", "b.zip"} {
						prefix = append(prefix, "-P", filepath.Join(dir, p))
					}
				}
				got := run(t, prefix, dir)
				if !got.injected {
					break
				}
				tried++
				if got.check(t, fmt.Sprintf("%s number %d fails with %s", c.call, n, c.errno), want) {
					same++
				}
			}
			t.Logf("made to fail %d, told %d, the same report %d", tried, tried-same, same)
		})
	}
}

// TestFullDisk: a report that does not fit leaves no file, and the message names the one that
// was asked for.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	dir := failing(t)
	got := run(t, []string{"sh", "-c", `ulimit -f 8; shift; shift; exec "$@"`, "sh"}, dir)
	if got.code != cli.ExitFailed || len(got.left) > 0 || !strings.Contains(got.errs, "r.json: file too large") {
		t.Errorf("exit %d, left %v, said %s", got.code, got.left, got.errs)
	}
}

// failing is a folder with a plain, a compressed and a packed log.
func failing(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var log strings.Builder
	for i := range 300 {
		fmt.Fprintf(&log, "2026-03-01 10:%02d:%02d,000 - app - INFO - Job A%d completed in %d seconds.\n", i/60, i%60, i, i%7)
	}
	log.WriteString("2026-03-01 10:20:05,000 - app - ERROR - Job B1 failed after 5 seconds: connection refused by 10.0.0.5:5432\n")
	write(t, filepath.Join(dir, "app.log"), log.String())
	gz, err := pack.Compress("gzip", []byte(strings.ReplaceAll(log.String(), " app ", " zed ")))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "z.log"), string(gz))
	zip, err := pack.Zip([]pack.File{{Name: "m.log", Data: []byte(strings.ReplaceAll(log.String(), " app ", " mem "))}}, false)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "b.zip"), string(zip))
	return dir
}

type outcome struct {
	code     int
	errs     string
	report   []byte
	left     []string
	injected bool
}

func run(t *testing.T, prefix []string, dir string) outcome {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	trace := filepath.Join(t.TempDir(), "trace")
	args := append([]string{}, prefix...)
	if len(args) > 0 {
		args = append(args, "-o", trace)
	}
	args = append(args, self, "analyze", dir, "-j", "1", "-o", filepath.Join(out, "r.json"))
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), childEnv+"=1", "GOMAXPROCS=1")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(2*time.Minute, func() { _ = cmd.Process.Kill() })
	err = cmd.Wait()
	if !late.Stop() {
		t.Fatalf("the run goes on: %s", errs.String())
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	got := outcome{code: cmd.ProcessState.ExitCode(), errs: errs.String()}
	got.report, _ = os.ReadFile(filepath.Join(out, "r.json"))
	traced, _ := os.ReadFile(trace)
	got.injected = bytes.Contains(traced, []byte("(INJECTED)"))
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got.left = append(got.left, e.Name())
	}
	return got
}

// check holds what is true of every run of which a call failed, and tells whether the
// failure changed nothing.
func (o outcome) check(t *testing.T, what string, want outcome) (same bool) {
	t.Helper()
	if strings.Contains(o.errs, "panic") || strings.Contains(o.errs, "goroutine ") || strings.Contains(o.errs, "internal error") {
		t.Errorf("%s: %s", what, o.errs)
	}
	switch o.code {
	case cli.ExitOK:
		if !bytes.Equal(o.report, want.report) {
			t.Errorf("%s: nothing is told, and the report is another one (%d bytes, not %d): %s", what, len(o.report), len(want.report), o.errs)
		}
		return true
	case cli.ExitPartial:
		if len(o.report) == 0 || !strings.Contains(o.errs, "skipped") || !strings.Contains(o.errs, "hint: ") {
			t.Errorf("%s: exit 3 with a report of %d bytes, and said: %s", what, len(o.report), o.errs)
		}
	case cli.ExitFailed, cli.ExitNothing:
		if len(o.left) > 0 {
			t.Errorf("%s: exit %d, and files are left: %v", what, o.code, o.left)
		}
	default:
		t.Errorf("%s: exit %d: %s", what, o.code, o.errs)
	}
	return false
}
