package record

// monthName reads a month's name, short or in full, and returns its length:
// in English, German, French, Spanish, Italian, Portuguese or Dutch.
func monthName(b []byte, s *stamp) int {
	if len(b) < 4 {
		return 0
	}
	month := englishMonth(b)
	if month == 0 {
		return foreignMonth(b, s)
	}
	if n := fullMonth(b, month); n > 0 {
		s.month = month
		return n
	}
	return foreignMonth(b, s)
}

// englishMonth returns the month whose English name begins as b does, 0 for none.
func englishMonth(b []byte) int32 {
	switch (uint32(b[0])<<16 | uint32(b[1])<<8 | uint32(b[2])) | 0x202020 {
	case 'j'<<16 | 'a'<<8 | 'n':
		return 1
	case 'f'<<16 | 'e'<<8 | 'b':
		return 2
	case 'm'<<16 | 'a'<<8 | 'r':
		return 3
	case 'a'<<16 | 'p'<<8 | 'r':
		return 4
	case 'm'<<16 | 'a'<<8 | 'y':
		return 5
	case 'j'<<16 | 'u'<<8 | 'n':
		return 6
	case 'j'<<16 | 'u'<<8 | 'l':
		return 7
	case 'a'<<16 | 'u'<<8 | 'g':
		return 8
	case 's'<<16 | 'e'<<8 | 'p':
		return 9
	case 'o'<<16 | 'c'<<8 | 't':
		return 10
	case 'n'<<16 | 'o'<<8 | 'v':
		return 11
	case 'd'<<16 | 'e'<<8 | 'c':
		return 12
	}
	return 0
}

var restOfMonth = [...]string{"uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"}

// fullMonth returns the length of the month's name that b begins with, 0 when
// other letters follow.
func fullMonth(b []byte, month int32) int {
	if c := b[3]; c == ' ' || c == '/' || c == '-' {
		return 3
	}
	rest := restOfMonth[month-1]
	if n := 3 + len(rest); len(b) > n && foldPrefix(b[3:], rest) && !isLetter(b[n]) {
		return n
	}
	if b[3] == '.' {
		return 4
	}
	if isLetter(b[3]) || b[3] >= 0x80 {
		return 0
	}
	return 3
}

// foldPrefix reports whether b begins with small letters in any case.
func foldPrefix(b []byte, small string) bool {
	if len(b) < len(small) {
		return false
	}
	for i := range len(small) {
		if c := b[i]; c != small[i] && (c < 'A' || c > 'Z' || c+'a'-'A' != small[i]) {
			return false
		}
	}
	return true
}

// foreignMonths are names of months by their first letter. The longest name
// that fits counts.
var foreignMonths = [26][]struct {
	name  string
	month int32
}{
	0:         {{"abril", 4}, {"abr", 4}, {"agosto", 8}, {"ago", 8}, {"août", 8}, {"aout", 8}, {"aoû", 8}, {"aprile", 4}, {"avril", 4}, {"avr", 4}, {"augustus", 8}},
	'd' - 'a': {{"dezember", 12}, {"dezembro", 12}, {"dez", 12}, {"diciembre", 12}, {"dicembre", 12}, {"dic", 12}, {"décembre", 12}, {"déc", 12}},
	'e' - 'a': {{"enero", 1}, {"ene", 1}},
	'f' - 'a': {{"februar", 2}, {"februari", 2}, {"febrero", 2}, {"febbraio", 2}, {"fevereiro", 2}, {"fev", 2}, {"février", 2}, {"févr", 2}, {"fév", 2}, {"fevr", 2}},
	'g' - 'a': {{"gennaio", 1}, {"gen", 1}, {"giugno", 6}, {"giu", 6}},
	'j' - 'a': {{"januar", 1}, {"januari", 1}, {"janvier", 1}, {"janv", 1}, {"janeiro", 1}, {"jänner", 1}, {"jän", 1}, {"juni", 6}, {"juli", 7}, {"juin", 6}, {"juillet", 7}, {"juil", 7}, {"junio", 6}, {"julio", 7}, {"junho", 6}, {"julho", 7}},
	'l' - 'a': {{"luglio", 7}, {"lug", 7}},
	'm' - 'a': {{"märz", 3}, {"mär", 3}, {"mrz", 3}, {"mars", 3}, {"marzo", 3}, {"março", 3}, {"maart", 3}, {"mrt", 3}, {"mai", 5}, {"mayo", 5}, {"maggio", 5}, {"mag", 5}, {"maio", 5}, {"mei", 5}},
	'n' - 'a': {{"noviembre", 11}, {"novembre", 11}, {"novembro", 11}},
	'o' - 'a': {{"oktober", 10}, {"okt", 10}, {"octubre", 10}, {"octobre", 10}, {"ottobre", 10}, {"ott", 10}, {"outubro", 10}, {"out", 10}},
	's' - 'a': {{"septiembre", 9}, {"setiembre", 9}, {"settembre", 9}, {"setembro", 9}, {"septembre", 9}, {"sept", 9}, {"set", 9}},
}

// foreignMonth reads the name of a month in another language.
func foreignMonth(b []byte, s *stamp) int {
	first := b[0] | 0x20
	if first < 'a' || first > 'z' {
		return 0
	}
	best := 0
	for _, m := range foreignMonths[first-'a'] {
		n := len(m.name)
		if n > best && len(b) > n && foldPrefix(b, m.name) && !isLetter(b[n]) && b[n] < 0x80 {
			best, s.month = n, m.month
		}
	}
	if best > 0 && b[best] == '.' {
		best++
	}
	return best
}

// foreignDays are names of days of the week in the same languages, without the
// English ones.
var foreignDays = []string{"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "mo", "di", "mi", "do", "fr", "sa", "so",
	"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
	"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "mié", "jue", "vie", "sáb", "dom", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "gio", "sab",
	"segunda", "terça", "quarta", "quinta", "sexta", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "seg", "ter", "qua", "qui", "sex",
	"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "ma", "wo", "vr", "za", "zo"}

// foreignDay returns the position behind the name of a day and its blank, 0 when
// b begins with none.
func foreignDay(b []byte) int {
	first := b[0] | 0x20
	if first < 'a' || first > 'z' || !digitNear(b) {
		return 0
	}
	best := 0
	for _, name := range daysByLetter[first-'a'] {
		n := len(name)
		if n > best && len(b) > n+10 && foldPrefix(b, name) && !isLetter(b[n]) && b[n] < 0x80 && b[n] != '-' {
			best = n
		}
	}
	if best == 0 {
		return 0
	}
	for b[best] == '.' || b[best] == ',' {
		if best++; best >= len(b) {
			return 0
		}
	}
	if b[best] != ' ' {
		return 0
	}
	return blanks(b, best)
}

// digitNear reports whether a digit stands where one must behind the name of a
// day; most lines that begin with a letter have none there.
func digitNear(b []byte) bool {
	for _, c := range b[2:min(len(b), 18)] {
		if isDigit(c) {
			return true
		}
	}
	return false
}

var daysByLetter = func() (t [26][]string) {
	for _, name := range foreignDays {
		t[name[0]-'a'] = append(t[name[0]-'a'], name)
	}
	return t
}()
