package document

import (
	"strings"
	"unicode/utf16"
)

// pdfFont turns the codes of a string into text.
type pdfFont struct {
	wide   bool // codes of two bytes
	codes  map[int]string
	latin  bool // codes that have no entry are Latin
	widths map[int]float64
	usual  float64 // width of codes that have none, in thousandths
}

// font reads a font's dictionary.
func (f *pdfFile) font(o pdfObject) *pdfFont {
	ref, _ := o.(pdfRef)
	if x := f.fonts[int(ref)]; x != nil && ref != 0 {
		return x
	}
	d := f.dict(o)
	x := &pdfFont{codes: map[int]string{}, widths: map[int]float64{}, usual: 500}
	if d != nil {
		x.wide = d.name("Subtype") == "Type0"
		x.latin = !x.wide
		if s, ok := f.resolve(d["ToUnicode"]).(pdfStream); ok {
			if data, ok := f.inflate(s); ok {
				x.cmap(data)
			}
		}
		f.differences(x, d)
		f.widths(x, d)
	}
	if f.fonts == nil {
		f.fonts = map[int]*pdfFont{}
	}
	if ref != 0 {
		f.fonts[int(ref)] = x
	}
	return x
}

// differences reads the names that a simple font gives to codes.
func (f *pdfFile) differences(x *pdfFont, d pdfDict) {
	enc, ok := f.resolve(d["Encoding"]).(pdfDict)
	if !ok || x.wide {
		return
	}
	code := 0
	for _, o := range f.list(enc["Differences"]) {
		switch v := f.resolve(o).(type) {
		case float64:
			code = int(v)
		case pdfName:
			if s, ok := glyph(string(v)); ok && x.codes[code] == "" {
				x.codes[code] = s
			}
			code++
		}
	}
}

// glyphs are the names of characters that reports use and that are not their
// own name.
var glyphs = map[string]string{
	"space": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&", "quotesingle": "'",
	"quoteright": "’", "quoteleft": "‘", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "minus": "-",
	"period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
	"bracketleft": "[", "backslash": `\`, "bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{",
	"bar": "|", "braceright": "}", "asciitilde": "~", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "quotedblleft": "“",
	"quotedblright": "”", "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "degree": "°", "multiply": "×", "arrowright": "→",
}

func glyph(name string) (string, bool) {
	if len(name) == 1 {
		return name, true
	}
	if s, ok := glyphs[name]; ok {
		return s, true
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) == 4 {
		if v, ok := (&pdfParser{s: []byte("<" + hex + ">")}).hex().(pdfString); ok {
			return utf16BE(string(v)), true
		}
	}
	return "", false
}

// widths reads the widths of a font's characters, in thousandths of its size.
func (f *pdfFile) widths(x *pdfFont, d pdfDict) {
	if !x.wide {
		first := d.int("FirstChar")
		for i, w := range f.list(d["Widths"]) {
			if v, ok := f.resolve(w).(float64); ok {
				x.widths[first+i] = v
			}
		}
		if len(x.widths) == 0 {
			x.standardWidths(string(d.name("BaseFont")))
		}
		return
	}
	heirs := f.list(d["DescendantFonts"])
	if len(heirs) == 0 {
		return
	}
	h := f.dict(heirs[0])
	x.usual = 1000
	if w, ok := h["DW"].(float64); ok {
		x.usual = w
	}
	w := f.list(h["W"])
	for i := 0; i+1 < len(w); {
		code, _ := f.resolve(w[i]).(float64)
		if each, ok := f.resolve(w[i+1]).([]pdfObject); ok {
			for k, o := range each {
				if v, ok := f.resolve(o).(float64); ok {
					x.widths[int(code)+k] = v
				}
			}
			i += 2
			continue
		}
		last, _ := f.resolve(w[i+1]).(float64)
		if i+2 >= len(w) {
			return
		}
		v, _ := f.resolve(w[i+2]).(float64)
		for c := int(code); c <= int(last) && c-int(code) < 1<<16; c++ {
			x.widths[c] = v
		}
		i += 3
	}
}

// cmap reads a ToUnicode map.
func (x *pdfFont) cmap(data []byte) {
	p := &pdfParser{s: data, content: true}
	var args []pdfObject
	const most = 1 << 16 // codes
	for p.at < len(p.s) && len(x.codes) < most {
		switch o := p.object(0).(type) {
		case pdfOperator:
			switch o {
			case "endcodespacerange":
				if len(args) >= 2 {
					if s, ok := args[len(args)-1].(pdfString); ok {
						x.wide = len(s) > 1
					}
				}
			case "endbfchar":
				for i := 0; i+1 < len(args); i += 2 {
					x.put(number(args[i]), args[i+1], 0)
				}
			case "endbfrange":
				x.ranges(args, most)
			}
			args = args[:0]
		case nil:
		default:
			args = append(args, o)
		}
	}
}

func (x *pdfFont) ranges(args []pdfObject, most int) {
	for i := 0; i+2 < len(args); i += 3 {
		lo, hi := number(args[i]), number(args[i+1])
		list, isList := args[i+2].([]pdfObject)
		for c := lo; c <= hi && c-lo < most && len(x.codes) < most; c++ {
			switch {
			case !isList:
				x.put(c, args[i+2], c-lo)
			case c-lo < len(list):
				x.put(c, list[c-lo], 0)
			}
		}
	}
}

func number(o pdfObject) int {
	s, _ := o.(pdfString)
	n := 0
	for i := range min(len(s), 4) {
		n = n<<8 | int(s[i])
	}
	return n
}

// put maps a code to a character, plus a distance within a range.
func (x *pdfFont) put(code int, o pdfObject, plus int) {
	s, ok := o.(pdfString)
	if !ok {
		return
	}
	text := []rune(utf16BE(string(s)))
	if len(text) == 0 {
		return
	}
	text[len(text)-1] += rune(plus)
	x.codes[code] = string(text)
}

func utf16BE(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	if len(s) == 1 {
		units = append(units, uint16(s[0]))
	}
	return string(utf16.Decode(units))
}

// windows1252 is what codes 0x80 to 0x9f of Latin fonts mean.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// decode gives the text of a string, how wide it is in thousandths of the font's
// size, and how many of its codes no map tells.
func (x *pdfFont) decode(s pdfString) (text string, width float64, unknown int) {
	var b strings.Builder
	step := 1
	if x.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		code := int(s[i])
		if x.wide {
			code = code<<8 | int(s[i+1])
		}
		if w, ok := x.widths[code]; ok {
			width += w
		} else {
			width += x.usual
		}
		switch c, ok := x.codes[code]; {
		case ok:
			b.WriteString(c)
		case x.latin && code >= 0x80 && code < 0xa0:
			if r := windows1252[code-0x80]; r != 0 {
				b.WriteRune(r)
			}
		case x.latin && code >= ' ':
			b.WriteRune(rune(code))
		default:
			unknown++
		}
	}
	return b.String(), width, unknown
}
