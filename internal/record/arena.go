package record

// arena holds the bytes that a record needs and its line does not have as they
// stand: joined keys, unescaped strings, joined continuation lines. Growth
// leaves the older slices where they were, so all of them stay valid until reset.
type arena struct{ buf []byte }

func (a *arena) reset() { a.buf = a.buf[:0] }

// open starts a new slice; close ends it.
func (a *arena) open() int              { return len(a.buf) }
func (a *arena) close(start int) []byte { return a.buf[start:len(a.buf):len(a.buf)] }
func (a *arena) add(b []byte)           { a.buf = append(a.buf, b...) }
func (a *arena) addByte(c byte)         { a.buf = append(a.buf, c) }
func (a *arena) joined(p, k []byte) []byte {
	start := a.open()
	a.add(p)
	a.addByte('.')
	a.add(k)
	return a.close(start)
}
