// Package planted makes secrets and personal data that never were anybody's, for
// tests of redaction. They are made when a test runs, from the sample patterns of
// package redact's detectors, so that no file of the project holds one.
package planted

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"

	"inquest/internal/redact"
)

// Maker makes values from the sample patterns of detectors: "<A-Z2-7:16>" is
// sixteen characters of a set, "<@iban>" a number with a right checksum. None
// of the values ever was, or is, anybody's.
type Maker struct{ r *rand.Rand }

// New begins a sequence of values.
func New(seed uint64) *Maker { return &Maker{rand.New(rand.NewPCG(seed, 7))} }

var hole = regexp.MustCompile(`<(@[a-z]+|[^<>:@ ]+:\d+)>`)

// Make expands a sample pattern of a detector and returns the made parts, which
// must not survive masking.
func (s *Maker) Make(pattern string) (text string, parts []string) {
	text = hole.ReplaceAllStringFunc(pattern, func(h string) string {
		h = h[1 : len(h)-1]
		var v string
		if name, ok := strings.CutPrefix(h, "@"); ok {
			v = s.special(name)
		} else {
			i := strings.LastIndexByte(h, ':')
			n, err := strconv.Atoi(h[i+1:])
			if err != nil {
				panic(err)
			}
			v = s.chars(h[:i], n)
		}
		parts = append(parts, v)
		return v
	})
	return text, parts
}

func (s *Maker) chars(set string, n int) string {
	var all []byte
	for i := 0; i < len(set); i++ {
		if i+2 < len(set) && set[i+1] == '-' {
			for c := set[i]; c <= set[i+2]; c++ {
				all = append(all, c)
			}
			i += 2
			continue
		}
		all = append(all, set[i])
	}
	out := make([]byte, n)
	for i := range out {
		out[i] = all[s.r.IntN(len(all))]
	}
	// Sets for made-up text hold digits: a value without one is rare in life.
	if n >= 8 && strings.Contains(set, "0-9") {
		out[1], out[n-2] = byte('1'+s.r.IntN(9)), byte('1'+s.r.IntN(9))
		if strings.Contains(set, "a-z") {
			out[2] = byte('a' + s.r.IntN(26))
		} else if strings.Contains(set, "a-f") {
			out[2] = byte('a' + s.r.IntN(6))
		}
	}
	if first := out[0]; !wordByte(first) || !wordByte(out[n-1]) { // sets with signs: begin and end with a letter
		out[0], out[n-1] = all[0], all[0]
	}
	return string(out)
}

func (s *Maker) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + s.r.IntN(10))
	}
	if n > 2 && b[0] == '0' {
		b[0] = '2'
	}
	return string(b)
}

// until draws until a test holds.
func until(draw func() string, ok func(string) bool) string {
	for range 1_000_000 {
		if v := draw(); ok(v) {
			return v
		}
	}
	panic("no value passes")
}

func passes(name string) func(string) bool {
	return func(v string) bool { return redact.Passes(name, v) }
}

func (s *Maker) special(name string) string {
	d := func(n int) func() string { return func() string { return s.digits(n) } }
	switch name {
	case "basic":
		return base64.StdEncoding.EncodeToString([]byte("svc:" + s.chars("A-Za-z0-9", 12)))
	case "wif":
		body := append([]byte{0x80}, []byte(s.chars("A-Za-z0-9", 32))...)
		one := sha256.Sum256(body)
		two := sha256.Sum256(one[:])
		n := new(big.Int).SetBytes(append(body, two[:4]...))
		out := ""
		for n.Sign() > 0 {
			m := new(big.Int)
			n.DivMod(n, big.NewInt(58), m)
			out = base58[m.Int64():m.Int64()+1] + out
		}
		return out
	case "email":
		return s.chars("a-z", 5) + "." + s.chars("a-z", 6) + "@" + s.chars("a-z", 7) + []string{".example.com", ".example.org", ".de", ".co.uk"}[s.r.IntN(4)]
	case "phone":
		return []string{"+49 30 " + s.digits(7) + "1", "+1-415-555-" + s.digits(4), "+44" + s.digits(10), "+33 6 12 34 " + s.digits(2) + " " + s.digits(2)}[s.r.IntN(4)]
	case "card":
		return until(func() string { return []string{"4", "51", "2223", "6011"}[s.r.IntN(4)] + s.digits(15) }, func(v string) bool { return passes("card")(v[:16]) })[:16]
	case "cardspaced":
		c := s.special("card")
		return c[:4] + " " + c[4:8] + " " + c[8:12] + " " + c[12:]
	case "amex":
		return until(func() string { return "37" + s.digits(13) }, passes("card"))
	case "iban":
		return until(func() string { return fmt.Sprintf("DE%02d%s", 2+s.r.IntN(97), s.digits(18)) }, passes("iban"))
	case "ibanspaced":
		v := s.special("iban")
		return v[:4] + " " + v[4:8] + " " + v[8:12] + " " + v[12:16] + " " + v[16:20] + " " + v[20:]
	case "ssn":
		v := s.special("ssnbare")
		return v[:3] + "-" + v[3:5] + "-" + v[5:]
	case "ssnbare":
		return until(d(9), passes("ssn"))
	case "nhs", "ptnif":
		n := map[string]int{"nhs": 10, "ptnif": 9}[name]
		return until(func() string { return "1" + s.digits(n-1) }, passes(name))
	case "dni":
		return until(func() string { return s.digits(8) + s.chars("A-Z", 1) }, passes("dni"))
	case "cf":
		return until(func() string { return s.chars("A-Z", 6) + "85T10A" + s.digits(3) + s.chars("A-Z", 1) }, passes("cf"))
	case "fi":
		return until(func() string { return "1310" + s.digits(2) + "-" + s.digits(3) + s.chars("A-FHJ-NPR-Y0-9", 1) }, passes("fi"))
	case "no":
		return until(func() string { return "0101" + s.digits(7) }, passes("no"))
	case "se":
		return until(func() string { return "850709-" + s.digits(4) }, passes("se"))
	case "ahv":
		return until(func() string { return "756." + s.digits(4) + "." + s.digits(4) + "." + s.digits(2) }, passes("ean"))
	case "cpf":
		v := s.special("cpfbare")
		return v[:3] + "." + v[3:6] + "." + v[6:9] + "-" + v[9:]
	case "cpfbare":
		return until(d(11), passes("cpf"))
	case "rut":
		return until(func() string { return s.digits(8) + "-" + s.chars("0-9K", 1) }, passes("rut"))
	case "sin":
		return until(d(9), passes("luhn"))
	case "nir":
		return until(func() string { return "1850675" + s.digits(8) }, passes("nir"))
	case "aadhaar":
		return until(func() string { return "4" + s.digits(11) }, passes("verhoeff"))
	case "za":
		return until(func() string { return "850101" + s.digits(4) + "08" + s.digits(1) }, passes("luhn"))
	case "cnid":
		return until(func() string { return "11010119900307" + s.digits(3) + s.chars("0-9", 1) }, passes("cnid"))
	case "krrn":
		return until(func() string { return "900101-1" + s.digits(6) }, passes("krrn"))
	default: // digits alone: bsn, pesel, detax, be, tfn, tckn
		n := map[string]int{"bsn": 9, "pesel": 11, "detax": 11, "be": 11, "tfn": 9, "tckn": 11}[name]
		if n == 0 {
			panic("no sample " + name)
		}
		return until(func() string { return s.chars("1-9", 1) + s.digits(n-1) }, passes(name))
	}
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
