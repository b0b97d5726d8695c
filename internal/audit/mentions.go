package audit

import (
	"strconv"
	"strings"
	"time"

	"inquest/internal/document"
	"inquest/internal/lazy"
)

// mentionKind is what a stretch of a sentence names.
type mentionKind uint8

const (
	isTime     mentionKind = iota + 1 // a date with a clock, a date, or a clock
	isDuration                        // 5 s, 3 minutes
	isRange                           // 300-400, 300 to 400 seconds
	isPercent
	isRatio // 23 of 214
	isNumber
	isAddress // 10.0.0.1, 10.0.0.1:443
	isPort    // port 443
	isFile    // app.log, app.log:17
	isName    // an id or a name with a digit, a hyphen or an underscore in it
	isURL
	isLineNo // line 17
)

// mention is one of them.
type mention struct {
	kind     mentionKind
	from, to int
	text     string
	n, m     float64 // number; of ratios and ranges the second one
	dur, end int64   // ns of a duration; end of a range of durations
	unit     int64   // ns of the smallest unit named
	at       instant
	port     int
	quoted   bool    // stands in a code span
	rough    bool    // given as about, nearly, more than: lo to hi
	lo, hi   float64 // rough
	tol      float64 // of a percentage that is a fraction in words, or rough
}

// instant is a time as a report writes it; parts that it leaves out are -1.
type instant struct {
	year, month, day  int
	clock             int64 // ns of the day
	step              int64 // ns of the last part that is written
	zoned             bool
	offset            int // seconds east of UTC, zoned
	hasDate, hasClock bool
}

// utc is the instant in ns, read as UTC unless it has a zone.
func (t instant) utc() int64 {
	d := time.Date(t.year, time.Month(t.month), t.day, 0, 0, 0, 0, time.UTC).UnixNano() + t.clock
	if t.zoned {
		d -= int64(t.offset) * 1e9
	}
	return d
}

const (
	second = int64(time.Second)
	minute = int64(time.Minute)
	hour   = int64(time.Hour)
	day    = 24 * hour
)

const months = `Januar\b|Februar\b|März|Juni\b|Juli\b|Oktober|Dezember|Mai\b|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?`

const units = `Sekunden?|Minuten?|Stunden?|Tagen?|Tage?|Millisekunden?|milliseconds?|msecs?|ms|microseconds?|µs|us|nanoseconds?|ns|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?`

const numberWords = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty`

const amount = `\d[\d,]*(?:\.\d+)?`

// scanner is an expression that finds mentions, and how its groups are read.
type scanner struct {
	kind mentionKind
	re   *lazy.Regexp
	read func(m *mention, g []string) bool
}

// scanners, those that win over others first.
var scanners = []scanner{
	{isURL, lazy.Compile(`https?://[^\s<>"')\]]+`), nil},
	{isTime, lazy.Compile(`(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ,]{1,2}(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?: ?(` + zoneText + `))?`), readISO},
	{isTime, lazy.Compile(`\b(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? (` + months + `)\b\.?(?:,? (\d{4}))?(?:,? (?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?: ?(` + zoneText + `))?`), readDayMonth},
	{isTime, lazy.Compile(`\b(` + months + `)\.? +(\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4})\b)?(?:,? (?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?: ?(` + zoneText + `))?`), readMonthDay},
	{isTime, lazy.Compile(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (?:um |at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?: ?(` + zoneText + `))?`), readDotted},
	{isTime, lazy.Compile(`\b(\d{2})/(` + months + `)/(\d{4})(?::(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?: (Z|UTC|[+-]\d{4}))?`), readDayMonth},
	{isTime, lazy.Compile(`\b(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\b(?: ?([aApP]\.?[mM]\b\.?))?(?: ?(` + zoneText + `))?`), readClock},
	{isTime, lazy.Compile(`\b(\d{1,2})h(\d{2})\b()()()()`), readClock},
	{isFile, lazy.Compile(`(?:[\w.@-]+/)*[\w.@-]+\.(?:log|txt|json|ndjson|err|out|gz|csv|xml|conf|cnf|yaml|yml)\b(?::(\d+)(?:[-–](\d+))?)?`), nil},
	{isAddress, lazy.Compile(`\b(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::(\d{1,5}))?\b`), readAddress},
	{isPort, lazy.Compile(`(?i)\bports? (\d{1,5})\b`), readPort},
	{isLineNo, lazy.Compile(`(?i)\blines? (\d+)(?:\s?(?:-|–|to|and)\s?(\d+))?\b`), readNumbers},
	{isRange, lazy.Compile(`(?i)\b(` + amount + `)\s?(?:(` + units + `)\b)?\s?(?:-|–|—|\bto\b|\band\b)\s?(` + amount + `)(?:\s?-?(` + units + `)\b)`), readRange},
	{isDuration, lazy.Compile(`(?i)(?:\b(?:(?:` + amount + `)|(?:` + numberWords + `)[\s-])\s?-?(?:` + units + `)\b(?:,? and |,? )?)+`), readDuration},
	{isPercent, lazy.Compile(`(` + amount + `)\s?(?:%|percent\b)`), readNumbers},
	{isPercent, lazy.Compile(`(?i)\b(half|(?:a|one|two) (?:third|quarter|fifth|tenth)s?|three quarters|hälfte)(?: of| the| der)\b`), readFraction},
	{isRatio, lazy.Compile(`(?i)\b(` + amount + `|` + numberWords + `)(?: [A-Za-z]\w*)? ?(?:/| of the | of all | out of the | out of | of a total of | of | von insgesamt | von )(?:\w+ )?(` + amount + `|` + numberWords + `)\b`), readRatio},
	{isRange, lazy.Compile(`\b(` + amount + `)\s?(?:-|–|—)\s?(` + amount + `)\b`), readBareRange},
	{isNumber, lazy.Compile(`\b(` + amount + `)[kKmMgGtT]i?[Bb]\b`), readGlued},
	{isName, lazy.Compile(`[A-Za-z0-9_][A-Za-z0-9_.@/+-]*[A-Za-z0-9_](?::\d{1,5}\b)?`), readName},
	{isNumber, lazy.Compile(`\b(` + amount + `)\b`), readNumbers},
	{isNumber, lazy.Compile(`(?i)\b((?:half a |a |two |three |four |five )?dozen|` + numberWords + `|both|twice|once|a single)\b`), readWordNumber},
}

// find lists the places of what a scanner finds: of durations side by side, each.
func (sc *scanner) find(s []byte) [][]int {
	all := sc.re.FindAllSubmatchIndex(s, -1)
	if sc.kind != isDuration {
		return all
	}
	var out [][]int
	for _, loc := range all {
		for from := loc[0]; from < loc[1]; {
			n := oneDuration(string(s[from:loc[1]]))
			out = append(out, []int{from, from + n})
			from += n
		}
	}
	return out
}

// mentions lists what a text names, in the order of the text.
func mentions(t *document.Text) []mention {
	s := t.S
	if len(s) > 4000 {
		s = s[:4000]
	}
	free := []byte(s)
	var out []mention
	for _, sc := range scanners {
		for _, loc := range sc.find(free) {
			g := make([]string, len(loc)/2)
			for k := range g {
				if loc[2*k] >= 0 {
					g[k] = s[loc[2*k]:loc[2*k+1]]
				}
			}
			m := mention{kind: sc.kind, from: loc[0], to: loc[1], text: g[0]}
			if sc.read != nil && !sc.read(&m, g) {
				continue
			}
			trimMention(&m)
			for k := m.from; k < m.to; k++ {
				free[k] = 0 // taken
			}
			out = append(out, m)
		}
	}
	sortMentions(out)
	for i := range out {
		out[i].round(s[:out[i].from])
		for _, k := range t.Marks {
			if k.Kind == document.CodeSpan && k.From <= out[i].from && out[i].to <= k.To {
				out[i].quoted = true
			}
		}
	}
	return out
}

func sortMentions(list []mention) {
	for i := 1; i < len(list); i++ {
		for k := i; k > 0 && list[k].from < list[k-1].from; k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
}

// trimMention takes the words away that joined a duration to what follows.
func trimMention(m *mention) {
	t := strings.TrimRight(m.text, " ,.")
	t = strings.TrimSuffix(t, " and")
	t = strings.TrimRight(t, " ,.")
	m.to -= len(m.text) - len(t)
	m.text = t
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func float(s string) float64 {
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil {
		if n, ok := wordNumbers[strings.ToLower(s)]; ok {
			return n
		}
		return 0
	}
	return f
}

var wordNumbers = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fifty": 50, "both": 2, "twice": 2, "once": 1, "a single": 1, "dozen": 12,
}

func readISO(m *mention, g []string) bool {
	m.at = instant{year: atoi(g[1]), month: atoi(g[2]), day: atoi(g[3]), hasDate: true, step: day}
	return m.at.clockFrom(g[4:]) && m.at.valid()
}

func readDayMonth(m *mention, g []string) bool {
	m.at = instant{day: atoi(g[1]), month: monthOf(g[2]), year: atoi(g[3]), hasDate: true, step: day}
	return m.at.clockFrom(g[4:]) && m.at.valid()
}

// readDotted reads 14.03.2026.
func readDotted(m *mention, g []string) bool {
	m.at = instant{day: atoi(g[1]), month: atoi(g[2]), year: atoi(g[3]), hasDate: true, step: day}
	if m.at.month > 12 && m.at.day <= 12 {
		m.at.day, m.at.month = m.at.month, m.at.day
	}
	return m.at.clockFrom(g[4:]) && m.at.valid()
}

func readMonthDay(m *mention, g []string) bool {
	m.at = instant{day: atoi(g[2]), month: monthOf(g[1]), year: atoi(g[3]), hasDate: true, step: day}
	return m.at.clockFrom(g[4:]) && m.at.valid()
}

func monthOf(s string) int {
	for i, name := range []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "januar", "februar", "mär", "", "mai", "", "", "", "", "okt", "", "dez"} {
		if name != "" && strings.HasPrefix(strings.ToLower(s), name) {
			return i%12 + 1
		}
	}
	return 0
}

// clockFrom reads hour, minute, second, fraction and zone.
func (t *instant) clockFrom(g []string) bool {
	if z := g[len(g)-1]; z != "" {
		t.zoned, t.offset = true, zoneOffset(z)
	}
	if g[0] == "" {
		t.clock = 0
		return true
	}
	h, mi := atoi(g[0]), atoi(g[1])
	if h > 24 || mi > 59 || atoi(g[2]) > 60 {
		return false
	}
	t.hasClock, t.clock, t.step = true, int64(h)*hour+int64(mi)*minute, minute
	if g[2] != "" {
		t.clock += int64(atoi(g[2])) * second
		t.step = second
	}
	if f := g[3]; f != "" {
		n := (f + "000000000")[:9]
		t.clock += int64(atoi(n))
		for range len(f) {
			t.step /= 10
		}
	}
	return true
}

func (t *instant) valid() bool {
	return t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= 31 && (t.year == 0 || t.year >= 1970 && t.year < 2300)
}

func readClock(m *mention, g []string) bool {
	m.at = instant{}
	if !m.at.clockFrom([]string{g[1], g[2], g[3], g[4], g[6]}) {
		return false
	}
	if ap := strings.ToLower(g[5]); ap != "" {
		h := m.at.clock / hour
		if h > 12 {
			return false
		}
		if ap[0] == 'p' && h < 12 {
			m.at.clock += 12 * hour
		}
		if ap[0] == 'a' && h == 12 {
			m.at.clock -= 12 * hour
		}
	}
	return true
}

func readAddress(m *mention, g []string) bool {
	for b := range strings.SplitSeq(g[1], ".") {
		if atoi(b) > 255 {
			return false
		}
	}
	m.port = atoi(g[2])
	return true
}

func readPort(m *mention, g []string) bool {
	m.port = atoi(g[1])
	return m.port > 0 && m.port < 1<<16
}

func readNumbers(m *mention, g []string) bool {
	m.n = float(g[1])
	if len(g) > 2 && g[2] != "" {
		m.m = float(g[2])
	}
	return true
}

// readGlued reads a number with its unit right behind it; the unit is left to what follows.
func readGlued(m *mention, g []string) bool {
	m.n, m.to, m.text = float(g[1]), m.from+len(g[1]), g[1]
	return true
}

func readRatio(m *mention, g []string) bool {
	m.n, m.m = float(g[1]), float(g[2])
	return m.m >= m.n && m.m > 0
}

func readRange(m *mention, g []string) bool {
	unit := unitOf(g[4])
	first := unit
	if g[2] != "" {
		first = unitOf(g[2])
	}
	m.n, m.m, m.unit = float(g[1]), float(g[3]), unit
	m.dur, m.end = int64(m.n*float64(first)), int64(m.m*float64(unit))
	return m.end > m.dur
}

func readBareRange(m *mention, g []string) bool {
	m.n, m.m = float(g[1]), float(g[2])
	return m.m > m.n && len(g[1]) < 9
}

func readWordNumber(m *mention, g []string) bool {
	w := strings.ToLower(g[1])
	if first, ok := strings.CutSuffix(w, " dozen"); ok {
		m.n = 12 * max(wordNumbers[first], 1)
		if first == "half a" {
			m.n = 6
		}
		return true
	}
	m.n = wordNumbers[w]
	return m.n > 0
}

// readName takes words that look like the name of one thing.
func readName(m *mention, g []string) bool {
	s := g[0]
	if strings.IndexByte(s, 0) >= 0 || len(s) < 3 || len(s) > 128 {
		return false
	}
	letters, digits, marks := 0, 0, 0
	for i := range len(s) {
		switch {
		case digit(s[i]):
			digits++
		case alnum(s[i]):
			letters++
		default:
			marks++
		}
	}
	switch {
	case letters == 0:
		return false
	case digits > 0:
		return true
	case strings.Contains(s, "_") || strings.Contains(s, "/") && strings.Count(s, "/") != 1 || strings.Contains(s, "@"):
		return true
	}
	// pg-main, reports-db: joined words in lower case; the caller asks the logs
	// whether they are a name.
	return marks > 0 && strings.Contains(s, "-") && s == strings.ToLower(s)
}

var durationPart = lazy.Compile(`(?i)(` + amount + `|` + numberWords + `)\s?-?(` + units + `)\b`)

var manyCodes = lazy.Compile(`^[45]0\ds$`)

var capitalUnit = lazy.Compile(`^[\d.]+[DHMSW]$`)

func readDuration(m *mention, g []string) bool {
	if capitalUnit.MatchString(strings.Trim(g[0], " ,.")) || manyCodes.MatchString(strings.TrimSpace(g[0])) { // 8D is a kind of report, 504s are answers
		return false
	}
	d, unit, ok := parseDuration(g[0])
	m.dur, m.unit = d, unit
	return ok
}

func parseDuration(s string) (total, unit int64, ok bool) {
	for _, p := range durationPart.FindAllStringSubmatch(s, -1) {
		u := unitOf(p[2])
		total += int64(float(p[1])*float64(u) + 0.5)
		unit = u
		if i := strings.IndexByte(p[1], '.'); i >= 0 {
			for range len(p[1]) - i - 1 {
				unit /= 10
			}
		}
		ok = true
	}
	return total, max(unit, 1), ok
}

// oneDuration is where the first of several durations ends that stand side by side: in
// one duration the units go down.
func oneDuration(s string) int {
	last := int64(1 << 62)
	for _, g := range durationPart.FindAllStringSubmatchIndex(s, -1) {
		u := unitOf(s[g[4]:g[5]])
		if u >= last {
			return g[0]
		}
		last = u
	}
	return len(s)
}

func unitOf(s string) int64 {
	switch s = strings.ToLower(s); {
	case strings.HasPrefix(s, "ms") || strings.HasPrefix(s, "milli"):
		return int64(time.Millisecond)
	case strings.HasPrefix(s, "us") || strings.HasPrefix(s, "µ") || strings.HasPrefix(s, "micro"):
		return int64(time.Microsecond)
	case strings.HasPrefix(s, "n"):
		return 1
	case strings.HasPrefix(s, "h"), strings.HasPrefix(s, "st"):
		return hour
	case strings.HasPrefix(s, "s"):
		return second
	case strings.HasPrefix(s, "m"):
		return minute
	case strings.HasPrefix(s, "d"), strings.HasPrefix(s, "t"):
		return day
	case strings.HasPrefix(s, "w"):
		return 7 * day
	}
	return second
}
