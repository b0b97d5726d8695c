package evidence

import "testing"

func TestNumbersAreNoPowersOfTen(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 0.00012345: "0.0001234", 3.03: "3.03", 12.5: "12.5", 9999: "9999", 10000: "10,000", 12345.6: "12,346", -20000: "-20,000", 1234567: "1,234,567"} {
		if got := Number("x", f, "limit(1)").Format(); got != want {
			t.Errorf("%v is written %q, want %q", f, got, want)
		}
	}
}
