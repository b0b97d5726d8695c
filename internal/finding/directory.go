package finding

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"inquest/internal/profile"
)

// Directory knows who is who in the input: for which host and service each
// source speaks, and which addresses, host names and services are the same
// thing. It believes lines ("listening on port 5432", a target and an address
// named in one line), the hosts that records name and, last, the folders that
// the files lie in.
type Directory struct {
	sources []Place           // by source
	alias   map[string]string // name or address -> host
	addr    map[string]string // host -> address that clients use
	known   map[string]bool   // all hosts
	links   []Link
	port    map[string]int    // address -> the one port that clients use there, -1 when several
	group   map[string]string // host -> first host of those that speak of each other
}

// Link is a join between two names, with the line that proves it.
type Link struct {
	Name, Host string
	Kind       string // "one line", "port"
	Line       *profile.Exemplar
}

// program is a server program: the words that name it, its usual ports.
type program struct {
	name  string
	words []string
	ports []int
}

// programs are the server programs that files, folders and formats are named
// after. Ports are those of the IANA registry or the program's manual.
var programs = []program{
	{"mysql", []string{"mysql", "mariadb", "mysqld", "mariadbd", "percona"}, []int{3306}},
	{"postgresql", []string{"postgresql", "postgres", "pgsql"}, []int{5432}},
	{"pgbouncer", []string{"pgbouncer"}, []int{6432}},
	{"redis", []string{"redis", "redis-server", "valkey"}, []int{6379}},
	{"memcached", []string{"memcached"}, []int{11211}},
	{"mongodb", []string{"mongodb", "mongod"}, []int{27017}},
	{"oracle", []string{"oracle", "tnslsnr"}, []int{1521}},
	{"elasticsearch", []string{"elasticsearch", "opensearch"}, []int{9200}},
	{"cassandra", []string{"cassandra"}, []int{9042}},
	{"rabbitmq", []string{"rabbitmq", "rabbit"}, []int{5672, 5671}},
	{"kafka", []string{"kafka"}, []int{9092}},
	{"mosquitto", []string{"mosquitto"}, []int{1883}},
	{"nats", []string{"nats-server", "nats"}, []int{4222}},
	{"zookeeper", []string{"zookeeper"}, []int{2181}},
	{"etcd", []string{"etcd"}, []int{2379}},
	{"nginx", []string{"nginx"}, []int{80, 443}},
	{"apache", []string{"apache", "apache2", "httpd"}, []int{80, 443}},
	{"haproxy", []string{"haproxy"}, nil},
	{"envoy", []string{"envoy"}, nil},
	{"traefik", []string{"traefik"}, nil},
	{"squid", []string{"squid"}, []int{3128}},
	{"dnsmasq", []string{"dnsmasq"}, []int{53}},
	{"named", []string{"named", "bind9", "bind"}, []int{53}},
	{"unbound", []string{"unbound"}, []int{53}},
	{"coredns", []string{"coredns"}, []int{53}},
	{"minio", []string{"minio"}, []int{9000}},
	{"vault", []string{"vault"}, []int{8200}},
	{"consul", []string{"consul"}, []int{8500}},
	{"slapd", []string{"slapd", "openldap"}, []int{389, 636}},
	{"sshd", []string{"sshd"}, []int{22}},
	{"postfix", []string{"postfix"}, []int{25}},
}

// generic folder and file names say nothing about host or service.
var generic = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`logs log var containers container pods pod network net app apps application
		applications system syslog messages journal service services server servers host hosts node nodes worker
		error errors access audit debug stdout stderr output out current main daemon kern kernel auth dmesg
		data input opt srv home tmp archive old new db database web api jobs job status probe ping tcpdump
		general slow processlist client info warn default prod production staging test healthy normal fault baseline`) {
		generic[w] = true
	}
}

// NewDirectory reads the names out of a view.
func NewDirectory(v *profile.View) *Directory {
	d := &Directory{alias: map[string]string{}, addr: map[string]string{}, known: map[string]bool{}, port: map[string]int{}}
	ids := unitIDs(v)
	origins := originsOf(v)
	for i := range v.Sources {
		p := placeOfPath(v.Sources[i].Name)
		p.Host = firstNonEmpty(origins[i].host, p.Host)
		if p.Service == "" {
			p.Service = firstNonEmpty(programOfFormats(v.Sources[i].Formats), origins[i].service, stemService(v.Sources[i].Name, ids))
		}
		d.sources = append(d.sources, p)
		if p.Host != "" {
			d.known[p.Host] = true
		}
	}
	d.adopt()
	d.readPorts(v)
	d.readLinks(v)
	d.readEdges(v)
	return d
}

// adopt gives a source without a service that of its host, when the host has
// just one.
func (d *Directory) adopt() {
	on := map[string]string{}
	for _, p := range d.sources {
		switch {
		case p.Host == "" || p.Service == "":
		case on[p.Host] == "":
			on[p.Host] = p.Service
		case on[p.Host] != p.Service:
			on[p.Host] = "-"
		}
	}
	for i, p := range d.sources {
		if s := on[p.Host]; p.Service == "" && p.Host != "" && s != "-" {
			d.sources[i].Service = s
		}
	}
}

func firstNonEmpty(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

// origin is what the records of a source say of themselves.
type origin struct{ host, service string }

// originsOf finds the host and the service that most records of each source
// name; a host counts only when the source names just one.
func originsOf(v *profile.View) []origin {
	hosts := make([]map[string]uint64, len(v.Sources))
	services := make([]map[string]uint64, len(v.Sources))
	for i := range v.Sources {
		hosts[i], services[i] = map[string]uint64{}, map[string]uint64{}
	}
	for _, t := range v.Templates {
		for _, r := range t.Rows {
			if r.Source < 0 || r.Source >= len(v.Sources) {
				continue
			}
			hosts[r.Source][r.Host] += r.Count
			services[r.Source][firstNonEmpty(r.Service, lastDotted(r.Logger))] += r.Count
		}
	}
	out := make([]origin, len(v.Sources))
	for i := range out {
		delete(hosts[i], "")
		if len(hosts[i]) == 1 {
			out[i].host = most(hosts[i])
		}
		delete(services[i], "")
		if s := most(services[i]); services[i][s]*2 > uint64(v.Sources[i].Records) {
			out[i].service = s
		}
	}
	return out
}

// lastDotted shortens a logger to its class or module: "com.acme.rates.SyncJob" -> "SyncJob".
func lastDotted(logger string) string {
	if i := strings.LastIndexByte(logger, '.'); i >= 0 && strings.Count(logger, ".") > 1 {
		return logger[i+1:]
	}
	return logger
}

// most is the key of largest count, the smallest key among equals.
func most(counts map[string]uint64) string {
	best := ""
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if best == "" || counts[k] > counts[best] {
			best = k
		}
	}
	return best
}

func placeOfPath(name string) Place {
	parts := strings.Split(name, "/")
	var p Place
	for i, part := range parts[:len(parts)-1] {
		low := strings.ToLower(part)
		if prog := programOf(low); prog != "" && prog == aliasOf(low) {
			p.Service = prog
			continue
		}
		if p.Host == "" && !generic[low] && !(i == 0 && len(parts) > 2 && generic[low]) {
			p.Host = part
		}
	}
	if p.Service == "" {
		p.Service = programOf(strings.ToLower(parts[len(parts)-1]))
	}
	return p
}

// aliasOf returns the program whose name is exactly the word, so that a folder
// "redis-b" stays a host.
func aliasOf(word string) string {
	for _, p := range programs {
		if slices.Contains(p.words, word) {
			return p.name
		}
	}
	return ""
}

// programOf returns the program that a file or folder name begins with or
// holds as a word.
func programOf(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '.' || r == '_' || r == '-' || (r >= '0' && r <= '9') })
	for _, w := range words {
		if a := aliasOf(w); a != "" {
			return a
		}
	}
	return ""
}

func programOfFormats(formats []string) string {
	for _, f := range formats {
		if p := programOf(strings.ToLower(f)); p != "" {
			return p
		}
	}
	return ""
}

// stemService takes a file's name for the service, unless it is generic, or
// the id of a unit, or looks like an id.
func stemService(name string, ids map[string]bool) string {
	stem := name[strings.LastIndexByte(name, '/')+1:]
	stem, _, _ = strings.Cut(stem, ".")
	if generic[strings.ToLower(stem)] || ids[stem] || strings.ContainsAny(stem, "0123456789") {
		return ""
	}
	return stem
}

func unitIDs(v *profile.View) map[string]bool {
	ids := map[string]bool{}
	for i := range v.Units {
		ids[v.Units[i].ID] = true
	}
	return ids
}

var (
	listenRE = regexp.MustCompile(`(?i)\b(?:listen\w*|serving|bound|socket created|running mode|ready to accept|started)\b.{0,80}?(?:\bport\b[ =:]+['"]?|[\d\])*]:|\s:)(\d{2,5})\b`)
	ipRE     = regexp.MustCompile(`(^|[^\d.@'\w])['"]?(\d{1,3}(?:\.\d{1,3}){3})(?::(\d{2,5}))?\b`)
)

// readPorts finds the port that each server source says it listens on.
func (d *Directory) readPorts(v *profile.View) {
	for _, t := range v.Templates {
		for _, r := range t.Rows {
			for _, e := range r.Early {
				m := listenRE.FindStringSubmatch(e.Message)
				if m == nil || r.Source >= len(d.sources) || r.Source < 0 || d.sources[r.Source].Port != 0 {
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

// readLinks joins addresses to hosts: by a line that names both, then by a port
// that one server alone listens on.
func (d *Directory) readLinks(v *profile.View) {
	seen := map[string]map[string]*profile.Exemplar{} // endpoint -> host named beside it
	eachExemplar(v, func(_ *profile.Template, _ *profile.Row, e *profile.Exemplar) {
		d.readLine(e, seen)
	})
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

func (d *Directory) readLine(e *profile.Exemplar, seen map[string]map[string]*profile.Exemplar) {
	text := e.Message
	var target string
	for _, f := range e.Fields {
		if targetKeys[f.Key] {
			target = firstNonEmpty(target, f.Value)
		}
		text += " " + f.Value
	}
	ips := ipRE.FindAllStringSubmatch(text, 8)
	hosts := d.hostsIn(text, target)
	for _, m := range ips {
		key := m[2]
		if m[3] != "" {
			key += ":" + m[3]
		}
		if seen[key] == nil {
			seen[key] = map[string]*profile.Exemplar{}
		}
		if seen[key][""] == nil {
			seen[key][""] = e
		}
		if len(hosts) == 1 && sameIP(ips) && seen[key][hosts[0]] == nil {
			seen[key][hosts[0]] = e
		}
	}
}

func sameIP(ips [][]string) bool {
	for _, m := range ips {
		if m[2] != ips[0][2] {
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
	if !ok || !isIP(addr) || d.alias[addr] != "" {
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
	if !ok || port == 0 || d.alias[addr] != "" || d.known[addr] {
		return
	}
	host := ""
	for i := range d.sources {
		s := d.sources[i]
		if s.Port != port || s.Host == "" {
			continue
		}
		if host != "" && host != s.Host || d.addr[s.Host] != "" {
			return
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

// hosts lists the hosts of the input, sorted.
func (d *Directory) hosts() []string {
	out := make([]string, 0, len(d.known))
	for h := range d.known {
		out = append(out, h)
	}
	sort.Strings(out)
	return out
}

// readEdges groups hosts that speak of each other: a line of the one names the
// host, an address or the service of the other.
func (d *Directory) readEdges(v *profile.View) {
	d.group = map[string]string{}
	service := map[string]string{}
	for _, p := range d.sources {
		if p.Host != "" && len(p.Service) > 3 {
			if old, ok := service[p.Service]; ok && old != p.Host {
				service[p.Service] = ""
				continue
			}
			service[p.Service] = p.Host
		}
	}
	eachExemplar(v, func(_ *profile.Template, r *profile.Row, e *profile.Exemplar) {
		own := d.sources[r.Source].Host
		text := e.Message
		for _, f := range e.Fields {
			text += " " + f.Value
		}
		if own == "" {
			return
		}
		for _, w := range strings.FieldsFunc(text, notNameRune) {
			w = strings.Trim(w, ".")
			for _, h := range []string{d.alias[w], service[w]} {
				if h != "" && h != own {
					d.join(own, h)
				}
			}
			if d.known[w] && w != own {
				d.join(own, w)
			}
		}
	})
}

func notNameRune(r rune) bool {
	return !(r == '-' || r == '.' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
}

// join puts two hosts into one group, named by the smaller of the two roots.
func (d *Directory) join(a, b string) {
	ra, rb := d.root(a), d.root(b)
	if ra == rb {
		return
	}
	d.group[max(ra, rb)] = min(ra, rb)
}

func (d *Directory) root(h string) string {
	for d.group[h] != "" {
		h = d.group[h]
	}
	return h
}

// Connected reports whether the hosts of two places speak of each other,
// directly or through others.
func (d *Directory) Connected(a, b Place) bool {
	return a.Host != "" && b.Host != "" && d.root(a.Host) == d.root(b.Host)
}

// Links lists the joins that were made, by name.
func (d *Directory) Links() []Link { return d.links }

// Source is the place that a source speaks for.
func (d *Directory) Source(i int) Place {
	if i < 0 || i >= len(d.sources) {
		return Place{}
	}
	p := d.sources[i]
	if p.Addr == "" {
		p.Addr = d.addr[p.Host]
	}
	if p.Addr == "" && p.Port != 0 {
		p.Port = 0
	}
	return p
}

// Resolve makes a place of a name that a line uses: an address, a host, a
// service, any of them with a port.
func (d *Directory) Resolve(name string) Place {
	addr, port, ok := splitEndpoint(name)
	if !ok {
		return Place{}
	}
	if port == 0 {
		port = max(0, d.port[addr])
	}
	host := d.alias[addr]
	if host == "" && d.known[addr] {
		host = addr
	}
	if host != "" {
		return d.onHost(host, addr, port)
	}
	for i := range d.sources {
		if strings.EqualFold(d.sources[i].Service, addr) {
			p := d.Source(i)
			if port != 0 && p.Addr != "" {
				p.Port = port
			}
			return p
		}
	}
	if isIP(addr) || port != 0 || strings.Contains(addr, ".") {
		return Place{Addr: addr, Port: port, Service: serviceOfPort(port)}
	}
	return Place{Service: addr}
}

// onHost picks the service on a host that listens on the port, or the only one
// that listens at all.
func (d *Directory) onHost(host, addr string, port int) Place {
	p := Place{Host: host, Port: port, Addr: d.addr[host]}
	if isIP(addr) {
		p.Addr = addr
	}
	var listening []Place
	for i := range d.sources {
		s := d.sources[i]
		if s.Host != host || s.Port == 0 {
			continue
		}
		if s.Port == port {
			return p.merge(s)
		}
		listening = append(listening, s)
	}
	if port == 0 && len(listening) > 0 && allSame(listening) {
		p = p.merge(listening[0])
	}
	if p.Service == "" {
		p.Service = serviceOfPort(port)
	}
	if p.Addr == "" {
		p.Port = 0
	}
	return p
}

func allSame(ps []Place) bool {
	for _, p := range ps {
		if p.Service != ps[0].Service {
			return false
		}
	}
	return true
}

// serviceOfPort names the program that usually listens on a port; web ports
// name none, because anything may listen there.
func serviceOfPort(port int) string {
	for _, p := range programs {
		for _, n := range p.ports {
			if n == port && port != 0 && port != 80 && port != 443 && port != 9000 {
				return p.name
			}
		}
	}
	return ""
}

// SourcesOn lists the sources that speak for a place: those of its host, and
// of its service when the place names one and any such source is there.
func (d *Directory) SourcesOn(p Place) []int {
	var host, both []int
	for i := range d.sources {
		s := d.sources[i]
		switch {
		case p.Host != "" && s.Host != p.Host, p.Host == "" && (p.Service == "" || s.Service != p.Service):
			continue
		case p.Service == "" || s.Service == p.Service:
			both = append(both, i)
		}
		host = append(host, i)
	}
	if len(both) > 0 {
		return both
	}
	return host
}

// targetKeys are the field names that say where a step or a request went.
var targetKeys = map[string]bool{
	"target": true, "comp": true, "component": true, "upstream": true, "peer": true, "host": true, "addr": true, "address": true,
	"server": true, "endpoint": true, "remote": true, "dest": true, "destination": true, "backend": true, "dependency": true,
	"url": true, "uri": true, "to": true, "broker": true, "db": true, "callee": true, "service": true,
}
