package entity

import "bytes"

// Thrown is an exception as a trace shows it: the class, what it says, and the
// exceptions that it wraps or that led to it, outermost first.
type Thrown struct {
	Class, Message []byte
}

// maxCauses bounds a chain of causes.
const maxCauses = 16

// Trace reads the chain of exceptions from the text of a stack trace of Java,
// Kotlin or Scala, Python, Go, .NET, JavaScript, Ruby or PHP. The first is the
// one that was reported, the last the one at the root. It is empty where the
// text shows no trace.
func Trace(text []byte) []Thrown {
	var chain []Thrown
	switch {
	case bytes.Contains(text, []byte("Traceback (most recent call last)")):
		chain = pythonChain(text)
	case panicAt(text) >= 0:
		chain = goPanic(text)
	default:
		chain = headChain(text)
	}
	return chain[:min(len(chain), maxCauses)]
}

func panicAt(text []byte) int {
	for _, word := range [...]string{"panic: ", "fatal error: "} {
		if k := bytes.Index(text, []byte(word)); k >= 0 && (k == 0 || text[k-1] == '\n') && bytes.Contains(text[k:], []byte("goroutine ")) {
			return k
		}
	}
	return -1
}

// goPanic reads "panic: message [recovered]"; a panic while another was handled
// is written below it, with a tab.
func goPanic(text []byte) []Thrown {
	var chain []Thrown
	for line := range bytes.SplitSeq(text[panicAt(text):], []byte("\n")) {
		word, message, ok := bytes.Cut(bytes.TrimLeft(line, "\t "), []byte(": "))
		if !ok || string(word) != "panic" && string(word) != "fatal error" {
			break
		}
		message = bytes.TrimSuffix(bytes.TrimSpace(message), []byte(" [recovered]"))
		chain = append([]Thrown{{Class: word, Message: message}}, chain...)
	}
	return chain
}

// pythonChain reads the last line of each traceback. Python writes the first
// cause first.
func pythonChain(text []byte) []Thrown {
	var chain []Thrown
	inside := false
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		line = bytes.TrimLeft(bytes.TrimRight(line, "\r "), "|+- ")
		switch {
		case bytes.HasSuffix(line, []byte("Traceback (most recent call last):")): // also "Exception Group Traceback"
			inside = true
			continue
		case !inside || len(line) == 0:
			continue
		}
		if class, message, ok := thrownLine(line); ok {
			chain = append([]Thrown{{class, message}}, chain...)
			inside = false
		}
	}
	return chain
}

// headChain reads the heads of traces that name the exception first: its line in
// front of the frames, and "Caused by:" or "--->" lines below.
func headChain(text []byte) []Thrown {
	var chain []Thrown
	frames := false
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		line = bytes.TrimRight(line, "\r ")
		trimmed := bytes.TrimLeft(line, "\t ")
		if frame(trimmed) {
			frames = true
			continue
		}
		if rest, ok := causeLine(trimmed); ok {
			class, message, ok := thrownLine(rest)
			if !ok {
				class, message, ok = namedLine(rest)
			}
			switch {
			case ok && bytes.HasPrefix(trimmed, []byte("Next ")): // PHP writes what led to it first
				chain = append([]Thrown{{class, message}}, chain...)
			case ok:
				chain = append(chain, Thrown{class, message})
			}
			continue
		}
		if class, message, ok := rubyLine(trimmed); ok && len(chain) > 0 && bytes.HasSuffix(line, []byte(")")) { // Ruby's causes look like their effect
			chain = append(chain, Thrown{class, message})
			continue
		}
		if len(chain) > 0 {
			continue
		}
		for part := range bytes.SplitSeq(trimmed, []byte(" ---> ")) { // .NET
			if class, message, ok := thrownLine(part); ok {
				chain = append(chain, Thrown{class, message})
			}
		}
	}
	if !frames && len(chain) == 1 && len(chain[0].Message) == 0 && !thrown(chain[0].Class) {
		return nil
	}
	return chain
}

func causeLine(line []byte) ([]byte, bool) {
	for _, head := range [...]string{"Caused by: ", "Wrapped by: ", "---> ", "Cause: ", "[cause]: ", "Next ", "Suppressed: "} {
		if rest, ok := bytes.CutPrefix(line, []byte(head)); ok {
			return rest, head != "Suppressed: "
		}
	}
	return nil, false
}

// frame tells a line of a trace that names a place in the code.
func frame(line []byte) bool {
	return bytes.HasPrefix(line, []byte("at ")) || bytes.HasPrefix(line, []byte("from ")) || bytes.HasPrefix(line, []byte("... ")) ||
		bytes.HasPrefix(line, []byte("File \"")) || len(line) > 2 && line[0] == '#' && isDigit(line[1])
}

// thrownLine reads "class: message", with what programs write in front of it.
func thrownLine(line []byte) (class, message []byte, ok bool) {
	for _, head := range [...]string{"Exception in thread ", "Unhandled exception. ", "Unhandled Exception: ", "Uncaught ", "PHP Fatal error:  Uncaught ", "uncaughtException: "} {
		if k := bytes.Index(line, []byte(head)); k >= 0 {
			line = line[k+len(head):]
			if len(line) > 0 && line[0] == '"' {
				if q := bytes.IndexByte(line[1:], '"'); q >= 0 {
					line = bytes.TrimLeft(line[q+2:], " ")
				}
			}
		}
	}
	class, message, _ = bytes.Cut(line, []byte(":"))
	if k := bytes.IndexByte(class, '('); k > 0 && class[len(class)-1] == ')' { // Ruby: message (Class)
		class = class[:k]
	}
	class = bytes.TrimSpace(class)
	if !className(class) {
		return rubyLine(line)
	}
	return class, bytes.TrimSpace(message), true
}

// rubyLine reads "file.rb:7:in 'run': message (Module::Class)".
func rubyLine(line []byte) (class, message []byte, ok bool) {
	if len(line) < 4 || line[len(line)-1] != ')' {
		return nil, nil, false
	}
	k := bytes.LastIndexByte(line, '(')
	in := bytes.Index(line, []byte(":in "))
	if k < 0 || in < 0 || !typeName(line[k+1:len(line)-1]) {
		return nil, nil, false
	}
	message = line[in+4 : k]
	if c := bytes.Index(message, []byte(": ")); c >= 0 {
		message = message[c+2:]
	}
	return line[k+1 : len(line)-1], bytes.TrimSpace(message), true
}

// namedLine reads "class: message" where the place alone says that it is one: the
// class may have any name that begins with a capital.
func namedLine(line []byte) (class, message []byte, ok bool) {
	class, message, ok = bytes.Cut(line, []byte(": "))
	if !ok || !typeName(class) {
		return nil, nil, false
	}
	return class, bytes.TrimSpace(message), true
}

// typeName tells a name of a type: a word with a capital behind the last '.', ':' or '\\'.
func typeName(w []byte) bool {
	if len(w) == 0 || len(w) > maxName {
		return false
	}
	for _, c := range w {
		if !isAlnum(c) && c != '.' && c != '_' && c != '$' && c != ':' && c != '\\' {
			return false
		}
	}
	last := w[bytes.LastIndexAny(w, ".:\\")+1:]
	return len(last) > 1 && last[0]-'A' < 26
}

// className tells the name of an exception's class: words joined by '.', '::' or
// '\', the last with the ending that exceptions have.
func className(w []byte) bool {
	if len(w) < 5 || !isLetter(w[0]) || !exceptionName(w) || w[len(w)-1] == ':' || w[len(w)-1] == '.' {
		return false
	}
	for _, end := range [...]string{"Exception", "Error", "Throwable", "Failure", "Interrupt", "Warning", "Fault", "Exit", "Timeout", "NotFound", "Refused", "ExceptionGroup"} {
		if bytes.HasSuffix(w, []byte(end)) {
			return len(w) > len(end) || end == "Exception" || end == "Error" || end == "ExceptionGroup"
		}
	}
	dots := bytes.Count(w, []byte("."))
	return dots >= 2 && bytes.IndexByte(w, '/') < 0 && w[bytes.LastIndexByte(w, '.')+1]-'A' < 26
}
