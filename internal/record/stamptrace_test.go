package record

import (
	"fmt"
	"strings"
	"testing"
)

// TestTracesBehindStamps: a stamp in front of every line of a trace does not part it.
func TestTracesBehindStamps(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"java": {`2026-03-01T10:00:09.1Z Tests run: 7
2026-03-01T10:01:02.5Z java.lang.IllegalStateException: no pool
2026-03-01T10:01:02.5Z 	at com.shop.Pool.get(Pool.java:12)
2026-03-01T10:01:02.5Z Caused by: java.net.ConnectException: Connection refused: db-1/192.0.2.7:5432
2026-03-01T10:01:02.5Z 	at java.base/sun.nio.ch.Net.pollConnect(Native Method)
2026-03-01T10:01:02.5Z 	... 12 more
2026-03-01T10:01:03.5Z BUILD FAILURE
`, "1 7||5 no pool|at com.shop.Pool.get(Pool.java:12)/Caused by: java.net.ConnectException: Connection refused: db-1/192.0.2.7:5432/at java.base/sun.nio.ch.Net.pollConnect(Native Method)/... 12 more|1 BUILD FAILURE|"},
		"python": {`[2026-03-01T10:00:09.1Z] + python load.py
[2026-03-01T10:01:02.5Z] Traceback (most recent call last):
[2026-03-01T10:01:02.5Z]   File "load.py", line 7, in <module>
[2026-03-01T10:01:02.5Z]     main()
[2026-03-01T10:01:02.5Z] ValueError: no rows
[2026-03-01T10:01:03.5Z] exit 1
`, "1 + python load.py||3 Traceback (most recent call last):|File \"load.py\", line 7, in <module>/main()|1 ValueError: no rows||1 exit 1|"},
		"set in": {`2026-03-01T10:00:09.1Z     all of it
2026-03-01T10:00:10.1Z     is set in
2026-03-01T10:00:11.1Z       a little more
2026-03-01T10:00:12.1Z     at last (7)
`, "1 all of it||1 is set in||1 a little more||1 at last (7)|"},
	} {
		l := Embedded().Detect([]byte(c.text), Hints{})
		var got []string
		a := new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(c.text)}, func(r *Record) {
			got = append(got, fmt.Sprintf("%d %s|%s", r.Lines, r.Message, strings.ReplaceAll(string(r.Body), "\n", "/")))
		})
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: records are\n%s, want\n%s", name, s, c.want)
		}
		if a.bytes() != int64(len(c.text)) {
			t.Errorf("%s: accounted %+v of %d bytes", name, a, len(c.text))
		}
	}
}
