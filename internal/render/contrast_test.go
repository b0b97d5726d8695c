package render

import (
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast computes the contrast of every pair of colours that text and
// shapes stand in, for light, dark and paper. WCAG 2.2 level AA asks 4.5 for text
// and 3 for shapes that carry meaning.
func TestContrast(t *testing.T) {
	themes := themesOf(t)
	if len(themes) != 4 {
		t.Fatalf("%d themes, want light, dark as the system asks, dark as the reader asks, and paper", len(themes))
	}
	if !maps.Equal(themes[1], themes[2]) {
		t.Error("the two dark themes differ")
	}
	for i, v := range themes {
		for _, c := range []struct {
			ink, ground string
			least       float64
		}{
			{"ink", "bg", 4.5}, {"mute", "bg", 4.5}, {"fail", "bg", 4.5}, {"cause", "bg", 4.5},
			{"ink", "panel", 4.5}, {"mute", "panel", 4.5}, {"ink", "causebg", 4.5}, {"mute", "causebg", 4.5},
			{"bg", "fail", 4.5}, {"bg", "cause", 4.5}, {"mute", "soft", 4.5},
			{"ink", "failbg", 4.5}, {"ink", "heat", 4.5}, {"heat2ink", "heat2", 4.5},
			{"ink", "mark", 4.5}, {"bar", "bg", 3}, {"bar", "causebg", 3}, {"cause", "causebg", 3}, {"fail", "causebg", 3},
		} {
			if got := contrast(t, v[c.ink], v[c.ground]); got < c.least {
				t.Errorf("theme %d: %s on %s is %.2f, want %.1f", i, c.ink, c.ground, got, c.least)
			}
		}
	}
}

var variable = regexp.MustCompile(`--([a-z0-9]+):(#[0-9a-f]{3,6})[;}]`)

var rootBlock = regexp.MustCompile(`:root(?:\[[^\]]*\]|:not\([^)]*\))?\{([^}]*)\}`)

// themesOf reads the variables of each :root block that sets colours.
func themesOf(t *testing.T) []map[string]string {
	t.Helper()
	var out []map[string]string
	for _, block := range rootBlock.FindAllStringSubmatch(styleSheet, -1) {
		vars := map[string]string{}
		for _, m := range variable.FindAllStringSubmatch(block[1]+"}", -1) {
			vars[m[1]] = m[2]
		}
		if len(vars) > 0 {
			out = append(out, vars)
		}
	}
	return out
}

// contrast is the ratio of relative luminances as WCAG 2.2 defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	hex = strings.TrimPrefix(hex, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		t.Fatalf("colour %q", hex)
	}
	linear := func(c uint64) float64 {
		f := float64(c&255) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
