package audit

import (
	"net/url"
	"strings"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

// placeholders are hosts and words that stand for a picture or a page that is not
// there.
var placeholders = []struct{ host, why string }{
	{"via.placeholder.com", "a placeholder service"},
	{"placeholder.com", "a placeholder service"},
	{"placehold.it", "a placeholder service"},
	{"placehold.co", "a placeholder service"},
	{"dummyimage.com", "a placeholder service"},
	{"placekitten.com", "a placeholder service"},
	{"loremflickr.com", "a placeholder service"},
	{"picsum.photos", "a placeholder service"},
	{"fakeimg.pl", "a placeholder service"},
	{"example.com", "a name reserved for examples"},
	{"example.org", "a name reserved for examples"},
	{"example.net", "a name reserved for examples"},
	{"localhost", "the reader's own machine"},
	{"127.0.0.1", "the reader's own machine"},
}

// staleForms are forms of addresses that their owners gave up.
var staleForms = []struct {
	re  *lazy.Regexp
	why string
}{
	{lazy.Compile(`(?i)^https?://(?:www\.)?cisco\.com/en/US/`), "the path /en/US/ is of the site before 2013"},
	{lazy.Compile(`(?i)ibm\.com/docs/ssw_|publib\.boulder\.ibm\.com|ibm\.com/support/knowledgecenter`), "the form is of IBM's former knowledge center"},
	{lazy.Compile(`(?i)docs\.microsoft\.com|technet\.microsoft\.com|msdn\.microsoft\.com|support\.microsoft\.com/(?:\w\w-\w\w/)?kb/`), "Microsoft moved these pages to learn.microsoft.com"},
	{lazy.Compile(`(?i)dev\.mysql\.com/doc/refman/(?:8\.[1-3]|9\.[0-4]|5\.[0-7])/`), "a manual of a release series that is no longer maintained"},
	{lazy.Compile(`(?i)postgresql\.org/docs/(?:[78]\.\d|9\.\d|10|11|12)/`), "a manual of a release series that is no longer maintained"},
	{lazy.Compile(`(?i)docs\.oracle\.com/cd/`), "the path /cd/ is of superseded releases"},
	{lazy.Compile(`(?i)code\.google\.com/p/`), "the service was shut down in 2016"},
	{lazy.Compile(`(?i)//(?:goo\.gl|bit\.ly|tinyurl\.com|t\.co)/`), "a shortened address does not tell where it leads"},
}

// products are words of a reference that fit only logs in which the product is
// named.
var products = []struct{ name, word, shows *lazy.Regexp }{
	{lazy.Compile(`(?i)Windows`), lazy.Compile(`(?i)windows[-/ ]|windows-(?:client|server)|microsoft`), lazy.Compile(`(?i)windows|microsoft|\\\\|\.exe\b|eventlog|winlog|mssql|sql server|iis\b`)},
	{lazy.Compile(`(?i)AIX`), lazy.Compile(`(?i)\baix\b|ssw_aix|ibm\.com`), lazy.Compile(`(?i)\baix\b|\bibm\b|\bdb2\b|websphere|mq series`)},
	{lazy.Compile(`(?i)Cisco`), lazy.Compile(`(?i)cisco`), lazy.Compile(`(?i)cisco|%ASA|%LINK|%LINEPROTO|\bIOS\b`)},
	{lazy.Compile(`(?i)Kubernetes`), lazy.Compile(`(?i)kubernetes\.io`), lazy.Compile(`(?i)kube|pod|k8s|container`)},
	{lazy.Compile(`(?i)AWS`), lazy.Compile(`(?i)aws\.amazon|docs\.aws`), lazy.Compile(`(?i)aws|amazon|\bs3\b|ec2|rds|lambda|eni-`)},
	{lazy.Compile(`(?i)Oracle`), lazy.Compile(`(?i)docs\.oracle\.com`), lazy.Compile(`(?i)oracle|ORA-|tns|java|mysql`)},
	{lazy.Compile(`(?i)shared web hosting`), lazy.Compile(`(?i)hostgator|accuweb|knownhost|godaddy|bluehost|siteground|a2hosting`), lazy.Compile(`(?i)cpanel|plesk|whm|hostgator|shared hosting|wordpress`)},
	{lazy.Compile(`(?i)blocked hosts`), lazy.Compile(`(?i)is-blocked|blocked of many|host.{0,3}is.{0,3}blocked|many-connection-errors`), lazy.Compile(`(?i)blocked|max_connect_errors|1129`)},
	{lazy.Compile(`(?i)PostgreSQL`), lazy.Compile(`(?i)postgresql\.org`), lazy.Compile(`(?i)postgres|psql|pg_|:5432|FATAL:`)},
	{lazy.Compile(`(?i)MySQL`), lazy.Compile(`(?i)mysql\.com|mysql`), lazy.Compile(`(?i)mysql|mariadb|innodb|3306`)},
	{lazy.Compile(`(?i)MongoDB`), lazy.Compile(`(?i)mongodb\.com`), lazy.Compile(`(?i)mongo|27017`)},
	{lazy.Compile(`(?i)Redis`), lazy.Compile(`(?i)redis\.io`), lazy.Compile(`(?i)redis|6379`)},
}

// links judges the links and pictures of a piece.
func (a *auditor) links(p *piece) {
	seen := map[string]bool{}
	for _, m := range p.text.Marks {
		if m.Kind != document.Link && m.Kind != document.Image || seen[m.URL] || strings.HasPrefix(m.URL, "#") {
			continue
		}
		seen[m.URL] = true
		kind := KindLink
		if m.Kind == document.Image {
			kind = KindImage
		}
		a.link(p, kind, m.From, m.To, m.URL)
	}
	for _, m := range p.mentions() {
		if m.kind == isURL && !seen[m.text] {
			seen[m.text] = true
			a.link(p, KindLink, m.from, m.to, m.text)
		}
	}
}

// link judges one address by its form alone; nothing is fetched.
func (a *auditor) link(p *piece, kind Kind, from, to int, address string) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		a.say(kind, NotCheckable, p, from, to, "the address is not well formed; it may stand for others", "", support{})
		return
	}
	if address == "" || strings.EqualFold(address, "todo") || strings.EqualFold(address, "tbd") || strings.EqualFold(address, "url") {
		a.say(kind, Refuted, p, from, to, "leads nowhere: "+clip(address, 100), "", support{})
		return
	}
	host := strings.ToLower(u.Hostname())
	if why := placeholderOf(address); why != "" {
		a.say(kind, Refuted, p, from, to, host+" is "+why+": nothing is shown there", "", support{})
		return
	}
	for _, x := range staleForms {
		if x.re.MatchString(address) {
			a.say(kind, Unsupported, p, from, to, "the address has a stale form: "+x.why+" (nothing was fetched)", "", support{})
			return
		}
	}
	for _, x := range products {
		if x.word.MatchString(address) && !a.anyLine(x.shows) {
			a.say(kind, Unsupported, p, from, to, "the reference is about "+productName(x.name)+", which no line names", "", support{})
			return
		}
	}
	if kind == KindImage && host == "" && strings.Contains(strings.ToLower(address), "placeholder") {
		a.say(kind, Refuted, p, from, to, "the picture is a placeholder", "", support{})
		return
	}
	a.say(kind, NotCheckable, p, from, to, "nothing was fetched: whether the page says so cannot be told", "", support{})
}

// placeholderOf tells why an address leads to nothing, "" when it may lead
// somewhere.
func placeholderOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, x := range placeholders {
		if host == x.host || strings.HasSuffix(host, "."+x.host) {
			return x.why
		}
	}
	return ""
}

// productName is the plain name of a product's expression.
func productName(re *lazy.Regexp) string { return strings.TrimPrefix(re.String(), "(?i)") }

func (a *auditor) anyLine(re *lazy.Regexp) bool {
	if re.MatchString(strings.Join(a.c.files, "\n")) {
		return true
	}
	return len(a.c.memos.regexps.get(re.String(), func() []int32 {
		for i := range a.c.lines {
			if re.MatchString(a.c.lines[i].text) {
				return []int32{int32(i)}
			}
		}
		return nil
	})) > 0
}
