package record

import "bytes"

// someLevel reads the level out of keys that no logger uses for it: of all whose
// name ends with "severity" the worst, else a "type" of the record or of its event
// that is a word for a failure.
func (m *matcher) someLevel() {
	best := LevelNone
	for i := range m.caps {
		c := &m.caps[i]
		if c.role != roleField || !isSeverity(c.key) {
			continue
		}
		m.loose = true
		if l, ok := levelValue(c.key, c.value); ok {
			best = max(best, l)
		}
	}
	for i := 0; i < len(m.caps) && best == LevelNone; i++ {
		switch c := &m.caps[i]; string(c.key) {
		case "type", "event.type":
			m.loose = true
			if l, ok := wordLevel(c.value); ok && l >= LevelWarn {
				best = l
			}
		}
	}
	if best == LevelNone && m.hasMessage() == 0 {
		best = m.eventLevel()
	}
	if best != LevelNone {
		m.lvl = best
	}
}

// eventLevel is the level of a record without text that says what kind of event it
// is, and maybe how it went (Elastic Common Schema: event.type, event.outcome): what
// did not fail is information.
func (m *matcher) eventLevel() Level {
	best := LevelNone
	for i := range m.caps {
		switch c := &m.caps[i]; string(c.key) {
		case "event.outcome":
			m.loose = true
			if string(c.value) == "failure" {
				return LevelError
			}
		case "event.type":
			m.loose = true
			if len(c.value) > 0 {
				best = LevelInfo
			}
		}
	}
	return best
}

// hasMessage counts the captures under keys that hold a record's text.
func (m *matcher) hasMessage() int {
	n := 0
	for i := range m.caps {
		n += count(m.cache.roleOf(m.caps[i].key).role == roleMessage && len(m.caps[i].value) > 0)
	}
	return n
}

// isSeverity reports whether a key's name ends with "severity", in any case.
func isSeverity(key []byte) bool {
	n := len(key) - len(severity)
	return n >= 0 && bytes.EqualFold(key[n:], severity)
}

var severity = []byte("severity")

// severityLevel reads the severities of alerts: steps from low to high, with or
// without the word "severity", and several between bars, of which the worst
// counts. "High" is the top of the scales that have three steps, and of those with
// four the step that somebody is woken for, too.
func severityLevel(v []byte) (Level, bool) {
	best := LevelNone
	for len(v) > 0 {
		var one []byte
		one, v, _ = bytes.Cut(v, []byte{'|'})
		one = trimBlanks(one)
		if n := len(one) - len(severity); n > 0 && bytes.EqualFold(one[n:], severity) {
			one = trimBlanks(one[:n])
		}
		l := stepLevel(one)
		if l == LevelNone {
			l, _ = wordLevel(one)
		}
		best = max(best, l)
	}
	return best, best != LevelNone
}

func stepLevel(v []byte) Level {
	var low [16]byte
	if len(v) > len(low) {
		return LevelNone
	}
	switch string(lower(low[:0], v)) {
	case "low", "very-low", "minor":
		return LevelNotice
	case "medium", "moderate":
		return LevelWarn
	case "major":
		return LevelError
	case "high", "very-high":
		return LevelCritical
	}
	return LevelNone
}
