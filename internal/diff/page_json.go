package diff

import (
	"encoding/json"
	"fmt"
	"io"

	"inquest/internal/render"
)

// WriteJSON writes the comparison as inquest.diff/v1.
func WriteJSON(w io.Writer, d *Diff) error {
	b, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("json: %w", err)
	}
	_, err = w.Write(render.LayoutJSON(b))
	return err
}
