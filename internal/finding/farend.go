package finding

import (
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// FarEnd is how the far end of a complaint was found that no line of it names.
type FarEnd struct {
	Program string            // it is the only server of this program in the input
	Line    *profile.Exemplar // ... or the only far end that the speaker names, in this line
}

// dialects are the words by which clients of a server program are known: its driver's
// name, its protocol's, or the server's own error words.
var dialects = []struct {
	program string
	re      *lazy.Regexp
}{
	{"redis", lazy.Compile(`(?i)redis|ReplyError|\bmaxmemory\b|CLUSTERDOWN|\bWRONGPASS\b|\bNOAUTH\b`)},
	{"slapd", lazy.Compile(`(?i)\bldaps?\b|ldap_\w+|LDAPException`)},
	{"mosquitto", lazy.Compile(`(?i)\bmqtt|CONNACK`)},
	{"postgresql", lazy.Compile(`(?i)postgres|psycopg|\bpgx?\b|SQLSTATE|PSQLException|\bpq: `)},
	{"mysql", lazy.Compile(`(?i)mysql|mariadb|\bER_[A-Z_]+\b|\((?:1040|1045|1205|1213|2002|2003|2006|2013)\b`)},
	{"mongodb", lazy.Compile(`(?i)mongo`)},
	{"rabbitmq", lazy.Compile(`(?i)\bamqps?\b|rabbitmq|\bpika\b`)},
	{"kafka", lazy.Compile(`(?i)kafka`)},
	{"nats", lazy.Compile(`(?i)\bnats\b`)},
	{"memcached", lazy.Compile(`(?i)memcache`)},
	{"elasticsearch", lazy.Compile(`(?i)elasticsearch|opensearch`)},
	{"etcd", lazy.Compile(`(?i)\betcd\b|etcdserver`)},
	{"cassandra", lazy.Compile(`(?i)cassandra|\bcql\b`)},
	{"zookeeper", lazy.Compile(`(?i)zookeeper|KeeperException`)},
	{"minio", lazy.Compile(`(?i)\bminio\b`)},
	{"squid", lazy.Compile(`(?i)\bsquid\b`)},
	{"postfix", lazy.Compile(`(?i)\bsmtp\b`)},
	{"sshd", lazy.Compile(`(?i)\bssh\b|publickey`)},
}

// placeFarEnd finds the far end that complaints speak of without a name: the only
// server in the input of the program whose words they use, else the only far end that
// the speakers name anywhere with a port or as a URL, unless it is another program's.
func (s *scene) placeFarEnd(f *Finding, d *ClassHit) bool {
	if d.Named || !ofFarEnd(f.Class) || slices.ContainsFunc(d.Speakers, s.isServer) {
		return false
	}
	program := dialectOf(f.Lines)
	if program != "" {
		if p := s.onlyServer(program, d.Speakers); !p.IsZero() {
			d.Place, d.Far, d.Named = p, FarEnd{Program: program}, true
			return true
		}
	}
	p, line := s.onlyNamed(d.Speakers)
	if p.IsZero() || program != "" && !speaks(p, program) {
		return false
	}
	d.Place, d.Far, d.Named = p, FarEnd{Line: line}, true
	return true
}

// dialectOf is the one program whose clients' words the lines use, "" when none or several.
func dialectOf(lines []profile.Exemplar) string {
	found := ""
	for _, x := range dialects {
		if !slices.ContainsFunc(lines, func(e profile.Exemplar) bool { return x.re.MatchString(e.Message) || x.re.MatchString(e.Body) }) {
			continue
		}
		if found != "" {
			return ""
		}
		found = x.program
	}
	return found
}

// speaks reports whether a place may be a server of a program: by its service, its name,
// or its port.
func speaks(p Place, program string) bool {
	return aliasOf(strings.ToLower(p.Service)) == program || programOf(strings.ToLower(p.Addr)) == program || programOf(strings.ToLower(p.Host)) == program ||
		serviceOfPort(p.Port) == program
}

// ofFarEnd reports whether the fault of a class is one of a far end before it is one of the speaker.
func ofFarEnd(c *fault.Class) bool {
	from := c.Component.From
	return len(from) > 0 && from[0] != "service" && slices.ContainsFunc(from, func(x string) bool { return x == "peer" || x == "target" })
}

// isServer reports whether a source is the log of a server program: it speaks of itself.
func (s *scene) isServer(source int) bool {
	return aliasOf(strings.ToLower(s.dir.Source(source).Service)) != ""
}

// onlyServer is the place of the only server of a program that is no speaker itself. Where
// all servers of it are of one service, as the members of a cluster are, it is that service.
func (s *scene) onlyServer(program string, speakers []int) Place {
	var found Place
	cluster := false
	for i := range s.dir.sources {
		p := s.dir.Source(i)
		if slices.Contains(speakers, i) || aliasOf(strings.ToLower(p.Service)) != program {
			continue
		}
		switch {
		case found.IsZero() || found.Key() == p.Key():
			found = found.merge(p)
		case p.Service == "" || p.Service != found.Service:
			return Place{}
		default:
			cluster = true
		}
	}
	if cluster {
		return Place{Service: found.Service}
	}
	return found
}

// farEnds are what kept lines of a source name with a port or as a URL, each with the first
// line that does, complaints left out: two are as good as many.
type farEnds struct {
	places []Place
	lines  []*profile.Exemplar
}

// onlyNamed is the only far end that the speakers name, and the first line that does.
func (s *scene) onlyNamed(speakers []int) (Place, *profile.Exemplar) {
	if s.named == nil {
		s.nameFarEnds()
	}
	var found farEnds
	for _, i := range speakers {
		ends := s.named[i]
		for k := range ends.places {
			found.add(ends.places[k], ends.lines[k])
		}
	}
	if len(found.places) != 1 {
		return Place{}, nil
	}
	return found.places[0], found.lines[0]
}

// nameFarEnds reads the far ends of all sources once.
func (s *scene) nameFarEnds() {
	s.named = map[int]farEnds{}
	eachExemplar(s.view, func(_ *profile.Template, r *profile.Row, e *profile.Exemplar) {
		ends := s.named[r.Source]
		if len(ends.places) > 1 || e.Level >= record.LevelWarn {
			return // complaints name what they know, and where to read about it
		}
		if p := s.endpointNamed(e); !p.IsZero() {
			ends.add(p, e)
			s.named[r.Source] = ends
		}
	})
}

func (f *farEnds) add(p Place, e *profile.Exemplar) {
	for i := range f.places {
		if samePlaceKey(f.places[i], p) {
			f.places[i] = f.places[i].merge(p)
			if compareMarks(e.Mark, f.lines[i].Mark) < 0 {
				f.lines[i] = e
			}
			return
		}
	}
	f.places, f.lines = append(f.places, p), append(f.lines, e)
}

func samePlaceKey(a, b Place) bool { return a.Key() == b.Key() }

// endpointNamed is the far end that a line names with a port or as a URL.
func (s *scene) endpointNamed(e *profile.Exemplar) Place {
	if !strings.Contains(e.Message, ":") {
		return Place{}
	}
	own := s.dir.Source(e.Source)
	for word := range strings.FieldsSeq(e.Message) {
		if strings.IndexByte(word, ':') < 0 {
			continue
		}
		word = strings.Trim(word, `'"()<>[]{},;`)
		if i := strings.IndexByte(word, '='); i >= 0 {
			word = strings.Trim(word[i+1:], `'"`)
		}
		addr, port, ok := splitEndpoint(word)
		url := strings.Contains(word, "://")
		if !ok || port == 0 && !url || isOwn(addr) || !namesHost(addr) {
			continue
		}
		if port == 0 {
			port = portOfScheme(word)
		}
		p := s.dir.Resolve(Place{Addr: addr, Port: port}.endpoint())
		if p.Host != "" && p.Host == own.Host || addr == own.Host || addr == own.Addr || telemetryPorts[port] || advises(addr) {
			continue
		}
		return p
	}
	return Place{}
}

// telemetryPorts are where programs send what they tell of themselves: OTLP, StatsD, syslog,
// Zipkin, Jaeger, Fluentd, Graphite. The work does not go there.
var telemetryPorts = map[int]bool{4317: true, 4318: true, 8125: true, 514: true, 9411: true, 6831: true, 14268: true, 24224: true, 2003: true, 9091: true}

// adviceRE knows hosts that a message points its reader to: where to read about an error
// and where to report it. The program does not talk to them.
var adviceRE = lazy.Compile(`(?i)^(?:bugs?|docs?|documentation|help|support|wiki|kb|errors|issues|developers?|learn|man|faq)\.|(?:^|\.)(?:stackoverflow\.com|readthedocs\.(?:io|org)|launchpad\.net|bugzilla\.[a-z.]+)(?::\d+)?$`)

func advises(name string) bool { return adviceRE.MatchString(name) }

// namesHost tells the name of a host, or an address, from a file, a clock or a number.
func namesHost(s string) bool {
	if isIP(s) {
		return true
	}
	letters := 0
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			letters++
		case r == '.' || r == '-' || r >= '0' && r <= '9':
		default:
			return false
		}
	}
	return letters >= 2 && !sourceFile(s)
}

// sourceFile reports whether a name is a source file's, as in "main.go:10".
func sourceFile(s string) bool {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return false
	}
	switch strings.ToLower(s[i+1:]) {
	case "go", "py", "java", "rb", "js", "ts", "c", "cc", "cpp", "h", "rs", "php", "cs", "kt", "scala", "pl", "sh", "ex", "erl":
		return true
	}
	return false
}

// portOfScheme is the port that a URL without one means; 0 when not known.
func portOfScheme(url string) int {
	scheme, _, _ := strings.Cut(url, "://")
	switch strings.ToLower(scheme) {
	case "https", "wss":
		return 443
	case "http", "ws":
		return 80
	}
	return 0
}
