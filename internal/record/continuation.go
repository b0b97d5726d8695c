package record

import "bytes"

// looksContinued reports whether a line that no format knows belongs, by its
// own look, to the record before it: indented lines, frames and heads of stack
// traces in Java, Python, Go, .NET, Ruby, JavaScript and C, closing brackets, and
// PostgreSQL's or SQL's tails.
func looksContinued(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	switch c := line[0]; {
	case isBlank(c):
		return true
	case c == '}' || c == ')' || c == ']':
		return len(trimBlanks(line)) <= 3
	case c == '^' || c == '~' || c == '|':
		return true
	case c == '.':
		return bytes.HasPrefix(line, []byte("... ")) || rubyFrame(line)
	case c == '[':
		return bytes.HasPrefix(line, []byte("[signal SIG"))
	case c == '-':
		return bytes.HasPrefix(line, []byte("--- End of "))
	case c == '/':
		return rubyFrame(line)
	case c == 'e':
		return hasAny(line, "exit status ") || exceptionLine(line)
	case isLetter(c):
		return traceHead(line) || exceptionLine(line) || goFrame(line)
	case c == '#':
		return frameNumber(line)
	}
	return false
}

// traceHead knows the words that a trace or a part of it begins with.
func traceHead(line []byte) bool {
	switch line[0] {
	case 'T':
		return hasAny(line, "Traceback (most recent call last)", "The above exception was the direct cause")
	case 'D':
		return hasAny(line, "During handling of the above exception")
	case 'C':
		return hasAny(line, "Caused by: ", "Caused by ")
	case 'S':
		return hasAny(line, "Suppressed: ", "Stack trace:", "Stacktrace:", "StackTrace:")
	case 'F':
		return hasAny(line, "File \"")
	case 'N':
		return hasAny(line, "Next ") && bytes.Contains(line, []byte(".php:")) // PHP's chain of exceptions
	case 'W':
		return hasAny(line, "Wrapped by: ")
	case 'a':
		return hasAny(line, "at ") && bytes.IndexByte(line, '(') > 0
	case 'f':
		return hasAny(line, "from ") && bytes.Contains(line, []byte(":in "))
	case 'g':
		return hasAny(line, "goroutine ") && bytes.HasSuffix(line, []byte("]:"))
	case 'c':
		return hasAny(line, "created by ", "caused by: ")
	case 'p':
		return hasAny(line, "panic: ", "panic(")
	}
	return false
}

// throws reports whether a line begins with the word that a runtime puts in front of
// what ended a program, which is a level's word too.
func throws(line []byte) bool {
	switch line[0] {
	case 'E':
		return hasAny(line, "Error: ")
	case 'p':
		return hasAny(line, "panic: ")
	}
	return false
}

func hasAny(line []byte, heads ...string) bool {
	for _, h := range heads {
		if len(line) >= len(h) && string(line[:len(h)]) == h {
			return true
		}
	}
	return false
}

// exceptionLine knows the last line of a Python traceback and the first of a
// Java one: a dotted or capitalised name that ends in Error, Exception, Failure,
// Warning, Interrupt or Exit, alone or before a colon.
func exceptionLine(line []byte) bool {
	i := 0
	for i < len(line) && (isName(line[i]) && line[i] != '-' || line[i] == '$') {
		i++
	}
	if i < 5 || i > 200 || i < len(line) && line[i] != ':' {
		return false
	}
	name := line[:i]
	if i < len(line) && i+1 < len(line) && line[i+1] != ' ' {
		return false
	}
	for _, end := range [...]string{"Error", "Exception", "Failure", "Interrupt", "Exit", "Throwable", "Timeout"} {
		if len(name) > len(end) && bytes.HasSuffix(name, []byte(end)) {
			return true
		}
	}
	return false
}

// goFrame knows the function lines of a goroutine dump: a path or a package,
// then a call: main.(*Server).serve(0xc0000b2000, ...).
func goFrame(line []byte) bool {
	if line[len(line)-1] != ')' {
		return false
	}
	open := bytes.LastIndexByte(line, '(')
	if open < 3 || bytes.IndexByte(line[:open], ' ') >= 0 {
		return false
	}
	args := line[open+1 : len(line)-1]
	return bytes.IndexByte(line[:open], '.') > 0 && (len(args) == 0 || hasAny(args, "0x", "...", "{0x"))
}

// rubyFrame knows the lines of a Ruby backtrace: path:12:in `method'.
func rubyFrame(line []byte) bool {
	k := bytes.Index(line, []byte(":in "))
	if k < 2 || k+5 > len(line) || line[k+4] != '`' && line[k+4] != '\'' || !isDigit(line[k-1]) {
		return false
	}
	return bytes.IndexByte(line[:k], ' ') < 0
}

// frameNumber knows "#12 0x00007f..." (gdb) and "#0 /app/x.php(12)" (PHP).
func frameNumber(line []byte) bool {
	n := digits(line[1:])
	return n > 0 && n <= 3 && len(line) > n+2 && (line[n+1] == ' ' || line[n+1] == ':')
}
