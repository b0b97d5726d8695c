package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing/fstest"
	"time"
)

// Draft writes a format for the lines of a sample: patterns from the heads of its
// lines, samples with the records that they give, and negative samples. The text
// is the YAML of a format that Load accepts on top of c.
func (c *Formats) Draft(name string, text []byte) ([]byte, error) {
	lines := heads(sampleLines(text))
	if len(lines) == 0 {
		return nil, errors.New("the sample has no line that could begin a record")
	}
	for slices.ContainsFunc(c.list, func(f *Format) bool { return f.Name == name }) {
		name += "-own"
	}
	file := &formatFile{Name: name, Description: "Lines of " + name + ".", Rank: draftRank}
	switch {
	case file.draftKeyed("json", commonKeys(lines), lines), file.draftKeyed("logfmt", commonPairs(lines), lines):
	default:
		if blocks := file.draftBlocks(lines); blocks != nil {
			lines = blocks
			break
		}
		file.Patterns = draftPatterns(lines)
	}
	if file.Kind == "" && len(file.Patterns) == 0 {
		return nil, errors.New("no line has a stamp or a level at its head that a pattern could begin with")
	}
	c.drop(file, lines)
	if len(file.Samples) == 0 {
		return nil, errors.New("no pattern for these lines could be proven; write the file by hand, see docs/formats.md")
	}
	out := file.yaml()
	if _, err := Load(fstest.MapFS{name + ".yaml": {Data: out}}, ".", c); err != nil {
		return nil, err
	}
	return out, nil
}

const (
	draftRank    = 100 // above all embedded formats, so that it owns its lines
	draftMost    = 6
	draftSamples = 2 // of each pattern
)

// heads are the lines that look like the beginning of a record.
func heads(lines [][]byte) [][]byte {
	var out [][]byte
	for _, line := range lines {
		if !looksContinued(line) {
			out = append(out, line)
		}
	}
	return out
}

// draftPatterns writes a pattern for each kind of head and keeps those that many
// lines have, the most frequent first.
func draftPatterns(lines [][]byte) []string {
	if p := columnPattern(lines); p != "" {
		return []string{p}
	}
	counts := make(map[string]int)
	for _, line := range lines {
		if p := sketch(line); p != "" {
			counts[p]++
		}
	}
	order := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	var out []string
	for _, p := range order {
		if len(out) < draftMost && counts[p]*50 >= len(lines) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return len(b) - len(a) }) // the narrower first
	return out
}

// isLetterLevel reports whether a word is a capital letter that stands for a level.
func isLetterLevel(word []byte) bool {
	return len(word) == 1 && bytes.IndexByte([]byte("TDIWEFC"), word[0]) >= 0
}

// isTimed reports whether a text begins with a stamp or a time of day.
func isTimed(text []byte) bool {
	var t stamp
	return len(text) > 0 && (parseStamp(text, &t) > 0 || clockStamp(text, &t) > 0 && t.valid())
}

// sketcher writes the pattern of one line.
type sketcher struct {
	line  []byte
	out   strings.Builder
	n     int // parts named so far
	timed bool
	level bool
	used  map[string]bool
}

// sketch is the pattern of a line's head, "" when it has neither time nor level.
func sketch(line []byte) string {
	s := sketcher{line: line, used: make(map[string]bool)}
	i := 0
	for k := 0; k < 12 && i < len(line); k++ {
		j := s.part(i)
		if j <= i {
			break
		}
		i = j
	}
	if !s.timed && !s.level {
		return ""
	}
	if i < len(line) {
		s.out.WriteString("{message}")
	}
	return s.out.String()
}

// part writes the next part of the head at i and returns the place behind it, i
// when the message begins there.
func (s *sketcher) part(i int) int {
	switch c := s.line[i]; {
	case isBlank(c):
		s.out.WriteByte(' ')
		return blanks(s.line, i)
	case c == '[' || c == '(' || c == '<':
		return s.closed(i, map[byte]byte{'[': ']', '(': ')', '<': '>'}[c])
	}
	if j := s.stamp(i); j > i {
		return j
	}
	j := i
	for j < len(s.line) && (isName(s.line[j]) || s.line[j] == '$' || s.line[j] == '/') {
		j++
	}
	word := s.line[i:j]
	switch {
	case j == i:
		return s.mark(i)
	case !s.level && s.isLevel(word, j):
		s.level = true
		s.out.WriteString("{level}")
		return j
	case digits(word) == len(word) && s.timed:
		s.name("number", "int")
		return j
	case !s.timed && !s.level && isLetterLevel(word) && isTimed(trimBlanks(s.line[j:])):
		s.level = true
		s.out.WriteString("{level:mark}")
		return j
	case !s.timed && !s.level:
		if bytes.IndexByte(s.line, ' ') < 0 {
			return i
		}
		s.name("word", "")
		return wordEnd(s.line, i)
	}
	return s.origin(i, j, word)
}

// origin writes program[7]: and a.dotted.Class followed by a mark.
func (s *sketcher) origin(i, j int, word []byte) int {
	rest := s.line[j:]
	if len(rest) > 1 && rest[0] == '[' && !s.used["service"] {
		if n := digits(rest[1:]); n > 0 && n+2 <= len(rest) && rest[n+1] == ']' {
			s.used["service"] = true
			s.out.WriteString("{service:name}[{pid}]")
			return j + n + 2
		}
	}
	marked := len(rest) > 0 && (rest[0] == ':' || bytes.HasPrefix(rest, []byte(" - ")) || bytes.HasPrefix(rest, []byte(" : ")))
	if marked && !s.used["logger"] && isLetter(word[0]) && j-i <= 80 {
		s.used["logger"] = true
		s.out.WriteString("{logger}")
		return j
	}
	return i
}

// mark writes punctuation that stands between parts.
func (s *sketcher) mark(i int) int {
	switch c := s.line[i]; c {
	case '{', '}', '@', '!', '~':
		if !s.timed || c == '}' {
			if c == '{' {
				s.out.WriteByte('\\')
			}
			s.out.WriteByte(c)
			return i + 1
		}
	case '#', '*':
		s.out.WriteByte(c)
		return i + 1
	case ':', '|', ',', ';', '-', '=', '>':
		if (s.timed || s.level) && (c != '-' || i+1 < len(s.line) && isBlank(s.line[i+1]) || i > 0 && isBlank(s.line[i-1])) {
			s.out.WriteByte(c)
			return i + 1
		}
	}
	return i
}

// stamp writes a time.
func (s *sketcher) stamp(i int) int {
	if s.timed {
		return i
	}
	var t stamp
	if n := parseStamp(s.line[i:], &t); n > 0 {
		s.timed = true
		s.out.WriteString("{time}")
		return i + n
	}
	if n := parseEpoch(s.line[i:], &t); n > 0 {
		s.timed = true
		s.out.WriteString("{time:epoch}")
		return i + n
	}
	if n := clockStamp(s.line[i:], &t); n > 0 && t.valid() {
		s.timed = true
		s.out.WriteString("{clock:clock}")
		return i + n
	}
	return i
}

func (s *sketcher) isLevel(word []byte, end int) bool {
	if len(word) < 3 {
		return false
	}
	_, ok := wordLevel(word)
	return ok && (upper(word) || end < len(s.line) && !isLetter(s.line[end]))
}

// closed writes what stands between two marks.
func (s *sketcher) closed(i int, end byte) int {
	k := bytes.IndexByte(s.line[i:], end)
	if k < 2 || k > 100 {
		return i
	}
	inside := s.line[i+1 : i+k]
	s.out.WriteByte(s.line[i])
	word := bytes.TrimRight(inside, " ")
	var t stamp
	switch _, level := wordLevel(word); {
	case !s.timed && parseStamp(inside, &t) == len(inside):
		s.timed = true
		s.out.WriteString("{time}")
	case !s.timed && clockStamp(inside, &t) == len(inside) && t.valid():
		s.timed = true
		s.out.WriteString("{clock:clock}")
	case !s.timed && parseEpoch(inside, &t) == len(inside):
		s.timed = true
		s.out.WriteString("{time:epoch}")
	case !s.level && isLetterLevel(word):
		s.level = true
		s.out.WriteString("{level:mark}")
	case !s.level && level:
		s.level = true
		s.out.WriteString("{level}")
		if len(word) < len(inside) {
			s.out.WriteString("{~}")
		}
	case digits(inside) == len(inside) && !s.used["pid"]:
		s.used["pid"] = true
		s.out.WriteString("{pid}")
	case !s.used["thread"]:
		s.used["thread"] = true
		s.out.WriteString("{thread:text}")
	default:
		s.name("part", "text")
	}
	s.out.WriteByte(end)
	return i + k + 1
}

// name writes a part that becomes a field.
func (s *sketcher) name(name, kind string) {
	if s.n++; s.n > 1 {
		name = fmt.Sprintf("%s%d", name, s.n)
	}
	if kind != "" {
		kind = ":" + kind
	}
	fmt.Fprintf(&s.out, "{%s%s}", name, kind)
}

// drop takes the samples for the file's patterns and drops the patterns that no
// sample proves.
func (c *Formats) drop(file *formatFile, lines [][]byte) {
	patterns := file.Patterns
	if file.Kind != "" {
		patterns = []string{""}
	}
	var kept []string
	for _, p := range patterns {
		one := *file
		one.Samples, one.Negative = nil, nil
		if p != "" {
			one.Patterns = append(slices.Clone(kept), p)
		}
		f, err := one.compile()
		if err != nil {
			continue
		}
		samples := c.proofs(f, lines, file.Samples)
		if len(samples) == 0 {
			continue
		}
		if p != "" {
			kept = append(kept, p)
		}
		file.Samples = append(file.Samples, samples...)
		if file.Negative == nil {
			file.Negative = negatives(f, samples)
		}
	}
	file.Patterns = kept
}

// proofs are a few of the lines that give one record of the format, with it.
func (c *Formats) proofs(f *Format, lines [][]byte, have []sample) []sample {
	var out []sample
	for _, line := range lines {
		text := strings.ToValidUTF8(string(line), "?")
		if len(out) == draftSamples {
			break
		}
		if slices.ContainsFunc(append(slices.Clone(have), out...), func(s sample) bool { return s.Text == text }) {
			continue
		}
		if s, ok := c.proof(f, text); ok && (len(have) == 0 || !f.knownBefore(text)) {
			out = append(out, s)
		}
	}
	return out
}

// knownBefore reports whether a pattern before the last one knows the line.
func (f *Format) knownBefore(text string) bool {
	var m matcher
	for _, p := range f.patterns[:max(0, len(f.patterns)-1)] {
		m.forget()
		m.levels = f.levels
		if m.run(p, []byte(text)) {
			return true
		}
	}
	return false
}

// proof is the sample that a line makes.
func (c *Formats) proof(f *Format, text string) (sample, bool) {
	l := &Layout{formats: []*Format{f}}
	l.prepare(c, []byte(text))
	s, n := sample{Text: text}, 0
	new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(text)}, func(r *Record) {
		if n++; n > 1 || r.Format != f.Name {
			n = 2
			return
		}
		if r.HasTime {
			s.Time = time.Unix(0, r.Time).UTC().Format(time.RFC3339Nano)
		}
		s.Level, s.Host, s.Service, s.Logger = r.Level.String(), string(r.Host), string(r.Service), string(r.Logger)
		s.Thread, s.PID, s.Message = string(r.Thread), string(r.PID), string(r.Message)
	})
	return s, n == 1
}

// negatives are lines that look alike and are none of the format: the message of
// a sample alone, and a plain sentence where that is not one.
func negatives(f *Format, samples []sample) []string {
	var m matcher
	for _, text := range []string{samples[0].Message, "this line is not one of " + f.Name, "{}"} {
		if text == "" {
			continue
		}
		if m.forget(); f.match(&m, []byte(text)) == fitsNot {
			return []string{text}
		}
	}
	return nil
}

// yaml writes the file.
func (file *formatFile) yaml() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "name: %s\ndescription: %s\n", file.Name, quoteYAML(file.Description))
	if file.Kind != "" {
		fmt.Fprintf(&b, "kind: %s\n", file.Kind)
	}
	if len(file.Keys) > 0 {
		b.WriteString("keys:\n")
	}
	for _, key := range slices.Sorted(maps.Keys(file.Keys)) {
		fmt.Fprintf(&b, "  %s: %s\n", quoteYAML(key), file.Keys[key])
	}
	fmt.Fprintf(&b, "rank: %d\n", file.Rank)
	if file.Pairs {
		b.WriteString("block: true\npairs: true\n")
	}
	for _, list := range []struct {
		name  string
		texts []string
	}{{"require", file.Require}, {"patterns", file.Patterns}} {
		if len(list.texts) > 0 {
			fmt.Fprintf(&b, "%s:\n", list.name)
		}
		for _, text := range list.texts {
			fmt.Fprintf(&b, "  - %s\n", quoteYAML(text))
		}
	}
	b.WriteString("samples:\n")
	for i := range file.Samples {
		s := &file.Samples[i]
		fmt.Fprintf(&b, "  - text: %s\n", quoteYAML(s.Text))
		for _, part := range [...][2]string{{"time", s.Time}, {"level", s.Level}, {"host", s.Host}, {"service", s.Service}, {"logger", s.Logger},
			{"thread", s.Thread}, {"pid", s.PID}, {"message", s.Message}} {
			if part[1] != "" {
				fmt.Fprintf(&b, "    %s: %s\n", part[0], quoteYAML(part[1]))
			}
		}
	}
	b.WriteString("negative:\n")
	for _, text := range file.Negative {
		fmt.Fprintf(&b, "  - %s\n", quoteYAML(text))
	}
	return b.Bytes()
}

// quoteYAML writes a text as a double-quoted scalar, which YAML reads as JSON.
func quoteYAML(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
