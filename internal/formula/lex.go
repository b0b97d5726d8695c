package formula

import (
	"fmt"
	"strconv"
)

// Limits of one expression. Reports are read from files when they are
// verified, so an expression may be hostile.
const (
	maxLength = 16 << 10
	maxDepth  = 32
	maxNodes  = 2000
)

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenString
	tokenNumber
	tokenSign // one of + - * / ( ) ,
)

type token struct {
	kind tokenKind
	at   int // byte offset in the expression
	text string
}

// lexer splits an expression into tokens.
type lexer struct {
	src string
	pos int
}

func (l *lexer) next() (token, error) {
	for l.pos < len(l.src) && (l.src[l.pos] == ' ' || l.src[l.pos] == '\t' || l.src[l.pos] == '\n' || l.src[l.pos] == '\r') {
		l.pos++
	}
	if l.pos >= len(l.src) {
		return token{kind: tokenEnd, at: l.pos}, nil
	}
	switch c := l.src[l.pos]; {
	case c >= 'a' && c <= 'z':
		return l.take(tokenName, func(c byte) bool { return c >= 'a' && c <= 'z' || c == '_' || c >= '0' && c <= '9' }), nil
	case c >= '0' && c <= '9' || c == '.':
		return l.number(), nil
	case c == '"':
		return l.quoted()
	case c == '+' || c == '-' || c == '*' || c == '/' || c == '(' || c == ')' || c == ',':
		l.pos++
		return token{kind: tokenSign, at: l.pos - 1, text: l.src[l.pos-1 : l.pos]}, nil
	default:
		return token{}, fmt.Errorf("at %d: unexpected %q; expected a function, a number, a \"string\" or a bracket", l.pos, c)
	}
}

func (l *lexer) take(kind tokenKind, in func(byte) bool) token {
	start := l.pos
	for l.pos < len(l.src) && in(l.src[l.pos]) {
		l.pos++
	}
	return token{kind: kind, at: start, text: l.src[start:l.pos]}
}

// number takes digits, point, exponent and unit; the parser judges them.
func (l *lexer) number() token {
	start := l.pos
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		sign := (c == '+' || c == '-') && l.pos > start && l.src[l.pos-1] == 'e'
		if c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && !sign {
			break
		}
		l.pos++
	}
	return token{kind: tokenNumber, at: start, text: l.src[start:l.pos]}
}

func (l *lexer) quoted() (token, error) {
	q, err := strconv.QuotedPrefix(l.src[l.pos:])
	if err != nil {
		return token{}, fmt.Errorf("at %d: string is not closed or has a bad escape; write it as strconv.Quote does", l.pos)
	}
	s, err := strconv.Unquote(q)
	if err != nil {
		return token{}, fmt.Errorf("at %d: %w", l.pos, err)
	}
	t := token{kind: tokenString, at: l.pos, text: s}
	l.pos += len(q)
	return t, nil
}
