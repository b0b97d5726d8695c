package profile

import (
	"bytes"
	"encoding/binary"
)

// The form of a text is the text with the digits of its values flattened: digits
// become '1', and of hexadecimal numbers and UUIDs the letters too, whose places
// are as random. Lengths stay, so that what stands where in the form stands there
// in the text. Most lines of a log share their form with lines before them.

const (
	lanes = 0x0101010101010101
	highs = 0x80 * lanes
)

// appendForm appends the form of a text.
func appendForm(dst, text []byte) []byte {
	from := len(dst)
	dst = append(dst, text...)
	b := dst[from:]
	if len(b) < 8 {
		for i, c := range b {
			if isDigit(c) {
				b[i] = '1'
			}
		}
		flattenWords(b, text)
		return dst
	}
	mixed, digit, letter := uint64(0), uint64(0), uint64(0)
	for i := 0; ; i += 8 {
		i = min(i, len(b)-8) // the last step overlaps the one before
		x := binary.LittleEndian.Uint64(text[i:])
		d, h := digitLanes(x), hexLanes(x)
		binary.LittleEndian.PutUint64(b[i:], x&^(d>>7*0x0f)|d>>7)
		mixed |= d&(h<<8|h>>8) | d&letter | h&digit
		digit, letter = d>>56, h>>56 // the last byte is in front of the next step's first
		if i == len(b)-8 {
			break
		}
	}
	if mixed != 0 {
		flattenWords(b, text)
	}
	return dst
}

// digitLanes marks the bytes of x that are digits by their high bit.
func digitLanes(x uint64) uint64 {
	t := x ^ 0x30*lanes
	return ^(t&(0x7f*lanes) + 0x76*lanes | t) & highs
}

// hexLanes marks the bytes that are a letter from a to f, or x, in any case.
func hexLanes(x uint64) uint64 {
	low := x | 0x20*lanes
	t := low ^ 0x60*lanes // a to f become 1 to 6
	letters := ^(t&(0x7f*lanes) + 0x79*lanes | t) & highs
	zero := ^((t & (0x7f * lanes)) + 0x7f*lanes | t) & highs
	y := low ^ 'x'*lanes
	return letters&^zero | ^((y&(0x7f*lanes))+0x7f*lanes|y)&highs
}

func isDigit(c byte) bool { return c-'0' < 10 }

// wordClass has bits for the letters and digits of words.
const (
	wordDigit uint8 = 1 << iota
	wordLower       // a to f
	wordUpper       // A to F
	wordOther       // other letters
)

var wordClass = func() (t [256]uint8) {
	for c := range t {
		switch b := byte(c); {
		case isDigit(b):
			t[c] = wordDigit
		case b >= 'a' && b <= 'f':
			t[c] = wordLower
		case b >= 'A' && b <= 'F':
			t[c] = wordUpper
		case b|0x20 >= 'g' && b|0x20 <= 'z':
			t[c] = wordOther
		}
	}
	return t
}()

// minHex is the length from which on letters and digits are a hexadecimal number.
const minHex = 6

// flattenWords flattens the hexadecimal numbers among the words of text in b.
func flattenWords(b, text []byte) {
	for i := 0; i < len(text); {
		seen, j := uint8(0), i
		for j < len(text) {
			c := wordClass[text[j]]
			if c == 0 {
				break
			}
			seen |= c
			j++
		}
		if j == i {
			i++
			continue
		}
		switch {
		case j-i == 8 && isUUID(text[i:]):
			j = i + uuidLength
			flattenHex(b[i:i+8], 'a')
			for k := i + 8; k < j-12; k += 5 {
				flattenHex(b[k+1:k+5], 'a')
			}
			flattenHex(b[j-12:j], 'a')
		case j-i > 2 && text[i] == '0' && text[i+1] == 'x':
			b[i] = '0'
			if isHexText(text[i+2 : j]) {
				flattenHex(b[i+2:j], 'a')
			}
		case j-i < minHex:
		case seen == wordDigit|wordLower:
			flattenHex(b[i:j], 'a')
		case seen == wordDigit|wordUpper:
			flattenHex(b[i:j], 'A')
		}
		i = j
	}
}

func flattenHex(b []byte, letter byte) {
	for i := range b {
		b[i] = '1'
		if i&1 == 1 {
			b[i] = letter
		}
	}
}

const uuidLength = 36

func isUUID(b []byte) bool {
	if len(b) < uuidLength || len(b) > uuidLength && wordClass[b[uuidLength]] != 0 {
		return false
	}
	for i, c := range b[:uuidLength] {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if wordClass[c]&(wordDigit|wordLower|wordUpper) == 0 {
				return false
			}
		}
	}
	return true
}

func isHexText(b []byte) bool {
	for _, c := range b {
		if wordClass[c]&(wordDigit|wordLower|wordUpper) == 0 {
			return false
		}
	}
	return true
}

// span is a range of bytes.
type span struct{ a, b int }

// flatDigits calls fn for each run of digits of a form that may be flattened.
func flatDigits(form []byte, fn func(a, b int)) {
	for i := 0; ; {
		k := bytes.IndexByte(form[i:], '1')
		if k < 0 {
			return
		}
		a := i + k
		for i = a + 1; i < len(form) && form[i] == '1'; i++ {
		}
		fn(a, i)
	}
}

// vary gives the flat digits of a form other values: of run n, first and last
// digits that make a valid month, day, hour or octet of any run.
func vary(form []byte, exact []span) {
	n := 0
	flatDigits(form, func(a, b int) {
		if overlaps(exact, a, b) {
			return
		}
		n++
		if b-a == 1 {
			form[a] = '1' + byte(n%8)
			return
		}
		form[b-1] = '0' + byte((n+1)%3)
	})
}

// zero makes the flat digits of a form 0.
func zero(form []byte, exact []span) {
	flatDigits(form, func(a, b int) {
		if !overlaps(exact, a, b) {
			for i := a; i < b; i++ {
				form[i] = '0'
			}
		}
	})
}

func overlaps(list []span, a, b int) bool {
	for _, s := range list {
		if s.a < b && a < s.b {
			return true
		}
	}
	return false
}
