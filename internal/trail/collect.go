package trail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strconv"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/record"
	"inquest/internal/source"
	"inquest/internal/template"
)

// maxText is how much of a line is kept.
const maxText = 1 << 10

// Collector reads one source from its beginning to its end.
type Collector struct {
	source int
	file   string
	folder string
	limits Limits
	tailed bool

	parser record.Parser
	masker template.Masker
	roles  roles
	owners map[string]string

	statements []Statement
	index      map[string]int32
	events     []event
	thin       int // of 2^thin requests one is kept
	stacks     []Stack
	open       []*openStack
	tail       tail
	last       [16]said
	lastAt     int

	chunk   *source.Chunk
	scratch []byte
}

// event is an Event that waits for its span.
type event struct {
	Event
	request, span uint64
}

// NewCollector makes the collector of one source. file is the source's name, as
// references give it; prefix is a part in front of it that is no folder. With
// tailed the end of the source is kept line by line.
func NewCollector(src int, file, prefix string, tailed bool, l Limits) *Collector {
	return &Collector{source: src, file: file, folder: folderOf(strings.TrimPrefix(file, prefix)), limits: l.withDefaults(), tailed: tailed,
		roles: roles{}, owners: map[string]string{}, index: map[string]int32{}}
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

func (c *Collector) record(r *record.Record) {
	if c.tailed {
		c.keepTail(r)
	}
	request, span := c.ids(r)
	owner := c.owner(r)
	if c.stack(r, owner, request) {
		return // a line of a trace says nothing by itself
	}
	id := c.statement(r, owner)
	if id < 0 || request == 0 || !r.HasTime || request&(1<<c.thin-1) != 0 {
		return
	}
	c.events = append(c.events, event{Event{r.Time, id, int32(c.source), r.Offset}, request, span})
	if len(c.events) > c.limits.Events {
		c.thinOut()
	}
}

// thinOut leaves out half of the requests, by their hash alone.
func (c *Collector) thinOut() {
	for len(c.events) > c.limits.Events && c.thin < 40 {
		c.thin++
		c.events = slices.DeleteFunc(c.events, func(e event) bool { return e.request&(1<<c.thin-1) != 0 })
	}
}

// Key is what makes two statements the same, in any run.
func (s *Statement) Key() string {
	return s.Owner + "\x00" + s.Logger + "\x00" + string([]byte{byte(s.Level), byte(s.Status), byte(s.Status >> 8)}) + s.Text
}

// statement counts a record and returns the number of its statement, -1 when
// there are too many.
func (c *Collector) statement(r *record.Record, owner string) int32 {
	shape, slots := c.masker.Mask(r.Message)
	status := statusIn(r.Message, slots)
	if positional(r.Logger) {
		shape = nil
	}
	b := append(append(c.scratch[:0], owner...), 0)
	b = append(append(append(b, r.Logger...), 0, byte(r.Level), byte(status), byte(status>>8)), shape...)
	c.scratch = b
	id, ok := c.index[string(b)]
	if !ok {
		if len(c.statements) >= c.limits.Statements {
			return -1
		}
		id = int32(len(c.statements))
		c.index[string(b)] = id
		c.statements = append(c.statements, Statement{Owner: owner, Logger: string(r.Logger), Level: r.Level, Text: string(shape), Status: status, Module: placeModule(r.Message), First: c.line(r)})
	}
	s := &c.statements[id]
	s.Count++
	s.Last = Line{Time: r.Time, HasTime: r.HasTime, Source: c.source, Ref: evidence.Ref{Offset: r.Offset, Line: r.Line}}
	return id
}

// statusIn is the status of an answer that a message tells: a number of three
// digits behind "status", "code" or a protocol version; 0 when it tells none.
func statusIn(message []byte, slots []template.Slot) uint16 {
	for _, s := range slots {
		if s.End-s.Start != 3 || message[s.Start] < '1' || message[s.Start] > '5' {
			continue
		}
		front := bytes.ToLower(message[max(0, s.Start-14):s.Start])
		for _, w := range statusWords {
			if i := bytes.LastIndex(front, w); i >= 0 && len(bytes.Trim(front[i+len(w):], `0123456789./" :=('[-`)) == 0 {
				n, err := strconv.Atoi(string(message[s.Start:s.End]))
				if err == nil {
					return uint16(n)
				}
			}
		}
	}
	return 0
}

var statusWords = [][]byte{[]byte("status"), []byte("code"), []byte("status_code"), []byte("http"), []byte("returned"), []byte("response")}

// positional reports whether a logger's name holds the place in the source
// text: TravelService#532, worker.go:88. It then tells statements apart, and what
// they print may differ.
func positional(logger []byte) bool {
	i := len(logger)
	for i > 0 && logger[i-1] >= '0' && logger[i-1] <= '9' {
		i--
	}
	return i > 1 && i < len(logger) && (logger[i-1] == '#' || logger[i-1] == ':')
}

// placeModule is the module whose source text a message names at its end, as
// some loggers do: "... inner /srv/app/pay/client.py:270".
func placeModule(message []byte) string {
	i := bytes.LastIndexByte(message, ' ')
	word := string(message[i+1:])
	file, line, ok := strings.Cut(word, ":")
	if !ok || len(line) == 0 || strings.Trim(line, "0123456789") != "" || !strings.Contains(file, "/") || path.Ext(file) == "" {
		return ""
	}
	return pyModule(file)
}

// line keeps the first line of a record, so that it can be cited.
func (c *Collector) line(r *record.Record) Line {
	sum := sha256.Sum256(r.Raw)
	return Line{Time: r.Time, HasTime: r.HasTime, Source: c.source, Text: clip(r.Message),
		Ref: evidence.Ref{File: c.file, Line: r.Line, Offset: r.Offset, Length: int64(len(r.Raw)), SHA256: hex.EncodeToString(sum[:])}}
}

func clip(b []byte) string { return string(b[:min(len(b), maxText)]) }

// lineOf keeps the k-th physical line of a record; its first line where the
// chunk holds no such line whole.
func (c *Collector) lineOf(r *record.Record, k int) Line {
	out := c.line(r)
	if k == 0 || c.chunk == nil || len(c.chunk.Cut) > 0 {
		return out
	}
	at := int(r.Offset - c.chunk.Offset)
	for range k {
		i := bytes.IndexByte(c.chunk.Data[min(at, len(c.chunk.Data)):], '\n')
		if i < 0 {
			return out
		}
		at += i + 1
	}
	rest := c.chunk.Data[min(at, len(c.chunk.Data)):]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	if len(rest) == 0 {
		return out
	}
	rest = bytes.TrimSuffix(rest, []byte{'\r'})
	sum := sha256.Sum256(rest)
	out.Text = clip(rest)
	out.Ref = evidence.Ref{File: c.file, Line: r.Line + int64(k), Offset: c.chunk.Offset + int64(at), Length: int64(len(rest)), SHA256: hex.EncodeToString(sum[:])}
	return out
}
