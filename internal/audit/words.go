package audit

import (
	"strconv"
	"strings"
)

func itoa[T int | int32 | int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// eachStem calls fn for the stem of each word of s. "timed out" is the word
// "timeout".
func eachStem(s string, fn func(string)) {
	s = strings.ToLower(s)
	timed := false
	for i := 0; i < len(s); {
		if !alnum(s[i]) {
			i++
			continue
		}
		from := i
		for i < len(s) && alnum(s[i]) {
			i++
		}
		w := s[from:i]
		if timed && w == "out" {
			fn("timeout")
		}
		timed = w == "timed" || w == "times" || w == "time"
		fn(stem(w))
		for _, x := range errnoWords[w] {
			fn(x)
		}
		// OperationalError, ConnectionRefused: their parts count as well only
		// when they are spelled apart, which the caller's text tells.
	}
}

// errnoWords are the words of names of errors that are written as one.
var errnoWords = map[string][]string{
	"econnrefused": {"connect", "refus"}, "econnreset": {"connect", "reset"}, "etimedout": {"timeout"}, "enospc": {"space"}, "enotfound": {"found"},
	"econnaborted": {"connect", "abort"}, "ehostunreach": {"host", "unreachable"}, "epipe": {"pipe"}, "eacces": {"permission", "deny"}, "emfile": {"file"},
}

func stems(s string) []string {
	var out []string
	eachStem(s, func(w string) { out = append(out, w) })
	return out
}

// irregular words, and words that people and programs use for the same thing.
var sameWord = map[string]string{
	"failure": "fail", "failures": "fail", "loss": "lost", "losses": "lost", "losing": "lost", "lose": "lost", "loses": "lost", "lost": "lost",
	"error": "error", "warning": "warning", "server": "server", "servers": "server", "service": "service", "services": "service",
	"timeouts": "timeout", "timedout": "timeout", "err": "error", "errors": "error", "warn": "warning", "warnings": "warning",
	"denied": "deny", "denial": "deny", "denials": "deny", "denies": "deny", "slowness": "slow", "slower": "slow", "slowly": "slow",
	"latencies": "latency", "disconnections": "disconnect", "killed": "kill", "broken": "break", "broke": "break",
	"began": "begin", "begun": "begin", "ran": "run", "running": "run", "crit": "critical", "unreachability": "unreachable",
	"tries": "attempt", "tried": "attempt", "retries": "retry", "retried": "retry", "retrying": "retry", "replies": "reply", "queries": "query", "entries": "entry",
	"db": "database", "databases": "database", "postgres": "postgresql", "k8s": "kubernetes", "unavailability": "unavailable",
	"responses": "response", "resets": "reset", "resetting": "reset", "exceptions": "exception", "expiry": "expire", "expired": "expire",
	"expires": "expire", "mariadbd": "mariadb", "mysqld": "mysql", "shutting": "shutdown", "oomkilled": "oom", "succeeded": "success",
	"successful": "success", "successfully": "success", "successes": "success", "succeeds": "success", "succeed": "success",
	"permanently": "permanent", "connectivity": "connect", "connections": "connect", "connection": "connect", "unexpectedly": "unexpected", "status": "status", "class": "class", "process": "process", "access": "access", "address": "address",
	"sicherung": "backup", "sicherungen": "backup", "auftrag": "job", "aufträge": "job", "anfrage": "request", "anfragen": "request", "verbindung": "connect",
	"verbindungen": "connect", "fehler": "error", "warnung": "warning", "warnungen": "warning", "datenbank": "database", "antwort": "response", "antworten": "response",
	"lauf": "run", "läufe": "run", "läufen": "run", "dienst": "service", "knoten": "node", "backups": "backup",
	"his": "his", "this": "this", "is": "is", "was": "was", "has": "has", "us": "us", "as": "as", "does": "does",
}

// canonical are the values of sameWord, which stay as they are.
var canonical = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range sameWord {
		m[w] = true
	}
	return m
}()

// suffixes that are cut, longest first; what is left has at least three letters.
var suffixes = []string{"ations", "ation", "ating", "ators", "ated", "ates", "ator", "ate", "ments", "ment", "tions", "tion", "ions", "ion", "ings", "ing", "ies", "ied", "ors", "or", "ers", "er", "ed", "es", "s", "e"}

// stem brings the forms of a word together. It is crude and the same for reports
// and lines, which is what matters.
func stem(w string) string {
	if s, ok := sameWord[w]; ok {
		return s
	}
	if len(w) < 4 || canonical[w] || strings.ContainsAny(w, "0123456789") {
		return w
	}
	for _, suf := range suffixes {
		if !strings.HasSuffix(w, suf) || len(w)-len(suf) < 3 {
			continue
		}
		w = w[:len(w)-len(suf)]
		if suf == "ies" || suf == "ied" {
			return w + "y"
		}
		if suf[0] == 't' { // connection and connect
			w += "t"
		}
		break
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] && !canonical[w] {
		w = w[:n-1]
	}
	return w
}

// stopWords carry no meaning of their own.
var stopWords = setOf(`a an the and or but nor so of to in on at by for from with without within into onto over under about as than then
that this these those it its is are was were be been being has have had do does did not no can could may might must shall should will would
there here all any each every both either neither some such same other another more most much many few several also only just very too
which who whom whose what when where why how if because since while during until after before between through per via up down out off
we our us you your they their them he she his her i me my one two three four five six seven eight nine ten first second third last next
again still yet already now once twice however therefore thus hence i.e e.g etc vs
 es sind ist waren der das den dem des ein eine einer eines und oder von mit bis zu zur zum im auf für nach vor bei als nicht kein keine wurde wurden hat haben sich dass`)

func setOf(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// content lists the stems of the words of s that carry meaning.
func content(s string) []string {
	var out []string
	lower := strings.ToLower(s)
	for i := 0; i < len(lower); {
		if !alnum(lower[i]) {
			i++
			continue
		}
		from := i
		for i < len(lower) && alnum(lower[i]) {
			i++
		}
		if w := lower[from:i]; !stopWords[w] && len(w) > 1 && strings.Trim(w, "0123456789") != "" {
			out = append(out, stem(w))
		}
	}
	if strings.Contains(lower, "timed out") {
		out = append(out, "timeout")
	}
	return out
}
