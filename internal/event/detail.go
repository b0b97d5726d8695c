package event

import "bytes"

// details adds duration, target and peer to a run event.
func (x *Extractor) details(e *Event, f found, v verdict, k *keyed) {
	t := &x.scratch.tok
	if v.kind == RunEnd || v.kind == RunMention {
		e.Duration, e.HasDuration = x.duration(max(f.last, v.at) + 1)
		if !e.HasDuration && k.hasDuration {
			e.Duration, e.HasDuration = k.duration, true
			x.scratch.trail.field = true
		}
	}
	if v.kind != RunStart {
		target := k.target
		if target == nil && (v.kind != RunEnd) {
			target = t.target(f.last + 1)
		}
		if len(target) <= maxID {
			e.Target = x.intern(target)
			x.scratch.trail.to = target
		}
	}
}

// duration finds how long the run or step took, from token i on. Behind the
// clause (in the text of an error) it wants a word that says so.
func (x *Extractor) duration(i int) (int64, bool) {
	t := &x.scratch.tok
	detail := false
	for ; i < len(t.tokens); i++ {
		tok := t.tokens[i]
		if tok.flags&(flagKey|flagValue) == 0 && tok.flags&flagDigit != 0 {
			if ns, next, ok := t.tokenDuration(i); ok && t.toldDuration(i, detail) {
				x.scratch.trail.took = t.tokens[i:next]
				return ns, true
			}
		}
		detail = detail || i > 0 && tok.flags&flagStop != 0 || tok.flags&flagColon != 0 && tok.sense != 0
	}
	return 0, false
}

// toldDuration looks at the word in front of a duration.
func (t *tokenizer) toldDuration(i int, detail bool) bool {
	if i == 0 {
		return true
	}
	prev := t.tokens[i-1]
	w := t.text(prev)
	for _, s := range [...]string{"duration", "elapsed", "took", "runtime", "time", "taken"} {
		if equalFold(w, s) {
			return true
		}
	}
	if prev.sense&senseRetry != 0 || equalFold(w, "timeout") || equalFold(w, "limit") || equalFold(w, "deadline") || equalFold(w, "of") {
		return false
	}
	if i > 1 && t.tokens[i-2].sense&senseRetry != 0 {
		return false
	}
	return !detail || equalFold(w, "in") && i+1 == len(t.tokens)
}

// target finds what a step or an attempt went to: "on X", "phase load/X",
// "write(X) took".
func (t *tokenizer) target(i int) []byte {
	for ; i < len(t.tokens); i++ {
		tok := t.tokens[i]
		if tok.flags&(flagKey|flagValue) != 0 {
			continue
		}
		if i+1 < len(t.tokens) {
			next := t.tokens[i+1]
			w := t.text(tok)
			if (equalFold(w, "on") || equalFold(w, "against") || equalFold(w, "to") && hostLike(t.text(next))) && t.component(next) {
				return t.text(next)
			}
			if tok.sense&sensePart != 0 {
				if _, far, ok := bytes.Cut(t.text(next), []byte("/")); ok && len(far) > 0 && !isDigit(far[0]) {
					return far
				}
			}
		}
		if far := inBrackets(t.text(tok)); far != nil {
			return far
		}
		if tok.flags&flagStop != 0 {
			break
		}
	}
	return nil
}

func (t *tokenizer) component(tok token) bool {
	text := t.text(tok)
	return tok.sense == 0 && tok.flags&(flagKey|flagValue) == 0 && len(text) > 1 && idText(text) && !allDigits(text)
}

// inBrackets returns X of "write(X)".
func inBrackets(text []byte) []byte {
	n := len(text)
	if n < 4 || text[n-1] != ')' {
		return nil
	}
	open := bytes.IndexByte(text, '(')
	if open <= 0 || !idText(text[:open]) {
		return nil
	}
	in := text[open+1 : n-1]
	if len(in) < 2 || !idText(in) || allDigits(in) {
		return nil
	}
	return in
}
