package audit

import (
	"slices"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

// labels are words that say what kind of log an excerpt is, and what a line of
// that kind has in it.
var labels = []struct {
	word, shows *lazy.Regexp
	what        string
}{
	{lazy.Compile(`(?i)\bdns\b`), lazy.Compile(`(?i)\bdns\b|resolv|nxdomain|servfail|no such host|name or service not known|\bquery\b|lookup|named\[|:53\b|coredns|unbound|bind9`), "names a DNS server, a query or a lookup"},
	{lazy.Compile(`(?i)\bhttp|\bnginx|\bapache\b|access logs?\b|web ?server`), lazy.Compile(`(?i)http|\b(?:get|post|put|delete|head) /|nginx|apache|" \d{3} |status[=:]`), "has an HTTP request or answer"},
	{lazy.Compile(`(?i)\bkube(?:rnetes|let)?\b|\bk8s\b|\bpods?\b`), lazy.Compile(`(?i)kube|k8s|\bpods?\b|container|deployment|replicaset|namespace|^[IWEF]\d{4} `), "speaks of Kubernetes"},
	{lazy.Compile(`(?i)\bfirewalls?\b`), lazy.Compile(`(?i)firewall|\bdeny|denied|\bdrop|reject|blocked|iptables|nft|src=|dst=|action=`), "is one of a firewall"},
	{lazy.Compile(`(?i)\bdatabase|\bpostgres|\bmysql|\bmariadb|\boracle\b|\bmongo|\bsql\b`), lazy.Compile(`(?i)database|postgres|mysql|mariadb|oracle|mongo|sql|3306|5432|1521|27017|query|innodb|relation|\bORA-`), "speaks of a database"},
	{lazy.Compile(`(?i)\bkafka\b`), lazy.Compile(`(?i)kafka|broker|partition|consumer|offset|topic`), "speaks of Kafka"},
	{lazy.Compile(`(?i)\bredis\b`), lazy.Compile(`(?i)redis|6379|\bOOM command|MISCONF`), "speaks of Redis"},
	{lazy.Compile(`(?i)\bjava\b|\bjvm\b|log4j|logback`), lazy.Compile(`(?i)exception|\bat [\w.$]+\(|java|jvm|\[[\w-]+\] +(?:INFO|WARN|ERROR|DEBUG)|(?:INFO|WARN|ERROR|DEBUG) +\[?[a-z]+\.[a-z.]+`), "is written the Java way"},
	{lazy.Compile(`(?i)\bsyslog\b|/var/log/messages`), lazy.Compile(`^\W*(?:<\d+>)?(?:\d )?(?:[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) \S+ \S+`), "is written as syslog writes"},
	{lazy.Compile(`(?i)\bjson\b`), lazy.Compile(`\{.*:.*\}`), "is JSON"},
	{lazy.Compile(`(?i)\b(?:tls|ssl)\b`), lazy.Compile(`(?i)tls|ssl|certificate|x509|handshake|cipher`), "speaks of TLS"},
	{lazy.Compile(`(?i)\bdhcp\b`), lazy.Compile(`(?i)dhcp|lease`), "speaks of DHCP"},
	{lazy.Compile(`(?i)\b(?:vpn|ipsec)\b`), lazy.Compile(`(?i)vpn|ipsec|tunnel|ike`), "speaks of a VPN"},
	{lazy.Compile(`(?i)\bsmtp\b|mail ?server`), lazy.Compile(`(?i)smtp|mail|postfix|\brelay|:25\b|:587\b`), "speaks of mail"},
}

var saysLogs = lazy.Compile(`(?i)\b(?:logs?|entries|records|events|output|trace)\b`)

// label holds what an excerpt is called against its lines.
func (a *auditor) label(i int, lines []excerptLine) {
	if i == 0 {
		return
	}
	b := &a.d.Blocks[i-1]
	if b.Kind == document.Code || b.Kind == document.Table || len(b.Text.S) > 200 {
		return
	}
	t := &b.Text
	p := piece{text: *t, block: i - 1, path: headings(a.d, b)}
	if n := len(p.path); n > 0 {
		p.section = p.path[n-1]
	}
	if !saysLogs.MatchString(t.S) {
		return
	}
	var found []int32
	for k := range lines {
		if lines[k].found >= 0 {
			found = append(found, lines[k].found)
		}
	}
	if len(found) == 0 {
		return
	}
	a.filed(&p, found)
	for _, l := range labels {
		at := l.word.FindStringIndex(t.S)
		if at == nil || !nearLogs(t.S, at[1]) {
			continue
		}
		var shows []int32
		for _, f := range found {
			if l.shows.MatchString(a.c.lines[f].text) || l.word.MatchString(a.c.files[a.c.lines[f].src]) {
				shows = append(shows, f)
			}
		}
		slices.Sort(shows)
		if len(shows) > 0 {
			a.say(KindLabel, Proven, &p, at[0], at[1], plural(len(shows), "of these lines ", "of these lines ")+l.what, "", a.lines(shows...))
			continue
		}
		a.say(KindLabel, Refuted, &p, at[0], at[1], "called "+t.S[at[0]:at[1]]+" logs, but none of these lines "+l.what, a.whatTheyAre(found), a.lines(found...))
	}
	a.pythonLabel(&p, found)
}

// nearLogs tells that a word of a label belongs to "logs".
func nearLogs(s string, end int) bool {
	return saysLogs.MatchString(s[end:min(len(s), end+24)])
}

var pythonWord = lazy.Compile(`(?i)\bpython\b`)

// pythonLabel knows the format that Python's logging writes.
func (a *auditor) pythonLabel(p *piece, found []int32) {
	at := pythonWord.FindStringIndex(p.text.S)
	if at == nil {
		return
	}
	names := a.c.formats[a.c.lines[found[0]].src]
	for _, n := range names {
		if strings.Contains(n, "python") {
			a.say(KindLabel, Proven, p, at[0], at[1], "the lines are written as Python's logging writes them", "", a.lines(found...))
			return
		}
	}
	a.say(KindLabel, Unsupported, p, at[0], at[1], "the lines are not in a form that Python's logging writes by default", strings.Join(names, ", "), a.lines(found...))
}

// whatTheyAre says what excerpt lines are instead: the file that they stand in
// and its format.
func (a *auditor) whatTheyAre(found []int32) string {
	l := &a.c.lines[found[0]]
	return "lines of " + a.c.files[l.src] + ", format " + strings.Join(a.c.formats[l.src], ", ")
}
