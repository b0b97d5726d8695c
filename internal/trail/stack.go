package trail

import (
	"bytes"
	"strings"

	"github.com/zeebo/xxh3"

	"inquest/internal/record"
)

// openStack is a trace that comes one record a line, each with the same head.
type openStack struct {
	prefix []byte // head of every line, up to the trace
	lines  []string
	at     []Line
	Stack
}

// maxLines is how many lines of a trace are read.
const maxLines = 600

var headBytes = []byte(pyHead)

// stack looks for traces in a record. It returns true when the record is a line
// of one that comes a record a line.
func (c *Collector) stack(r *record.Record, owner string, request uint64) bool {
	for _, o := range c.open {
		piece, ok := o.piece(r.Raw)
		if !ok {
			continue
		}
		if len(o.lines) < maxLines {
			o.lines, o.at = append(o.lines, string(piece)), append(o.at, c.line(r))
		}
		return true
	}
	for len(c.open) > 0 {
		c.closeAt(0) // traces are written whole
	}
	i := bytes.Index(r.Raw, headBytes)
	switch {
	case i >= 0 && bytes.Contains(r.Raw[i:], []byte(`\n`)) && bytes.Contains(r.Raw[i:], []byte(`File `)):
		c.quoted(r, owner, request, i)
	case i > 0 && len(r.Body) == 0 && len(bytes.TrimSpace(r.Raw[i+len(pyHead):])) <= 1:
		c.begin(r, owner, i)
		return true
	case len(r.Body) > 0 && (i >= 0 || holdsFrames(r.Body)):
		c.body(r, owner, request)
	}
	c.remember(r, request)
	return false
}

// piece is what a line says behind the head of a trace; ok when it has that
// head, but for its digits.
func (o *openStack) piece(raw []byte) ([]byte, bool) {
	n := len(o.prefix)
	if len(raw) < n {
		if n-len(raw) <= 1 && sameButDigits(raw, o.prefix[:len(raw)]) {
			return nil, true
		}
		return nil, false
	}
	if !sameButDigits(raw[:n], o.prefix) {
		return nil, false
	}
	rest := raw[n:]
	if len(rest) > 0 && rest[0] == '[' || len(o.lines) == 1 && len(bytes.TrimSpace(rest)) > 0 && !bytes.Contains(rest, []byte(`File "`)) {
		return nil, false // a message of its own
	}
	return rest, true
}

func sameButDigits(a, b []byte) bool {
	for i := range a {
		if a[i] != b[i] && (a[i]-'0' > 9 || b[i]-'0' > 9) {
			return false
		}
	}
	return true
}

func (c *Collector) begin(r *record.Record, owner string, i int) {
	o := &openStack{prefix: bytes.Clone(r.Raw[:i])}
	o.Stack = c.new(r, owner, c.recall(r))
	o.lines, o.at = append(o.lines, string(r.Raw[i:])), append(o.at, o.Head)
	c.open = append(c.open, o)
}

func (c *Collector) closeAt(i int) {
	o := c.open[i]
	c.open = append(c.open[:i], c.open[i+1:]...)
	for _, p := range traces(o.lines) {
		c.keep(o.Stack, &p, func(k int) Line { return o.at[k] })
	}
}

func (c *Collector) new(r *record.Record, owner string, request uint64) Stack {
	return Stack{Owner: owner, Logger: string(r.Logger), Level: r.Level, Request: request, Head: c.line(r)}
}

// body looks at the continuation lines of a record.
func (c *Collector) body(r *record.Record, owner string, request uint64) {
	lines := append([]string{string(r.Message)}, strings.Split(string(r.Body), "\n")...)
	for _, p := range traces(lines[:min(len(lines), maxLines)]) {
		c.keep(c.new(r, owner, request), &p, func(k int) Line { return c.lineOf(r, k) })
	}
}

// quoted reads a trace that another process wrote into a message, as a list of
// strings or with its line ends escaped.
func (c *Collector) quoted(r *record.Record, owner string, request uint64, i int) {
	text := string(r.Raw[i:])
	text = strings.NewReplacer(`\\n`, "\n", `\n`, "\n", `\"`, `"`, `\'`, `'`, `\t`, "\t").Replace(text)
	var lines []string
	for _, t := range strings.Split(text, "\n") {
		for _, sep := range []string{`', u'`, `", u'`, `', u"`, `", u"`, `', '`, `", '`, `', "`, `", "`} {
			if rest, ok := strings.CutPrefix(t, sep); ok {
				t = rest
				break
			}
		}
		lines = append(lines, t)
	}
	for _, p := range traces(lines) {
		s := c.new(r, owner, request)
		s.Quoted = true
		c.keep(s, &p, func(int) Line { return s.Head })
	}
}

func (c *Collector) keep(s Stack, p *parsed, at func(int) Line) {
	if len(c.stacks) >= c.limits.Stacks {
		return
	}
	s.Exception, s.Message, s.Frames = p.exception, p.message, p.frames
	s.Message = s.Message[:min(len(s.Message), maxText)]
	s.Inner, s.Say = at(p.inner), at(p.say)
	if !s.Quoted {
		s.Head = at(p.head)
	}
	c.stacks = append(c.stacks, s)
}

// holdsFrames reports whether lines look like those of a stack trace.
func holdsFrames(body []byte) bool {
	return bytes.Contains(body, headBytes) || bytes.Contains(body, []byte("\tat ")) || bytes.Contains(body, []byte("    at ")) || bytes.Contains(body, []byte("  at ")) ||
		bytes.Contains(body, []byte("goroutine "))
}

// said is the request that a logger spoke of last.
type said struct {
	logger, pid uint64
	request     uint64
	time        int64
}

// remember keeps which request a logger spoke of last: the lines of a trace that
// follow do not name it.
func (c *Collector) remember(r *record.Record, request uint64) {
	if request == 0 || !r.HasTime {
		return
	}
	c.last[c.lastAt] = said{xxh3.Hash(r.Logger), xxh3.Hash(r.PID), request, r.Time}
	c.lastAt = (c.lastAt + 1) % len(c.last)
}

func (c *Collector) recall(r *record.Record) uint64 {
	logger, pid := xxh3.Hash(r.Logger), xxh3.Hash(r.PID)
	for k := range c.last {
		s := &c.last[(c.lastAt+2*len(c.last)-1-k)%len(c.last)]
		if s.logger == logger && s.pid == pid && r.Time-s.time <= 1e9 {
			return s.request
		}
	}
	return 0
}
