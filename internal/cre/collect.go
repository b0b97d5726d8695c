package cre

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"inquest/internal/evidence"
	"inquest/internal/record"
	"inquest/internal/source"
)

// maxHits is how many lines of one condition are kept in a source; the first ones.
const maxHits = 1 << 12

// maxMatched is how much of a line is read.
const maxMatched = 32 << 10

// maxText is how much of a line is kept.
const maxText = 1 << 10

// Collector reads one source from its beginning to its end and notes which lines
// hold which condition.
type Collector struct {
	source int
	file   string
	rules  []*Rule
	parser record.Parser
	chunk  *source.Chunk
	skip   []place   // what the lines of the record at hand hold by themselves
	hits   [][][]hit // by rule, by condition; those that negate come last
}

// hit is a line that holds a condition.
type hit struct {
	time  int64
	timed bool
	line  int64
	ref   evidence.Ref
	text  string
}

// NewCollector makes the collector of one source; file is its name as references
// give it.
func NewCollector(src int, file string, rules []*Rule) *Collector {
	c := &Collector{source: src, file: file, rules: rules, hits: make([][][]hit, len(rules))}
	for i, r := range rules {
		c.hits[i] = make([][]hit, len(r.terms)+len(r.negate))
	}
	return c
}

// Add reads the next chunk of the source. Its memory may be used again afterwards.
func (c *Collector) Add(l *record.Layout, chunk source.Chunk) {
	c.chunk = &chunk
	rc := record.Chunk{Offset: chunk.Offset, Line: chunk.Line, Data: chunk.Data, Open: chunk.Open, Continued: chunk.Continued}
	for _, cut := range chunk.Cut {
		rc.Cuts = append(rc.Cuts, record.Cut{At: cut.At, Dropped: cut.Dropped})
	}
	c.parser.Parse(l, rc, c.record)
	c.chunk = nil
}

// record reads the first line of a record, each line that continues it, and the
// record as one line: conditions may reach over the lines of a trace.
func (c *Collector) record(r *record.Record) {
	found := c.line(r, r.Raw, r.Raw, r.Offset, r.Line)
	if r.Lines < 2 || len(c.chunk.Cut) > 0 {
		return // of cut lines the places of those behind are not known
	}
	at := int(r.Offset-c.chunk.Offset) + len(r.Raw)
	start := at - len(r.Raw)
	rest := c.chunk.Data[min(at, len(c.chunk.Data)):]
	for n := int64(1); n < int64(r.Lines); n++ {
		k := bytes.IndexByte(rest, '\n')
		if k < 0 {
			break
		}
		at, rest = at+k+1, rest[k+1:]
		line, _, _ := bytes.Cut(rest, []byte{'\n'})
		line = bytes.TrimSuffix(line, []byte{'\r'})
		found = append(found, c.line(r, line, line, c.chunk.Offset+int64(at), r.Line+n)...)
		at, rest = at+len(line), rest[len(line):]
	}
	whole := c.chunk.Data[min(start, len(c.chunk.Data)):min(at, len(c.chunk.Data))]
	c.skip = found
	c.line(r, bytes.ReplaceAll(whole[:min(len(whole), maxMatched)], []byte{'\n'}, []byte{' '}), r.Raw, r.Offset, r.Line)
	c.skip = nil
}

// line holds a text against all conditions and lists those that hold; the line that
// is cited for them stands at offset.
func (c *Collector) line(r *record.Record, text, cited []byte, offset, number int64) (found []place) {
	text = text[:min(len(text), maxMatched)]
	var h *hit
	for i, rule := range c.rules {
		for k := range c.hits[i] {
			if len(c.hits[i][k]) >= maxHits || slices.Contains(c.skip, place{i, k}) || !rule.condition(k).holds(text) {
				continue
			}
			if h == nil {
				sum := sha256.Sum256(cited)
				h = &hit{time: r.Time, timed: r.HasTime, line: number, text: string(cited[:min(len(cited), maxText)]),
					ref: evidence.Ref{File: c.file, Line: number, Offset: offset, Length: int64(len(cited)), SHA256: hex.EncodeToString(sum[:])}}
			}
			c.hits[i][k] = append(c.hits[i][k], *h)
			found = append(found, place{i, k})
		}
	}
	return found
}

// place is a condition of a rule.
type place struct{ rule, condition int }

// condition counts those that negate behind the others.
func (r *Rule) condition(k int) *term {
	if k < len(r.terms) {
		return &r.terms[k]
	}
	return &r.negate[k-len(r.terms)]
}

func (t *term) holds(line []byte) bool {
	if t.re != nil {
		return t.re.Match(line)
	}
	return bytes.Contains(line, []byte(t.text))
}
