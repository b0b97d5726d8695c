//go:build linux

package cli

import (
	"archive/tar"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"inquest/internal/pack"
)

// bombCap is the most memory that any bomb may make the command take, in MiB.
const bombCap = 128

// much writes n MiB of a repeated line.
func much(t *testing.T, w io.WriteCloser, n int) {
	t.Helper()
	block := bytes.Repeat([]byte("2026-03-01T10:00:00Z INFO nothing to see here..\n"), 1<<20/48)
	for range n {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// sparse is a tar with one member of 8 GiB (as much as octal digits hold) that takes 512 bytes.
func sparse() []byte {
	h := make([]byte, 512)
	copy(h, "hole.log")
	copy(h[100:], "0000644\x000000000\x000000000\x00")
	copy(h[124:], fmt.Sprintf("%011o\x00%011o\x00", 512, 0))
	h[156] = tar.TypeGNUSparse
	copy(h[257:], "ustar  \x00")
	copy(h[386:], fmt.Sprintf("%011o\x00%011o\x00", int64(1)<<33-1-512, 512))
	copy(h[483:], fmt.Sprintf("%011o\x00", int64(1)<<33-1))
	copy(h[148:156], "        ")
	sum := 0
	for _, c := range h {
		sum += int(c)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return append(append(h, bytes.Repeat([]byte("x"), 512)...), make([]byte, 1024)...)
}

// hugeWindow makes the first block of an xz file ask for a dictionary of 1.5 GiB.
func hugeWindow(t *testing.T, xz []byte) []byte {
	t.Helper()
	out := bytes.Clone(xz)
	size := (int(out[12]) + 1) * 4
	head := out[12 : 12+size]
	k := bytes.Index(head, []byte{0x21, 1})
	if k < 0 {
		t.Fatal("no LZMA2 filter in the header")
	}
	head[k+2] = 37
	binary.LittleEndian.PutUint32(head[size-4:], crc32.ChecksumIEEE(head[:size-4]))
	return out
}

func bombs(t *testing.T) map[string][]byte {
	t.Helper()
	var gz, zst bytes.Buffer
	much(t, gzip.NewWriter(&gz), 100)
	zw, err := zstd.NewWriter(&zst, zstd.WithWindowSize(32<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	much(t, zw, 100)
	must := func(data []byte, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	twice := must(pack.Compress("gzip", gz.Bytes()))
	nested := gz.Bytes()
	for range 6 {
		nested = must(pack.Zip([]pack.File{{Name: "a", Data: nested}, {Name: "b", Data: nested}}, false))
	}
	var many []pack.File
	for i := range 4 {
		many = append(many, pack.File{Name: fmt.Sprintf("%d.log.gz", i), Data: gz.Bytes()[:len(gz.Bytes())-i]})
	}
	block := bytes.Repeat([]byte("2026-03-01T10:00:00Z INFO nothing to see here..\n"), 32<<20/48)
	xz := must(pack.Compress("xz", block))
	lz := must(pack.Compress("lz4", bytes.Repeat(block, 4)))
	bz := must(pack.Compress("bzip2", block[:1<<20]))
	return map[string][]byte{
		// Streams one behind the other are one: of 24 MiB, of 100, of 128.
		"a.xz": bytes.Repeat(xz, 3), "window.xz": hugeWindow(t, xz), "a.lz4": lz, "a.bz2": bytes.Repeat(bz, 100), "a.zip": must(pack.Zip([]pack.File{{Name: "a.log", Data: bytes.Repeat(block, 3)}}, false)),
		"tar.xz":       must(pack.Compress("xz", must(pack.Tar([]pack.File{{Name: "a.log", Data: block}, {Name: "b.log.gz", Data: gz.Bytes()}})))),
		"mixed.tar.gz": must(pack.Compress("gzip", must(pack.Tar([]pack.File{{Name: "a.xz", Data: xz}, {Name: "b.lz4", Data: lz}, {Name: "c.bz2", Data: bz}, {Name: "d.zst", Data: zst.Bytes()}})))),
		"line.xz":      must(pack.Compress("xz", bytes.Repeat([]byte("a"), 70<<20))), "line.lz4": must(pack.Compress("lz4", bytes.Repeat([]byte("a"), 70<<20))), "line.zst": must(pack.Compress("zstd", bytes.Repeat([]byte("a"), 70<<20))),
		"a.gz": gz.Bytes(), "a.zst": zst.Bytes(), "twice.gz": twice, "nested.zip": nested, "many.tar": must(pack.Tar(many)),
		"many.zip": must(pack.Zip(many, true)), "sparse.tar": sparse(), "line.gz": must(pack.Compress("gzip", bytes.Repeat([]byte("a"), 70<<20))),
	}
}

// TestBombsStayUnderTheCap runs the command on each bomb and looks at the most
// memory that the process ever had.
func TestBombsStayUnderTheCap(t *testing.T) {
	if raced {
		t.Skip("the race detector takes memory of its own; 'make test' measures")
	}
	if testing.Short() {
		t.Skip("inflates much")
	}
	for name, data := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			code, peak, took := measured(t, "analyze", path, "--format", "json")
			t.Logf("%d KiB on disk: exit %d, peak %d MiB, %v", len(data)>>10, code, peak, took.Round(10*time.Millisecond))
			if code != ExitPartial && code != ExitNothing && name != "a.bz2" { // which stays below the ratio that is let through
				t.Errorf("exit %d", code)
			}
			if peak > bombCap {
				t.Errorf("peak %d MiB, more than %d", peak, bombCap)
			}
		})
	}
}

// measured runs the command in a process of its own.
func measured(t *testing.T, args ...string) (code, peakMiB int, took time.Duration) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: exe, Args: append([]string{"inquest"}, args...), Env: []string{"PATH=" + os.Getenv("PATH")}}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		peakMiB = max(peakMiB, highWater(cmd.Process.Pid))
		select {
		case err := <-done:
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			return cmd.ProcessState.ExitCode(), peakMiB, time.Since(start)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// highWater is the most memory a process had so far, in MiB.
func highWater(pid int) int {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, ok := strings.Cut(string(data), "VmHWM:")
	if !ok {
		return 0
	}
	n, _ := strconv.Atoi(strings.Fields(rest)[0])
	return n >> 10
}
