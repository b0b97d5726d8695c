package profile

import (
	"slices"

	"inquest/internal/event"
)

// attempt is a run in the making: the events of one unit in one source, from a
// start to an end. Either may be missing.
type attempt struct {
	src        int32
	start, end *runEvent
	gaveUp     *runEvent // the last attempt failed; ends the run when nothing else does
	again      bool      // a retry was announced after the end
	retried    bool      // a retry was announced since the start
	followed   bool      // the unit was started again afterwards
	retries    int
	records    int64
	target     string // of the last failing step
	targets    []string
}

// pairRuns puts the events of one unit in one source, in order of mark, together
// into runs:
//
//   - A start opens a run and the next end closes it.
//   - A second start in other words belongs to the same run ("received", then
//     "started"), and so does one after a retry was announced; in the same words
//     it opens another run.
//   - A second end belongs to the same run ("giving up", then "failed after"); the
//     one that gives a duration counts, or the later one when they disagree.
//   - Ends without a start are runs of their own, unless two of them say the
//     same in other words within a second.
//   - An end that a retry follows was the end of an attempt only.
//   - A last attempt that failed ("giving up") ends the run when no line does.
func pairRuns(src int32, events []*runEvent) []attempt {
	p := pairing{src: src}
	for _, e := range events {
		switch e.kind {
		case event.RunStart:
			p.start(e)
		case event.RunRetry:
			p.retry(e)
		case event.RunEnd:
			p.end(e)
		default:
			continue
		}
		p.note(e)
	}
	for i := range p.runs {
		p.runs[i].conclude()
	}
	return p.runs
}

// conclude lets a run that gave up end there.
func (a *attempt) conclude() {
	if a.end == nil {
		a.end = a.gaveUp
	}
}

type pairing struct {
	src  int32
	runs []attempt
}

// open is the run at hand; it may have ended.
func (p *pairing) open() *attempt {
	if len(p.runs) == 0 {
		return nil
	}
	return &p.runs[len(p.runs)-1]
}

func (p *pairing) begin(start, end *runEvent) {
	p.runs = append(p.runs, attempt{src: p.src, start: start, end: end})
}

func (p *pairing) start(e *runEvent) {
	a := p.open()
	if a != nil {
		a.conclude()
	}
	switch {
	case a == nil:
		p.begin(e, nil)
	case a.end != nil && a.again:
		a.end, a.again = nil, false
	case a.end != nil:
		p.begin(e, nil)
	case a.start == nil:
		a.start = e
	case a.start.shape == e.shape && !a.retried:
		a.followed = true
		p.begin(e, nil)
	}
	p.open().retried = false
}

func (p *pairing) retry(e *runEvent) {
	a := p.open()
	if a == nil || a.end != nil && (a.end.outcome == event.OutcomeSucceeded || a.start == nil) {
		p.begin(nil, nil)
		a = p.open()
	}
	if e.outcome == event.OutcomeFailed {
		a.gaveUp = e
		return
	}
	a.retries++
	a.retried = true
	a.again = a.end != nil
}

func (p *pairing) end(e *runEvent) {
	a := p.open()
	switch {
	case a == nil:
		p.begin(nil, e)
	case a.end == nil:
		a.end = e
	case a.again:
		a.end, a.again = e, false
	case a.repeats(e):
		a.end = betterEnd(a.end, e)
	default:
		p.begin(nil, e)
	}
}

// second is how far two ends of one run lie apart at most when no start is known.
const second = int64(1e9)

// repeats tells whether e ends the same run once more.
func (a *attempt) repeats(e *runEvent) bool {
	both := a.end.hasDuration && e.hasDuration && a.end.duration != e.duration
	if a.start != nil {
		return !(both && a.end.shape == e.shape) && !(e.hasDuration && e.timed && a.end.timed && e.time-e.duration > a.end.time)
	}
	near := !a.end.timed || !e.timed || e.time-a.end.time <= second
	return near && !both && a.end.shape != e.shape
}

// betterEnd is the end line that says more.
func betterEnd(a, b *runEvent) *runEvent {
	said := func(e *runEvent) bool { return e.outcome != event.OutcomeUnsaid }
	switch {
	case said(a) != said(b):
		if said(a) {
			return a
		}
		return b
	case a.outcome != b.outcome:
		return b
	case b.hasDuration && !a.hasDuration:
		return b
	}
	return a
}

// note remembers what any event of the run says besides.
func (p *pairing) note(e *runEvent) {
	a := p.open()
	a.records++
	if e.target == "" {
		return
	}
	if i, found := slices.BinarySearch(a.targets, e.target); !found {
		a.targets = slices.Insert(a.targets, i, e.target)
	}
	if e.kind == event.RunRetry || e.kind == event.RunEnd && e.outcome != event.OutcomeSucceeded {
		a.target = e.target
	}
}

// from and to are when the run was under way, as far as is known.
func (a *attempt) from() (int64, bool) {
	switch {
	case a.start != nil && a.start.timed:
		return a.start.time, true
	case a.end != nil && a.end.timed && a.end.hasDuration && a.start == nil:
		return a.end.time - a.end.duration, true
	case a.end != nil && a.end.timed:
		return a.end.time, true
	}
	return 0, false
}

func (a *attempt) to() (int64, bool) {
	if a.end != nil && a.end.timed {
		return a.end.time, true
	}
	return a.from()
}

// duration of a run that ended; given tells that the line says it.
func (a *attempt) duration() (ns int64, given, ok bool) {
	switch {
	case a.end == nil:
		return 0, false, false
	case a.end.hasDuration:
		return a.end.duration, true, true
	case a.start != nil && a.start.timed && a.end.timed && a.end.time >= a.start.time:
		return a.end.time - a.start.time, false, true
	}
	return 0, false, false
}
