package finding

import (
	"inquest/internal/profile"
	"inquest/internal/record"
	"inquest/internal/trail"
)

type exemplar = profile.Exemplar

// Exemplar shows a line of a trail as the lines of a profile are shown.
func Exemplar(l *trail.Line, level record.Level, owner, logger string) profile.Exemplar {
	return profile.Exemplar{
		Mark:  profile.Mark{Time: l.Time, HasTime: l.HasTime, Source: l.Source, Offset: l.Ref.Offset, Line: l.Ref.Line},
		Level: level, Service: owner, Logger: logger, Raw: l.Text, Message: l.Text, Ref: l.Ref, RecordRef: l.Ref,
	}
}
