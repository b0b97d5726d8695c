package profile

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/record"
)

// TestKnownFieldsCountAlike holds counting fields at known places against looking
// each key up.
func TestKnownFieldsCountAlike(t *testing.T) {
	lists := [][]string{{"a", "b", "c"}, {"b", "a"}, {"a", "a", "d"}, {"e"}, {"f", "g", "h", "i", "j"}}
	rapid.Check(t, func(rt *rapid.T) {
		var known, each row
		names := rapid.IntRange(1, 12).Draw(rt, "names")
		list := 0
		for range rapid.IntRange(1, 120).Draw(rt, "records") {
			if rapid.IntRange(0, 4).Draw(rt, "other keys") == 0 {
				list = rapid.IntRange(0, len(lists)-1).Draw(rt, "keys")
			}
			var fields []record.Field
			for _, key := range lists[list] {
				value := rapid.SampledFrom([]string{"1", "2.5", "x", "y7", fmt.Sprint(len(fields))}).Draw(rt, "value")
				fields = append(fields, record.Field{Key: []byte(key), Value: []byte(value)})
			}
			known.addFields(fields, uint64(list+1), names, 2)
			each.addFields(fields, 0, names, 2)
		}
		c := caps{values: 2, buckets: 10}
		known.settle(&c)
		each.settle(&c)
		if a, b := fmt.Sprintf("%+v", known.fields), fmt.Sprintf("%+v", each.fields); a != b {
			rt.Fatalf("known places:\n%s\neach key:\n%s", a, b)
		}
	})
}
