package record

// column splits off a logger that a program pads with blanks to a column of its own behind
// the level ("%-18s" of Python's logging): "branch-load        LOAD322 rejected". Only a name
// whose parts are joined by marks is one, as words of a sentence may stand wide apart too.
func column(message []byte) (logger, rest []byte) {
	i, marks := 0, 0
	for i < len(message) && i < maxColumn && (isName(message[i]) || message[i] == '-' || message[i] == '.') {
		if c := message[i]; c == '-' || c == '.' || c == '_' {
			marks++
		} else if c >= 'A' && c <= 'Z' && i == 0 {
			return nil, message
		}
		i++
	}
	end := blanks(message, i)
	if i < 3 || marks == 0 || end-i < 2 || end == len(message) || !isLetter(message[0]) || !isLetter(message[i-1]) && !isDigit(message[i-1]) {
		return nil, message
	}
	return message[:i], message[end:]
}

// maxColumn is the longest name of such a logger, in bytes.
const maxColumn = 48
