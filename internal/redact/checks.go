package redact

import (
	"encoding/base64"
	"math"
	"net/netip"
	"strings"

	"inquest/internal/lazy"
)

// value is what a pattern caught, with what stands around it.
type value struct {
	text          string
	before, after string // the rest of the text
	name          string // of an assignment, when the pattern has a group for it
	sep           string // between name and value
}

// check returns how many bytes from the begin of a value are accepted, 0 for
// none.
type check func(v value) int

// when turns a test of the whole value into a check.
func when(test func(string) bool) check {
	return func(v value) int {
		if test(v.text) {
			return len(v.text)
		}
		return 0
	}
}

var checks = map[string]check{
	"mixed":    when(mixed),
	"token":    when(tokenLike),
	"named":    namedSecret,
	"password": passwordValue,
	"value":    when(realValue),
	"urlvalue": urlValue,
	"flag":     flagValue,
	"basic":    when(basicCredentials),
	"notround": when(func(s string) bool { return !strings.HasSuffix(s, "000") && !strings.HasPrefix(s, "20") }),
	"email":    emailLength,
	"phone":    phoneNumber,
	"person":   when(personName),
	"street":   when(func(s string) bool { return strings.Contains(s, " ") && realValue(s) }),
	"ipv4":     when(addressOf(netip.Addr.Is4)),
	"ipv6":     when(addressOf(netip.Addr.Is6)),
	"mac":      when(hardware),
}

// Passes tells whether a check accepts the whole of a value.
func Passes(name, text string) bool {
	c, ok := checks[name]
	return ok && c(value{text: text}) == len(text)
}

// classesOf counts letters of both cases and digits.
func classesOf(s string) (lower, upper, digit int) {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			lower++
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= '0' && c <= '9':
			digit++
		}
	}
	return lower, upper, digit
}

func mixed(s string) bool {
	l, u, d := classesOf(s)
	return l > 2 && u > 2 && d > 0 && entropy(s) > 3.5
}

// entropy is Shannon's, in bits a byte.
func entropy(s string) float64 {
	var n [256]float64
	for i := range len(s) {
		n[s[i]]++
	}
	var h float64
	for _, c := range n {
		if c > 0 {
			p := c / float64(len(s))
			h -= p * math.Log2(p)
		}
	}
	return h
}

// placeholders stand where a value has been taken out, or was never there.
var placeholders = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq(`null nil none true false yes no on off undefined empty unset missing required invalid incorrect wrong
		expired unknown default disabled enabled redacted masked hidden filtered removed omitted secret password passwd token key changeme-not
		ok okay failed failure error denied rejected accepted success successful given set string str int integer value optional
		is was not must should has cannot auth file env prompt stdin basic bearer digest plain md5 sha256 scram-sha-256 trust peer
		authentication refused notfound not_found unauthorized forbidden mismatch provided present absent bytes object type name id
		rotation rotated reset changed updated created deleted found loaded valid revoked blank bad`) {
		placeholders[w] = true
	}
}

var (
	stars    = lazy.Compile(`^[*xX.•#_<>\-?%=+~]+$`)
	variable = lazy.Compile(`^(?:\$\{?[\w.:-]+\}?|%\(?[\w.]+\)?s?%?|\{\{?[\w .:-]+\}?\}?|<[\w .:-]+>|\[[\w .:-]+\]|:\w+|\?|%[sdvqx])$`)
)

// What programs print instead of a value: its hash, the name of the variable
// that holds it, the identity of an object.
var (
	hashed  = lazy.Compile(`^\{(?i:sha-?\d*|md5)\}[0-9a-f]+$|^(?i:sha256|md5):[0-9a-f]+$`)
	envName = lazy.Compile(`^[A-Z]+(?:_[A-Z]+)+$`)
	object  = lazy.Compile(`^[\w.$]+@[0-9a-f]{5,8}$|^0x[0-9a-f]{1,16}$`)
)

// realValue tells a value from what stands in the place of one.
func realValue(s string) bool {
	t := strings.Trim(s, `"'.,;:()[] `)
	switch {
	case t == "", placeholders[strings.ToLower(t)], stars.MatchString(t), variable.MatchString(t), variable.MatchString(s):
		return false
	case hashed.MatchString(t), envName.MatchString(t), object.MatchString(t):
		return false
	case strings.HasPrefix(strings.ToLower(t), "redacted") && !strings.HasPrefix(t, Prefix), strings.Contains(t, "***"):
		return false
	}
	return true
}

// tokenLike tells made-up text from words: long parts with digits among
// letters, or of both cases, that spread over many different bytes.
func tokenLike(s string) bool {
	if !realValue(s) || dateLike.MatchString(s) {
		return false
	}
	best := ""
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-._/:=~+!@#$%^*", r) }) {
		if len(part) > len(best) && made(part) {
			best = part
		}
	}
	return len(best) >= 10 || uuid.MatchString(s) || len(best) >= 6 && len(s) >= 20 && entropy(s) > 3.6
}

var (
	uuid     = lazy.Compile(`^(?i:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$`)
	dateLike = lazy.Compile(`^\d{4}-?\d\d-?\d\d(?:[T_ -]?\d\d.*)?$`)
	wordish  = lazy.Compile(`^[A-Za-z]?[a-z]*\d{0,4}$|^[A-Z]+\d{0,4}$|^\d+[a-z]{0,3}$`)
	camel    = lazy.Compile(`^[A-Za-z]?[a-z]+(?:[A-Z][a-z]+)*\d{0,3}$`)
)

// made tells one run of letters and digits that no person would write as a word.
func made(s string) bool {
	if wordish.MatchString(s) || camel.MatchString(s) {
		return len(s) >= 16 && !camel.MatchString(s) && !onlyDigits(s) && entropy(s) > 3.6
	}
	lower, upper, digit := classesOf(s)
	switch {
	case digit > 0 && lower+upper > 0:
		return digit >= 2 || len(s) >= 12
	case lower > 0 && upper > 0:
		return len(s) >= 16 && entropy(s) > 3.4
	}
	return len(s) >= 20 && !onlyDigits(s) && entropy(s) > 3.9
}

func onlyDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// notSecretNames are names that hold the words of a secret's name and mean
// something else.
var notSecretNames = lazy.Compile(`(?i)(?:(?:next|page|continuation|prev|sync|max|min|num|total|prompt|completion|input|output|unexpected|invalid|eos|bos|pad)[_.-]?tokens?|tokens?[_.-]?(?:count|type|limit|ttl|name|url|uri|endpoint|expir\w*|len\w*|usage|used|bucket|size)|(?:secret|credentials?|key|token)[_.-]?(?:name|ref|path|file|arn|id|version|store|type|provider|class|namespace|rotation)s?|(?:primary|foreign|partition|sort|routing|cache|idempotency|public|ssh_host|sort|group|hash|range|row)[_.-]?key\w*)$`)

// namedSecret accepts a token-like value unless its name says that it is none.
func namedSecret(v value) int {
	text := strings.TrimRight(v.text, ".:,")
	if v.name != "" && notSecretNames.MatchString(v.name) {
		return 0
	}
	if strings.HasPrefix(v.name, ".") || strings.HasPrefix(text, "/") || strings.Contains(text, "://") || !tokenLike(text) {
		return 0
	}
	return len(text)
}

// passwordValue accepts whatever a password's name is given, unless it is prose
// about a password.
func passwordValue(v value) int {
	if strings.HasPrefix(v.before, v.text) && v.before == "" {
		return 0
	}
	text := v.text
	if v.sep != "" { // not in quotes
		text = strings.TrimRight(text, ".:!?")
		if strings.HasPrefix(text, "/") || strings.HasPrefix(text, "-") || strings.HasPrefix(text, "(") || namespaced.MatchString(text) {
			return 0
		}
		if strings.HasSuffix(v.sep, " ") && proseWord.MatchString(text) && proseGoesOn.MatchString(v.after) {
			return 0
		}
		if onlyDigits(text) && len(text) < 4 {
			return 0
		}
	}
	if !realValue(text) {
		return 0
	}
	if v.sep != "" && len(text) == len(v.text) {
		return len(text) + goesOn(v.after)
	}
	return len(text)
}

// goesOn is how many bytes behind an ampersand belong to the value in front of it: those
// of a word that is no further name of a query.
func goesOn(after string) int {
	rest, ok := strings.CutPrefix(after, "&")
	if !ok {
		return 0
	}
	n := strings.IndexAny(rest, " \t\n\r\"',;&)}]<>|")
	if n < 0 {
		n = len(rest)
	}
	if n == 0 || strings.Contains(rest[:n], "=") {
		return 0
	}
	return 1 + n
}

var (
	proseWord   = lazy.Compile(`^[A-Za-z][a-z'-]*$|^\d{1,3}$`)
	proseGoesOn = lazy.Compile(`^[.,:]? +[A-Za-z(]`)
	namespaced  = lazy.Compile(`^[a-z0-9-]+/[a-z0-9.-]+$`)
)

func urlValue(v value) int {
	text := strings.TrimRight(v.text, ".,")
	lower, upper, digit := classesOf(text)
	if !realValue(text) || onlyDigits(text) || camel.MatchString(text) || lower == 0 && digit == 0 || digit == 0 && (upper == 0 || len(text) < 12) {
		return 0
	}
	return len(text)
}

// flagValue accepts what stands behind a flag, unless it is the next flag.
func flagValue(v value) int {
	if strings.HasPrefix(v.text, "-") || strings.HasPrefix(v.text, "/") || !realValue(v.text) || proseWord.MatchString(v.text) && proseGoesOn.MatchString(v.after) && !strings.Contains(v.before, "--") {
		return 0
	}
	return len(v.text)
}

// basicCredentials tells base64 of "user:password".
func basicCredentials(s string) bool {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		b, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
	}
	if err != nil {
		return false
	}
	i := strings.IndexByte(string(b), ':')
	if i < 0 {
		return false
	}
	for _, c := range b {
		if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

// notTopLevel are last parts of names that look like an e-mail's and are none:
// units of systemd, files, names inside clusters.
var notTopLevel = map[string]bool{}

// fileEndings may follow an e-mail address in the name of a file.
var fileEndings = map[string]bool{}

func init() {
	for w := range strings.FieldsSeq("service socket timer target mount automount slice scope device path swap internal local localdomain lan svc cluster home corp js ts py go rs rb java class jar so dll exe conf cfg ini xml yaml yml toml sh svg png jpg css") {
		notTopLevel[w] = true
	}
	for w := range strings.FieldsSeq("log txt json gz zst xz zip tar csv md html pdf bak old out err eml") {
		fileEndings[w] = true
	}
}

func emailLength(v value) int {
	text := v.text
	for {
		i := strings.LastIndexByte(text, '.')
		if i < 0 {
			return 0
		}
		top := strings.ToLower(text[i+1:])
		if fileEndings[top] {
			text = text[:i]
			continue
		}
		local, domain, ok := strings.Cut(strings.ReplaceAll(text, "%40", "@"), "@")
		if notTopLevel[top] || len(top) < 2 || onlyDigits(top) || !ok || !strings.Contains(domain, ".") || local == "git" {
			return 0
		}
		return len(text)
	}
}

var separators = strings.NewReplacer(" ", "", ".", "", "(", "", ")", "", "/", "", "-", "")

// phoneNumber accepts international numbers of a plausible length that are
// grouped like one or long, and labelled ones.
func phoneNumber(v value) int {
	digits := strings.TrimPrefix(separators.Replace(v.text), "+")
	if strings.Trim(digits, "0") == "" || sameDigit(digits) {
		return 0
	}
	if strings.HasPrefix(v.text, "+") {
		if len(digits) < 10 || len(digits) > 15 || strings.Contains(v.text, ".") && strings.Count(v.text, ".") < 2 {
			return 0
		}
		return len(v.text)
	}
	if len(digits) < 7 || len(digits) > 15 {
		return 0
	}
	return len(v.text)
}

func sameDigit(s string) bool { return s != "" && strings.Trim(s, s[:1]) == "" }

func personName(s string) bool {
	return realValue(s) && !strings.ContainsAny(s, "{}[]=<>/\\_@:") && !onlyDigits(s)
}

func addressOf(family func(netip.Addr) bool) func(string) bool {
	return func(s string) bool {
		a, err := netip.ParseAddr(s)
		return err == nil && family(a) && !a.IsLoopback() && !a.IsUnspecified()
	}
}

func hardware(s string) bool {
	t := strings.NewReplacer(":", "", "-", "").Replace(strings.ToLower(s))
	return !sameDigit(t)
}
