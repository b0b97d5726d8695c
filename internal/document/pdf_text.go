package document

import (
	"bytes"
	"math"
	"strings"
)

// matrix is a transformation [a b c d e f].
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times is m followed by n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pdfWriter follows the operators of a page and collects its text and its rules.
type pdfWriter struct {
	f    *pdfFile
	page pdfLayout
	font *pdfFont
	size, leading,
	charGap, wordGap, scale float64
	text, line, ctm matrix
	stack           []matrix

	path   []pdfRule // edges that are drawn, once they are painted
	penX   float64
	penY   float64
	beginX float64 // of the part of the path under way
	beginY float64
}

func (f *pdfFile) pageText(p pdfPage) string {
	w := &pdfWriter{f: f, text: identity, line: identity, ctm: identity, scale: 1}
	var content []byte
	switch c := f.resolve(p.dict["Contents"]).(type) {
	case pdfStream:
		content, _ = f.inflate(c)
	case []pdfObject:
		for _, o := range c[:min(len(c), 1000)] {
			if s, ok := f.resolve(o).(pdfStream); ok {
				part, _ := f.inflate(s)
				content = append(append(content, part...), '\n')
			}
		}
	}
	w.page.foot, w.page.head = p.foot, p.head
	w.run(content, p.resources, 0)
	text := w.page.text()
	f.margins += w.page.marginLines
	return text
}

// run follows a content stream.
func (w *pdfWriter) run(content []byte, resources pdfDict, depth int) {
	p := &pdfParser{s: content, content: true}
	var args []pdfObject
	for p.at < len(p.s) {
		o := p.object(0)
		op, ok := o.(pdfOperator)
		if !ok {
			if len(args) < 256 {
				args = append(args, o)
			}
			continue
		}
		switch op {
		case "BI": // an inline image: its bytes are no operators
			if i := bytes.Index(p.s[p.at:], []byte("EI")); i >= 0 {
				p.at += i + 2
			}
		case "Do":
			w.form(args, resources, depth)
		case "Tf":
			if len(args) >= 2 {
				name, _ := args[0].(pdfName)
				w.font = w.f.font(w.f.dict(resources["Font"])[name])
				w.size = arg(args, 1)
			}
		default:
			w.operator(string(op), args)
		}
		args = args[:0]
	}
}

// form runs a form that the page draws.
func (w *pdfWriter) form(args []pdfObject, resources pdfDict, depth int) {
	if len(args) == 0 || depth >= 4 {
		return
	}
	name, _ := args[0].(pdfName)
	s, ok := w.f.resolve(w.f.dict(resources["XObject"])[name]).(pdfStream)
	if !ok || s.dict.name("Subtype") != "Form" || w.f.budget <= 0 {
		return
	}
	data, _ := w.f.inflate(s)
	own := w.f.dict(s.dict["Resources"])
	if own == nil {
		own = resources
	}
	saved := w.ctm
	w.run(data, own, depth+1)
	w.ctm = saved
}

func arg(args []pdfObject, i int) float64 {
	if i < 0 || i >= len(args) {
		return 0
	}
	v, _ := args[i].(float64)
	return v
}

func sixOf(args []pdfObject) matrix {
	var m matrix
	for i := range m {
		m[i] = arg(args, i)
	}
	return m
}

func (w *pdfWriter) operator(op string, args []pdfObject) {
	switch op {
	case "q":
		if len(w.stack) < 256 {
			w.stack = append(w.stack, w.ctm)
		}
	case "Q":
		if n := len(w.stack); n > 0 {
			w.ctm, w.stack = w.stack[n-1], w.stack[:n-1]
		}
	case "cm":
		w.ctm = sixOf(args).times(w.ctm)
	case "BT":
		w.text, w.line = identity, identity
	case "Tc":
		w.charGap = arg(args, 0)
	case "Tw":
		w.wordGap = arg(args, 0)
	case "Tz":
		w.scale = arg(args, 0) / 100
	case "TL":
		w.leading = arg(args, 0)
	case "Td":
		w.move(arg(args, 0), arg(args, 1))
	case "TD":
		w.leading = -arg(args, 1)
		w.move(arg(args, 0), arg(args, 1))
	case "Tm":
		w.line = sixOf(args)
		w.text = w.line
	case "T*":
		w.move(0, -w.leading)
	case "Tj":
		w.show(args, 0)
	case "'":
		w.move(0, -w.leading)
		w.show(args, 0)
	case `"`:
		w.wordGap, w.charGap = arg(args, 0), arg(args, 1)
		w.move(0, -w.leading)
		w.show(args, 2)
	case "TJ":
		w.showAll(args)
	default:
		w.draw(op, args)
	}
}

func (w *pdfWriter) move(x, y float64) {
	w.line = matrix{1, 0, 0, 1, x, y}.times(w.line)
	w.text = w.line
}

func (w *pdfWriter) show(args []pdfObject, i int) {
	if i < len(args) {
		if s, ok := args[i].(pdfString); ok {
			w.piece(s)
		}
	}
}

func (w *pdfWriter) showAll(args []pdfObject) {
	if len(args) == 0 {
		return
	}
	list, _ := args[0].([]pdfObject)
	for _, o := range list {
		switch v := o.(type) {
		case pdfString:
			w.piece(v)
		case float64:
			w.text = matrix{1, 0, 0, 1, -v / 1000 * w.size * w.scale, 0}.times(w.text)
		}
	}
}

// oneSpelling takes ligatures apart and writes every blank as one, as logs and keyboards do.
var oneSpelling = strings.NewReplacer("\t", " ", "\u00a0", " ", "\u00ad", "", "\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl", "\ufb05", "st", "\ufb06", "st")

// piece takes a string with the place where it stands.
func (w *pdfWriter) piece(s pdfString) {
	if w.font == nil {
		w.f.unmapped += len(s)
		return
	}
	text, width, unknown := w.font.decode(s)
	text = oneSpelling.Replace(text)
	w.f.unmapped += unknown
	at := w.text.times(w.ctm)
	size := math.Abs(w.size) * math.Hypot(at[2], at[3])
	if size == 0 || math.IsNaN(size) {
		size = 1
	}
	advance := width / 1000 * w.size
	advance += w.charGap*float64(len(s)) + w.wordGap*float64(strings.Count(string(s), " "))
	w.text = matrix{1, 0, 0, 1, advance * w.scale, 0}.times(w.text)
	end := w.text.times(w.ctm)
	w.page.pieces = append(w.page.pieces, pdfPiece{text, at[4], end[4], at[5], size})
}
