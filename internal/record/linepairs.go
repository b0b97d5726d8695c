package record

import "bytes"

// maxPairKey is the length of the longest key of a "key: value" line.
const maxPairKey = 40

// linePairs reads the "key: value" lines of a record, its first line among them, as the
// members of an object are read: what a key means is told by its name.
func (r *run) linePairs(rec *Record, f *Format) {
	m := &r.inner
	m.forget()
	m.begin(rec.Raw)
	m.levels, m.keys, m.roots = f.levels, f.keys, nil
	m.linePair(rec.Raw)
	for rest := rec.Body; len(rest) > 0 && len(m.caps) < maxCaptures; {
		var line []byte
		line, rest, _ = bytes.Cut(rest, lineEnd)
		m.linePair(trimCR(line))
	}
	m.classify()
	r.assign(rec, m, f)
	if m.timed {
		r.set(rec, m)
	}
}

// linePair captures the pair of a line, if it is one.
func (m *matcher) linePair(line []byte) {
	if key, value := pairOf(line); len(value) > 0 {
		m.field(key, value)
	}
}

// pairOf parts "Key: value"; no key where the line is none. A key has three words at
// most.
func pairOf(line []byte) (key, value []byte) {
	line = trimBlanks(line)
	k := bytes.IndexByte(line, ':')
	if k <= 0 || k > maxPairKey || !isLetter(line[0]) || k+1 < len(line) && !isBlank(line[k+1]) {
		return nil, nil
	}
	key = trimBlanks(line[:k])
	if bytes.Count(key, []byte{' '}) > 2 {
		return nil, nil
	}
	for _, c := range key {
		if !isName(c) && c != ' ' {
			return nil, nil
		}
	}
	return key, trimBlanks(line[k+1:])
}
