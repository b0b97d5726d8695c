package profile

import (
	"bytes"

	"inquest/internal/record"
)

// errorText is what a record says went wrong apart from its message: an error
// field, or the head of the exception in its continuation lines.
func errorText(r *record.Record) []byte {
	if v, _ := errorField(r.Fields); v != nil {
		return v
	}
	if len(r.Body) == 0 {
		return nil
	}
	head := exceptionHead(r.Body)
	if len(head) == 0 || bytes.Contains(r.Message, head) {
		return nil
	}
	return head
}

// errorKeys are the usual names of a field with the error, most telling first.
var errorKeys = []string{"err", "error", "exception", "exc", "reason", "cause", "detail", "details", "error.message",
	"error_message", "errorMessage", "err.message", "exception.message", "exc_info", "error.type", "exception.type", "stderr", "failure"}

// errorField returns the most telling error text among fields, and the rank of
// its key.
func errorField(fields []record.Field) (value []byte, best int) {
	best = len(errorKeys)
	for i := range fields {
		f := &fields[i]
		if n := errorRank(f.Key, best); n < best && isErrorText(f.Value) {
			best, value = n, f.Value
		}
	}
	return value, best
}

// errorRanks are the ranks of errorKeys.
var errorRanks = func() map[string]int {
	t := map[string]int{}
	for i, k := range errorKeys {
		t[k] = i
	}
	return t
}()

// errorShapes has a bit for each length of an error key that begins with a letter.
var errorShapes = func() (t [256]uint32) {
	for _, k := range errorKeys {
		t[k[0]] |= 1 << len(k)
	}
	return t
}()

func errorRank(key []byte, best int) int {
	if n := len(key); n < 3 || n > 17 || errorShapes[key[0]]>>n&1 == 0 {
		return best
	}
	if i, ok := errorRanks[string(key)]; ok {
		return min(i, best)
	}
	return best
}

// isErrorText leaves out the ways to say that there is no error.
func isErrorText(v []byte) bool {
	switch string(v) {
	case "", "null", "nil", "<nil>", "none", "None", "false", "0", "-", "[]", "{}":
		return false
	}
	return true
}

var (
	causedBy  = []byte("Caused by: ")
	traceback = []byte("Traceback (most recent call last)")
	panicLine = []byte("panic: ")
)

// exceptionHead finds the line that names the exception: the last line that is
// not indented of a Python traceback, the innermost cause of a Java stack trace,
// the panic line of Go.
func exceptionHead(body []byte) []byte {
	if i := bytes.LastIndex(body, causedBy); i >= 0 {
		return lineAt(body, i+len(causedBy))
	}
	if i := bytes.LastIndex(body, traceback); i >= 0 {
		return lastFlush(body[i:])
	}
	if i := bytes.Index(body, panicLine); i >= 0 && (i == 0 || body[i-1] == '\n') {
		return lineAt(body, i)
	}
	first := lineAt(body, 0)
	if looksLikeException(first) {
		return first
	}
	return lastWords(body)
}

// dyingWords begin the line by which a runtime or the C library says why the process
// ends; it stands behind whatever the program wrote before.
var dyingWords = [][]byte{
	[]byte("FATAL ERROR: "), []byte("fatal error: "), []byte("Fatal Python error: "), []byte("PHP Fatal error: "), []byte("Uncaught "), []byte("Unhandled exception"),
	[]byte("terminate called "), []byte("thread '"), []byte("Segmentation fault"), []byte("*** "), []byte("Killed"), []byte("Aborted"), []byte("Exception in thread "), []byte("java.lang.OutOfMemoryError"),
}

// maxDying is how many continuation lines are looked through for such words.
const maxDying = 40

// lastWords finds a line of the body that says why the process ends.
func lastWords(body []byte) []byte {
	for range maxDying {
		line, rest, more := bytes.Cut(body, []byte{'\n'})
		for _, w := range dyingWords {
			if bytes.HasPrefix(line, w) && (w[0] != 't' || w[1] != 'h' || bytes.Contains(line, []byte("panicked"))) {
				return bytes.TrimSpace(line)
			}
		}
		if body = rest; !more {
			break
		}
	}
	return nil
}

func lineAt(b []byte, i int) []byte {
	b = b[i:]
	if n := bytes.IndexByte(b, '\n'); n >= 0 {
		b = b[:n]
	}
	return bytes.TrimSpace(b)
}

// lastFlush is the last line with text in its first column.
func lastFlush(b []byte) []byte {
	for len(b) > 0 {
		i := bytes.LastIndexByte(b, '\n')
		line := b[i+1:]
		if len(line) > 0 && line[0] > ' ' && hasWord(line) && !bytes.HasPrefix(line, traceback) {
			return bytes.TrimSpace(line)
		}
		b = b[:max(i, 0)]
	}
	return nil
}

// hasWord reports whether a line holds a letter: a closing quote is nobody's last word.
func hasWord(line []byte) bool {
	return bytes.ContainsFunc(line, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 })
}

// looksLikeException tells "java.io.IOException: text" and "ValueError: text".
func looksLikeException(line []byte) bool {
	name, _, _ := bytes.Cut(line, []byte(":"))
	if len(name) < 5 || bytes.ContainsAny(name, " \t(") {
		return false
	}
	for _, end := range []string{"Exception", "Error", "Throwable", "Failure", "Warning", "Interrupt"} {
		if bytes.HasSuffix(name, []byte(end)) {
			return true
		}
	}
	return false
}
