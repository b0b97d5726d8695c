package event

import "inquest/internal/record"

// connEvent is filled in by the connection reader.
func (x *Extractor) connEvent(dst []Event, r *record.Record, k *keyed, msg []byte, u Unit) []Event {
	return dst
}
