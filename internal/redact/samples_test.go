package redact_test

import (
	"strings"
	"testing"

	"inquest/internal/redact"
	"inquest/internal/redact/planted"
)

func TestDetectorsFindTheirSamples(t *testing.T) {
	if n := len(redact.Detectors()); n < 100 {
		t.Fatalf("only %d detectors", n)
	}
	for _, d := range redact.Detectors() {
		t.Run(d.Kind, func(t *testing.T) {
			for seed := range uint64(25) {
				s := planted.New(seed)
				for _, pattern := range d.Make {
					text, parts := s.Make(pattern)
					if t.Failed() {
						return // one failure tells enough
					}
					m := redact.New(redact.Options{Addresses: true})
					got := m.Mask(text)
					if !named(m, d) && (seed == 0 || got == text) {
						t.Errorf("%q: %q is not found as %s: %q", pattern, text, d.Kind, got)
					}
					for _, p := range parts {
						if len(p) >= 4 && strings.Contains(got, p) {
							t.Errorf("%q: %q survives in %q", pattern, p, got)
						}
					}
					if again := m.Mask(got); again != got {
						t.Errorf("%q: masking twice gives %q, then %q", pattern, got, again)
					}
				}
			}
			for _, text := range d.Clean {
				if got := redact.New(redact.Options{}).Mask(text); got != text && d.Class != redact.ClassAddress {
					t.Errorf("clean sample %q became %q", text, got)
				}
			}
		})
	}
}

// named tells whether the masker counted the detector's kind; generic kinds may
// be named by a more telling one.
func named(m *redact.Masker, d *redact.Detector) bool {
	for _, c := range m.Counts() {
		if c.Kind == d.Kind || d.Context && c.Values > 0 {
			return true
		}
	}
	return false
}
