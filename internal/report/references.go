package report

import (
	"slices"
	"strings"

	"inquest/internal/cause"
	"inquest/internal/evidence"
	"inquest/internal/fault"
	"inquest/internal/profile"
)

const mostReferences = 12

// references are what to read about the classes that lines show: those of the
// hypotheses first, then those of the other class findings.
func (b *builder) references() []Block {
	b.rep.References = []Reference{}
	seen := map[string]bool{}
	for i := range b.res.Hypotheses {
		h := &b.res.Hypotheses[i]
		if h.Class != nil && len(h.For) > 0 {
			b.refer(h.Class, h.For[0], spokenOf(h), linesSaid(h.Evidence), seen)
		}
	}
	for i := range b.fs {
		f := &b.fs[i]
		if f.Kind == "class" && f.Class != nil && len(f.Claims) > 0 {
			h := cause.Hypothesis{Component: f.Component, Host: f.Host, Evidence: f.Lines}
			b.refer(f.Class, f.Claims[0], spokenOf(&h), linesSaid(f.Lines)+" "+strings.ToLower(f.Component), seen)
		}
	}
	if len(b.rep.References) == 0 {
		return nil
	}
	block := Block{Kind: References}
	for i := range b.rep.References {
		block.Ranks = append(block.Ranks, i+1)
	}
	return []Block{block}
}

// kindOfFault is a class's title without the place where it happened: "connection to
// {component} refused" is "connection refused".
func kindOfFault(title string) string {
	for _, p := range []string{"of", "to", "on", "in", "at", "from", "with", "by", "for"} {
		title = strings.ReplaceAll(title, " "+p+" {component}", "")
	}
	words := strings.Fields(title)
	var out []string
	for i, w := range words {
		if w == "{component}" && i > 0 && !strings.HasSuffix(words[i-1], ":") && named[words[i-1]] {
			continue
		}
		out = append(out, strings.ReplaceAll(w, "{component}", "a component"))
	}
	return strings.Join(out, " ")
}

// named are the words behind which a component's name can be left out.
var named = map[string]bool{"server": true, "service": true, "host": true, "broker": true, "cluster": true, "node": true, "queue": true}

// refer adds what to read on a class, without what is about software or a protocol that
// the lines do not speak of.
func (b *builder) refer(c *fault.Class, because evidence.Claim, spoken map[string][]*system, said string, seen map[string]bool) {
	for _, r := range c.Refs {
		if !about(r, spoken, said) || seen[r.URL] || len(b.rep.References) == mostReferences {
			continue
		}
		id, ok := b.add(because)
		if !ok {
			return
		}
		seen[r.URL] = true
		b.rep.References = append(b.rep.References, Reference{
			Fault: c.ID, Class: kindOfFault(c.Title), Title: r.Title, Publisher: r.Publisher, URL: r.URL,
			Checked: r.Checked, Takeaways: append([]string{}, r.Takeaways...), Because: id,
		})
	}
}

// linesSaid is what lines say and where they come from, in small letters.
func linesSaid(lines []profile.Exemplar) string {
	var b strings.Builder
	for i := range lines {
		l := &lines[i]
		b.WriteString(strings.ToLower(l.Ref.File + " " + l.Service + " " + l.Logger + " " + l.Message + " " + l.Body + "\n"))
	}
	return b.String()
}

// about tells whether a reference suits what is spoken of: one about one of several servers,
// proxies, clouds or languages needs to be spoken of itself, as does a protocol. What runs
// nearly everywhere suits always.
func about(r fault.Reference, spoken map[string][]*system, said string) bool {
	name := strings.ToLower(r.Publisher + " " + r.Title)
	for p, words := range refProtocols {
		if beginsWord(name, p, true) && !slices.ContainsFunc(words, func(w string) bool { return beginsWord(said, w, true) }) {
			return false
		}
	}
	named, ok := false, false
	for i := range systems {
		s := &systems[i]
		if s.id == "systemd" || s.family == "machine" || !slices.ContainsFunc(s.words, func(w string) bool { return beginsWord(name, w, true) }) {
			continue
		}
		named, ok = true, ok || slices.Contains(spoken[s.family], s)
	}
	return ok || !named
}

// refProtocols are protocols and tools that a class may speak of beside others, with the
// words by which lines show that they do.
var refProtocols = map[string][]string{
	"ldap": {"ldap", "sssd", "slapd", "active directory"}, "mqtt": {"mqtt", "mosquitto"}, "kerberos": {"kerberos", "krb5", "gssapi", "kdc"},
	"oauth": {"oauth", "bearer", "jwt", "token", "oidc"}, "sssd": {"sssd", "sss_"}, "dnsmasq": {"dnsmasq"}, "chrony": {"chrony"},
	"crontab": {"cron"}, "hikaricp": {"hikari"}, "sqlalchemy": {"sqlalchemy"}, "node.js": {"node", "econn", ".js"}, "dns": {"dns", "resolv", "name or service", "nxdomain", "lookup", "getaddrinfo", "named", "unbound", "zone", "hostname", "name server"},
}
