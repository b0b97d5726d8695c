package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"inquest"
)

// minedText is the table of messages that stand alone: nothing is known of them but
// how often they come.
func minedText(out io.Writer, m *inquest.Mined) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "COUNT\tSHARE\tID\t TEMPLATE")
	total := max(len(m.Lines), 1)
	for _, t := range m.Templates {
		fmt.Fprintf(w, "%d\t%.1f %%\t%s\t %s\n", t.Count, 100*float64(t.Count)/float64(total), t.ID, escapeTerminal(t.Typed))
	}
	return w.Flush()
}

func minedJSON(out io.Writer, m *inquest.Mined) error {
	for _, t := range m.Templates {
		err := writeJSONLine(out, struct {
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
