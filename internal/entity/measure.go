package entity

import (
	"math"
	"strconv"
)

// unitSeconds are the units of time behind a number.
var unitSeconds = map[string]float64{
	"ns": 1e-9, "nanoseconds": 1e-9, "nanosecond": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "usec": 1e-6, "usecs": 1e-6, "microseconds": 1e-6, "microsecond": 1e-6,
	"ms": 1e-3, "msec": 1e-3, "msecs": 1e-3, "millis": 1e-3, "milliseconds": 1e-3, "millisecond": 1e-3, "milli": 1e-3,
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
}

// unitBytes are the units of size behind a number. K and M alone are those of a
// size only under a key that says so.
var unitBytes = map[string]float64{
	"b": 1, "byte": 1, "bytes": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
	"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30, "ti": 1 << 40,
}

// decimal reads digits with a fraction at b[i:], a sign in front, and returns
// the end.
func decimal(b []byte, i int) (float64, int) {
	j := i
	if j < len(b) && b[j] == '-' {
		j++
	}
	start := j
	for j < len(b) && isDigit(b[j]) {
		j++
	}
	if j == start || j-start > 18 {
		return 0, i
	}
	if j+1 < len(b) && b[j] == '.' && isDigit(b[j+1]) {
		for j++; j < len(b) && isDigit(b[j]); j++ {
		}
	}
	n, err := strconv.ParseFloat(string(b[i:j]), 64)
	if err != nil {
		return 0, i
	}
	return n, j
}

// unitAt reads the letters at b[i:], one blank in front of them or none, and
// returns them in small letters with their end.
func unitAt(b []byte, i int, buf *[16]byte) (string, int) {
	if i < len(b) && b[i] == ' ' {
		i++
	}
	n := 0
	for ; i < len(b) && n < len(buf) && (isLetter(b[i]) || b[i] >= 0x80); i++ {
		c := b[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[n] = c
		n++
	}
	if i < len(b) && (isAlnum(b[i]) || b[i] == '_') {
		return "", i
	}
	return string(buf[:n]), i
}

// duration reads "812ms", "1.5 s", "1h2m3.5s" or "2 min 5 sec" at b[i:] and
// returns its seconds and end; the end is i when there is none.
func duration(b []byte, i int) (seconds float64, end int) {
	var buf [16]byte
	end = i
	last := math.Inf(1)
	for at := i; at < len(b); {
		n, j := decimal(b, at)
		if j == at || at > i && b[at] == '-' {
			break
		}
		scale, k := timeUnit(b, j, &buf)
		if scale == 0 || scale >= last {
			break
		}
		seconds, end, last = seconds+n*scale, k, scale
		at = k
		if at+1 < len(b) && b[at] == ' ' && isDigit(b[at+1]) {
			at++
		}
	}
	if end < len(b) && (isAlnum(b[end]) || b[end] == '_') {
		return 0, i
	}
	return seconds, end
}

// timeUnit reads a unit that letters or a digit (of the next part) may follow.
func timeUnit(b []byte, i int, buf *[16]byte) (float64, int) {
	if i < len(b) && b[i] == ' ' {
		i++
	}
	n, j := 0, i
	for ; j < len(b) && n < len(buf) && (isLetter(b[j]) || b[j] >= 0x80); j++ {
		c := b[j]
		if c >= 'A' && c <= 'Z' && j > i {
			c += 'a' - 'A'
		}
		buf[n] = c
		n++
	}
	return unitSeconds[string(buf[:n])], j
}

// clockSpan reads h:mm:ss and mm:ss, with a fraction, as a span.
func clockSpan(v []byte) (float64, bool) {
	total, parts, at := 0.0, 0, 0
	for at <= len(v) {
		n, end := decimal(v, at)
		if end == at || v[at] == '-' || parts > 0 && n >= 60 || parts == 3 {
			return 0, false
		}
		total, parts = total*60+n, parts+1
		if end == len(v) {
			return total, parts > 1
		}
		if v[end] != ':' {
			return 0, false
		}
		at = end + 1
	}
	return 0, false
}

// measured adds the duration of a key that tells one. A bare number counts what
// the key says; where it says nothing, the number stands without a unit.
func (s *Scanner) measured(c keyClass, key, v []byte) bool {
	f := Field{Kind: c.kind, Role: c.role, Key: key, Value: v, IsNum: true, Unit: "s", Bits: -1}
	if sec, end := duration(v, 0); end == len(v) && end > 0 {
		f.Num = sec
	} else if n, ok := plainNumber(v); ok {
		if f.Num = n * c.scale; c.scale == 0 {
			f.Num, f.Unit = n, ""
		}
	} else if sec, ok := clockSpan(v); ok && string(key) != "time" {
		f.Num = sec
	} else {
		return false
	}
	s.add(f)
	return true
}

// sized adds the size of a key that tells one.
func (s *Scanner) sized(c keyClass, key, v []byte) bool {
	var buf [16]byte
	n, end := decimal(v, 0)
	if end == 0 || n < 0 {
		return false
	}
	scale := 1.0
	if end < len(v) {
		unit, e := unitAt(v, end, &buf)
		if e != len(v) || unitBytes[unit] == 0 {
			return false
		}
		scale = unitBytes[unit]
	}
	s.add(Field{Kind: c.kind, Role: c.role, Key: key, Value: v, Num: n * scale, IsNum: true, Unit: "B", Bits: -1})
	return true
}
