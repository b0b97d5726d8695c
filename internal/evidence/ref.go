package evidence

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// Ref is where a cited run of bytes stands. Line counts from 1 and lines end at
// LF; Offset and Length are bytes of the decompressed source, the final line
// end left out. A Ref that spans several lines (a stack trace, or the coverage
// that a negative claim was looked for in) has Lines above 1.
type Ref struct {
	File   string `json:"file"`            // relative to the input root, '/' separated
	Line   int64  `json:"line"`            // first line
	Lines  int64  `json:"lines,omitempty"` // number of lines, 0 means 1
	Offset int64  `json:"offset"`
	Length int64  `json:"length"`
	SHA256 string `json:"sha256"` // lower-case hex of the bytes
}

// HashBytes returns the hash form that Ref carries: lower-case hex SHA-256.
func HashBytes(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Span is the number of lines that the reference covers, at least 1.
func (r Ref) Span() int64 { return max(r.Lines, 1) }

// Check reports what is wrong with the form of the reference, or nil. It does
// not open the file.
func (r Ref) Check() error {
	switch {
	case r.File == "" || strings.HasPrefix(r.File, "/") && !strings.Contains(r.File, ":"):
		return fmt.Errorf("reference has no relative file name: %q", r.File)
	case r.Line < 1 || r.Offset < 0 || r.Length < 0 || r.Lines < 0:
		return fmt.Errorf("reference to %s has a negative position (line %d, offset %d, length %d)", r.File, r.Line, r.Offset, r.Length)
	case len(r.SHA256) != 2*sha256.Size:
		return fmt.Errorf("reference to %s:%d has no SHA-256", r.File, r.Line)
	}
	return nil
}

// CompareRefs orders references by file, then offset, then length.
func CompareRefs(a, b Ref) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Length, b.Length))
}

// Resolver tells whether a reference points at bytes that were really read. A
// profile is one (the bytes it kept), and so is the verifier's file reader.
type Resolver interface {
	// Resolve returns an error that names the reference when no bytes with that
	// position and hash were read.
	Resolve(Ref) error
}
