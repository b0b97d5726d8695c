package record

// Stamp is the part of a line that a record's time was read from. Its text is
// empty when no single part tells the time, and for a record that takes the time
// of the one before it.
type Stamp struct {
	Text []byte // points into the line, or into scratch where the line had to be cleaned
	kind stampKind
	rank uint8 // of the key, where a key says that this is the time: lower ones go first
}

// stampKind is how the text of a stamp is read.
type stampKind uint8

const (
	stampDate  stampKind = iota // what stands behind it may decide where it ends
	stampKlog                   // MMDD hh:mm:ss.uuuuuu
	stampEpoch                  // a number
	stampValue                  // the whole value of a key, date or number
	stampClock                  // a time of day without a date
)

var stampKinds = [opCount]stampKind{opKlog: stampKlog, opEpoch: stampEpoch, opClock: stampClock}

// At moves a stamp to the same place of another line: bytes from to to of it.
func (s Stamp) At(line []byte, from, to int) Stamp {
	if s.kind != stampValue {
		s.Text = line[from:to:len(line)]
		return s
	}
	s.Text = line[from:to:to]
	return s
}

// Time reads a stamp as the records of this layout are read; false when the text
// is no stamp of its kind, or ends elsewhere. Text made by At is read with what
// stands behind it in its line.
func (l *Layout) Time(at Stamp) (ns int64, zoned, ok bool) {
	var s stamp
	n := 0
	switch b := at.Text[:cap(at.Text)]; at.kind {
	case stampDate:
		n = parseStamp(b, &s)
	case stampKlog:
		n = klogStamp(b, &s)
	case stampEpoch:
		n = parseEpoch(b, &s)
	case stampClock:
		n = clockStamp(b, &s)
	case stampValue:
		if timeValue(at.Text, &s) {
			n = len(at.Text)
		}
	}
	if n == 0 || n != len(at.Text) || l.detail.eras != nil || s.dateless && l.detail.calendar.moment == 0 { // in eras, the place decides too
		return 0, false, false
	}
	return l.detail.calendar.time(&s), s.zoned, true
}
