package cre

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Bounds of what is read.
const (
	maxFile  = 256 << 10 // bytes of a file
	maxTerms = 64        // conditions of a rule
	maxRegex = 4 << 10   // bytes of an expression
	maxCount = 1 << 16   // lines that a condition may ask for
)

// document is the part of a file that is read.
type document struct {
	Rules []struct {
		CRE struct {
			ID           string   `yaml:"id"`
			Title        string   `yaml:"title"`
			Category     string   `yaml:"category"`
			Cause        string   `yaml:"cause"`
			Impact       string   `yaml:"impact"`
			Mitigation   string   `yaml:"mitigation"`
			References   []string `yaml:"references"`
			Applications []struct {
				Name string `yaml:"name"`
			} `yaml:"applications"`
		} `yaml:"cre"`
		Rule map[string]any `yaml:"rule"`
	} `yaml:"rules"`
	Terms map[string]any `yaml:"terms"`
}

func load(fsys fs.FS) ([]*Rule, []Problem) {
	var rules []*Rule
	var problems []Problem
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if ext := strings.ToLower(path.Ext(name)); ext != ".yaml" && ext != ".yml" {
			return nil
		}
		found, bad := readFile(fsys, name)
		rules, problems = append(rules, found...), append(problems, bad...)
		return nil
	})
	if err != nil {
		problems = append(problems, Problem{File: ".", Reason: err.Error()})
	}
	slices.SortStableFunc(rules, func(a, b *Rule) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.File, b.File)) })
	return rules, problems
}

func readFile(fsys fs.FS, name string) ([]*Rule, []Problem) {
	fail := func(err error) []Problem { return []Problem{{File: name, Reason: err.Error()}} }
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, fail(err)
	}
	if info.Size() > maxFile {
		return nil, fail(fmt.Errorf("has %d bytes, more than %d", info.Size(), maxFile))
	}
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fail(err)
	}
	var doc document
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, fail(fmt.Errorf("is no YAML that can be read: %s", firstLine(err.Error())))
	}
	var rules []*Rule
	var problems []Problem
	for _, x := range doc.Rules {
		r := &Rule{ID: x.CRE.ID, Title: x.CRE.Title, Category: x.CRE.Category, Cause: x.CRE.Cause, Impact: x.CRE.Impact,
			Mitigation: x.CRE.Mitigation, References: x.CRE.References, File: name}
		if len(x.CRE.Applications) > 0 {
			r.Application = x.CRE.Applications[0].Name
		}
		for _, form := range forms(x.Rule) {
			one := *r
			if err := one.compile(form, doc.Terms); err != nil {
				problems = append(problems, Problem{File: name, Rule: r.ID, Reason: err.Error()})
				continue
			}
			rules = append(rules, &one)
		}
	}
	return rules, problems
}

// forms are the set and the sequence of a rule that has both, each by itself: it
// fires when either does.
func forms(body map[string]any) []map[string]any {
	if body["set"] == nil || body["sequence"] == nil {
		return []map[string]any{body}
	}
	return []map[string]any{{"set": body["set"]}, {"sequence": body["sequence"]}}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// compile reads the conditions of a rule.
func (r *Rule) compile(body, named map[string]any) error {
	if r.ID == "" {
		return errors.New("has no id")
	}
	kind, list := "set", "match"
	form, ok := body["set"].(map[string]any)
	if !ok {
		kind, list = "sequence", "order"
		r.ordered = true
		if form, ok = body["sequence"].(map[string]any); !ok {
			return errors.New("is neither a set nor a sequence")
		}
	}
	if form["correlations"] != nil {
		return errors.New("correlates fields between conditions, which is not read")
	}
	var err error
	if r.window, err = span(form["window"]); err != nil {
		return err
	}
	if r.terms, err = terms(form[list], named); err != nil {
		return err
	}
	if len(r.terms) == 0 {
		return fmt.Errorf("its %s has no %s", kind, list)
	}
	if r.negate, err = terms(form["negate"], named); err != nil {
		return err
	}
	for i := range r.negate {
		if a := r.negate[i].anchor; a < 0 || a >= len(r.terms) {
			return fmt.Errorf("a negation is anchored at condition %d of %d", a, len(r.terms))
		}
	}
	return nil
}

func terms(list any, named map[string]any) ([]term, error) {
	items, ok := list.([]any)
	if !ok {
		if list == nil {
			return nil, nil
		}
		return nil, errors.New("conditions must be a list")
	}
	if len(items) > maxTerms {
		return nil, fmt.Errorf("has %d conditions, more than %d", len(items), maxTerms)
	}
	var out []term
	for _, item := range items {
		t, err := readTerm(item, named)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// readTerm reads a text, the name of a condition under terms, or a condition.
func readTerm(item any, named map[string]any) (term, error) {
	if s, ok := item.(string); ok {
		def, known := named[s]
		if !known {
			return term{text: s, count: 1}, nonEmpty(s)
		}
		if _, again := def.(string); again {
			return term{}, fmt.Errorf("condition %q is only a name", s)
		}
		item = def
	}
	m, ok := item.(map[string]any)
	if !ok {
		return term{}, errors.New("a condition is neither a text nor a mapping")
	}
	t := term{count: 1}
	if err := t.what(m); err != nil {
		return t, err
	}
	return t, t.where(m)
}

func nonEmpty(s string) error {
	if s == "" {
		return errors.New("an empty text would match every line")
	}
	return nil
}

// what reads the text or the expression of a condition.
func (t *term) what(m map[string]any) error {
	for _, key := range [...]string{"jq", "set", "sequence", "extract"} {
		if m[key] != nil {
			return fmt.Errorf("a condition uses %s, which is not read", key)
		}
	}
	if s, ok := m["value"].(string); ok {
		t.text = s
		return nonEmpty(s)
	}
	s, ok := m["regex"].(string)
	if !ok || s == "" {
		return errors.New("a condition has neither value nor regex")
	}
	if len(s) > maxRegex {
		return fmt.Errorf("an expression has %d bytes, more than %d", len(s), maxRegex)
	}
	var err error
	if t.re, err = regexp.Compile(s); err != nil {
		return fmt.Errorf("its expression is not one of RE2: %w", err)
	}
	return nil
}

// where reads count, window, slide and anchor.
func (t *term) where(m map[string]any) error {
	var err error
	if t.count, err = number(m["count"], 1); err != nil || t.count < 1 || t.count > maxCount {
		return fmt.Errorf("a count must be a number from 1 to %d", maxCount)
	}
	if t.anchor, err = number(m["anchor"], 0); err != nil {
		return errors.New("an anchor must be a number")
	}
	if t.window, err = span(m["window"]); err != nil {
		return err
	}
	t.slide, err = span(m["slide"])
	return err
}

func number(v any, missing int) (int, error) {
	switch n := v.(type) {
	case nil:
		return missing, nil
	case uint64:
		return int(min(n, 1<<30)), nil
	case int64:
		return int(n), nil
	case int:
		return n, nil
	}
	return 0, fmt.Errorf("%v is no number", v)
}

// span reads a duration such as 30s, in ns; a slide may be negative.
func span(v any) (int64, error) {
	switch d := v.(type) {
	case nil:
		return 0, nil
	case string:
		if d == "" {
			return 0, nil
		}
		x, err := time.ParseDuration(d)
		if err != nil {
			return 0, fmt.Errorf("%q is no duration such as 30s or 5m", d)
		}
		return int64(x), nil
	}
	return 0, fmt.Errorf("%v is no duration such as 30s or 5m", v)
}
