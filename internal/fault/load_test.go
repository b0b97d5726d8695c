package fault

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// Every refusal of the loader has a case: the files, and what the message must
// hold.
func TestRefusals(t *testing.T) {
	files, err := filepath.Glob("testdata/refused/*.txtar")
	if err != nil || len(files) < 40 {
		t.Fatalf("found %d cases, err %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			fsys, want := readCase(t, file)
			c, err := Load(fsys)
			if err == nil {
				t.Fatal("the catalogue was accepted")
			}
			if c != nil {
				t.Error("a refused catalogue was returned")
			}
			if !strings.Contains(err.Error(), want) {
				t.Errorf("message:\n%v\nwant in it:\n%s", err, want)
			}
			assertProblems(t, err)
		})
	}
}

// assertProblems asks that each problem names a file and a hint.
func assertProblems(t *testing.T, err error) {
	t.Helper()
	var ps Problems
	if !errors.As(err, &ps) || len(ps) == 0 {
		t.Fatalf("error is %T, want Problems", err)
	}
	for _, p := range ps {
		if p.File == "" || p.Hint == "" {
			t.Errorf("problem lacks file or hint: %+v", p)
		}
	}
}

func readCase(t *testing.T, file string) (fstest.MapFS, string) {
	t.Helper()
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fsys, want := fstest.MapFS{}, ""
	for _, f := range ar.Files {
		if f.Name == "want" {
			want = strings.TrimSpace(string(f.Data))
			continue
		}
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	if want == "" {
		t.Fatal("case has no want")
	}
	return fsys, want
}

func TestLoadAcceptsGoodClass(t *testing.T) {
	c, err := Load(os.DirFS("testdata/good"))
	if err != nil {
		t.Fatal(err)
	}
	k := c.Class("net.test-class")
	if k == nil {
		t.Fatal("class is not there")
	}
	if k.Meaning != "A lane is closed." || len(k.Fix) != 1 || k.Fix[0] != "Open the lane." || len(k.Prevent) != 1 {
		t.Errorf("prose was misread: %+v", k)
	}
	want := Confirm{Command: "lanectl show {component}", Confirms: "closed", Refutes: "open"}
	if len(k.Confirm) != 1 || k.Confirm[0] != want {
		t.Errorf("confirm = %+v, want %+v", k.Confirm, want)
	}
	if len(k.Samples()) != 2 || !k.Samples()[0].Match || k.Samples()[1].Match || k.Samples()[0].At != 44 {
		t.Errorf("samples = %+v", k.Samples())
	}
}

func TestWithAddsToEmbedded(t *testing.T) {
	base := Embedded()
	before := len(base.Classes())
	c, err := base.With(os.DirFS("testdata/good"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Classes()) != before+1 || len(base.Classes()) != before {
		t.Errorf("with: %d classes, base: %d, before: %d", len(c.Classes()), len(base.Classes()), before)
	}
	hits := c.Match(Line{Message: "lane closed at gate7"})
	if len(hits) != 1 || hits[0].Captures["component"] != "gate7" {
		t.Errorf("hits = %+v", hits)
	}
	if len(base.Match(Line{Message: "lane closed at gate7"})) != 0 {
		t.Error("the base catalogue changed")
	}
}

func TestWithRefusesBuiltInID(t *testing.T) {
	data, err := os.ReadFile("testdata/good/net.test-class.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "net.test-class", "net.timeout", 1)
	_, err = Embedded().With(fstest.MapFS{"x.md": {Data: []byte(text)}})
	if err == nil || !strings.Contains(err.Error(), `x.md:2: id "net.timeout" is taken by the built-in catalogue`) {
		t.Errorf("err = %v", err)
	}
}

func TestLoadBoundsFiles(t *testing.T) {
	_, err := Load(fstest.MapFS{"x.md": {Data: make([]byte, sizeBound+1)}})
	if err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("err = %v", err)
	}
}

func TestProblemsAreSorted(t *testing.T) {
	_, err := Load(fstest.MapFS{"b.md": {Data: []byte("x")}, "a.md": {Data: []byte("x")}})
	var ps Problems
	if !errors.As(err, &ps) || len(ps) != 2 || ps[0].File != "a.md" {
		t.Errorf("err = %v", err)
	}
}

// FuzzReadClass feeds the class reader: it may refuse, it may not panic, and
// what it accepts can be indexed and checked.
func FuzzReadClass(f *testing.F) {
	good, err := os.ReadFile("testdata/good/net.test-class.md")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte("---\n---\n"))
	f.Add([]byte("---\nid: &a x\n---\n## Fix\n- x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, ps := readClass("x.md", data)
		if (c == nil) == (len(ps) == 0) {
			t.Fatalf("class %v with problems %v", c, ps)
		}
		if c != nil {
			_ = newCatalog([]*Class{c}).checkClass(c)
		}
	})
}
