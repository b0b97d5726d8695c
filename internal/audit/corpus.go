package audit

import (
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"inquest/internal/evidence"
	"inquest/internal/record"
	"inquest/internal/source"
)

// logLine is a physical line of the logs.
type logLine struct {
	text  string
	time  int64 // ns, of its record
	no    int64
	off   int64
	clock int32 // seconds of the day as the line writes them, -1 when it does not
	src   int16
	level record.Level
	timed bool
	head  bool // the first line of its record
}

// corpus holds the lines of the logs, to search them for what a report says. It
// is bounded by Limits.Held; whole tells whether all lines are in it.
type corpus struct {
	files   []string
	lines   []logLine
	words   map[string][]int32 // lines by the stems of their words, ascending
	exact   map[string][]int32 // lines by their trimmed text
	byTime  []int32            // timed heads in the order of their times
	clocks  map[int32][]int32  // by the clock that they write
	formats [][]string
	whole   bool
	bytes   int64
	vocab   []string // once it was asked for

	table     *slotTable // once it was asked for
	bad, good []int32    // records by what became of things, once judged
	judged    bool
	shares    []int32  // lines that write a percentage
	gaps      []steady // once gapsFound
	gapsFound bool
	lengths   map[int][]string // names by their length
	forms     map[string][]string
	ofForm    map[string][]int32 // records by their form, once they were asked for
	memos     memos
	scratch   []float64 // a score for each line, zero between uses
}

// load reads the lines.
func load(ctx context.Context, in Input) (*corpus, error) {
	c := &corpus{words: map[string][]int32{}, exact: map[string][]int32{}, clocks: map[int32][]int32{}, whole: true, memos: newMemos()}
	limit := in.Limits.withDefaults().Held
	for i := range in.Set.Inputs {
		c.files = append(c.files, in.Set.Inputs[i].Name)
		c.formats = append(c.formats, nil)
		if i < len(in.View.Sources) && in.View.Sources[i].Prose {
			continue // a note beside the logs is no evidence
		}
		if i > 1<<14 || c.bytes > limit {
			c.whole = false
			continue
		}
		if err := c.source(ctx, in, i, limit); err != nil {
			return nil, err
		}
	}
	c.index()
	return c, nil
}

// source reads the lines of one input.
func (c *corpus) source(ctx context.Context, in Input, i int, limit int64) error {
	hints := record.Hints{Zone: in.Zone, ZoneIsUser: in.Given}
	if i < len(in.View.Sources) && in.View.Sources[i].First.HasTime {
		hints.Year = time.Unix(0, in.View.Sources[i].First.Time).UTC().Year()
	}
	sample, err := in.Set.Sample(i, 256<<10, in.Source)
	if err != nil {
		return nil // what cannot be read is told by the view
	}
	layout := record.Embedded().Detect(sample, hints)
	c.formats[i] = layout.Names()
	var p record.Parser
	_, err = in.Set.Read(ctx, i, 1<<20, layout.StartsRecord, in.Source, func(ch source.Chunk) error {
		if c.bytes <= limit {
			rc := record.Chunk{Offset: ch.Offset, Line: ch.Line, Data: ch.Data, Open: ch.Open, Continued: ch.Continued}
			for _, cut := range ch.Cut {
				rc.Cuts = append(rc.Cuts, record.Cut{At: cut.At, Dropped: cut.Dropped})
			}
			p.ParseFolded(layout, rc, func(r *record.Record) { c.record(i, r) })
		} else {
			c.whole = false
		}
		ch.Recycle()
		return ctx.Err()
	})
	return err
}

func (c *corpus) record(src int, r *record.Record) {
	l := logLine{text: string(r.Raw), time: r.Time, timed: r.HasTime, no: r.Line, off: r.Offset, src: int16(src), level: r.Level, head: true}
	l.clock = clockOf(l.text)
	c.bytes += int64(len(l.text))
	c.lines = append(c.lines, l)
	if len(r.Body) == 0 {
		return
	}
	off := r.Offset + int64(len(r.Raw)) + 1
	for k, s := range strings.Split(string(r.Body), "\n") {
		c.bytes += int64(len(s))
		c.lines = append(c.lines, logLine{text: s, time: r.Time, timed: r.HasTime, no: r.Line + int64(k) + 1, off: off, src: int16(src), level: r.Level, clock: -1})
		off += int64(len(s)) + 1
	}
}

// clockOf reads the first HH:MM:SS in front of a line.
func clockOf(s string) int32 {
	s = s[:min(len(s), 160)]
	for i := 0; i+8 <= len(s); i++ {
		if s[i+2] == ':' && s[i+5] == ':' && (i == 0 || !digit(s[i-1])) && digit(s[i]) && digit(s[i+1]) && digit(s[i+3]) && digit(s[i+4]) && digit(s[i+6]) && digit(s[i+7]) {
			two := func(k int) int32 { return int32(s[k]-'0')*10 + int32(s[k+1]-'0') }
			return two(i)*3600 + two(i+3)*60 + two(i+6)
		}
	}
	return -1
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func (c *corpus) index() {
	for i := range c.lines {
		l := &c.lines[i]
		t := strings.TrimSpace(l.text)
		c.exact[t] = append(c.exact[t], int32(i))
		eachStem(l.text, func(w string) {
			list := c.words[w]
			if n := len(list); n == 0 || list[n-1] != int32(i) {
				c.words[w] = append(list, int32(i))
			}
		})
		if l.timed && l.head {
			c.byTime = append(c.byTime, int32(i))
		}
		if l.clock >= 0 {
			c.clocks[l.clock] = append(c.clocks[l.clock], int32(i))
		}
	}
	slices.SortStableFunc(c.byTime, func(a, b int32) int {
		switch x, y := c.lines[a].time, c.lines[b].time; {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
}

// between lists the timed lines in [from, to).
func (c *corpus) between(from, to int64) []int32 {
	i := sort.Search(len(c.byTime), func(k int) bool { return c.lines[c.byTime[k]].time >= from })
	j := sort.Search(len(c.byTime), func(k int) bool { return c.lines[c.byTime[k]].time >= to })
	return c.byTime[i:max(i, j)]
}

// having lists the lines that have all the stems.
func (c *corpus) having(stems ...string) []int32 {
	if len(stems) == 0 {
		return nil
	}
	lists := make([][]int32, len(stems))
	for i, s := range stems {
		lists[i] = c.words[s]
	}
	slices.SortFunc(lists, func(a, b []int32) int { return len(a) - len(b) })
	out := lists[0]
	for _, l := range lists[1:] {
		out = intersect(out, l)
	}
	return out
}

func intersect(a, b []int32) []int32 {
	var out []int32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

func unite(a, b []int32) []int32 {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// find lists the lines that contain s as a whole name, whatever its case.
func (c *corpus) find(s string) []int32 {
	s = strings.ToLower(strings.TrimSpace(s))
	return c.memos.names.get(s, func() []int32 { return slices.Clip(c.search(s)) })
}

func (c *corpus) search(s string) []int32 {
	var stems []string
	eachStem(s, func(w string) { stems = append(stems, w) })
	if len(stems) == 0 {
		return nil
	}
	var out []int32
	for _, i := range c.having(stems...) {
		if wholeWord(strings.ToLower(c.lines[i].text), s) {
			out = append(out, i)
		}
	}
	return out
}

// wholeWord reports whether s stands in text with no letter or digit before or
// after it.
func wholeWord(text, s string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], s)
		if i < 0 {
			return false
		}
		i += at
		j := i + len(s)
		if (i == 0 || !alnum(text[i-1]) || !alnum(s[0])) && (j == len(text) || !alnum(text[j]) || !alnum(s[len(s)-1])) {
			return true
		}
		at = i + 1
	}
}

func alnum(c byte) bool {
	return digit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// ref cites a line.
func (c *corpus) ref(i int32) Ref {
	l := &c.lines[i]
	return Ref{
		Ref:  evidence.Ref{File: c.files[l.src], Line: l.no, Offset: l.off, Length: int64(len(l.text)), SHA256: evidence.HashBytes([]byte(l.text))},
		Text: evidence.NewQuote(clip(l.text, 400)),
	}
}

// maxRefs is how many lines a statement cites; RefsTotal counts all.
const maxRefs = 8

func (c *corpus) refs(lines []int32) []Ref {
	out := []Ref{}
	for _, i := range lines[:min(len(lines), maxRefs)] {
		out = append(out, c.ref(i))
	}
	return out
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}

// lineOf is the line of a source with a number, -1 when none is held: lines are held source by
// source, in their order.
func (c *corpus) lineOf(src int, no int64) int32 {
	i := sort.Search(len(c.lines), func(k int) bool {
		l := &c.lines[k]
		return int(l.src) > src || int(l.src) == src && l.no >= no
	})
	if i < len(c.lines) && int(c.lines[i].src) == src && c.lines[i].no == no {
		return int32(i)
	}
	return -1
}

// where is file:line.
func (c *corpus) where(i int32) string {
	l := &c.lines[i]
	return c.files[l.src] + ":" + itoa(l.no)
}
