package record

// loose says which parts of a date are told apart by their place alone, and the
// place depends on the writer's country.
type loose uint8

const (
	plainOrder loose = iota
	dayMonth         // a/b/YYYY
	threeTwo         // a/b/cc
)

// order is the order of day, month and year in the dates of one source.
type order uint8

const (
	usualOrder   order = iota // what the form of the date suggests
	dayFirst                  // DD/MM/YYYY, DD/MM/YY
	monthFirst2               // MM/DD/YYYY, MM/DD/YY
	yearFirst2                // YY/MM/DD
	lastOfOrders = yearFirst2
)

// usualOrders are the orders in which the form of a date is tried: a date of
// slashes has the month first in the United States, who write most of them; one
// of dots and dashes the day; two digits and slashes the year (Java's loggers).
func usualOrders(sep byte, l loose) [3]order {
	switch {
	case l == threeTwo && sep == '/':
		return [3]order{yearFirst2, monthFirst2, dayFirst}
	case l == threeTwo && sep == '-':
		return [3]order{yearFirst2, dayFirst, monthFirst2}
	case sep == '/':
		return [3]order{monthFirst2, dayFirst, monthFirst2}
	}
	return [3]order{dayFirst, monthFirst2, yearFirst2}
}

// numericDate reads a date of three numbers, the last of four or of two digits,
// and the time behind it. The order that the form suggests is taken unless it is
// none of the calendar; what the rest of the source says comes later.
func numericDate(b []byte, sep byte, s *stamp) int {
	var first, second, third int32
	i := number(b, 0, 2, &first)
	if i == 0 || i+6 > len(b) || b[i] != sep {
		return 0
	}
	k := number(b, i+1, 2, &second)
	if k == 0 || k+6 > len(b) || b[k] != sep {
		return 0
	}
	end := number(b, k+1, 4, &third)
	switch end - k - 1 {
	case 4:
		s.loose = dayMonth
		s.year = third
		s.raw = [3]uint8{uint8(first), uint8(second), 0}
	case 2:
		if i != 2 || k != 5 {
			return 0 // 1/2/34 is too little to go by
		}
		s.loose = threeTwo
		s.raw = [3]uint8{uint8(first), uint8(second), uint8(third)}
	default:
		return 0
	}
	if !s.usual(sep) {
		return 0
	}
	return looseTime(b, end, s)
}

// usual reads the date in the first of the usual orders that gives one.
func (s *stamp) usual(sep byte) bool {
	for _, o := range usualOrders(sep, s.loose) {
		if s.arrange(o) {
			return true
		}
	}
	return false
}

// looseTime reads the time of day behind a numeric date that ends at i.
func looseTime(b []byte, i int, s *stamp) int {
	if i < len(b) && b[i] == ',' {
		i++
	}
	if i+5 > len(b) || (b[i] != ' ' && b[i] != 'T' && b[i] != ':' && b[i] != '-' && b[i] != '\t') {
		return 0
	}
	if b[i] == ' ' && b[i+1] == ' ' {
		i++
	}
	return closed(b, i+1, s)
}

// arrange reads a loose date in an order, if that gives a date.
func (s *stamp) arrange(o order) bool {
	a, b, c := int32(s.raw[0]), int32(s.raw[1]), int32(s.raw[2])
	year, month, day := s.year, a, b
	switch {
	case o == dayFirst:
		month, day = b, a
	case o == yearFirst2 && s.loose == dayMonth:
		return false
	}
	if s.loose == threeTwo {
		year = century(c)
		if o == yearFirst2 {
			year, month, day = century(a), b, c
		}
	}
	if month < 1 || month > 12 || day < 1 || day > monthDays[month] || month == 2 && day == 29 && !leap(year) {
		return false
	}
	s.year, s.month, s.day = year, month, day
	return true
}

// orderCount counts, for each order, the loose dates of a sample that it can
// read, and how far and how often time goes back in it.
type orderCount struct {
	dates int
	fits  [lastOfOrders + 1]int
	from  [lastOfOrders + 1]int64
	to    [lastOfOrders + 1]int64
	last  [lastOfOrders + 1]int64
	back  [lastOfOrders + 1]int
}

// see notes one date.
func (n *orderCount) see(s *stamp) {
	if s.loose == plainOrder {
		return
	}
	n.dates++
	for o := dayFirst; o <= lastOfOrders; o++ {
		t := *s
		if !t.arrange(o) {
			continue
		}
		day := days(t.year, t.month, t.day)
		if n.fits[o] == 0 {
			n.from[o], n.to[o] = day, day
		} else if day < n.last[o] {
			n.back[o]++
		}
		n.fits[o]++
		n.from[o], n.to[o], n.last[o] = min(n.from[o], day), max(n.to[o], day), day
	}
}

// choose returns the order that the dates speak for, and whether another one
// could be as well. An order must read all dates but a few; of those that do,
// the one in which the dates lie closest together and run forward is the
// writer's, because logs are written day after day.
func (n *orderCount) choose() (best order, unsure bool) {
	if n.dates == 0 {
		return usualOrder, false
	}
	for o := dayFirst; o <= lastOfOrders; o++ {
		if 20*n.fits[o] < 19*n.dates {
			continue
		}
		switch {
		case best == usualOrder:
			best, unsure = o, false
		case n.better(o, best):
			best, unsure = o, n.close(o, best)
		case !n.better(best, o):
			unsure = true
		}
	}
	if unsure {
		return usualOrder, true
	}
	return best, false
}

// better reports whether order a is plainly the better reading.
func (n *orderCount) better(a, b order) bool {
	if n.back[a] != n.back[b] && (n.back[a] == 0 || n.back[b] == 0) {
		return n.back[a] < n.back[b]
	}
	spanA, spanB := n.to[a]-n.from[a], n.to[b]-n.from[b]
	if spanA != spanB {
		return spanA < spanB
	}
	return n.back[a] < n.back[b]
}

func (n *orderCount) close(a, b order) bool { return !n.better(a, b) }
