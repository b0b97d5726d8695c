package redact

import "strings"

// Cover is a stretch [From, To) of a text, and the pseudonym that takes its place.
type Cover struct {
	From, To int
	Name     string
}

// Covers are the stretches of the text that Mask hides, in order and without
// overlap. Each counts as a place.
func (m *Masker) Covers(text string) []Cover {
	spans := m.spans(text)
	if len(spans) == 0 {
		return nil
	}
	out := make([]Cover, len(spans))
	for i, s := range spans {
		out[i] = Cover{s.from, s.to, m.pseudonym(s.kind, text[s.from:s.to])}
	}
	return out
}

// Apply puts the pseudonyms of covers into the text that they were made for.
func Apply(text string, covers []Cover) string {
	if len(covers) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, c := range covers {
		b.WriteString(text[at:c.From])
		b.WriteString(c.Name)
		at = c.To
	}
	b.WriteString(text[at:])
	return b.String()
}

// MaskIn masks a value that was taken out of a text, by what stood before and
// behind it: a password tells itself by its name alone. What the surroundings
// hold is not masked and not counted.
func (m *Masker) MaskIn(before, value, after string) string {
	if value == "" {
		return value
	}
	text := before + value + after
	from, to := len(before), len(before)+len(value)
	var b strings.Builder
	at := from
	for _, s := range m.spans(text) {
		if s.to <= from || s.from >= to {
			continue
		}
		b.WriteString(text[at:max(at, s.from)])
		b.WriteString(m.pseudonym(s.kind, text[s.from:s.to]))
		at = min(s.to, to)
	}
	b.WriteString(text[at:to])
	return b.String()
}

// MaskPattern masks a text whose variable parts were taken out already: what holds
// nothing but holes, [from, to) each, stays.
func (m *Masker) MaskPattern(text string, holes [][]int) string {
	filled := []byte(text) // holes are no ends of a value
	for _, h := range holes {
		for i := h[0]; i < h[1]; i++ {
			if !wordByte(text, i) {
				filled[i] = '0'
			}
		}
	}
	var b strings.Builder
	at := 0
	for _, s := range m.spans(string(filled)) {
		left := false
		for i := s.from; i < s.to && !left; i++ {
			left = wordByte(text, i) && !within(i, holes)
		}
		if !left {
			continue
		}
		b.WriteString(text[at:s.from])
		b.WriteString(m.pseudonym(s.kind, text[s.from:s.to]))
		at = s.to
	}
	b.WriteString(text[at:])
	return b.String()
}

// KindOf tells as what kind a text was masked in which a pseudonym stands; "" when none does.
func KindOf(masked string) string {
	p := pseudonym.FindString(masked)
	if p == "" {
		return ""
	}
	p = p[len(Prefix):]
	return p[:strings.LastIndexByte(p, '-')]
}

// MaskAs masks all of a value as being of a kind.
func (m *Masker) MaskAs(kind, value string) string {
	if value == "" || pseudonym.MatchString(value) {
		return value
	}
	return m.pseudonym(kind, value)
}
