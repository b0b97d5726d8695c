package finding

import (
	"slices"

	"inquest/internal/fault"
	"inquest/internal/lazy"
	"inquest/internal/profile"
	"inquest/internal/record"
)

// Change is the Data of a finding of kind "change": a rare line near the onset
// that announces something new, or the first run of a kind of job that was
// never run before.
type Change struct {
	Place   Place
	Ahead   int64 // ns before the onset; negative when after it
	Words   bool  // the line speaks of a change
	Tool    bool  // who speaks is a tool that makes changes
	Begins  bool  // it is the first line of a source that begins well after others
	NewName string

	Key, Old, New string // a value that is another one from then on, and the word before it
}

// A change is rare, new and near.
const (
	changeCount   = 3  // records of its template in the whole input
	horizonShare  = 3  // it lies at most one part in horizonShare of the window before the onset
	changeTrailed = 2  // ... and at most so many slacks after it
	maxChanges    = 12 // findings of this kind
)

// changeRE knows the words by which programs announce that something is now
// different.
var changeRE = lazy.Compile(`(?i)\b(enabl|disabl|activat|deploy|roll(ed|ing)?[ -]?(out|back|over)|releas|upgrad|downgrad|migrat|switch|load(ed|ing)|reload|rotat|appl(ied|y)|chang|updat|remov|add(ed|ing)|delet|drop(ped)?|set\b|new\b|rev(ision)?\b|version\b|v\d+\b|config|ruleset|profile|promot|demot|failover|scal(ed|ing)|drain|maint|feature|releasing|lease|expir|start(ed|ing)|stop(ped|ping)|terminat|import|alter|create|grant|revoke|renam|mov(ed|ing)|resiz|limit|quota|backup|copy)`)

// noChangeRE knows announcements that nothing is different, and housekeeping.
var noChangeRE = lazy.Compile(`(?i)no changes?\b|unchanged|checkpoint (starting|complete)|deactivated successfully|: succeeded\.|configuration saved|message of the day|nothing to (do|change)|unrelated|up to date|rotated \d+ log|log file|cosmetic|evicted|trimmed|metrics|telemetry|expires in \d+ days|deprecat|will be removed|consider (increas|chang|rais)|usage (on|of|at|in)\b.{0,40}%|temporary (file|table|data)`)

func detectChanges(s *scene) []Finding {
	if !s.onset.Known {
		return nil
	}
	var out []Finding
	span := s.onset.To - s.onset.From
	for i := range s.rows {
		if f, ok := s.changeOf(&s.rows[i], span); ok {
			out = append(out, f)
		}
	}
	out = append(out, s.newJobTypes(span)...)
	slices.SortStableFunc(out, byFirst)
	if len(out) > maxChanges {
		out = out[len(out)-maxChanges:]
	}
	return out
}

// changeOf judges one row: rare, first seen near the onset, not itself an
// error, and worded as a change.
func (s *scene) changeOf(h *rowHit, span int64) (Finding, bool) {
	t, ok := h.first()
	if !ok || h.row.Level >= record.LevelError || len(h.row.Early) == 0 {
		return Finding{}, false
	}
	begins := s.begins(&h.row.Early[0])
	if h.template.Count > changeCount && !begins {
		return Finding{}, false
	}
	if h.class != nil && h.class.Role == fault.RoleSymptom {
		return Finding{}, false
	}
	if t < s.onset.At-span/horizonShare || t > s.onset.At+changeTrailed*s.onset.Slack || t < s.onset.From+span/20 {
		return Finding{}, false
	}
	e := h.row.Early[0]
	text := e.Message
	for _, f := range e.Fields {
		text += " " + f.Value
	}
	words, tool := changeRE.MatchString(text), s.isTool(&e)
	if noChangeRE.MatchString(text) || h.printed || !words && !tool && !begins || s.isSymptom(h, &e) || h.class == nil && wrongRE.MatchString(text) {
		return Finding{}, false
	}
	d := &Change{Place: s.dir.Source(e.Source), Ahead: s.onset.At - t, Words: words, Tool: tool, Begins: begins && !tool}
	if tool {
		d.Place = s.changedBy(&e, d.Place)
	}
	f := Finding{Kind: KindChange, From: t, To: t, Class: h.class, Source: e.Source, Component: d.Place.String(), Host: d.Place.Host, Count: int64(h.row.Count),
		Templates: []string{h.template.ID}, Lines: []profile.Exemplar{e}, Data: d, Score: nearness(d.Ahead, span)}
	if h.class != nil && (len(h.class.Reversal) > 0 || s.recovers(h.class)) {
		if d.Ahead == 0 {
			return Finding{}, false // the stop is the first bad sign itself
		}
		f.Score *= stopShare
	}
	if tool {
		f.Score = max(f.Score, (1+f.Score)/2)
	}
	s.sayChange(&f, d)
	return f, true
}

// begins reports whether a line is the first of a source that begins to speak when others
// have spoken for long: work that starts just before the failures may take what they need.
func (s *scene) begins(e *profile.Exemplar) bool {
	src := &s.view.Sources[e.Source]
	if own := s.dir.Source(e.Source).Service; e.Service != "" && !SameService(e.Service, own) || ofManyRE.MatchString(src.Name) {
		return false // a log of many programs: nothing begins with it
	}
	if !src.First.HasTime || src.First.Line != e.Line || e.Time < s.onset.From+(s.onset.To-s.onset.From)/beginShare || src.Records < leastBegun {
		return false
	}
	for i := range s.view.Sources {
		o := &s.view.Sources[i]
		if i != e.Source && o.First.HasTime && o.Last.HasTime && o.First.Time < e.Time && o.Last.Time > e.Time && s.runsFailIn(i) {
			return true // the source in which runs fail was there before
		}
	}
	return false
}

// ofManyRE knows by its name a log that many programs write.
var ofManyRE = lazy.Compile(`(?i)(?:^|/)(?:syslog|messages|journal|kern|auth|daemon|user)(?:\.(?:log|txt))?(?:[.-]\d+)?(?:\.\w+)?$`)

const (
	beginShare = 5 // one part in beginShare of the window passes before a source is told to begin
	leastBegun = 2 // records of it
)

// isSymptom reports whether a line tells of a failure and not of a change: a
// warning that names a run which went wrong, or a bad step of a connection.
func (s *scene) isSymptom(h *rowHit, e *profile.Exemplar) bool {
	if h.row.Level < record.LevelWarn {
		return false
	}
	if u := s.unitIn(e); u != nil && slices.ContainsFunc(u.Runs, func(r profile.Run) bool {
		return r.State == profile.RunFailed || r.State == profile.RunLost || r.Retries > 0
	}) {
		return true
	}
	for i := range s.view.Peers {
		p := &s.view.Peers[i]
		if p.Source != e.Source {
			continue
		}
		if slices.ContainsFunc(p.Steps, func(st profile.Step) bool { return badConn[st.Kind] && st.Line.Offset == e.Offset }) {
			return true
		}
	}
	return false
}

// stopShare is what the line that a component stops or starts is worth as a
// change: it is what happened, and seldom says why.
const stopShare = 0.5

// nearness is 1 at the onset and falls to 0 at the horizon.
func nearness(ahead, span int64) float64 {
	if ahead < 0 {
		ahead = -ahead
	}
	if span <= 0 {
		return 0
	}
	return max(0, 1-float64(ahead)*horizonShare/float64(span))
}

func (s *scene) sayChange(f *Finding, d *Change) {
	switch {
	case d.Begins && d.Ahead > 0:
		s.say.Add(&f.Claims, phraseBegins, append(refs(f.Lines, 1), s.view.Sources[f.Source].Coverage), name("source", s.view.Sources[f.Source].Name), name("line", f.Lines[0].Message),
			instant("at", s.say.LineTime(&f.Lines[0])), duration("ahead", minus(s.onset.AtFormula, s.say.LineTime(&f.Lines[0]))))
	case d.Ahead == 0:
		s.say.Add(&f.Claims, phraseChangeAt, refs(f.Lines, 1), name("line", f.Lines[0].Message), instant("at", s.say.LineTime(&f.Lines[0])))
	case d.Ahead > 0:
		s.say.Add(&f.Claims, phraseChangeBefore, refs(f.Lines, 1), name("line", f.Lines[0].Message), instant("at", s.say.LineTime(&f.Lines[0])), duration("ahead", minus(s.onset.AtFormula, s.say.LineTime(&f.Lines[0]))))
	default:
		s.say.Add(&f.Claims, phraseChangeAfter, refs(f.Lines, 1), name("line", f.Lines[0].Message), instant("at", s.say.LineTime(&f.Lines[0])), duration("behind", minus(s.say.LineTime(&f.Lines[0]), s.onset.AtFormula)))
	}
}

// newJobTypes finds names of jobs whose first run begins near the onset, and
// not in the quiet part before.
func (s *scene) newJobTypes(span int64) []Finding {
	if !s.onset.Quiet {
		return nil
	}
	first := map[string]RunRef{}
	var names []string
	for _, r := range s.runs {
		if r.Unit.Name == "" || r.Run.StartLine == nil || !r.Run.Start.HasTime {
			continue
		}
		old, ok := first[r.Unit.Name]
		if !ok {
			names = append(names, r.Unit.Name)
		}
		if !ok || r.Run.Start.Time < old.Run.Start.Time {
			first[r.Unit.Name] = r
		}
	}
	slices.Sort(names)
	var out []Finding
	for _, n := range names {
		r := first[n]
		ahead := s.onset.At - r.Run.Start.Time
		if ahead > span/horizonShare || ahead < -s.onset.Slack || r.Run.Start.Time < s.onset.From+span/5 {
			continue
		}
		e := *r.Run.StartLine.Exemplar()
		d := &Change{Place: s.dir.Source(e.Source), Ahead: ahead, NewName: n}
		f := Finding{Kind: KindChange, From: e.Time, To: e.Time, Source: e.Source, Component: d.Place.String(), Host: d.Place.Host, Count: 1,
			Lines: []profile.Exemplar{e}, Data: d, Score: 0.5 * nearness(ahead, span)}
		s.say.Add(&f.Claims, phraseNewJobType, refs(f.Lines, 1), name("name", n), instant("at", s.say.LineTime(&e)))
		out = append(out, f)
	}
	return out
}
