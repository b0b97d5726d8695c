package record

import (
	"encoding/binary"
	"math/bits"
)

// longText is the length up to which a value may name a thread or a process.
const longText = 64

// maxWordy is the length of the longest word that stays in the form of a JSON line:
// a level, a method.
const maxWordy = 13

// readJSON finds the form of a line that begins like a JSON object: numbers are
// values, and so are the strings behind a colon, save single words, which may be
// levels. A line with escapes in a string has no form.
func (f *lineForm) readJSON(b []byte) bool {
	h := uint64(formSeed)
	size, text := len(b), 0
	for p := nextMark(b, 0); p < len(b); p = nextMark(b, p) {
		var start, end, next int
		class := uint64(0)
		if b[p] == '"' {
			e := stringEnd(b, p+1)
			if e < 0 {
				return false
			}
			start, end, next = p+1, e, e+1
			if !isJSONValue(b, p) || isWordy(b[start:end]) {
				p = next
				continue
			}
			if end-start > longText {
				class = 1 << 32
			}
		} else {
			start, end = valueAround(b, text, p)
			next = end
			if b[start] == '0' && end-start > 1 && b[p-1] != '.' {
				class = 1 << 33 // no number of JSON, unless it is an exponent
			}
		}
		if len(f.from) == maxValues {
			return false
		}
		h = mixWord(mixText(h, b[text:start]), valueMark^uint64(start-text)^class)
		f.from, f.to = append(f.from, int32(start)), append(f.to, int32(end))
		size -= end - start
		p, text = next, end
	}
	f.hash, f.size = mixWord(mixText(h, b[text:]), uint64(size)), size
	return true
}

// isJSONValue tells whether the string whose quote stands at p follows a colon.
func isJSONValue(b []byte, p int) bool {
	if b[p-1] == ' ' {
		p--
	}
	return p > 0 && b[p-1] == ':'
}

// isWordy tells the strings that stay in the form: empty ones, single words, and
// what may be an object or a list in a string.
func isWordy(s []byte) bool {
	if len(s) == 0 || s[0] == '{' || s[0] == '[' {
		return true
	}
	if len(s) > maxWordy {
		return false
	}
	for _, c := range s {
		if !isLetter(c) {
			return false
		}
	}
	return true
}

// byteLanes marks the bytes of x that are c by their high bit; bytes behind the
// first may be marked wrongly.
func byteLanes(x uint64, c byte) uint64 {
	t := x ^ uint64(c)*lanes
	return (t - lanes) &^ t & highs
}

// nextMark returns the position of the first quote or digit at or behind p.
func nextMark(b []byte, p int) int {
	for p+8 <= len(b) {
		x := binary.LittleEndian.Uint64(b[p:])
		if m := digitLanes(x) | byteLanes(x, '"'); m != 0 {
			return p + bits.TrailingZeros64(m)>>3
		}
		p += 8
	}
	for p < len(b) && b[p] != '"' && !isDigit(b[p]) {
		p++
	}
	return p
}

// stringEnd returns the position of the quote that ends a string, -1 when there is
// none or an escape stands before it.
func stringEnd(b []byte, p int) int {
	for p+8 <= len(b) {
		x := binary.LittleEndian.Uint64(b[p:])
		if m := byteLanes(x, '"') | byteLanes(x, '\\'); m != 0 {
			p += bits.TrailingZeros64(m) >> 3
			if b[p] == '"' {
				return p
			}
			return -1
		}
		p += 8
	}
	for ; p < len(b); p++ {
		switch b[p] {
		case '"':
			return p
		case '\\':
			return -1
		}
	}
	return -1
}
