package source

import (
	"cmp"
	"slices"
	"strings"
)

// A rotated set is one log in several files: app.log.2.gz, app.log.1, app.log. Its
// files follow one another in the order of time, oldest first.

// turn is the place of a file in its rotated set.
type turn struct {
	family string // name of the live file
	class  int    // 0: dated, 1: numbered, 2: the live file
	key    string // date as digits, number
}

var packedEndings = []string{".gz", ".bz2", ".xz", ".zst", ".lz4", ".Z"}

// withoutPacking is a name without the ending of its compression.
func withoutPacking(name string) string {
	for _, e := range packedEndings {
		if s, ok := strings.CutSuffix(name, e); ok {
			return s
		}
	}
	return name
}

// turnOf reads what a name says about rotation; whether it is true is for the
// other names to tell.
func turnOf(name string) turn {
	stem := withoutPacking(name)
	at := strings.LastIndexByte(stem, '/') + 1
	base := stem[at:]
	if i := strings.LastIndexByte(base, '.'); i > 0 {
		if n := base[i+1:]; n != "" && len(n) <= 4 && digits(n) == n {
			if t := dated(stem[:at], base[:i]); t.class == 0 { // logback: app.2026-03-01.3.log
				return turn{t.family, 0, t.key + "." + n}
			}
			return turn{stem[:at] + base[:i], 1, n}
		}
	}
	return dated(stem[:at], base)
}

// dated looks for a date in a file's name: app.log-20260301, app.2026-03-01.log.
func dated(folder, base string) turn {
	for i := 1; i < len(base); i++ {
		if base[i-1] != '-' && base[i-1] != '.' && base[i-1] != '_' {
			continue
		}
		n, key := dateAt(base[i:])
		if n == 0 {
			continue
		}
		return turn{folder + base[:i-1] + base[i+n:], 0, key}
	}
	return turn{folder + base, 2, ""}
}

// dateAt reads a date, or a date with a time, at the beginning of s: how many
// bytes it takes, and its digits.
func dateAt(s string) (n int, key string) {
	var d []byte
	for n < len(s) {
		c := s[n]
		switch {
		case isDigit(c):
			d = append(d, c)
		case (c == '-' || c == '_' || c == 'T') && n+1 < len(s) && isDigit(s[n+1]) && len(d) < 14:
		default:
			return ofDate(n, d)
		}
		n++
	}
	return ofDate(n, d)
}

func ofDate(n int, d []byte) (int, string) {
	if len(d) < 8 || len(d) > 17 {
		return 0, ""
	}
	year, month, day := string(d[:4]), string(d[4:6]), string(d[6:8])
	if year < "1980" || year > "2199" || month < "01" || month > "12" || day < "01" || day > "31" {
		return 0, ""
	}
	return n, string(d)
}

// liveNames are the logs without an ending that rotation keeps by number.
var liveNames = map[string]bool{"messages": true, "syslog": true, "secure": true, "maillog": true, "cron": true, "dmesg": true,
	"boot": true, "debug": true, "daemon": true, "kern": true, "auth": true, "access": true, "error": true, "stdout": true, "stderr": true, "console": true}

// arrange puts the inputs into their order: by name, where a rotated set stands
// as its live file and goes from its oldest file to the newest.
func (set *Set) arrange() {
	exists := map[string]bool{}
	for _, in := range set.Inputs {
		exists[withoutPacking(in.Name)] = true
	}
	turns := make([]turn, len(set.Inputs))
	count := map[string]int{}
	for i, in := range set.Inputs {
		t := turnOf(in.Name)
		if t.class == 1 && !exists[t.family] && !liveEnding(t.family) {
			t = turn{withoutPacking(in.Name), 2, ""}
		}
		turns[i] = t
		count[t.family]++
	}
	order := make([]int, len(set.Inputs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		ia, ib := set.Inputs[a], set.Inputs[b]
		return cmp.Or(compareBool(ia.Path != "-", ib.Path != "-"), compareTurns(turns[a], turns[b]), compareNames(ia.Name, ib.Name))
	})
	sorted := make([]Input, len(order))
	for i, k := range order {
		sorted[i] = set.Inputs[k]
		if count[turns[k].family] > 1 {
			sorted[i].Series = turns[k].family
		}
	}
	set.Inputs = sorted
}

// liveEnding tells a name that a log has while it is written.
func liveEnding(name string) bool {
	base := name[strings.LastIndexByte(name, '/')+1:]
	for _, e := range []string{".log", ".out", ".err", ".txt", ".json", ".trc", ".csv"} {
		if strings.HasSuffix(base, e) {
			return true
		}
	}
	return liveNames[base]
}

func compareTurns(a, b turn) int {
	if c := cmp.Or(compareNames(a.family, b.family), cmp.Compare(a.class, b.class)); c != 0 {
		return c
	}
	if a.class == 1 {
		return compareNumbers(b.key, a.key) // the higher, the older
	}
	return compareNames(a.key, b.key)
}
