package audit_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// factual is a place of a hand-written report that states a fact of the logs, as
// marked in testdata/reports: ⟦kind:text⟧.
type factual struct {
	kind     string
	from, to int // in the report without the marks
}

type handwritten struct {
	name, logs, text string
	facts            []factual
}

var marked = regexp.MustCompile(`⟦(\w+):([^⟧]*)⟧`)

// handReports reads the reports of testdata/reports. Their first line names the
// logs that they speak of.
func handReports(t testing.TB) []handwritten {
	t.Helper()
	paths, err := filepath.Glob("testdata/reports/*")
	if err != nil || len(paths) < 8 {
		t.Fatalf("%d reports: %v", len(paths), err)
	}
	var out []handwritten
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(b), "\n")
		h := handwritten{name: filepath.Base(path), logs: strings.TrimSuffix(strings.TrimPrefix(head, "<!-- logs: "), " -->")}
		var text strings.Builder
		last := 0
		for _, m := range marked.FindAllStringSubmatchIndex(body, -1) {
			text.WriteString(body[last:m[0]])
			from := text.Len()
			text.WriteString(body[m[4]:m[5]])
			h.facts = append(h.facts, factual{body[m[2]:m[3]], from, text.Len()})
			last = m[1]
		}
		text.WriteString(body[last:])
		h.text = text.String()
		out = append(out, h)
	}
	return out
}

// mutation is a report with one fact changed.
type mutation struct {
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
			fresh = otherLine(r, old)
		}
		if fresh != old {
			break
		}
	}
	return mutation{fmt.Sprintf("%s %q -> %q", f.kind, old, fresh), text[:f.from] + fresh + text[f.to:], f.from, f.from + len(fresh)}
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

// otherLine changes a word or a number of a quoted line, or cuts its end off.
func otherLine(r *rand.Rand, s string) string {
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
		if len(words) > 8 && r.IntN(2) == 0 {
			return strings.Join(words[:len(words)-2], " ")
		}
	}
	at := len(words)/3 + r.IntN(len(words)-len(words)/3)
	words[at] = []string{"unexpectedly", "rejected", "primary", "restarted", "never"}[r.IntN(5)]
	return strings.Join(words, " ")
}
