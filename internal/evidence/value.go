package evidence

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// ValueKind is the type of a slot of a phrase.
type ValueKind string

// The kinds of values. Numbers are stored so that equal inputs give equal
// bytes: counts, durations and instants as integers, the rest rounded to nine
// significant digits.
const (
	KindCount    ValueKind = "count"    // a whole number
	KindNumber   ValueKind = "number"   // a measured or computed number
	KindDuration ValueKind = "duration" // nanoseconds
	KindInstant  ValueKind = "instant"  // nanoseconds since 1970-01-01T00:00:00Z
	KindPercent  ValueKind = "percent"  // 0..100
	KindProb     ValueKind = "prob"     // 0..1, printed as a p-value
	KindName     ValueKind = "name"     // untrusted text: ids, hosts, files, addresses, quoted lines
	KindWord     ValueKind = "word"     // trusted text from a closed set (a class title, a protocol name)
)

// Value fills one slot of a phrase. Formula says how the number can be computed
// again from the profile (see package formula); it is empty for names and words.
type Value struct {
	Slot    string    `json:"slot"`
	Kind    ValueKind `json:"kind"`
	Int     int64     `json:"int,omitempty"`   // count, duration, instant
	Float   float64   `json:"float,omitempty"` // number, percent, prob
	Text    Quote     `json:"text,omitzero"`   // name
	Word    string    `json:"word,omitempty"`  // word
	Formula string    `json:"formula,omitempty"`
}

// Count is a whole number. As for all numbers, the formula must not be empty.
func Count(slot string, n int64, formula string) Value {
	return Value{Slot: slot, Kind: KindCount, Int: n, Formula: formula}
}

// Duration is nanoseconds.
func Duration(slot string, ns int64, formula string) Value {
	return Value{Slot: slot, Kind: KindDuration, Int: ns, Formula: formula}
}

// Instant is nanoseconds since the Unix epoch.
func Instant(slot string, ns int64, formula string) Value {
	return Value{Slot: slot, Kind: KindInstant, Int: ns, Formula: formula}
}

// Number is any measured or computed number.
func Number(slot string, f float64, formula string) Value {
	return Value{Slot: slot, Kind: KindNumber, Float: Round(f), Formula: formula}
}

// Percent takes 0..100.
func Percent(slot string, f float64, formula string) Value {
	return Value{Slot: slot, Kind: KindPercent, Float: Round(f), Formula: formula}
}

// Prob takes 0..1.
func Prob(slot string, f float64, formula string) Value {
	return Value{Slot: slot, Kind: KindProb, Float: Round(f), Formula: formula}
}

// Name is untrusted text.
func Name(slot, text string) Value {
	return Value{Slot: slot, Kind: KindName, Text: NewQuote(text)}
}

// Word is trusted text from a closed set of the product's own.
func Word(slot, word string) Value { return Value{Slot: slot, Kind: KindWord, Word: word} }

// Round keeps nine significant digits, so that the last bits of a float never
// reach an output.
func Round(f float64) float64 {
	if f == 0 || math.IsNaN(f) || math.IsInf(f, 0) {
		return f
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 9, 64), 64)
	if err != nil {
		return f
	}
	return r
}

// Format is the text of a trusted value. It must not be called for names, whose
// text only an escaper opens.
func (v Value) Format() string {
	switch v.Kind {
	case KindCount:
		return FormatCount(v.Int)
	case KindDuration:
		return FormatDuration(v.Int)
	case KindInstant:
		return FormatInstant(v.Int)
	case KindNumber:
		return formatNumber(v.Float)
	case KindPercent:
		return strconv.FormatFloat(v.Float, 'f', 1, 64) + " %"
	case KindProb:
		return formatProb(v.Float)
	default:
		return v.Word
	}
}

// longNumber is from where on a number is written whole, with its thousands parted: four
// digits and a power of ten are no way to say a sum of money.
const longNumber = 1e4

func formatNumber(f float64) string {
	if a := math.Abs(f); a >= longNumber && a < 1e15 {
		return FormatCount(int64(math.Round(f)))
	}
	return strconv.FormatFloat(f, 'g', 4, 64)
}

func formatProb(p float64) string {
	switch {
	case p < 1e-9: // also what is too small for a float
		return "below 1e-9"
	case p < 0.001:
		return strconv.FormatFloat(p, 'e', 1, 64)
	default:
		return strconv.FormatFloat(p, 'f', 3, 64)
	}
}

// FormatCount writes a whole number with commas between thousands.
func FormatCount(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// FormatDuration writes nanoseconds for people: "60 d 16 h 44 m 33 s", "2.967 s",
// "50 ms". Durations of a minute or more are exact to the second (fractions are
// kept when there are any), shorter ones to three decimals.
func FormatDuration(ns int64) string {
	if ns < 0 {
		return "-" + FormatDuration(-max(ns, -math.MaxInt64)) // the least int64 has no positive twin
	}
	switch {
	case ns == 0:
		return "0 s"
	case ns < int64(time.Millisecond):
		return trimZeros(float64(ns)/1e3) + " µs"
	case ns < int64(time.Second):
		return trimZeros(float64(ns)/1e6) + " ms"
	case ns < int64(time.Minute):
		return trimZeros(float64(ns)/1e9) + " s"
	}
	var parts []string
	for _, u := range []struct {
		name string
		size int64
	}{{"d", 86400e9}, {"h", 3600e9}, {"m", 60e9}} {
		if n := ns / u.size; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, u.name))
			ns -= n * u.size
		}
	}
	if ns > 0 {
		parts = append(parts, trimZeros(float64(ns)/1e9)+" s")
	}
	return strings.Join(parts, " ")
}

func trimZeros(f float64) string {
	s := strconv.FormatFloat(f, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// FormatInstant writes an instant as "2006-01-02 15:04:05", with as many
// decimals as it has up to microseconds. It names no zone: the report says which zone its clock reads.
func FormatInstant(ns int64) string {
	t := time.Unix(0, ns).UTC()
	if ns%1e9 == 0 {
		return t.Format("2006-01-02 15:04:05")
	}
	if ns%1e6 == 0 {
		return t.Format("2006-01-02 15:04:05.000")
	}
	return t.Format("2006-01-02 15:04:05.000000")
}
