package profile

import (
	"sync"
	"sync/atomic"

	"inquest/internal/record"
)

// Line is a kept line of a run: where it stands, and its record for those who
// ask. Runs have tens of thousands of lines and a report shows a few of them, so
// that the bytes are parsed when [Line.Exemplar] is called and not before.
type Line struct {
	Mark
	File   string // name of the source
	rec    *kept
	reader *lineReader
	made   atomic.Pointer[Exemplar]
}

// LineOf is the line of an exemplar.
func LineOf(e Exemplar) *Line {
	l := &Line{Mark: e.Mark, File: e.Ref.File}
	l.made.Store(&e)
	return l
}

// Exemplar is the line's record. It may be called from several goroutines.
func (l *Line) Exemplar() *Exemplar {
	if e := l.made.Load(); e != nil {
		return e
	}
	l.made.CompareAndSwap(nil, l.reader.read(l))
	return l.made.Load()
}

// lineReader parses the lines of one view.
type lineReader struct {
	mu     sync.Mutex
	parser record.Parser
	limits Limits
}

func (r *lineReader) read(l *Line) *Exemplar {
	k := l.rec
	if h := k.held; h != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		e := entry{time: l.Time, timed: l.HasTime, offset: l.Offset, src: int32(l.Source)}
		k = h.read(&r.parser, &e, r.limits)
	}
	x := k.exemplar(l.File)
	return &x
}

// lineBlock is how many lines of runs are made at once.
const lineBlock = 256

// runLine is the line of an event of a run.
func (b *viewer) runLine(e *entry) *Line {
	if len(b.block) == 0 {
		b.block = make([]Line, lineBlock)
	}
	l := &b.block[0]
	b.block = b.block[1:]
	l.Mark = Mark{Time: e.time, HasTime: e.timed, Source: int(e.src), Offset: e.offset, Line: e.rec.lineNumber()}
	l.File, l.rec, l.reader = b.file(e.src), e.rec, b.reader
	return l
}

// runLines finds the lines of runs by place; it is made at the first use.
type runLines struct {
	once sync.Once
	at   map[linePlace]*Line
}

// linePlace is a source and the number of a line in it.
type linePlace struct {
	source int
	line   int64
}

func (v *View) runLine(source int, line int64) *Line {
	x := &v.detail.lines
	x.once.Do(func() {
		x.at = map[linePlace]*Line{}
		for i := range v.Units {
			for j := range v.Units[i].Runs {
				for _, l := range v.Units[i].Runs[j].KeptLines() {
					x.at[linePlace{l.Source, l.Line}] = l
				}
			}
		}
	})
	return x.at[linePlace{source, line}]
}

// KeptLines are the lines that say the run's start and its end, as far as they are kept.
func (r *Run) KeptLines() []*Line {
	out := make([]*Line, 0, 2)
	for _, l := range [...]*Line{r.StartLine, r.EndLine} {
		if l != nil {
			out = append(out, l)
		}
	}
	return out
}
