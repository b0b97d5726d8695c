package audit

import (
	"regexp"
	"slices"
	"strings"

	"inquest/internal/lazy"
)

// names judges addresses, ports, files and names that a sentence uses.
func (a *auditor) names(p *piece) {
	if p.under("reference", "research findings", "further reading") || metaLabel.MatchString(p.text.S) && !a.pieceIncident(p) {
		return
	}
	seen := map[string]bool{}
	ms := p.mentions()
	for k := range ms {
		m := &ms[k]
		if seen[strings.ToLower(m.text)] {
			continue
		}
		seen[strings.ToLower(m.text)] = true
		switch m.kind {
		case isAddress:
			a.address(p, ms, m)
		case isFile:
			a.file(p, m)
		case isLineNo:
			a.lineNo(p, ms, m)
		case isNumber:
			a.numberedUnit(p, ms, m)
		case isName:
			a.name(p, ms, m)
		case isPort:
			a.port(p, ms, m)
		}
	}
}

// address judges an IP address, with the port that it is given with.
func (a *auditor) address(p *piece, ms []mention, m *mention) {
	ip, _, _ := strings.Cut(m.text, ":")
	lines := a.c.find(ip)
	if len(lines) == 0 {
		if right := a.nearName(ip, true); right != "" {
			a.say(KindAddress, a.absent(Refuted), p, m.from, m.to, "no line has this address; the logs have "+right, right, a.lines(a.c.find(right)...))
			return
		}
		v := Unsupported
		if a.advising(p) {
			v = NotCheckable
		}
		a.say(KindAddress, a.absent(v), p, m.from, m.to, "no line has this address", "", support{})
		return
	}
	if m.port > 0 {
		a.withPort(p, m, ip, m.port, lines)
		return
	}
	a.related(p, ms, m, ip, KindAddress, lines)
}

// withPort judges an address and a port: a line has both, or a connection goes
// there.
func (a *auditor) withPort(p *piece, m *mention, ip string, port int, lines []int32) {
	no := itoa(port)
	both := a.portOn(lines, ip, no)
	var others []string
	for i := range a.f.v.Peers {
		q := &a.f.v.Peers[i]
		if q.Addr != ip || q.Port == 0 {
			continue
		}
		if q.Port == port && len(both) == 0 {
			both = lines
		}
		if !slices.Contains(others, itoa(q.Port)) {
			others = append(others, itoa(q.Port))
		}
	}
	if len(both) == 0 && len(others) == 0 {
		others = a.portsOf(lines, ip)
	}
	switch {
	case len(both) > 0:
		a.say(KindAddress, Proven, p, m.from, m.to, plural(len(both), "line names it", "lines name it"), "", a.lines(both...))
	case len(others) == 1:
		a.say(KindAddress, a.absent(Refuted), p, m.from, m.to, "no line has this port with "+ip, ip+":"+others[0], a.lines(lines...))
	default:
		a.say(KindAddress, a.absent(Unsupported), p, m.from, m.to, "no line has this port with "+ip, "", a.lines(lines...))
	}
}

// portsOf lists the ports that lines write right behind an address.
func (a *auditor) portsOf(lines []int32, ip string) []string {
	re := lazy.Compile(regexp.QuoteMeta(ip) + `:(\d{1,5})\b`)
	var out []string
	for _, i := range lines {
		for _, g := range re.FindAllStringSubmatch(a.c.lines[i].text, 4) {
			if !slices.Contains(out, g[1]) && len(out) < 8 {
				out = append(out, g[1])
			}
		}
	}
	return out
}

// portOn keeps the lines that write the port behind the address, or as a port.
func (a *auditor) portOn(lines []int32, ip, no string) []int32 {
	as := lazy.Compile(`(?i)(?:port|dpt|dport|spt|sport)["']?\s?[=:(]?\s?["']?` + no + `\b|` + regexp.QuoteMeta(ip) + `["']?[:/(, ]+` + no + `\b`)
	var out []int32
	for _, i := range lines {
		if as.MatchString(a.c.lines[i].text) {
			out = append(out, i)
		}
	}
	return out
}

// port judges "port 443", with the address of the sentence where it has one.
func (a *auditor) port(p *piece, ms []mention, m *mention) {
	for k := range ms {
		if ms[k].kind == isAddress && ms[k].port == 0 {
			if lines := a.c.find(ms[k].text); len(lines) > 0 {
				a.withPort(p, m, ms[k].text, m.port, lines)
				return
			}
		}
	}
	no := itoa(m.port)
	lines := a.c.words[no]
	var ports []int32
	for _, i := range lines {
		t := strings.ToLower(a.c.lines[i].text)
		if strings.Contains(t, ":"+no) || strings.Contains(t, "port") || strings.Contains(t, "dpt") {
			ports = append(ports, i)
		}
	}
	if len(ports) > 0 {
		a.say(KindAddress, Proven, p, m.from, m.to, plural(len(ports), "line names it", "lines name it"), "", a.lines(ports...))
		return
	}
	right := a.onlyPort(p)
	switch {
	case right != "":
		a.say(KindAddress, a.absent(Refuted), p, m.from, m.to, "no line has this port", right, support{})
	case !a.advising(p):
		a.say(KindAddress, a.absent(Unsupported), p, m.from, m.to, "no line has this port", "", support{})
	}
}

// onlyPort is the port of the only far end that the sentence can mean.
func (a *auditor) onlyPort(p *piece) string {
	right := ""
	s := lowered(p.text.S)
	for i := range a.f.v.Peers {
		q := &a.f.v.Peers[i]
		if q.Port == 0 || !strings.Contains(s, strings.ToLower(q.Addr)) && (q.Protocol == "" || !strings.Contains(s, strings.ToLower(q.Protocol))) {
			continue
		}
		if right != "" && right != itoa(q.Port) {
			return ""
		}
		right = itoa(q.Port)
	}
	return right
}

// file judges the name of an input, with the line that it is given with.
func (a *auditor) file(p *piece, m *mention) {
	name, no := m.text, 0
	if i := strings.LastIndexByte(name, ':'); i > 0 {
		name, no = m.text[:i], atoi(strings.FieldsFunc(m.text[i+1:], func(r rune) bool { return r < '0' || r > '9' })[0])
	}
	src := a.source(name)
	if src < 0 {
		if lines := a.c.find(name); len(lines) > 0 {
			a.say(KindEntity, Proven, p, m.from, m.to, plural(len(lines), "line names it", "lines name it"), "", a.lines(lines...))
			return
		}
		if right := nearest(name, append(baseNames(a.c.files), a.c.files...)); right != "" && !a.in.Internal {
			a.say(KindEntity, Refuted, p, m.from, m.to, "no input has this name", right, support{})
			return
		}
		if logFile.MatchString(name) && !a.advising(p) && !a.in.Internal {
			a.say(KindEntity, Unsupported, p, m.from, m.to, "no input has this name", "", support{})
		}
		return
	}
	if no == 0 {
		a.say(KindEntity, Proven, p, m.from, m.to, "an input of this name was read", "", support{refs: a.coverage(src)})
		return
	}
	if ends := strings.FieldsFunc(m.text[strings.LastIndexByte(m.text, ':'):], func(r rune) bool { return r < '0' || r > '9' }); len(ends) == 2 {
		if last := atoi(ends[1]); int64(last) <= a.f.v.Sources[src].Lines {
			a.say(KindEntity, Proven, p, m.from, m.to, "the file has these lines", "", support{refs: a.coverage(src)})
			return
		}
	}
	a.citedLine(p, m, src, no)
}

// baseNames are the names of files without their folders.
func baseNames(files []string) []string {
	out := make([]string, 0, len(files))
	for _, f := range files {
		out = append(out, f[strings.LastIndexByte(f, '/')+1:])
	}
	return out
}

var logFile = lazy.Compile(`(?i)\.(?:log|err|out|ndjson)$`)

// citedLine judges file:line: the line exists, and says what the sentence does.
func (a *auditor) citedLine(p *piece, m *mention, src, no int) {
	at := a.c.lineOf(src, int64(no))
	if at < 0 {
		a.say(KindEntity, a.absent(Refuted), p, m.from, m.to, "the file has no such line", plural(a.f.v.Sources[src].Lines, "line", "lines"), support{refs: a.coverage(src)})
		return
	}
	n := a.anchorOf(withoutFiles.ReplaceAllString(p.text.S, " "))
	share, _ := n.share([]int32{at})
	switch {
	case share > 0 || len(n.stems) == 0:
		a.say(KindEntity, Proven, p, m.from, m.to, "the line shares the words of the sentence", "", a.lines(at))
	case n.strong() && !n.more && len(n.lines) <= 12:
		a.say(KindEntity, Refuted, p, m.from, m.to, "that line says something else: "+clip(a.c.lines[at].text, 160), a.c.where(n.lines[0]), a.lines(n.lines...))
	default:
		a.say(KindEntity, Unsupported, p, m.from, m.to, "that line shares no word with the sentence", clip(a.c.lines[at].text, 160), a.lines(at))
	}
}

var withoutFiles = lazy.Compile(`[\w./-]+\.(?:log|txt|json|err|out)(?::\d+)?`)

// lineNo judges "line 17" where it is plain of which file.
func (a *auditor) lineNo(p *piece, ms []mention, m *mention) {
	src := -1
	for k := range ms {
		if ms[k].kind == isFile {
			src = a.source(ms[k].text)
		}
	}
	if src < 0 && len(a.c.files) == 1 {
		src = 0
	}
	if src < 0 || src >= len(a.f.v.Sources) || a.in.Internal {
		return
	}
	if int64(max(m.n, m.m)) > a.f.v.Sources[src].Lines {
		a.say(KindEntity, Refuted, p, m.from, m.to, "the file has no such line", plural(a.f.v.Sources[src].Lines, "line", "lines"), support{refs: a.coverage(src)})
		return
	}
	a.citedLine(p, m, src, int(m.n))
}

// source finds an input by its name or the end of it.
func (a *auditor) source(name string) int {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "./"), "/")
	for i, f := range a.c.files {
		if f == name || strings.HasSuffix(f, "/"+name) || strings.HasSuffix(name, "/"+f) {
			return i
		}
	}
	return -1
}

func (a *auditor) coverage(src int) []Ref {
	if src < len(a.f.v.Sources) && a.f.v.Sources[src].Coverage.File != "" {
		return []Ref{{Ref: a.f.v.Sources[src].Coverage}}
	}
	return []Ref{}
}

// name judges a word that looks like the name of one thing.
func (a *auditor) name(p *piece, ms []mention, m *mention) {
	name := strings.TrimSuffix(m.text, "'s")
	low := strings.ToLower(name)
	host, port, hasPort := strings.Cut(name, ":")
	known := a.f.known(name)
	if !known && hostBefore.MatchString(p.text.S[:m.from]) && len(name) < 4 && strings.ContainsAny(low, "0123456789") && !a.advising(p) {
		a.say(KindEntity, a.absent(Unsupported), p, m.from, m.to, "no line has this name", "", support{})
		return
	}
	if hasPort && !known {
		if lines := a.c.find(host); len(lines) > 0 && isDigits(port) {
			a.withPort(p, m, host, atoi(port), lines)
			return
		}
	}
	if known {
		lines := a.c.find(name)
		kind := KindEntity
		a.related(p, ms, m, low, kind, lines)
		return
	}
	if short := a.nearName(low, false); len(low) == 3 && short != "" && strings.ContainsAny(low, "0123456789") && !versionLike.MatchString(low) && !commonNames[low] {
		v := Refuted
		if short[0] != low[0] {
			v = Unsupported
		}
		a.say(KindEntity, a.absent(v), p, m.from, m.to, "no line has this name; the logs have "+short, short, a.lines(a.c.find(short)...))
		return
	}
	if !idShaped(name) && !m.quoted && !strings.Contains(name, "-") || versionLike.MatchString(name) || commonNames[low] || command.MatchString(low) && !idShaped(name) {
		return
	}
	if right := a.nearName(low, false); right != "" && strings.ContainsAny(low, "0123456789") == strings.ContainsAny(right, "0123456789") {
		a.say(KindEntity, a.absent(Refuted), p, m.from, m.to, "no line has this name; the logs have "+right, right, a.lines(a.c.find(right)...))
		return
	}
	if a.advising(p) || !idShaped(name) || a.tracker(p, name) {
		return
	}
	if right := a.c.oneOff(low); len(right) == 1 {
		a.say(KindEntity, a.absent(Refuted), p, m.from, m.to, "no line has this name; the logs have "+right[0], right[0], a.lines(a.c.find(right[0])...))
		return
	}
	a.say(KindEntity, a.absent(Unsupported), p, m.from, m.to, "no line has this name", "", support{})
}

// tracker tells the key of a ticket in a title or a label: no unit of the logs is
// named in that way.
func (a *auditor) tracker(p *piece, name string) bool {
	prefix, _, _ := strings.Cut(strings.ToLower(name), "-")
	for id := range a.f.byID {
		if strings.HasPrefix(id, prefix+"-") {
			return false
		}
	}
	return ticketKey.MatchString(name) && (p.heading || p.block == 0 || p.label != "")
}

var ticketKey = lazy.Compile(`^[A-Z][A-Z0-9]+(?:-[A-Z]+)*-\d+$|^(?:INC|PRB|CHG|RFC|CASE|TKT|REQ|RITM|TASK|SR|CS|KB)\d{4,}$`)

// numberedUnit judges a number that is the id of a unit, or is written like one.
func (a *auditor) numberedUnit(p *piece, ms []mention, m *mention) {
	if !a.numericID(m.text) {
		return
	}
	if a.f.byID[m.text] != nil {
		a.related(p, ms, m, m.text, KindEntity, a.c.find(m.text))
		return
	}
	if len(a.c.words[m.text]) == 0 && !a.advising(p) {
		a.say(KindEntity, a.absent(Unsupported), p, m.from, m.to, "no job has this number", "", support{})
	}
}

// numericID tells a number of as many digits as the ids of the units have, where these
// are numbers.
func (a *auditor) numericID(s string) bool {
	if len(s) < 4 || !isDigits(s) {
		return false
	}
	for _, u := range a.f.units {
		return len(u.ID) == len(s) && isDigits(u.ID)
	}
	return false
}

var hostBefore = lazy.Compile(`(?i)\b(?:host|node|server|machine|on)\s+["'(]?$`)

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

var versionLike = lazy.Compile(`(?i)^v?\d+(?:\.\d+)*(?:[a-z]{0,3})$|^\d+(?:st|nd|rd|th|x|k|m|g)$|^[a-z]\d$|^(?:utc|gmt)[+-]\d{1,2}(?::?\d{2})?$|^p\d{1,2}$|^sev-?\d$|^(?:ipv4|ipv6|http/\d.*|utf-8|sha-?256|x86_64|amd64|arm64|rfc\d+|inc-?\d+|q[1-4]|c\d+|k8s|s3|ec2|log4j\d?|oauth2|h2|http2|base64|md5|24/7|on-call|root-cause)$`)

// commonNames are words with a hyphen or a digit that name nothing.
var commonNames = setOf(`on-call root-cause post-mortem follow-up long-term short-term real-time time-out re-run re-try non-zero end-to-end back-end front-end
 read-only write-only up-to-date third-party well-known high-level low-level auto-scaling auto-restart load-balancer step-by-step in-memory out-of-memory co-occurring
 service-level user-facing client-side server-side day-to-day one-off cross-check double-check half-open built-in sub-second multi-line single-node sign-off hand-off
 roll-back fail-over pre-check health-check run-book e-mail a-priori peer-to-peer de-duplicate non-critical self-inflicted`)

func idShaped(s string) bool {
	letters, digits := 0, 0
	for i := range len(s) {
		switch {
		case digit(s[i]):
			digits++
		case alnum(s[i]):
			letters++
		}
	}
	return digits > 0 && letters > 0 && len(s) >= 4 && !strings.Contains(s, "/")
}
