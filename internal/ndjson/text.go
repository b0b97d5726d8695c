package ndjson

import "unicode/utf8"

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string (RFC 8259). Besides what must be escaped it
// escapes everything that acts on a terminal or on the direction of text; bytes
// that are no UTF-8 become U+FFFD.
func appendString(dst, v []byte) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(v); {
		c := v[i]
		if c < utf8.RuneSelf {
			dst = appendASCII(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(v[i:])
		switch {
		case r == utf8.RuneError && n <= 1 && c >= 0xa0: // no UTF-8: most likely Latin-1
			dst = utf8.AppendRune(dst, rune(c))
		case r == utf8.RuneError && n <= 1:
			dst = append(dst, "\uFFFD"...)
		case acts(r):
			dst = appendUnicode(dst, r)
		default:
			dst = append(dst, v[i:i+n]...)
		}
		i += n
	}
	return append(dst, '"')
}

func appendASCII(dst []byte, c byte) []byte {
	switch {
	case c == '"' || c == '\\':
		return append(dst, '\\', c)
	case c == '\n':
		return append(dst, '\\', 'n')
	case c == '\t':
		return append(dst, '\\', 't')
	case c == '\r':
		return append(dst, '\\', 'r')
	case c < ' ' || c == 0x7f:
		return appendUnicode(dst, rune(c))
	}
	return append(dst, c)
}

func appendUnicode(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// acts tells C1 controls, separators of lines and marks of direction.
func acts(r rune) bool {
	switch {
	case r >= 0x80 && r < 0xa0, r == 0x2028, r == 0x2029, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c, r == 0xfeff:
		return true
	}
	return false
}
