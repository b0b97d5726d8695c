package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"inquest/internal/render"
)

// WriteJSON writes the comparison as inquest.diff/v1.
func WriteJSON(w io.Writer, d *Diff) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", " ")
	if err := enc.Encode(d); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	_, err := w.Write(render.EscapeJSON(b.Bytes()))
	return err
}
