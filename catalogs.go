package inquest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"inquest/internal/cre"
	"inquest/internal/engine"
	"inquest/internal/fault"
	"inquest/internal/finding"
	"inquest/internal/source"
)

// catalogs are the user's own classes and rules.
type catalogs struct {
	classes  *fault.Catalog
	rules    []*cre.Rule
	problems []cre.Problem
}

// loadCatalogs reads the folders of Options.Catalog: classes (*.md) are added to the
// built-in ones, rules (*.yaml) are read as they are.
func loadCatalogs(paths []string) (catalogs, error) {
	c := catalogs{classes: fault.Embedded()}
	for _, p := range paths {
		fsys, err := source.Folder(p)
		if err != nil {
			return c, fmt.Errorf("catalogue: %w", err)
		}
		if holdsClasses(fsys) {
			if c.classes, err = c.classes.With(fsys); err != nil {
				return c, fmt.Errorf("catalogue %s: %w", p, err)
			}
		}
		rules, problems := cre.Load(fsys)
		c.rules, c.problems = append(c.rules, rules...), append(c.problems, problems...)
		if len(rules)+len(problems) == 0 && !holdsClasses(fsys) {
			return c, &source.UsageError{Problem: fmt.Sprintf("catalogue %s holds no class (*.md) and no rule (*.yaml)", p), Advice: "see 'inquest catalog show db.stopped' for the form of a class"}
		}
	}
	return c, nil
}

func holdsClasses(fsys fs.FS) bool {
	found := errors.New("found")
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ".md" && d.Name() != "README.md" {
			return found
		}
		return nil
	})
	return errors.Is(err, found)
}

// readRules finds out which of the user's rules fire.
func readRules(ctx context.Context, in *finding.Input, res *Result, c catalogs, o Options, so source.Options) error {
	if len(c.rules) == 0 {
		return nil
	}
	var err error
	in.Rules, err = engine.Rules(ctx, res.Set, o.engine(so), c.rules)
	for i := range in.Rules {
		for _, l := range in.Rules[i].Lines {
			in.View.Learn(l.Ref)
		}
	}
	return err
}

// Catalog is what is known of faults: the built-in classes and the user's own, and the
// user's rules.
type Catalog struct {
	Classes []*fault.Class
	Rules   []*cre.Rule
	Unread  []cre.Problem // rules that cannot be used, and why

	all *fault.Catalog
}

// ReadCatalog reads the folders of the user's own classes and rules. A class that is
// not as it must be is an error with file, line and hint.
func ReadCatalog(folders []string) (*Catalog, error) {
	c, err := loadCatalogs(folders)
	if err != nil {
		return nil, err
	}
	return &Catalog{Classes: c.classes.Classes(), Rules: c.rules, Unread: c.problems, all: c.classes}, nil
}

// Check holds every class against its samples and the clean corpus.
func (c *Catalog) Check() error { return c.all.Check() }
