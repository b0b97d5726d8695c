package cause_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"inquest/internal/cause"
)

// ablated is what the test needs of the answer of a case.
type ablated struct {
	Verdict         string
	AcceptComponent []string                       `yaml:"accept_component"`
	AcceptFault     []string                       `yaml:"accept_fault"`
	MustCite        []struct{ File, Regex string } `yaml:"must_cite"`
}

// ablatedWrong are the cases in which the input without its telling log still
// supports something else, each with the reason.
var ablatedWrong = map[string]string{
	"k8s-missing-env-deploy 1": "the events say that a replica set was scaled down; that a rollout did it is not joined yet",
	"haproxy-backend-heap 1":   "without the heap's log the busy processor is all that is left to see",
}

// TestMissingLogIsNoProof drops, case by case, the file that holds a telling
// line. What is left may not support a wrong cause.
func TestMissingLogIsNoProof(t *testing.T) {
	paths, _ := filepath.Glob("../../testdata/cases/*/case.yaml")
	if len(paths) == 0 {
		t.Fatal("no cases")
	}
	var inputs, supported, wrong int
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var want ablated
		if err := yaml.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if want.Verdict != "incident" {
			continue
		}
		files := readLogs(t, filepath.Join(filepath.Dir(path), "logs"))
		for i, m := range want.MustCite {
			left := without(files, m.File, m.Regex)
			if len(left) == 0 || len(left) == len(files) {
				continue
			}
			inputs++
			_, _, r := inquestOf(t, left)
			if len(r.Hypotheses) == 0 || r.Hypotheses[0].Outcome != cause.Supported {
				continue
			}
			supported++
			h := r.Hypotheses[0]
			text := h.Fault + " " + h.Component + " " + h.Title
			name := filepath.Base(filepath.Dir(path)) + " " + string(rune('0'+i))
			if strings.HasPrefix(h.Component, "a component that ") && oneOf(want.AcceptFault, text) {
				continue // the condition is sure, and nobody is named
			}
			if !oneOf(want.AcceptComponent, text) || !oneOf(want.AcceptFault, text) {
				wrong++
				if ablatedWrong[name] == "" {
					t.Errorf("%s: supports %s (%v)", name, text, h.Confidence)
				}
			}
		}
	}
	if inputs < 40 || supported == 0 {
		t.Errorf("%d inputs, %d with a supported cause: the test tests nothing", inputs, supported)
	}
	t.Logf("%d inputs without a telling log: %d support a cause, %d of them a wrong one", inputs, supported, wrong)
}

// readLogs reads the files of a folder by their path in it.
func readLogs(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		out[strings.TrimPrefix(filepath.ToSlash(path), filepath.ToSlash(dir)+"/")] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// without drops the files that a citation matches.
func without(files map[string]string, file, line string) map[string]string {
	name, text := regexp.MustCompile(file), regexp.MustCompile("(?m)"+line)
	left := map[string]string{}
	for path, data := range files {
		if !name.MatchString(path) || !text.MatchString(data) {
			left[path] = data
		}
	}
	return left
}

func oneOf(patterns []string, text string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return regexp.MustCompile("(?i)" + p).MatchString(text) })
}
