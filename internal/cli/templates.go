package cli

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"inquest"
	"inquest/internal/source"
)

func templatesCommand(s IO) *cobra.Command {
	var content bool
	var format string
	cmd := &cobra.Command{
		Use:   "templates FILE",
		Short: "Mine the message templates of a log",
		Long: `Templates groups the messages of a log by the statement that printed them. The ids are
made from the template's text, so they are the same in every run.

Text is a ranked table; csv has a row for each record (line,template_id,template); json
has an object for each template, one a line.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("try 'inquest templates app.log'", "templates wants one file")
			}
			write, ok := templateWriters[format]
			if !ok {
				return usagef("use text, csv or json", "no such format %q", format)
			}
			mined, err := inquest.Templates(cmd.Context(), args[0], content, source.Options{Stdin: s.In, Env: s.Env})
			if err != nil {
				return err
			}
			out := bufio.NewWriter(s.Out)
			if err := write(out, mined); err != nil {
				return err
			}
			return out.Flush()
		},
	}
	cmd.Flags().BoolVar(&content, "content", false, "the file holds messages alone: take every line whole")
	cmd.Flags().StringVar(&format, "format", "text", "text, csv or json")
	return cmd
}

var templateWriters = map[string]func(io.Writer, *inquest.Mined) error{
	"text": templatesText, "csv": templatesCSV, "json": templatesJSON,
}

func templatesText(out io.Writer, m *inquest.Mined) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "COUNT\tSHARE\tID\t TEMPLATE")
	total := max(len(m.Lines), 1)
	for _, t := range m.Templates {
		share := 100 * float64(t.Count) / float64(total)
		fmt.Fprintf(w, "%d\t%.1f %%\t%s\t %s\n", t.Count, share, t.ID, escapeTerminal(t.Typed))
	}
	return w.Flush()
}

// templatesCSV quotes by RFC 4180. A cell never begins with a formula: the
// template's text is a column of its own that spreadsheets read as text when it
// begins with a letter, and gets a leading blank when it begins with = + - or @.
func templatesCSV(out io.Writer, m *inquest.Mined) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"line", "template_id", "template"}); err != nil {
		return err
	}
	for _, l := range m.Lines {
		t := &m.Templates[l.Template]
		if err := w.Write([]string{strconv.FormatInt(l.Line, 10), t.ID, guardFormula(t.Text)}); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func guardFormula(text string) string {
	if text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@' || text[0] == '\t') {
		return " " + text
	}
	return text
}

func templatesJSON(out io.Writer, m *inquest.Mined) error {
	enc := json.NewEncoder(out)
	for _, t := range m.Templates {
		err := enc.Encode(struct {
			ID       string `json:"template_id"`
			Template string `json:"template"`
			Typed    string `json:"typed"`
			Count    uint64 `json:"count"`
		}{t.ID, t.Text, t.Typed, t.Count})
		if err != nil {
			return err
		}
	}
	return nil
}
