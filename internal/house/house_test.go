// Package house holds the house rules as tests: which floor may import which,
// what may not be called where. It has no code of its own.
package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors is the house, from the ground up. A package imports lower floors only,
// never its own floor and never up.
var floors = map[string]int{
	"inquest/internal/document":     1,
	"inquest/internal/audit":        11,
	"inquest/internal/diff":         11,
	"inquest/internal/lazy":         0,
	"inquest/internal/pack":         0,
	"inquest/internal/logstore":     0,
	"inquest/internal/evidence":     0,
	"inquest/internal/source":       1,
	"inquest/internal/template":     1,
	"inquest/internal/fault":        1,
	"inquest/internal/entity":       1,
	"inquest/internal/record":       2,
	"inquest/internal/event":        3,
	"inquest/internal/ndjson":       3,
	"inquest/internal/profile":      4,
	"inquest/internal/trail":        4,
	"inquest/internal/formula":      5,
	"inquest/internal/finding":      6,
	"inquest/internal/cause":        7,
	"inquest/internal/report":       8,
	"inquest/internal/render":       9,
	"inquest/internal/engine":       9,
	"inquest/internal/browse":       10,
	"inquest":                       10,
	"inquest/internal/verify":       11,
	"inquest/internal/cli":          12,
	"inquest/cmd/inquest":           13,
	"inquest/scripts/bench":         13,
	"inquest/scripts/reportfigures": 13,
	"inquest/scripts/auditfigures":  13,
	"inquest/scripts/redactfigures": 13,

	"inquest/internal/redact":         1,
	"inquest/internal/redact/planted": 2,
	"inquest/internal/artifact":       9,
	"inquest/internal/knowledge":      9,
	"inquest/internal/cre":            4,
}

const root = "../.."

func TestImportsGoDown(t *testing.T) {
	for _, file := range goFiles(t) {
		pkg := packageOf(file)
		floor, known := floors[pkg]
		if !known {
			if pkg != "inquest/internal/house" {
				t.Errorf("%s: package %s stands on no floor; add it to floors and to docs/ARCHITECTURE.md", file, pkg)
			}
			continue
		}
		for _, imp := range imports(t, file) {
			f, ours := floors[imp]
			if ours && f >= floor {
				t.Errorf("%s (floor %d) imports %s (floor %d): imports go down only", file, floor, imp, f)
			}
		}
	}
}

func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" || d.Name() == "tools" || d.Name() == "work" || d.Name() == "bin") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("found only %d Go files under %s", len(files), root)
	}
	return files
}

func packageOf(file string) string {
	rel, _ := filepath.Rel(root, filepath.Dir(file))
	if rel == "." {
		return "inquest"
	}
	return "inquest/" + filepath.ToSlash(rel)
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range f.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}
