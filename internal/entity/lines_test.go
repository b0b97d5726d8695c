package entity

import (
	"fmt"
	"strings"
	"testing"
)

// TestFirewallLines holds the roles of addresses and ports in lines of firewalls and
// of what stands beside them.
func TestFirewallLines(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"netfilter", "IN=eth0 OUT=eth1 MAC=00:16:3e:aa:bb:cc:00:16:3e:dd:ee:ff:08:00 SRC=192.0.2.7 DST=198.51.100.9 LEN=60 TTL=63 PROTO=TCP SPT=40000 DPT=22 SYN",
			"ip:source=192.0.2.7 ip:destination=198.51.100.9 port:source=40000 port:destination=22 protocol=TCP interface:in=eth0 interface:out=eth1"},
		{"netfilter over IPv6", "IN=eth0 OUT= SRC=2001:0db8:0000:0000:0000:0000:0000:0007 DST=2001:db8::9 PROTO=UDP SPT=5353 DPT=53",
			"ip:source=2001:0db8:0000:0000:0000:0000:0000:0007 ip:destination=2001:db8::9 port:source=5353 port:destination=53 protocol=UDP"},
		{"ASA deny", `%ASA-4-106023: Deny tcp src inside:192.0.2.7/40000 dst dmz:198.51.100.9/22 by access-group "inside_in"`,
			"ip:source=192.0.2.7 port:source=40000 ip:destination=198.51.100.9 port:destination=22 protocol=tcp"},
		{"ASA teardown", "Teardown TCP connection 7 for outside:198.51.100.9/443 to inside:192.0.2.7/40000 duration 0:00:30 bytes 526",
			"ip=198.51.100.9 port=443 ip:destination=192.0.2.7 port:destination=40000 bytes=526"},
		{"IOS access list", "%SEC-6-IPACCESSLOGP: list 102 denied tcp 192.0.2.7(3067) -> 198.51.100.9(139), 1 packet",
			"ip:source=192.0.2.7 port:source=3067 ip:destination=198.51.100.9 port:destination=139 protocol=tcp"},
		{"pf", "rule 7/0(match): block in on em0: 192.0.2.7.40000 > 198.51.100.9.22: Flags [S], seq 1, win 1024", "ip:source=192.0.2.7 port:source=40000 ip:destination=198.51.100.9 port:destination=22"},
		{"Fortinet", `srcip=192.0.2.7 srcport=40000 srcintf="port3" dstip=198.51.100.9 dstport=22 proto=6 action="deny" sentbyte=40 rcvdbyte=0`,
			"ip:source=192.0.2.7 port:source=40000 interface:in=port3 ip:destination=198.51.100.9 port:destination=22 bytes=40"},
		{"Check Point", "src: 192.0.2.7; dst: 198.51.100.9; proto: tcp; service: 443; s_port: 40000; xlatesrc: 203.0.113.1; xlatesport: 10007",
			"ip:source=192.0.2.7 ip:destination=198.51.100.9 port:source=40000 ip:nat_source=203.0.113.1 port:nat_source=10007"},
		{"Juniper", "session created 192.0.2.7/40000->198.51.100.9/22 0x0 junos-ssh 203.0.113.1/10007->198.51.100.9/22",
			"ip:source=192.0.2.7 port:source=40000 ip:destination=198.51.100.9 port:destination=22"},
		{"Go's net", "dial tcp 10.0.0.7:40000->10.0.0.9:5432: connect: connection refused", "ip:source=10.0.0.7 port:source=40000 ip:destination=10.0.0.9 port:destination=5432 protocol=tcp"},
		{"Java's InetSocketAddress", "Connection to node 1 (broker-1.lan/10.0.0.9:9092) could not be established", "ip:destination=10.0.0.9 port:destination=9092"},
		{"sshd", "Accepted publickey for ann from 192.0.2.7 port 40000 ssh2: ED25519 SHA256:abc", "user=ann ip:source=192.0.2.7 port:source=40000"},
		{"nginx", "connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.7, server: shop.lan, request: \"GET /a HTTP/1.1\", upstream: \"http://10.0.0.9:8080/a\"",
			"ip:source=192.0.2.7 method=GET path=/a ip:destination=10.0.0.9 port:destination=8080"},
		{"a listener", "Listening on 0.0.0.0:8080 and [::]:8443", "ip:local=0.0.0.0 port:local=8080 ip=:: port=8443"},
		{"a range", "pool 192.0.2.10-192.0.2.20 is exhausted", "ip=192.0.2.10 ip=192.0.2.20"},
		{"a subnet", "route 10.1.0.0/16 via 192.0.2.1 dev eth1", "ip=10.1.0.0 ip:gateway=192.0.2.1 interface=eth1"},
	} {
		t.Run(c.name, func(t *testing.T) { holds(t, c.text, c.want) })
	}
}

// holds checks that all that is wanted is among the fields of a text.
func holds(t *testing.T, text, want string) {
	t.Helper()
	var s Scanner
	s.Scan([]byte(text))
	got := " " + show(s.Fields()) + " "
	var missing []string
	for _, w := range strings.Fields(want) {
		if !strings.Contains(got, " "+w+" ") {
			missing = append(missing, w)
		}
	}
	if len(missing) > 0 {
		t.Errorf("%s\n misses %v\n    got %s", text, missing, got)
	}
}

// TestNumbersWithUnits holds durations in seconds and sizes in bytes, however their
// unit is written.
func TestNumbersWithUnits(t *testing.T) {
	for _, c := range []struct {
		text string
		kind Kind
		num  float64
	}{
		{"took 12ms", Duration, 0.012}, {"took 12 ms", Duration, 0.012}, {"took 1.5s", Duration, 1.5}, {"took 250µs", Duration, 250e-6}, {"took 7 minutes", Duration, 420},
		{"took 1m30s", Duration, 90}, {"took 2h3m4.5s", Duration, 7384.5}, {"timed out after 30 seconds", Duration, 30}, {"elapsed=00:01:30", Duration, 90}, {"duration: 0:00:30", Duration, 30},
		{"in 3 days", Duration, 3 * 86400}, {"duration=1500ms", Duration, 1.5}, {"duration_ms=1500", Duration, 1.5}, {"latency_us=1500", Latency, 0.0015}, {"latency=42ms", Latency, 0.042},
		{"rtt=0.5ms", Latency, 0.0005}, {"response_time=0.25s", Latency, 0.25}, {"sent 42 bytes", Bytes, 42}, {"wrote 1.5 MB", Bytes, 1.5e6}, {"wrote 2 MiB", Bytes, 2 << 20},
		{"size=10K", Bytes, 10 << 10}, {"bytes=526", Bytes, 526}, {"content_length=1024", Bytes, 1024}, {"heap 512MB", Bytes, 512e6},
		{"exit code 137", ExitCode, 137}, {"exited with code 1", ExitCode, 1}, {"exit status 2", ExitCode, 2}, {"rc=124", ExitCode, 124}, {"exit_code=0", ExitCode, 0}, {"returned -11 rc=-11", ExitCode, -11},
		{`"GET /a HTTP/1.1" 503 12`, Status, 503}, {"status=404", Status, 404}, {"http_status: 500", Status, 500}, {"responded with status code 429", Status, 429},
	} {
		t.Run(c.text, func(t *testing.T) {
			var s Scanner
			s.Scan([]byte(c.text))
			for _, f := range s.Fields() {
				if f.Kind == c.kind && f.IsNum && fmt.Sprintf("%.9g", f.Num) == fmt.Sprintf("%.9g", c.num) {
					return
				}
			}
			t.Errorf("%q has no %s of %v: %s", c.text, c.kind, c.num, show(s.Fields()))
		})
	}
}

// TestNames holds names, ids and paths.
func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"user=ann host=db-1 logged in":                                   "user=ann host=db-1",
		"session opened for user ann(uid=1000) by (uid=0)":               "user=ann",
		"Failed password for invalid user ann from 192.0.2.7":            "user=ann",
		"authentication failed for user \"ann\"":                         "user=ann",
		"request_id=c0ffee-07 trace_id=0af7651916cd43dd8448eb211c80319c": "request_id=c0ffee-07 trace_id=0af7651916cd43dd8448eb211c80319c",
		"[req-c0ffee07-1111-2222-3333-444455556666] spawned":             "request_id=req-c0ffee07-1111-2222-3333-444455556666",
		`pod="cart-0" namespace=shop container=cart`:                     "pod=cart-0 namespace=shop container=cart",
		"java.net.SocketTimeoutException: Read timed out":                "exception=java.net.SocketTimeoutException",
		"open /var/lib/shop/data.db: permission denied":                  "path=/var/lib/shop/data.db",
		"GET https://shop.lan:8443/a?b=c took 7 ms":                      "url=https://shop.lan:8443/a?b=c host:destination=shop.lan port:destination=8443 path=/a query=b=c",
		"link eth0 is down":                                              "interface=eth0",
		"ether 00:16:3e:aa:bb:cc":                                        "mac=00:16:3e:aa:bb:cc",
		"query=\"SELECT 1\"":                                             "",
	} {
		t.Run(text, func(t *testing.T) { holds(t, text, want) })
	}
}

// TestWhatIsNone holds what only looks like a thing.
func TestWhatIsNone(t *testing.T) {
	for _, c := range []struct {
		text string
		not  []Kind
	}{
		{"version 1.2.3.4-5 of lib", []Kind{Port}},
		{"Chrome/120.0.1.2 Safari/537.36", []Kind{IP}},
		{"at 10:20:30 on 2026-03-01", []Kind{IP, Port, MAC, Duration}},
		{"OID 1.3.6.1.2.1.1.3", []Kind{IP}},
		{"main.go:42 and Cart.java:17", []Kind{Port, Host}},
		{"std::vector a::b", []Kind{IP}},
		{"999.1.1.1 256.0.0.1", []Kind{IP}},
		{"ratio 16:9 score 3:2", []Kind{Port, Host, Duration}},
		{"sha256:0af7651916cd43dd", []Kind{Port, Host}},
		{"item 503 of 600", []Kind{Status}},
		{"retry 3/5", []Kind{IP, Port}},
		{"Error: 5 errors", []Kind{Exception}},
	} {
		var s Scanner
		s.Scan([]byte(c.text))
		for _, f := range s.Fields() {
			for _, k := range c.not {
				if f.Kind == k {
					t.Errorf("%q has a %s: %s", c.text, k, show(s.Fields()))
				}
			}
		}
	}
}
