package formula

import (
	"strings"
	"testing"
)

func TestLoadFunctions(t *testing.T) {
	for expr, want := range map[string]float64{
		`at_once("job")`:                                                            3, // 100-130, 110-150 and 120-121
		`at_once("request")`:                                                        0, // no end is known
		`busiest(starts("job", "*", "all"), 15s)`:                                   2,
		`busiest(starts("job", "*", "all"), 20s)`:                                   2, // 100 and 120 are 20 s apart: not within
		`busiest(starts("job", "*", "all"), 25s)`:                                   3,
		`busiest(starts("job", "X", "all"), 25s)`:                                   0,
		`clamp(limit(5), 0, 3) + clamp(limit(-5), -1, 3) + clamp(limit(0.5), 0, 1)`: 2.5,
		`round(limit(2.5)) + ceil(limit(2.1)) + round(limit(-0.4))`:                 6,
		`after_failures("job")`:                                                     1,
		`failed_at_end("job")`:                                                      0,
		`ceil(at_once("job") * 1.25)`:                                               4,
	} {
		got, err := env().Eval(expr)
		if err != nil || got.Num != want {
			t.Errorf("%s = %v (%v), want %v", expr, got.Num, err, want)
		}
		if err := Check(expr); err != nil {
			t.Errorf("%s: %v", expr, err)
		}
	}
	if _, err := env().Eval(`failed_at_end("request")`); err == nil || !strings.Contains(err.Error(), "no failed run") {
		t.Errorf("no failure with a time: error %v", err)
	}
}
