package finding

import (
	"inquest/internal/event"
	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// StatusJoin is the Data of findings of kind "join" and "conflict" that come
// from the job-status file.
type StatusJoin struct {
	Entry  *event.Status
	Ref    evidence.Ref // of the entry
	By     string       // "id", "address"
	Failed int64        // failed runs that the logs hold of the unit
	Other  evidence.Ref // the line that it joins with or contradicts
}

// detectStatus joins the entries of the status file with units by id and with
// peers by address, and reports where the file and the logs disagree.
func detectStatus(s *scene) []Finding {
	var out []Finding
	for i := range s.in.Status {
		st := &s.in.Status[i]
		ref, ok := s.statusRef(st)
		if !ok {
			continue
		}
		out = append(out, s.joinByID(st, ref)...)
		out = append(out, s.joinByAddress(st, ref)...)
	}
	return out
}

// statusRef cites an entry of the status file.
func (s *scene) statusRef(st *event.Status) (evidence.Ref, bool) {
	end := st.Offset + st.Length
	if st.Offset < 0 || st.Length <= 0 || end > int64(len(s.in.StatusData)) || s.in.StatusFile == "" {
		return evidence.Ref{}, false
	}
	b := s.in.StatusData[st.Offset:end]
	r := evidence.Ref{File: s.in.StatusFile, Line: st.Line, Offset: st.Offset, Length: st.Length, SHA256: evidence.HashBytes(b)}
	for _, c := range b {
		if c == '\n' {
			r.Lines++
		}
	}
	if r.Lines > 0 {
		r.Lines++
	}
	return r, true
}

func (s *scene) joinByID(st *event.Status, ref evidence.Ref) []Finding {
	var out []Finding
	for i := range s.view.Units {
		u := &s.view.Units[i]
		if u.ID != st.Unit.ID {
			continue
		}
		d := &StatusJoin{Entry: st, Ref: ref, By: "id"}
		f := Finding{Kind: KindJoin, Unit: u, Source: -1, Component: u.ID, Count: 1, Data: d, Score: 0.3}
		var good int64
		for j := range u.Runs {
			r := RunRef{u, &u.Runs[j]}
			if l := r.Line(); l != nil && len(f.Lines) < maxCited {
				f.Lines = append(f.Lines, *l.Exemplar())
			}
			d.Failed += int64(btoi(r.Bad()))
			good += int64(btoi(r.Run.State == profile.RunSucceeded))
		}
		if len(f.Lines) == 0 {
			continue
		}
		d.Other = f.Lines[0].Ref
		cite := append(refs(f.Lines, maxCited), ref)
		s.sayStatus(&f.Claims, phraseJoinID, cite, name("id", u.ID), name("state", st.State))
		out = append(out, f)
		if c, ok := s.statusConflict(f, st, d, good); ok {
			out = append(out, c)
		}
	}
	return out
}

// statusConflict compares the outcome that the file gives with the runs of the
// logs.
func (s *scene) statusConflict(join Finding, st *event.Status, d *StatusJoin, good int64) (Finding, bool) {
	saysGood := st.Outcome == event.OutcomeSucceeded && d.Failed > 0 && good == 0
	saysBad := st.Outcome == event.OutcomeFailed && d.Failed == 0 && good > 0
	if !saysGood && !saysBad {
		return Finding{}, false
	}
	f := Finding{Kind: KindConflict, Unit: join.Unit, Source: -1, Component: join.Component, Count: 1, Lines: join.Lines, Data: d, Score: 0.5}
	cite := append(refs(join.Lines, maxCited), d.Ref)
	p := phraseConflictGood
	if saysBad {
		p = phraseConflictBad
	}
	s.sayStatus(&f.Claims, p, cite, name("id", join.Component), name("state", st.State), count("failed", call("runs", join.Unit.Kind, join.Unit.ID, "failed")), count("succeeded", call("runs", join.Unit.Kind, join.Unit.ID, "succeeded")))
	return f, true
}

func (s *scene) joinByAddress(st *event.Status, ref evidence.Ref) []Finding {
	var out []Finding
	if st.Peer.Addr == "" {
		return nil
	}
	for i := range s.view.Peers {
		p := &s.view.Peers[i]
		if p.Addr != st.Peer.Addr || st.Peer.Port != 0 && p.Port != 0 && p.Port != st.Peer.Port || len(p.Steps) == 0 {
			continue
		}
		d := &StatusJoin{Entry: st, Ref: ref, By: "address", Other: p.Steps[0].Line.Ref}
		f := Finding{Kind: KindJoin, Source: p.Source, Component: p.Addr, Count: 1, Data: d, Lines: []profile.Exemplar{p.Steps[0].Line}, Score: 0.2}
		f.widen(f.Lines)
		s.sayStatus(&f.Claims, phraseJoinAddress, []evidence.Ref{ref, p.Steps[0].Line.Ref}, name("id", st.Unit.ID), name("addr", p.Addr), name("source", s.view.Sources[p.Source].Name))
		out = append(out, f)
	}
	return out
}

// sayStatus makes a claim whose references may lie in the status file.
func (s *scene) sayStatus(list *[]evidence.Claim, p evidence.Phrase, cite []evidence.Ref, values ...slot) {
	if c, ok := s.say.ClaimIn(statusResolver{s}, p, cite, values...); ok {
		*list = append(*list, c)
	}
}

// statusResolver resolves references into the status file by its bytes, and all
// others by the view.
type statusResolver struct{ s *scene }

func (r statusResolver) Resolve(ref evidence.Ref) error {
	if ref.File != r.s.in.StatusFile || r.s.in.StatusFile == "" {
		return r.s.view.Resolve(ref)
	}
	data := r.s.in.StatusData
	end := ref.Offset + ref.Length
	if ref.Offset < 0 || end > int64(len(data)) || evidence.HashBytes(data[ref.Offset:end]) != ref.SHA256 {
		return errStatusRef
	}
	return nil
}
