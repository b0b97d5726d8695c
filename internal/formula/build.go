package formula

import (
	"strconv"
	"strings"
	"time"
)

// Call writes a call. Strings become quoted literals, Expr stays as it is,
// whole numbers and floats become literals, a time.Duration its nanoseconds.
// Arguments of other types make an expression that Check and Eval refuse.
func Call(name string, args ...any) Expr {
	var b strings.Builder
	b.WriteString(name)
	b.WriteByte('(')
	for i, a := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(literalOf(a))
	}
	b.WriteByte(')')
	return Expr(b.String())
}

func literalOf(a any) string {
	switch v := a.(type) {
	case Expr:
		return string(v)
	case string:
		return strconv.Quote(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case uint64:
		return strconv.FormatUint(v, 10)
	case uint32:
		return strconv.FormatUint(uint64(v), 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case time.Duration:
		return strconv.FormatInt(int64(v), 10)
	}
	return "unsupported_argument()"
}

// Sub is a - b.
func Sub(a, b Expr) Expr { return "(" + a + " - " + b + ")" }

// Add is a + b.
func Add(a, b Expr) Expr { return "(" + a + " + " + b + ")" }

// Mul is a * b.
func Mul(a, b Expr) Expr { return "(" + a + " * " + b + ")" }

// Div is a / b.
func Div(a, b Expr) Expr { return "(" + a + " / " + b + ")" }
