package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

type parsed struct {
	path string
	pkg  string
	set  *token.FileSet
	file *ast.File
}

func parseAll(t *testing.T) []parsed {
	t.Helper()
	var out []parsed
	for _, path := range goFiles(t) {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parsed{path, packageOf(path), set, f})
	}
	return out
}

const (
	maxFileLines = 600
	maxFuncLines = 100
)

func TestFilesAndFunctionsStaySmall(t *testing.T) {
	for _, p := range parseAll(t) {
		if n := p.set.File(p.file.Pos()).LineCount(); n > maxFileLines {
			t.Errorf("%s has %d lines, more than %d: one idea a file", p.path, n, maxFileLines)
		}
		for _, d := range p.file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			n := p.set.Position(fn.End()).Line - p.set.Position(fn.Pos()).Line + 1
			if n > maxFuncLines {
				t.Errorf("%s: %s has %d lines, more than %d", p.path, fn.Name.Name, n, maxFuncLines)
			}
		}
	}
}

// calls that only some packages may make, with the reason.
var fenced = []struct {
	call    string
	allowed []string
	why     string
}{
	{"time.Now", []string{"inquest/internal/engine", "inquest/internal/cli", "inquest/scripts/bench", "inquest/scripts/reportfigures"}, "no clock below the engine: the report's date is an input"},
	{"time.Since", []string{"inquest/internal/engine", "inquest/internal/cli", "inquest/scripts/bench", "inquest/scripts/reportfigures"}, "no clock below the engine"},
	{"os.Open", []string{"inquest/internal/source"}, "package source alone opens inputs"},
	{"os.OpenFile", []string{"inquest/internal/source", "inquest/internal/cli"}, "package source alone opens inputs"},
	{"os.ReadFile", []string{"inquest/internal/source", "inquest/internal/cli"}, "package source alone opens inputs"},
	{"os.ReadDir", []string{"inquest/internal/source"}, "package source alone lists folders"},
	{"gzip.NewReader", []string{"inquest/internal/source"}, "package source alone inflates, within its limits"},
	{"zstd.NewReader", []string{"inquest/internal/source"}, "package source alone inflates, within its limits"},
	{"bzip2.NewReader", []string{"inquest/internal/source"}, "package source alone inflates, within its limits"},
	{"lz4.NewReader", []string{"inquest/internal/source"}, "package source alone inflates, within its limits"},
	{"flate.NewReader", []string{"inquest/internal/source"}, "package source alone inflates, within its limits"},
	{"xz.NewReader", nil, "its framing believes any dictionary size; package source has its own"},
	{"zip.OpenReader", nil, "package source opens archives, without their names"},
	{"zip.NewReader", []string{"inquest/internal/source"}, "package source alone opens archives"},
	{"tar.NewReader", []string{"inquest/internal/source"}, "package source alone opens archives"},
	{"http.NewRequestWithContext", []string{"inquest/internal/logstore"}, "package logstore alone asks other machines"},
	{"http.NewRequest", nil, "a request without a context cannot be ended"},
	{"http.Get", nil, "a request without bounds"},
	{"http.Post", nil, "a request without bounds"},
	{"net.Dial", nil, "package logstore alone asks other machines"},
	{"os.Exit", []string{"inquest/cmd/inquest", "inquest/scripts/bench", "inquest/scripts/reportfigures", "inquest/scripts/auditfigures", "inquest/scripts/redactfigures"}, "exit codes are decided in one place"},
	{"rand.Int", nil, "the same input gives the same bytes"},
}

func TestFencedCalls(t *testing.T) {
	for _, p := range parseAll(t) {
		ast.Inspect(p.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok || x.Obj != nil {
				return true
			}
			checkFence(t, p, x.Name+"."+sel.Sel.Name, n.Pos())
			return true
		})
	}
}

func checkFence(t *testing.T, p parsed, call string, pos token.Pos) {
	for _, f := range fenced {
		if f.call != call || contains(f.allowed, p.pkg) {
			continue
		}
		t.Errorf("%s calls %s: %s", p.set.Position(pos), call, f.why)
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func TestClaimsAreMadeByTheirConstructor(t *testing.T) {
	for _, p := range parseAll(t) {
		if p.pkg == "inquest/internal/evidence" {
			continue
		}
		ast.Inspect(p.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) == 0 {
				return true
			}
			if sel, ok := lit.Type.(*ast.SelectorExpr); ok && (sel.Sel.Name == "Claim" || sel.Sel.Name == "Quote") {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "evidence" {
					t.Errorf("%s: evidence.%s literal: use its constructor", p.set.Position(n.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	}
}

func TestPhrasesArePackageVariables(t *testing.T) {
	for _, p := range parseAll(t) {
		for _, d := range p.file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "NewPhrase" {
					t.Errorf("%s: %s makes a phrase at run time: phrases are a closed set of package variables", p.set.Position(n.Pos()), fn.Name.Name)
				}
				return true
			})
		}
	}
}

func TestEverythingExportedIsDocumented(t *testing.T) {
	packageDoc := map[string]bool{}
	for _, p := range parseAll(t) {
		packageDoc[p.pkg] = packageDoc[p.pkg] || p.file.Doc != nil
		for _, d := range p.file.Decls {
			checkDoc(t, p, d)
		}
	}
	for pkg, ok := range packageDoc {
		if !ok {
			t.Errorf("package %s has no package comment", pkg)
		}
	}
}

func checkDoc(t *testing.T, p parsed, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil && !ofErrorInterface(d) {
			t.Errorf("%s: %s has no docstring", p.set.Position(d.Pos()), d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					t.Errorf("%s: type %s has no docstring", p.set.Position(s.Pos()), s.Name.Name)
				}
			case *ast.ValueSpec:
				if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: %s has no docstring", p.set.Position(s.Pos()), s.Names[0].Name)
				}
			}
		}
	}
}

// ofErrorInterface tells the methods whose meaning package errors defines.
func ofErrorInterface(fn *ast.FuncDecl) bool {
	switch fn.Name.Name {
	case "Error", "Unwrap", "Is":
		return fn.Recv != nil
	}
	return false
}

func exportedReceiver(fn *ast.FuncDecl) bool {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return true
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	id, ok := typ.(*ast.Ident)
	return !ok || id.IsExported()
}
