package report

import "inquest/internal/evidence"

// Functions of the formula language on the window that was asked for.
const (
	fnOutside      = `outside_records("*")`
	fnOutsideBytes = `outside_bytes("*")`
	fnWindowFrom   = `window_from()`
	fnWindowTo     = `window_to()`
)

// askedWindow says which window was asked for and what lies outside of it.
func (b *builder) askedWindow(all []evidence.Ref) (ID, bool) {
	n, bytes := countOf("n", fnOutside), countOf("bytes", fnOutsideBytes)
	switch w := b.v.Window; {
	case w.Open():
		return "", false
	case w.To == 0:
		return b.say(phraseSince, all, instantAt("from", fnWindowFrom), n, bytes)
	case w.From == 0:
		return b.say(phraseUntil, all, instantAt("to", fnWindowTo), n, bytes)
	}
	return b.say(phraseWithin, all, instantAt("from", fnWindowFrom), instantAt("to", fnWindowTo), n, bytes)
}
