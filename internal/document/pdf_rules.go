package document

import "math"

// pdfRule is a straight edge that a page draws: a line, or a side of a filled or
// stroked rectangle. It is upright where x0 == x1, else it lies.
type pdfRule struct{ x0, y0, x1, y1 float64 }

// maxRules bounds the edges of a page, and of one path.
const maxRules = 20_000

// draw follows the operators that build and paint paths.
func (w *pdfWriter) draw(op string, args []pdfObject) {
	switch op {
	case "m":
		w.penX, w.penY = w.point(args, 0)
		w.beginX, w.beginY = w.penX, w.penY
	case "l":
		x, y := w.point(args, 0)
		w.edge(w.penX, w.penY, x, y)
		w.penX, w.penY = x, y
	case "c", "v", "y":
		w.penX, w.penY = w.point(args, len(args)-2)
	case "h":
		w.edge(w.penX, w.penY, w.beginX, w.beginY)
		w.penX, w.penY = w.beginX, w.beginY
	case "re":
		w.rectangle(args)
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
		if len(w.page.rules) < maxRules {
			w.page.rules = append(w.page.rules, w.path...)
		}
		w.path = w.path[:0]
	case "n":
		w.path = w.path[:0]
	}
}

// point is where a pair of numbers lies on the page.
func (w *pdfWriter) point(args []pdfObject, i int) (x, y float64) {
	at := matrix{1, 0, 0, 1, arg(args, i), arg(args, i+1)}.times(w.ctm)
	return at[4], at[5]
}

func (w *pdfWriter) rectangle(args []pdfObject) {
	x, y, dx, dy := arg(args, 0), arg(args, 1), arg(args, 2), arg(args, 3)
	corner := func(x, y float64) (float64, float64) {
		at := matrix{1, 0, 0, 1, x, y}.times(w.ctm)
		return at[4], at[5]
	}
	x0, y0 := corner(x, y)
	x1, y1 := corner(x+dx, y+dy)
	w.edge(x0, y0, x1, y0)
	w.edge(x0, y1, x1, y1)
	w.edge(x0, y0, x0, y1)
	w.edge(x1, y0, x1, y1)
}

// edge keeps an edge that lies or stands; dots and slants are none.
func (w *pdfWriter) edge(x0, y0, x1, y1 float64) {
	dx, dy := math.Abs(x1-x0), math.Abs(y1-y0)
	if len(w.path) >= maxRules || !(dx < 1e6 && dy < 1e6) {
		return
	}
	switch {
	case dy < 0.6 && dx > 4:
		w.path = append(w.path, pdfRule{min(x0, x1), y0, max(x0, x1), y0})
	case dx < 0.6 && dy > 4:
		w.path = append(w.path, pdfRule{x0, min(y0, y1), x0, max(y0, y1)})
	}
}
