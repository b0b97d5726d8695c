package event

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"inquest/internal/record"
)

// casesDir is the environment variable that names a folder of labelled cases,
// each a folder with truth.json (jobs_total, failed_jobs, lost_jobs) and logs/.
const casesDir = "INQUEST_CASES"

type truth struct {
	JobsTotal  int      `json:"jobs_total"`
	FailedJobs []string `json:"failed_jobs"`
	LostJobs   []string `json:"lost_jobs"`
}

// TestLabelledCases counts the units whose last end is failed and holds them
// against the labels. Lost jobs never end, so they are left out.
func TestLabelledCases(t *testing.T) {
	dir := os.Getenv(casesDir)
	if dir == "" {
		t.Skipf("set %s to a folder of unpacked labelled cases to run this test", casesDir)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "truth.json"))
	if err != nil || len(files) == 0 {
		t.Skipf("no */truth.json under %s", dir)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) { checkCase(t, file) })
	}
}

func checkCase(t *testing.T, file string) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var want truth
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	last, started := map[string]Outcome{}, map[string]bool{}
	eachEvent(t, filepath.Join(filepath.Dir(file), "logs"), func(e Event) {
		switch e.Kind {
		case RunStart:
			started[e.Unit.ID] = true
		case RunEnd:
			started[e.Unit.ID] = true
			last[e.Unit.ID] = e.Outcome
		}
	})
	lost := map[string]bool{}
	for _, id := range want.LostJobs {
		lost[id] = true
	}
	labelled, hits := map[string]bool{}, 0
	var missed []string
	for _, id := range want.FailedJobs {
		if lost[id] {
			continue
		}
		labelled[id] = true
		if last[id] == OutcomeFailed {
			hits++
		} else {
			missed = append(missed, id)
		}
	}
	if len(missed) > 0 {
		t.Errorf("%d jobs are labelled failed and not read so: %.10v", len(missed), missed)
	}
	var wrong []string
	for id, o := range last {
		if o == OutcomeFailed && !labelled[id] {
			wrong = append(wrong, id)
		}
	}
	sort.Strings(wrong)
	if len(wrong) > 0 {
		t.Errorf("%d units read as failed are not labelled so: %.10v", len(wrong), wrong)
	}
	t.Logf("jobs %d of %d, failed %d of %d", len(started), want.JobsTotal, hits, len(labelled))
	if len(started) != want.JobsTotal {
		t.Errorf("%d units started, labels say %d", len(started), want.JobsTotal)
	}
}

// eachEvent reads all log files with plain framing: one line, one record.
func eachEvent(t *testing.T, dir string, f func(Event)) {
	t.Helper()
	var x Extractor
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		sc := bufio.NewScanner(bytes.NewReader(b))
		sc.Buffer(nil, 1<<20)
		var events []Event
		for sc.Scan() {
			r := lineRecord(sc.Bytes())
			events = x.Extract(events[:0], &r)
			for _, e := range events {
				f(e)
			}
		}
		return sc.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

// lineRecord makes a record of one line without package record's formats: JSON
// and logfmt lines get fields, others are all message.
func lineRecord(line []byte) record.Record {
	r := record.Record{Raw: line, Message: line}
	switch {
	case bytes.HasPrefix(line, []byte("{")):
		jsonRecord(&r, line)
	case bytes.Contains(line, []byte(" msg=")):
		logfmtRecord(&r, string(line))
	}
	return r
}

func jsonRecord(r *record.Record, line []byte) {
	var m map[string]any
	if json.Unmarshal(line, &m) != nil {
		return
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	r.Message = nil
	for _, k := range keys {
		v := m[k]
		s, ok := v.(string)
		if !ok {
			raw, _ := json.Marshal(v)
			if f, isNum := v.(float64); isNum && f == float64(int64(f)) {
				raw, _ = json.Marshal(int64(f))
			}
			s = string(raw)
		}
		setField(r, k, s)
	}
}

func setField(r *record.Record, k, v string) {
	switch k {
	case "msg", "message", "log":
		r.Message = []byte(strings.TrimRight(v, "\n"))
	case "level", "severity":
		r.Level = testLevel(v)
	case "ts", "time", "logger":
	default:
		r.Fields = append(r.Fields, record.Field{Key: []byte(k), Value: []byte(v)})
	}
}

func testLevel(s string) record.Level {
	switch strings.ToLower(s) {
	case "error", "err", "fatal":
		return record.LevelError
	case "warn", "warning":
		return record.LevelWarn
	}
	return record.LevelInfo
}

func logfmtRecord(r *record.Record, line string) {
	r.Message = nil
	for line != "" {
		k, rest, ok := strings.Cut(line, "=")
		if !ok {
			return
		}
		v := rest
		if strings.HasPrefix(rest, `"`) {
			end := 1
			for end < len(rest) && rest[end] != '"' {
				if rest[end] == '\\' {
					end++
				}
				end++
			}
			v, line = rest[1:min(end, len(rest))], strings.TrimLeft(rest[min(end+1, len(rest)):], " ")
		} else {
			v, line, _ = strings.Cut(rest, " ")
		}
		setField(r, strings.TrimSpace(k), v)
	}
}
