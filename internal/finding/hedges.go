package finding

import (
	"strings"

	"inquest/internal/event"
	"inquest/internal/fault"
	"inquest/internal/profile"
)

// Hedge is the Data of a finding of kind "hedge": a guess at the cause in the
// log's own words, held against the other steps of the same connection.
type Hedge struct {
	Text     string
	Place    Place
	Blocking bool // the guess says that packets are kept from passing
	Answered *profile.Step
	Ended    *profile.Step
	Before   int64 // ns from the answer to the guess
	After    int64 // ns from the guess to the end of the connection
	From, To int64 // ns; the episode in which it stands
}

// Contradicted reports whether other lines speak against the guess: a peer
// that answered before and a connection that still stood to be ended after it
// were not kept apart by a filter.
func (h *Hedge) Contradicted() bool { return h.Blocking && h.Answered != nil && h.Ended != nil }

// blockingWords mark guesses that packets cannot pass.
var blockingWords = []string{"firewall", "blocked", "blocking", "acl", "filter", "security group", "restriction"}

func detectHedges(s *scene) []Finding {
	var out []Finding
	seen := map[profile.Mark]bool{}
	for i := range s.view.Peers {
		p := &s.view.Peers[i]
		begin := 0
		for _, steps := range splitEpisodes(p.Steps) {
			for j := range steps {
				if steps[j].Hedge == "" {
					continue
				}
				seen[steps[j].Line.Mark] = true
				out = append(out, s.hedgeFinding(p, begin, steps, j))
			}
			begin += len(steps)
		}
	}
	for i := range s.rows {
		h := &s.rows[i]
		if h.class == nil || !h.class.Hedged {
			continue
		}
		for _, pl := range h.places {
			for _, e := range pl.lines {
				if seen[e.Mark] {
					continue
				}
				seen[e.Mark] = true
				d := &Hedge{Text: hedgeText(e.Message), Place: pl.place, Blocking: isBlocking(e.Message)}
				f := Finding{Kind: KindHedge, From: e.Time, To: e.Time, Class: h.class, Source: e.Source, Component: pl.place.String(), Host: pl.place.Host, Count: 1, Lines: []profile.Exemplar{e}, Data: d, Score: 0.1}
				s.say.Add(&f.Claims, phraseHedge, refs(f.Lines, 1), name("hint", d.Text))
				out = append(out, f)
			}
		}
	}
	return out
}

func (s *scene) hedgeFinding(p *profile.Peer, begin int, steps []profile.Step, j int) Finding {
	st := &steps[j]
	d := &Hedge{Text: st.Hedge, Place: s.dir.Resolve(Place{Addr: p.Addr, Port: p.Port}.endpoint()), Blocking: isBlocking(st.Hedge)}
	d.From, d.To = steps[0].Line.Time, steps[len(steps)-1].Line.Time
	answered, ended := 0, 0
	for i := range steps {
		k := &steps[i]
		switch {
		case i < j && (k.Kind == event.ConnUp || k.Kind == event.ConnSlow):
			answered, d.Answered, d.Before = i, k, st.Line.Time-k.Line.Time
		case i > j && d.Ended == nil && (k.Kind == event.ConnLost || k.Kind == event.ConnClosed || k.Kind == event.ConnUp):
			ended, d.Ended, d.After = i, k, k.Line.Time-st.Line.Time
		}
	}
	f := Finding{Kind: KindHedge, From: st.Line.Time, To: st.Line.Time, Source: p.Source, Component: d.Place.String(), Host: d.Place.Host, Count: 1, Lines: []profile.Exemplar{st.Line}, Data: d, Score: 0.1}
	f.Class = s.hedgedClass(&st.Line)
	s.say.Add(&f.Claims, phraseHedge, refs(f.Lines, 1), name("hint", d.Text))
	if d.Contradicted() {
		source := s.view.Sources[p.Source].Name
		at := func(i int) string {
			return s.say.At(steps[i].Line.Time, []profile.Exemplar{steps[i].Line}, call("step_time", source, p.Addr, p.Port, begin+i))
		}
		f.Lines = append(f.Lines, d.Answered.Line, d.Ended.Line)
		s.say.Add(&f.Claims, phraseHedgeContradicted, refs(f.Lines, 3), name("hint", d.Text), duration("before", minus(at(j), at(answered))), duration("after", minus(at(ended), at(j))))
	}
	return f
}

func (s *scene) hedgedClass(e *profile.Exemplar) *fault.Class {
	if s.in.Catalog == nil {
		return nil
	}
	for _, h := range s.in.Catalog.Match(lineOf(e)) {
		if h.Class.Hedged {
			return h.Class
		}
	}
	return nil
}

// hedgeText is the guess in a message: from the hedging word to the end of the
// sentence.
func hedgeText(m string) string {
	low := strings.ToLower(m)
	for _, w := range []string{"possible", "possibly", "probably", "perhaps", "maybe", "likely", "might be", "may be", "suspect"} {
		if i := strings.Index(low, w); i >= 0 {
			m, _, _ = strings.Cut(m[i:], ".")
			return clip(m, 120)
		}
	}
	return clip(m, 120)
}

func isBlocking(text string) bool {
	low := strings.ToLower(text)
	for _, w := range blockingWords {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
