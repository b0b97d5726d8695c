package event

// verdict is what a clause says about the life of a unit.
type verdict struct {
	kind    Kind
	outcome Outcome
	neutral bool // an end whose word does not say how: "finished", "exited"
	at      int  // the token that says it, -1 when none does
}

var mention = verdict{kind: RunMention, at: -1}

func (v verdict) says() bool { return v.kind != RunMention || v.outcome != OutcomeUnsaid }

// textVerdict reads what the message says about the unit that its text names.
func (t *tokenizer) textVerdict(f found) verdict {
	pre := t.before(f)
	if pre.kind == RunRetry || pre.kind == RunEnd && pre.outcome == OutcomeFailed && !pre.neutral {
		return pre
	}
	post := t.after(f.last+1, true)
	if t.partOf(f.first) {
		return partVerdict(t.senseAt(post.at), post.at)
	}
	switch {
	case post.kind != RunMention:
		return post
	case pre.kind == RunMention && post.says():
		return post
	}
	return pre
}

// partOf recognises "step load of job 7": what follows is told of the step.
func (t *tokenizer) partOf(first int) bool {
	if first < 2 || t.tokens[first-1].sense&sensePrep == 0 {
		return false
	}
	for i := first - 2; i >= 0 && i >= first-4; i-- {
		if t.tokens[i].sense&sensePart != 0 && t.tokens[i].sense&senseAttempt == 0 {
			return true
		}
	}
	return false
}

func (t *tokenizer) senseAt(i int) sense {
	if i < 0 {
		return 0
	}
	return t.tokens[i].sense
}

// before reads the words in front of the noun: "Executing load 7", "Failed to
// run job 7", "Error in task 7".
func (t *tokenizer) before(f found) verdict {
	skip := 0
	if t.tokens[f.first].flags&flagOpen != 0 { // "Performing SendMail (job 7)"
		skip = 2
	}
	verb, at := sense(0), -1
	for i := f.first - 1; i >= 0 && i >= f.first-7; i-- {
		tok := t.tokens[i]
		if tok.flags&(flagKey|flagValue|flagStop) != 0 || tok.flags&flagColon != 0 && at >= 0 {
			break
		}
		switch s := tok.sense; {
		case s&(senseNot|senseFuture) != 0 && s&senseVerb == 0 && at >= 0:
			if s&senseFuture != 0 || verb&senseFailed != 0 {
				return mention
			}
			return t.negated(verb, at)
		case s&senseRetry != 0:
			return verdict{kind: RunRetry, at: i}
		case s&senseGiveUp != 0:
			return verdict{kind: RunEnd, outcome: OutcomeFailed, at: i}
		case t.severityWord(i) || equalFold(t.text(tok), "end"):
			i = -1
		case s&senseVerb != 0 && s&senseUnit == 0:
			verb, at = strongest(verb, s, at, i)
		case s&(senseAux|sensePrep|senseProcess|senseNot|senseUnit) != 0:
		case skip > 0 && s == 0:
			skip--
		default:
			i = -1
		}
	}
	if at < 0 {
		return mention
	}
	return t.verb(verb, at, true)
}

// severityWord tells "ERROR - job 7 ..." from "Error in job 7": the noun counts
// only when something of a clause stands behind it.
func (t *tokenizer) severityWord(i int) bool {
	w := t.text(t.tokens[i])
	if !equalFold(w, "error") && !equalFold(w, "exception") && !equalFold(w, "failure") {
		return false
	}
	return i+1 == len(t.tokens) || t.tokens[i+1].sense&(sensePrep|senseVerb|senseFuture) == 0
}

// strongest keeps the verb nearest to the noun, except that a failure word in
// front of another verb wins: "failed to start job 7".
func strongest(have, s sense, at, i int) (sense, int) {
	if at < 0 || s&senseFailed != 0 {
		return s, i
	}
	return have, at
}

// negated is "did not finish" (a failure) and "not started" (nothing).
func (t *tokenizer) negated(verb sense, at int) verdict {
	if verb&(senseSucceeded|senseEnded) != 0 {
		return verdict{kind: RunEnd, outcome: OutcomeFailed, at: at}
	}
	return mention
}

// verb turns the sense of a life-cycle word into a verdict.
func (t *tokenizer) verb(s sense, at int, front bool) verdict {
	v := verdict{at: at}
	switch {
	case s&senseFailed != 0:
		v.kind, v.outcome = RunEnd, OutcomeFailed
	case s&senseCancelled != 0:
		v.kind, v.outcome = RunEnd, OutcomeCancelled
	case s&senseSucceeded != 0:
		v.kind, v.outcome = RunEnd, OutcomeSucceeded
	case s&senseEnded != 0:
		v.kind, v.outcome, v.neutral = RunEnd, OutcomeUnsaid, true
	case s&senseStart != 0, s&senseBusy != 0 && front:
		v.kind = RunStart
	default:
		return mention
	}
	return v
}

// clause is the state of reading the words behind a unit.
type clause struct {
	part, attempt, not, future, state bool
	odd                               bool // words that the lexicon does not know: of a part, unless a unit's noun follows
	object                            int  // words that still belong to a preposition
	depth                             int  // of round brackets
}

// after reads the words from token i on. text tells that a unit stands right
// in front; otherwise the message is about the unit of a field and may name it
// by a noun ("job done").
func (t *tokenizer) after(i int, text bool) verdict {
	var c clause
	for ; i < len(t.tokens); i++ {
		tok := t.tokens[i]
		if tok.flags&(flagKey|flagValue) != 0 {
			continue
		}
		if c.bracket(tok) {
			if tok.sense&senseAttempt == 0 {
				continue
			}
		}
		switch s := tok.sense; {
		case t.exitAt(i):
			return coded(verdict{kind: RunEnd, at: i}, t.text(t.tokens[i+1]))
		case s&senseVerb != 0 && t.leftBehind(i):
			continue
		case s&senseRetry != 0:
			return t.retry(c, i)
		case s&senseGiveUp != 0:
			return t.giveUp(c, i)
		case s&senseVerb != 0 && !(s&senseUnit != 0 && !c.state) && c.object < 2:
			return t.decide(c, s, i, text)
		default:
			c.skip(t, tok, i, text)
		}
		if tok.flags&flagStop != 0 && (c.part || c.odd || text) {
			break
		}
	}
	return mention
}

// bracket tells whether the token stands in round brackets.
func (c *clause) bracket(tok token) bool {
	in := c.depth > 0
	if tok.flags&flagOpen != 0 {
		c.depth, in = 1, true
	}
	if tok.flags&flagClose != 0 {
		c.depth = 0
	}
	return in
}

// skip takes a word that is no verb into account.
func (c *clause) skip(t *tokenizer, tok token, i int, text bool) {
	s := tok.sense
	switch {
	case s&sensePart != 0:
		c.part = true
		c.attempt = c.attempt || s&senseAttempt != 0
	case s&senseNot != 0:
		c.not = true
	case s&senseFuture != 0:
		c.future = true
	case s&senseStatus != 0:
		c.state = true
	case s&sensePrep != 0:
		c.object = 2
		if w := t.text(tok); c.state || equalFold(w, "as") || equalFold(w, "to") || equalFold(w, "into") {
			c.object = 1
		}
		return
	case s&(senseAux|senseProcess|senseLevel|senseIDWord) != 0:
	case s&senseUnit != 0 && !text: // "booking task started": the noun is what the words before belong to
		c.odd = false
	case s&senseUnit != 0: // another unit behind the first: a part of it
		c.part = true
	case c.object > 0 || tok.flags&flagDigit != 0 || s&senseNameKey != 0 || s&senseVerb != 0:
	case nameLike(t.text(tok), tok.flags):
	default:
		c.odd = true
	}
	if c.object > 0 {
		c.object--
	}
	if tok.flags&(flagComma|flagColon|flagClose) != 0 {
		c.object = 0
	}
}

func (t *tokenizer) retry(c clause, i int) verdict {
	if c.not {
		return mention
	}
	return verdict{kind: RunRetry, at: i}
}

// leftBehind recognises the state that a change starts from: "from RUNNING to
// FAILED", "RUNNING -> FAILED".
func (t *tokenizer) leftBehind(i int) bool {
	if i+2 >= len(t.tokens) || t.tokens[i+2].sense == 0 {
		return false
	}
	next := t.tokens[i+1]
	switch string(t.text(next)) {
	case "-", "=", "--": // the ">" of an arrow was taken for a bracket
		return next.flags&flagClose != 0
	case "→":
		return true
	case "to", "TO":
		return i > 0 && equalFold(t.text(t.tokens[i-1]), "from")
	}
	return false
}

// exitAt recognises an exit status with its number at token i.
func (t *tokenizer) exitAt(i int) bool {
	if t.tokens[i].sense&senseStatus == 0 || i+1 >= len(t.tokens) || !allDigits(t.text(t.tokens[i+1])) {
		return false
	}
	w := t.text(t.tokens[i])
	return len(w) > 5 && (equalFold(w, "wexitstatus") || equalFold(w, "wtermsig") || equalFold(w[:4], "exit") || equalFold(w, "returncode"))
}

// giveUp: "giving up on X" tells of the last attempt; the line that ends the
// run normally follows. "Job 7 gave up after 3 attempts" is that line.
func (t *tokenizer) giveUp(c clause, i int) verdict {
	w := t.text(t.tokens[i])
	if !c.part && !c.odd && len(w) > 5 && (equalFold(w[:5], "gave ") || equalFold(w[:5], "gives")) {
		return verdict{kind: RunEnd, outcome: OutcomeFailed, at: i}
	}
	return verdict{kind: RunRetry, outcome: OutcomeFailed, at: i}
}

// decide weighs the first verb of a clause.
func (t *tokenizer) decide(c clause, s sense, i int, text bool) verdict {
	tail := t.tail(i)
	c.part = c.part || c.odd
	switch {
	case c.future && !tail.retry:
		return mention
	case tail.retry:
		return verdict{kind: RunRetry, at: i}
	case c.attempt && s&senseStart != 0:
		return verdict{kind: RunStart, at: i}
	case c.part && s&senseFailed != 0 && (c.attempt || tail.attempt):
		return verdict{kind: RunRetry, outcome: t.lastAttempt(), at: i}
	case c.part, tail.object && s&(senseStart|senseBusy|senseSucceeded|senseEnded) != 0:
		return partVerdict(s, i)
	case c.not:
		return t.negated(s, i)
	case tail.object:
		return verdict{kind: RunRetry, outcome: OutcomeFailed, at: i}
	case tail.attempt && s&senseFailed != 0 && t.lastAttempt() == OutcomeUnsaid:
		return verdict{kind: RunRetry, at: i}
	}
	return t.refine(t.verb(s, i, c.state || !text), i)
}

// partVerdict is a mention that tells how a part of the run ended.
func partVerdict(s sense, i int) verdict {
	v := mention
	v.at = i
	switch {
	case s&senseFailed != 0:
		v.outcome = OutcomeFailed
	case s&(senseSucceeded|senseEnded) != 0:
		v.outcome = OutcomeSucceeded
	}
	return v
}
