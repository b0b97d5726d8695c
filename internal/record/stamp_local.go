package record

// localKey is the field for a stamp by the writer's own clock of the moment that
// the line also tells by an epoch number.
const localKey = "local"

// sameMoment learns the zone of a stamp without one from the epoch number before it
// in the line: both are of the same moment, so that the difference is the zone's
// offset. The record then has the stamp's time, which mostly is finer, and its
// zone. A difference that is no offset changes nothing.
func (m *matcher) sameMoment(local *stamp) {
	if !m.timed || !m.stamp.epoch || local.zoned || local.yearless || local.epoch || !local.valid() {
		return
	}
	var utc calendar
	ns, _ := utc.read(local)
	const quarter = 900 // offsets are quarters of an hour
	apart := floorSec(ns) - floorSec(m.stamp.unix)
	east := (apart + quarter/2) / quarter
	if apart+quarter/2 < 0 {
		east = -((-apart + quarter/2) / quarter)
	}
	east *= quarter
	if rest := apart - east; rest < -maxApart || rest > maxApart || east < -12*3600 || east > 14*3600 {
		return
	}
	m.stamp = *local
	m.stamp.zoned, m.stamp.offset = true, int32(east)
	m.from = Stamp{} // no single part tells it
}

// maxApart is how far apart two readings of one moment may be, in seconds.
const maxApart = 2
