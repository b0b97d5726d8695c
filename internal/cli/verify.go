package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"inquest"
	"inquest/internal/render"
	"inquest/internal/source"
	"inquest/internal/verify"
)

func verifyCommand(version string, s IO) *cobra.Command {
	var f inputFlags
	cmd := &cobra.Command{
		Use:   "verify REPORT.json PATH...",
		Short: "Recompute every claim of a report from the files",
		Long: `Verify re-reads every reference of the report and compares hashes, evaluates every
formula again, writes every sentence again, and compares all the rest with what the files
give now. It names each difference and exits with 1 when there is any.

Give the same paths as for the report. Options that change the result (--zone, --now,
limits, --redact) are taken from the report; name its --status, --baseline and --redact-key
files again. A redacted report is checked like any other: its hashes are those of the
original bytes under a key that only the files give, and pseudonyms are put back before a
formula is evaluated.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usagef("try 'inquest verify report.json logs/'", "verify wants a report and the paths it was made from")
			}
			return runVerify(cmd, s, version, args[0], args[1:], &f)
		},
	}
	f.register(cmd.Flags())
	return cmd
}

func runVerify(cmd *cobra.Command, s IO, version, path string, inputs []string, f *inputFlags) error {
	ctx := cmd.Context()
	_, raw, err := source.ReadWhole(path, source.Options{})
	if err != nil {
		return usageError{err, "name a report that 'inquest analyze ... -o report.json' wrote"}
	}
	if err := adopt(cmd.Flags(), raw); err != nil {
		return err
	}
	o, err := f.options(inputs, version, s)
	if err != nil {
		return err
	}
	o.Version = reportVersion(raw, version)
	o.Exclude = []string{path}
	if isDiff(raw) {
		return f.limits.within(ctx, func(ctx context.Context) error { return verifyDiff(ctx, s, raw, o) })
	}
	var res *inquest.Result
	err = f.limits.within(ctx, func(ctx context.Context) (err error) {
		res, err = inquest.Analyze(ctx, o)
		return err
	})
	if err != nil {
		return err
	}
	out, err := check(ctx, raw, res)
	if err != nil {
		return err
	}
	return tell(s.Out, out)
}

func check(ctx context.Context, raw []byte, res *inquest.Result) (*verify.Outcome, error) {
	r, err := render.ByName("json")
	if err != nil {
		return nil, err
	}
	var fresh bytes.Buffer
	if err := r.Render(&fresh, res.Report, render.Options{}); err != nil {
		return nil, err
	}
	out, err := verify.Check(ctx, verify.Input{Report: raw, Fresh: fresh.Bytes(), Env: res.Env, Sets: res.Inputs(), Source: res.Source, Mask: maskOf(res)})
	if errors.Is(err, verify.ErrNotAReport) {
		return nil, usageError{err, "name a report that 'inquest analyze ... -o report.json' wrote"}
	}
	return out, err
}

// mostDifferences bounds what is printed; all are counted.
const mostDifferences = 100

func tell(w io.Writer, out *verify.Outcome) error {
	for i, d := range out.Differences {
		if i == mostDifferences {
			fmt.Fprintf(w, "... and %d more\n", len(out.Differences)-mostDifferences)
			break
		}
		fmt.Fprintf(w, "differs: %s: %s\n", escapeName(d.Where), escapeName(d.What))
	}
	fmt.Fprintf(w, "checked %d claims, %d references, %d values: ", out.Claims, out.Refs, out.Values)
	if len(out.Differences) > 0 {
		fmt.Fprintf(w, "%d differences, the report does not hold\n", len(out.Differences))
		return exitError{ExitFailed}
	}
	fmt.Fprintln(w, "everything holds")
	return nil
}

// adopt takes the options that the report was made with, unless the command
// line gives them. Files are asked for: the report knows their names alone.
func adopt(fs *pflag.FlagSet, raw []byte) error {
	var doc struct {
		Options []string `json:"options"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return usageError{fmt.Errorf("the report is not JSON: %w", err), "verify reads the .json form of a report"}
	}
	for _, arg := range doc.Options {
		name, value, _ := strings.Cut(strings.TrimPrefix(arg, "--"), "=")
		if fs.Changed(name) {
			continue
		}
		if slices.Contains([]string{"status", "baseline", "catalog", "formats", "redact-key", "inventory", "runbooks", "history"}, name) {
			return usagef("add --"+name+" PATH/"+filepath.Base(value), "the report was made with --%s %q", name, filepath.Base(value))
		}
		if err := fs.Set(name, value); err != nil {
			return usageError{fmt.Errorf("the report was made with %s: %w", arg, err), "use the version of inquest that made it"}
		}
	}
	return nil
}

// reportVersion is the version that the report says it was made by, so that the
// version alone is no difference.
func reportVersion(raw []byte, ours string) string {
	var doc struct {
		Tool struct {
			Version string `json:"version"`
		} `json:"tool"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil || doc.Tool.Version == "" {
		return ours
	}
	return doc.Tool.Version
}
