package record

import "bytes"

// zoneName reads a zone name behind the blank at b[i], and an offset behind it:
// CET, UTC, GMT+0100. Some names stand for several zones; they are read as the
// one that most people mean, and the stamp is marked.
func zoneName(b []byte, i int, s *stamp) int {
	j := i + 1
	for j < len(b) && b[j] >= 'A' && b[j] <= 'Z' {
		j++
	}
	if j-i-1 < 3 || j-i-1 > 4 {
		return i
	}
	if j < len(b) && (b[j] == '+' || b[j] == '-') && (string(b[i+1:j]) == "UTC" || string(b[i+1:j]) == "GMT") {
		return shortOffset(b, j, s)
	}
	if j < len(b) && (isLetter(b[j]) || isDigit(b[j]) || b[j] == '_') {
		return i
	}
	if !zoneFirst[b[i+1]] || !zoneThird[b[i+3]] { // most words here are levels
		return i
	}
	z, known := zoneNames[string(b[i+1:j])]
	if !known {
		return i
	}
	s.zoned, s.offset, s.twofold = true, z.east, z.twofold
	return j
}

// shortOffset reads the offset behind UTC or GMT: +1, +01, +0100, +01:00.
func shortOffset(b []byte, i int, s *stamp) int {
	s.zoned, s.offset = true, 0
	if n := digits(b[i+1:]); n == 1 || n == 2 && (i+3 >= len(b) || b[i+3] != ':') {
		var h int32
		if end := number(b, i+1, 2, &h); end > 0 && h <= 14 {
			s.offset = h * 3600
			if b[i] == '-' {
				s.offset = -s.offset
			}
			return end
		}
		return i
	}
	return zoneOffset(b, i, s)
}

// zonePlace reads the name of a place behind an offset, as Java writes it:
// 20:03:25+01:00[Europe/Berlin]. The offset is what counts.
func zonePlace(b []byte, i int, s *stamp) int {
	if !s.zoned || i+3 > len(b) || b[i+1] < 'A' || b[i+1] > 'Z' {
		return i
	}
	end := bytes.IndexByte(b[i:min(len(b), i+40)], ']')
	if end < 0 || bytes.IndexByte(b[i:i+end], ' ') >= 0 || bytes.IndexByte(b[i:i+end], '/') < 0 && string(b[i+1:i+end]) != "UTC" {
		return i
	}
	return i + end + 1
}

// zoneOf is what a zone's name stands for.
type zoneOf struct {
	east    int32 // seconds
	twofold bool  // other zones bear the name as well
}

// zoneNames are the abbreviations that programs print. Left out are those that
// are words as well and hardly printed (ART, CAT, EAT, ICT).
var zoneNames = map[string]zoneOf{
	"UTC": {0, false}, "GMT": {0, false}, "WET": {0, false}, "UCT": {0, false},
	"CET": {3600, false}, "MEZ": {3600, false}, "WEST": {3600, false}, "BST": {3600, true}, "WAT": {3600, false},
	"CEST": {7200, false}, "MESZ": {7200, false}, "EET": {7200, false}, "SAST": {7200, false},
	"EEST": {10800, false}, "MSK": {10800, false}, "TRT": {10800, false}, "MSD": {14400, false}, "IDT": {10800, false},
	"PKT": {18000, false}, "IST": {19800, true}, "WIB": {25200, false},
	"HKT": {28800, false}, "SGT": {28800, false}, "AWST": {28800, false}, "PHT": {28800, false},
	"JST": {32400, false}, "KST": {32400, false}, "ACST": {34200, false}, "ACDT": {37800, false}, "AEST": {36000, false}, "AEDT": {39600, false},
	"NZST": {43200, false}, "NZDT": {46800, false},
	"BRT": {-10800, false}, "BRST": {-7200, false}, "ADT": {-10800, false}, "NST": {-12600, false}, "NDT": {-9000, false}, "CLT": {-14400, false},
	"EDT": {-14400, false}, "AST": {-14400, true}, "EST": {-18000, false}, "CDT": {-18000, true}, "CST": {-21600, true}, "MDT": {-21600, false},
	"MST": {-25200, true}, "PDT": {-25200, false}, "PST": {-28800, true}, "AKDT": {-28800, false}, "AKST": {-32400, false}, "HST": {-36000, false},
}

// zoneFirst and zoneThird are the letters that names of zones have there.
var zoneFirst, zoneThird = func() (first, third [256]bool) {
	for name := range zoneNames {
		first[name[0]], third[name[2]] = true, true
	}
	return first, third
}()
