package event

import (
	"math"
	"strconv"
)

// units of time by the letters behind a number.
func timeUnit(w []byte) int64 {
	for len(w) > 0 && (w[len(w)-1] == '.' || w[len(w)-1] == ',' || w[len(w)-1] == ')') {
		w = w[:len(w)-1]
	}
	switch {
	case len(w) == 0 || len(w) > 12:
		return 0
	case equalFold(w, "ns") || equalFold(w, "nanoseconds"):
		return 1
	case equalFold(w, "us") || string(w) == "µs" || string(w) == "μs" || equalFold(w, "microseconds") || equalFold(w, "usec") || equalFold(w, "usecs"):
		return usec
	case equalFold(w, "ms") || equalFold(w, "milliseconds") || equalFold(w, "millisecond") || equalFold(w, "msec") || equalFold(w, "msecs") || equalFold(w, "millis"):
		return msec
	case equalFold(w, "s") || equalFold(w, "sec") || equalFold(w, "secs") || equalFold(w, "second") || equalFold(w, "seconds"):
		return sec
	case string(w) == "m" || equalFold(w, "min") || equalFold(w, "mins") || equalFold(w, "minute") || equalFold(w, "minutes"):
		return 60 * sec
	case equalFold(w, "h") || equalFold(w, "hr") || equalFold(w, "hrs") || equalFold(w, "hour") || equalFold(w, "hours"):
		return 3600 * sec
	case string(w) == "d" || equalFold(w, "day") || equalFold(w, "days"):
		return 86400 * sec
	}
	return 0
}

// parseDuration reads the value of a duration field. unit is what the key says
// about a bare number, 0 when nothing.
//
// Without any unit a number is read by its form, because a single record gives
// nothing to hold it against: a fraction is seconds (Python, Ruby); a whole
// number of 100,000 or more is nanoseconds (Go's slog prints time.Duration
// so); a smaller whole number is seconds, as in status files.
func parseDuration(v []byte, unit int64) (int64, bool) {
	if ns, n := compoundDuration(v); n == len(v) && n > 0 {
		return ns, true
	}
	if ns, ok := clock(v); ok {
		return ns, true
	}
	f, frac, ok := number(v)
	if !ok {
		return 0, false
	}
	switch {
	case unit != 0:
	case frac:
		unit = sec
	case f >= 1e5:
		unit = 1
	default:
		unit = sec
	}
	return scale(f, unit)
}

// number reads a plain decimal number; frac tells whether it has a fraction.
func number(v []byte) (f float64, frac, ok bool) {
	if len(v) == 0 || len(v) > 24 || !isDigit(v[0]) {
		return 0, false, false
	}
	for _, c := range v {
		if c == '.' {
			frac = true
		} else if !isDigit(c) {
			return 0, false, false
		}
	}
	f, err := strconv.ParseFloat(string(v), 64)
	return f, frac, err == nil
}

// scale multiplies and refuses what no run lasts: more than a hundred years.
func scale(f float64, unit int64) (int64, bool) {
	ns := math.Round(f * float64(unit))
	if math.IsNaN(ns) || ns < 0 || ns > 3.2e18 {
		return 0, false
	}
	return int64(ns), true
}

// compoundDuration reads "258s", "98.6ms", "4m18s", "1h2m3.5s" at the begin of
// v and returns how many bytes it took; 0 when there is none.
func compoundDuration(v []byte) (ns int64, n int) {
	for n < len(v) {
		i := n
		for i < len(v) && (isDigit(v[i]) || v[i] == '.') {
			i++
		}
		if i == n || i-n > 20 {
			break
		}
		j := i
		for j < len(v) && (isLetter(v[j]) || v[j] >= 0x80) {
			j++
		}
		unit := timeUnit(v[i:j])
		f, _, ok := number(v[n:i])
		if unit == 0 || !ok {
			break
		}
		part, ok := scale(f, unit)
		if !ok || ns > math.MaxInt64-part {
			break
		}
		ns, n = ns+part, j
	}
	return ns, n
}

// clock reads h:mm:ss and mm:ss, with a fraction when there is one.
func clock(v []byte) (int64, bool) {
	var total, parts int64
	start := 0
	for i := 0; i <= len(v); i++ {
		if i < len(v) && v[i] != ':' {
			continue
		}
		if parts == 3 {
			return 0, false
		}
		f, frac, ok := number(v[start:i])
		if !ok || frac && i < len(v) || f > 1e6 || parts > 0 && f >= 60 {
			return 0, false
		}
		ns, _ := scale(f, sec)
		total, start = total*60+ns, i+1
		parts++
	}
	return total, parts > 1
}

// tokenDuration reads a duration that begins at token i: "258s", or "258"
// followed by "seconds", also "1 min 3 sec". It returns the token behind it.
func (t *tokenizer) tokenDuration(i int) (ns int64, next int, ok bool) {
	next = i
	for next < len(t.tokens) {
		tok := t.tokens[next]
		if tok.flags&flagDigit == 0 {
			break
		}
		text := t.text(tok)
		if d, n := compoundDuration(text); n > 0 && n == len(text) {
			ns, next, ok = ns+d, next+1, true
			continue
		}
		f, _, isNum := number(text)
		if !isNum || next+1 >= len(t.tokens) || tok.flags&(flagComma|flagColon|flagClose) != 0 {
			break
		}
		unit := timeUnit(t.text(t.tokens[next+1]))
		d, fits := scale(f, unit)
		if unit == 0 || !fits || ns > math.MaxInt64-d {
			break
		}
		ns, next, ok = ns+d, next+2, true
	}
	return ns, next, ok
}
