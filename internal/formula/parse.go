package formula

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

type nodeKind uint8

const (
	nodeNumber nodeKind = iota
	nodeString
	nodeCall
	nodeNegate
	nodeBinary
)

// node is a part of a parsed expression.
type node struct {
	kind nodeKind
	at   int
	text string // string value, function name or operator
	num  Result
	args []node
}

// parser reads expressions by recursive descent:
//
//	sum     = product { ("+" | "-") product }
//	product = factor { ("*" | "/") factor }
//	factor  = "-" factor | "(" sum ")" | number | string | name "(" [ sum { "," sum } ] ")"
type parser struct {
	lex   lexer
	tok   token
	depth int
	nodes int
	calls int
}

func parse(src string) (node, error) {
	if len(src) > maxLength {
		return node{}, fmt.Errorf("formula has %d bytes, at most %d are read", len(src), maxLength)
	}
	p := parser{lex: lexer{src: src}}
	if err := p.advance(); err != nil {
		return node{}, err
	}
	n, err := p.sum()
	if err != nil {
		return node{}, err
	}
	if p.tok.kind != tokenEnd {
		return node{}, fmt.Errorf("at %d: unexpected %q behind the end of the formula", p.tok.at, p.tok.text)
	}
	if p.calls == 0 {
		return node{}, errors.New("a formula needs at least one function; a chosen constant is written limit(100)")
	}
	return n, nil
}

func (p *parser) advance() (err error) {
	p.tok, err = p.lex.next()
	return err
}

func (p *parser) sign(s string) bool { return p.tok.kind == tokenSign && p.tok.text == s }

func (p *parser) sum() (node, error) { return p.binary(p.product, "+", "-") }

func (p *parser) product() (node, error) { return p.binary(p.factor, "*", "/") }

func (p *parser) binary(part func() (node, error), a, b string) (node, error) {
	left, err := part()
	for err == nil && (p.sign(a) || p.sign(b)) {
		op := p.tok
		if err = p.advance(); err != nil {
			break
		}
		var right node
		if right, err = part(); err == nil {
			left = node{kind: nodeBinary, at: op.at, text: op.text, args: []node{left, right}}
		}
	}
	return left, err
}

func (p *parser) factor() (node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.nodes++; p.nodes > maxNodes || p.depth > maxDepth {
		return node{}, fmt.Errorf("at %d: formula is too large: at most %d parts, nested %d deep", p.tok.at, maxNodes, maxDepth)
	}
	t := p.tok
	switch {
	case t.kind == tokenNumber:
		num, err := literal(t)
		if err != nil {
			return node{}, err
		}
		return node{kind: nodeNumber, at: t.at, num: num}, p.advance()
	case t.kind == tokenString:
		return node{kind: nodeString, at: t.at, text: t.text}, p.advance()
	case t.kind == tokenName:
		return p.call()
	case p.sign("-"):
		return p.negate()
	case p.sign("("):
		return p.bracket()
	case t.kind == tokenEnd:
		return node{}, fmt.Errorf("at %d: formula ends too early", t.at)
	}
	return node{}, fmt.Errorf("at %d: unexpected %q; expected a value", t.at, t.text)
}

func (p *parser) negate() (node, error) {
	at := p.tok.at
	if err := p.advance(); err != nil {
		return node{}, err
	}
	n, err := p.factor()
	return node{kind: nodeNegate, at: at, args: []node{n}}, err
}

func (p *parser) bracket() (node, error) {
	if err := p.advance(); err != nil {
		return node{}, err
	}
	n, err := p.sum()
	if err != nil {
		return node{}, err
	}
	if !p.sign(")") {
		return node{}, fmt.Errorf("at %d: expected )", p.tok.at)
	}
	return n, p.advance()
}

func (p *parser) call() (node, error) {
	n := node{kind: nodeCall, at: p.tok.at, text: p.tok.text}
	p.calls++
	if err := p.advance(); err != nil {
		return n, err
	}
	if !p.sign("(") {
		return n, fmt.Errorf("at %d: expected ( behind %s", p.tok.at, n.text)
	}
	if err := p.advance(); err != nil {
		return n, err
	}
	for !p.sign(")") {
		if len(n.args) > 0 {
			if !p.sign(",") {
				return n, fmt.Errorf("at %d: expected , or ) in the arguments of %s", p.tok.at, n.text)
			}
			if err := p.advance(); err != nil {
				return n, err
			}
		}
		arg, err := p.sum()
		if err != nil {
			return n, err
		}
		n.args = append(n.args, arg)
	}
	return n, p.advance()
}

// timeUnits are the suffixes of number literals, in ns.
var timeUnits = map[string]int64{"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9, "d": 86400e9}

// literal reads a number: 12, 0.25, 1e9, 100ms.
func literal(t token) (Result, error) {
	digits := strings.TrimRight(t.text, "abcdefghijklmnopqrstuvwxyz")
	unit := int64(1)
	if suffix := t.text[len(digits):]; suffix != "" {
		u, ok := timeUnits[suffix]
		if !ok {
			return Result{}, fmt.Errorf("at %d: unknown unit %q; known are ns us ms s m h d", t.at, suffix)
		}
		unit = u
	}
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
		return arith(whole(n), "*", whole(unit))
	}
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return Result{}, fmt.Errorf("at %d: %q is no number", t.at, t.text)
	}
	return float(f * float64(unit)), nil
}
