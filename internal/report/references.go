package report

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/fault"
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
			b.refer(h.Class, h.For[0], seen)
		}
	}
	for i := range b.fs {
		f := &b.fs[i]
		if f.Kind == "class" && f.Class != nil && len(f.Claims) > 0 {
			b.refer(f.Class, f.Claims[0], seen)
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

func (b *builder) refer(c *fault.Class, because evidence.Claim, seen map[string]bool) {
	for _, r := range c.Refs {
		if seen[r.URL] || len(b.rep.References) == mostReferences {
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
