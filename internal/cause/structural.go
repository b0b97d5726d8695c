package cause

import (
	"slices"
	"strings"

	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// structural builds the candidates that no single class of line shows: a
// service that fell silent, a process that is gone, a step of latencies, lost
// packets.
func (c *court) structural() []*candidate {
	var out []*candidate
	for i := range c.fs {
		f := &c.fs[i]
		if f.Source >= 0 && !c.inTime[f.Source] {
			continue
		}
		switch f.Kind {
		case finding.KindSilence:
			out = append(out, c.silent(f)...)
		case finding.KindLoss:
			if f.Data.(*finding.Loss).Missing > 0 {
				out = append(out, c.lossy(f))
			}
		case finding.KindShift:
			out = append(out, c.slow(f))
		case finding.KindChange:
			out = append(out, c.changed(f)...)
		case finding.KindValue:
			out = append(out, c.valued(f))
		case finding.KindAnswer:
			out = append(out, c.answered(f))
		case finding.KindClass:
			out = append(out, c.gone(f)...)
			out = append(out, c.unreached(f)...)
		}
	}
	return c.mergeStructural(append(out, c.hostGone()...))
}

// mergeStructural joins candidates of one fault at one place.
func (c *court) mergeStructural(ks []*candidate) []*candidate {
	var out []*candidate
next:
	for _, k := range ks {
		for _, o := range out {
			if o.fault == k.fault && samePlace(o.place, k.place) {
				o.own = append(o.own, k.own...)
				o.structs = append(o.structs, k.structs...)
				o.from, o.to = min(o.from, k.from), max(o.to, k.to)
				o.cap = max(o.cap, k.cap)
				continue next
			}
		}
		out = append(out, k)
	}
	return out
}

// class looks a class up by the first id that the catalogue has.
func (c *court) class(ids ...string) *fault.Class {
	if c.in.Catalog == nil {
		return nil
	}
	for _, id := range ids {
		if x := c.in.Catalog.Class(id); x != nil {
			return x
		}
	}
	return nil
}

// structure makes a candidate that rests on a structural finding.
func (c *court) structure(f *finding.Finding, id string, p finding.Place, title string) *candidate {
	k := &candidate{basis: byStructure, fault: id, class: c.class(id), place: p, from: f.From, to: f.To, own: []*finding.Finding{f}, structs: []*finding.Finding{f}, cap: 1}
	k.title = clip(title, 200)
	return k
}

// silent: a worker whose log ends while runs of it never do. A server that
// says nothing may just have nobody who asks, and is no candidate by that alone.
func (c *court) silent(f *finding.Finding) []*candidate {
	d := f.Data.(*finding.Silence)
	if d.Lost == 0 && !c.peersGoOn(f) || d.Resumed {
		return nil
	}
	tail := " stopped silently: its log ends while others go on, and runs that it had begun never ended"
	if d.Lost == 0 {
		tail = " fell silent: its log ends while others of its kind go on"
	}
	k := c.structure(f, "process.silent-stop", d.Place, "the worker "+d.Place.String()+tail)
	if d.Lost == 0 {
		k.cap, k.tail = silentCap, tail
	}
	if k.class == nil {
		k.class = c.class("process.stopped", "process.lease-lost")
	}
	return []*candidate{k}
}

func (c *court) lossy(f *finding.Finding) *candidate {
	d := f.Data.(*finding.Loss)
	k := c.structure(f, "net.packet-loss", pathPlace(d.Near, d.Place), "")
	k.entitle("packet loss on the network path from ", near(d.Near), " to ", d.Place.String(), ": numbered answers are missing")
	return k
}

func (c *court) slow(f *finding.Finding) *candidate {
	d := f.Data.(*finding.Shift)
	if d.Path {
		k := c.structure(f, "net.latency", pathPlace(d.Near, d.Place), "")
		k.entitle("network latency: the round trip from ", near(d.Near), " to ", d.Place.String(), " stepped up")
		return k
	}
	k := c.structure(f, "process.slow", d.Place, d.Place.String()+" answers more slowly than before")
	k.from = d.Begun // what is slow tells so at its end
	if k.cap = symptomCap + 2*symptomDepth; d.Own && !c.waitsItself(f) {
		k.cap = slowCap
	}
	return k
}

// waitsItself reports whether a component whose times rise has something else to complain
// of, new at that time: then it may be slow because it waits.
func (c *court) waitsItself(f *finding.Finding) bool {
	own := c.dir.Source(f.Source)
	return slices.ContainsFunc(c.byClass, func(g *finding.Finding) bool {
		d := g.Data.(*finding.ClassHit)
		return g.Class.Role != fault.RoleChange && g.Class.ID != "process.slow" && d.Before == 0 && !finding.OnlySaysFailed(g.Class) &&
			slices.ContainsFunc(d.Speakers, func(s int) bool { return s == f.Source || samePlace(c.dir.Source(s), own) })
	})
}

// answered: a name has another address than before, and those that go there fail.
func (c *court) answered(f *finding.Finding) *candidate {
	d := f.Data.(*finding.Answer)
	k := c.structure(f, "dns.answer-changed", d.Place, "")
	if k.from > c.onset.FirstBad+c.onset.Slack {
		k.from = 0 // between the last line with the old address and this one: nobody knows when
	}
	k.tail = " gives another address for a name than before" // what name, the finding's claim quotes
	k.entitle(d.Place.String()+" gives another address for ", d.Name, ": ", d.New, " instead of ", d.Old)
	return k
}

// valued: a version, an address or a setting is another one from about the first failure
// on. It is a change that nobody announced.
func (c *court) valued(f *finding.Finding) *candidate {
	d := f.Data.(*finding.Change)
	k := c.structure(f, "config.changed", d.Place, "")
	k.tail, k.cap = " runs with another value than before", valueCap
	k.entitle("", d.Key, " is ", d.New, " instead of ", d.Old, " from then on, as "+d.Place.String()+" logs")
	return k
}

// pathPlace names a network path by both ends.
func pathPlace(from, to finding.Place) finding.Place {
	p := to
	p.Service = "network path " + near(from) + " -"
	if to.Addr == "" && to.Host == "" {
		p.Service = "network path from " + near(from)
	}
	return p
}

func near(p finding.Place) string {
	if p.Host != "" {
		return p.Host
	}
	if s := p.String(); s != "" {
		return s
	}
	return "the client"
}

// gone: connections to a place are refused, which the peer's kernel does when
// no process listens. It is a candidate of its own when the place's own log is
// silent in that time or holds a new start after it.
func (c *court) gone(f *finding.Finding) []*candidate {
	if f.Class == nil || !c.counts(f) || !refuses(f) {
		return nil
	}
	d := f.Data.(*finding.ClassHit)
	if d.Place.IsZero() || d.Place.Host == "" && d.Place.Addr == "" {
		return nil
	}
	k := c.structure(f, "process.stopped", d.Place, d.Place.String()+downTail)
	k.from, k.cap, k.tail = c.firstSign(f), unreachedCap, downTail
	for i := range c.fs {
		g := &c.fs[i]
		if s, ok := g.Data.(*finding.Silence); ok && samePlace(s.Place, d.Place) && g.From <= k.from+2*c.onset.Slack && g.To >= k.from {
			k.own, k.structs, k.cap, k.tail = append(k.own, g), append(k.structs, g), 1, silentTail
			k.title = clip(d.Place.String()+silentTail, 200)
			k.from = min(k.from, g.From)
		}
		if h, ok := g.Data.(*finding.ClassHit); ok && g.Class != nil && g.Class.Role != fault.RoleSymptom && strings.HasSuffix(g.Class.ID, "started") && samePlace(h.Place, d.Place) && g.To > k.from && g.To >= f.To-2*c.onset.Slack {
			k.own, k.cap = append(k.own, g), 1
		}
	}
	if k.cap < 1 && c.speaksAfter(d.Place, k.from) {
		k.fault, k.class, k.tail = "net.rejected", nil, rejectedTail
		k.title = clip("firewall reject or listener gone: "+d.Place.String()+rejectedTail, 200)
	}
	return []*candidate{k}
}

// What is said of a place whose connections are refused.
const (
	downTail     = " has no process that listens: connections to it are refused"
	silentTail   = " stopped: its log falls silent and connections to it are refused"
	rejectedTail = " runs, but connections to it are refused: a firewall rejects them, or nobody listens on that port"
)

// speaksAfter reports whether the place's own log goes on after a time.
func (c *court) speaksAfter(p finding.Place, at int64) bool {
	return p.Host != "" && slices.ContainsFunc(c.dir.SourcesOn(p), func(i int) bool {
		last := c.view.Sources[i].Last
		return !c.complain[i] && samePlace(c.dir.Source(i), p) && last.HasTime && last.Time > at+2*c.onset.Slack
	})
}

// unreached: clients wait for a place in vain, and in that time the place's own
// log holds none of what clients cause in it. When the place still speaks, its
// host runs and packets are lost on the way; when it is silent, either may be.
func (c *court) unreached(f *finding.Finding) []*candidate {
	const id = "net.timeout"
	if f.Class == nil || !c.counts(f) || !c.onset.Known || !shows(f, id) {
		return nil
	}
	d := f.Data.(*finding.ClassHit)
	if d.Place.Host == "" || c.complainsAt(d.Place) || onlyReading(f.Lines) {
		return nil
	}
	gone, alive := c.trafficOf(d.Place)
	if gone == nil {
		return nil
	}
	title := "network path or firewall drops packets to " + d.Place.String() + ": clients wait in vain, while it runs and sees none of them"
	if !alive {
		title = "host or network path of " + d.Place.String() + " is down: clients wait in vain, and its own log falls silent"
	}
	k := c.structure(f, "net.path-blocked", d.Place, title)
	k.from, k.cap = c.firstSign(f), unreachedCap
	k.own = append(k.own, gone)
	return []*candidate{k}
}

// readingRE knows time-outs of clients that were connected and waited for an answer.
var readingRE = lazy.Compile(`(?i)\bread(?:ing)? timed? ?out|\bReadTimeout|awaiting (?:response )?headers|waiting for (?:a |the )?(?:response|answer|reply)\b|read timeout=|ESOCKETTIMEDOUT`)

// onlyReading reports whether all lines speak of connections that stood: packets then
// reach the far end, which does not answer.
func onlyReading(lines []profile.Exemplar) bool {
	for i := range lines {
		if !readingRE.MatchString(lines[i].Message) && !readingRE.MatchString(lines[i].Body) {
			return false
		}
	}
	return len(lines) > 0
}

// complainsAt reports whether runs fail at the place itself.
func (c *court) complainsAt(p finding.Place) bool {
	for s := range c.complain {
		if samePlace(c.dir.Source(s), p) {
			return true
		}
	}
	return false
}

// trafficOf finds what stopped in the logs of a place at the onset (a silence,
// or lines that no longer come), and whether the place still says anything.
func (c *court) trafficOf(p finding.Place) (gone *finding.Finding, alive bool) {
	for i := range c.fs {
		f := &c.fs[i]
		if f.Source < 0 || !samePlace(c.dir.Source(f.Source), p) {
			continue
		}
		switch f.Kind {
		case finding.KindSilence:
			if f.From <= c.onset.FirstBad+c.onset.Slack && f.To >= c.onset.At {
				gone = f
			}
		case finding.KindVanished:
			if gone == nil {
				gone = f
			}
		}
	}
	for _, i := range c.dir.SourcesOn(p) {
		last := c.view.Sources[i].Last
		alive = alive || last.HasTime && last.Time > c.onset.FirstBad+2*c.onset.Slack
	}
	return gone, alive
}

// shows reports whether the lines of a class finding show a class, alone or
// beside their own.
func shows(f *finding.Finding, id string) bool {
	return f.Class.ID == id || slices.ContainsFunc(f.Data.(*finding.ClassHit).Also, func(x *fault.Class) bool { return x.ID == id })
}

// refuses reports whether a class finding shows refused connections.
func refuses(f *finding.Finding) bool {
	return shows(f, "net.connection-refused")
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

// classTitle fills the component into a class's title.
func (c *court) classTitle(x *fault.Class, p finding.Place) string {
	name := p.String()
	if name == "" {
		name = "a component"
	}
	title := x.Title + ": " + name
	if strings.Contains(x.Title, "{component}") {
		title = strings.ReplaceAll(x.Title, "{component}", name)
	}
	return clip(plainName(x, title)+title, 200)
}

// plainName is the class's own name in words ("too many connections: "), for a
// title that does not hold them.
func plainName(x *fault.Class, title string) string {
	_, tail, _ := strings.Cut(x.ID, ".")
	low := strings.ToLower(title)
	words := strings.Split(tail, "-")
	if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(low, w) }) {
		return ""
	}
	for i, w := range words {
		if as, ok := spelling[w]; ok {
			words[i] = as
		}
	}
	return strings.Join(words, " ") + ": "
}

// spelling of words that ids hold in small letters.
var spelling = map[string]string{
	"io": "I/O", "cpu": "CPU", "oom": "OOM", "nxdomain": "NXDOMAIN", "servfail": "SERVFAIL", "fs": "file system", "dns": "DNS", "tls": "TLS", "mtu": "MTU", "arp": "ARP", "gc": "GC",
}
