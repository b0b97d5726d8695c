package finding

import (
	"net/netip"
	"strconv"
	"strings"
)

// Place is a component as an engineer names it: a service, its address, its
// host. Any part may be unknown.
type Place struct {
	Service string
	Addr    string // IP address or host name that clients use, without port
	Port    int    // 0 when unknown
	Host    string
	Part    string // what a line names inside of the service, or a component of its own that is not known otherwise: a table, a release
}

// maxPlace is the length that a component's name is cut to.
const maxPlace = 120

// String names the place: "mysql 192.0.2.7:3306 on store4". Parts that say the
// same twice are left out.
func (p Place) String() string {
	var parts []string
	if p.Part != "" {
		parts = append(parts, p.Part)
		if p.Service != "" || p.Addr != "" {
			parts = append(parts, "in")
		}
	}
	if p.Service != "" {
		parts = append(parts, p.Service)
	}
	if end := p.endpoint(); end != "" {
		parts = append(parts, end)
	}
	if p.Host != "" && p.Host != p.Service && p.Host != p.Addr {
		if len(parts) > 0 {
			parts = append(parts, "on")
		}
		parts = append(parts, p.Host)
	}
	return clip(strings.Join(parts, " "), maxPlace)
}

func (p Place) endpoint() string {
	switch {
	case p.Addr == "" && p.Port == 0:
		return ""
	case p.Port == 0:
		return p.Addr
	default:
		return p.Addr + ":" + strconv.Itoa(p.Port)
	}
}

// IsZero reports whether nothing is known.
func (p Place) IsZero() bool { return p == Place{} }

// Key is equal for two places that are the same as far as the logs tell.
func (p Place) Key() string {
	if p.Part != "" {
		part := p.Part
		p.Part = ""
		return p.Key() + " " + part
	}
	switch {
	case p.Host != "":
		return "host " + p.Host + " " + p.Service
	case p.Addr != "":
		return "addr " + p.endpoint()
	default:
		return "service " + p.Service
	}
}

// merge fills what p does not know from o.
func (p Place) merge(o Place) Place {
	if p.Service == "" {
		p.Service = o.Service
	}
	if p.Addr == "" {
		p.Addr = o.Addr
	}
	if p.Port == 0 {
		p.Port = o.Port
	}
	if p.Host == "" {
		p.Host = o.Host
	}
	if p.Part == "" {
		p.Part = o.Part
	}
	return p
}

// clip cuts s at n bytes on a rune's border.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// splitEndpoint splits "10.0.0.1:80", "http://10.0.0.1:80/x", "db01:3306" and
// "db01" into address and port; ok is false when s is no plain name or address.
func splitEndpoint(s string) (addr string, port int, ok bool) {
	if _, rest, found := strings.Cut(s, "://"); found {
		s = rest
	}
	s, _, _ = strings.Cut(s, "/")
	s = strings.Trim(s, `'"()<>, `)
	if at := strings.LastIndexByte(s, '@'); at >= 0 {
		s = s[at+1:]
	}
	if s == "" || strings.ContainsAny(s, " \t,;=") {
		return "", 0, false
	}
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().String(), int(ap.Port()), true
	}
	if a, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		return a.String(), 0, true
	}
	if h, p, found := strings.Cut(s, ":"); found {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || n > 65535 || h == "" {
			return "", 0, false
		}
		return h, n, true
	}
	return s, 0, true
}

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}
