package profile

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/record"
)

// bothWays profiles data with forms remembered and with each worked out anew.
func bothWays(tb fataler, data []byte) {
	l := formats.Detect(data[:min(len(data), 256<<10)], record.Hints{Year: 2026})
	var got [2][]byte
	for i, forget := range []bool{false, true} {
		p := New(Config{Sources: []string{"a.log"}})
		var w Worker
		w.scratch.forms.forget = forget
		for _, c := range cutLines(l, data, 1<<16) {
			if err := p.AddChunk(&w, l, c); err != nil {
				tb.Fatal(err)
			}
		}
		got[i] = p.Encode()
	}
	if !bytes.Equal(got[0], got[1]) {
		tb.Fatal("remembered forms give another profile: ", string(data[:min(len(data), 2000)]))
	}
}

// wordsOfLines are what random lines are made of: values with digits where they matter
// and where they do not.
var wordsOfLines = []string{"job", "Task", "started", "failed", "attempt", "of", "exit code", "status", "status=", "HTTP/1.1", "took", "ms", "s", "in",
	"=", ":", "/", "-", "[", "]", "(", ")", "\"", "0", "1", "00", "17", "200", "404", "503", "3/3", "3/4", "0.5s", "1m30s", "10.0.0.1", "10.0.300.1", "127.0.0.1:5432",
	"utf8", "sha256", "db7", "ORA-00060", "0x1f", "0xdead01", "deadbeef01", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "ABCDEF12", "err=12", "error=0", "err=db7 gone", "reason=0x1f",
	"id=7", "job_id=A-17", "rows=12345", "{\"a\": \"b1\\u0031\"}", "connection refused", "timeout", "2026-03-01", "10:00:00", "Mar 2", "1,234", "99999999999999999999", "x1", "1x", "é1", "None"}

func TestFormsAreNoMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		kinds := rapid.IntRange(1, 6).Draw(t, "kinds")
		var lines [][]string
		for range kinds {
			lines = append(lines, rapid.SliceOfN(rapid.SampledFrom(wordsOfLines), 1, 9).Draw(t, "words"))
		}
		seps := rapid.SampledFrom([]string{" ", " ", "", ", "}).Draw(t, "separator")
		digits := rapid.SliceOfN(rapid.ByteRange('0', '9'), 40, 40).Draw(t, "digits")
		for i := range rapid.IntRange(5, 60).Draw(t, "lines") {
			var line []byte
			for _, w := range lines[i%kinds] {
				line = append(append(line, w...), seps...)
			}
			if i > kinds {
				for k, c := range line {
					if isDigit(c) && (i+k)%3 > 0 {
						line[k] = digits[(i*7+k)%len(digits)]
					}
				}
			}
			fmt.Fprintf(&b, "2026-03-01 10:00:%02d,000 INFO [main] shop.db: %s\n", i%60, line)
		}
		bothWays(t, b.Bytes())
	})
}

func TestFormsOnCorpora(t *testing.T) {
	corpora := benchCorpora(t)
	for _, name := range sortedKeys(corpora) {
		bothWays(t, corpora[name][:min(len(corpora[name]), 1<<20)])
	}
}

// TestFormsOnRealLogs reads the logs under the folder that INQUEST_LOGS names, and
// the shared ones.
func TestFormsOnRealLogs(t *testing.T) {
	n := 0
	for _, root := range []string{jobFailures, os.Getenv("INQUEST_LOGS")} {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if data, err := os.ReadFile(path); err == nil && len(data) > 0 {
				bothWays(t, data[:min(len(data), 1<<21)])
				n++
			}
			return nil
		})
	}
	if n == 0 {
		t.Skip("no logs: ../shared/data is not there and INQUEST_LOGS names no folder")
	}
}
