package audit

import (
	"encoding/json"
	"io"
)

// WriteJSON writes the result as inquest.audit/v1.
func WriteJSON(w io.Writer, r *Result) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(true)
	return enc.Encode(r)
}
