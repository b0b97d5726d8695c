package audit

import "strings"

// lowered is a text in small letters, byte for byte in the places of the text: where the
// small letters would take other places (bytes that are no UTF-8, a few letters of
// other alphabets), those of ASCII alone are made small.
func lowered(s string) string {
	if low := strings.ToLower(s); len(low) == len(s) {
		return low
	}
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
