package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// diff walks two decoded JSON values and names every place in which they
// differ. Paths read as in the report: units[0].failed.
func (c *checker) diff(path string, report, fresh any) {
	switch r := report.(type) {
	case map[string]any:
		f, ok := fresh.(map[string]any)
		if !ok {
			c.differ(path, report, fresh)
			return
		}
		c.diffObjects(path, r, f)
	case []any:
		f, ok := fresh.([]any)
		if !ok {
			c.differ(path, report, fresh)
			return
		}
		c.diffLists(path, r, f)
	default:
		if report != fresh {
			c.differ(path, report, fresh)
		}
	}
}

func (c *checker) diffObjects(path string, report, fresh map[string]any) {
	keys := make([]string, 0, len(report)+len(fresh))
	for k := range report {
		keys = append(keys, k)
	}
	for k := range fresh {
		if _, both := report[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, compareKeys)
	for _, k := range keys {
		r, inReport := report[k]
		f, inFresh := fresh[k]
		at := joinPath(path, k)
		switch {
		case !inFresh:
			c.add(at, "the report has it, the files do not give it")
		case !inReport:
			c.add(at, "the files give it, the report does not have it")
		default:
			c.diff(at, r, f)
		}
	}
}

func (c *checker) diffLists(path string, report, fresh []any) {
	if len(report) != len(fresh) {
		c.add(path, fmt.Sprintf("the report lists %d, the files give %d", len(report), len(fresh)))
	}
	for i := range min(len(report), len(fresh)) {
		c.diff(path+"["+strconv.Itoa(i)+"]", report[i], fresh[i])
	}
}

func (c *checker) differ(path string, report, fresh any) {
	c.add(path, fmt.Sprintf("the report says %s, the files say %s", brief(report), brief(fresh)))
}

const briefLength = 80

func brief(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	s := strings.ToValidUTF8(string(b), "?")
	if r := []rune(s); len(r) > briefLength {
		return string(r[:briefLength]) + "..."
	}
	return s
}

func joinPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// compareKeys orders c2 before c10, as the ledger counts.
func compareKeys(a, b string) int {
	if len(a) != len(b) && numbered(a) && numbered(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

func numbered(k string) bool {
	if len(k) < 2 || k[0] != 'c' {
		return false
	}
	_, err := strconv.Atoi(k[1:])
	return err == nil
}
