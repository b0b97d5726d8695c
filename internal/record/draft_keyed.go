package record

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// draftKeyed drafts a format of records that are keys with values, where all lines have
// some keys: what they mean is told by their names, and else by their values.
func (file *formatFile) draftKeyed(kind string, keys []string, lines [][]byte) bool {
	if len(keys) == 0 {
		return false
	}
	file.Kind, file.Require = kind, keys[:min(3, len(keys))]
	var told [roleField]bool
	for _, key := range keys {
		told[roleOf([]byte(key)).role%roleField] = true
	}
	meaning := map[string]string{}
	for _, want := range []role{roleTime, roleLevel, roleMessage} {
		for _, key := range slices.Sorted(slices.Values(keys)) {
			if !told[want] && roleOf([]byte(key)).role == roleNone && eachValue(kind, key, lines, want) {
				told[want] = true
				meaning[key] = map[role]string{roleTime: "time", roleLevel: "level", roleMessage: "message"}[want]
			}
		}
	}
	if len(meaning) > 0 {
		file.Keys = meaning
	}
	return true
}

// eachValue reports whether the values of a key can be what a role asks for: of all
// lines, or for a message some of several words.
func eachValue(kind, key string, lines [][]byte, want role) bool {
	many := false
	for _, line := range lines {
		var m matcher
		m.begin(line)
		if kind == "json" {
			m.object(0, nil, 1)
		} else {
			m.pairsOf(line)
		}
		value := m.capture(key)
		switch want {
		case roleTime:
			var s stamp
			if !timeValue(value, &s) {
				return false
			}
		case roleLevel:
			if _, ok := levelValue([]byte(key), value); !ok || len(value) > 0 && isDigit(value[0]) {
				return false
			}
		default:
			many = many || bytes.Count(value, []byte{' '}) > 1
			continue
		}
		many = true
	}
	return many
}

// pairsOf captures the key=value pairs of a line and returns how many there are, 0
// where the line holds anything else.
func (m *matcher) pairsOf(line []byte) int {
	pairs := 0
	for rest := line; len(trimBlanks(rest)) > 0; {
		key, value, next := nextPair(rest)
		if key == nil || value == nil {
			return 0
		}
		m.field(key, m.plain(value))
		pairs++
		rest = next
	}
	return pairs
}

// commonPairs are keys that every line has, when every line is nothing but key=value
// pairs, two at least: the longest first, as they tell most.
func commonPairs(lines [][]byte) []string {
	var common map[string]bool
	for _, line := range lines {
		var m matcher
		m.begin(line)
		if m.pairsOf(line) < 2 {
			return nil
		}
		here := make(map[string]bool)
		for i := range m.caps {
			here[string(m.caps[i].key)] = true
		}
		common = intersect(common, here)
	}
	return longestFirst(common)
}

// intersect keeps the keys of common that are here too; all of them where common is nil.
func intersect(common, here map[string]bool) map[string]bool {
	if common == nil {
		return here
	}
	maps.DeleteFunc(common, func(k string, _ bool) bool { return !here[k] })
	return common
}

func longestFirst(keys map[string]bool) []string {
	return slices.SortedFunc(maps.Keys(keys), func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}

// commonKeys are keys that every line has, when every line is a JSON object: the
// longest first, as they tell most.
func commonKeys(lines [][]byte) []string {
	var common map[string]bool
	for _, line := range lines {
		var object map[string]any
		if json.Unmarshal(line, &object) != nil {
			return nil
		}
		here := make(map[string]bool)
		for k := range object {
			here[k] = !strings.ContainsAny(k, "\"\\.")
		}
		maps.DeleteFunc(here, func(_ string, plain bool) bool { return !plain })
		common = intersect(common, here)
	}
	return longestFirst(common)
}

// draftBlocks drafts a format of records that are "key: value" lines, each below a head
// that comes again and again; it returns the records, nil where the lines are none.
func (file *formatFile) draftBlocks(lines [][]byte) [][]byte {
	head := blockHead(lines[0])
	f := &Format{}
	p, err := compile(head)
	if head == "" || err != nil {
		return nil
	}
	f.patterns = []*pattern{p}
	var blocks [][]byte
	var m matcher
	pairs := 0
	for _, line := range lines {
		if m.forget(); m.run(p, line) {
			blocks = append(blocks, bytes.Clone(line))
			continue
		}
		if key, _ := pairOf(line); key != nil {
			pairs++
		}
		end := len(blocks) - 1
		blocks[end] = append(append(blocks[end], '\n'), line...)
	}
	rest := len(lines) - len(blocks)
	if len(blocks) < 2 || rest < 2*len(blocks) || pairs*10 < rest*8 {
		return nil
	}
	file.Patterns, file.Block, file.Pairs = []string{head}, true, true
	return blocks
}

// blockHead is the pattern of the line that blocks begin with: its key and any value, or
// the line with any numbers.
func blockHead(line []byte) string {
	if key, value := pairOf(line); key != nil {
		if len(value) == 0 {
			return ""
		}
		return string(key) + ":{~}{_:rest}"
	}
	var out bytes.Buffer
	for i := 0; i < len(line); {
		n := digits(line[i:])
		switch {
		case n > 0:
			out.WriteString("{_:int}")
			i += n
			continue
		case line[i] == '{':
			out.WriteByte('\\')
		}
		out.WriteByte(line[i])
		i++
	}
	return out.String()
}
