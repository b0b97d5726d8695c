package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Expressions are compiled when they are first used, so that the start of the
// program does not pay for them; that they do compile is held here.

func TestLazyPatternsCompile(t *testing.T) {
	n := 0
	for _, file := range goFiles(t) {
		eachCall(t, file, func(call *ast.CallExpr, name string, _ bool) {
			if name != "lazy.Compile" || len(call.Args) != 1 {
				return
			}
			src, literal := constant(call.Args[0])
			if !literal {
				return // put together from constants; its package's tests use it
			}
			n++
			if _, err := regexp.Compile(src); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		})
	}
	if n < 100 {
		t.Errorf("only %d expressions were found", n)
	}
}

func TestNoPatternIsCompiledAtTheStart(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.Contains(file, "/scripts/") || strings.Contains(file, "/redact/planted/") {
			continue
		}
		eachCall(t, file, func(_ *ast.CallExpr, name string, atStart bool) {
			if atStart && name == "regexp.MustCompile" {
				t.Errorf("%s compiles a pattern at the start of the program; use lazy.Compile", file)
			}
		})
	}
}

// eachCall visits the calls of package functions; atStart tells those of
// package variables.
func eachCall(t *testing.T, file string, visit func(call *ast.CallExpr, name string, atStart bool)) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Decls {
		_, inFunc := d.(*ast.FuncDecl)
		ast.Inspect(d, func(n ast.Node) bool {
			if _, later := n.(*ast.FuncLit); later && !inFunc {
				return false
			}
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
				if pkg, ok := sel.X.(*ast.Ident); ok {
					visit(call, pkg.Name+"."+sel.Sel.Name, !inFunc)
				}
			}
			return true
		})
	}
}

// constant is the value of a string literal, or of literals added up.
func constant(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(x.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, ok := constant(x.X)
		b, fits := constant(x.Y)
		return a + b, ok && fits && x.Op == token.ADD
	}
	return "", false
}
