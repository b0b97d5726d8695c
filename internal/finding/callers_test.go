package finding

import (
	"slices"
	"testing"

	"inquest/internal/fault"
	"inquest/internal/profile"
)

// TestWhoCalledIsNoFarEnd: addresses of clients, of a socket's own end and of the name by
// which a server was called say nothing about who is at fault.
func TestWhoCalledIsNoFarEnd(t *testing.T) {
	s := &scene{dir: directoryOf(Place{Service: "shop", Host: "web4"}), view: &profile.View{}}
	for _, c := range []struct {
		name string
		line profile.Exemplar
		want string
	}{
		{"a server's note of a request", profile.Exemplar{Message: `crm 10.8.0.9 "GET /contacts/7 HTTP/1.1" 410 -`}, ""},
		{"the client in a nested field", profile.Exemplar{Message: "handled request", Fields: fields("request.remote_ip", "10.8.0.9", "request.method", "GET")}, ""},
		{"the name in the request", profile.Exemplar{Message: `upstream gone, client: 10.8.0.9, request: "GET /x", host: "10.8.0.4"`}, ""},
		{"both ends of a socket", profile.Exemplar{Message: "read tcp 10.8.0.4:35130->10.8.0.6:8000: read: connection reset by peer"}, "10.8.0.6:8000"},
		{"the server behind the request", profile.Exemplar{Message: `10.8.0.9 "GET /x HTTP/1.1" 502 via 10.8.0.6:8000`}, "10.8.0.6:8000"},
		{"a plain far end", profile.Exemplar{Message: "dial tcp 10.8.0.6:8000: connect: connection refused"}, "10.8.0.6:8000"},
	} {
		if got := s.peerOf(nil, &c.line).String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestServicesOfLoggers(t *testing.T) {
	for logger, want := range map[string]string{
		"syncer.go:118": "", "worker.py:7": "", "com.acme.rates.SyncJob": "SyncJob", "shop.api.views": "shop", "http.log": "http.log", "store:7": "store:7",
	} {
		if got := loggerService(logger); got != want {
			t.Errorf("%s: %q, want %q", logger, got, want)
		}
	}
}

// TestServiceOfAHost: a source takes the only service of its host for its own when its
// records name none; a system's log of many programs does not.
func TestServiceOfAHost(t *testing.T) {
	for _, named := range []bool{false, true} {
		d := directoryOf(Place{Service: "ledger", Host: "app4"}, Place{Host: "app4"})
		d.adopt([]origin{{}, {named: named}})
		want := map[bool]string{false: "ledger", true: ""}[named]
		if got := d.sources[1].Service; got != want {
			t.Errorf("named %v: %q, want %q", named, got, want)
		}
	}
}

// TestFirstWordsOfNames: what begins with such a word is a sentence and no name.
func TestFirstWordsOfNames(t *testing.T) {
	s := &scene{dir: directoryOf(Place{Service: "store", Host: "db1"})}
	for _, name := range []string{"is completely", "for log", "the cache", "now"} {
		if got := s.captured(map[string]string{"component": name}, Place{Host: "db1"}, &profile.Exemplar{}); !got.IsZero() {
			t.Errorf("%q is taken for %s", name, got)
		}
	}
}

// TestSettingsPrintedAtStart: what a process prints while it starts did not change.
func TestSettingsPrintedAtStart(t *testing.T) {
	line := func(at float64, service string) profile.Exemplar {
		return profile.Exemplar{Mark: profile.Mark{Time: int64(at * 1e9), HasTime: true}, Service: service}
	}
	row := func(id string, e ...profile.Exemplar) rowHit {
		return rowHit{class: &fault.Class{ID: id}, places: []placeLines{{lines: e}}, matched: len(e), kept: len(e)}
	}
	rows := []rowHit{
		row("db.started", line(100, "store")),
		row("config.changed", line(98, "store")),
		row("config.changed", line(99, "store"), line(160, "store")),
		row("config.changed", line(99, "shop")),
		row("config.invalid", line(99, "store")),
	}
	(&scene{}).dropPrinted(rows)
	var left []int
	for i := range rows {
		left = append(left, rows[i].matched)
	}
	if !slices.Equal(left, []int{1, 0, 1, 1, 1}) || rows[1].class != nil || !rows[1].printed {
		t.Errorf("left %v", left)
	}
}
