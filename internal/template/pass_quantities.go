package template

// dimension of a unit that stands behind a number and a blank.
type dimension uint8

const (
	dimNone dimension = iota
	dimSize
	dimTime
	dimOther
)

var units = func() map[string]dimension {
	m := map[string]dimension{}
	add := func(d dimension, list string) {
		for w := range words(list) {
			m[w] = d
		}
	}
	add(dimSize, "b kb mb gb tb pb kib mib gib tib k m g bytes byte kilobytes megabytes gigabytes bits kbytes mbytes")
	add(dimTime, `ns us µs ms s sec secs second seconds min mins minute minutes h hr hrs hour hours d day days week weeks
		millisecond milliseconds microsecond microseconds nanosecond nanoseconds msec msecs usec usecs nsec nsecs millis micros nanos`)
	add(dimOther, "page pages percent %")
	return m
}()

// mergeQuantities compares quantities as a whole: [<]number [unit] [(number
// [unit])]. A unit that is the same in all members stays ("<num> ms"); one that
// changes goes into the slot ("3 KB", "1 MB"), as does a restatement in brackets
// that comes and goes ("3637 bytes (3.55 KB)"). Then the other quantities of the
// same dimension in that template follow: they are printed by the same code.
func (st *state) mergeQuantities() {
	st.mergeHoles(func(toks []symbol) []hole {
		hs := st.spare[:0]
		for i := 0; i < len(toks); i++ {
			if end := st.quantityEnd(toks, i); end > i {
				hs = append(hs, hole{from: i, to: end})
				i = end - 1
			}
		}
		return hs
	}, st.judgeQuantities)
}

func (st *state) judgeQuantities(cols []column, _ []symbol) {
	var changed [dimOther + 1]bool
	for c := range cols {
		if cols[c].differs {
			d := st.columnDimension(cols[c])
			changed[d] = true
			cols[c].replace = []symbol{st.quantitySlot(d)}
		}
	}
	for c := range cols {
		if d := st.columnDimension(cols[c]); (d == dimSize || d == dimTime) && changed[d] {
			cols[c].replace = []symbol{st.quantitySlot(d)}
		}
	}
}

func (st *state) quantitySlot(d dimension) symbol {
	switch d {
	case dimSize:
		return st.intern(kindText[KindSize])
	case dimTime:
		return st.intern(kindText[KindDur])
	}
	return st.any
}

// columnDimension returns the first dimension that a content of the column names.
func (st *state) columnDimension(c column) dimension {
	for _, text := range c.texts {
		for _, t := range text {
			if d := st.unit(t); d != dimNone {
				return d
			}
		}
	}
	return dimNone
}

func (st *state) unit(t symbol) dimension {
	text := st.text(t)
	if d := units[text]; d != dimNone {
		return d
	}
	return units[lowerUnit(text)]
}

// lowerUnit puts a unit into small letters.
func lowerUnit(s string) string {
	if len(s) > 12 {
		return ""
	}
	var b [12]byte
	for i := range len(s) {
		c := s[i]
		if isUpper(c) {
			c |= 0x20
		}
		b[i] = c
	}
	return string(b[:len(s)])
}

// quantityEnd returns the end of the quantity that begins at i, or i.
func (st *state) quantityEnd(toks []symbol, i int) int {
	k := i
	if toks[k] == st.less {
		k++
	}
	end := st.amountEnd(toks, k)
	if end == k {
		return i
	}
	if end+3 < len(toks) && toks[end] == st.blank && st.text(toks[end+1]) == "(" {
		if e := st.amountEnd(toks, end+2); e > end+3 && e < len(toks) && st.text(toks[e]) == ")" {
			return e + 1
		}
	}
	return end
}

// amountEnd returns the end of "slot [unit]" at k, or k.
func (st *state) amountEnd(toks []symbol, k int) int {
	if k >= len(toks) || !st.is(toks[k], tSlot) {
		return k
	}
	if k+2 < len(toks) && toks[k+1] == st.blank && st.unit(toks[k+2]) != dimNone {
		return k + 3
	}
	return k + 1
}
