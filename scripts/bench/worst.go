package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"
)

// worstCase is a log that defeats a shortcut of the hot path.
type worstCase struct {
	name string
	line func(r *rand.Rand, w *bufio.Writer, at time.Time)
}

var worstCases = []worstCase{
	{"new-words", newWords},   // no two lines have the same words
	{"new-ids", newIDs},       // every line begins and ends a job of its own
	{"new-keys", newKeys},     // every JSON line has other keys
	{"long-lines", longLines}, // lines of 64 KiB
	{"untimed", untimed},      // free text without a stamp
}

func (c worstCase) write(file, size string) error {
	bytes, err := bytesOf(size)
	if err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	r, at := rand.New(rand.NewPCG(5, 8)), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for written := int64(0); written < bytes; {
		before := w.Buffered()
		c.line(r, w, at)
		if n := w.Buffered() - before; n > 0 {
			written += int64(n)
		} else {
			written += 64 << 10
		}
		at = at.Add(time.Duration(r.IntN(40)) * time.Millisecond)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func bytesOf(size string) (int64, error) {
	for unit, factor := range map[string]int64{"KB": 1e3, "MB": 1e6, "GB": 1e9} {
		if n, ok := strings.CutSuffix(size, unit); ok {
			f, err := strconv.ParseInt(n, 10, 64)
			return f * factor, err
		}
	}
	return 0, fmt.Errorf("size %q: write it as 100MB", size)
}

func word(r *rand.Rand) string {
	b := make([]byte, 3+r.IntN(7))
	for i := range b {
		b[i] = byte('a' + r.IntN(26))
	}
	return string(b)
}

func words(r *rand.Rand, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = word(r)
	}
	return strings.Join(list, " ")
}

const stamp = "2006-01-02 15:04:05,000"

func newWords(r *rand.Rand, w *bufio.Writer, at time.Time) {
	fmt.Fprintf(w, "%s ERROR %s: %s\n", at.Format(stamp), word(r), words(r, 8))
}

func newIDs(r *rand.Rand, w *bufio.Writer, at time.Time) {
	id := r.Uint64()
	fmt.Fprintf(w, "%s INFO worker: Job %x started.\n", at.Format(stamp), id)
	fmt.Fprintf(w, "%s ERROR worker: Job %x failed after %d seconds: connection to 10.%d.%d.%d:5432 refused\n", at.Format(stamp), id, r.IntN(900), r.IntN(256), r.IntN(256), r.IntN(256))
}

func newKeys(r *rand.Rand, w *bufio.Writer, at time.Time) {
	fmt.Fprintf(w, `{"time":%q,"level":"error","msg":"request failed"`, at.Format(time.RFC3339Nano))
	for range 6 {
		fmt.Fprintf(w, `,%q:%q`, word(r), word(r))
	}
	fmt.Fprintln(w, "}")
}

func longLines(r *rand.Rand, w *bufio.Writer, at time.Time) {
	fmt.Fprintf(w, "%s ERROR worker: %s\n", at.Format(stamp), words(r, 9000))
}

func untimed(r *rand.Rand, w *bufio.Writer, _ time.Time) {
	fmt.Fprintln(w, words(r, 4+r.IntN(9)))
}
