package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
)

// mutation is a report with one fact changed.
type mutation struct {
	kind     string
	what     string
	text     string
	from, to int // of the changed fact
}

// mutate changes a fact to something that is not so.
func mutate(r *rand.Rand, text string, f factual, names []string) mutation {
	old := text[f.from:f.to]
	fresh := old
	for range 20 {
		switch f.kind {
		case "count":
			fresh = otherNumber(r, old)
		case "sum":
			fresh = otherFigure(r, old)
		case "time":
			fresh = otherTime(r, old)
		case "date":
			fresh = otherDate(r, old)
		case "name":
			fresh = otherName(r, old, names)
		case "line":
			fresh = otherLine(r, old, wholeLine(text, f))
		case "drop":
			fresh = withoutLine(r, old)
		case "swap":
			fresh = swappedLines(r, old)
		default:
			if change := others[f.kind]; change != nil {
				fresh = change(r, old)
			}
		}
		if fresh != old {
			break
		}
	}
	what := fmt.Sprintf("%s %q -> %q", f.kind, old, fresh)
	if f.kind == "drop" || f.kind == "swap" {
		what = f.kind + " of a line"
	}
	return mutation{f.kind, what, text[:f.from] + fresh + text[f.to:], f.from, f.from + len(fresh)}
}

var anyNumber = regexp.MustCompile(`\d+`)

// otherNumber changes a count by one, two, a tenth or swaps its digits.
func otherNumber(r *rand.Rand, s string) string {
	n, err := strconv.Atoi(strings.ReplaceAll(s, ",", ""))
	if err != nil {
		return s
	}
	for _, d := range [][]int{{1, -1, 2, 10}, {-1, 1, 3, -2}}[r.IntN(2)] {
		if r.IntN(2) == 0 && n+d >= 0 {
			return strconv.Itoa(n + d)
		}
	}
	return strconv.Itoa(n + 1 + n/10)
}

// otherFigure changes one number of a figure by at least a tenth.
func otherFigure(r *rand.Rand, s string) string {
	all := anyNumber.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return s
	}
	at := all[0]
	n, err := strconv.Atoi(s[at[0]:at[1]])
	if err != nil {
		return s
	}
	d := 1 + n/8 + r.IntN(2+n/4)
	if r.IntN(2) == 0 && n-d > 0 {
		d = -d
	}
	return s[:at[0]] + strconv.Itoa(n+d) + s[at[1]:]
}

var clockPart = regexp.MustCompile(`(\d\d):(\d\d)(?::(\d\d))?`)

// otherTime shifts the hour, the minute or the second of a time.
func otherTime(r *rand.Rand, s string) string {
	m := clockPart.FindStringSubmatchIndex(s)
	if m == nil {
		return otherDate(r, s)
	}
	part := 1 + r.IntN(3)
	if part == 3 && m[6] < 0 {
		part = 2
	}
	n, _ := strconv.Atoi(s[m[2*part]:m[2*part+1]])
	mod := []int{0, 24, 60, 60}[part]
	n = (n + 1 + r.IntN(mod-2)) % mod
	return s[:m[2*part]] + fmt.Sprintf("%02d", n) + s[m[2*part+1]:]
}

var dayPart = regexp.MustCompile(`\b\d{1,2}\b`)

// otherDate shifts the day of a date by a week or two.
func otherDate(r *rand.Rand, s string) string {
	all := dayPart.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return s
	}
	at := all[len(all)-1]
	n, _ := strconv.Atoi(s[at[0]:at[1]])
	n = 1 + (n+6+r.IntN(9))%28
	return s[:at[0]] + fmt.Sprintf("%0*d", at[1]-at[0], n) + s[at[1]:]
}

// otherName takes another name of the same report, or changes a digit or a letter.
func otherName(r *rand.Rand, s string, names []string) string {
	if r.IntN(2) == 0 {
		if n := names[r.IntN(len(names))]; n != s && sameSort(n, s) {
			return n
		}
	}
	i := len(s) - 1 - r.IntN(min(len(s), 3))
	c := s[i]
	switch {
	case c >= '0' && c <= '9':
		c = '0' + (c-'0'+1+byte(r.IntN(8)))%10
	case c >= 'a' && c <= 'z':
		c = 'a' + (c-'a'+1+byte(r.IntN(24)))%26
	}
	return s[:i] + string(c) + s[i+1:]
}

func sameSort(a, b string) bool {
	return formOfName(a) == formOfName(b)
}

func formOfName(s string) string {
	return regexp.MustCompile(`[a-zA-Z]+`).ReplaceAllString(anyNumber.ReplaceAllString(s, "0"), "a")
}

// wholeLine tells a quote that fills its line.
func wholeLine(text string, f factual) bool {
	from := strings.LastIndexByte(text[:f.from], '\n') + 1
	return strings.Trim(text[from:f.from], " \t-*>0123456789:") == "" && (f.to == len(text) || text[f.to] == '\n')
}

// otherLine changes a word or a number of a quoted line, or cuts the end of a whole
// line off: words quoted within a sentence may end where they like.
func otherLine(r *rand.Rand, s string, whole bool) string {
	words := strings.Split(s, " ")
	switch r.IntN(3) {
	case 0:
		all := anyNumber.FindAllStringIndex(s, -1)
		if len(all) == 0 {
			break
		}
		at := all[r.IntN(len(all))]
		n, _ := strconv.Atoi(s[at[0]:at[1]])
		return s[:at[0]] + fmt.Sprintf("%0*d", at[1]-at[0], n+1+r.IntN(5)) + s[at[1]:]
	case 1:
		if len(words) > 8 && r.IntN(2) == 0 && whole {
			return strings.Join(words[:len(words)-2], " ")
		}
	}
	at := len(words)/3 + r.IntN(len(words)-len(words)/3)
	words[at] = []string{"unexpectedly", "rejected", "primary", "restarted", "never"}[r.IntN(5)]
	return strings.Join(words, " ")
}

// withoutLine leaves one line out of the middle of a run of lines.
func withoutLine(r *rand.Rand, s string) string {
	lines := strings.SplitAfter(strings.TrimSuffix(s, "\n"), "\n")
	i := 1 + r.IntN(len(lines)-2)
	return strings.Join(append(lines[:i:i], lines[i+1:]...), "") + "\n"
}

// swappedLines puts two neighbours of a run of lines in the other order. Lines that
// read the same, and marks that lines are left out, stay where they are.
func swappedLines(r *rand.Rand, s string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for _, i := range r.Perm(len(lines) - 1) {
		if a, b := lines[i], lines[i+1]; len(a) > 24 && len(b) > 24 && a != b && stampedLine.MatchString(a) && stampedLine.MatchString(b) {
			lines[i], lines[i+1] = b, a
			return strings.Join(lines, "\n") + "\n"
		}
	}
	return s
}
