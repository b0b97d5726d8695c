package finding

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// rowHit is a row of a template with the class that its lines show, if any.
type rowHit struct {
	template *profile.Template
	row      *profile.Row
	class    *fault.Class
	also     []*fault.Class // further classes that the same lines show
	places   []placeLines
	kept     int  // distinct kept lines
	matched  int  // of these, lines that show the class
	printed  bool // the lines only print settings while a process starts
}

// placeLines are the kept lines of a row that speak of one component.
type placeLines struct {
	place  Place
	named  bool  // the lines name the component; else it is the speaker
	target Place // where the step went that the lines speak of
	lines  []profile.Exemplar

	captures Captures
}

// component is a place and whether the line named it.
type component struct {
	Place
	named bool
}

func (r *rowHit) first() (int64, bool) { return rowFirst(r.row) }

// maxMatched is how many kept lines of a row are tried against the catalogue
// before it is taken to show nothing: they come from one template.
const maxMatched = 8

// matchRows matches the kept lines of every row against the catalogue.
func (s *scene) matchRows() []rowHit {
	var out []rowHit
	for i := range s.view.Templates {
		t := &s.view.Templates[i]
		for j := range t.Rows {
			out = append(out, s.matchRow(t, &t.Rows[j]))
		}
	}
	s.dropPrinted(out)
	return out
}

func (s *scene) matchRow(t *profile.Template, r *profile.Row) rowHit {
	h := rowHit{template: t, row: r}
	if s.in.Catalog == nil || r.Source < len(s.view.Sources) && s.view.Sources[r.Source].Prose {
		return h
	}
	lines := keptLines(r)
	h.kept = len(lines)
	hits := make([][]fault.Hit, len(lines))
	if h.class, h.also = s.classOf(lines, hits); h.class == nil {
		return h
	}
	for i := range lines {
		if hits[i] == nil {
			hits[i] = s.in.Catalog.Match(lineOf(&lines[i]))
		}
		for _, x := range hits[i] {
			if x.Class == h.class {
				h.addLine(s.componentOf(h.class, x.Captures, &lines[i]), lines[i], s.targetOf(&lines[i]), capturesOf(x.Captures, &lines[i]))
				h.matched++
				break
			}
		}
	}
	return h
}

// classOf is the class of the first line that shows one, of a few lines taken
// evenly over the time: what a slot holds (a status, a duration) may decide, and may
// have changed meanwhile.
func (s *scene) classOf(lines []profile.Exemplar, hits [][]fault.Hit) (*fault.Class, []*fault.Class) {
	m := min(len(lines), maxMatched)
	for k := range m {
		i := k * (len(lines) - 1) / max(1, m-1)
		if hits[i] = s.in.Catalog.Match(lineOf(&lines[i])); len(hits[i]) > 0 {
			return s.rootOf(hits[i])
		}
	}
	return nil, nil
}

// rootOf picks the class of a line that shows several: the first one that none
// of the others explains. "dial db: connection refused" is a refused connection
// first and a failed query second. What says that something is back, as a start does, is
// the class of a line only when nothing else is: a trace may hang on it.
func (s *scene) rootOf(hits []fault.Hit) (root *fault.Class, also []*fault.Class) {
	for _, h := range hits {
		if h.Class.Role == fault.RoleContext || s.saysLess(h.Class, hits) || slices.ContainsFunc(hits, func(o fault.Hit) bool { return s.deeper(o.Class, h.Class) }) {
			continue
		}
		root = h.Class
		break
	}
	if root == nil {
		root = hits[0].Class
	}
	for _, h := range hits {
		if h.Class != root {
			also = append(also, h.Class)
		}
	}
	return root, also
}

// saysLess reports whether a class of a line says less than another one of it: that
// something is back, that a run failed, or that an exception was passed on.
func (s *scene) saysLess(c *fault.Class, hits []fault.Hit) bool {
	switch {
	case len(hits) < 2:
		return false
	case c.ID == wrapper:
		return slices.ContainsFunc(hits, func(o fault.Hit) bool { return o.Class.ID != wrapper && !OnlySaysFailed(o.Class) })
	case OnlySaysFailed(c):
		return slices.ContainsFunc(hits, func(o fault.Hit) bool { return !OnlySaysFailed(o.Class) && o.Class.Role != fault.RoleContext })
	}
	return s.recovers(c)
}

// wrapper is the class of an exception that nobody handled. On one line with another fault
// it only says how that one was passed on.
const wrapper = "process.unhandled-exception"

// deeper reports whether class a stands behind class b on one line: a cause
// behind a symptom, or what explains it and is not explained by it.
func (s *scene) deeper(a, b *fault.Class) bool {
	if a == b || a.Hedged || a.ID == wrapper || !s.in.Catalog.Explains(a, b) {
		return false
	}
	if a.Role == b.Role {
		return !s.in.Catalog.Explains(b, a)
	}
	return a.Role == fault.RoleCause && b.Role == fault.RoleSymptom
}

func (r *rowHit) addLine(c component, e profile.Exemplar, target Place, captures Captures) {
	for i := range r.places {
		if p := &r.places[i]; p.place.Key() == c.Place.Key() && p.named == c.named {
			p.lines = append(p.lines, e)
			p.place, p.target = p.place.merge(c.Place), p.target.merge(target)
			p.captures = p.captures.Merge(captures)
			return
		}
	}
	r.places = append(r.places, placeLines{place: c.Place, named: c.named, lines: []profile.Exemplar{e}, target: target, captures: captures})
}

// keptLines are the distinct kept lines of a row, by Mark.
func keptLines(r *profile.Row) []profile.Exemplar {
	lines := slices.Concat(r.Early, r.Sample, r.Late)
	slices.SortStableFunc(lines, func(a, b profile.Exemplar) int { return compareMarks(a.Mark, b.Mark) })
	return slices.CompactFunc(lines, func(a, b profile.Exemplar) bool { return a.Source == b.Source && a.Offset == b.Offset })
}

// compareMarks orders marks by time (untimed last), source, offset.
func compareMarks(a, b profile.Mark) int {
	return cmp.Or(cmp.Compare(btoi(b.HasTime), btoi(a.HasTime)), cmp.Compare(a.Time, b.Time), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Offset, b.Offset))
}

// levelNames are the names that package fault knows levels by.
var levelNames = [...]string{"", "trace", "debug", "info", "notice", "warn", "error", "critical"}

func levelName(l record.Level) string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return ""
}

// diesRE knows the last words of a process, which it writes without a level behind
// whatever line came before.
var diesRE = lazy.Compile(`(?m)^(?:panic: |fatal error: |Traceback \(most recent|Exception in thread |Caused by: |thread '[^']*' panicked|Unhandled exception|Uncaught |PHP Fatal |FATAL ERROR: |<--- Last few GCs|terminate called |A fatal error has been detected)`)

// deployRE knows programs that roll out releases, versionsRE what they say of one.
var (
	deployRE   = lazy.Compile(`(?i)^(?:deploy|release|rollout|capistrano|octopus|spinnaker)`)
	versionsRE = lazy.Compile(`(?i)^[a-z][\w.-]*[ :]+v?\d+(?:\.\d+)+ ?(?:->|=>|→|to) ?v?\d`)
)

func lineOf(e *profile.Exemplar) fault.Line {
	level := e.Level
	if e.Body != "" && level < record.LevelError && diesRE.MatchString(e.Body) {
		level = record.LevelError
	}
	l := fault.Line{Level: levelName(level), Service: e.Service, Logger: e.Logger, Host: e.Host, Message: e.Message, Body: e.Body}
	if deployRE.MatchString(e.Service) && versionsRE.MatchString(e.Message) {
		l.Message = "deploy: " + e.Message // the name of the program says what was done
	}
	if len(e.Fields) > 0 {
		l.Fields = make(map[string]string, len(e.Fields))
		for _, f := range e.Fields {
			if _, dup := l.Fields[f.Key]; !dup {
				l.Fields[f.Key] = f.Value
			}
		}
	}
	return l
}

// componentOf finds the component at fault by the class's rule; the place of
// the source that speaks is the last resort.
func (s *scene) componentOf(c *fault.Class, captures map[string]string, e *profile.Exemplar) component {
	speaker := s.dir.Source(e.Source)
	var found Place
	named := true
	c.Component.Pick(func(from string) string {
		switch from {
		case "capture":
			found = s.captured(captures, speaker, e)
			if found.Part != "" && slices.ContainsFunc(c.Component.From, func(f string) bool { return f == "peer" || f == "target" }) {
				if p := s.peerOf(nil, e); !p.IsZero() {
					found = p
				}
			}
		case "subject":
			found = s.subjectOf(e)
		case "peer":
			found = s.peerOf(captures, e)
		case "target":
			found = s.targetOf(e)
		case "service", "host":
			found, named = speaker, false
			if p := s.supervised(e, speaker); !p.IsZero() {
				found = p
			}
			if found.Service == "" {
				found.Service = firstNonEmpty(e.Service, loggerService(e.Logger))
			}
			if found.Service == kernel {
				found.Service, found.Addr, found.Port = "", "", 0 // the host itself; nobody calls it
			}
			if found.Host == "" {
				found.Host = e.Host
			}
		}
		return found.String()
	})
	if found.IsZero() {
		found, named = speaker, false
	}
	return component{found, named}
}

// kernel is who writes the lines of a host's own.
const kernel = "kernel"

// captured resolves what the class's pattern caught.
func (s *scene) captured(c map[string]string, speaker Place, e *profile.Exemplar) Place {
	if name := firstNonEmpty(c["addr"], c["peer"]); name != "" && !startsWith(e, name) && !isOwn(name) && !advises(name) {
		if port := c["port"]; port != "" && !strings.Contains(name, ":") {
			name += ":" + port
		}
		if p := s.dir.Resolve(name); p.Host != "" || p.Addr != "" {
			return p
		}
	}
	name := strings.TrimRight(c["component"], ".") // "Stopping NFS server..."
	head, _, _ := strings.Cut(name, " ")
	if name == "" || noNames[strings.ToLower(head)] {
		return Place{}
	}
	if p := s.dir.Resolve(name); p.Host != "" || p.Addr != "" {
		return p
	}
	if SameService(name, speaker.Service) {
		return speaker
	}
	return Place{Part: clip(name, 60), Host: speaker.Host}
}

// noNames are words that stand where a pattern expects a name.
var noNames = map[string]bool{
	"is": true, "was": true, "has": true, "are": true, "killed": true, "exceeded": true, "failed": true, "terminated": true, "the": true, "a": true,
	"an": true, "this": true, "that": true, "to": true, "for": true, "with": true, "and": true, "in": true, "on": true, "of": true, "not": true,
	"now": true, "completely": true, "been": true, "it": true, "log": true,
}

// clientKeys are the fields that name who called.
var clientKeys = map[string]bool{
	"client": true, "clientip": true, "client_ip": true, "client_addr": true, "client_address": true, "remote_addr": true, "remote_ip": true, "src": true, "src_ip": true, "c_ip": true, "x_forwarded_for": true,
	"rip": true, "lip": true, "rhost": true, "raddr": true, "laddr": true,
}

// isClientKey reports whether a field names who called, at whatever depth it stands.
func isClientKey(key string) bool { return clientKeys[key[strings.LastIndexByte(key, '.')+1:]] }

// requestRE finds the request and the status in a server's own note of them; the addresses
// in front are those of who called.
var requestRE = lazy.Compile(`"?\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /\S* HTTP/[\d.]+"? \d{3}\b`)

// isAccess reports whether a record is a server's note of a request that it answered.
func isAccess(e *profile.Exemplar) bool {
	status, request := false, false
	for _, f := range e.Fields {
		status = status || f.Key == "status"
		request = request || f.Key == "request" || f.Key == "method"
	}
	return status && request
}

// peerOf is the far end that a line speaks of: an address in it, else the
// target of the step.
func (s *scene) peerOf(c map[string]string, e *profile.Exemplar) Place {
	if p := s.captured(map[string]string{"addr": firstNonEmpty(c["addr"], c["peer"]), "port": c["port"]}, Place{}, e); !p.IsZero() {
		return p
	}
	text := e.Message
	for _, f := range e.Fields {
		if !isClientKey(f.Key) && !(f.Key == "remote" && isAccess(e)) {
			text += " " + f.Value
		}
	}
	var found, own string
	for _, ip := range endpointsIn(calledIn(text), 4) {
		name := ip.String()
		if isOwn(ip.addr) && ip.port != 0 {
			own = name
		}
		if startsWith(e, ip.addr) || isOwn(ip.addr) {
			continue // an access log begins with the client
		}
		if p := s.dir.Resolve(name); p.Host != "" && p.Host == s.dir.Source(e.Source).Host {
			continue
		}
		found = name
		break
	}
	target := s.targetOf(e)
	if found == "" && target.IsZero() {
		if p := s.resolveFrom(e.Source, own); own != "" && p.Host != "" {
			return p
		}
		if slices.ContainsFunc(e.Fields, func(f profile.Field) bool { return isClientKey(f.Key) }) {
			return Place{} // it is called itself, and says by whom
		}
		return s.onlyPeer(e.Source)
	}
	if found == "" {
		return target
	}
	p := s.dir.Resolve(found)
	if target.Host != "" && p.Host == "" {
		p.Host = target.Host
	}
	return p
}

// clientRE finds the address of a client, who complains and is not at fault.
var clientRE = lazy.Compile(`(?i)\d{1,3}(?:\.\d{1,3}){3}:\d+->|, host: "[^"]*"|\d{1,3}(\.\d{1,3}){3}(:\d+)? - (\S+ )?["\[]|\b(client|from|remote_addr|src|laddr|lip|rip|rhost|raddr)[:=]?\s*['"]?\d{1,3}(\.\d{1,3}){3}(:\d+)?`)

// isOwn reports whether an address means the speaker itself: any address, or
// the loop-back.
func isOwn(addr string) bool {
	host, _, _ := splitEndpoint(addr)
	return host == "0.0.0.0" || host == "::" || host == "::1" || strings.HasPrefix(host, "127.")
}

// resolveFrom makes a place of a name that a source uses: the loop-back means its own host.
func (s *scene) resolveFrom(source int, name string) Place {
	addr, port, ok := splitEndpoint(name)
	own := s.dir.Source(source)
	if !ok || port == 0 || !isOwn(addr) || own.Host == "" {
		return s.dir.Resolve(name)
	}
	p := s.dir.onHost(own.Host, "", port)
	if p.Addr == "" {
		p.Addr, p.Port = addr, port
	}
	return p
}

// onlyPeer is the far end of a source that speaks of one only.
func (s *scene) onlyPeer(source int) Place {
	addr, port := "", 0
	for i := range s.view.Peers {
		p := &s.view.Peers[i]
		if p.Source != source || p.Addr == "" {
			continue
		}
		if addr != "" && addr != p.Addr {
			return Place{}
		}
		addr, port = p.Addr, max(port, p.Port)
	}
	if addr == "" {
		return Place{}
	}
	return s.resolveFrom(source, Place{Addr: addr, Port: port}.endpoint())
}

// targetOf is where the step that a line speaks of went: a field that says so,
// or a known target named in the message.
func (s *scene) targetOf(e *profile.Exemplar) Place {
	for _, f := range e.Fields {
		if f.Key == "remote" && isAccess(e) {
			continue // the client of a server that writes its requests down
		}
		if !targetKeys[f.Key] || !isRemote(f.Value) || strings.HasPrefix(e.Raw, f.Value) {
			continue // an access log begins with the client
		}
		if f.Key == "component" || f.Key == "service" || f.Key == "host" {
			if p := s.dir.Source(e.Source); f.Value == p.Service || f.Value == p.Host || f.Value == e.Service {
				continue
			}
		}
		if p := s.resolveFrom(e.Source, f.Value); !p.IsZero() {
			return p
		}
	}
	if e.Logger != s.dir.Source(e.Source).Service && slices.Contains(s.targets, e.Logger) {
		return s.resolveFrom(e.Source, e.Logger) // some programs name the callee where others name a module
	}
	best := ""
	for _, t := range s.targets {
		if len(t) > len(best) && t != s.dir.Source(e.Source).Host && containsWord(e.Message, t) {
			best = t
		}
	}
	if best != "" {
		return s.resolveFrom(e.Source, best)
	}
	return s.targetOfRun(e)
}

// targetOfRun is where the run went that a line names: its last failing step,
// else its only remote target.
func (s *scene) targetOfRun(e *profile.Exemplar) Place {
	u := s.unitIn(e)
	if u == nil {
		return Place{}
	}
	for i := range u.Runs {
		r := &u.Runs[i]
		if r.LastTarget != "" && isRemote(r.LastTarget) {
			return s.resolveFrom(e.Source, r.LastTarget)
		}
		remote := slices.DeleteFunc(slices.Clone(r.Targets), func(t string) bool { return !isRemote(t) })
		if len(remote) == 1 {
			return s.resolveFrom(e.Source, remote[0])
		}
	}
	return Place{}
}

// unitIn is the unit that a line names by its id, nil when none.
func (s *scene) unitIn(e *profile.Exemplar) *profile.Unit {
	for _, f := range e.Fields {
		if u := s.units[f.Value]; u != nil {
			return u
		}
	}
	for _, w := range strings.FieldsFunc(e.Message, func(r rune) bool {
		return !(r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) {
		if u := s.units[w]; u != nil {
			return u
		}
	}
	return nil
}

// isRemote reports whether the name of a target means another component than
// the job's own process and disk.
func isRemote(t string) bool {
	if strings.Trim(t, "0123456789") == "" {
		return false // a number is nobody's name
	}
	switch strings.ToLower(t) {
	case "", "local", "localhost", "127.0.0.1", "disk", "self", "memory", "filesystem", "file":
		return false
	}
	return true
}

// SameService reports whether a name and a service are the same thing: equal,
// or the one with the suffix of an instance, a module or a version.
func SameService(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if !strings.HasPrefix(b, a) {
		return false
	}
	rest := b[len(a):]
	return rest[0] == '.' || rest[0] == '/' || rest[0] == '@' || (rest[0] == '-' || rest[0] == '_') && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9'
}

// containsWord reports whether text holds word with no letter, digit or dash
// beside it.
func containsWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 || word == "" {
			return false
		}
		i += at
		end := i + len(word)
		if (i == 0 || !wordByte(text[i-1])) && (end == len(text) || !wordByte(text[end])) {
			return true
		}
		at = i + 1
	}
}

func wordByte(b byte) bool {
	return b == '-' || b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

// startsWith reports whether a line, or its message, begins with an address: lines
// about requests begin with the client.
func startsWith(e *profile.Exemplar, addr string) bool {
	return strings.HasPrefix(e.Raw, addr) || strings.HasPrefix(e.Message, addr)
}

// LineOf is a kept line as the catalogue matches it.
func LineOf(e *profile.Exemplar) fault.Line { return lineOf(e) }
