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
	kind    string // "csv", "zeek" or "w3c"
	path    string // what a Zeek log calls itself
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
	path := ""
	for i, line := range lines[:min(len(lines), maxHeaderLine)] {
		if rest, ok := bytes.CutPrefix(line, []byte("#path\t")); ok {
			path = string(rest)
		}
		head := readHeader(line)
		if head == nil {
			continue
		}
		head.path = path
		if f := head.format(lines[i+1:]); f != nil {
			return f
		}
	}
	return nil
}

// format returns the format of the rows behind a header, nil when too few of
// them are rows. Zeek and W3C comment their files in lines that begin with '#'.
func (t *table) format(rows [][]byte) *Format {
	f := &Format{Name: t.kind, Description: "Lines of the columns that a header names.", kind: kindTable, rank: tableRank,
		guess: true, inner: true, table: t}
	if t.kind == kindW3C && t.sep == ' ' && len(rows) > 0 && bytes.Count(rows[0], []byte{'\t'}) == len(t.columns)-1 {
		t.sep = '\t' // as CloudFront has it
	}
	var m matcher
	fits, comments, open := 0, 0, false
	for _, row := range rows {
		switch {
		case f.match(&m, row) == fitsRecord:
			fits++
			open = m.openCell
			f.block = f.block || open
		case open || row[0] == '#' && t.kind != kindCSV: // a value over several lines, a comment
			comments++
		}
	}
	if fits > 0 && fits*10 >= (len(rows)-comments)*8 || fits > 100 {
		return f
	}
	return nil
}

const kindCSV, kindZeek, kindW3C = "csv", "zeek", "w3c"

// readHeader reads a header line, nil when it is none.
func readHeader(line []byte) *table {
	if rest, ok := bytes.CutPrefix(line, []byte("#fields\t")); ok {
		return named(kindZeek, rest, '\t')
	}
	if rest, ok := bytes.CutPrefix(line, []byte("#Fields: ")); ok {
		return named(kindW3C, trimBlanks(rest), ' ')
	}
	for _, sep := range []byte{',', '\t', ';', '|'} {
		if t := named(kindCSV, line, sep); t != nil {
			return t
		}
	}
	return nil
}

// named splits a header; every column must have a name, and one must be a time.
func named(kind string, line []byte, sep byte) *table {
	t := &table{kind: kind, sep: sep}
	timed := false
	for _, name := range bytes.Split(trimBlanks(line), []byte{sep}) {
		name = bytes.Trim(trimBlanks(name), `"`)
		if len(name) == 0 || len(name) > 64 || isDigit(name[0]) || len(t.columns) >= maxColumns {
			return nil
		}
		for _, c := range name {
			if !isName(c) && c != ' ' && c != '(' && c != ')' && c != '@' && c != '/' && c != '[' && c != ']' && c != '#' && c != '%' {
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
	m.openCell = false
	rest := line
	for i, name := range t.columns {
		if rest == nil {
			if m.openCell {
				break
			}
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
			m.openCell = true // the value goes on in the next line
			m.arena.add(line[i:])
			return m.arena.close(start), nil
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
