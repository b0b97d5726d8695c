package record

import (
	"bytes"
	"fmt"
	"strings"
)

// columnSeps part columns, the least likely to stand in a message first.
var columnSeps = []byte{'\t', '|', ';', ','}

const (
	leastColumns = 3
	mostColumns  = 8
)

// columnPattern is the pattern of lines that are columns with a time among the first
// two; "" where they are none.
func columnPattern(lines [][]byte) string {
	for _, sep := range columnSeps {
		rows := make([][][]byte, 0, len(lines))
		least := mostColumns
		for _, line := range lines {
			cells := cellsOf(line, sep)
			rows = append(rows, cells)
			least = min(least, len(cells))
		}
		if least < leastColumns {
			continue
		}
		if p := (&columns{rows: rows, sep: sep, n: least}).pattern(); p != "" {
			return p
		}
	}
	return ""
}

// cellsOf parts a line into cells; separators within quotes are none.
func cellsOf(line []byte, sep byte) [][]byte {
	var cells [][]byte
	from, quoted := 0, false
	for i, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == sep && !quoted:
			cells = append(cells, line[from:i])
			from = i + 1
		}
	}
	return append(cells, line[from:])
}

// columns writes the pattern of rows.
type columns struct {
	rows  [][][]byte
	sep   byte
	n     int // columns that all rows have
	named int
	role  map[string]bool
}

func (c *columns) pattern() string {
	c.role = make(map[string]bool)
	var out strings.Builder
	for k := range c.n {
		if k > 0 {
			out.WriteString(c.between(k))
		}
		part := c.part(k)
		if k == c.n-1 || part == inWords {
			out.WriteString(c.message(k))
			break
		}
		if part == "" {
			return ""
		}
		out.WriteString(part)
	}
	if !c.role["time"] {
		return ""
	}
	return out.String()
}

// between is the separator in front of column k, with the blanks around it.
func (c *columns) between(k int) string {
	before := c.every(k-1, func(cell []byte) bool { return len(cell) == 0 || !isBlank(cell[len(cell)-1]) })
	behind := c.every(k, func(cell []byte) bool { return len(cell) == 0 || !isBlank(cell[0]) })
	text := string(c.sep)
	if c.sep == '\t' {
		return " "
	}
	if !before {
		text = "{~}" + text
	}
	if !behind {
		text += "{~}"
	}
	return text
}

// every reports whether all cells of a column are so.
func (c *columns) every(k int, is func(cell []byte) bool) bool {
	for _, row := range c.rows {
		if k >= len(row) || !is(row[k]) {
			return false
		}
	}
	return true
}

// filled is every for cells without their blanks, none of which is empty.
func (c *columns) filled(k int, is func(cell []byte) bool) bool {
	return c.every(k, func(cell []byte) bool {
		cell = trimBlanks(cell)
		return len(cell) > 0 && is(cell)
	})
}

// part is the part of column k, "" where the columns are none of a log.
func (c *columns) part(k int) string {
	var t stamp
	whole := func(n int, cell []byte) bool { return n == len(cell) }
	switch {
	case k > 1 && !c.role["time"]:
		return ""
	case c.once("time", k, func(b []byte) bool { return whole(parseStamp(b, &t), b) }):
		return "{time}"
	case c.once("time", k, func(b []byte) bool { return whole(parseEpoch(b, &t), b) }):
		return "{time:epoch}"
	case c.once("time", k, func(b []byte) bool { return whole(clockStamp(b, &t), b) && t.valid() }):
		return "{clock:clock}"
	case c.once("level", k, isLetterLevel):
		return "{level:mark}"
	case c.once("level", k, func(b []byte) bool { _, ok := wordLevel(b); return ok }):
		return "{level}"
	case c.filled(k, func(b []byte) bool { return digits(b) == len(b) }):
		return c.field("number", "int")
	case c.once("logger", k, func(b []byte) bool { return isLetter(b[0]) && allName(b) && digits(b[len(b)-1:]) == 0 }):
		return "{logger:name}"
	case c.filled(k, allName):
		return c.field("part", "name")
	}
	return inWords
}

// inWords is the part of a column that is no name and no number: the message begins there.
const inWords = "{message}"

// once is filled for a role that no column in front has.
func (c *columns) once(role string, k int, is func(cell []byte) bool) bool {
	if c.role[role] || !c.filled(k, is) {
		return false
	}
	c.role[role] = true
	return true
}

func allName(b []byte) bool {
	return len(bytes.TrimFunc(b, func(r rune) bool { return r < 0x80 && isName(byte(r)) })) == 0
}

func (c *columns) field(name, kind string) string {
	if c.named++; c.named > 1 {
		name = fmt.Sprintf("%s%d", name, c.named)
	}
	return "{" + name + ":" + kind + "}"
}

// message is the message from column k on: quoted where it is in all rows.
func (c *columns) message(k int) string {
	quoted := c.every(k, func(cell []byte) bool { return len(cell) > 1 && cell[0] == '"' && cell[len(cell)-1] == '"' })
	for _, row := range c.rows {
		quoted = quoted && len(row) == k+1
	}
	if quoted && c.sep == ',' {
		return "{message:cell}"
	}
	return inWords
}
