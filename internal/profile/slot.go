package profile

import (
	"cmp"
	"slices"

	"inquest/internal/template"
)

// slotStat collects the values of one variable part of a row.
type slotStat struct {
	kind    template.Kind
	key     string // field name; empty for slots of the message
	hash    uint64 // of key, orders the fields that are kept
	many    bool   // more distinct values than are kept
	other   bool   // some value is not a number
	number  bool   // some value is a number; low and high hold
	hit     int32  // index of the value seen last
	low     float64
	high    float64
	values  []valueStat
	tags    []uint32 // of values, where they are as many: most texts differ in them
	records uint64
}

type valueStat struct {
	text string
	n    uint64
}

// maxValue is how many bytes of a value are kept and told apart.
const maxValue = 128

func (s *slotStat) add(v []byte, limit int) {
	s.records++
	v = v[:min(len(v), maxValue)]
	if !s.other {
		s.measure(v)
	}
	if !s.many {
		s.count(v, limit)
	}
}

func (s *slotStat) count(v []byte, limit int) {
	if int(s.hit) < len(s.values) && s.values[s.hit].text == string(v) {
		s.values[s.hit].n++
		return
	}
	if len(s.tags) != len(s.values) {
		s.tags = s.tags[:0]
		for i := range s.values {
			s.tags = append(s.tags, tagOf(s.values[i].text))
		}
	}
	tag := tagOf(v)
	for i, t := range s.tags {
		if t == tag && s.values[i].text == string(v) {
			s.values[i].n++
			s.hit = int32(i)
			return
		}
	}
	s.insert(string(v), 1, limit)
	if s.many {
		s.tags = nil
		return
	}
	s.tags = append(s.tags, tag)
}

// tagOf mixes the ends of a text and its length.
func tagOf[T string | []byte](v T) uint32 {
	n := len(v)
	if n < 4 {
		tag := uint32(n)
		for i := range n {
			tag = tag<<8 | uint32(v[i])
		}
		return tag
	}
	head := uint32(v[0]) | uint32(v[1])<<8 | uint32(v[2])<<16 | uint32(v[3])<<24
	tail := uint32(v[n-4]) | uint32(v[n-3])<<8 | uint32(v[n-2])<<16 | uint32(v[n-1])<<24
	return (head*0x9e3779b1+uint32(n))*0x85ebca6b ^ tail
}

func (s *slotStat) insert(text string, n uint64, limit int) {
	if len(s.values) >= limit {
		s.many, s.values = true, nil
		return
	}
	s.values = append(s.values, valueStat{text, n})
}

func (s *slotStat) measure(v []byte) {
	if !measurable(s.kind) {
		s.other = true
		return
	}
	f, ok := quantity(v)
	if !ok {
		s.other, s.number, s.low, s.high = true, false, 0, 0
		return
	}
	s.observe(f, f)
}

func (s *slotStat) observe(low, high float64) {
	if !s.number {
		s.low, s.high, s.number = low, high, true
		return
	}
	s.low, s.high = min(s.low, low), max(s.high, high)
}

func measurable(k template.Kind) bool {
	switch k {
	case template.KindNum, template.KindDur, template.KindSize, template.KindAny, template.KindStr:
		return true
	}
	return false
}

func (s *slotStat) merge(o *slotStat, limit int) {
	s.records += o.records
	s.tags = nil
	s.other = s.other || o.other
	if s.other {
		s.number, s.low, s.high = false, 0, 0
	} else if o.number {
		s.observe(o.low, o.high)
	}
	if s.many || o.many {
		s.many, s.values = true, nil
		return
	}
	for _, v := range o.values {
		if s.many {
			return
		}
		s.merge1(v, limit)
	}
}

func (s *slotStat) merge1(v valueStat, limit int) {
	for i := range s.values {
		if s.values[i].text == v.text {
			s.values[i].n += v.n
			return
		}
	}
	s.insert(v.text, v.n, limit)
}

// settle puts the slot into its canonical form.
func (s *slotStat) settle(limit int) {
	s.hit, s.tags = 0, nil
	if len(s.values) > limit {
		s.many, s.values = true, nil
	}
	slices.SortFunc(s.values, func(a, b valueStat) int { return cmp.Compare(a.text, b.text) })
}

// finished is the slot as the view shows it.
func (s *slotStat) finished(key string) Slot {
	out := Slot{Kind: s.kind, Key: key, Many: s.many, Numeric: s.number && !s.other}
	if out.Numeric {
		out.Min, out.Max = s.low, s.high
	}
	for _, v := range s.values {
		out.Values = append(out.Values, Value{Text: v.text, N: v.n})
	}
	slices.SortFunc(out.Values, func(a, b Value) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Text, b.Text))
	})
	return out
}
