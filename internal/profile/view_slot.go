package profile

import (
	"slices"
	"strings"

	"inquest/internal/template"
)

// slotName tells slots of different shapes apart: the kind, the key in front,
// and which of those with the same kind and key it is.
type slotName struct {
	kind   template.Kind
	key    string
	number int
}

// finishedSlots joins the slots of all parts: those of the message in order,
// then the words that the template left open, then fields.
func (x *draftRow) finishedSlots(d *draft, limit int) []Slot {
	var names []slotName
	byName := map[slotName]*slotStat{}
	join := func(n slotName, s *slotStat) {
		mine := byName[n]
		if mine == nil {
			mine = &slotStat{kind: s.kind}
			byName[n] = mine
			names = append(names, n)
		}
		mine.merge(s, limit)
	}
	for i, r := range x.parts {
		for j, n := range slotNames(x.texts[i].text, r.slots) {
			join(n, &r.slots[j])
		}
	}
	for i, r := range x.parts {
		for k, word := range openWords(d.text, x.texts[i].text) {
			s := &slotStat{kind: template.KindAny, other: true, values: []valueStat{{word.text, r.count}}}
			join(slotName{kind: template.KindAny, key: word.key, number: -1 - k}, s)
		}
	}
	out := make([]Slot, 0, len(names))
	inMessage := map[string]uint64{}
	for _, n := range names {
		out = append(out, byName[n].finished(n.key))
		inMessage[n.key] = max(inMessage[n.key], byName[n].records)
	}
	return append(out, x.finishedFields(inMessage, limit)...)
}

// finishedFields joins the fields of all parts. Fields that a slot of the message
// shows already, as often, are left out.
func (x *draftRow) finishedFields(inMessage map[string]uint64, limit int) []Slot {
	byKey := map[string]*slotStat{}
	for _, r := range x.parts {
		for i := range r.fields {
			f := &r.fields[i]
			if byKey[f.key] == nil {
				byKey[f.key] = &slotStat{kind: f.kind}
			}
			byKey[f.key].merge(f, limit)
		}
	}
	var out []Slot
	for _, key := range sortedKeys(byKey) {
		if byKey[key].records <= inMessage[key] {
			continue
		}
		out = append(out, byKey[key].finished(key))
	}
	return out
}

// slotNames finds the names of a shape's slots in its text. It gives none when
// the text does not show as many slots as there are.
func slotNames(text string, slots []slotStat) []slotName {
	out := make([]slotName, 0, len(slots))
	rest, at := text, 0
	for i := range slots {
		mark := slots[i].kind.String()
		k := strings.Index(rest[at:], mark)
		if k < 0 {
			return unnamed(slots)
		}
		n := slotName{kind: slots[i].kind, key: keyBefore(rest[:at+k])}
		for slices.Contains(out, n) {
			n.number++
		}
		out = append(out, n)
		at += k + len(mark)
	}
	return out
}

func unnamed(slots []slotStat) []slotName {
	out := make([]slotName, len(slots))
	for i := range slots {
		out[i] = slotName{kind: slots[i].kind, number: i}
	}
	return out
}

// keyBefore is the word in front of "=", ":" or ": " at the end of text.
func keyBefore(text string) string {
	text = strings.TrimRight(text, "\"'([")
	text = strings.TrimSuffix(text, " ")
	if text == "" || text[len(text)-1] != '=' && text[len(text)-1] != ':' {
		return ""
	}
	text = strings.TrimRight(text[:len(text)-1], "\"' ")
	i := len(text)
	for i > 0 && isKeyByte(text[i-1]) {
		i--
	}
	return text[i:]
}

func isKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-'
}

type openWord struct{ key, text string }

// openWords are the words of a shape where the template says <*>.
func openWords(text, shape string) []openWord {
	if text == shape || !strings.Contains(text, "<*>") {
		return nil
	}
	open, words := strings.Split(text, " "), strings.Split(shape, " ")
	if len(open) != len(words) {
		return nil
	}
	var out []openWord
	for i, o := range open {
		before, after, found := strings.Cut(o, "<*>")
		w := words[i]
		if !found || strings.ContainsRune(w, '<') || strings.Contains(after, "<") ||
			len(w) < len(before)+len(after) || !strings.HasPrefix(w, before) || !strings.HasSuffix(w, after) {
			continue
		}
		out = append(out, openWord{keyBefore(before), w[len(before) : len(w)-len(after)]})
	}
	return out
}
