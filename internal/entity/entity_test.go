package entity

import (
	"fmt"
	"strings"
	"testing"
)

// show writes fields as kind:role:value, one for each.
func show(fields []Field) string {
	var out []string
	for _, f := range fields {
		s := f.Kind.String()
		if f.Role != NoRole {
			s += ":" + f.Role.String()
		}
		out = append(out, s+"="+string(f.Value))
	}
	return strings.Join(out, " ")
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Failed password for invalid user ann from 192.0.2.7 port 52114 ssh2", "user=ann ip:source=192.0.2.7 port:source=52114"},
		{"dial tcp [2001:db8::5%eth0]:3306: connect: connection refused", "protocol=tcp ip:destination=2001:db8::5%eth0 port:destination=3306"},
		{"IP 192.0.2.7.33681 > 192.0.2.9.53: 7+ A? shop.lan.", "ip:source=192.0.2.7 port:source=33681 ip:destination=192.0.2.9 port:destination=53"},
		{"TCP 192.0.2.7/45926->192.0.2.9/8140 S", "protocol=TCP ip:source=192.0.2.7 port:source=45926 ip:destination=192.0.2.9 port:destination=8140"},
		{"connect to db-2.lan:3306 took 12 ms", "host:destination=db-2.lan port:destination=3306 duration=12 ms"},
		{"at server.go:443 of main.c:17", ""},
		{"Mozilla/5.0 Chrome/10.0.1.2 from ::ffff:192.0.2.7", "ip:source=::ffff:192.0.2.7"},
		{"lib-1.2.3.4.jar, OID 1.3.6.1.4.1, v1.2.3.4", ""},
		{"std::string a::b add::be 12:30:01 10:00", ""},
		{"job exited with exit code 137 after 1m30s", "exit_code=137 duration=1m30s"},
	} {
		var s Scanner
		s.Scan([]byte(c.text))
		if got := show(s.Fields()); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestPairs(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"src_ip", "192.0.2.7", "ip:source=192.0.2.7"},
		{"SourceAddress", "192.0.2.7:4711", "ip:source=192.0.2.7 port:source=4711"},
		{"id.resp_p", "443", "port:destination=443"},
		{"transport", "tcp", "text=tcp"},
		{"report", "7", "number=7"},
		{"latency_ms", "12.5", "latency=12.5"},
		{"event.duration", "1500000000", "duration=1500000000"},
		{"url", "http://db.lan:8086/write?db=x", "url=http://db.lan:8086/write?db=x host:destination=db.lan port:destination=8086 path=/write query=db=x"},
		{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "trace_id=0af7651916cd43dd8448eb211c80319c span_id=b7ad6b7169203331"},
		{"x-forwarded-for", "192.0.2.7, 2001:db8::1", "ip:forwarded=192.0.2.7 ip:forwarded=2001:db8::1"},
	} {
		var s Scanner
		s.Pair([]byte(c.key), []byte(c.value))
		if got := show(s.Fields()); got != c.want {
			t.Errorf("%s=%s\n got %s\nwant %s", c.key, c.value, got, c.want)
		}
	}
}

func TestStack(t *testing.T) {
	for text, want := range map[string]string{
		"dial tcp 192.0.2.7:3306":                     "[MySQL TCP IPv4]",
		"udp 192.0.2.7:514 -> [2001:db8::1]:53":       "[DNS UDP]",
		"GET https://shop.lan/a 200":                  "[HTTPS TCP]",
		"from 192.0.2.7 port 51000 to 192.0.2.9:6379": "[Redis TCP IPv4]",
		"nothing": "[]",
	} {
		var s Scanner
		s.Scan([]byte(text))
		if got := fmt.Sprint(Stack(s.Fields())); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func FuzzScanner(f *testing.F) {
	f.Add("src", "192.0.2.7:80 -> [2001:db8::1%eth0]:443/tcp GET /a?b=c HTTP/1.1\" 503 12.5ms 00:11:22:33:44:55")
	f.Add("url", "http://a@b:80,[::1]:9/x?y")
	f.Fuzz(func(t *testing.T, key, text string) {
		var s Scanner
		s.Pair([]byte(key), []byte(text))
		s.Scan([]byte(text))
		Stack(s.Fields())
		Trace([]byte(text))
		for _, x := range s.Fields() {
			if x.Kind == IP && ipv4(x.Value, 0) == 0 && !hasColon(x.Value) {
				t.Errorf("%q is no address", x.Value)
			}
			if x.Kind == Port && (x.Num < 0 || x.Num > 65535) {
				t.Errorf("%q is no port", x.Value)
			}
		}
	})
}
