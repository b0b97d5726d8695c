package audit

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"inquest/internal/document"
	"inquest/internal/evidence"
	"inquest/internal/lazy"
	"inquest/internal/render"
	"inquest/internal/report"
)

// ledger holds what Inquest itself says of the same logs, sentence by sentence,
// so that sentences made from the same forms can be held against it value by
// value.
type ledger struct {
	exact map[string]said
	forms map[string][]said // by the sentence with its values masked
	code  map[string]bool   // lines of its blocks of code, trimmed
}

// said is a sentence of the fresh report.
type said struct {
	text    string
	section string
	values  []string
	refs    []evidence.Ref
	total   int64
}

var (
	cited  = lazy.Compile(`\s*\[(c?\d+)\]`)
	blanks = lazy.Compile(`\s+`)
	value  = lazy.Compile("\x00[^\x01]*\x01|" +
		`\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)?)?|\d\d:\d\d:\d\d(?:\.\d+)?|` +
		`(?:\d[\d,]*(?:\.\d+)? (?:d|h|m|s|ms|µs|ns)\b ?)+|\d[\d,]*(?:\.\d+)?`)
)

func newLedger(r *report.Report, f document.Format) (*ledger, error) {
	l := &ledger{exact: map[string]said{}, forms: map[string][]said{}, code: map[string]bool{}}
	if r == nil {
		return l, nil
	}
	for _, id := range r.Claims.IDs() {
		l.claim(r.Claims.Claim(id))
	}
	media := []string{"md"}
	if m := mediumOf[f]; m != "" {
		media = append(media, m)
	}
	for _, m := range media {
		if err := l.medium(r, m); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// mediumOf is the renderer that writes reports in a format besides Markdown.
var mediumOf = map[document.Format]string{document.HTML: "html", document.PDF: "pdf", document.Plain: "text"}

// medium adds the fresh report as one renderer writes it.
func (l *ledger) medium(r *report.Report, name string) error {
	w, err := render.ByName(name)
	if err != nil {
		return nil // this build does not write that medium
	}
	var b bytes.Buffer
	if err := w.Render(&b, r, render.Options{}); err != nil {
		return err
	}
	d, err := document.Read("report."+name, b.Bytes(), document.Limits{})
	if err != nil {
		return err
	}
	for i := range d.Blocks {
		for k := range d.Blocks[i].Lines {
			l.code[strings.TrimSpace(d.Blocks[i].Lines[k].S)] = true
		}
	}
	for _, p := range pieces(d) {
		s := said{section: p.section}
		for _, m := range cited.FindAllStringSubmatch(p.text.S, -1) {
			c := r.Claims.Claim(report.ID(m[1]))
			if !c.IsZero() {
				s.refs = append(s.refs, c.Refs()...)
				s.total += c.Total()
			}
		}
		l.add(p.text, s)
	}
	return nil
}

// claim adds a claim's sentence.
func (l *ledger) claim(c evidence.Claim) {
	var t document.Text
	for _, s := range c.Segments() {
		from := len(t.S)
		if s.Quoted {
			t.S += s.Quote.Open(func(s string) string { return s })
			t.Marks = append(t.Marks, document.Mark{Kind: document.CodeSpan, From: from, To: len(t.S)})
		} else {
			t.S += s.Text
		}
	}
	for _, r := range sentences(&t) {
		l.add(t.Sub(r[0], r[1]), said{refs: c.Refs(), total: c.Total()})
	}
}

func (l *ledger) add(t document.Text, s said) {
	key, form, values := formOf(&t)
	if !strings.ContainsFunc(key, unicode.IsLetter) && len(values) < 3 {
		return
	}
	s.text, s.values = key, values
	if old, ok := l.exact[key]; !ok || len(old.refs) < len(s.refs) {
		l.exact[key] = s
	}
	l.forms[form] = append(l.forms[form], s)
}

// formOf gives a sentence in one spelling, the sentence with its values masked,
// and the values.
func formOf(t *document.Text) (key, form string, values []string) {
	var b strings.Builder
	at := 0
	for _, m := range t.Marks {
		if m.Kind == document.CodeSpan && m.From >= at {
			b.WriteString(t.S[at:m.From])
			b.WriteString("\x00" + t.S[m.From:m.To] + "\x01")
			at = m.To
		}
	}
	b.WriteString(t.S[at:])
	s := cited.ReplaceAllString(b.String(), "")
	s = strings.TrimSpace(blanks.ReplaceAllString(s, " "))
	form = value.ReplaceAllStringFunc(s, func(v string) string {
		values = append(values, strings.TrimSpace(strings.Trim(v, "\x00\x01")))
		return "#"
	})
	key = strings.NewReplacer("\x00", "", "\x01", "").Replace(s)
	return key, form, values
}

// ledger holds a sentence against what Inquest says. true when it was settled.
func (a *auditor) ledger(p *piece) bool {
	key, form, values := formOf(&p.text)
	if s, ok := a.l.exact[key]; ok {
		a.say(KindClaim, Proven, p, 0, len(p.text.S), "Inquest says the same of these logs", "", cite(s))
		return true
	}
	same := a.l.forms[form]
	if len(same) == 0 || len(values) == 0 || len(content(form)) < 3 && p.row == nil || p.row != nil && len(values) < 2 {
		return false
	}
	best, distance := said{}, len(values)+1
	for _, s := range same {
		n := differing(s.values, values)
		if s.section != "" && s.section != p.section {
			n++
		}
		if n < distance {
			best, distance = s, n
		}
	}
	n := differing(best.values, values)
	if n == 0 || n*2 > len(values) && n > 1 {
		return false
	}
	var right []string
	for i, v := range values {
		if v != best.values[i] {
			right = append(right, v+" → "+best.values[i])
		}
	}
	a.say(KindClaim, Refuted, p, 0, len(p.text.S), "these logs give: "+best.text, strings.Join(right, "; "), cite(best))
	return true
}

func differing(a, b []string) int {
	if len(a) != len(b) {
		return max(len(a), len(b))
	}
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// cite gives the references of a sentence of the fresh report.
func cite(s said) support {
	refs := slices.Clone(s.refs)
	slices.SortFunc(refs, evidence.CompareRefs)
	refs = slices.Compact(refs)
	out := support{total: max(int(s.total), len(refs))}
	for _, r := range refs[:min(len(refs), maxRefs)] {
		out.refs = append(out.refs, Ref{Ref: r})
	}
	return out
}
