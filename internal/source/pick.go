package source

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
)

// In a folder or an archive lie files that are no logs. A file that was named
// itself is read whatever it is; of the others those are left out that their
// content and their name both tell to be something else. In a large bundle (a
// sosreport, a must-gather) a file must look like a log.

// largeBundle is the number of files from which a folder or archive counts as one.
const largeBundle = 200

// look is what the beginning of a file shows.
type look struct {
	walked bool   // found in a folder or archive, not named
	bundle string // the folder or archive
	kind   string // what the content says that it is, "" when nothing
	times  int    // lines that hold a time
	lines  int    // lines that are not blank
}

// timely reports whether at least one in n lines holds a time.
func (l look) timely(n int) bool { return l.times*n >= l.lines && l.times > 0 }

// lookAt reads a beginning.
func lookAt(head []byte) look {
	var l look
	l.kind = contentKind(head)
	for len(head) > 0 {
		var line []byte
		line, head, _ = bytes.Cut(head, []byte{'\n'})
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		l.lines++
		if hasTime(line[:min(len(line), 400)]) {
			l.times++
		}
	}
	return l
}

func contentKind(head []byte) string {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	low := bytes.ToLower(head[:min(len(head), 64)])
	for _, k := range []struct{ begin, kind string }{
		{"#!", "a script"}, {"-----begin ", "a key or certificate"}, {"<!doctype html", "a web page"}, {"<html", "a web page"},
		{"<svg", "an image"}, {"diff --git ", "a patch"}, {"%!ps", "a document"}, {"{\\rtf", "a document"},
	} {
		if bytes.HasPrefix(low, []byte(k.begin)) {
			return k.kind
		}
	}
	return ""
}

// hasTime finds a clock (10:11:12), a date (2026-03-01), a kernel's seconds
// ([12.345678]) or an epoch (ten digits and more that begin with 1).
func hasTime(b []byte) bool {
	for i := 0; i < len(b); {
		if !isDigit(b[i]) {
			i++
			continue
		}
		j := i
		for j < len(b) && isDigit(b[j]) {
			j++
		}
		n, rest := j-i, b[j:]
		switch {
		case n == 2 && len(rest) >= 6 && rest[0] == ':' && isDigit(rest[1]) && isDigit(rest[2]) && (rest[3] == ':' || rest[3] == '.') && isDigit(rest[4]) && isDigit(rest[5]),
			n == 4 && len(rest) >= 6 && (rest[0] == '-' || rest[0] == '/') && isDigit(rest[1]) && isDigit(rest[2]) && rest[3] == rest[0] && isDigit(rest[4]) && isDigit(rest[5]),
			(n == 10 || n == 13 || n == 16 || n == 19) && b[i] == '1',
			n <= 7 && len(rest) >= 8 && rest[0] == '.' && rest[7] == ']' && len(digitsOf(rest[1:7])) == 6:
			return true
		}
		i = j
	}
	return false
}

func digitsOf(b []byte) []byte {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return b[:n]
}

// otherEndings are endings of what is no log.
var otherEndings = endingKinds(map[string]string{
	"source code":     "go py java js ts jsx tsx c h cc cpp hpp cs rb pl pm php rs swift kt scala lua r m sql css scss less vue proto ipynb",
	"a script":        "sh bash zsh ps1 bat cmd awk",
	"configuration":   "conf cfg cnf ini yaml yml toml properties service socket timer target mount rules repo list lock mod sum tf hcl env plist xsd xsl desktop",
	"documentation":   "md rst adoc html htm man tex",
	"a key":           "pem crt cer key pub csr",
	"a template":      "j2 tmpl tpl erb",
	"an image source": "svg",
})

func endingKinds(lists map[string]string) map[string]string {
	out := map[string]string{}
	for kind, list := range lists {
		for _, e := range strings.Fields(list) {
			out["."+e] = kind
		}
	}
	return out
}

var logWords = map[string]bool{"log": true, "logs": true, "messages": true, "syslog": true, "journal": true, "journalctl": true, "dmesg": true,
	"secure": true, "maillog": true, "audit": true, "trace": true, "stderr": true, "stdout": true, "console": true, "out": true, "err": true,
	"events": true, "error": true, "access": true, "crash": true, "panic": true}

// logLike reports whether a name speaks of logs.
func logLike(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && r < 0x80 })
	return slices.ContainsFunc(words, func(w string) bool { return logWords[w] }) && !slices.Contains(words, "etc")
}

// pick takes out of the inputs what is no log.
func (f *finder) pick(set *Set) {
	if f.o.All {
		return
	}
	sizes := map[string]int{}
	for _, in := range set.Inputs {
		sizes[in.look.bundle]++
		if inFolder(in.Name, sosCommands) {
			sizes[in.look.bundle] += largeBundle
		}
	}
	var left []Skip
	kept := set.Inputs[:0]
	for _, in := range set.Inputs {
		if what := in.notALog(sizes[in.look.bundle]); what != "" {
			left = append(left, Skip{Name: in.Name, Reason: ReasonNoLog, Detail: what, Bytes: in.Size, Hint: hintAll})
			continue
		}
		kept = append(kept, in)
	}
	if len(kept) == 0 { // better a text that is no log than nothing
		return
	}
	set.Inputs = kept
	set.Skipped = append(set.Skipped, gather(left)...)
}

const hintAll = "when it is a log all the same, name it itself or give --all"

// notALog tells what a file is when it is no log.
func (in Input) notALog(bundle int) string {
	l := in.look
	if !l.walked || in.Encoding != "" && in.Encoding != encodingDocument || l.lines == 0 {
		return ""
	}
	name := withoutPacking(in.Name)
	kind := l.kind
	if kind == "" {
		kind = otherEndings[strings.ToLower(path.Ext(name))]
	}
	if kind != "" && !l.timely(3) {
		return kind + ", and few of its lines hold a time"
	}
	switch {
	case inFolder(name, sosCommands) && !logLike(name):
		return "in a sosreport; the output of a command, which is no log"
	case inFolder(name, sosLogs) && bundle >= largeBundle:
		return "in a sosreport; what the collector says of itself"
	case bundle >= largeBundle && !logLike(name) && !l.timely(8):
		return "in a large bundle; neither its name nor its lines are those of a log"
	}
	return ""
}

// The folders of a sosreport (https://sos.readthedocs.io): the output of commands,
// among them those that print logs, and the collector's own log. A bundle with the
// first is one whatever its size.
const sosCommands, sosLogs = "sos_commands", "sos_logs"

func inFolder(name, folder string) bool {
	i := strings.Index(name, folder+"/")
	return i == 0 || i > 0 && name[i-1] == '/'
}

// gather puts many files of one folder that were left out for one reason
// together.
func gather(skips []Skip) []Skip {
	const few = 8
	type key struct{ folder, detail string }
	of := map[key][]Skip{}
	var order []key
	for _, s := range skips {
		k := key{path.Dir(s.Name), s.Detail}
		if of[k] == nil {
			order = append(order, k)
		}
		of[k] = append(of[k], s)
	}
	var out []Skip
	for _, k := range order {
		list := of[k]
		if len(list) <= few {
			out = append(out, list...)
			continue
		}
		all := list[0]
		all.Name, all.Bytes = k.folder+"/", 0
		all.Detail = fmt.Sprintf("%d files: %s", len(list), k.detail)
		for _, s := range list {
			all.Bytes += max(s.Bytes, 0)
		}
		out = append(out, all)
	}
	return out
}
