package formula

import (
	"testing"

	"inquest/internal/profile"
)

func TestPrintedDuration(t *testing.T) {
	for _, c := range []struct {
		e    profile.Exemplar
		want int64
		ok   bool
	}{
		{profile.Exemplar{Message: "64 bytes from 10.0.0.9: icmp_seq=4 ttl=64 time=0.589 ms"}, 589000, true},
		{profile.Exemplar{Message: "step load done in 25 ms"}, 25e6, true},
		{profile.Exemplar{Message: "call took 1.5s"}, 15e8, true},
		{profile.Exemplar{Message: "phase load/local: 78ms"}, 78e6, true},
		{profile.Exemplar{Message: "done", Fields: []profile.Field{{Key: "ms", Value: "35"}}}, 35e6, true},
		{profile.Exemplar{Message: "done", Fields: []profile.Field{{Key: "took", Value: "98.6ms"}}}, 986e5, true},
		{profile.Exemplar{Message: "lookup q=A1 hits=4 plan=prefix 204 ms"}, 204e6, true},
		{profile.Exemplar{Message: "generated 2 bytes in 228 msecs (HTTP/1.1 200)"}, 228e6, true},
		{profile.Exemplar{Message: "answered", Fields: []profile.Field{{Key: "durationMs", Value: "71"}}}, 71e6, true},
		{profile.Exemplar{Message: "GET / 200", Fields: []profile.Field{{Key: "rt", Value: "6.279"}}}, 6279e6, true},
		{profile.Exemplar{Message: "waited 5 s of 10 s"}, 0, false},
		{profile.Exemplar{Message: "build 12s3 opened"}, 0, false},
		{profile.Exemplar{Message: "listening on port 80"}, 0, false},
		{profile.Exemplar{Message: "done", Fields: []profile.Field{{Key: "ms", Value: "x"}}}, 0, false},
	} {
		got, ok := PrintedDuration(&c.e)
		if got != c.want || ok != c.ok {
			t.Errorf("%q %v: %d %v", c.e.Message, c.e.Fields, got, ok)
		}
	}
}
