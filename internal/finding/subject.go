package finding

import "inquest/internal/profile"

// subjectKeys are the field names by which those who announce a change say what
// they change.
var subjectKeys = map[string]bool{
	"app": true, "application": true, "deployment": true, "release_name": true, "service": true, "service_name": true, "workload": true,
	"component": true, "chart": true, "project": true, "job_name": true,
}

// subjectOf is what an announced change is made to, where a field of the line
// names it and it is not the one who speaks.
func (s *scene) subjectOf(e *profile.Exemplar) Place {
	own := s.dir.Source(e.Source)
	if e.Service != "" && !sameService(e.Service, own.Service) {
		return s.dir.Resolve(e.Service)
	}
	for _, f := range e.Fields {
		if !subjectKeys[f.Key] || !isRemote(f.Value) || sameService(f.Value, own.Service) {
			continue
		}
		if p := s.dir.Resolve(f.Value); !p.IsZero() {
			return p
		}
	}
	return Place{}
}
