package finding

import (
	"sort"
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
	serves  map[string]int    // address -> the one source whose service a line names beside it, -1 when several
}

// Link is a join between two names, with the line that proves it.
type Link struct {
	Name, Host string
	Kind       string // "one line", "port"
	Line       *profile.Exemplar
}

// NewDirectory reads the names out of a view.
func NewDirectory(v *profile.View) *Directory {
	d := &Directory{alias: map[string]string{}, addr: map[string]string{}, known: map[string]bool{}, port: map[string]int{}, serves: map[string]int{}}
	ids := unitIDs(v)
	origins := originsOf(v)
	folders := folderNames(v)
	for i := range v.Sources {
		p := placeOfPath(folders[i])
		p.Host = firstNonEmpty(origins[i].host, p.Host)
		if p.Service == "" {
			p.Service = firstNonEmpty(programOfFormats(v.Sources[i].MainFormats), origins[i].service, stemService(folders[i], ids), folderService(folders[i], p.Host))
		}
		d.sources = append(d.sources, p)
		if p.Host != "" {
			d.known[p.Host] = true
		}
	}
	d.adopt(origins)
	d.readPorts(v)
	d.readLinks(v)
	d.readEdges(v)
	return d
}

// adopt gives a source without a service that of its host, when the host has
// just one and the source's records name none themselves.
func (d *Directory) adopt(origins []origin) {
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
		if s := on[p.Host]; p.Service == "" && !origins[i].named && p.Host != "" && s != "-" {
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

// hosts lists the hosts of the input, sorted.
func (d *Directory) hosts() []string {
	out := make([]string, 0, len(d.known))
	for h := range d.known {
		out = append(out, h)
	}
	sort.Strings(out)
	return out
}

// Links lists the joins that were made, by name.
func (d *Directory) Links() []Link { return d.links }

// Source is the place that a source speaks for.
func (d *Directory) Source(i int) Place {
	if i < 0 || i >= len(d.sources) {
		return Place{}
	}
	p := d.sources[i]
	if p.Addr == "" && p.Host != "" {
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
	if i, ok := d.serves[addr]; ok && i >= 0 {
		p := d.Source(i)
		p.Addr, p.Port = addr, port
		return p
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
