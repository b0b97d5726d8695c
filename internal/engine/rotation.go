package engine

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"inquest/internal/source"
)

// archiveEndings are endings of names that say nothing about rotation.
var archiveEndings = []string{".gz", ".bz2", ".xz", ".zst", ".lz4", ".zip", ".Z"}

// rotated takes a name apart: what all files of a rotated set have in common,
// and the file's age in the set: 0 for the one that is written to.
func rotated(name string) (family string, age int) {
	for _, e := range archiveEndings {
		name = strings.TrimSuffix(name, e)
	}
	k := len(name)
	for k > 0 && name[k-1] >= '0' && name[k-1] <= '9' {
		k--
	}
	if k == len(name) || k == 0 || len(name)-k > 4 || name[k-1] != '.' && name[k-1] != '-' && name[k-1] != '_' {
		return name, 0
	}
	age, err := strconv.Atoi(name[k:])
	if err != nil {
		return name, 0
	}
	return name[:k-1], age
}

// families are the rotated sets among the inputs that pick admits, each from the
// newest file to the oldest. A file that was not rotated is a set of its own.
func families(set *source.Set, pick func(i int) bool) [][]int {
	type member struct{ i, age int }
	byName := map[string][]member{}
	var names []string
	for i, in := range set.Inputs {
		if !pick(i) {
			continue
		}
		family, age := rotated(in.Name)
		if byName[family] == nil {
			names = append(names, family)
		}
		byName[family] = append(byName[family], member{i, age})
	}
	var out [][]int
	for _, name := range names {
		list := byName[name]
		slices.SortStableFunc(list, func(a, b member) int { return cmp.Compare(a.age, b.age) })
		var family []int
		for _, m := range list {
			family = append(family, m.i)
		}
		out = append(out, family)
	}
	return out
}

// dateInName finds the date that a file's name carries, as rotation by date
// writes it: app.log-20260111, app-2026-01-11.log.gz.
func dateInName(name string) (time.Time, bool) {
	if k := strings.LastIndexByte(name, '/'); k >= 0 {
		name = name[k+1:]
	}
	for i := len(name) - 8; i >= 0; i-- {
		if i > 0 && isDigit(name[i-1]) {
			continue
		}
		for _, layout := range []string{"20060102", "2006-01-02", "2006_01_02", "2006.01.02"} {
			if i+len(layout) > len(name) || i+len(layout) < len(name) && isDigit(name[i+len(layout)]) && len(name)-i-len(layout) < 2 {
				continue
			}
			t, err := time.Parse(layout, name[i:i+len(layout)])
			if err == nil && t.Year() >= 1990 && t.Year() < 2100 {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
