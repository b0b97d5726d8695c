package audit

import (
	"strings"

	"inquest/internal/document"
)

// Excerpt is a run of log lines that a report quotes.
type Excerpt struct {
	Name string // a file name made from the heading that it stands under
	Text string // whole lines
}

// Excerpts lists the log lines that a report quotes, block by block, so that a
// report can be held against itself where the logs are not at hand.
func Excerpts(d *document.Doc) []Excerpt {
	var out []Excerpt
	for i := range d.Blocks {
		b := &d.Blocks[i]
		var lines []string
		for k := range b.Lines {
			if s := bareLine(b.Lines[k].S); logLike(s) {
				lines = append(lines, s)
			}
		}
		if len(lines) == 0 || len(out) >= 1000 {
			continue
		}
		name := "excerpt-" + itoa(len(out)+1)
		if n := len(b.Heading); n > 0 {
			if s := slug(d.Blocks[b.Heading[n-1]].Text.S); s != "" {
				name += "-" + s
			}
		}
		out = append(out, Excerpt{Name: name + ".log", Text: strings.Join(lines, "\n") + "\n"})
	}
	return out
}

// bareLine is a quoted line without the bullet or the number in front of it.
func bareLine(s string) string {
	s = strings.TrimSpace(s)
	if logLike(s) && !bullet.MatchString(s) {
		return s
	}
	if m := bullet.FindString(s); m != "" && logLike(s[len(m):]) {
		return s[len(m):]
	}
	if m := numbered.FindString(s); m != "" && logLike(s[len(m):]) {
		return strings.TrimSpace(s[len(m):])
	}
	return s
}

func slug(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
