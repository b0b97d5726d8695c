package redact

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"inquest/internal/lazy"
)

// Options of masking.
type Options struct {
	Addresses bool   // also mask IP and MAC addresses
	Key       []byte // pseudonyms are keyed hashes, the same in every report made with the key
}

// Count is what was masked of one kind.
type Count struct {
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Class  string `json:"class"`
	Values int    `json:"values"` // different ones
	Places int    `json:"places"` // where they stood
}

// Masker puts pseudonyms in the place of secrets and personal data. The zero
// value is not usable; see New. It is not safe for concurrent use.
type Masker struct {
	o         Options
	detectors []*Detector
	names     map[string]name   // by value
	values    map[string]string // pseudonym -> value
	counts    map[string]*Count
	known     []string // values that are masked wherever they stand
	isKnown   map[string]string
	pieces    map[string]string // kind of the value that a run of letters and digits is a part of
}

// name is the pseudonym of a value.
type name struct{ kind, text string }

// Prefix begins every pseudonym.
const Prefix = "REDACTED-"

// mostKnown bounds the values that are looked for without their context.
const mostKnown = 500

// New makes a masker that has seen nothing.
func New(o Options) *Masker {
	m := &Masker{o: o, names: map[string]name{}, values: map[string]string{}, counts: map[string]*Count{}, isKnown: map[string]string{}, pieces: map[string]string{}}
	for _, d := range Detectors() {
		if d.Class != ClassAddress || o.Addresses {
			m.detectors = append(m.detectors, d)
		}
	}
	return m
}

// Learn reads a text for values that only their context gives away (a password
// behind its name), so that Mask knows them where they stand alone, and for the pieces into
// which a reader of words cuts a value.
func (m *Masker) Learn(text string) {
	for _, s := range m.spans(text) {
		v := text[s.from:s.to]
		m.learnPieces(v, s.kind)
		if !s.context || !tellsItself(v) || len(m.known) >= mostKnown || m.isKnown[v] != "" {
			continue
		}
		m.isKnown[v] = s.kind
		m.known = append(m.known, v)
	}
}

// tellsItself keeps plain words and short numbers from being masked everywhere
// only because somebody chose them as a password.
func tellsItself(v string) bool {
	var digit, letter, other bool
	for i := range len(v) {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			digit = true
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= 0x80:
			letter = true
		default:
			other = true
		}
	}
	return len(v) >= 8 && (digit && (letter || len(v) >= 9) || letter && other && strings.ContainsAny(v, " ,") || mixedCase(v) && other)
}

func mixedCase(v string) bool { return strings.ToLower(v) != v && strings.ToUpper(v) != v }

// Mask returns the text with pseudonyms for what was found in it. It is
// idempotent.
func (m *Masker) Mask(text string) string { return Apply(text, m.Covers(text)) }

// Found tells whether Mask would change the text; it counts nothing.
func (m *Masker) Found(text string) bool { return len(m.look(text)) > 0 }

// Unmask puts the values back in the place of pseudonyms that this masker gave.
func (m *Masker) Unmask(text string) string {
	if !strings.Contains(text, Prefix) {
		return text
	}
	return pseudonym.ReplaceAllStringFunc(text, func(p string) string {
		for n := len(p); n > len(Prefix); n-- { // what stood behind the value may look like a part of its pseudonym
			if v, ok := m.values[p[:n]]; ok {
				return v + p[n:]
			}
		}
		return p
	})
}

// Counts lists what was masked, by class and kind.
func (m *Masker) Counts() []Count {
	out := make([]Count, 0, len(m.counts))
	for _, c := range m.counts {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(strings.Compare(b.Class, a.Class), strings.Compare(a.Kind, b.Kind))
	})
	return out
}

var pseudonym = lazy.Compile(Prefix + `[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:\d+|k[a-z2-7]{12})`)

// pseudonym names a value, and counts the place. A value keeps the kind as which
// it was first seen.
func (m *Masker) pseudonym(kind, value string) string {
	if n, ok := m.names[value]; ok {
		m.counts[n.kind].Places++
		return n.text
	}
	if m.counts[kind] == nil {
		m.counts[kind] = m.countOf(kind)
	}
	c := m.counts[kind]
	c.Values++
	c.Places++
	p := m.newName(kind, value, c.Values)
	m.names[value], m.values[p] = name{kind, p}, value
	return p
}

func keyed(key []byte, kind, value string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(kind + "\x00" + value))
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil)))[:12]
}

func (m *Masker) countOf(kind string) *Count {
	for _, d := range m.detectors {
		if d.Kind == kind {
			return &Count{Kind: kind, Title: d.Title, Class: d.Class}
		}
	}
	return &Count{Kind: kind, Title: kind, Class: ClassSecret}
}

// spans finds what is to be masked, in order and without overlap, so that nothing is
// left to be found when it is.
func (m *Masker) spans(text string) []span {
	found := m.look(text)
	if len(found) == 0 {
		return nil
	}
	return m.settle(text, found)
}

// look reads the text once.
func (m *Masker) look(text string) []span {
	if len(text) < 4 {
		return nil
	}
	f := featuresOf(text)
	var found []span
	for i, d := range m.detectors {
		if d.wanted(&f) {
			found = d.find(found, text, i)
		}
	}
	found = m.findKnown(found, text)
	found = m.findPieces(found, text)
	if len(found) == 0 {
		return nil
	}
	for i := range found {
		found[i].reach(text)
	}
	if strings.Contains(text, Prefix) {
		found = outside(found, text)
	}
	return merge(found)
}

// reach stretches a span over the letters and digits behind it when a digit follows: behind
// the number of a pseudonym it would be read as a part of it.
func (s *span) reach(text string) {
	if s.to < len(text) && text[s.to] >= '0' && text[s.to] <= '9' {
		for wordByte(text, s.to) {
			s.to++
		}
	}
}

func (m *Masker) findKnown(found []span, text string) []span {
	for _, v := range m.known {
		for at := 0; ; {
			i := strings.Index(text[at:], v)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(v)
			if !wordByte(text, from-1) && !wordByte(text, to) {
				found = append(found, span{from: from, to: to, kind: m.isKnown[v], rank: len(m.detectors)})
			}
			at = to
		}
	}
	return found
}

func wordByte(s string, i int) bool {
	return i >= 0 && i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z')
}

// outside drops spans in which nothing is left but pseudonyms, and those that only the
// kind in a pseudonym ("REDACTED-client-secret-1: 0") gives a name.
func outside(found []span, text string) []span {
	masked := pseudonym.FindAllStringIndex(text, -1)
	return slices.DeleteFunc(found, func(s span) bool {
		if s.context && namedBy(text, s.from, masked) {
			return true
		}
		left := false
		for i := s.from; i < s.to && !left; i++ {
			left = wordByte(text, i) && !within(i, masked)
		}
		return !left
	})
}

// namedBy tells whether what stands in front of a value is a pseudonym.
func namedBy(text string, from int, masked [][]int) bool {
	name := strings.TrimRight(text[:from], " \t\"'\\=:>]")
	for _, r := range masked {
		if r[1] == len(name) {
			return true
		}
	}
	return false
}

func within(i int, ranges [][]int) bool {
	for _, r := range ranges {
		if i >= r[0] && i < r[1] {
			return true
		}
	}
	return false
}

// merge joins overlapping spans: all of their bytes are masked, under the name
// of the most telling kind.
func merge(found []span) []span {
	if len(found) == 0 {
		return nil
	}
	slices.SortFunc(found, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.rank, b.rank), cmp.Compare(b.to, a.to))
	})
	out := found[:1]
	for _, s := range found[1:] {
		last := &out[len(out)-1]
		if s.from >= last.to {
			out = append(out, s)
			continue
		}
		if s.rank < last.rank {
			last.kind, last.rank, last.context = s.kind, s.rank, s.context
		}
		last.to = max(last.to, s.to)
	}
	return out
}
