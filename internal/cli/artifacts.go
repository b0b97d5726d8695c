package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"inquest/internal/artifact"
	"inquest/internal/evidence"
	"inquest/internal/report"
	"inquest/internal/source"
)

func artifactsCommand(s IO) *cobra.Command {
	var dir string
	var o artifact.Options
	cmd := &cobra.Command{
		Use:   "artifacts -o DIR REPORT.json",
		Short: "Write alert rules, a dashboard, messages and a postmortem from a report",
		Long: `Artifacts writes into a folder what other systems load: Prometheus and Loki rules, a
Grafana dashboard, payloads for Alertmanager, Slack and PagerDuty, the body of an issue and
a postmortem. All of it comes from the patterns that the report found. Files that are there
already are replaced; nothing is sent anywhere.`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || dir == "" {
				return usagef("try 'inquest artifacts -o artifacts/ report.json'", "artifacts wants a folder and a report")
			}
			return runArtifacts(s, dir, args[0], o)
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "", "`DIR` to write into; it is made when it is not there")
	cmd.Flags().StringVar(&o.LokiSelector, "loki-selector", "", "stream selector of the LogQL queries; default {job=~\".+\"}")
	cmd.Flags().StringVar(&o.Runbook, "runbook-url", "", "`URL` that alerts point to")
	return cmd
}

func runArtifacts(s IO, dir, path string, o artifact.Options) error {
	if o.LokiSelector != "" && (!strings.HasPrefix(o.LokiSelector, "{") || !strings.HasSuffix(o.LokiSelector, "}")) {
		return usagef(`write it as '{app="batch"}'`, "--loki-selector %q is no stream selector", o.LokiSelector)
	}
	r, err := readReport(path)
	if err != nil {
		return err
	}
	files, err := artifact.Make(r, o)
	if errors.Is(err, artifact.ErrNothing) {
		_, err := fmt.Fprintln(s.Err, "inquest: "+err.Error()+"; no file was written")
		return err
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("cannot make the folder: %w", err)
	}
	for _, f := range files {
		name := filepath.Join(dir, f.Name)
		if err := writeFile(name, func(w io.Writer) error { _, err := w.Write(f.Data); return err }); err != nil {
			return err
		}
		fmt.Fprintln(s.Out, escapeName(name))
	}
	return nil
}

// anyRef accepts every well-formed reference: the report's lines are not read
// again here; verify does that.
type anyRef struct{}

func (anyRef) Resolve(evidence.Ref) error { return nil }

// readReport reads a report's JSON; a claim whose sentence does not follow from
// its values is an error.
func readReport(path string) (*report.Report, error) {
	_, raw, err := source.ReadWhole(path, source.Options{})
	if err != nil {
		return nil, usageError{err, "name a report that 'inquest analyze ... -o report.json' wrote"}
	}
	if !json.Valid(raw) {
		return nil, usagef("artifacts are made from the .json form of a report", "%s is not JSON", path)
	}
	d, err := report.Decode(raw)
	if err != nil {
		return nil, usageError{err, "name a report that 'inquest analyze ... -o report.json' wrote"}
	}
	r, err := d.Report(anyRef{})
	if err != nil {
		return nil, fmt.Errorf("%s does not hold: %w", path, err)
	}
	return r, nil
}
