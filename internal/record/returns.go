package record

import "bytes"

// A carriage return within a line is where a program wrote over what it had written: a
// progress bar, and behind it often the log line that matters. Each piece is read as a
// line of its own; all have the number of the line that holds them.

// loneReturn is the place of the first carriage return in data that no line feed
// follows, or -1. One at the end of data does not count.
func loneReturn(data []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], '\r')
		if at += i; i < 0 || at+1 >= len(data) {
			return -1
		}
		if data[at+1] != '\n' {
			return at
		}
		at += 2
	}
}

// pieces takes the pieces of the line Data[at:end] but the last, which it returns
// without the carriage returns in front of it.
func (r *run) pieces(at, end int, number int64, planned bool) (from, to int) {
	for {
		skip := returns(r.chunk.Data[at:end])
		if at+skip == end { // nothing else: the line's end
			return at, end
		}
		r.account.Blank += int64(skip)
		at += skip
		k := bytes.IndexByte(r.chunk.Data[at:end], '\r')
		if k < 0 || returns(r.chunk.Data[at+k:end]) == end-at-k {
			return at, end
		}
		r.piece(at, at+k, at+k+1, number, planned)
		at += k + 1
	}
}

// returns is how many carriage returns b begins with.
func returns(b []byte) int {
	n := 0
	for n < len(b) && b[n] == '\r' {
		n++
	}
	return n
}

// cutReturn cuts the first piece off a line.
func cutReturn(line []byte) (piece, rest []byte) {
	line = line[returns(line):]
	piece, rest, _ = bytes.Cut(line, carriageReturn)
	return piece, rest[returns(rest):]
}

var carriageReturn = []byte{'\r'}

// firstPiece is what of a line is read first.
func firstPiece(line []byte) []byte {
	if bytes.IndexByte(line, '\r') < 0 {
		return line
	}
	piece, _ := cutReturn(line)
	return piece
}

// lastPiece is what of it is read last.
func lastPiece(line []byte) []byte {
	line = bytes.TrimRight(line, "\r")
	return line[bytes.LastIndexByte(line, '\r')+1:]
}
