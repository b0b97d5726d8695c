package cause

import (
	"strings"

	"inquest/internal/finding"
	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// A process that logs through a library announces its end under the library's
// name. Others name it: those that lose it, and its successor when it starts.

// Patterns of lines that name a process.
var (
	lostRE    = lazy.Compile(`(?i)\b(?:lost|losing|no) (?:connection|contact|connectivity|communication) (?:to|with) (?:the )?(?P<name>[a-z][\w.-]*\w)`)
	downRE    = lazy.Compile(`(?i)\b(?:service|process|agent|daemon|component|broker|cluster) (?P<name>[a-z]\w*(?:-\w+)+) (?:is|was|seems|appears) (?:to be )?(?:down|dead|gone|unreachable|unavailable|not (?:responding|running|alive))\b`)
	beginsRE  = lazy.Compile(`(?i)^starting (?P<name>[a-z][\w.-]*\w) (?:node|service|daemon|server|process|agent|worker)\b`)
	begunRE   = lazy.Compile(`(?i)^(?P<name>[a-z][\w.-]*\w) (?:node |service |daemon |server |process |agent |worker )?(?:started|starting|is starting)\b`)
	nobody    = map[string]bool{"the": true, "server": true, "service": true, "database": true, "broker": true, "host": true, "peer": true, "client": true, "node": true, "application": true, "process": true, "worker": true, "agent": true, "daemon": true, "successfully": true, "it": true, "a": true, "an": true, "all": true, "new": true, "up": true, "not": true, "has": true, "remote": true}
	nameAfter = int64(600e9) // a process that stopped is missed, or back, within ten minutes
)

type exemplar = profile.Exemplar

// nameStops gives candidates that are known only by a library's logger the name
// that other lines give them.
func (c *court) nameStops(ks []*candidate) {
	for _, k := range ks {
		if !c.announcesStop(k) || !c.knownByLoggerOnly(k) {
			continue
		}
		if name, line := c.nameOf(k); name != "" && (c.speaksForNone(k) || strings.Contains(name, k.place.Service)) {
			k.place, k.named = finding.Place{Service: name, Host: k.place.Host}, line
			k.title = c.classTitle(k.class, k.place)
		}
	}
}

// knownByLoggerOnly reports whether all that names the place of a candidate is
// the logger of its lines, in a file that speaks for no single service; or that
// its lines come from a library in a file of several processes.
func (c *court) knownByLoggerOnly(k *candidate) bool {
	d, ok := k.own[0].Data.(*finding.ClassHit)
	if !ok || d.Named || k.place.Addr != "" || k.place.Part != "" || k.place.Service == "" {
		return false
	}
	for _, e := range k.own[0].Lines {
		own := strings.HasPrefix(e.Logger, k.place.Service)
		if e.Service != "" || e.Logger == "" || own != (c.dir.Source(e.Source).Service == "") {
			return false
		}
	}
	return true
}

// speaksForNone reports whether the file of a candidate speaks for no single
// service; where it does, only a part of that service can be meant.
func (c *court) speaksForNone(k *candidate) bool {
	return c.dir.Source(k.own[0].Lines[0].Source).Service == ""
}

// nameOf is the one name that lines after a stop give to what stopped: those
// who miss it first, then its successor. Two names are none.
func (c *court) nameOf(k *candidate) (string, *exemplar) {
	for _, re := range []*lazy.Regexp{lostRE, downRE} {
		name, line := c.onlyName(k, func(e *exemplar) string {
			if e.Level < record.LevelWarn && e.Level != record.LevelNone {
				return ""
			}
			return matched(e.Message, re)
		})
		if name != "" || line != nil {
			return name, line
		}
	}
	return c.onlyName(k, func(e *exemplar) string {
		name := matched(e.Message, beginsRE, begunRE)
		if top, _, ok := strings.Cut(e.Logger, "."); name != "" && ok && !strings.Contains(name, top) {
			name = top + " " + name // a logger "acme.service" that says "Starting ledger node"
		}
		return name
	})
}

// onlyName is the name that all lines near after a stop agree on; a line and no
// name when they do not.
func (c *court) onlyName(k *candidate, read func(*exemplar) string) (name string, line *exemplar) {
	for i := range c.view.Templates {
		for j := range c.view.Templates[i].Rows {
			r := &c.view.Templates[i].Rows[j]
			for _, list := range [][]exemplar{r.Early, r.Sample, r.Late} {
				for n := range list {
					e := &list[n]
					if !e.HasTime || e.Time < k.from || e.Time > k.from+nameAfter {
						continue
					}
					switch got := read(e); {
					case got == "" || got == name:
					case name == "" && line == nil:
						name, line = got, e
					default:
						name = ""
						return name, line
					}
				}
			}
		}
	}
	return name, line
}

// matched is the first name that a pattern finds in a text.
func matched(text string, patterns ...*lazy.Regexp) string {
	for _, re := range patterns {
		if m := re.FindStringSubmatch(text); m != nil {
			if name := m[re.SubexpIndex("name")]; !nobody[strings.ToLower(name)] {
				return name
			}
		}
	}
	return ""
}
