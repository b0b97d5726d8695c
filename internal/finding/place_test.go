package finding

import "testing"

func TestPlaceNamesServiceAddressAndHost(t *testing.T) {
	for want, p := range map[string]Place{
		"mysql 10.9.8.7:3306 on stor4": {Service: "mysql", Addr: "10.9.8.7", Port: 3306, Host: "stor4"},
		"10.9.8.7":                     {Addr: "10.9.8.7"},
		"stor4":                        {Host: "stor4"},
		"cart on stor4":                {Service: "cart", Host: "stor4"},
		"":                             {},
		"cart":                         {Service: "cart", Host: "cart"},
	} {
		if got := p.String(); got != want {
			t.Errorf("%+v: %q, want %q", p, got, want)
		}
	}
}

func TestSplitEndpoint(t *testing.T) {
	for _, c := range []struct {
		in   string
		addr string
		port int
		ok   bool
	}{
		{"10.1.2.3:80", "10.1.2.3", 80, true},
		{"http://10.1.2.3:8080/a/b", "10.1.2.3", 8080, true},
		{"cache-7", "cache-7", 0, true},
		{"cache-7:6379", "cache-7", 6379, true},
		{"[fd00::1]:443", "fd00::1", 443, true},
		{"fd00::1", "fd00::1", 0, true},
		{"two words", "", 0, false},
		{"a:b:c", "", 0, false},
		{"", "", 0, false},
		{"x:99999", "", 0, false},
	} {
		addr, port, ok := splitEndpoint(c.in)
		if addr != c.addr || port != c.port || ok != c.ok {
			t.Errorf("%q: %q %d %v", c.in, addr, port, ok)
		}
	}
}

func TestClipKeepsRunes(t *testing.T) {
	if got := clip("aé", 2); got != "a" {
		t.Errorf("%q", got)
	}
}

func TestPathNamesHostAndProgram(t *testing.T) {
	for name, want := range map[string]Place{
		"logs/stor4/mysql/error.log": {Host: "stor4", Service: "mysql"},
		"stor4/postgresql-16-a.log":  {Host: "stor4", Service: "postgresql"},
		"cache-b/redis-server.log":   {Host: "cache-b", Service: "redis"},
		"network/X17.log":            {},
		"application.log":            {},
		"logs/w9/pods/cart-0/a.json": {Host: "w9"},
		"redis-b/worker.log":         {Host: "redis-b"},
		"logs/web1/nginx/access.log": {Host: "web1", Service: "nginx"},
		"logs/ns3/dnsmasq.log":       {Host: "ns3", Service: "dnsmasq"},
	} {
		if got := placeOfPath(name); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
}
