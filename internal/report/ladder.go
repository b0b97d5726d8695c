package report

import (
	"fmt"
	"slices"
	"strings"

	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/finding"
	"inquest/internal/profile"
)

// rungsOneByOne is how many connection events a ladder shows one by one; more
// of them are counted by state.
const rungsOneByOne = 8

var stateNames = map[event.Kind]string{
	event.ConnAttempt: "attempt", event.ConnUp: "connected", event.ConnSlow: "slow",
	event.ConnTimeout: "timeout", event.ConnRefused: "refused", event.ConnFailed: "failed",
	event.ConnRetry: "retry", event.ConnLost: "lost", event.ConnClosed: "closed",
}

func badState(k event.Kind) bool {
	switch k {
	case event.ConnTimeout, event.ConnRefused, event.ConnFailed, event.ConnLost:
		return true
	}
	return false
}

// episodes are the connection episodes that detectors found to have failed,
// worst first.
func (b *builder) episodes() []*finding.Finding {
	return b.byScore(func(f *finding.Finding) bool {
		e, ok := f.Data.(*finding.Episode)
		return ok && e.Bad && f.Source >= 0
	})
}

// ladder is the progression of one episode.
func (b *builder) ladder(f *finding.Finding) *Figure {
	e := f.Data.(*finding.Episode)
	l := &Ladder{Peer: peerLabel(e.Peer), Source: evidence.NewQuote(b.v.Sources[f.Source].Name), Steps: int64(len(e.Steps)), Whole: e.Whole}
	if len(e.Steps) <= rungsOneByOne {
		for i := range e.Steps {
			l.Rungs = append(l.Rungs, rungOf(&e.Steps[i], 1))
		}
	} else {
		l.Rungs = countedRungs(e.Steps)
	}
	l.absent()
	l.measure()
	fig := &Figure{Title: Join(Words("Connections to "), l.Peer), Ladder: l, Notes: []ID{}}
	for _, c := range f.Claims {
		id, ok := b.add(c)
		switch {
		case !ok:
		case strings.HasPrefix(c.Phrase().ID(), stepPhrase):
			l.prove(id, c.Refs())
		default:
			fig.Notes = append(fig.Notes, id)
		}
	}
	return fig
}

// stepPhrase begins the ids of the sentences that say when one step came; the
// step's rung shows them.
const stepPhrase = "finding.episode.step"

// prove ties a claim to the last rung whose line it cites.
func (l *Ladder) prove(id ID, refs []evidence.Ref) {
	for i := len(l.Rungs) - 1; i >= 0; i-- {
		r := &l.Rungs[i]
		if r.Line != nil && slices.Contains(refs, r.Line.Ref) {
			if r.Claim == "" {
				r.Claim = id
			}
			return
		}
	}
}

// measure fills the times between the rungs.
func (l *Ladder) measure() {
	var first, last int64
	for i := range l.Rungs {
		r := &l.Rungs[i]
		if r.Count == 0 || r.Time == "" {
			continue
		}
		if first == 0 {
			first = r.At
		}
		r.Offset = r.At - first
		last = max(last, r.At)
	}
	if first != 0 {
		l.Span = last - first
	}
}

func peerLabel(p event.Peer) Text {
	t := Quoted(p.Addr)
	if p.Port != 0 {
		t = Quoted(fmt.Sprintf("%s:%d", p.Addr, p.Port))
	}
	if p.Protocol != "" {
		t = Join(t, Words(", "), Quoted(p.Protocol))
	}
	return t
}

func rungOf(s *profile.Step, n int64) Rung {
	r := Rung{
		State: stateNames[s.Kind], Bad: badState(s.Kind), Count: n,
		Latency: s.Latency, Hedge: evidence.NewQuote(s.Hedge),
	}
	if s.Line.HasTime {
		r.At, r.Time = s.Line.Time, evidence.FormatInstant(s.Line.Time)
	}
	if s.Line.Ref.Check() == nil {
		line := lineOf(&s.Line, "")
		r.Line = &line
	}
	return r
}

// countedRungs is one rung a state, in the order in which the states first came.
func countedRungs(steps []profile.Step) []Rung {
	var out []Rung
	at := map[event.Kind]int{}
	for i := range steps {
		k := steps[i].Kind
		if j, ok := at[k]; ok {
			out[j].Count++
			continue
		}
		at[k] = len(out)
		out = append(out, rungOf(&steps[i], 1))
	}
	return out
}

// absent adds the retry that a reader looks for and no line shows.
func (l *Ladder) absent() {
	retry := stateNames[event.ConnRetry]
	for _, r := range l.Rungs {
		if r.State == retry {
			return
		}
	}
	if l.Whole {
		l.Rungs = append(l.Rungs, Rung{State: retry})
	}
}
