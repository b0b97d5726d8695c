package trail

import (
	"cmp"
	"slices"
	"strings"

	"inquest/internal/evidence"
	"inquest/internal/record"
)

// Join puts what the collectors read together. The collectors are used up.
func Join(parts []*Collector, l Limits) *Trail {
	l = l.withDefaults()
	t := &Trail{}
	for len(parts) > 0 && parts[0] == nil {
		parts = parts[1:]
	}
	for _, c := range parts {
		for c != nil && len(c.open) > 0 {
			c.closeAt(0)
		}
	}
	renumber := t.statements(parts, l)
	t.spans(parts, renumber, l)
	for _, c := range parts {
		if c == nil {
			continue
		}
		t.Stacks = append(t.Stacks, c.stacks...)
		if c.tailed {
			lines := c.tail.lines[c.tail.from:]
			t.Tails = append(t.Tails, Tail{Source: c.source, Total: c.tail.total, Lines: lines, Head: c.tail.total - int64(len(lines))})
		}
	}
	slices.SortStableFunc(t.Stacks, func(a, b Stack) int { return compareLines(&a.Head, &b.Head) })
	t.Stacks = t.Stacks[:min(len(t.Stacks), l.Stacks)]
	return t
}

func compareLines(a, b *Line) int {
	untimed := func(l *Line) int {
		if l.HasTime {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(untimed(a), untimed(b)), cmp.Compare(a.Time, b.Time), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Ref.Offset, b.Ref.Offset))
}

// statements joins the statements of all sources; renumber has their new numbers
// by part.
func (t *Trail) statements(parts []*Collector, l Limits) (renumber [][]int32) {
	t.byKey = map[string]int{}
	at := make([][]int, len(parts))
	var all []Statement
	for p, c := range parts {
		if c == nil {
			continue
		}
		at[p] = make([]int, len(c.statements))
		for i := range c.statements {
			s := &c.statements[i]
			k, ok := t.byKey[s.Key()]
			if !ok {
				k = len(all)
				t.byKey[s.Key()] = k
				all = append(all, *s)
			} else {
				all[k].Count += s.Count
				if compareLines(&s.First, &all[k].First) < 0 {
					all[k].First = s.First
				}
				if compareLines(&s.Last, &all[k].Last) > 0 {
					all[k].Last = s.Last
				}
			}
			at[p][i] = k
		}
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &all[i], &all[j]
		return cmp.Or(strings.Compare(a.Owner, b.Owner), strings.Compare(a.Logger, b.Logger), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Status, b.Status), strings.Compare(a.Text, b.Text))
	})
	rank := make([]int32, len(all))
	for n, i := range order {
		rank[i] = int32(n)
		t.Statements = append(t.Statements, all[i])
		t.byKey[all[i].Key()] = n
	}
	renumber = make([][]int32, len(parts))
	for p := range parts {
		for _, k := range at[p] {
			renumber[p] = append(renumber[p], rank[k])
		}
	}
	return renumber
}

// spans sorts the events of all sources into spans.
func (t *Trail) spans(parts []*Collector, renumber [][]int32, l Limits) {
	n := 0
	for _, c := range parts {
		if c != nil {
			n += len(c.events)
		}
	}
	all := make([]event, 0, n)
	for p, c := range parts {
		if c == nil {
			continue
		}
		t.Thinned = max(t.Thinned, c.thin)
		for _, e := range c.events {
			e.Statement = renumber[p][e.Statement]
			all = append(all, e)
		}
		c.events = nil
	}
	for kept := func(e event) bool { return e.request&(1<<t.Thinned-1) == 0 }; ; t.Thinned++ {
		all = slices.DeleteFunc(all, func(e event) bool { return !kept(e) })
		if len(all) <= l.Events || t.Thinned >= 40 {
			break
		}
	}
	named := 0
	for i := range all {
		if all[i].span != 0 {
			named++
		}
	}
	t.Spanned = 2*named > len(all)
	owner := func(e *event) string { return t.Statements[e.Statement].Owner }
	slices.SortFunc(all, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.request, b.request), strings.Compare(owner(&a), owner(&b)), cmp.Compare(a.span, b.span),
			cmp.Compare(a.Time, b.Time), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Offset, b.Offset))
	})
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].request == all[i].request && all[j].span == all[i].span && owner(&all[j]) == owner(&all[i]) {
			j++
		}
		s := Span{Request: all[i].request, Owner: owner(&all[i])}
		s.Events = make([]Event, 0, j-i)
		for _, e := range all[i:j] {
			s.Events = append(s.Events, e.Event)
		}
		t.Spans = append(t.Spans, s)
		i = j
	}
}

// Loggers are those that wrote a line of a request before a time, at a level
// below warning.
func (t *Trail) Loggers(request uint64, before int64) map[string]bool {
	out := map[string]bool{}
	i, _ := slices.BinarySearchFunc(t.Spans, request, func(s Span, r uint64) int { return cmp.Compare(s.Request, r) })
	for ; i < len(t.Spans) && t.Spans[i].Request == request; i++ {
		for _, e := range t.Spans[i].Events {
			if s := &t.Statements[e.Statement]; e.Time <= before && s.Level < record.LevelWarn {
				out[s.Logger] = true
			}
		}
	}
	return out
}

// Refs calls fn for every reference that the trail can cite.
func (t *Trail) Refs(fn func(evidence.Ref)) {
	for i := range t.Statements {
		fn(t.Statements[i].First.Ref)
	}
	for i := range t.Stacks {
		fn(t.Stacks[i].Head.Ref)
		fn(t.Stacks[i].Inner.Ref)
		fn(t.Stacks[i].Say.Ref)
	}
	for i := range t.Tails {
		for k := range t.Tails[i].Lines {
			fn(t.Tails[i].Lines[k].Ref)
		}
	}
}
