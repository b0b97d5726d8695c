package evidence

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Quote is text that came out of an input: a log line, a name found in one, a
// file name. It is untrusted. It has no String method and its field is not
// exported; only [Quote.Open] gives the text out, through the escaper of the
// medium that it goes to.
type Quote struct{ text string }

// Escaper makes untrusted text harmless for one medium (a terminal, HTML,
// Markdown ...).
type Escaper func(text string) string

// NewQuote wraps text read from an input. Bytes that are not UTF-8 are kept and
// become U+FFFD only when the quote is encoded or opened.
func NewQuote(text string) Quote { return Quote{text: text} }

// Open returns the text as the escaper made it. A nil escaper is a programming
// error and panics, so that no medium is forgotten.
func (q Quote) Open(escape Escaper) string {
	return escape(strings.ToValidUTF8(q.text, string(utf8.RuneError)))
}

// Len is the number of bytes quoted.
func (q Quote) Len() int { return len(q.text) }

// Equal reports whether both quote the same bytes.
func (q Quote) Equal(o Quote) bool { return q.text == o.text }

// Compare orders quotes by their bytes.
func (q Quote) Compare(o Quote) int { return strings.Compare(q.text, o.text) }

// MarshalJSON escapes the text as a JSON string; JSON's escaper is the encoder.
func (q Quote) MarshalJSON() ([]byte, error) { return json.Marshal(q.text) }

// UnmarshalJSON reads a JSON string.
func (q *Quote) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &q.text) }
