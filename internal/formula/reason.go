package formula

import (
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// reasonRE finds what follows behind the word that a run failed.
var reasonRE = lazy.Compile(`(?i)\b(?:fail(?:ed|ure|s)?|abort(?:ed)?|error|reject(?:ed)?|refused|cancell?ed|crash(?:ed)?|gave up|gives? up|giving up|unsuccessful(?:ly)?|dead|exception|reason|cause|because(?: of)?|due to)\b[^:(=]{0,60}?(?:[:(=]| because(?: of)? | due to )\s*(.+)$`)

// emptyReasonRE knows reasons that say no more than that something failed.
var emptyReasonRE = lazy.Compile(`(?i)^[\W_]*(?:(?:exit(?:ed)?|return(?:ed)?|status|code|with|signal|error|errno|rc|failed|failure|unknown|none|null|n/a|see (?:the )?log\w*|attempts?|after|tries|of|in|took|duration|ms|s|sec(?:onds)?|non-?zero|ended|job|task|run)\b|0x[0-9a-fA-F]+|\d+(?:\.\d+)?|[\W_]+)*$`)

// reasonKeys are fields that hold a reason.
var reasonKeys = map[string]bool{"reason": true, "error": true, "err": true, "cause": true, "exception": true, "error_message": true, "errormessage": true, "detail": true, "failure": true}

// What makes a reason.
const (
	reasonWords = 2   // of letters
	leastWord   = 3   // letters of a word
	longReason  = 400 // bytes that are read of it
)

// GivenReason is what a line gives as the reason of a failure, empty when it gives none.
func GivenReason(e *profile.Exemplar) string {
	text := givenReason(e)
	if len(text) > longReason {
		text = strings.ToValidUTF8(text[:longReason], "")
	}
	return text
}

func givenReason(e *profile.Exemplar) string {
	for _, f := range e.Fields {
		key, _, _ := strings.Cut(strings.ToLower(f.Key), ".mess") // "err.message"
		if reasonKeys[key] && saysWhy(f.Value) {
			return f.Value
		}
	}
	if m := reasonRE.FindStringSubmatch(e.Message); m != nil && saysWhy(m[1]) {
		return strings.TrimRight(m[1], ").; ")
	}
	return ""
}

// saysWhy reports whether a text holds words of its own.
func saysWhy(text string) bool {
	if emptyReasonRE.MatchString(text) {
		return false
	}
	n := 0
	for _, w := range strings.Fields(text) {
		if strings.IndexFunc(w, func(r rune) bool { return r >= '0' && r <= '9' || r == '=' }) < 0 && len(w) >= leastWord {
			n++
		}
	}
	return n >= reasonWords
}

// ReasonShape is a text without what differs from run to run: numbers, names of files,
// what stands in quotes.
func ReasonShape(text string) string {
	words := strings.Fields(quotedRE.ReplaceAllString(text, "*"))
	for i, w := range words {
		if strings.ContainsAny(w, "0123456789/\\@") || strings.ContainsRune(strings.TrimRight(w, ".,:;"), '.') {
			words[i] = "*"
		}
	}
	return strings.Join(words[:min(len(words), shapeWords)], " ")
}

// shapeWords is how many words of a reason are compared.
const shapeWords = 24

var quotedRE = lazy.Compile("\"[^\"]*\"|'[^']*'|`[^`]*`|‘[^’]*’|“[^”]*”")

// runsGiving counts the runs whose last line gives a reason of the same shape as a text.
func runsGiving(c *context, a []arg) (Result, error) {
	shape := ReasonShape(a[1].str)
	return c.countRuns(a[0].str, a[2].str, func(r *profile.Run) bool {
		if r.EndLine == nil {
			return false
		}
		text := GivenReason(r.EndLine.Exemplar())
		return text != "" && ReasonShape(text) == shape
	})
}
