package cre

// Join lists the rules that fire, by rule, then by source.
func Join(parts []*Collector) []Fired {
	var out []Fired
	if len(parts) == 0 {
		return nil
	}
	for i, rule := range rulesOf(parts) {
		for _, c := range parts {
			if c == nil {
				continue
			}
			if lines := rule.judge(c.hits[i]); lines != nil {
				f := Fired{Rule: rule, Source: c.source}
				for _, h := range lines {
					f.Lines = append(f.Lines, Line{Time: h.time, HasTime: h.timed, Source: c.source, Ref: h.ref, Text: h.text})
				}
				out = append(out, f)
			}
		}
	}
	return out
}

func rulesOf(parts []*Collector) []*Rule {
	for _, c := range parts {
		if c != nil {
			return c.rules
		}
	}
	return nil
}

// maxStarts is how many beginnings of a match are tried.
const maxStarts = 1 << 10

// judge returns the lines of the first match of the rule that nothing negates, nil
// when there is none.
func (r *Rule) judge(hits [][]hit) []hit {
	find := r.setFrom
	if r.ordered {
		find = r.sequenceFrom
	}
	for k := range r.terms {
		if len(hits[k]) < r.terms[k].count {
			return nil
		}
	}
	for _, first := range r.starts(hits) {
		lines, anchors := find(hits, first)
		if lines != nil && !r.negated(hits[len(r.terms):], lines, anchors) {
			return lines
		}
	}
	return nil
}

// starts are the lines that a match may begin with: those of the first condition of
// a sequence, those of any condition of a set.
func (r *Rule) starts(hits [][]hit) []hit {
	if r.ordered {
		return hits[0][:min(len(hits[0]), maxStarts)]
	}
	var out []hit
	for k := range r.terms {
		out = append(out, hits[k][:min(len(hits[k]), maxStarts)]...)
	}
	return out
}

// inWindow tells whether h is not before first and within the rule's window of it.
// Lines without a time are held by their order alone.
func (r *Rule) inWindow(first, h hit) bool {
	if !first.timed || !h.timed {
		return h.line >= first.line
	}
	d := h.time - first.time
	return d >= 0 && (d > 0 || h.line >= first.line) && (r.window == 0 || d <= r.window)
}

// setFrom takes, for each condition, its first lines in the window that begins at
// first. anchors are the first lines of each condition.
func (r *Rule) setFrom(hits [][]hit, first hit) (lines, anchors []hit) {
	for k := range r.terms {
		n := 0
		for _, h := range hits[k] {
			if !r.inWindow(first, h) {
				continue
			}
			if n == 0 {
				anchors = append(anchors, h)
			}
			lines = append(lines, h)
			if n++; n == r.terms[k].count {
				break
			}
		}
		if n < r.terms[k].count {
			return nil, nil
		}
	}
	return lines, anchors
}

// sequenceFrom takes the lines of each condition behind those of the one before it.
// One line may hold several conditions and still counts for one of them only.
func (r *Rule) sequenceFrom(hits [][]hit, first hit) (lines, anchors []hit) {
	last := int64(-1)
	for k := range r.terms {
		n := 0
		for _, h := range hits[k] {
			if h.line <= last || !r.inWindow(first, h) {
				continue
			}
			if n == 0 {
				anchors = append(anchors, h)
			}
			lines, last = append(lines, h), h.line
			if n++; n == r.terms[k].count {
				break
			}
		}
		if n < r.terms[k].count {
			return nil, nil
		}
	}
	return lines, anchors
}

// negated tells whether a condition that negates holds in its window: from its
// anchor, moved by its slide, for its own window or else for the rule's, and where
// neither is given from there to the last line of the match.
func (r *Rule) negated(hits [][]hit, lines, anchors []hit) bool {
	last := lines[len(lines)-1]
	for i := range r.negate {
		t, n := &r.negate[i], 0
		from := anchors[t.anchor]
		window := t.window
		if window == 0 {
			window = r.window
		}
		for _, h := range hits[i] {
			if h.timed && from.timed {
				d := h.time - from.time - t.slide
				if d >= 0 && (window > 0 && d <= window || window == 0 && h.line <= last.line) {
					n++
				}
			} else if window > 0 && h.line >= from.line || h.line >= from.line && h.line <= last.line {
				n++
			}
		}
		if n >= t.count {
			return true
		}
	}
	return false
}
