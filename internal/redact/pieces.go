package redact

// A value is cut where somebody reads words: a key of base64 at its slashes, a token at
// its dots. A piece of a secret is a secret.

// Bounds of the pieces that are looked for.
const (
	leastPiece  = 8  // bytes of one that mixes letters and digits
	leastNumber = 6  // digits
	leastLetter = 10 // of one without digits, which mixes upper and lower case
	mostPieces  = 4000
)

// learnPieces keeps the runs of letters and digits in a value that are long and mixed
// enough to be taken for nothing else.
func (m *Masker) learnPieces(value, kind string) {
	eachRun(value, func(from, to int) {
		piece := value[from:to]
		if tellsPiece(piece) && len(m.pieces) < mostPieces && m.pieces[piece] == "" {
			m.pieces[piece] = kind
		}
	})
}

// tellsPiece keeps words and short numbers out.
func tellsPiece(run string) bool {
	digits := 0
	for i := range len(run) {
		if run[i] >= '0' && run[i] <= '9' {
			digits++
		}
	}
	switch {
	case digits == len(run):
		return digits >= leastNumber
	case digits > 0:
		return len(run) >= leastPiece
	}
	return len(run) >= leastLetter && mixedCase(run)
}

func (m *Masker) findPieces(found []span, text string) []span {
	if len(m.pieces) == 0 {
		return found
	}
	eachRun(text, func(from, to int) {
		if to-from < leastNumber {
			return
		}
		if kind := m.pieces[text[from:to]]; kind != "" {
			found = append(found, span{from: from, to: to, kind: kind, rank: len(m.detectors) + 1})
		}
	})
	return found
}

// eachRun calls f for every run of letters and digits of ASCII.
func eachRun(s string, f func(from, to int)) {
	from := -1
	for i := 0; i <= len(s); i++ {
		switch inside := wordByte(s, i); {
		case inside && from < 0:
			from = i
		case !inside && from >= 0:
			f(from, i)
			from = -1
		}
	}
}
