package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"inquest/internal/record"
	"inquest/internal/source"
)

func formatsCommand(s IO) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List, show, test and draft the log formats",
		Long: `Formats lists the log formats that are read, each with what it is. A format is a YAML
file with samples that prove it; a folder of your own is added to a run by --formats DIR.

  inquest formats show NAME          print a format's file
  inquest formats test DIR           check the formats of a folder, samples and all
  inquest formats new app.log        draft a format from a log that no format fits`,
		Args: noCommand,
		RunE: func(*cobra.Command, []string) error {
			set, err := loadFormats(dir)
			if err != nil {
				return err
			}
			return listFormats(s, set)
		},
	}
	cmd.PersistentFlags().StringVar(&dir, "formats", "", "folder of formats to add to the embedded ones")
	cmd.AddCommand(formatsShow(s, &dir), formatsTest(s, &dir), formatsNew(s, &dir))
	return cmd
}

// loadFormats returns the embedded formats with those of a folder on top.
func loadFormats(dir string) (*record.Formats, error) {
	if dir == "" {
		return record.Embedded(), nil
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, usagef("give the folder that holds the file", "--formats %s is not a folder", dir)
	}
	fsys, err := source.Folder(dir)
	if err != nil {
		return nil, usageError{fmt.Errorf("--formats: %w", err), "give a folder of *.yaml files; 'inquest formats new FILE' drafts one"}
	}
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil || len(names) == 0 {
		return nil, usagef("put NAME.yaml files into it; 'inquest formats new FILE' drafts one", "--formats %s holds no *.yaml", dir)
	}
	set, err := record.Load(fsys, ".", record.Embedded())
	if err != nil {
		return nil, formatsError{dir, err}
	}
	return set, nil
}

// formatsError is a folder of formats that the loader refuses.
type formatsError struct {
	dir string
	err error
}

func (e formatsError) Error() string {
	lines := strings.Split(e.err.Error(), "\n")
	for i, line := range lines {
		if strings.Contains(line, ".yaml:") { // what follows without a place goes on
			lines[i] = filepath.Join(e.dir, escapeTerminal(line))
		}
	}
	return strings.Join(lines, "\n")
}

func (e formatsError) Unwrap() error { return e.err }
func (e formatsError) Hint() string {
	return "mend the places named (line:column), then try 'inquest formats test " + e.dir + "'"
}

func listFormats(s IO, set *record.Formats) error {
	out := bufio.NewWriter(s.Out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tKIND\tWHAT IT IS")
	for _, f := range set.ByName() {
		fmt.Fprintf(w, "%s\t%s\t%s\n", escapeTerminal(f.Name), f.Kind(), escapeTerminal(f.Description))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return out.Flush()
}

func formatsShow(s IO, dir *string) *cobra.Command {
	return &cobra.Command{
		Use:   "show NAME",
		Short: "Print the file of a format",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("try 'inquest formats show python-logging'", "show wants the name of one format")
			}
			text, err := formatFileText(args[0], *dir)
			if err != nil {
				return err
			}
			_, err = s.Out.Write(text)
			return err
		},
	}
}

// formatFileText finds a format's file, in the user's folder first.
func formatFileText(name, dir string) ([]byte, error) {
	if !fs.ValidPath(name) || strings.ContainsAny(name, `/\`) {
		return nil, usagef("'inquest formats' lists the names", "%q is no name of a format", name)
	}
	if dir != "" {
		fsys, err := source.Folder(dir)
		if err != nil {
			return nil, fmt.Errorf("--formats: %w", err)
		}
		text, err := fs.ReadFile(fsys, name+".yaml")
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return text, err
		}
	}
	text, err := fs.ReadFile(record.EmbeddedSource(), name+".yaml")
	if err != nil {
		return nil, usagef("'inquest formats' lists the names", "no format is called %q", name)
	}
	return text, nil
}

func formatsTest(s IO, dir *string) *cobra.Command {
	return &cobra.Command{
		Use:   "test [DIR]",
		Short: "Check the samples of formats: those of a folder, or the embedded ones",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("give one folder", "test wants one folder at most")
			}
			if len(args) == 1 {
				*dir = args[0]
			}
			set, err := loadFormats(*dir)
			if *dir == "" {
				set, err = record.Load(record.EmbeddedSource(), ".", nil)
			}
			if err != nil {
				return err
			}
			formats, positive, negative := 0, 0, 0
			for _, f := range set.All() {
				p, n := f.Samples()
				positive, negative = positive+p, negative+n
				if p > 0 {
					formats++
				}
			}
			_, err = fmt.Fprintf(s.Out, "%d formats hold: %d samples give their records, %d negative ones none\n", formats, positive, negative)
			return err
		},
	}
}

func formatsNew(s IO, dir *string) *cobra.Command {
	var name, output string
	cmd := &cobra.Command{
		Use:   "new FILE",
		Short: "Draft a format from a log",
		Long: `New reads the beginning of a log and writes a format for its lines: patterns, samples with the
records that they give, and a negative sample. The draft passes 'inquest formats test' as it
is; give the parts better names, then put it into a folder for --formats.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("try 'inquest formats new app.log'", "new wants one file")
			}
			set, err := loadFormats(*dir)
			if err != nil {
				return err
			}
			sample, err := sampleOf(cmd, s, args[0])
			if err != nil {
				return err
			}
			if name == "" {
				name = nameOf(args[0])
			}
			text, err := set.Draft(name, sample)
			if err != nil {
				return usageError{fmt.Errorf("no format could be drafted from %s: %w", args[0], err), "give a file with more lines, or write the format by hand: 'inquest formats show NAME' prints one to start from"}
			}
			if output != "" {
				return writeFile(output, func(w io.Writer) error { _, err := w.Write(text); return err })
			}
			_, err = s.Out.Write(text)
			return err
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "name of the format (default: from the file's name)")
	cmd.Flags().StringVarP(&output, "output-file", "o", "", "write to `FILE` instead of standard output")
	return cmd
}

// sampleOf reads the beginning of a source.
func sampleOf(cmd *cobra.Command, s IO, path string) ([]byte, error) {
	o := source.Options{Stdin: s.In}
	set, err := source.FindContext(cmd.Context(), []string{path}, o)
	if err != nil {
		return nil, err
	}
	if len(set.Inputs) == 0 {
		return nil, usagef("give a log", "%s holds nothing to read", path)
	}
	return set.Sample(0, 256<<10, o)
}

// nameOf makes a format's name of a file's name.
func nameOf(path string) string {
	base, _, _ := strings.Cut(filepath.Base(path), ".")
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, base)
	if name = strings.Trim(name, "-"); name == "" {
		return "draft"
	}
	return name
}
