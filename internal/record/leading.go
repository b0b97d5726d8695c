package record

import "bytes"

// leadingLevel reads a level that a message itself begins with: "ERROR: ...",
// "[warn] ...", "<err> ...", "error: ...", "ERROR ...", "##[error]...", and Cisco's
// "%FACILITY-SEVERITY-MNEMONIC:", whose severity is syslog's.
func leadingLevel(message []byte) Level {
	if len(message) < 5 {
		return LevelNone
	}
	i := 0
	switch message[0] {
	case '[', '(', '<':
		i = 1
	case '#':
		i = len("##[")
	case '%':
		return ciscoLevel(message)
	}
	j := i
	for j < len(message) && j-i < maxLevelWord && isLetter(message[j]) {
		j++
	}
	if j-i < 3 || j >= len(message) || !endsLevel(message, i, j) {
		return LevelNone
	}
	l, _ := wordLevel(message[i:j])
	return l
}

// endsLevel reports whether the word message[i:j] is set apart as a level is.
func endsLevel(message []byte, i, j int) bool {
	switch message[j] {
	case ':':
		return i == 0
	case ']', ')':
		return i > 0 && message[0] != '<'
	case '>':
		return i > 0 && message[0] == '<'
	case ' ', '\t':
		return i == 0 && upper(message[:j])
	}
	return false
}

func ciscoLevel(message []byte) Level {
	i := bytes.IndexByte(message, '-')
	if i < 2 || i+2 >= len(message) || !isDigit(message[i+1]) || message[i+2] != '-' || bytes.IndexByte(message[:i], ' ') >= 0 {
		return LevelNone
	}
	return syslogLevel(int(message[i+1] - '0'))
}

// guessLimit is how much of a line is searched for a level word.
const guessLimit = 128

// guessLevel finds the first word of capitals, or in brackets, bars or between
// colons, that names a level in the beginning of a line of no closer format.
func guessLevel(line []byte) Level {
	line = line[:min(len(line), guessLimit)]
	for i := 0; i < len(line); {
		if !isLetter(line[i]) {
			i++
			continue
		}
		j := i
		for j < len(line) && (isName(line[j]) || line[j] == '$' || line[j] == '/') {
			j++
		}
		if j-i >= 4 && (j < len(line)) && (upper(line[i:j]) || enclosed(line, i, j)) {
			if l, ok := wordLevel(line[i:j]); ok {
				return l
			}
		}
		i = j
	}
	return LevelNone
}

// enclosed reports whether the word line[i:j] stands between two marks.
func enclosed(line []byte, i, j int) bool {
	if i == 0 || j == len(line) {
		return false
	}
	switch open, end := line[i-1], line[j]; open {
	case '[':
		return end == ']' || isBlank(end)
	case '(', '|', ':':
		return end == ')' || end == open
	}
	return false
}

func upper(word []byte) bool {
	for _, c := range word {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// tagged adds the value of "key: value" in a message whose parts stand apart by
// ", " (nginx's error log). A quoted value may hold commas.
func tagged(rec *Record, key []byte) {
	rest := rec.Message
	for {
		k := bytes.Index(rest, key)
		if k < 0 {
			return
		}
		end := k + len(key)
		if k >= 2 && rest[k-1] == ' ' && rest[k-2] == ',' && end+2 < len(rest) && rest[end] == ':' && rest[end+1] == ' ' {
			rec.add(key, tagValue(rest[end+2:]))
			return
		}
		rest = rest[end:]
	}
}

func tagValue(b []byte) []byte {
	if end := closeQuote(b, 0); end > 0 {
		return b[1:end]
	}
	value, _, _ := bytes.Cut(b, []byte(", "))
	return value
}
