package redact

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"strings"
)

// Checks of numbers that carry a check digit. Sources: ISO/IEC 7812-1 (Luhn),
// ISO 13616 (IBAN), ISO 7064 (mod 97, mod 11), and the issuing authorities'
// published rules for the national numbers.
func init() {
	for name, test := range map[string]func(string) bool{
		"luhn":  func(s string) bool { return !sameDigit(digitsOf(s)) && luhn(digitsOf(s)) },
		"card":  func(s string) bool { d := digitsOf(s); return luhn(d) && manyDigits(d) },
		"iban":  iban,
		"ssn":   socialSecurity,
		"nhs":   func(s string) bool { d := digitsOf(s); return !sameDigit(d) && nhs(d) },
		"detax": func(s string) bool { d := digitsOf(s); return len(d) == 11 && mod11_10(d) },
		"nir":   frenchNIR,
		"dni":   spanishID,
		"cf":    fiscalCode,
		"bsn":   func(s string) bool { return weighted(s, []int{9, 8, 7, 6, 5, 4, 3, 2, -1})%11 == 0 && !sameDigit(s) },
		"be":    belgian,
		"pesel": func(s string) bool {
			return weighted(s, []int{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1})%10 == 0 && !sameDigit(s)
		},
		"se": func(s string) bool { d := digitsOf(s); return luhn(d[max(0, len(d)-10):]) },
		"fi": finnish,
		"no": norwegian,
		"ean": func(s string) bool {
			return weighted(digitsOf(s), []int{1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1})%10 == 0
		},
		"ptnif": portuguese,
		"cpf":   cpf,
		"rut":   rut,
		"tfn": func(s string) bool {
			d := digitsOf(s)
			return !sameDigit(d) && weighted(d, []int{1, 4, 3, 7, 5, 8, 6, 9, 10})%11 == 0
		},
		"verhoeff": func(s string) bool { return verhoeff(digitsOf(s)) },
		"cnid":     chineseID,
		"krrn":     koreanRRN,
		"tckn":     turkish,
		"base58":   base58Check,
	} {
		checks[name] = when(test)
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func manyDigits(d string) bool {
	seen := map[byte]bool{}
	for i := range len(d) {
		seen[d[i]] = true
	}
	return len(seen) >= 3 || strings.HasPrefix(d, "4111")
}

func luhn(d string) bool {
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return len(d) > 1 && sum%10 == 0
}

// weighted sums digits times weights; -1 when the lengths differ.
func weighted(d string, weights []int) int {
	if len(d) != len(weights) {
		return -1
	}
	sum := 0
	for i, w := range weights {
		sum += int(d[i]-'0') * w
	}
	if sum < 0 {
		return -1
	}
	return sum
}

// ibanLengths of the countries that use IBANs, from the SWIFT registry.
var ibanLengths = map[string]int{"AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20}

func iban(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	if len(s) < 15 || ibanLengths[s[:2]] != len(s) {
		return false
	}
	return mod97(s[4:]+s[:4]) == 1
}

// mod97 reads letters as 10 to 35.
func mod97(s string) int {
	n := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			n = (n*10 + int(c-'0')) % 97
		default:
			n = (n*100 + int(c-'A') + 10) % 97
		}
	}
	return n
}

func socialSecurity(s string) bool {
	d := digitsOf(s)
	return len(d) == 9 && d[:3] != "000" && d[:3] != "666" && d[0] != '9' && d[3:5] != "00" && d[5:] != "0000"
}

func nhs(d string) bool {
	sum := weighted(d, []int{10, 9, 8, 7, 6, 5, 4, 3, 2, 1})
	return sum > 0 && sum%11 == 0
}

func mod11_10(d string) bool {
	p := 10
	for i := range len(d) - 1 {
		s := (int(d[i]-'0') + p) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return (11-p)%10 == int(d[len(d)-1]-'0')
}

func frenchNIR(s string) bool {
	s = strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	s = strings.NewReplacer("2A", "19", "2B", "18").Replace(s)
	d := digitsOf(s)
	if len(d) != 15 {
		return false
	}
	return (mod97(d[:13])+int(d[13]-'0')*10+int(d[14]-'0'))%97 == 0
}

func spanishID(s string) bool {
	s = strings.ToUpper(strings.ReplaceAll(s, "-", ""))
	s = strings.NewReplacer("X", "0", "Y", "1", "Z", "2").Replace(s[:1]) + s[1:]
	n := 0
	for i := range 8 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		n = n*10 + int(s[i]-'0')
	}
	return "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == s[8]
}

// fiscalOdd are the values of characters in odd places of an Italian code, for
// 0 to 9 (as for A to J) and then K to Z.
var fiscalOdd = [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}

func fiscalCode(s string) bool {
	sum := 0
	for i := range 15 {
		n := int(s[i] - 'A')
		if s[i] <= '9' {
			n = int(s[i] - '0')
		}
		if i%2 == 0 {
			n = fiscalOdd[n]
		}
		sum += n
	}
	return byte('A'+sum%26) == s[15]
}

func belgian(s string) bool {
	d := digitsOf(s)
	if len(d) != 11 {
		return false
	}
	last := int(d[9]-'0')*10 + int(d[10]-'0')
	return 97-mod97(d[:9]) == last || 97-mod97("2"+d[:9]) == last
}

func finnish(s string) bool {
	d := digitsOf(s[:10])
	if len(d) != 9 {
		return false
	}
	n := 0
	for i := range 9 {
		n = n*10 + int(d[i]-'0')
	}
	return "0123456789ABCDEFHJKLMNPRSTUVWXY"[n%31] == s[10]
}

func norwegian(s string) bool {
	d := digitsOf(s)
	if len(d) != 11 {
		return false
	}
	return weighted(d[:10], []int{3, 7, 6, 1, 8, 9, 4, 5, 2, 1})%11 == 0 && weighted(d, []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1})%11 == 0
}

func portuguese(s string) bool {
	d := digitsOf(s)
	if len(d) != 9 {
		return false
	}
	c := 11 - weighted(d[:8], []int{9, 8, 7, 6, 5, 4, 3, 2})%11
	if c > 9 {
		c = 0
	}
	return c == int(d[8]-'0')
}

func cpf(s string) bool {
	d := digitsOf(s)
	if len(d) != 11 || sameDigit(d) {
		return false
	}
	for n := 9; n < 11; n++ {
		sum := 0
		for i := range n {
			sum += int(d[i]-'0') * (n + 1 - i)
		}
		if sum*10%11%10 != int(d[n]-'0') {
			return false
		}
	}
	return true
}

func rut(s string) bool {
	s = strings.ToUpper(strings.ReplaceAll(s, ".", ""))
	number, want, _ := strings.Cut(s, "-")
	sum, w := 0, 2
	for i := len(number) - 1; i >= 0; i-- {
		sum += int(number[i]-'0') * w
		if w++; w > 7 {
			w = 2
		}
	}
	return string("0123456789K0"[(11-sum%11)%11]) == want
}

// The tables of Verhoeff's check: the multiplication of the dihedral group of
// order ten, and powers of a permutation.
var (
	verhoeffMul  = [10][10]byte{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}}
	verhoeffPerm = [8][10]byte{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1}, {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}}
)

func verhoeff(d string) bool {
	c := byte(0)
	for i := range len(d) {
		c = verhoeffMul[c][verhoeffPerm[i%8][d[len(d)-1-i]-'0']]
	}
	return c == 0 && len(d) > 1
}

func chineseID(s string) bool {
	sum := weighted(s[:17], []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2})
	return sum >= 0 && "10X98765432"[sum%11] == strings.ToUpper(s)[17]
}

func koreanRRN(s string) bool {
	d := digitsOf(s)
	if len(d) != 13 {
		return false
	}
	return (11-weighted(d[:12], []int{2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5})%11)%10 == int(d[12]-'0')
}

func turkish(d string) bool {
	if len(d) != 11 || d[0] == '0' {
		return false
	}
	odd, even, all := 0, 0, 0
	for i := range 10 {
		n := int(d[i] - '0')
		all += n
		switch {
		case i == 9:
		case i%2 == 0:
			odd += n
		default:
			even += n
		}
	}
	return ((odd*7-even)%10+10)%10 == int(d[9]-'0') && all%10 == int(d[10]-'0')
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// base58Check decodes and compares the four bytes of double SHA-256 at the end.
func base58Check(s string) bool {
	n := new(big.Int)
	for i := range len(s) {
		k := strings.IndexByte(base58, s[i])
		if k < 0 {
			return false
		}
		n.Mul(n, big.NewInt(58)).Add(n, big.NewInt(int64(k)))
	}
	b := n.Bytes()
	if len(b) < 5 {
		return false
	}
	body, sum := b[:len(b)-4], b[len(b)-4:]
	one := sha256.Sum256(body)
	two := sha256.Sum256(one[:])
	return bytes.Equal(two[:4], sum)
}
