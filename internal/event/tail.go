package event

// tail is what stands behind the verb of a clause.
type tail struct {
	retry   bool // another attempt follows
	attempt bool // the number of an attempt is given
	object  bool // the verb is about something else: "completed order sync"
}

// tail reads the words behind the verb at token i.
func (t *tokenizer) tail(i int) tail {
	var out tail
	verb := t.tokens[i]
	detail := verb.flags&(flagColon|flagStop) != 0
	closed := verb.flags&(flagColon|flagStop|flagComma|flagClose) != 0
	for j := i + 1; j < len(t.tokens); j++ {
		tok := t.tokens[j]
		if tok.flags&(flagKey|flagValue) != 0 {
			continue
		}
		s := tok.sense
		switch {
		case s&senseRetry != 0 && t.retryWord(j, detail):
			out.retry = true
		case s&senseAttempt != 0 && !detail && j+1 < len(t.tokens) && t.tokens[j+1].flags&flagDigit != 0:
			out.attempt = true
		case j == i+1 && !closed:
			out.object = t.isObject(j)
		}
		detail = detail || tok.flags&(flagColon|flagStop) != 0
	}
	return out
}

// retryWord accepts plain "retry" in the clause itself, and behind it (in an
// error text) only words that cannot be advice: "will retry", "retrying".
func (t *tokenizer) retryWord(j int, detail bool) bool {
	w := t.text(t.tokens[j])
	prev := token{}
	if j > 0 {
		prev = t.tokens[j-1]
	}
	switch {
	case prev.sense&senseNot != 0 || equalFold(t.text(prev), "after") || equalFold(t.text(prev), "max"):
		return false
	case detail && prev.sense&senseAttempt != 0: // "try restarting transaction" is advice
		return false
	case !detail:
		return !equalFold(w, "retried") || prev.sense&senseAux != 0
	}
	ing := len(w) > 3 && equalFold(w[len(w)-3:], "ing")
	return ing || prev.sense&(senseFuture|senseAux) != 0
}

// isObject tells whether the word behind a verb is its object, so that the verb
// is not about the unit. Prepositions, numbers, names in brackets and process
// nouns are none.
func (t *tokenizer) isObject(j int) bool {
	tok := t.tokens[j]
	switch {
	case tok.flags&(flagOpen|flagDigit|flagKey|flagValue|flagQuoted|flagHash) != 0:
		return false
	case equalFold(t.text(tok), "to"):
		return !t.toRun(j)
	case tok.sense&sensePart != 0:
		return true
	case tok.sense != 0:
		return false
	}
	return isLetter(t.msg[tok.a]) && !nameLike(t.text(tok), tok.flags)
}

// toRun accepts "failed to run", "failed to complete": the run itself.
func (t *tokenizer) toRun(j int) bool {
	return j+1 < len(t.tokens) && t.tokens[j+1].sense&(senseVerb|senseProcess|senseUnit) != 0
}

// lastAttempt tells whether the message says "attempt n/n" or "n of n".
func (t *tokenizer) lastAttempt() Outcome {
	for j := 0; j+1 < len(t.tokens); j++ {
		if t.tokens[j].sense&senseAttempt == 0 {
			continue
		}
		n := t.text(t.tokens[j+1])
		for k := 1; k+1 < len(n); k++ {
			if n[k] == '/' && string(n[:k]) == string(n[k+1:]) {
				return OutcomeFailed
			}
		}
		if j+3 < len(t.tokens) && equalFold(t.text(t.tokens[j+2]), "of") && string(n) == string(t.text(t.tokens[j+3])) {
			return OutcomeFailed
		}
	}
	return OutcomeUnsaid
}

// refine lets the words behind a verb of end say how: "finished with status
// FAILED", "exited with code 1", "completed with errors".
func (t *tokenizer) refine(v verdict, i int) verdict {
	if v.kind != RunEnd || v.outcome == OutcomeFailed {
		return v
	}
	code, prep := false, false
	for j := i + 1; j < len(t.tokens) && j <= i+16; j++ {
		tok := t.tokens[j]
		if tok.flags&flagKey != 0 {
			code = tok.sense&senseStatus != 0
			continue
		}
		text := t.text(tok)
		switch {
		case code && allDigits(text):
			return coded(v, text)
		case tok.sense&senseStatus != 0:
			code = true
			continue
		case v.outcome == OutcomeCancelled && (tok.sense&senseFailed != 0 || equalFold(text, "limit")):
			v.outcome = OutcomeFailed // stopped by the system: "cancelled due to time limit"
			return v
		case tok.sense&senseFailed != 0 && (code || prep || v.neutral) && !zero(t, j):
			v.outcome, v.neutral = OutcomeFailed, false
			return v
		case tok.sense&senseCancelled != 0 && (code || v.neutral):
			v.outcome, v.neutral = OutcomeCancelled, false
			return v
		case tok.sense&senseSucceeded != 0 && (code || v.neutral):
			v.outcome, v.neutral = OutcomeSucceeded, false
			return v
		case v.neutral && j == i+1 && badWays[string(lower(t.word[:], text))]:
			v.outcome, v.neutral = OutcomeFailed, false
			return v
		case equalFold(text, "successfully"):
			v.outcome, v.neutral = OutcomeSucceeded, false
		}
		prep = equalFold(text, "with") || prep && tok.flags&flagDigit != 0
	}
	return v
}

// badWays are ways to end that are no good end.
var badWays = map[string]bool{"badly": true, "poorly": true, "abnormally": true, "prematurely": true, "unexpectedly": true, "wrongly": true}

// coded judges an exit code.
func coded(v verdict, code []byte) verdict {
	v.outcome, v.neutral = OutcomeSucceeded, false
	for _, c := range code {
		if c != '0' {
			v.outcome = OutcomeFailed
		}
	}
	return v
}

// zero recognises "0 errors" and "no errors".
func zero(t *tokenizer, j int) bool {
	w := t.text(t.tokens[j-1])
	return string(w) == "0" || equalFold(w, "no") || equalFold(w, "without")
}
