package record

// listing tells a source that is one array of objects, as exports of log stores and
// clouds are: its first line is a bracket alone, and the objects stand below it, one
// a line or each over several. indent is how far the objects are indented.
func listing(lines [][]byte) (indent int, ok bool) {
	if len(lines) < 2 || string(trimBlanks(lines[0])) != "[" {
		return 0, false
	}
	indent = blanks(lines[1], 0)
	return indent, indent < len(lines[1]) && lines[1][indent] == '{'
}

// listed is a line of an array without what makes it one: the indent and the comma
// behind an object.
func listed(line []byte, indent int) []byte {
	if len(line) <= indent || blanks(line, 0) < indent {
		return line
	}
	line = trimEnd(line[indent:])
	if n := len(line); n > 1 && line[n-1] == ',' && line[n-2] == '}' {
		line = line[:n-1]
	}
	return line
}

// arrayLines are the lines of an array, its brackets left out.
func arrayLines(lines [][]byte, indent int) [][]byte {
	out := make([][]byte, 0, len(lines))
	for _, line := range lines {
		if line = listed(line, indent); string(line) != "[" && string(line) != "]" {
			out = append(out, line)
		}
	}
	return out
}

// arrayEnd cuts what an array puts behind the last line of an object.
func arrayEnd(b []byte) []byte {
	for b = trimEnd(b); len(b) > 0 && (b[len(b)-1] == ',' || b[len(b)-1] == ']'); {
		b = trimEnd(b[:len(b)-1])
	}
	return b
}
