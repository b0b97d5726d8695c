package audit

import (
	"regexp"
	"slices"
	"strings"
)

// names judges addresses, ports, files and names that a sentence uses.
func (a *auditor) names(p *piece) {
	if p.under("reference", "research findings", "further reading") || metaLabel.MatchString(p.text.S) && !a.pieceIncident(p) {
		return
	}
	seen := map[string]bool{}
	ms := mentions(&p.text)
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
	both := a.onLine(lines, no)
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
	switch {
	case len(both) > 0:
		a.say(KindAddress, Proven, p, m.from, m.to, plural(len(both), "line names it", "lines name it"), "", a.lines(both...))
	case len(others) == 1:
		a.say(KindAddress, a.absent(Refuted), p, m.from, m.to, "no line has this port with "+ip, ip+":"+others[0], a.lines(lines...))
	default:
		a.say(KindAddress, a.absent(Unsupported), p, m.from, m.to, "no line has this port with "+ip, "", a.lines(lines...))
	}
}

func (a *auditor) onLine(lines []int32, word string) []int32 {
	var out []int32
	for _, i := range lines {
		if wholeWord(a.c.lines[i].text, word) {
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
	s := strings.ToLower(p.text.S)
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
		if right := nearest(name, a.c.files); right != "" && !a.in.Internal {
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

var logFile = regexp.MustCompile(`(?i)\.(?:log|err|out|ndjson)$`)

// citedLine judges file:line: the line exists, and says what the sentence does.
func (a *auditor) citedLine(p *piece, m *mention, src, no int) {
	at := int32(-1)
	for i := range a.c.lines {
		if int(a.c.lines[i].src) == src && a.c.lines[i].no == int64(no) {
			at = int32(i)
			break
		}
	}
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

var withoutFiles = regexp.MustCompile(`[\w./-]+\.(?:log|txt|json|err|out)(?::\d+)?`)

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
	if !idShaped(name) && !m.quoted && !strings.Contains(name, "-") || versionLike.MatchString(name) || commonNames[low] || command.MatchString(low) {
		return
	}
	if right := a.nearName(low, false); right != "" && strings.ContainsAny(low, "0123456789") == strings.ContainsAny(right, "0123456789") {
		a.say(KindEntity, a.absent(Refuted), p, m.from, m.to, "no line has this name; the logs have "+right, right, a.lines(a.c.find(right)...))
		return
	}
	if a.advising(p) || !idShaped(name) {
		return
	}
	a.say(KindEntity, a.absent(Unsupported), p, m.from, m.to, "no line has this name", "", support{})
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

var versionLike = regexp.MustCompile(`(?i)^v?\d+(?:\.\d+)*(?:[a-z]{0,3})$|^\d+(?:st|nd|rd|th|x|k|m|g)$|^[a-z]\d$|^p\d{1,2}$|^sev-?\d$|^(?:ipv4|ipv6|http/\d.*|utf-8|sha-?256|x86_64|amd64|arm64|rfc\d+|inc-?\d+|q[1-4]|c\d+|k8s|s3|ec2|log4j\d?|oauth2|h2|http2|base64|md5|24/7|on-call|root-cause)$`)

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

// related judges a name that the logs have: the lines that the sentence speaks of
// should have it too.
func (a *auditor) related(p *piece, ms []mention, m *mention, name string, kind Kind, lines []int32) {
	at := a.linesOfTimes(p, ms)
	if len(at) > 0 {
		if named := a.naming(at, name); len(named) > 0 {
			a.say(kind, Proven, p, m.from, m.to, "named by lines of that time", "", a.lines(named...))
			return
		}
	}
	rest := strings.ReplaceAll(strings.ToLower(p.text.S), name, " ")
	n := a.anchorOf(rest)
	if n.strong() && !n.more && len(n.lines) <= 400 && !a.advising(p) && p.row == nil {
		named := a.naming(n.lines, name)
		if len(named) == 0 {
			if right := a.otherName(p, n.lines, name); right != "" {
				a.say(kind, a.absent(Refuted), p, m.from, m.to, "the lines that speak of this name another", right, a.lines(n.lines...))
				return
			}
		} else {
			a.say(kind, Proven, p, m.from, m.to, "named by lines that speak of this", "", a.lines(named...))
			return
		}
	}
	if len(lines) == 0 {
		lines = a.ofOrigin(name)
	}
	a.say(kind, Proven, p, m.from, m.to, "the logs have this name", "", a.lines(lines...))
}

// ofOrigin are lines of the source that a name stands for.
func (a *auditor) ofOrigin(name string) []int32 {
	for i := range a.c.lines {
		if strings.Contains(strings.ToLower(a.c.files[a.c.lines[i].src]), name) {
			return []int32{int32(i)}
		}
	}
	return nil
}

// linesOfTimes are the lines of all times that a sentence names.
func (a *auditor) linesOfTimes(p *piece, ms []mention) []int32 {
	var out []int32
	for k := range ms {
		if ms[k].kind == isTime && ms[k].at.hasClock {
			lines, _ := a.at(ms[k].at)
			out = append(out, lines[:min(len(lines), 2000)]...)
		}
	}
	return out
}

func (a *auditor) naming(lines []int32, name string) []int32 {
	var out []int32
	for _, i := range lines {
		if a.names1(i, name) {
			out = append(out, i)
		}
	}
	return out
}

// otherName is the one name of the same kind that all the lines have and that the
// sentence does not use.
func (a *auditor) otherName(p *piece, lines []int32, name string) string {
	class := a.class(name)
	if class == "" {
		return ""
	}
	text := strings.ToLower(p.text.S)
	seen := map[string]int{}
	for _, i := range lines {
		for w := range a.namesIn(i, class) {
			if w != name && !strings.Contains(text, w) && !strings.Contains(w, name) && !strings.Contains(name, w) {
				seen[w]++
			}
		}
	}
	right := ""
	for w, n := range seen {
		if n == len(lines) {
			if right != "" {
				return ""
			}
			right = w
		}
	}
	return right
}

// class of a name: "address", "unit", "host" or "".
func (a *auditor) class(name string) string {
	switch {
	case ipv4.MatchString(name):
		return "address"
	case a.f.byID[name] != nil:
		return "unit"
	case a.f.hosts[name]:
		return "host"
	}
	return ""
}

var ipv4 = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,3}){3}$`)

// namesIn are the names of a class that a line has.
func (a *auditor) namesIn(i int32, class string) map[string]bool {
	out := map[string]bool{}
	words := strings.FieldsFunc(strings.ToLower(a.c.lines[i].text), func(r rune) bool { return !nameRune(r) })
	if class == "host" {
		words = append(words, strings.FieldsFunc(strings.ToLower(a.c.files[a.c.lines[i].src]), func(r rune) bool { return r == '/' })...)
	}
	for _, w := range words {
		w = strings.Trim(w, ".:-/#")
		if h, port, ok := strings.Cut(w, ":"); ok && isDigits(port) {
			w = h
		}
		if a.class(w) == class {
			out[w] = true
		}
	}
	return out
}

// nearName finds the one name of the logs that differs from s by a letter or two.
func (a *auditor) nearName(s string, addresses bool) string {
	var list []string
	if addresses {
		for w := range a.f.peers {
			list = append(list, w)
		}
		list = append(list, a.addresses()...)
	} else {
		for w := range a.f.byID {
			list = append(list, w)
		}
		for w := range a.f.names {
			list = append(list, w)
		}
		for w := range a.f.hosts {
			list = append(list, w)
		}
	}
	return nearest(s, list)
}

// addresses are the IPv4 addresses that the lines have.
func (a *auditor) addresses() []string {
	if a.f.ips != nil {
		return a.f.ips
	}
	a.f.ips = []string{}
	seen := map[string]bool{}
	for i := range a.c.lines {
		for _, w := range ipv4In.FindAllString(a.c.lines[i].text, 8) {
			if !seen[w] && len(seen) < 20_000 {
				seen[w] = true
				a.f.ips = append(a.f.ips, w)
			}
		}
	}
	return a.f.ips
}

var ipv4In = regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b`)

// nearest is the only string of the list within two edits of s, one for short
// ones; "" when there is none or the choice is not plain.
func nearest(s string, list []string) string {
	most := 2
	if len(s) < 6 {
		most = 1
	}
	best, at, ties := most+1, "", 0
	slices.Sort(list)
	for _, w := range slices.Compact(list) {
		if len(w)-len(s) > most || len(s)-len(w) > most || w == s {
			continue
		}
		switch d := editDistance(s, w, most); {
		case d < best:
			best, at, ties = d, w, 1
		case d == best:
			ties++
		}
	}
	if ties == 0 || best > most {
		return ""
	}
	if ties > 1 {
		return at // one of several: still shows what the logs have
	}
	return at
}

// editDistance is the number of letters to change, add, drop or swap; above most it
// is most+1.
func editDistance(a, b string, most int) int {
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		low := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
			low = min(low, cur[j])
		}
		if low > most {
			return most + 1
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
