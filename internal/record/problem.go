package record

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// origin is the file that a format was read from, so that what is wrong with it
// can be shown in its place.
type origin struct {
	name string
	data []byte
}

// problem is an error at a path of a file ("$.samples[1]").
type problem struct {
	path string
	err  error
}

func (p problem) Error() string { return p.err.Error() }
func (p problem) Unwrap() error { return p.err }

// problem says where in the file something is wrong: "name:line:column: ...". A
// path that the file does not have stands for the whole of it.
func (o origin) problem(path string, err error) error {
	line, column := 1, 1
	if file, e := parser.ParseBytes(o.data, 0); e == nil {
		if p, e := yaml.PathString(path); e == nil {
			if node, e := p.FilterFile(file); e == nil && node != nil && node.GetToken() != nil {
				at := node.GetToken().Position
				line, column = at.Line, at.Column
			}
		}
	}
	return fmt.Errorf("%s:%d:%d: %w", o.name, line, column, err)
}

// place gives every problem inside err its place.
func (o origin) place(err error) error {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) {
		var out []error
		for _, e := range many.Unwrap() {
			out = append(out, o.place(e))
		}
		return errors.Join(out...)
	}
	var p problem
	if errors.As(err, &p) {
		return o.problem(p.path, p.err)
	}
	return o.problem("$", err)
}

// yamlProblem is an error of the YAML reader, in the same form.
func yamlProblem(name string, err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		p := at.GetToken().Position
		return fmt.Errorf("%s:%d:%d: %s", name, p.Line, p.Column, at.GetMessage())
	}
	return fmt.Errorf("%s: %w", name, err)
}
