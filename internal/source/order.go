package source

import (
	"cmp"
	"strings"
)

// compareNames is the order of inputs: natural, so that app.log.2 comes before
// app.log.10, and folder by folder, so that '/' sorts before every other byte.
// Names that differ only in leading zeros fall back to their bytes, so that
// different names never compare equal.
func compareNames(a, b string) int {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if isDigit(a[i]) && isDigit(b[j]) {
			na, nb := digits(a[i:]), digits(b[j:])
			if c := compareNumbers(na, nb); c != 0 {
				return c
			}
			i, j = i+len(na), j+len(nb)
			continue
		}
		if a[i] != b[j] {
			return cmp.Compare(rank(a[i]), rank(b[j]))
		}
		i, j = i+1, j+1
	}
	return cmp.Or(cmp.Compare(len(a)-i, len(b)-j), strings.Compare(a, b))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func rank(c byte) int {
	if c == '/' {
		return -1
	}
	return int(c)
}

func digits(s string) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return s[:n]
}

// compareNumbers compares decimal numbers of any length.
func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
