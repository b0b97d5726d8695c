package logstore

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Tests against real servers; scripts/peers.sh builds and starts them.

func TestRealVictoriaLogs(t *testing.T) {
	host := realHost(t, "INQUEST_VICTORIALOGS")
	ev := events(5300, 7)
	var body bytes.Buffer
	for _, e := range ev {
		_ = json.NewEncoder(&body).Encode(map[string]string{"_time": stamp(e.at), "_msg": e.text, "app": "x", "host": e.host})
	}
	push(t, "http://"+host+"/insert/jsonline?_stream_fields=app,host", "application/stream+json", body.Bytes())
	readReal(t, "victorialogs://"+host+"/?query=app:x", ev)
}

// TestRealLoki wants a server that takes lines of any age (reject_old_samples: false).
func TestRealLoki(t *testing.T) {
	host := realHost(t, "INQUEST_LOKI")
	type stream struct {
		Stream map[string]string `json:"stream"`
		Values [][2]string       `json:"values"`
	}
	ev := events(5300, 7)
	byHost := map[string]*stream{}
	var streams []*stream
	for _, e := range ev {
		s := byHost[e.host]
		if s == nil {
			s = &stream{Stream: map[string]string{"app": "x", "host": e.host}}
			byHost[e.host], streams = s, append(streams, s)
		}
		s.Values = append(s.Values, [2]string{strconv.FormatInt(e.at, 10), e.text})
	}
	body, err := json.Marshal(map[string]any{"streams": streams})
	if err != nil {
		t.Fatal(err)
	}
	push(t, "http://"+host+"/loki/api/v1/push", "application/json", body)
	push(t, "http://"+host+"/flush", "", nil) // lines of long ago are asked of its store alone
	readReal(t, `loki://`+host+`/?query={app="x"}`, ev)
}

func realHost(t *testing.T, env string) string {
	t.Helper()
	host := os.Getenv(env)
	if host == "" {
		t.Skipf("no server: %s is not set; scripts/peers.sh builds and starts one", env)
	}
	return host
}

func push(t *testing.T, address, kind string, body []byte) {
	t.Helper()
	resp, err := http.Post(address, kind, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		var said bytes.Buffer
		_, _ = said.ReadFrom(resp.Body)
		t.Fatalf("%s: %s", resp.Status, said.String())
	}
}

// readReal reads what was pushed: all of it in order, over pages that break within an
// instant, twice the same; and a window from within to within, its end left out.
func readReal(t *testing.T, address string, ev []event) {
	t.Helper()
	st, err := Parse(address+openWindow, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 100 { // what was sent is found a little later
		if got, err = lines(t, st, Limits{}); err != nil || len(got) >= len(ev) {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	if err != nil || len(got) != len(ev) {
		t.Fatalf("%d of %d lines, %v", len(got), len(ev), err)
	}
	texts := map[string]bool{}
	for i, l := range got {
		if !strings.Contains(l, stamp(ev[i].at)) {
			t.Fatalf("line %d is %s, want one of %s", i, l, stamp(ev[i].at))
		}
		texts[l] = true
	}
	if len(texts) != len(ev) {
		t.Errorf("%d different lines of %d", len(texts), len(ev))
	}
	again, err := lines(t, st, Limits{})
	if err != nil || !slices.Equal(got, again) {
		t.Errorf("read again, the lines are others (%v)", err)
	}
	from, to := ev[700].at, ev[1400].at // both the first of seven
	part, err := Parse(address+"&tls=off&from="+stamp(from)+"&to="+stamp(to), nil)
	if err != nil {
		t.Fatal(err)
	}
	if some, err := lines(t, part, Limits{}); err != nil || !slices.Equal(some, got[700:1400]) {
		t.Errorf("the window has %d lines, want 700 (%v)", len(some), err)
	}
	t.Logf("%d lines of a real server, in order, twice the same; the first: %s", len(got), got[0])
}
