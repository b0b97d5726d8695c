package fault

import (
	"fmt"
	"strings"
)

// readSamples reads the page's fences. One line is one sample; it may begin
// with a directive that gives what a bare message lacks:
//
//	@{level=error service=sshd status=502 body="Caused by: ..."} the message
//
// Keys other than level, service, logger, host and body are fields.
func readSamples(p *page) ([]Sample, Problems) {
	var out []Sample
	var ps Problems
	for _, f := range p.fences {
		match, known := map[string]bool{"log match": true, "log no-match": false}[f.info]
		if !known {
			ps = append(ps, Problem{p.file, f.line, fmt.Sprintf("fence %q is not a sample", f.info), `open it with "log match" or "log no-match"`})
			continue
		}
		for _, t := range f.text {
			if strings.TrimSpace(t.text) == "" {
				continue
			}
			line, err := readSampleLine(t.text)
			if err != nil {
				ps = append(ps, Problem{p.file, t.n, err.Error(), `write @{level=error key="a value"} and then the message`})
				continue
			}
			out = append(out, Sample{Line: line, Match: match, At: t.n})
		}
	}
	return out, ps
}

// readSampleLine reads a sample: an optional directive, then the message.
func readSampleLine(text string) (Line, error) {
	if !strings.HasPrefix(text, "@{") {
		return Line{Message: text}, nil
	}
	l := Line{}
	rest := text[2:]
	for {
		rest = strings.TrimLeft(rest, " ")
		if strings.HasPrefix(rest, "}") {
			l.Message = strings.TrimPrefix(rest[1:], " ")
			return l, nil
		}
		key, value, tail, ok := cutPair(rest)
		if !ok {
			return l, fmt.Errorf("directive is not key=value pairs up to a closing brace: %q", text)
		}
		l.set(key, value)
		rest = tail
	}
}

// cutPair takes key=value or key="value" off the front of s.
func cutPair(s string) (key, value, rest string, ok bool) {
	key, rest, ok = strings.Cut(s, "=")
	if !ok || key == "" || strings.ContainsAny(key, " }\"") {
		return "", "", "", false
	}
	if strings.HasPrefix(rest, `"`) {
		value, rest, ok = strings.Cut(rest[1:], `"`)
		return key, value, rest, ok
	}
	end := strings.IndexAny(rest, " }")
	if end < 0 {
		return "", "", "", false
	}
	return key, rest[:end], rest[end:], true
}

func (l *Line) set(key, value string) {
	switch key {
	case "level":
		l.Level = value
	case "service":
		l.Service = value
	case "logger":
		l.Logger = value
	case "host":
		l.Host = value
	case "body":
		l.Body = value
	default:
		if l.Fields == nil {
			l.Fields = map[string]string{}
		}
		l.Fields[key] = value
	}
}
