package template

// inPath tells the characters of a path: all but blanks, quotes, brackets and
// the delimiters that part a path from what follows it.
func inPath(c byte) bool { return class[c]&cDelim == 0 || c == '=' }

// pathEnd returns the end of the path that begins at i, or 0 when there is none:
// /x, ~/x, ./x, ../x. It holds a letter or a
// digit: a lone slash is no path.
func pathEnd(src []byte, i int) int {
	s := i
	switch {
	case src[s] == '~':
		s++
	case src[s] == '.' && at(src, s+1) == '.':
		s += 2
	case src[s] == '.':
		s++
	}
	if at(src, s) != '/' {
		return 0
	}
	e := s + 1
	for e < len(src) && inPath(src[e]) {
		e++
	}
	e = trimPath(src, i, e)
	for k := s; k < e; k++ {
		if isAlnum(src[k]) {
			return e
		}
	}
	return 0
}

// trimPath takes full stops and other end marks off the end of a path, except a
// full stop that is followed by a blank and no capital: then no sentence ends
// here and the stop belongs to the path.
func trimPath(src []byte, i, e int) int {
	if e > i && src[e-1] == '.' && at(src, e) == ' ' && e+1 < len(src) && !isUpper(src[e+1]) {
		return e
	}
	for e > i+1 && isEndMark(src[e-1]) {
		e--
	}
	return e
}

// drivePathEnd returns the end of a path such as D:\jobs\in.csv that begins at i, or 0.
func drivePathEnd(src []byte, i int) int {
	if class[src[i]]&cAlpha == 0 || at(src, i+1) != ':' || at(src, i+2) != '\\' {
		return 0
	}
	e := i + 3
	for e < len(src) && inPath(src[e]) {
		e++
	}
	return trimPath(src, i, e)
}

// isBackslashPath reports whether the word w is a path of at least three parts
// joined by backslashes (\\fs1\share\x, HIVE\Software\Tool). Parts of one
// letter are more often escapes such as \n.
func isBackslashPath(w []byte) bool {
	parts, length := 0, 0
	for k := 0; k <= len(w); k++ {
		if k == len(w) || w[k] == '\\' {
			if length > 1 {
				parts++
			} else if length == 1 {
				return false
			}
			length = 0
			continue
		}
		length++
	}
	return parts >= 3 || parts >= 2 && len(w) > 2 && w[0] == '\\' && w[1] == '\\'
}
