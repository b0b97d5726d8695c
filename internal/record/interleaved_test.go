package record

import (
	"strings"
	"testing"
)

// TestTraceBehindAnothersLine: the rest of a trace is not the record's that cut it.
func TestTraceBehindAnothersLine(t *testing.T) {
	text := `2026-03-01 10:00:00,100 ERROR [http-1] c.s.OrderService - Cannot save order 17
java.lang.IllegalStateException: save failed
	at com.shop.OrderService.save(OrderService.java:42)
2026-03-01 10:00:00,101 INFO [http-2] c.s.Web - GET /health 200
	at com.shop.Web.post(Web.java:12)
Caused by: java.net.ConnectException: Connection refused: 10.2.2.2:5432
	at java.net.PlainSocketImpl.connect(PlainSocketImpl.java:1)
2026-03-01 10:00:00,201 INFO [http-2] c.s.Web - thread dump follows
	at com.shop.Web.post(Web.java:12)
2026-03-01 10:00:00,301 ERROR [http-2] c.s.Web - POST /x
	at com.shop.Web.post(Web.java:12)
2026-03-01 10:00:00,401 INFO [http-2] c.s.Web - rejected
java.io.IOException: no
	at com.shop.Web.post(Web.java:12)
`
	l := Embedded().Detect([]byte(text), Hints{})
	var got []string
	a := new(Parser).Parse(l, Chunk{Line: 1, Data: []byte(text)}, func(r *Record) {
		got = append(got, string(rune('0'+r.Lines))+" "+strings.TrimSpace(string(r.Message)))
		if r.Line == 5 && (r.Time != 1772359200101*1_000_000 || !r.Follows || r.Format != plainName) {
			t.Errorf("the rest of the trace is %+v", r)
		}
	})
	want := "3 Cannot save order 17|1 GET /health 200|3 Caused by: java.net.ConnectException: Connection refused: 10.2.2.2:5432|2 thread dump follows|2 POST /x|3 rejected"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("records are\n%s, want\n%s", s, want)
	}
	if a.bytes() != int64(len(text)) {
		t.Errorf("accounted %+v of %d bytes", a, len(text))
	}
}
