package redact

import (
	"slices"
	"strconv"
)

// mostRounds bounds how often a text is read again with its pseudonyms in place.
const mostRounds = 8

// settle reads the text as it will be with its pseudonyms in place, and covers what is
// found there too: what stood between two tokens that had grown together may be a secret
// by the name in front of it, once the tokens are gone. So masking what was masked
// changes nothing.
func (m *Masker) settle(text string, spans []span) []span {
	for range mostRounds {
		masked, covers := m.preview(text, spans)
		more := m.look(masked)
		if len(more) == 0 {
			return spans
		}
		before := slices.Clone(spans)
		for _, s := range more {
			s.from, s.to = origin(covers, s.from, false), origin(covers, s.to, true)
			spans = append(spans, s)
		}
		if spans = merge(spans); slices.Equal(spans, before) {
			return spans
		}
	}
	all := spans[0] // nothing in between is worth the doubt
	all.to = spans[len(spans)-1].to
	return []span{all}
}

// placed is a span and where its pseudonym stands in the masked text.
type placed struct {
	span
	at, end int
}

// preview masks the text without counting anything.
func (m *Masker) preview(text string, spans []span) (string, []placed) {
	names, fresh := map[string]string{}, map[string]int{}
	var out []byte
	covers := make([]placed, len(spans))
	at := 0
	for i, s := range spans {
		out = append(out, text[at:s.from]...)
		covers[i] = placed{span: s, at: len(out)}
		out = append(out, m.nextName(s.kind, text[s.from:s.to], names, fresh)...)
		covers[i].end = len(out)
		at = s.to
	}
	return string(append(out, text[at:]...)), covers
}

// nextName is the name that pseudonym would give; names and fresh hold those of this text.
func (m *Masker) nextName(kind, value string, names map[string]string, fresh map[string]int) string {
	if n, ok := m.names[value]; ok {
		return n.text
	}
	if n, ok := names[value]; ok {
		return n
	}
	fresh[kind]++
	n := fresh[kind]
	if c := m.counts[kind]; c != nil {
		n += c.Values
	}
	names[value] = m.newName(kind, value, n)
	return names[value]
}

// newName makes the pseudonym of the n-th value of a kind.
func (m *Masker) newName(kind, value string, n int) string {
	if len(m.o.Key) > 0 {
		return Prefix + kind + "-k" + keyed(m.o.Key, kind, value)
	}
	return Prefix + kind + "-" + strconv.Itoa(n)
}

// origin is the place in the text of a place in the masked text. One within a pseudonym
// is the value's begin, or its end.
func origin(covers []placed, at int, end bool) int {
	shift := 0
	for _, c := range covers {
		switch {
		case at <= c.at:
			return at + shift
		case at < c.end && end:
			return c.to
		case at < c.end:
			return c.from
		}
		shift += c.to - c.from - (c.end - c.at)
	}
	return at + shift
}
