package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"inquest/internal/browse"
	"inquest/internal/report"
	"inquest/internal/source"
)

func browseCommand(s IO) *cobra.Command {
	var color string
	cmd := &cobra.Command{
		Use:   "browse REPORT.json [LOGS...]",
		Short: "Page through a report on the terminal, with search",
		Long: `Browse opens a report's JSON form: verdict, causes, timeline, the verbatim lines,
units, the whole text and the ledger of claims. It needs no logs; with their paths behind
the report it also shows what stands around a cited line. Press ? for the keys.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("try 'inquest analyze logs/ -o report.json', then 'inquest browse report.json'", "browse wants a report")
			}
			f := analyzeFlags{color: color}
			if err := f.check(); err != nil {
				return err
			}
			return runBrowse(cmd, s, args[0], args[1:], f.useColor(s))
		},
	}
	cmd.Flags().StringVar(&color, "color", "auto", "auto, always or never")
	return cmd
}

func runBrowse(cmd *cobra.Command, s IO, path string, logs []string, color bool) error {
	name, raw, err := source.ReadWhole(path, source.Options{})
	if err != nil {
		return usageError{err, "name a report that 'inquest analyze ... -o report.json' wrote"}
	}
	r, foreign, err := report.Read(raw)
	if err != nil {
		return usageError{fmt.Errorf("%s: %w", name, err), "name a report that 'inquest analyze ... -o report.json' wrote"}
	}
	o := browse.Options{Name: name, Color: color, Foreign: foreign}
	if len(logs) > 0 {
		set, err := source.Find(logs, source.Options{})
		if err != nil {
			return err
		}
		o.Logs = browse.Files{Set: set}
	}
	if !s.InTTY || !s.OutTTY {
		return usagef("print it instead: 'inquest logs/ --format text'", "browse needs a terminal")
	}
	return browse.Run(cmd.Context(), s.keys, s.screen, r, o)
}
