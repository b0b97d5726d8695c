package template

import (
	"encoding/hex"
	"slices"
	"sort"
	"strings"

	"github.com/zeebo/xxh3"
)

// group is a template in the making: tokens that all its shapes fit.
type group struct {
	toks   []symbol
	shapes []int // indices into the sorted input
	count  uint64
}

// state is what the passes work on. The groups stand in the order of their
// texts at the beginning of every pass, so that nothing depends on the order of
// the input.
type state struct {
	*symbols
	groups  []*group
	changed bool            // whether groups changed since they were folded
	spare   []hole          // scratch for the holes of one group
	vocab   map[symbol]bool // plain words that passes 4 to 6 found to be values
}

// pass is one rule of generalisation. It works on all groups at once.
type pass func(*state)

// passes in order: from the surest to the boldest rule.
var passes = []pass{
	(*state).mergeEmpty, (*state).mergeQuantities, (*state).mergeLists, (*state).mergeValues, (*state).mergeWords,
	(*state).absorb, (*state).mergeBlocks, (*state).mergePairs, (*state).mergeEnclosed, (*state).mergeProperties,
	(*state).spreadVocabulary, (*state).mergeEndings,
}

// maxRounds bounds the repetition of the passes; one round is nearly always enough.
const maxRounds = 3

func generalize(shapes []Counted) []Template {
	order := make([]int, len(shapes))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return shapes[order[a]].Shape < shapes[order[b]].Shape })
	st := &state{symbols: newSymbols(), vocab: map[symbol]bool{}}
	var prev string
	for k, i := range order {
		if k > 0 && shapes[i].Shape == prev {
			g := st.groups[len(st.groups)-1]
			g.shapes = append(g.shapes, i)
			g.count += shapes[i].Count
			continue
		}
		prev = shapes[i].Shape
		st.groups = append(st.groups, &group{toks: st.tokens(nil, prev), shapes: []int{i}, count: shapes[i].Count})
	}
	st.changed = true
	st.fold()
	for range maxRounds {
		before := len(st.groups)
		for _, p := range passes {
			p(st)
			st.fold()
		}
		if len(st.groups) == before {
			break
		}
	}
	return st.templates()
}

// fold joins groups whose plain tokens are the same and puts the groups in the
// order of their texts.
func (st *state) fold() {
	if !st.changed {
		return
	}
	st.changed = false
	byText := make(map[string]int, len(st.groups))
	type named struct {
		text string
		*group
	}
	var out []named
	for _, g := range st.groups {
		text := st.renderPlain(g.toks)
		if k, ok := byText[text]; ok {
			out[k].group = st.mergeInto([]*group{out[k].group, g}, [][]hole{nil, nil}, nil)
			continue
		}
		byText[text] = len(out)
		out = append(out, named{text, g})
	}
	slices.SortFunc(out, func(a, b named) int { return strings.Compare(a.text, b.text) })
	st.groups = st.groups[:0:0]
	for _, n := range out {
		st.groups = append(st.groups, n.group)
	}
}

// templates renders the groups. Two groups may still come to the same text when
// neighbouring slots are joined; they are one template.
func (st *state) templates() []Template {
	byText := map[string]int{}
	var out []Template
	for _, g := range st.groups {
		typed := st.joinSlots(g.toks)
		text := untyped(typed)
		k, ok := byText[text]
		if !ok {
			k = len(out)
			byText[text] = k
			out = append(out, Template{ID: identify(text), Text: text, Typed: typed})
		} else if out[k].Typed != typed {
			out[k].Typed = text
		}
		out[k].Shapes = append(out[k].Shapes, g.shapes...)
		out[k].Count += g.count
	}
	for _, t := range out {
		slices.Sort(t.Shapes)
	}
	sort.Slice(out, func(a, b int) bool {
		if out[a].Count != out[b].Count {
			return out[a].Count > out[b].Count
		}
		return out[a].Text < out[b].Text
	})
	return out
}

// joinSlots renders tokens; slots that only a joining character parts are one.
func (st *state) joinSlots(toks []symbol) string {
	var b strings.Builder
	for i := 0; i < len(toks); i++ {
		t := toks[i]
		if !st.is(t, tSlot) {
			b.WriteString(st.text(t))
			continue
		}
		joined := false
		for {
			if i+1 < len(toks) && st.is(toks[i+1], tSlot) {
				i, joined = i+1, true
			} else if i+2 < len(toks) && st.is(toks[i+2], tSlot) && len(st.text(toks[i+1])) == 1 && joins(st.text(toks[i+1])[0]) {
				i, joined = i+2, true
			} else {
				break
			}
		}
		if joined {
			t = st.any
		}
		b.WriteString(st.text(t))
	}
	return b.String()
}

// Identify returns the id of a template's text.
func Identify(text string) string { return identify(text) }

func identify(text string) string {
	h := xxh3.Hash128([]byte(text)).Bytes()
	return "t" + hex.EncodeToString(h[:6])
}

// untyped replaces every slot of a shape by <*>.
func untyped(shape string) string {
	k := strings.IndexByte(shape, '<')
	if k < 0 {
		return shape
	}
	var b strings.Builder
	for ; k >= 0; k = strings.IndexByte(shape, '<') {
		b.WriteString(shape[:k])
		if n, _ := slotAt(shape[k:]); n > 0 {
			b.WriteString(kindText[KindAny])
			shape = shape[k+n:]
			continue
		}
		b.WriteByte('<')
		shape = shape[k+1:]
	}
	b.WriteString(shape)
	return b.String()
}

// slotAt returns the length and the kind of the slot text that s begins with;
// the length is 0 when there is none.
func slotAt(s string) (int, Kind) {
	if len(s) < 3 || s[0] != '<' {
		return 0, 0
	}
	for k, t := range kindText {
		if strings.HasPrefix(s, t) {
			return len(t), Kind(k)
		}
	}
	return 0, 0
}
