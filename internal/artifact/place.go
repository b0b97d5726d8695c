package artifact

import (
	"net"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/report"
)

// place is a class at a component: what an alert on metrics is filled with.
type place struct {
	fault, title string
	host, port   string // empty when the report names none
	supported    bool
}

func placeOf(h *report.Hypothesis) place {
	p := place{fault: h.Fault, title: oneLine(h.Title.Open(asIs, nil)), supported: h.Outcome == "supported"}
	for _, w := range strings.FieldsFunc(h.Component.Open(asIs), func(r rune) bool { return r == ' ' || r == '@' }) {
		host, port, err := net.SplitHostPort(w)
		if err != nil || !hostName.MatchString(host) {
			continue
		}
		if _, err := strconv.ParseUint(port, 10, 16); err == nil {
			p.host, p.port = host, port
			break
		}
	}
	if host := h.Host.Open(asIs); p.host == "" && hostName.MatchString(host) {
		p.host = host
	}
	return p
}

// hostName is what may stand in an expression without quoting.
var hostName = lazy.Compile(`^[A-Za-z0-9][A-Za-z0-9.-]{0,253}$`)

func fits(patterns []string, class string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		ok, err := path.Match(p, class)
		return err == nil && ok
	})
}

// fill puts host and port into an expression; ok is false when it needs one that
// is not known. In PromQL's regular expressions dots of a host are literal.
func (p place) fill(text string, inRegexp bool) (string, bool) {
	host := p.host
	if inRegexp {
		host = strings.ReplaceAll(regexp.QuoteMeta(host), `\`, `\\`)
	}
	if strings.Contains(text, "{host}") && p.host == "" || strings.Contains(text, "{port}") && p.port == "" {
		return "", false
	}
	return strings.NewReplacer("{host}", host, "{port}", p.port).Replace(text), true
}
