package formula

import (
	"fmt"
	"strings"
)

// kind is the type of an argument.
type kind uint8

const (
	kindNumber kind = iota
	kindList
	kindString
	kindEither // a number or a list
)

func (k kind) String() string {
	return [...]string{"a number", "a list", "a string", "a number or a list"}[k]
}

// arg is an evaluated argument.
type arg struct {
	Result
	str string
}

// definition is one function of the language.
type definition struct {
	name   string
	params []param
	rest   bool // the last parameter may come any number of times, at least once
	doc    string
	view   bool // reads a view: there is a baseline_ form, too
	list   bool // gives a list
	call   func(c *context, args []arg) (Result, error)
}

type param struct {
	name string
	kind kind
}

// context is what functions read from.
type context struct {
	env  *Env
	name string // of the function, for messages
}

func (e *Env) eval(src string) (Result, error) {
	n, err := parse(src)
	if err == nil {
		err = checkNode(n)
	}
	if err != nil {
		return Result{}, fmt.Errorf("formula %s: %w", shorten(src), err)
	}
	r, err := e.node(n)
	if err != nil {
		return Result{}, fmt.Errorf("formula %s: %w", shorten(src), err)
	}
	return r, nil
}

// check parses an expression and checks names and arguments, without a view.
func check(src string) error {
	n, err := parse(src)
	if err == nil {
		err = checkNode(n)
	}
	if err != nil {
		return fmt.Errorf("formula %s: %w", shorten(src), err)
	}
	return nil
}

// shorten keeps messages readable.
func shorten(src string) string {
	const limit = 120
	if len(src) > limit {
		src = src[:limit] + "..."
	}
	return fmt.Sprintf("%q", src)
}

// checkNode checks a parsed expression: names, number and kinds of arguments.
func checkNode(n node) error {
	for _, a := range n.args {
		if err := checkNode(a); err != nil {
			return err
		}
	}
	switch n.kind {
	case nodeNegate, nodeBinary:
		for _, a := range n.args {
			if k := staticKind(a); k != kindNumber {
				return fmt.Errorf("at %d: %s takes numbers, got %s", n.at, operator(n), k)
			}
		}
	case nodeCall:
		return checkCall(n)
	}
	return nil
}

func operator(n node) string {
	if n.kind == nodeNegate {
		return "-"
	}
	return n.text
}

func checkCall(n node) error {
	def, _, ok := lookup(n.text)
	if !ok {
		return fmt.Errorf("at %d: unknown function %s", n.at, n.text)
	}
	if len(n.args) < len(def.params) || !def.rest && len(n.args) > len(def.params) {
		return fmt.Errorf("at %d: %s takes (%s), got %d arguments", n.at, n.text, def.args(), len(n.args))
	}
	for i, a := range n.args {
		want, got := def.param(i), staticKind(a)
		if want.kind != got && (want.kind != kindEither || got == kindString) {
			return fmt.Errorf("at %d: %s of %s is %s, got %s", a.at, want.name, n.text, want.kind, got)
		}
	}
	return nil
}

func (d *definition) param(i int) param { return d.params[min(i, len(d.params)-1)] }

func (d *definition) args() string {
	names := make([]string, len(d.params))
	for i, p := range d.params {
		names[i] = p.name
	}
	s := strings.Join(names, ", ")
	if d.rest {
		s += ", ..."
	}
	return s
}

// staticKind is the kind of value that a checked node gives.
func staticKind(n node) kind {
	switch n.kind {
	case nodeString:
		return kindString
	case nodeCall:
		if def, _, ok := lookup(n.text); ok && def.list {
			return kindList
		}
	}
	return kindNumber
}

// node evaluates a checked node that is no string.
func (e *Env) node(n node) (Result, error) {
	switch n.kind {
	case nodeNumber:
		return n.num, nil
	case nodeCall:
		return e.call(n)
	case nodeNegate:
		r, err := e.node(n.args[0])
		if err != nil {
			return r, err
		}
		return arith(whole(0), "-", r)
	case nodeBinary:
		return e.binary(n)
	}
	return Result{}, fmt.Errorf("at %d: a string is no value", n.at)
}

func (e *Env) binary(n node) (Result, error) {
	a, err := e.node(n.args[0])
	if err != nil {
		return a, err
	}
	b, err := e.node(n.args[1])
	if err != nil {
		return b, err
	}
	r, err := arith(a, n.text, b)
	if err != nil {
		return r, fmt.Errorf("at %d: %w", n.at, err)
	}
	return r, nil
}

func (e *Env) call(n node) (Result, error) {
	def, baseline, ok := lookup(n.text)
	if !ok {
		return Result{}, fmt.Errorf("at %d: unknown function %s", n.at, n.text)
	}
	args := make([]arg, len(n.args))
	for i, a := range n.args {
		if a.kind == nodeString {
			args[i].str = a.text
			continue
		}
		r, err := e.node(a)
		if err != nil {
			return r, err
		}
		args[i].Result = r
	}
	c := context{env: e, name: n.text}
	if baseline {
		if e.Baseline == nil {
			return Result{}, fmt.Errorf("at %d: %s needs a baseline, and none was given", n.at, n.text)
		}
		c.env = e.ofBaseline()
	}
	if def.view && c.env.View == nil {
		return Result{}, fmt.Errorf("at %d: %s needs a profile, and none was given", n.at, n.text)
	}
	r, err := def.call(&c, args)
	if err != nil {
		return Result{}, fmt.Errorf("at %d: %s: %w", n.at, n.text, err)
	}
	return r, nil
}

// ofBaseline is the environment in which baseline functions read; it keeps its
// index of lines from one call to the next.
func (e *Env) ofBaseline() *Env {
	if e.baseEnv == nil || e.baseEnv.View != e.Baseline {
		e.baseEnv = &Env{View: e.Baseline}
	}
	return e.baseEnv
}
