package record

import (
	"encoding/binary"
	"math/bits"
)

// lineForm is a line with its values left out: runs of digits, and words in which
// letters and digits mix (hexadecimal numbers, UUIDs, random ids). Lines of one
// form have the same text between their values, so that what is found between
// the values of one is found there in all of them. The hash is a pure function of
// that text.
type lineForm struct {
	hash     uint64
	size     int     // bytes outside of values
	from, to []int32 // the values
}

const (
	minFormed = 16   // bytes of a line that is worth a form
	maxFormed = 2048 //
	maxValues = 128  // values of a line that has a form
)

const (
	lanes = 0x0101010101010101
	highs = 0x80 * lanes
)

// mixWord is the multiply-and-fold step of wyhash (Wang Yi,
// https://github.com/wangyi-fudan/wyhash, public domain).
func mixWord(h, x uint64) uint64 {
	hi, lo := bits.Mul64(h^x, 0x9e3779b97f4a7c15)
	return hi ^ lo
}

// formSeed is the hash of no text.
const formSeed = 0xe7037ed1a0b428db

// valueMark is what is mixed in for a value.
const valueMark = 0xa0761d6478bd642f

// read finds the form of a line; false when the line has none.
func (f *lineForm) read(b []byte) bool {
	f.from, f.to = f.from[:0], f.to[:0]
	if len(b) < minFormed || len(b) > maxFormed {
		return false
	}
	if b[0] == '{' {
		return f.readJSON(b)
	}
	from, to := f.room()
	n := 0
	h, p := uint64(formSeed), 0
	text, before := 0, h // where the text behind the last value begins, and the hash there
	size := len(b)
	for p < len(b) {
		x, width := wordAt(b, p)
		d := digitLanes(x)
		if d == 0 {
			h = mixWord(h, x)
			p += width
			continue
		}
		if n == maxValues {
			return false
		}
		k := bits.TrailingZeros64(d) >> 3
		p += k
		start := p
		var end int
		if other := ^d & highs >> (8 * k); other != 0 {
			end = p + bits.TrailingZeros64(other)>>3
		} else {
			end = digitsEnd(b, p+8-k)
		}
		tail := x & (1<<(8*k) - 1)
		if end-p == 8 || p > text && isLetter(b[p-1]) || end < len(b) && isLetter(b[end]) {
			if start, end = valueAround(b, text, p); start < p { // it begins with letters
				h, tail = before, 0
				whole := (start - text) &^ 7
				h = mixText(h, b[text:text+whole])
				k = copyWord(&tail, b[text+whole:start])
			}
		}
		h = mixWord(h, valueMark^(tail|uint64(k)<<56))
		from[n], to[n] = int32(start), int32(end)
		n++
		size -= end - start
		p, text, before = end, end, h
	}
	f.from, f.to = from[:n], to[:n]
	f.hash, f.size = mixWord(h, uint64(size)), size
	return true
}

// room makes room for the values of any line.
func (f *lineForm) room() (from, to *[maxValues]int32) {
	if cap(f.from) < maxValues || cap(f.to) < maxValues {
		f.from, f.to = make([]int32, 0, maxValues), make([]int32, 0, maxValues)
	}
	return (*[maxValues]int32)(f.from[:maxValues]), (*[maxValues]int32)(f.to[:maxValues])
}

// copyWord puts up to seven bytes into a word, the first one lowest.
func copyWord(x *uint64, b []byte) int {
	for i, c := range b {
		*x |= uint64(c) << (8 * i)
	}
	return len(b)
}

// wordAt loads up to eight bytes at p; len(b) is at least eight.
func wordAt(b []byte, p int) (x uint64, width int) {
	if p+8 <= len(b) {
		return binary.LittleEndian.Uint64(b[p:]), 8
	}
	width = len(b) - p
	return binary.LittleEndian.Uint64(b[len(b)-8:]) >> (8 * (8 - width)), width
}

// mixText mixes in text without values, as read does word by word.
func mixText(h uint64, text []byte) uint64 {
	for len(text) >= 8 {
		h = mixWord(h, binary.LittleEndian.Uint64(text))
		text = text[8:]
	}
	if len(text) > 0 {
		var tail [8]byte
		copy(tail[:], text)
		h = mixWord(h, binary.LittleEndian.Uint64(tail[:]))
	}
	return h
}

// digitLanes marks the bytes of x that are digits by their high bit.
func digitLanes(x uint64) uint64 {
	t := x ^ 0x30*lanes
	return ^(t&(0x7f*lanes) + 0x76*lanes | t) & highs
}

// digitsEnd returns the position behind the digits at b[p].
func digitsEnd(b []byte, p int) int {
	for p+8 <= len(b) {
		other := ^digitLanes(binary.LittleEndian.Uint64(b[p:])) & highs
		if other != 0 {
			return p + bits.TrailingZeros64(other)>>3
		}
		p += 8
	}
	for p < len(b) && isDigit(b[p]) {
		p++
	}
	return p
}

// valueAround returns the value that the digit at p belongs to; it begins at text
// or later.
func valueAround(b []byte, text, p int) (start, end int) {
	end = digitsEnd(b, p+1)
	inWord := p > text && isLetter(b[p-1]) || end < len(b) && isLetter(b[end])
	if !inWord {
		if end-p == 8 && isUUID(b[p:]) {
			return p, p + uuidLength
		}
		return p, end
	}
	start = p
	for start > text && isLetter(b[start-1]) {
		start--
	}
	stop := end
	for stop < len(b) && (isLetter(b[stop]) || isDigit(b[stop])) {
		stop++
	}
	switch {
	case stop-start == 8 && isUUID(b[start:]):
		return start, start + uuidLength
	case isRandom(b[start:stop]):
		return start, stop
	}
	return p, end
}

// isRandom tells words that are values from names with a number: hexadecimal
// numbers of six and more characters, and words where letters and digits change
// three times or more.
func isRandom(word []byte) bool {
	hexadecimal, changes := true, 0
	upper, lower := false, false
	digit := isDigit(word[0])
	for _, c := range word {
		if isDigit(c) != digit {
			digit = !digit
			changes++
		}
		if digit {
			continue
		}
		if hexDigit(c) < 0 {
			hexadecimal = false
		}
		upper, lower = upper || c <= 'Z', lower || c >= 'a'
	}
	return changes >= 3 || hexadecimal && len(word) >= 6 && upper != lower
}

const uuidLength = 36

// isUUID recognises 8-4-4-4-12 hexadecimal digits (RFC 9562, 4).
func isUUID(b []byte) bool {
	if len(b) < uuidLength || b[8] != '-' || b[13] != '-' || b[18] != '-' || b[23] != '-' {
		return false
	}
	for i, c := range b[:uuidLength] {
		if hexDigit(c) < 0 && (i != 8 && i != 13 && i != 18 && i != 23) {
			return false
		}
	}
	return len(b) == uuidLength || !isLetter(b[uuidLength]) && !isDigit(b[uuidLength])
}
