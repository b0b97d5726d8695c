package record

import (
	"bytes"
	"slices"
)

// table is what the header of a table says: the columns' names and what parts
// them. CSV files have it in the first line, Zeek's logs behind "#fields", the
// W3C Extended Log Format (https://www.w3.org/TR/WD-logfile.html, as IIS writes
// it) behind "#Fields:".
type table struct {
	columns [][]byte
	sep     byte
}

const (
	tableRank     = 85
	minColumns    = 3
	maxColumns    = 128
	maxHeaderLine = 20 // a header stands in the first lines of a source
)

// findTable looks for a header in the sample's first lines and returns the
// format of the lines behind it; nil when there is none, or when few lines have
// the header's columns and a time.
func findTable(lines [][]byte) *Format {
	for i, line := range lines[:min(len(lines), maxHeaderLine)] {
		head := readHeader(line)
		if head == nil {
			continue
		}
		f := &Format{Name: "table", Description: "Lines of the columns that a header names.", kind: kindTable, rank: tableRank,
			guess: true, inner: true, table: head}
		var m matcher
		fits := 0
		for _, row := range lines[i+1:] {
			fits += count(f.match(&m, row) == fitsRecord)
		}
		if fits > 0 && fits*10 >= (len(lines)-i-1)*8 || fits > 100 {
			return f
		}
	}
	return nil
}

// readHeader reads a header line, nil when it is none.
func readHeader(line []byte) *table {
	if rest, ok := bytes.CutPrefix(line, []byte("#fields\t")); ok {
		return named(rest, '\t')
	}
	if rest, ok := bytes.CutPrefix(line, []byte("#Fields: ")); ok {
		return named(rest, ' ')
	}
	for _, sep := range []byte{',', '\t', ';', '|'} {
		if t := named(line, sep); t != nil {
			return t
		}
	}
	return nil
}

// named splits a header; every column must have a name, and one must be a time.
func named(line []byte, sep byte) *table {
	t := &table{sep: sep}
	timed := false
	for _, name := range bytes.Split(trimBlanks(line), []byte{sep}) {
		name = bytes.Trim(trimBlanks(name), `"`)
		if len(name) == 0 || len(name) > 64 || isDigit(name[0]) || len(t.columns) >= maxColumns {
			return nil
		}
		for _, c := range name {
			if !isName(c) && c != ' ' && c != '(' && c != ')' && c != '@' && c != '/' {
				return nil
			}
		}
		timed = timed || roleOf(name).role == roleTime || timeName(name[max(0, len(name)-9):])
		t.columns = append(t.columns, slices.Clone(name))
	}
	if len(t.columns) < minColumns || !timed {
		return nil
	}
	return t
}

// runTable matches a line that has all columns of the table and a time among
// them. Columns in quotes may hold the separator; a doubled quote is one.
func (m *matcher) runTable(line []byte, t *table) bool {
	m.begin(line)
	m.arena.reset()
	rest := line
	for i, name := range t.columns {
		if rest == nil {
			return false
		}
		var value []byte
		value, rest = m.cell(rest, t.sep)
		if len(value) > 0 && !(len(value) == 1 && value[0] == '-') {
			m.field(name, value)
		}
		if i == len(t.columns)-1 && rest != nil {
			return false
		}
	}
	m.classify()
	return m.timed
}

// cell takes the next column off a line; rest is nil behind the last.
func (m *matcher) cell(line []byte, sep byte) (value, rest []byte) {
	if len(line) == 0 || line[0] != '"' {
		value, rest, more := bytes.Cut(line, []byte{sep})
		if !more {
			return value, nil
		}
		return value, rest
	}
	start := m.arena.open()
	i := 1
	for i < len(line) {
		k := bytes.IndexByte(line[i:], '"')
		if k < 0 {
			return nil, nil // a value over several lines
		}
		m.arena.add(line[i : i+k])
		if i += k + 1; i >= len(line) || line[i] != '"' {
			break
		}
		m.arena.addByte('"')
		i++
	}
	if i >= len(line) {
		return m.arena.close(start), nil
	}
	return m.arena.close(start), line[i+1:]
}
