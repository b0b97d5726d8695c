//go:build unix

package source

import (
	"net"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSpecialFilesAreNotOpened would hang on the pipe if it were.
func TestSpecialFilesAreNotOpened(t *testing.T) {
	root := tree(t, map[string]string{"a.log": "a\n"})
	pipe, sock := filepath.Join(root, "pipe"), filepath.Join(root, "sock")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	l, err := net.Listen("unix", sock)
	if err != nil {
		t.Skipf("no sockets here: %v", err)
	}
	defer l.Close()
	for _, args := range [][]string{{root}, {filepath.Join(root, "a.log"), pipe, sock}} {
		set, err := Find(args, Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"pipe: " + ReasonSpecial, "sock: " + ReasonSpecial}
		if d := cmp.Diff(want, skipped(set.Skipped)); d != "" {
			t.Errorf("%v (-want +got):\n%s", args, d)
		}
	}
}
