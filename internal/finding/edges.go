package finding

import (
	"inquest/internal/profile"
	"strings"
)

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
	eachEarly(v, func(r *profile.Row, e *profile.Exemplar) {
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
