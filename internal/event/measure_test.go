package event

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDuration(t *testing.T) {
	for _, c := range []struct {
		text string
		unit int64
		want int64
		ok   bool
	}{
		{"258s", 0, 258 * sec, true}, {"98.6ms", 0, 98600 * usec, true}, {"4m18s", 0, 258 * sec, true}, {"1h2m3.5s", 0, 3723500 * msec, true}, {"12µs", 0, 12 * usec, true},
		{"0:04:18", 0, 258 * sec, true}, {"04:18", 0, 258 * sec, true}, {"00:00:01.250", 0, 1250 * msec, true},
		{"35", msec, 35 * msec, true}, {"0.4", sec, 400 * msec, true}, {"7", 1, 7, true},
		{"0.061", 0, 61 * msec, true}, {"258", 0, 258 * sec, true}, {"35600000", 0, 35600000, true},
		{"", 0, 0, false}, {"soon", 0, 0, false}, {"-5", sec, 0, false}, {"1:2:3:4", 0, 0, false}, {"5:99", 0, 0, false}, {"1e9", sec, 0, false},
		{"99999999999999999999", sec, 0, false}, {"99999999999h", 0, 0, false}, {"1.2.3s", 0, 0, false}, {"5x", 0, 0, false},
	} {
		if got, ok := parseDuration([]byte(c.text), c.unit); got != c.want || ok != c.ok {
			t.Errorf("%q (unit %d) = %d, %v; want %d, %v", c.text, c.unit, got, ok, c.want, c.ok)
		}
	}
}

// TestDurationsRoundTrip reads back what Go writes.
func TestDurationsRoundTrip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ns := rapid.Int64Range(0, 1e14).Draw(r, "ns")
		d := time.Duration(ns).String()
		if got, ok := parseDuration([]byte(d), 0); !ok || got < ns-1 || got > ns+1 {
			r.Fatalf("%s = %d, %v; want %d", d, got, ok, ns)
		}
	})
}

func TestTokenDuration(t *testing.T) {
	for text, want := range map[string]int64{"258 seconds": 258 * sec, "1 min 3 sec": 63 * sec, "2 hours 5 min": 7500 * sec, "50ms": 50 * msec, "5 apples": -1, "3, 4 s": -1, "x": -1} {
		var tok tokenizer
		tok.split([]byte(text))
		got, _, ok := tok.tokenDuration(0)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q = %d, want %d", text, got, want)
		}
	}
}

// TestKeysInAllSpellings finds every key of the table as camelCase, snake_case
// and in capitals, and no other.
func TestKeysInAllSpellings(t *testing.T) {
	var buf [32]byte
	for key, row := range keyTable {
		for _, k := range []string{key, key[:1] + "_" + key[1:], fmt.Sprintf("%c%s", key[0]&^0x20, key[1:])} {
			if got, ok := lookupKey([]byte(k), &buf); !ok || got.role != row.role {
				t.Errorf("key %q is not found", k)
			}
		}
	}
	for _, k := range []string{"", "jobs", "job_idx", "message", "ts", "\xff", "a_very_long_key_that_nobody_would_ever_write_down"} {
		if row, ok := lookupKey([]byte(k), &buf); ok {
			t.Errorf("key %q has role %d", k, row.role)
		}
	}
}

// TestScanFindsWordsAnywhere plants trigger words into arbitrary text.
func TestScanFindsWordsAnywhere(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		before, after := rapid.String().Draw(r, "before"), rapid.String().Draw(r, "after")
		trig := rapid.SampledFrom(triggers).Draw(r, "trigger")
		if trig.hit == hitVerbal {
			after, trig.hit = "-7"+after, hitUnit
		}
		if text := before + " " + trig.begin + after; scan([]byte(text))&trig.hit == 0 {
			r.Fatalf("%q in %q is not found", trig.begin, text)
		}
	})
	for _, quiet := range []string{"", "a", "the cat sat on the mat", "loading modules", "runner up", "to run of the mill"} {
		if got := scan([]byte(quiet)); got != 0 {
			t.Errorf("%q hits %d", quiet, got)
		}
	}
}

func TestFindPeer(t *testing.T) {
	for text, want := range map[string]peerText{
		"http://user:pw@api.corp:8080/x":       {addr: []byte("api.corp"), port: 8080},
		"https://api.corp/x":                   {addr: []byte("api.corp"), port: 443},
		"http://[2001:db8::1]:80/":             {addr: []byte("2001:db8::1"), port: 80},
		"host='10.8.0.1', port=8080":           {addr: []byte("10.8.0.1"), port: 8080},
		"client: 10.8.0.9, server 10.8.0.1:80": {addr: []byte("10.8.0.1"), port: 80},
		"connect to broker-1 on port 9092":     {addr: []byte("broker-1"), port: 9092},
		"main.go:123: connect to the server":   {},
		"version 1.2.3.4.5 and 300.1.1.1":      {},
		"10.8.0.1:99999":                       {addr: []byte("10.8.0.1")},
		"took 3s":                              {},
	} {
		got := findPeer([]byte(text))
		if string(got.addr) != string(want.addr) || got.port != want.port {
			t.Errorf("%q: %s port %d, want %s port %d", text, got.addr, got.port, want.addr, want.port)
		}
	}
}
