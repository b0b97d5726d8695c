package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// exchange answers as VictoriaLogs answered when its rows were recorded: each row of
// the window, in order.
type exchange struct {
	mu   sync.Mutex
	rows []map[string]string
}

func (e *exchange) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	body := new(bytes.Buffer)
	_, _ = body.ReadFrom(r.Body)
	q, err := url.ParseQuery(body.String())
	if err != nil || r.URL.Path != "/select/logsql/query" || !strings.HasPrefix(q.Get("query"), "app:orders") {
		http.Error(w, "cannot parse query", http.StatusBadRequest)
		return
	}
	for _, row := range e.rows {
		if err := json.NewEncoder(w).Encode(row); err != nil {
			return
		}
	}
}

func recorded() *exchange {
	e := &exchange{}
	for i, text := range []string{"INFO Job A2 started (load)", "ERROR Job A2 failed after 9 seconds: connection refused by 10.0.0.5:5432", "INFO cleaning up"} {
		e.rows = append(e.rows, map[string]string{"_time": fmt.Sprintf("2026-03-01T10:00:0%dZ", i), "_stream_id": "0", "_stream": `{host="node-1"}`, "_msg": text, "host": "node-1"})
	}
	return e
}

// TestVerifyAsksTheStoreAgain makes a report from a store and holds it against the
// store: the same lines hold, a line that the store gives otherwise is named, and so
// is a line that it no longer has.
func TestVerifyAsksTheStoreAgain(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*exchange)
		code   int
		says   string
	}{
		{"the same lines", func(*exchange) {}, ExitOK, "everything holds"},
		{"another word in a cited line", func(e *exchange) { e.rows[1]["_msg"] = strings.Replace(e.rows[1]["_msg"], "10.0.0.5", "10.0.0.6", 1) }, ExitFailed, "differ"},
		{"a line is gone", func(e *exchange) { e.rows = e.rows[:1] }, ExitFailed, "differ"},
		{"another label", func(e *exchange) { e.rows[1]["host"] = "node-2" }, ExitFailed, "differ"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := recorded()
			srv := httptest.NewServer(e)
			defer srv.Close()
			address := "victorialogs://" + strings.TrimPrefix(srv.URL, "http://") + "/?query=app:orders&from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z&tls=off"
			out := filepath.Join(t.TempDir(), "r.json")
			if code, errs := command(nil, "analyze", address, "-q", "-o", out); code != ExitOK {
				t.Fatalf("exit %d: %s", code, errs)
			}
			report, err := os.ReadFile(out)
			if err != nil || !bytes.Contains(report, []byte("Job A2 failed after 9 seconds")) || !bytes.Contains(report, []byte(`"file": "victorialogs://`)) {
				t.Fatalf("the report does not cite the store (%v)", err)
			}
			e.mu.Lock()
			c.change(e)
			e.mu.Unlock()
			var said bytes.Buffer
			code := Run([]string{"verify", out, address}, "test", IO{In: strings.NewReader(""), Out: &said, Err: &said, Env: func(string) string { return "" }})
			if code != c.code || !strings.Contains(said.String(), c.says) {
				t.Errorf("exit %d, want %d: %s", code, c.code, said.String())
			}
		})
	}
}

// TestLongLine reads a line of 100 MB between two others: it is cut at the limit,
// counted to the last byte, and the lines around it are records.
func TestLongLine(t *testing.T) {
	if testing.Short() {
		t.Skip("writes and reads 100 MB")
	}
	path, out := filepath.Join(t.TempDir(), "a.log"), filepath.Join(t.TempDir(), "r.json")
	const long = 100 << 20
	data := append([]byte("2026-03-01T10:00:00Z INFO one\n2026-03-01T10:00:01Z INFO "), bytes.Repeat([]byte("x"), long)...)
	data = append(data, "\n2026-03-01T10:00:02Z ERROR three"...)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, errs := command(nil, "analyze", path, "-q", "-o", out); code != ExitOK && code != ExitPartial {
		t.Fatalf("exit %d: %s", code, errs)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var r vectorReport
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	in := r.Inputs[0]
	if in.Bytes != int64(len(data)) || in.Lines != 3 || in.Dropped < long-(1<<20) || in.Parsed+in.Dropped != in.Bytes {
		t.Errorf("%d bytes, %d lines, %d dropped, %d parsed of %d", in.Bytes, in.Lines, in.Dropped, in.Parsed, len(data))
	}
}
