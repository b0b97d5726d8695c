package event

import (
	"iter"
	"strings"
)

func splitComma(s string) iter.Seq[string] { return strings.SplitSeq(s, ",") }

func cutSpace(s string) (a, b string, ok bool) { return strings.Cut(s, " ") }

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isSpace(c byte) bool  { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func hasDigit(b []byte) bool {
	for _, c := range b {
		if isDigit(c) {
			return true
		}
	}
	return false
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if !isDigit(c) {
			return false
		}
	}
	return len(b) > 0
}

// lower writes b in lower case to buf and returns it; nil when it is too long
// to be a word of the lexicon.
func lower(buf []byte, b []byte) []byte {
	if len(b) > len(buf) {
		return nil
	}
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		buf[i] = c
	}
	return buf[:len(b)]
}

// equalFold compares with a lower-case word, ASCII only.
func equalFold(b []byte, word string) bool {
	if len(b) != len(word) {
		return false
	}
	for i := range b {
		c := b[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

// indexFold finds a lower-case word in b, ASCII only, or -1.
func indexFold(b []byte, word string) int {
	if word == "" || len(b) < len(word) {
		return -1
	}
	lo, up := word[0], word[0]
	if isLetter(lo) {
		up &^= 0x20
	}
	for i := 0; i+len(word) <= len(b); i++ {
		if c := b[i]; (c == lo || c == up) && equalFold(b[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}
