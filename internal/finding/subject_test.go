package finding

import (
	"testing"

	"inquest/internal/fault"
	"inquest/internal/profile"
)

func fields(kv ...string) []profile.Field {
	var out []profile.Field
	for i := 0; i < len(kv); i += 2 {
		out = append(out, profile.Field{Key: kv[i], Value: kv[i+1]})
	}
	return out
}

func directoryOf(ps ...Place) *Directory {
	d := &Directory{sources: ps, alias: map[string]string{}, addr: map[string]string{}, known: map[string]bool{}, port: map[string]int{}, serves: map[string]int{}}
	for _, p := range ps {
		if p.Host != "" {
			d.known[p.Host] = true
		}
	}
	return d
}

// TestSubjectOfAChange: who announces a change is not what is changed.
func TestSubjectOfAChange(t *testing.T) {
	s := &scene{dir: directoryOf(Place{Service: "deploy", Host: "ci"}, Place{Service: "shop", Host: "shop1"})}
	for _, c := range []struct {
		name string
		line profile.Exemplar
		want string
	}{
		{"a field names it, and a log of it is there", profile.Exemplar{Fields: fields("app", "shop")}, "shop on shop1"},
		{"a field names it, and no log of it is there", profile.Exemplar{Fields: fields("deployment", "cart")}, "cart"},
		{"the record's own service", profile.Exemplar{Service: "shop"}, "shop on shop1"},
		{"the speaker names itself", profile.Exemplar{Service: "deploy", Fields: fields("service", "deploy")}, ""},
		{"a field of another kind", profile.Exemplar{Fields: fields("user", "shop")}, ""},
		{"a number", profile.Exemplar{Fields: fields("app", "7")}, ""},
		{"nothing", profile.Exemplar{}, ""},
	} {
		if got := s.subjectOf(&c.line).String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAccessRecordNamesItsClient(t *testing.T) {
	s := &scene{dir: directoryOf(Place{Service: "api", Host: "api1"})}
	note := profile.Exemplar{Message: "GET /v1/x 401", Fields: fields("remote", "10.2.2.14:40018", "request", "GET /v1/x", "status", "401")}
	if p := s.targetOf(&note); !p.IsZero() {
		t.Errorf("the client of a server's note is taken for a target: %s", p)
	}
	call := profile.Exemplar{Message: "call failed", Fields: fields("remote", "10.2.2.15:8080", "error", "refused")}
	if p := s.targetOf(&call); p.Addr != "10.2.2.15" {
		t.Errorf("the far end of a call is %q", p)
	}
}

func TestOwnNameOfAProxy(t *testing.T) {
	d := directoryOf(Place{Service: "nginx", Host: "edge1"}, Place{Service: "app"})
	d.readOwnName(&profile.Exemplar{Mark: profile.Mark{Source: 0}, Raw: `certificate has expired, client: 10.9.1.21, server: gw.bill.example, request: "POST / HTTP/1.1", upstream: "https://10.9.3.15:8443/"`})
	d.readOwnName(&profile.Exemplar{Mark: profile.Mark{Source: 1}, Raw: `x, server: other.example, request: "GET /"`})
	if got := d.Resolve("gw.bill.example"); got.Host != "edge1" {
		t.Errorf("the proxy's own name leads to %q", got)
	}
	if got := d.Resolve("other.example"); got.Host != "" {
		t.Errorf("a source without a host has the name %q", got)
	}
}

func TestWordsAreNoNames(t *testing.T) {
	s := &scene{dir: directoryOf(Place{Service: "driver", Host: "spark"})}
	for in, want := range map[string]string{"killed": "", "executor 7": "executor 7 on spark", "NFS server and services...": "NFS server and services on spark", "": ""} {
		if got := s.captured(map[string]string{"component": in}, Place{Service: "driver", Host: "spark"}, &profile.Exemplar{}).String(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]bool{"1": false, "42": false, "localhost": false, "node-1": true, "10.0.0.1": true} {
		if isRemote(in) != want {
			t.Errorf("%q: remote %v", in, !want)
		}
	}
}

// TestBeginsShortly: a class that starts a little before the failures is new;
// one that was there all along is not.
func TestBeginsShortly(t *testing.T) {
	const s9 = int64(1e9)
	s := &scene{onset: Onset{At: 600 * s9, From: 1, To: 1200 * s9, Slack: 60 * s9, Known: true, Quiet: true}}
	for _, c := range []struct {
		name          string
		from          int64
		before, after int64
		want          bool
	}{
		{"right before, many after", 560 * s9, 1, 12, true},
		{"right before, hardly any", 560 * s9, 1, 2, false},
		{"long before", 200 * s9, 1, 12, false},
		{"none after", 560 * s9, 3, 0, false},
	} {
		f := &Finding{Class: &fault.Class{}, From: c.from}
		if got := s.beginsShortly(f, &ClassHit{Before: c.before, After: c.after}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
