package finding

import "inquest/internal/profile"

// subjectKeys are the field names by which those who announce a change say what
// they change.
var subjectKeys = map[string]bool{
	"app": true, "application": true, "deployment": true, "release_name": true, "service": true, "service_name": true, "workload": true,
	"component": true, "chart": true, "project": true, "job_name": true,
}

// subjectOf is what an announced change is made to, where a field or the message of
// the line names it and it is not the one who speaks.
func (s *scene) subjectOf(e *profile.Exemplar) Place {
	own := s.dir.Source(e.Source)
	if e.Service != "" && !SameService(e.Service, own.Service) {
		return s.dir.Resolve(e.Service)
	}
	for _, f := range e.Fields {
		if !subjectKeys[f.Key] || !isRemote(f.Value) || SameService(f.Value, own.Service) {
			continue
		}
		if p := s.dir.Resolve(f.Value); !p.IsZero() {
			return p
		}
	}
	return s.namedService(e, own)
}

// minService is the least length of a service's name that is looked for in a text.
const minService = 4

// namedService is the one service of the input, besides the one who speaks, that a message names.
func (s *scene) namedService(e *profile.Exemplar, own Place) Place {
	var found Place
	for i := range s.dir.sources {
		p := s.dir.Source(i)
		if len(p.Service) < minService || SameService(p.Service, own.Service) || p.Service == found.Service || !containsWord(e.Message, p.Service) {
			continue
		}
		if !found.IsZero() {
			return Place{}
		}
		found = p
	}
	return found
}
