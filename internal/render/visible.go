package render

import (
	"fmt"
	"strings"
	"unicode"
)

// visible writes every rune that acts instead of being seen as an escape that
// is seen: controls (ESC, CR, BS, C1, NUL), bidirectional and zero-width marks,
// line and paragraph separators, private use and unassigned planes. What stays
// can neither move a cursor nor change the order or the colour of the text
// around it. Bytes that are not UTF-8 become U+FFFD. All media begin with it.
func visible(s string) string {
	s = strings.ToValidUTF8(s, string(unicode.ReplacementChar))
	if !strings.ContainsFunc(s, acts) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for _, r := range s {
		if acts(r) {
			writeEscape(&b, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// acts tells whether a rune does something to a medium, or shows as nothing.
func acts(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f:
		return false
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r == '\u2028', r == '\u2029', r == '\u3164', r == '\u115f', r == '\u1160', r == '\uffa0':
		return true // separators, and letters that show as nothing
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector)
}

func writeEscape(b *strings.Builder, r rune) {
	switch {
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\r':
		b.WriteString(`\r`)
	case r == '\n':
		b.WriteString(`\n`)
	case r < 0x100:
		fmt.Fprintf(b, `\x%02x`, r)
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}
