package finding

import (
	"inquest/internal/lazy"
	"inquest/internal/profile"
	"slices"
	"sort"
	"strconv"
	"strings"
)

var listenRE = lazy.Compile(`(?i)\b(?:listen\w*|serving|bound|socket created|running mode|ready to accept|started)\b.{0,80}?(?:\bport\b[ =:]+['"]?|[\d\])*]:|\s:)(\d{2,5})\b`)

// readPorts finds the port that each server source says it listens on.
func (d *Directory) readPorts(v *profile.View) {
	for _, t := range v.Templates {
		for _, r := range t.Rows {
			for _, e := range r.Early {
				if r.Source >= len(d.sources) || r.Source < 0 || d.sources[r.Source].Port != 0 || !mayListen(e.Message) {
					continue
				}
				m := listenRE.FindStringSubmatch(e.Message)
				if m == nil {
					continue
				}
				if n, err := strconv.Atoi(m[1]); err == nil && n < 65536 {
					d.sources[r.Source].Port = n
				}
			}
		}
	}
	for i := range d.sources {
		for _, p := range programs {
			if d.sources[i].Port == 0 && len(p.ports) > 0 && p.name == d.sources[i].Service {
				d.sources[i].Port = p.ports[0]
			}
		}
	}
}

// mayListen is a cheap test before listenRE.
func mayListen(m string) bool {
	for _, w := range []string{"isten", "erving", "ound", "created", "mode", "eady", "tarted"} {
		if strings.Contains(m, w) {
			return true
		}
	}
	return false
}

// readLinks joins addresses to hosts: by a line that names both, then by a port
// that one server alone listens on.
func (d *Directory) readLinks(v *profile.View) {
	seen := map[string]map[string]*profile.Exemplar{} // endpoint -> host named beside it
	eachEarly(v, func(_ *profile.Row, e *profile.Exemplar) { d.readLine(e, seen); d.readOwnName(e) })
	for i := range v.Peers {
		key := Place{Addr: v.Peers[i].Addr, Port: v.Peers[i].Port}.endpoint()
		if port := v.Peers[i].Port; port != 0 {
			if old, ok := d.port[v.Peers[i].Addr]; ok && old != port {
				port = -1
			}
			d.port[v.Peers[i].Addr] = port
		}
		if seen[key] == nil {
			seen[key] = map[string]*profile.Exemplar{}
		}
		if len(v.Peers[i].Steps) > 0 {
			seen[key][""] = &v.Peers[i].Steps[0].Line
		}
	}
	keys := make([]string, 0, len(seen))
	for k := range seen {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		d.linkByLine(k, seen[k])
	}
	for _, k := range keys {
		d.linkByPort(k, seen[k][""])
	}
}

// eachExemplar calls f for every kept record of every row, in the view's order.
func eachExemplar(v *profile.View, f func(*profile.Template, *profile.Row, *profile.Exemplar)) {
	for i := range v.Templates {
		t := &v.Templates[i]
		for j := range t.Rows {
			r := &t.Rows[j]
			for _, list := range [][]profile.Exemplar{r.Early, r.Sample, r.Late} {
				for k := range list {
					f(t, r, &list[k])
				}
			}
		}
	}
}

// eachEarly calls f for the first kept records of every row: who is who is said
// by the first lines of a form as well as by all.
func eachEarly(v *profile.View, f func(*profile.Row, *profile.Exemplar)) {
	for i := range v.Templates {
		for j := range v.Templates[i].Rows {
			r := &v.Templates[i].Rows[j]
			if r.Source < len(v.Sources) && v.Sources[r.Source].Prose {
				continue
			}
			for k := range r.Early {
				f(r, &r.Early[k])
			}
		}
	}
}

// ownNameRE finds the name by which clients call the proxy that writes the line.
var ownNameRE = lazy.Compile(`, server: ([a-z0-9][\w-]*(?:\.[\w-]+)+), request: `)

// readOwnName learns the name of a virtual server from its own error log.
func (d *Directory) readOwnName(e *profile.Exemplar) {
	host := d.sources[e.Source].Host
	if host == "" || !strings.Contains(e.Raw, ", server: ") {
		return
	}
	if m := ownNameRE.FindStringSubmatch(e.Raw); m != nil && d.alias[m[1]] == "" && !d.known[m[1]] && !isIP(m[1]) {
		d.alias[m[1]] = host
	}
}

func (d *Directory) readLine(e *profile.Exemplar, seen map[string]map[string]*profile.Exemplar) {
	text := e.Message
	var target string
	var clients []string
	for _, f := range e.Fields {
		if targetKeys[f.Key] {
			target = firstNonEmpty(target, f.Value)
		}
		if isClientKey(f.Key) {
			addr, _, _ := splitEndpoint(f.Value)
			clients = append(clients, addr)
			continue
		}
		text += " " + f.Value
	}
	ips := endpointsIn(text, 8)
	if len(ips) > 0 {
		ips = slices.DeleteFunc(endpointsIn(calledIn(text), 8), func(x endpoint) bool {
			return slices.Contains(clients, x.addr) || startsWith(e, x.addr) // who calls is not where the call went
		})
	}
	if len(ips) == 0 {
		return
	}
	if sameIP(ips) && isIP(ips[0].addr) {
		d.readServed(ips[0].addr, text)
	}
	hosts := d.hostsIn(text, target)
	for _, ip := range ips {
		key := ip.String()
		if seen[key] == nil {
			seen[key] = map[string]*profile.Exemplar{}
		}
		if seen[key][""] == nil {
			seen[key][""] = e
		}
		if len(hosts) == 1 && sameIP(ips) && seen[key][hosts[0]] == nil && (!d.namesService(hosts[0]) || beside(text, hosts[0], ip.addr)) {
			seen[key][hosts[0]] = e
		}
	}
}

// namesService reports whether a host is called like the service of a source: the word
// then stands in many lines that do not speak of the host.
func (d *Directory) namesService(host string) bool {
	return slices.ContainsFunc(d.sources, func(p Place) bool { return strings.EqualFold(p.Service, host) })
}

// beside reports whether a text names a host and its address side by side, with no word
// between them: "db (10.1.0.4)", "db:5432 [10.1.0.4]", "10.1.0.4 db".
func beside(text, host, addr string) bool {
	i, j := strings.Index(text, host), strings.Index(text, addr)
	if i < 0 || j < 0 {
		return false
	}
	from, to := i+len(host), j
	if j < i {
		from, to = j+len(addr), i
	}
	return from <= to && to-from <= mostBeside && !strings.ContainsFunc(text[from:to], func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
}

// mostBeside is how many bytes may stand between a name and its address.
const mostBeside = 12

// urlHostRE finds the name that a URL is called by.
var urlHostRE = lazy.Compile(`\b[a-z][a-z+.-]*://(?:[^/@\s"']*@)?([A-Za-z][\w-]*[A-Za-z0-9])(?:[.:/"'\\]|$)`)

// readServed learns which source's service answers at an address: a line calls it by a
// URL with the service's name, and gives the address that was tried.
func (d *Directory) readServed(addr, text string) {
	if !strings.Contains(text, "://") {
		return
	}
	m := urlHostRE.FindStringSubmatch(text)
	if m == nil || d.known[m[1]] {
		return
	}
	found := -1
	for i := range d.sources {
		if !strings.EqualFold(d.sources[i].Service, m[1]) {
			continue
		}
		if found >= 0 && d.sources[found].Host != d.sources[i].Host {
			return
		}
		found = i
	}
	if found < 0 {
		return
	}
	if old, ok := d.serves[addr]; ok && (old < 0 || d.sources[old].Service != d.sources[found].Service) {
		found = -1
	}
	d.serves[addr] = found
}

// calledIn is a text without the addresses of those who called.
func calledIn(text string) string {
	if strings.Contains(text, " HTTP/") {
		if at := requestRE.FindStringIndex(text); at != nil {
			text = text[at[0]:]
		}
	}
	if !hasQuad(text) && !strings.Contains(text, `: "`) {
		return text // nothing that clientRE could find
	}
	return clientRE.ReplaceAllString(text, " ")
}

// hasQuad tells whether a text may hold an IPv4 address: four short numbers with dots
// between them.
func hasQuad(text string) bool {
	for {
		i := strings.IndexByte(text, '.')
		if i < 0 {
			return false
		}
		if i > 0 && isDigit(text[i-1]) && quadBehind(text[i:]) {
			return true
		}
		text = text[i+1:]
	}
}

// quadBehind tells whether a text begins with three times a dot and one to three digits.
func quadBehind(text string) bool {
	at := 0
	for range 3 {
		if at >= len(text) || text[at] != '.' {
			return false
		}
		n := 0
		for at++; n < 3 && at < len(text) && isDigit(text[at]); n++ {
			at++
		}
		if n == 0 {
			return false
		}
	}
	return true
}

func sameIP(ips []endpoint) bool {
	for _, ip := range ips {
		if ip.addr != ips[0].addr {
			return false
		}
	}
	return true
}

// hostsIn lists the known hosts that a text names as whole words.
func (d *Directory) hostsIn(text, target string) []string {
	if h, _, ok := splitEndpoint(target); ok && d.known[h] {
		return []string{h}
	}
	var out []string
	for _, w := range strings.FieldsFunc(text, notNameRune) {
		if d.known[w] && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func (d *Directory) linkByLine(endpoint string, hosts map[string]*profile.Exemplar) {
	addr, _, ok := splitEndpoint(endpoint)
	if !ok || !isIP(addr) || d.alias[addr] != "" || isOwn(addr) {
		return
	}
	found := ""
	for h := range hosts {
		if h == "" {
			continue
		}
		if found != "" {
			return
		}
		found = h
	}
	if found != "" {
		d.link(addr, found, "one line", hosts[found])
	}
}

// linkByPort joins an address to the one host whose server listens on its port.
func (d *Directory) linkByPort(endpoint string, e *profile.Exemplar) {
	addr, port, ok := splitEndpoint(endpoint)
	if !ok || port == 0 || d.alias[addr] != "" || d.known[addr] || isOwn(addr) {
		return
	}
	host := ""
	for i := range d.sources {
		s := d.sources[i]
		if s.Port != port || s.Host == "" {
			continue
		}
		if host != "" && host != s.Host || isIP(addr) && d.addr[s.Host] != "" {
			return // a host with an address may have a name besides
		}
		host = s.Host
	}
	if host != "" {
		d.link(addr, host, "port", e)
	}
}

func (d *Directory) link(addr, host, kind string, e *profile.Exemplar) {
	d.alias[addr] = host
	if d.addr[host] == "" {
		d.addr[host] = addr
	}
	d.links = append(d.links, Link{Name: addr, Host: host, Kind: kind, Line: e})
}

// targetKeys are the field names that say where a step or a request went.
var targetKeys = map[string]bool{
	"target": true, "comp": true, "component": true, "upstream": true, "peer": true, "host": true, "addr": true, "address": true,
	"server": true, "endpoint": true, "remote": true, "dest": true, "destination": true, "backend": true, "dependency": true,
	"url": true, "uri": true, "to": true, "broker": true, "db": true, "callee": true, "service": true,
}
