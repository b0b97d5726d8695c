package report

import (
	"errors"
	"fmt"
	"reflect"
	"unicode"
	"unicode/utf8"

	"inquest/internal/evidence"
)

// sound tells what of a report that was read back cannot be, or nil.
func (r *Report) sound() error {
	if r.Shown < 0 || r.Shown > r.Claims.Len() {
		return fmt.Errorf("shown_claims is %d, the report has %d", r.Shown, r.Claims.Len())
	}
	w := walker{claims: r.Claims.Len()}
	if err := w.walk("", reflect.ValueOf(r).Elem()); err != nil {
		return err
	}
	for _, id := range r.Claims.IDs() {
		for _, v := range r.Claims.Claim(id).Values() {
			if acts(v.Word) || acts(v.Slot) {
				return fmt.Errorf("claims.%s: a word holds a character that acts", id)
			}
		}
	}
	if err := r.Exhibits.sound(); err != nil {
		return err
	}
	for i := range r.Sections {
		for k := range r.Sections[i].Blocks {
			if err := r.soundBlock(&r.Sections[i].Blocks[k]); err != nil {
				return fmt.Errorf("sections[%d].blocks[%d]: %w", i, k, err)
			}
		}
	}
	return nil
}

// walker looks at every string that counts as the product's own text, and at
// every claim's id.
type walker struct{ claims int }

var (
	quoteType  = reflect.TypeFor[evidence.Quote]()
	refType    = reflect.TypeFor[evidence.Ref]()
	textType   = reflect.TypeFor[Text]()
	ledgerType = reflect.TypeFor[Ledger]()
	idType     = reflect.TypeFor[ID]()
)

func (w *walker) walk(path string, v reflect.Value) error {
	switch v.Type() {
	case quoteType, refType, textType, ledgerType:
		return nil // renderers escape them, or they are looked at elsewhere
	}
	switch v.Kind() {
	case reflect.String:
		return w.text(path, v)
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return w.walk(path, v.Elem())
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if err := w.walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if err := errors.Join(w.walk(path+".key", k), w.walk(path+".value", v.MapIndex(k))); err != nil {
				return err
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && (f.Name != "Formula" || v.Type() != reflect.TypeFor[evidence.Value]()) {
				if err := w.walk(path+"."+f.Name, v.Field(i)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (w *walker) text(path string, v reflect.Value) error {
	s := v.String()
	if acts(s) {
		return fmt.Errorf("%s holds a character that acts", path)
	}
	if v.Type() == idType && s != "" {
		if n := ID(s).Number(); n < 1 || n > w.claims {
			return fmt.Errorf("%s names claim %q, the report has c1 to c%d", path, s, w.claims)
		}
	}
	return nil
}

// acts tells whether text holds a rune that a terminal or a page would obey or
// not show.
func acts(s string) bool {
	if !utf8.ValidString(s) {
		return true
	}
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Variation_Selector):
			return true
		case r == '\u3164', r == '\u115f', r == '\u1160', r == '\uffa0': // letters that show as nothing
			return true
		}
	}
	return false
}

// deepestHeading is the lowest level of a heading that pages know.
const deepestHeading = 6

func (r *Report) soundBlock(b *Block) error {
	if b.Level < 0 || b.Level > deepestHeading {
		return fmt.Errorf("a heading of level %d", b.Level)
	}
	most := 0
	switch b.Kind {
	case TableBlock:
		return soundTable(b.Table)
	case FigureBlock:
		return soundFigure(b.Figure)
	case ExcerptBlock:
		if b.Excerpt == nil {
			return errors.New("an excerpt without content")
		}
	case Hypotheses:
		most = len(r.Hypotheses)
	case Recommendations:
		most = len(r.Recommendations)
	case References:
		most = len(r.References)
	}
	if most == 0 && len(b.Ranks) == 0 {
		return nil
	}
	for _, n := range b.Ranks {
		if n < 1 || n > most {
			return fmt.Errorf("rank %d of %d %s", n, most, b.Kind)
		}
	}
	return nil
}

func soundTable(t *Table) error {
	if t == nil || len(t.Columns) == 0 {
		return errors.New("a table without columns")
	}
	for i, row := range append(append([][]Cell{}, t.Rows...), t.Total) {
		if len(row) != len(t.Columns) && (i < len(t.Rows) || len(row) != 0) {
			return fmt.Errorf("row %d of a table has %d cells for %d columns", i+1, len(row), len(t.Columns))
		}
	}
	return nil
}

func soundFigure(f *Figure) error {
	if f == nil {
		return errors.New("a figure without content")
	}
	n := 0
	var err error
	if f.Strip != nil {
		n++
		err = errors.Join(soundAxis(f.Strip.Axis), soundBins(f.Strip.Bins))
	}
	if f.Timeline != nil {
		n++
		err = errors.Join(err, soundAxis(f.Timeline.Axis))
		for _, l := range f.Timeline.Lanes {
			err = errors.Join(err, soundBins(l.Bins))
		}
	}
	if f.Histogram != nil {
		n++
		err = errors.Join(err, soundHistogram(f.Histogram))
	}
	if f.HeatMap != nil {
		n++
		err = errors.Join(err, soundHeatMap(f.HeatMap))
	}
	if f.Ladder != nil {
		n++
	}
	if n != 1 {
		return fmt.Errorf("a figure of %d charts", n)
	}
	return err
}

// Bounds of what can be drawn.
const (
	mostInstant = int64(1) << 62
	mostCells   = 1 << 20
	mostCount   = int64(1) << 36 // so that sums of bins do not overflow
)

func soundAxis(axis []Segment) error {
	if len(axis) == 0 || len(axis) > mostCells {
		return fmt.Errorf("an axis of %d segments", len(axis))
	}
	last := -mostInstant
	for i, s := range axis {
		if s.From < last || s.To <= s.From || s.To > mostInstant || s.Bin <= 0 || (s.To-s.From)%s.Bin != 0 || (s.To-s.From)/s.Bin > mostCells {
			return fmt.Errorf("segment %d of an axis goes from %d to %d in bins of %d", i+1, s.From, s.To, s.Bin)
		}
		last = s.To
	}
	return nil
}

func soundBins(bins []Bin) error {
	if len(bins) > mostCells {
		return fmt.Errorf("%d bins", len(bins))
	}
	for i, b := range bins {
		if b.N < 0 || b.Bad < 0 || b.Bad > b.N || b.N > mostCount {
			return fmt.Errorf("bin %d counts %d, %d of them failing", i+1, b.N, b.Bad)
		}
	}
	return nil
}

func soundHistogram(h *Histogram) error {
	if len(h.Bars) == 0 || h.Width <= 0 {
		return fmt.Errorf("a histogram of %d bars, %d wide", len(h.Bars), h.Width)
	}
	for i, b := range h.Bars {
		if b.Failed < 0 || b.Succeeded < 0 || b.Other < 0 || max(b.Failed, b.Succeeded, b.Other) > mostCount {
			return fmt.Errorf("bar %d of a histogram counts %d, %d and %d", i+1, b.Failed, b.Succeeded, b.Other)
		}
	}
	return nil
}

func soundHeatMap(h *HeatMap) error {
	if len(h.Columns) == 0 || len(h.Sums) != len(h.Columns) || h.Width <= 0 {
		return fmt.Errorf("a heat map of %d columns with %d sums", len(h.Columns), len(h.Sums))
	}
	for i, r := range h.Rows {
		if len(r.Cells) != len(h.Columns) {
			return fmt.Errorf("row %d of a heat map has %d cells for %d columns", i+1, len(r.Cells), len(h.Columns))
		}
	}
	return nil
}
