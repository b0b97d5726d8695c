package document

import (
	"strings"
)

// table takes a Markdown table, or one drawn with +---+ and |.
func (r *reader) table(l srcLine, t string) bool {
	if r.at+1 >= len(r.lines) {
		return false
	}
	next := strings.TrimSpace(r.lines[r.at+1].s)
	switch {
	case strings.Contains(t, "|") && delimiter(next):
		r.flush()
		rows := [][]Text{cells(l)}
		for r.at += 2; r.at < len(r.lines) && strings.Contains(r.lines[r.at].s, "|") && strings.TrimSpace(r.lines[r.at].s) != ""; r.at++ {
			rows = append(rows, cells(r.lines[r.at]))
		}
		r.addTable(rows, l.off, false)
		return true
	case frame(t) && strings.Contains(next, "|"):
		from := r.at
		to := from
		for to < len(r.lines) && (frame(strings.TrimSpace(r.lines[to].s)) || strings.Contains(r.lines[to].s, "|")) {
			to++
		}
		rows, ok := drawn(r.lines[from:to])
		if !ok {
			return false
		}
		r.flush()
		r.at = to
		r.addTable(rows, l.off, true)
		return true
	}
	return false
}

func (r *reader) addTable(rows [][]Text, begin int, drawn bool) {
	last := r.lines[r.at-1]
	r.depth = -1
	r.add(Block{Kind: Table, Rows: rows, Drawn: drawn, Begin: begin, End: last.off + len(last.s)})
}

// delimiter tells the row of dashes under a table's header.
func delimiter(t string) bool {
	return strings.Contains(t, "-") && strings.Contains(t, "|") && strings.Trim(t, "|-: \t") == ""
}

// frame tells a line that only draws: +-----+.
func frame(t string) bool {
	return len(t) >= 3 && strings.Trim(t, "+-=|: ─│┌┐└┘├┤┬┴┼╔╗╚╝═║╠╣╦╩╬") == "" && strings.ContainsAny(t, "-=─═")
}

// cells splits a row at its pipes.
func cells(l srcLine) []Text {
	s, off := l.s, l.off
	if i := len(s) - len(strings.TrimLeft(s, " \t")); i > 0 {
		s, off = s[i:], off+i
	}
	if strings.HasPrefix(s, "|") {
		s, off = s[1:], off+1
	}
	s = strings.TrimRight(s, " \t")
	if strings.HasSuffix(s, "|") && !strings.HasSuffix(s, `\|`) {
		s = s[:len(s)-1]
	}
	var out []Text
	from := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && (s[i] != '|' || i > 0 && s[i-1] == '\\') {
			continue
		}
		out = append(out, inline([]srcLine{{s[from:i], off + from}}, true))
		from = i + 1
	}
	return out
}

// drawn reads a table out of lines that draw one with pipes.
func drawn(lines []srcLine) ([][]Text, bool) {
	var rows [][]Text
	for _, l := range lines {
		t := strings.TrimSpace(l.s)
		l.s = strings.NewReplacer("│", "  |", "║", "  |").Replace(l.s) // the same number of bytes
		switch {
		case t == "" || frame(t) || delimiter(t):
		case strings.Contains(l.s, "|"):
			rows = append(rows, cells(l))
		default:
			return nil, false
		}
	}
	if len(rows) < 2 {
		return nil, false
	}
	for _, row := range rows {
		if len(row) < 2 || len(row) != len(rows[0]) {
			return nil, false
		}
	}
	return rows, true
}

// aligned reads a table out of lines whose columns stand apart by two blanks or
// a tab: at least three lines of as many cells, the last of them numbers below
// the header.
func aligned(lines []srcLine) ([][]Text, bool) {
	var rows [][]Text
	for _, l := range lines {
		t := strings.TrimSpace(l.s)
		if t == "" || frame(t) {
			continue
		}
		row := gaps(l)
		if len(row) < 2 || len(rows) > 0 && len(row) != len(rows[0]) {
			return nil, false
		}
		rows = append(rows, row)
	}
	if len(rows) < 3 {
		return nil, false
	}
	for _, row := range rows[1:] {
		if !numeric(row[len(row)-1].S) {
			return nil, false
		}
	}
	return rows, !numeric(rows[0][len(rows[0])-1].S)
}

func numeric(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(s), "%smh ")
	return s != "" && strings.Trim(s, "0123456789.,") == ""
}

// gaps splits a line where two blanks or a tab stand.
func gaps(l srcLine) []Text {
	var out []Text
	for i := 0; i < len(l.s); {
		for i < len(l.s) && isBlank(l.s[i]) {
			i++
		}
		from := i
		for i < len(l.s) && l.s[i] != '\t' && !(l.s[i] == ' ' && i+1 < len(l.s) && isBlank(l.s[i+1])) {
			i++
		}
		if i > from {
			out = append(out, inline([]srcLine{{l.s[from:i], l.off + from}}, true))
		}
	}
	return out
}
