package event

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const statusFile = `[
  {"jobId": "R-17", "jobStatus": "Failed", "jobRuntime": 258, "jobStart": "2031-05-06T07:08:09Z",
   "networkDetails": {"ipAddress": "10.9.8.7", "port": 5432, "protocol": "TCP", "latency": "50ms", "bandwidth": "100Mbps"}},
  {"job_id": 18, "status": "completed", "runtime": "4m18s", "started_at": 1936249689, "type": "resize"},
  {"id": "R-17", "state": "CANCELLED", "duration": 1.5, "start": "2031-05-06 07:08:09"}
]
`

const start = int64(1935817689) * sec // 2031-05-06T07:08:09Z

func TestReadStatus(t *testing.T) {
	got, err := ReadStatus([]byte(statusFile), 3600)
	if err != nil {
		t.Fatal(err)
	}
	want := []Status{
		{Unit: Unit{Kind: "job", ID: "R-17"}, Outcome: OutcomeFailed, State: "Failed", Start: start, HasStart: true, Duration: 258 * sec, HasDuration: true,
			Peer: Peer{Addr: "10.9.8.7", Port: 5432, Protocol: "TCP"}, Latency: 50 * msec, HasLatency: true, Bandwidth: "100Mbps", Line: 2},
		{Unit: Unit{Kind: "job", ID: "18", Name: "resize"}, Outcome: OutcomeSucceeded, State: "completed", Start: 1936249689 * sec, HasStart: true, Duration: 258 * sec, HasDuration: true, Line: 4},
		{Unit: Unit{Kind: "job", ID: "R-17"}, Outcome: OutcomeCancelled, State: "CANCELLED", Start: start - 3600*sec, HasStart: true, Duration: 1500 * msec, HasDuration: true, Line: 5},
	}
	for i := range got {
		text := statusFile[got[i].Offset : got[i].Offset+got[i].Length]
		if !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}") {
			t.Errorf("entry %d is cited as %q", i, text)
		}
		got[i].Offset, got[i].Length = 0, 0
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestReadStatusForms reads the same entry in all forms of file.
func TestReadStatusForms(t *testing.T) {
	one := `{"jobId":"a1","status":"ok"}`
	for name, file := range map[string]struct {
		text string
		n    int
	}{
		"array":          {"[" + one + "]", 1},
		"lines":          {one + "\n" + one + "\n", 2},
		"one object":     {one, 1},
		"array inside":   {`{"version": 2, "jobs": [` + one + "," + one + `], "tags": ["x"]}`, 2},
		"byte order":     {"\xef\xbb\xbf[" + one + "]", 1},
		"empty array":    {"[]", 0},
		"other spelling": {`[{"JOB-ID":"a1","Job Status":"ok"}]`, 1},
	} {
		got, err := ReadStatus([]byte(file.text), 0)
		if err != nil || len(got) != file.n {
			t.Errorf("%s: %d entries, %v; want %d", name, len(got), err, file.n)
			continue
		}
		for _, s := range got {
			if s.Unit.ID != "a1" || s.Outcome != OutcomeSucceeded || !strings.Contains(file.text[s.Offset:s.Offset+s.Length], `"a1"`) {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}

func TestStatusOutcomes(t *testing.T) {
	for state, want := range map[string]Outcome{
		"SUCCESS": OutcomeSucceeded, "Completed": OutcomeSucceeded, "done": OutcomeSucceeded, "finished": OutcomeSucceeded, "ok": OutcomeSucceeded, "passed": OutcomeSucceeded,
		"FAILED": OutcomeFailed, "error": OutcomeFailed, "timeout": OutcomeFailed, "timed out": OutcomeFailed, "aborted": OutcomeFailed, "killed": OutcomeFailed, "OUT_OF_MEMORY": OutcomeFailed, "NODE_FAIL": OutcomeFailed,
		"cancelled": OutcomeCancelled, "CANCELED": OutcomeCancelled, "skipped": OutcomeCancelled,
		"running": OutcomeUnsaid, "pending": OutcomeUnsaid, "queued": OutcomeUnsaid, "blue": OutcomeUnsaid,
	} {
		if got := statusOutcome(state); got != want {
			t.Errorf("%s: outcome %d, want %d", state, got, want)
		}
	}
}

func TestReadStatusErrors(t *testing.T) {
	for file, want := range map[string]string{
		"":                 "empty",
		"[1]":              "line 1",
		"\n\n[{\"a\": 1}]": "line 3: entry has no job id",
		`[{"id": "x"}]`:    "no status",
		`[{"id": "x", "status": "ok", "runtime": "soon"}]`:                         "runtime is",
		`[{"id": "x", "status": "ok", "start": "noon"}]`:                           "start is",
		`[{"id": "x", "status": "ok", "network": {"ip": "1.2.3.4", "port": "x"}}]`: "port is",
		`[{"id": "x", "status": "ok", "latency": "far"}]`:                          "latency is",
		"{\n\"id\": \"x\",\n oops}":                                                "line 3",
		`"text"`:                                                                   "expected a JSON array",
		`[{"id": "x", "status": "ok"}`:                                             "line 1",
		strings.Repeat("[", 20000):                                                 "line 1",
	} {
		_, err := ReadStatus([]byte(file), 0)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: error %v, want %q in it", file, err, want)
		}
	}
}

func TestInstant(t *testing.T) {
	for v, want := range map[string]int64{
		"1935817689": start, "1935817689000": start, "1935817689000000": start, "1935817689000000000": start, "1935817689.5": start + sec/2,
		"2031-05-06T07:08:09.25Z": start + sec/4, "2031-05-06T09:08:09+02:00": start, "2031-05-06 07:08:09": start, "2031-05-06T07:08:09+0000": start,
	} {
		if got, ok := instant(v, 0); !ok || got != want {
			t.Errorf("%s = %d, %v; want %d", v, got, ok, want)
		}
	}
}

func FuzzReadStatus(f *testing.F) {
	f.Add([]byte(statusFile))
	f.Add([]byte("{\"jobId\":1,\"status\":\"ok\"}\n{}"))
	f.Add([]byte(`{"a":[{"id":"x","status":"ok"}],"b":[{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ReadStatus(data, 0)
		if err != nil {
			return
		}
		for _, s := range got {
			if s.Offset < 0 || s.Length <= 0 || s.Offset+s.Length > int64(len(data)) || s.Line < 1 || s.Unit.ID == "" || s.Duration < 0 {
				t.Errorf("bad entry %+v", s)
			}
		}
	})
}
