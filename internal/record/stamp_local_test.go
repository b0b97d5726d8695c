package record

import (
	"strings"
	"testing"
	"time"
)

// TestLocalStamp reads lines that tell one moment twice: by an epoch number and by
// the writer's clock.
func TestLocalStamp(t *testing.T) {
	for _, c := range []struct {
		name, epoch, local, want string
		east                     int32
	}{
		{"west", "1772349011", "2026-02-28-23.10.11.204567", "2026-03-01T07:10:11.204567Z", -8 * 3600},
		{"utc", "1772349011", "2026-03-01-07.10.11.204567", "2026-03-01T07:10:11.204567Z", 0},
		{"half an hour", "1772349011", "2026-03-01-12.40.11.5", "2026-03-01T07:10:11.5Z", 19800},
		{"written a second later", "1772349011", "2026-03-01-08.10.12.0", "2026-03-01T07:10:12Z", 3600},
		{"a second over midnight", "1772323199", "2026-03-01-01.00.00.000001", "2026-03-01T00:00:00.000001Z", 3600},
		{"no offset", "1772349011", "2026-03-01-07.14.11.204567", "2026-03-01T07:10:11Z", 0},
		{"too far", "1772349011", "2026-03-02-07.10.11.204567", "2026-03-01T07:10:11Z", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			line := "- " + c.epoch + " 2026.03.01 R02-M1 " + c.local + " R02-M1 RAS KERNEL INFO parity error corrected\n"
			text := []byte(strings.Repeat(line, 3))
			n := 0
			new(Parser).Parse(Embedded().Detect(text, Hints{}), Chunk{Line: 1, Data: text}, func(r *Record) {
				n++
				if got := time.Unix(0, r.Time).UTC().Format(time.RFC3339Nano); got != c.want || r.East != c.east || !r.Zoned {
					t.Errorf("time %s, %d east, zoned %v; want %s, %d east", got, r.East, r.Zoned, c.want, c.east)
				}
			})
			if n != 3 {
				t.Fatalf("%d records", n)
			}
		})
	}
}
