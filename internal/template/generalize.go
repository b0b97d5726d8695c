package template

import (
	"encoding/hex"
	"sort"
	"strings"

	"github.com/zeebo/xxh3"
)

func generalize(shapes []Counted) []Template {
	byText := map[string]int{}
	var out []Template
	for i, s := range shapes {
		text := untyped(s.Shape)
		k, ok := byText[text]
		if !ok {
			k = len(out)
			byText[text] = k
			out = append(out, Template{ID: identify(text), Text: text, Typed: s.Shape})
		}
		out[k].Shapes = append(out[k].Shapes, i)
		out[k].Count += s.Count
	}
	sort.Slice(out, func(a, b int) bool {
		if out[a].Count != out[b].Count {
			return out[a].Count > out[b].Count
		}
		return out[a].Text < out[b].Text
	})
	return out
}

// identify returns the id of a template's text.
func identify(text string) string {
	h := xxh3.Hash128([]byte(text)).Bytes()
	return "t" + hex.EncodeToString(h[:6])
}

// untyped replaces every slot of a shape by <*>.
func untyped(shape string) string {
	var b strings.Builder
	for {
		k := strings.IndexByte(shape, '<')
		if k < 0 {
			break
		}
		if n, _ := slotAt(shape[k:]); n > 0 {
			b.WriteString(shape[:k])
			b.WriteString(kindText[KindAny])
			shape = shape[k+n:]
			continue
		}
		b.WriteString(shape[:k+1])
		shape = shape[k+1:]
	}
	b.WriteString(shape)
	return b.String()
}

// slotAt returns the length and the kind of the slot text that s begins with;
// the length is 0 when there is none.
func slotAt(s string) (int, Kind) {
	for k, t := range kindText {
		if strings.HasPrefix(s, t) {
			return len(t), Kind(k)
		}
	}
	return 0, 0
}
