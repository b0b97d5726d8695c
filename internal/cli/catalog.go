package cli

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"inquest"
)

// catalogCommand lists, shows and tests the fault classes and the user's own.
func catalogCommand(s IO) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "catalog",
		Short: "List, show or test the fault classes and your own rules",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var own []string
	cmd.PersistentFlags().StringSliceVar(&own, "catalog", nil, "`DIR` of fault classes (*.md) and CRE rules (*.yaml) of your own")
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "List classes and rules: id, role, layer, title", Args: noArguments,
			RunE: func(*cobra.Command, []string) error { return listCatalog(s.Out, own) }},
		&cobra.Command{Use: "show ID", Short: "Show a class: what it means, how to confirm, fix and prevent it",
			RunE: func(_ *cobra.Command, args []string) error {
				if len(args) != 1 {
					return usagef("try 'inquest catalog show db.stopped'", "show wants the id of one class or rule")
				}
				return showClass(s.Out, own, args[0])
			}},
		&cobra.Command{Use: "test [DIR...]", Short: "Hold classes against their samples and the clean corpus, and name rules that cannot be used",
			RunE: func(_ *cobra.Command, args []string) error { return testCatalog(s.Out, append(own, args...)) }},
	)
	return cmd
}

func listCatalog(w io.Writer, own []string) error {
	c, err := inquest.ReadCatalog(own)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for _, x := range c.Classes {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", escapeTerminal(x.ID), x.Role, escapeTerminal(x.Layer), escapeTerminal(x.Title))
	}
	for _, r := range c.Rules {
		fmt.Fprintf(t, "%s\trule\t%s\t%s\n", escapeTerminal(r.ID), escapeTerminal(r.Category), escapeTerminal(r.Title))
	}
	return t.Flush()
}

func showClass(w io.Writer, own []string, id string) error {
	c, err := inquest.ReadCatalog(own)
	if err != nil {
		return err
	}
	for _, x := range c.Classes {
		if x.ID != id {
			continue
		}
		fmt.Fprintf(w, "%s (%s, %s): %s\n\n%s\n", escapeTerminal(x.ID), x.Role, escapeTerminal(x.Layer), escapeTerminal(x.Title), escapeTerminal(x.Meaning))
		for _, q := range x.Confirm {
			fmt.Fprintf(w, "\nconfirm: %s\n  confirms: %s\n  refutes:  %s\n", escapeTerminal(q.Command), escapeTerminal(q.Confirms), escapeTerminal(q.Refutes))
		}
		showList(w, "fix", x.Fix)
		showList(w, "prevent", x.Prevent)
		for _, r := range x.Refs {
			fmt.Fprintf(w, "\nread on: %s, %s\n  %s (%s)\n", escapeTerminal(r.Title), escapeTerminal(r.Publisher), escapeTerminal(r.URL), escapeTerminal(r.Checked))
		}
		return nil
	}
	for _, r := range c.Rules {
		if r.ID == id {
			fmt.Fprintf(w, "%s (rule, %s): %s\n\n%s\n\nmitigation: %s\n", escapeTerminal(r.ID), escapeTerminal(r.Category), escapeTerminal(r.Title), escapeTerminal(r.Cause), escapeTerminal(r.Mitigation))
			return nil
		}
	}
	return usagef("see 'inquest catalog list'", "there is no class or rule %q", id)
}

func showList(w io.Writer, what string, list []string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", what)
	for _, s := range list {
		fmt.Fprintf(w, "  - %s\n", escapeTerminal(s))
	}
}

func testCatalog(w io.Writer, own []string) error {
	c, err := inquest.ReadCatalog(own)
	if err != nil {
		return err
	}
	if err := c.Check(); err != nil {
		return err
	}
	for _, p := range c.Unread {
		fmt.Fprintf(w, "not used: %s %s: %s\n", escapeName(p.File), escapeName(p.Rule), escapeTerminal(p.Reason))
	}
	fmt.Fprintf(w, "%d classes hold against their samples, and none fires on the clean corpus; %d rules can be used, %d cannot\n", len(c.Classes), len(c.Rules), len(c.Unread))
	if len(c.Unread) > 0 {
		return exitError{ExitFailed}
	}
	return nil
}
