package profile

import "math"

// quantity reads a number with an optional unit of time or size: durations in
// ns, sizes in bytes, other numbers as they are. Equal bytes give equal floats.
func quantity(v []byte) (float64, bool) {
	f, rest, ok := number(v)
	if !ok {
		return 0, false
	}
	if len(rest) > 0 && rest[0] == ' ' {
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return f, true
	}
	scale, ok := unitScale(rest)
	return f * scale, ok
}

// number reads a decimal number without exponent.
func number(v []byte) (f float64, rest []byte, ok bool) {
	i, negative := 0, false
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		negative, i = v[0] == '-', 1
	}
	var mantissa uint64
	digits, decimals, point := 0, 0, false
	for ; i < len(v); i++ {
		c := v[i]
		if c == '.' && !point {
			point = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		if digits++; digits > 18 {
			return 0, nil, false
		}
		mantissa = mantissa*10 + uint64(c-'0')
		if point {
			decimals++
		}
	}
	if digits == 0 {
		return 0, nil, false
	}
	f = float64(mantissa) / powersOfTen[decimals]
	if negative {
		f = -f
	}
	return f, v[i:], true
}

var powersOfTen = func() (p [20]float64) {
	for i := range p {
		p[i] = math.Pow10(i)
	}
	return p
}()

func unitScale(u []byte) (float64, bool) {
	switch string(u) {
	case "ns":
		return 1, true
	case "us", "µs", "μs", "usec":
		return 1e3, true
	case "ms", "msec", "msecs", "millis", "milliseconds", "millisecond":
		return 1e6, true
	case "s", "sec", "secs", "second", "seconds":
		return 1e9, true
	case "m", "min", "mins", "minute", "minutes":
		return 60e9, true
	case "h", "hr", "hrs", "hour", "hours":
		return 3600e9, true
	case "d", "day", "days":
		return 86400e9, true
	case "B", "bytes", "byte":
		return 1, true
	case "kB", "KB", "K", "k":
		return 1e3, true
	case "KiB":
		return 1 << 10, true
	case "MB", "M":
		return 1e6, true
	case "MiB":
		return 1 << 20, true
	case "GB", "G":
		return 1e9, true
	case "GiB":
		return 1 << 30, true
	case "TB", "T":
		return 1e12, true
	case "TiB":
		return 1 << 40, true
	}
	return 0, false
}
