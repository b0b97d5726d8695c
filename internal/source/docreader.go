package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"slices"
)

// docReader gives the records of a JSON document as lines. Each begins on the line on
// which it begins in the document, and goes on there to its end; as many empty lines
// stand behind it as it had more. Of what stands around the records, members that say
// something become lines too, and the rest blanks. Where nothing is put around a
// record, the text is as long as the document, and a record begins at its own byte or
// a little in front of it.
type docReader struct {
	in    *bufio.Reader
	scan  docScan
	shape *shape
	buf   []byte // what was read
	out   []byte // what is to be given
	given int    // of that
	err   error

	line  bool // something stands on the line that is written
	owed  int  // line ends of the record at hand
	extra int  // line ends that the document does not have: records that stand on one line
	short int  // bytes of the document in front of those written

	kept    []beside // of the objects on the way
	copying bool     // a member or a record is written
	close   string   // what ends it
	fresh   bool     // blanks indent a line of it
	indent  int      // of the line at hand
	own     int      // of the record, -1 where it does not begin its line
	part    int      // of a pair
	note    []byte   // a member that is kept
	noting  bool
}

// beside is a member of an object on the way.
type beside struct {
	depth int // of the object
	key   string
	value []byte
}

const (
	docPiece   = 32 << 10
	maxContext = 2 << 10 // bytes of such a member; a longer one is a record of its own
)

// AsWritten takes the inputs for texts as they are, where they are documents that would
// be read as the lines of their records: what reads such a file whole cites it so.
func (s *Set) AsWritten() {
	for i := range s.Inputs {
		if s.Inputs[i].Encoding == encodingDocument {
			s.Inputs[i].Encoding = ""
		}
	}
}

func newDocReader(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, max(docPiece, probeSize))
	head, _ := in.Peek(probeSize) // an error comes again with the first read
	s := documentShape(head)
	if s == nil {
		return in
	}
	return &docReader{in: in, shape: s, scan: newDocScan(s.steps), buf: make([]byte, docPiece)}
}

func (d *docReader) Read(p []byte) (int, error) {
	for d.given == len(d.out) {
		if d.err != nil {
			return 0, d.err
		}
		d.out, d.given = d.out[:0], 0
		n, err := d.in.Read(d.buf)
		for _, c := range d.buf[:n] {
			d.short++
			d.take(c)
		}
		if d.err = err; err != nil {
			d.end()
		}
	}
	n := copy(p, d.out[d.given:])
	d.given += n
	return n, nil
}

// take follows the document by a byte and writes what is to be written of it.
func (d *docReader) take(c byte) {
	was, depth := d.scan.state, len(d.scan.stack)
	if was == docElement && d.lost(c) {
		was = docAround
	}
	d.scan.step(c)
	now := d.scan.state
	switch {
	case now == docRaw || was == docRaw:
		d.raw(c, was)
	case was == docOutside && c >= 0x80: // a byte order mark
	case was == docAround && (now == docElement || now == docSkip || now == docScalar):
		d.begin(c, now)
	case was == docElement || was == docSkip || was == docScalar:
		d.within(c, was, now)
	case c == '\n':
		d.newline()
	}
	if n := len(d.scan.stack); n < depth {
		d.kept = slices.DeleteFunc(d.kept, func(k beside) bool { return k.depth > n })
	}
	d.measure(c)
}

// measure counts the blanks in front of what stands first on a line of the document.
func (d *docReader) measure(c byte) {
	switch {
	case c == '\n':
		d.fresh, d.indent = true, 0
	case d.fresh && (c == ' ' || c == '\t'):
		d.indent++
	default:
		d.fresh = false
	}
}

// lost reports whether a byte begins the next record although the one at hand has not
// ended: its line is indented as that of the first was, which in a document that was
// written for people none within a record is.
func (d *docReader) lost(c byte) bool {
	if c != '{' || !d.fresh || d.own <= 0 || d.indent != d.own || d.scan.quoted {
		return false
	}
	d.finish()
	d.scan.state = docAround
	return true
}

// raw writes what is no document as it is.
func (d *docReader) raw(c byte, was docState) {
	if was != docRaw {
		d.apart()
		for range d.indent {
			d.put(' ')
		}
	}
	if c == '\n' {
		d.newline()
		return
	}
	d.put(c)
	d.line = true
}

func (d *docReader) put(c byte) {
	d.out = append(d.out, c)
	d.short--
}

func (d *docReader) puts(s string) {
	d.out = append(d.out, s...)
	d.short -= len(s)
	d.line = true
}

// newline writes a line end of the document, unless it was written already.
func (d *docReader) newline() {
	if d.extra > 0 {
		d.extra--
		return
	}
	if !d.line {
		d.fill()
	}
	d.put('\n')
	d.line = false
}

// fill writes blanks for what was left out, line ends aside.
func (d *docReader) fill() {
	for d.short > max(1, d.owed) {
		d.put(' ')
	}
}

// apart ends the line that is written.
func (d *docReader) apart() {
	if d.line {
		d.put('\n')
		d.line = false
		d.extra++
	}
}

// begin begins a record or a member.
func (d *docReader) begin(c byte, now docState) {
	d.owed, d.part, d.own = 0, 0, -1
	if d.fresh {
		d.own = d.indent
	}
	key := string(d.scan.key)
	d.noting = now != docElement && d.scan.member && slices.Contains(d.shape.with, key)
	d.copying = now == docElement || !d.noting && !(d.scan.member && slices.Contains(ofEnvelope, key))
	if d.noting {
		d.note = append(d.note[:0], c)
	}
	if !d.copying {
		return
	}
	d.apart()
	d.close = ""
	switch {
	case now == docElement:
		d.open(c)
	case d.scan.member:
		d.puts(`{"` + key + `":`)
		d.close = "}"
		d.write(c)
	default:
		d.write(c)
	}
	d.line = true
}

func (d *docReader) write(c byte) {
	if c == '\n' || c == '\r' {
		return
	}
	d.put(c)
}

// open writes what stands in front of a record, and its first byte.
func (d *docReader) open(c byte) {
	switch d.shape.form {
	case shapeWrapped:
		d.wrap()
		d.write(c)
	case shapePair:
		d.puts("{")
		stream := d.keptUnder("stream")
		if inner := bytes.TrimSpace(bytes.Trim(stream, "{}")); len(inner) > 0 {
			d.puts(string(inner) + ",")
		}
		d.puts(`"labels":` + string(asText(stream)) + `,"time":`)
		d.close = "}"
	default:
		d.write(c)
		if len(d.kept) > 0 && c == '{' {
			for _, k := range d.kept {
				d.puts(`"` + k.key + `":` + string(k.value) + ",")
			}
		}
	}
}

// wrap writes the objects that a record stands in.
func (d *docReader) wrap() {
	for i, s := range d.shape.steps {
		if s == elements {
			d.puts("[")
			d.close = "]" + d.close
			continue
		}
		d.puts("{")
		for _, k := range d.kept {
			if k.depth == i+1 {
				d.puts(`"` + k.key + `":` + string(k.value) + ",")
			}
		}
		d.puts(`"` + s + `":`)
		d.close = "}" + d.close
	}
}

// asText is an object as the value of a member.
func asText(object []byte) []byte {
	text, err := json.Marshal(string(object))
	if err != nil { // a text has a form
		return []byte(`""`)
	}
	return text
}

func (d *docReader) keptUnder(key string) []byte {
	for _, k := range d.kept {
		if k.key == key {
			return k.value
		}
	}
	return []byte("{}")
}

// within writes a byte of a record or of a member, and what ends it.
func (d *docReader) within(c byte, was, now docState) {
	ended := now != was
	tail := was == docScalar && ended && c != '"' // stands behind it
	if c == '\n' {
		d.owed++
	}
	indent := d.fresh && (c == ' ' || c == '\t')
	if d.noting && !tail && !indent && c != '\n' && c != '\r' && len(d.note) <= maxContext {
		d.note = append(d.note, c)
	}
	switch {
	case !d.copying || tail || c == '\n' || c == '\r':
	case indent:
	case d.shape.form == shapePair && was == docElement:
		d.pair(c, ended)
	default:
		d.write(c)
	}
	if ended {
		d.finish()
	}
}

// pair writes a byte of a pair of time and line.
func (d *docReader) pair(c byte, ended bool) {
	switch {
	case ended:
	case c == ',' && d.scan.depth == 1 && !d.scan.quoted && d.part < 2:
		d.part++
		if d.part == 1 {
			d.puts(`,"log":`)
		} else {
			d.puts(`,"attributes":`)
		}
	case isBlankOrEnd(c) && d.scan.depth == 1 && !d.scan.quoted:
	default:
		d.write(c)
	}
}

// finish ends a record or a member.
func (d *docReader) finish() {
	if d.copying {
		d.puts(d.close)
	}
	if d.noting && len(d.note) <= maxContext {
		d.kept = append(d.kept, beside{depth: len(d.scan.stack), key: string(d.scan.key), value: bytes.Clone(d.note)})
	}
	d.copying, d.noting, d.close = false, false, ""
	for ; d.owed > 0; d.owed-- {
		d.newline()
	}
}

// end writes what is left when the document ends.
func (d *docReader) end() {
	if d.copying || d.owed > 0 {
		d.finish()
	}
	if d.line && d.short > 0 {
		d.put('\n')
	}
	for d.short > 0 {
		d.put(' ')
	}
}
