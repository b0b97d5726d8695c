package fault

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func ids(hits []Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Class.ID)
	}
	return out
}

func hitOf(hits []Hit, id string) *Hit {
	for i := range hits {
		if hits[i].Class.ID == id {
			return &hits[i]
		}
	}
	return nil
}

func TestMatchNamesTheFault(t *testing.T) {
	for _, c := range []struct {
		name string
		line Line
		want string
		caps map[string]string
	}{
		{"message", Line{Level: "error", Message: "dial tcp 10.9.1.4:5432: connect: connection refused"}, "net.connection-refused", map[string]string{"addr": "10.9.1.4", "port": "5432"}},
		{"field", Line{Level: "error", Message: "job failed", Fields: map[string]string{"err": "dial tcp 10.9.1.4:5432: connect: connection refused"}}, "net.connection-refused", map[string]string{"addr": "10.9.1.4", "port": "5432"}},
		{"nested field", Line{Level: "error", Message: "x", Fields: map[string]string{"error.message": "OutOfMemoryError: heap"}}, "os.out-of-memory", nil},
		{"body head", Line{Level: "error", Message: "request failed", Body: "java.net.UnknownHostException: api.lab.example\n\tat x.y(Z.java:1)"}, "dns.resolution-failed", map[string]string{"addr": "api.lab.example"}},
		{"body tail", Line{Level: "error", Message: "request failed", Body: "Traceback (most recent call last):\n" + strings.Repeat("  File \"/srv/x.py\", line 1, in f\n", 400) + "KeyError: 'MAIL_HOST'"}, "deploy.missing-setting", map[string]string{"key": "MAIL_HOST"}},
		{"status field", Line{Level: "info", Message: "request", Fields: map[string]string{"status": "502"}}, "http.bad-gateway", map[string]string{"code": "502"}},
		{"service", Line{Level: "info", Service: "unbound", Message: "service stopped (unbound 1.19.0)."}, "dns.server-stopped", nil},
		{"firewall", Line{Message: "[UFW BLOCK] IN=ens3 OUT= SRC=198.51.100.7 DST=10.4.8.12 LEN=40 PROTO=TCP SPT=50001 DPT=8080 WINDOW=1024"}, "net.firewall-drop", map[string]string{"addr": "10.4.8.12", "port": "8080", "protocol": "TCP", "src": "198.51.100.7"}},
		{"urllib", Line{Level: "warn", Message: "HTTPConnectionPool(host='ledger', port=8080): Read timed out. (read timeout=3)"}, "net.timeout", map[string]string{"addr": "ledger", "port": "8080"}},
		{"libpq", Line{Level: "error", Message: `connection to server at "pg1" (10.2.0.7), port 5432 failed: Connection refused`}, "db.cannot-connect", map[string]string{"addr": "pg1", "port": "5432"}},
		{"oom kill", Line{Message: "Out of memory: Killed process 411 (ledger) total-vm:8000kB"}, "os.oom-kill", map[string]string{"component": "ledger", "pid": "411"}},
		{"rollout", Line{Level: "info", Message: "deploy: ledger 4.2.0 rolled out"}, "deploy.rollout", map[string]string{"component": "ledger", "version": "4.2.0"}},
	} {
		h := hitOf(Embedded().Match(c.line), c.want)
		if h == nil {
			t.Errorf("%s: got %v, want %s", c.name, ids(Embedded().Match(c.line)), c.want)
			continue
		}
		for k, v := range c.caps {
			if h.Captures[k] != v {
				t.Errorf("%s: capture %s = %q, want %q", c.name, k, h.Captures[k], v)
			}
		}
	}
}

func TestMatchIsQuietOnNothing(t *testing.T) {
	for _, l := range []Line{{}, {Message: " "}, {Message: "\x00\xff\xfe"}, {Level: "error", Message: strings.Repeat("x", 1<<20)}} {
		if hits := Embedded().Match(l); len(hits) != 0 {
			t.Errorf("%.20q: %v", l.Message, ids(hits))
		}
	}
}

// The order is: hedged last, then longer phrases, more captures, smaller id.
func TestMatchOrder(t *testing.T) {
	hits := Embedded().Match(Line{Level: "error", Message: `connect() failed (111: Connection refused) while connecting to upstream, possible firewall restriction, upstream: "http://10.0.0.7:9000/"`})
	got := ids(hits)
	if len(got) < 3 || got[0] != "http.upstream-connect-failed" || got[len(got)-1] != "net.firewall-suspected" {
		t.Errorf("order is %v", got)
	}
	if !slices.Contains(got, "net.connection-refused") {
		t.Errorf("refusal is missing: %v", got)
	}
}

func TestOffsetPointsIntoMessage(t *testing.T) {
	l := Line{Level: "error", Message: "job 41: dial failed: connection refused"}
	h := hitOf(Embedded().Match(l), "net.connection-refused")
	if h == nil || !strings.HasPrefix(l.Message[h.Offset:], "connection refused") {
		t.Errorf("hit = %+v", h)
	}
	l = Line{Level: "error", Message: "job 41", Fields: map[string]string{"err": "connection refused"}}
	h = hitOf(Embedded().Match(l), "net.connection-refused")
	if h == nil || h.Offset != -1 {
		t.Errorf("hit in a field = %+v, want offset -1", h)
	}
}

func TestLevelBounds(t *testing.T) {
	b := branch{min: levelOf("warn"), max: levelOf("error")}
	for level, want := range map[string]bool{"": true, "info": false, "warn": true, "warning": true, "ERROR": true, "fatal": false, "odd": true} {
		if got := b.levelFits(levelOf(level)); got != want {
			t.Errorf("level %q fits: %v, want %v", level, got, want)
		}
	}
}

// A listener's own address is no peer.
func TestAnyAddressIsNoPeer(t *testing.T) {
	l := Line{Level: "error", Message: "SSL_do_handshake() failed (SSL: alert certificate expired) while SSL handshaking, client: 10.0.0.9, server: 0.0.0.0:443"}
	h := hitOf(Embedded().Match(l), "tls.certificate-expired")
	if h == nil || h.Captures["addr"] != "" {
		t.Errorf("hit = %+v", h)
	}
}

// Places in source files, as stack traces print them, are no peers.
func TestSourceFileIsNoPeer(t *testing.T) {
	for _, m := range []string{"connection refused (Alert.java:131)", "connection refused at (main.go:61)"} {
		for _, h := range Embedded().Match(Line{Level: "error", Message: m}) {
			if h.Captures["addr"] != "" {
				t.Errorf("%q: %s names %q", m, h.Class.ID, h.Captures["addr"])
			}
		}
	}
}

func TestPickAsksInOrder(t *testing.T) {
	r := ComponentRule{From: []string{"capture", "peer", "host"}}
	names := map[string]string{"peer": "p", "host": "h"}
	if got := r.Pick(func(s string) string { return names[s] }); got != "p" {
		t.Errorf("got %q", got)
	}
	if got := r.Pick(func(string) string { return "" }); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestMatchIsConcurrent(t *testing.T) {
	sub := catalogFS()
	classes, _ := readAll(sub)
	c := newCatalog(classes) // fresh: patterns are not compiled yet
	l := Line{Level: "error", Message: "dial tcp 10.9.1.4:5432: connect: connection refused"}
	want := fmt.Sprint(ids(c.Match(l)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := fmt.Sprint(ids(c.Match(l))); got != want {
					t.Errorf("got %s, want %s", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestExplainsFollowsTheGraph(t *testing.T) {
	c := Embedded()
	for _, e := range []struct {
		a, b string
		want bool
	}{
		{"db.stopped", "net.connection-refused", true},
		{"net.firewall-drop", "net.timeout", true},
		{"db.lock", "http.unavailable", true},
		{"db.lock", "db.pool-exhausted", true},
		{"dns.server-stopped", "dns.resolution-failed", true},
		{"db.credentials-changed", "db.access-denied", true},
		{"process.stopped", "http.bad-gateway", true},
		{"db.schema-change", "http.unavailable", true},
		{"os.oom-kill", "http.bad-gateway", true},
		{"deploy.rollout", "deploy.missing-setting", true},
		{"net.timeout", "net.firewall-drop", false},
		{"job.failed", "db.lock", false},
		{"net.connection-refused", "db.stopped", false},
		{"db.lock", "db.lock", false},
	} {
		a, b := c.Class(e.a), c.Class(e.b)
		if a == nil || b == nil {
			t.Fatalf("%s or %s is no class", e.a, e.b)
		}
		if got := c.Explains(a, b); got != e.want {
			t.Errorf("%s explains %s: %v, want %v", e.a, e.b, got, e.want)
		}
	}
	if c.Explains(nil, nil) {
		t.Error("nil explains nil")
	}
}

// FuzzMatch feeds hostile lines: no panic, offsets inside the message, the
// same answer twice.
func FuzzMatch(f *testing.F) {
	f.Add("error", "dial tcp 10.9.1.4:5432: connect: connection refused", "Caused by: x", "timed out")
	f.Add("", "\xff\xfe OOM command not allowed \x00", "", "")
	f.Fuzz(func(t *testing.T, level, message, body, errText string) {
		l := Line{Level: level, Message: message, Body: body, Fields: map[string]string{"err": errText}}
		a, b := Embedded().Match(l), Embedded().Match(l)
		if fmt.Sprint(ids(a)) != fmt.Sprint(ids(b)) {
			t.Fatalf("two answers: %v, %v", ids(a), ids(b))
		}
		for _, h := range a {
			if h.Offset < -1 || h.Offset >= len(message) && h.Offset != -1 {
				t.Fatalf("%s: offset %d of %d", h.Class.ID, h.Offset, len(message))
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	c := Embedded()
	for name, l := range map[string]Line{
		"healthy": {Level: "info", Message: "10.8.0.9 order 41 of tenant 7 was written to shard 3 in 12 ms and acknowledged by two replicas"},
		"refused": {Level: "error", Message: "job 41: dial tcp 10.9.1.4:5432: connect: connection refused"},
	} {
		c.Match(l)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(l.Message)))
			b.ReportAllocs()
			for b.Loop() {
				c.Match(l)
			}
		})
	}
}

func BenchmarkReadCatalog(b *testing.B) {
	for b.Loop() {
		classes, _ := readAll(catalogFS())
		newCatalog(classes)
	}
}

// A story has a direction: no two classes may explain one another, and a
// symptom explains no change.
func TestExplainsHasNoCycles(t *testing.T) {
	c := Embedded()
	for _, a := range c.Classes() {
		for _, b := range c.Classes() {
			if a.ID < b.ID && c.Explains(a, b) && c.Explains(b, a) {
				t.Errorf("%s and %s explain one another", a.ID, b.ID)
			}
			if a.Role == RoleSymptom && b.Role == RoleChange && c.Explains(a, b) {
				t.Errorf("symptom %s explains change %s", a.ID, b.ID)
			}
		}
	}
}

func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		newCatalog(decodeStore(catalogJSON))
	}
}
