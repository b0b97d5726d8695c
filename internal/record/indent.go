package record

// indentedShare is how many of a hundred lines are indented, and of those begin with a
// stamp or an object, where the whole source is: lines that were copied out of a
// terminal, a mail or a list.
const indentedShare = 60

// indented reports whether the lines of a sample have blanks in front of what would
// begin a record, and returns the lines without them.
func indented(lines [][]byte) ([][]byte, bool) {
	blank, begin := 0, 0
	for _, line := range lines {
		if isBlank(line[0]) {
			blank++
			begin += count(beginsRecord(trimBlanks(line)))
		}
	}
	if blank == 0 || 100*blank < indentedShare*len(lines) || 100*begin < indentedShare*blank {
		return lines, false
	}
	out := make([][]byte, len(lines))
	for i, line := range lines {
		out[i] = line
		if t := trimLeft(line); beginsRecord(t) {
			out[i] = t
		}
	}
	return out, true
}

// beginsRecord reports whether a line begins with a stamp, bare or in a bracket, or
// with an object that ends where the line does.
func beginsRecord(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	var s stamp
	switch line[0] {
	case '{':
		return len(line) > 2 && line[len(line)-1] == '}'
	case '[', '<', '(':
		line = line[1:]
	}
	return parseStamp(line, &s) > 0
}

func trimLeft(line []byte) []byte { return line[blanks(line, 0):] }

// unindented judges a line without the blanks in front of it, where the whole source
// is indented; false when it begins no record.
func (l *Layout) unindented(m *matcher, line []byte) (*Format, verdict, bool) {
	line = trimLeft(line)
	if !beginsRecord(line) {
		return nil, isBlankLine, false
	}
	f, v := l.judge(m, line)
	return f, v, v == isRecord
}
