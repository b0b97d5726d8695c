package record

import "bytes"

const escape = 0x1b

// escaped001b is how JSON writes escape.
var escaped001b = []byte(`\u001`)

// cleaned returns the line as the formats read it: without a carriage return, a
// byte order mark, leading NULs (a truncated file that a program goes on writing
// to) and terminal control sequences. It is the line itself where nothing is to
// be cut out of its middle.
func (r *lineReader) cleaned(line []byte) []byte {
	line = trimLine(line)
	if bytes.IndexByte(line, escape) < 0 {
		return line
	}
	r.clean = stripControls(r.clean[:0], line)
	return r.clean
}

// trimLine cuts what may stand around a line.
func trimLine(line []byte) []byte {
	line = trimCR(line)
	if len(line) == 0 || line[0] != 0 && line[0] != 0xEF {
		return line
	}
	line = bytes.TrimLeft(line, "\x00")
	return bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
}

// stripControls appends line to dst without the control sequences of ECMA-48: CSI
// (ESC [ ... final), OSC (ESC ] ... BEL or ESC \) and two-byte escapes.
func stripControls(dst, line []byte) []byte {
	for {
		k := bytes.IndexByte(line, escape)
		if k < 0 {
			return append(dst, line...)
		}
		dst = append(dst, line[:k]...)
		line = line[k+controlLength(line[k:]):]
	}
}

// controlLength returns the length of the control sequence that b begins with.
func controlLength(b []byte) int {
	if len(b) < 2 {
		return len(b)
	}
	i := 2
	switch b[1] {
	case '[':
		for i < len(b) && (b[i] < 0x40 || b[i] > 0x7e) {
			i++
		}
		return min(i+1, len(b))
	case ']':
		for ; i < len(b); i++ {
			if b[i] == 0x07 {
				return i + 1
			}
			if b[i] == escape && i+1 < len(b) && b[i+1] == '\\' {
				return i + 2
			}
		}
		return i
	}
	return i
}

// trimEnd cuts blanks and line ends off the end.
func trimEnd(b []byte) []byte {
	for len(b) > 0 {
		switch b[len(b)-1] {
		case ' ', '\t', '\r', '\n':
			b = b[:len(b)-1]
			continue
		}
		break
	}
	return b
}
