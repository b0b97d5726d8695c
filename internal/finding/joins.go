package finding

import (
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/profile"
)

// Join is the Data of a finding of kind "join" between two sources or names.
type Join struct {
	By   string // "one line", "port", "file name"
	A, B string
}

// detectJoins tells how names were joined: an address and a host by a line or
// a port, a unit and a source by the name of the file.
func detectJoins(s *scene) []Finding {
	var out []Finding
	for _, l := range s.dir.Links() {
		if l.Line == nil {
			continue
		}
		f := Finding{Kind: KindJoin, Source: l.Line.Source, Component: l.Name, Host: l.Host, Count: 1, Lines: []profile.Exemplar{*l.Line}, Data: &Join{By: l.Kind, A: l.Name, B: l.Host}}
		p := phraseJoinLine
		if l.Kind == "port" {
			p = phraseJoinPort
		}
		s.say.Add(&f.Claims, p, refs(f.Lines, 1), name("addr", l.Name), name("host", l.Host))
		out = append(out, f)
	}
	return append(out, s.joinByFileName()...)
}

// maxOwnSaid is how many logs of one run each are spoken of one by one.
const maxOwnSaid = 3

// joinByFileName finds sources that are named after a unit whose lines they do
// not hold: the weakest of joins, said to be so.
func (s *scene) joinByFileName() []Finding {
	var out []Finding
	for i := range s.view.Sources {
		if s.own.Has(i) && len(s.own.all) > maxOwnSaid {
			continue // they are what they are called
		}
		file := s.view.Sources[i].Name
		stem, _, _ := strings.Cut(file[strings.LastIndexByte(file, '/')+1:], ".")
		for j := range s.view.Units {
			u := &s.view.Units[j]
			if u.ID != stem || len(u.Runs) == 0 || len(u.Sources) == 0 || u.Sources[0] == i {
				continue
			}
			other := &s.view.Sources[u.Sources[0]]
			f := Finding{Kind: KindJoin, Unit: u, Source: i, Component: u.ID, Count: 1, Data: &Join{By: "file name", A: u.ID, B: file}, Score: 0.1}
			s.say.Add(&f.Claims, phraseJoinFile, []evidence.Ref{s.view.Sources[i].Coverage, other.Coverage}, name("id", u.ID), name("file", file), name("other", other.Name))
			out = append(out, f)
		}
	}
	return out
}
