package report

import (
	"encoding/json"
	"strings"

	"inquest/internal/evidence"
)

// Text is a label or heading: the product's own words with quotes between them.
// Its JSON is one string; decoded, all of it counts as untrusted.
type Text []Piece

// Piece is a run of trusted text, or a quote.
type Piece struct {
	Text   string
	Quote  evidence.Quote
	Quoted bool
}

// Words is trusted text.
func Words(s string) Text { return Text{{Text: s}} }

// Quoted is untrusted text.
func Quoted(s string) Text { return Text{{Quote: evidence.NewQuote(s), Quoted: true}} }

// Join puts texts behind each other.
func Join(parts ...Text) Text {
	var out Text
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// Open is the text as the medium's escaper made it. Trusted pieces go through
// trusted, which may be nil.
func (t Text) Open(escape evidence.Escaper, trusted func(string) string) string {
	var b strings.Builder
	for _, p := range t {
		switch {
		case p.Quoted:
			b.WriteString(p.Quote.Open(escape))
		case trusted != nil:
			b.WriteString(trusted(p.Text))
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// Empty tells whether nothing is in it.
func (t Text) Empty() bool {
	for _, p := range t {
		if p.Text != "" || p.Quote.Len() > 0 {
			return false
		}
	}
	return true
}

// MarshalJSON writes one string.
func (t Text) MarshalJSON() ([]byte, error) {
	return json.Marshal(t.Open(func(s string) string { return s }, nil))
}

// UnmarshalJSON reads one string, as a quote.
func (t *Text) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*t = nil
	if s != "" {
		*t = Quoted(s)
	}
	return nil
}
