package event

import "strings"

// Verbs that the lexicon does not know are read by their form: "Rating parcel P7" begins
// what "Parcel P7 rated" ends. Both have one stem, which is how the two lines find each
// other without a list of verbs.

// verbForm is what a word is the gerund or the participle of: its stems, "" for none.
type verbForm struct{ gerund, participle string }

// maxForms bounds the table of words.
const maxForms = 4096

// form finds the stems of a word; it remembers them.
func (t *tokenizer) form(tok token) verbForm {
	w := lower(t.word[:], t.text(tok))
	if len(w) < 4 {
		return verbForm{}
	}
	if f, ok := t.forms[string(w)]; ok {
		return f
	}
	if t.forms == nil || len(t.forms) >= maxForms {
		t.forms = make(map[string]verbForm)
	}
	f := verbForm{gerundStem(w), participleStem(w)}
	t.forms[string(w)] = f
	return f
}

// irregular are participles that have no regular form, with the stem of their gerund.
var irregular = map[string]string{
	"sent": "send", "built": "build", "rebuilt": "rebuild", "written": "writ", "wrote": "writ", "paid": "pay", "repaid": "repay",
	"made": "mak", "taken": "tak", "sold": "sell", "drawn": "draw", "bound": "bind", "burnt": "burn", "fed": "feed",
	"bought": "buy", "brought": "bring", "caught": "catch", "spun": "spin", "sewn": "sew", "woven": "weav", "ground": "grind",
	"shot": "shoot", "frozen": "freez", "swept": "sweep", "won": "win", "hidden": "hid", "forgiven": "forgiv", "given": "giv",
	"held": "hold", "withheld": "withhold", "stolen": "steal", "broken": "break", "chosen": "choos", "resent": "resend",
}

// noVerbs look like a gerund or a participle and are none, or say nothing of a life.
var noVerbs = func() map[string]bool {
	out := map[string]bool{}
	for w := range splitComma("nothing,something,anything,everything,string,during,thing,warning,ping,setting,morning,evening,missing,existing,remaining," +
		"following,including,according,regarding,incoming,outgoing,upcoming,ongoing,being,having,king,ring,spring,wing,using,matching,corresponding," +
		"need,speed,feed,seed,based,expected,required,supported,unused,limited,related,detailed,unsigned,used,named,shared,nested,embed,indeed," +
		"unexpected,reserved,allowed,enabled,disabled,configured,estimated,hundred,unauthorized,unauthorised,unsupported,untrusted,proposed,embedded") {
		out[w] = true
	}
	return out
}()

// gerundStem is the stem of "rating", "shipping", "copying"; "" for other words. The
// word is in lower case.
func gerundStem(w []byte) string {
	n := len(w) - len("ing")
	if n < 2 || string(w[n:]) != "ing" || noVerbs[string(w)] || !hasVowel(w[:n]) || !onlyLetters(string(w)) {
		return ""
	}
	return string(single(w[:n]))
}

// participleStem is the stem of "rated", "shipped", "copied", "sent"; "" for other
// words. The word is in lower case.
func participleStem(w []byte) string {
	if s, ok := irregular[string(w)]; ok {
		return s
	}
	n := len(w) - len("ed")
	if n < 2 || string(w[n:]) != "ed" || noVerbs[string(w)] || !hasVowel(w[:n]) || !onlyLetters(string(w)) {
		return ""
	}
	stem := w[:n]
	if stem[n-1] == 'i' { // "copied", "copying"
		return string(stem[:n-1]) + "y"
	}
	return string(single(stem))
}

// single drops the second of two equal consonants: "shipp".
func single(stem []byte) []byte {
	n := len(stem)
	if n > 2 && stem[n-1] == stem[n-2] && !strings.ContainsRune("aeiouls", rune(stem[n-1])) {
		return stem[:n-1]
	}
	return stem
}

func hasVowel(w []byte) bool {
	for _, c := range w {
		if strings.IndexByte("aeiouy", c) >= 0 {
			return true
		}
	}
	return false
}
