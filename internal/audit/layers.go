package audit

import (
	"slices"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/record"
)

// transports carry other protocols; applications run on them.
var (
	transports   = map[string]bool{"tcp": true, "udp": true, "quic": true, "sctp": true}
	applications = map[string]string{
		"mysql": "TCP", "mariadb": "TCP", "postgresql": "TCP", "postgres": "TCP", "http": "TCP", "https": "TCP", "redis": "TCP", "mongodb": "TCP", "amqp": "TCP",
		"kafka": "TCP", "smtp": "TCP", "ssh": "TCP", "ldap": "TCP", "ftp": "TCP", "imap": "TCP", "tls": "TCP", "grpc": "TCP", "oracle": "TCP", "tds": "TCP", "nats": "TCP",
		"dns": "UDP or TCP", "ntp": "UDP", "dhcp": "UDP", "snmp": "UDP", "syslog": "UDP or TCP",
	}
	protocolWord = lazy.Compile(`(?i)\b(tcp|udp|quic|sctp|mysql|mariadb|postgres(?:ql)?|https?|redis|mongodb|amqp|kafka|smtp|ssh|ldap|ftp|imap|tls|grpc|oracle|nats|dns|ntp|dhcp|snmp|syslog|icmp)\b`)
	sameLayer    = lazy.Compile(`(?i)\b(?:different|distinct|separate|various|two|both) (?:network )?protocols?\b|\bprotocol[- ]specific\w*|\bprotocols? (?:differ|such as)|\bprotocols\b`)
	serviceOf    = lazy.Compile(`(?i)\b(tcp|udp) services?\b`)
)

// layers judges what a sentence says of protocols: TCP and MySQL are not two of a
// kind, and a transport is no service.
func (a *auditor) layers(p *piece) {
	if p.under("reference", "research findings", "further reading") {
		return
	}
	s := p.text.S
	var low, high []string
	for _, w := range protocolWord.FindAllString(s, -1) {
		l := strings.ToLower(w)
		if transports[l] && !slices.Contains(low, w) {
			low = append(low, w)
		}
		if carrier := applications[l]; carrier != "" && !slices.Contains(high, w) {
			high = append(high, w)
		}
	}
	loc := sameLayer.FindStringIndex(s[p.inline:])
	if loc != nil {
		loc = []int{loc[0] + p.inline, loc[1] + p.inline}
	} else {
		loc = sameLayer.FindStringIndex(s)
	}
	if loc != nil && len(low) > 0 && len(high) > 0 && strings.Contains(applications[strings.ToLower(high[0])], strings.ToUpper(low[0])) {
		var lines []int32
		for _, w := range []string{low[0], high[0]} {
			lines = append(lines, firstN(a.c.words[stem(strings.ToLower(w))], 2)...)
		}
		a.say(KindProtocol, Refuted, p, loc[0], loc[1], high[0]+" runs on "+applications[strings.ToLower(high[0])]+": they are layers of one stack, not protocols of one kind", high[0]+" over "+strings.ToUpper(low[0]), a.lines(lines...))
		return
	}
	if loc := serviceOf.FindStringIndex(s); loc != nil && len(high) == 0 && !a.advising(p) {
		word := s[loc[0]:loc[1]]
		lines := a.c.words[strings.ToLower(strings.Fields(word)[0])]
		a.say(KindProtocol, Unsupported, p, loc[0], loc[1], strings.ToUpper(strings.Fields(word)[0])+" is a transport: the lines do not say which service it carries", "", a.lines(firstN(lines, maxRefs)...))
		return
	}
	a.protocolNames(p, s)
}

func firstN(list []int32, n int) []int32 { return list[:min(len(list), n)] }

// protocolNames holds a protocol given for an address against the lines of that
// address.
func (a *auditor) protocolNames(p *piece, s string) {
	for _, m := range p.mentions() {
		if m.kind != isAddress {
			continue
		}
		ip, _, _ := strings.Cut(m.text, ":")
		for i := range a.f.v.Peers {
			q := &a.f.v.Peers[i]
			if q.Addr != ip || q.Protocol == "" {
				continue
			}
			for _, loc := range protocolWord.FindAllStringIndex(s, -1) {
				w := s[loc[0]:loc[1]]
				if strings.EqualFold(w, q.Protocol) {
					a.say(KindProtocol, Proven, p, loc[0], loc[1], "the lines of "+ip+" name it", "", a.lines(firstN(a.c.find(ip), maxRefs)...))
					return
				}
			}
		}
	}
}

var (
	levelWord  = lazy.Compile(`(?i)\b((?:[\w-]+ ){1,3})(warnings?)\b`)
	levelNamed = lazy.Compile(`\b(DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\b`)
)

// levels judges the level that a sentence gives to lines.
func (a *auditor) levels(p *piece) {
	if a.advising(p) {
		return
	}
	for _, loc := range levelWord.FindAllStringSubmatchIndex(p.text.S, -1) {
		own := subtractStems(content(p.text.S[loc[2]:loc[3]]), "warning", "log", "number", "network", "application", "system", "early", "first", "repeat", "multiple")
		if len(own) == 0 || !a.allKnown(own) {
			continue
		}
		lines := a.inScope(p, a.c.having(own...))
		a.level(p, loc[4], loc[5], lines, record.LevelWarn, "warning")
	}
	for _, loc := range levelNamed.FindAllStringIndex(p.text.S, -1) {
		word := p.text.S[loc[0]:loc[1]]
		n := a.anchorOf(p.text.S[:loc[0]] + " " + p.text.S[loc[1]:])
		if !n.strong() || n.more || len(n.lines) > 200 {
			continue
		}
		a.level(p, loc[0], loc[1], n.lines, levelOf(word), word)
	}
}

func (a *auditor) allKnown(stems []string) bool {
	for _, w := range stems {
		if len(a.c.words[w]) == 0 {
			return false
		}
	}
	return true
}

func levelOf(w string) record.Level {
	switch strings.ToUpper(w) {
	case "DEBUG":
		return record.LevelDebug
	case "INFO":
		return record.LevelInfo
	case "NOTICE":
		return record.LevelNotice
	case "WARN", "WARNING", "WARNINGS":
		return record.LevelWarn
	case "ERROR":
		return record.LevelError
	case "CRITICAL", "FATAL":
		return record.LevelCritical
	}
	return record.LevelNone
}

var levelNames = map[record.Level]string{
	record.LevelTrace: "TRACE", record.LevelDebug: "DEBUG", record.LevelInfo: "INFO", record.LevelNotice: "NOTICE", record.LevelWarn: "WARNING",
	record.LevelError: "ERROR", record.LevelCritical: "CRITICAL",
}

// level holds a level against those of the lines.
func (a *auditor) level(p *piece, from, to int, lines []int32, want record.Level, word string) {
	if len(lines) == 0 || want == record.LevelNone {
		return
	}
	other := record.LevelNone
	var have []int32
	for _, i := range lines {
		l := &a.c.lines[i]
		if l.level == want || l.level == record.LevelNone || strings.Contains(strings.ToLower(l.text), strings.ToLower(word[:4])) {
			have = append(have, i)
			continue
		}
		other = l.level
	}
	if len(have) > 0 {
		a.say(KindLevel, Proven, p, from, to, plural(len(have), "line of this is", "lines of this are")+" at that level", "", a.lines(have...))
		return
	}
	a.say(KindLevel, Refuted, p, from, to, plural(len(lines), "line says this, at another level", "lines say this, all at another level"), levelNames[other], a.lines(lines...))
}

// inScope keeps the lines of the unit that a piece speaks of, when it speaks of
// one.
func (a *auditor) inScope(p *piece, lines []int32) []int32 {
	scope := a.scope(p)
	if scope == "" {
		return lines
	}
	return a.scoped(lines, scope)
}
