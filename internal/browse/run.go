package browse

import (
	"context"
	"io"

	tea "charm.land/bubbletea/v2"

	"inquest/internal/report"
)

// Run shows a report until the reader quits or the context ends; then the error
// is the context's.
func Run(ctx context.Context, in io.Reader, out io.Writer, r *report.Report, o Options) error {
	_, err := tea.NewProgram(New(r, o), tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out)).Run()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
