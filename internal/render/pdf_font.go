package render

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is one of the typefaces of a printed page. Log text is set in mono, all
// else in the proportional faces.
type face int

const (
	sans face = iota
	sansBold
	sansItalic
	mono
	monoBold
	faceCount
	wideFace = faceCount // of runes that a face lacks; it is loaded when it is needed
)

//go:embed fonts/DroidSansFallback.ttf
var wideFont []byte

// typeface is a font that is embedded into the file, cut down to the glyphs
// that the file uses.
type typeface struct {
	family, style string
	file          []byte
	font          *sfnt.Font
	advances      map[rune]float64 // in units of the type size; -1 without a glyph
}

// fontBook measures text, and knows what each face can show. It is made anew
// for each rendering: nothing is shared between them.
type fontBook struct {
	faces [faceCount + 1]typeface
	buf   sfnt.Buffer
	file  *fpdf.Fpdf // nil when no PDF file is written
	wide  bool       // the file has the wide face
}

// newFontBook gives the faces to a PDF file as well.
func newFontBook(f *fpdf.Fpdf) (*fontBook, error) {
	b, err := newMetrics()
	if err != nil {
		return nil, err
	}
	b.file = f
	for _, t := range b.faces[:faceCount] {
		// The library writes into the bytes that it is given, and the fonts are shared.
		f.AddUTF8FontFromBytes(t.family, t.style, slices.Clone(t.file))
	}
	return b, f.Error()
}

func newMetrics() (*fontBook, error) {
	b := &fontBook{faces: [faceCount + 1]typeface{
		sans: {family: "sans", file: goregular.TTF}, sansBold: {family: "sans", style: "B", file: gobold.TTF},
		sansItalic: {family: "sans", style: "I", file: goitalic.TTF},
		mono:       {family: "mono", file: gomono.TTF}, monoBold: {family: "mono", style: "B", file: gomonobold.TTF},
	}}
	b.faces[wideFace] = typeface{family: "wide", file: wideFont}
	for i := range b.faces {
		t := &b.faces[i]
		var err error
		if t.font, err = sfnt.Parse(t.file); err != nil {
			return nil, fmt.Errorf("font %s%s: %w", t.family, t.style, err)
		}
		t.advances = map[rune]float64{}
	}
	return b, nil
}

// advance is how wide a rune is in units of the type size, and -1 when neither
// the face nor the wide one has a glyph for it.
func (b *fontBook) advance(t face, r rune) float64 {
	if w := b.own(t, r); w >= 0 || r < 0x80 {
		return w
	}
	return b.own(wideFace, r)
}

// own is advance without the wide face.
func (b *fontBook) own(t face, r rune) float64 {
	at := &b.faces[t]
	if w, ok := at.advances[r]; ok {
		return w
	}
	w := -1.0
	if r <= 0xffff { // the file format's text is 16 bits a glyph
		if g, err := at.font.GlyphIndex(&b.buf, r); err == nil && g != 0 {
			const ppem = 1000
			if a, err := at.font.GlyphAdvance(&b.buf, g, fixed.I(ppem), font.HintingNone); err == nil {
				w = float64(a) / 64 / ppem
			}
		}
	}
	at.advances[r] = w
	return w
}

// shown makes text that the face can show: what acts is written out, and so is
// a rune without a glyph, as the number by which it can be looked up.
func (b *fontBook) shown(t face, s string) string {
	s = visible(s)
	missing := false
	for _, r := range s {
		if b.advance(t, r) < 0 {
			missing = true
			break
		}
	}
	if !missing {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		switch {
		case b.advance(t, r) >= 0:
			out.WriteRune(r)
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		default:
			fmt.Fprintf(&out, "[U+%04X]", r)
		}
	}
	return out.String()
}

// pieces parts text where the face has to give way to the wide one.
func (b *fontBook) pieces(t face, s string, each func(t face, s string)) {
	from, cur := 0, t
	for i, r := range s {
		f := t
		if r >= 0x80 && b.own(t, r) < 0 {
			f = wideFace
		}
		if f != cur {
			if i > from {
				each(cur, s[from:i])
			}
			from, cur = i, f
		}
	}
	if from < len(s) {
		each(cur, s[from:])
	}
}

// load gives the wide face to the file when it is first used.
func (b *fontBook) load(t face) {
	if t != wideFace || b.wide {
		return
	}
	b.wide = true
	f := &b.faces[t]
	b.file.AddUTF8FontFromBytes(f.family, f.style, slices.Clone(f.file))
}

// width is that of text that the face can show.
func (b *fontBook) width(t face, size float64, s string) float64 {
	w := 0.0
	for _, r := range s {
		w += max(b.advance(t, r), 0)
	}
	return w * size
}
