package template

import (
	"bytes"
	"strings"
	"testing"
)

// checkMask fails the test when the shape and the slots of a message do not fit
// together.
func checkMask(t *testing.T, m *Masker, msg []byte) string {
	t.Helper()
	before := bytes.Clone(msg)
	shape, slots := m.Mask(msg)
	got := string(shape)
	if !bytes.Equal(before, msg) {
		t.Fatalf("Mask changed its input %q to %q", before, msg)
	}
	if n := countSlots(got); n != len(slots) {
		t.Fatalf("%q: shape %q shows %d slots, but %d were returned", msg, got, n, len(slots))
	}
	end := 0
	for i, s := range slots {
		if s.Start < end || s.End <= s.Start || s.End > len(msg) {
			t.Fatalf("%q: slot %d %+v is empty, out of order or out of bounds", msg, i, s)
		}
		if s.Kind >= kinds {
			t.Fatalf("%q: slot %d has no known kind", msg, i)
		}
		end = s.End
	}
	fresh := Masker{KeepStatus: m.KeepStatus}
	again, _ := fresh.Mask(msg)
	if string(again) != got {
		t.Fatalf("%q: a used masker gives %q, a new one %q", msg, got, again)
	}
	if strings.Contains(got, "  ") || strings.Trim(got, "\t\r\n\v\f") != got {
		t.Fatalf("%q: blanks are not folded in %q", msg, got)
	}
	return got
}

// countSlots counts the slot texts in a shape.
func countSlots(shape string) int {
	n := 0
	for k := range shape {
		if l, _ := slotAt(shape[k:]); l > 0 {
			n++
		}
	}
	return n
}

func TestMask(t *testing.T) {
	tests := []struct{ name, message, want string }{
		{"nothing", "", ""},
		{"plain", "Engine is ready", "Engine is ready"},
		{"blanks", "  two \t words\r\n", "two words"},
		{"number", "took 17 of -3.5", "took <num> of <num>"},
		{"sentence end", "Stopped after 3.", "Stopped after <num>."},
		{"duration", "waited 1500ms, then 1m30.5s", "waited <dur>, then <dur>"},
		{"size", "heap 16K of 2GiB", "heap <size> of <size>"},
		{"thousands", "read 1,204,311 rows", "read <num> rows"},
		{"percent", "disk at 93%", "disk at <num>"},
		{"hex", "at 0x7ffe and 0badcafe", "at <hex> and <hex>"},
		{"ip", "from 192.0.2.7 lost", "from <ip> lost"},
		{"ip and port", "from /192.0.2.7:8443 lost", "from <addr> lost"},
		{"no ip", "release 300.1.2.3", "release <ver>"},
		{"version", "agent v2.14.1 up", "agent <ver> up"},
		{"ipv6", "peer fe80::1%eth0 and [2001:db8::7]:80", "peer <ip> and [<ip>]:<num>"},
		{"scope", "std::move called", "std::move called"},
		{"host and port", "dial db.example.org:5432 failed", "dial <addr> failed"},
		{"line of a file", "main.go:45 panics", "main.go:<num> panics"},
		{"url", "fetch https://example.org/a?b=c, then stop.", "fetch <url>, then stop."},
		{"mac", "port 0a:1b:2c:3d:4e:5f down", "port <mac> down"},
		{"uuid", "lease 3f2504e0-4f89-41d3-9a0c-0305e82c3301 ends", "lease <id> ends"},
		{"path", "open /etc/app/main.conf: no such file", "open <path>: no such file"},
		{"path at the end", "wrote /tmp/out.", "wrote <path>."},
		{"drive", `open C:\jobs\in.csv now`, "open <path> now"},
		{"request", `"GET /carts/7?full=1 HTTP/1.1" 200 512`, `"GET <path>" <num> <num>`},
		{"date", "due 2026-03-02 10:11:12,345 +0100 sharp", "due <time> sharp"},
		{"named date", "since Mon Mar  2 10:11:12 UTC 2026 idle", "since <time> idle"},
		{"common log date", "[02/Mar/2026:10:11:12 +0000] ok", "[<time>] ok"},
		{"clock", "at 10:11:12.5 sharp", "at <time> sharp"},
		{"truth", "ready=true left: null", "ready=<bool> left: <bool>"},
		{"sentence with none", "None of them came", "None of them came"},
		{"user", "session for root", "session for <*>"},
		{"quoted value", `name="night run" id='x'`, `name="<str>" id='<str>'`},
		{"empty value", `name="" next`, `name="" next`},
		{"key with digits", "r24=7 x=y", "r24=<num> x=y"},
		{"term", "built for x86_64 with SHA-256", "built for x86_64 with SHA-256"},
		{"pool", "pool-3-thread-12 died", "pool-<num>-thread-<num> died"},
		{"block", "block blk_-1608 gone", "block <id> gone"},
		{"one digit", "tty2 and L3 stay", "tty2 and L3 stay"},
		{"glued", "core.6161 node-12 CPU#3", "core.<num> node-<num> CPU#<num>"},
		{"dots", "checking......1", "checking......<num>"},
		{"posing", "a <*> b <num> c <id>", `a <\*> b <\num> c <\id>`},
		{"id like days", "task 4123045d took 2d", "task <hex> took <dur>"},
		{"element", "<a:b>x</a:b> */*", "<a:b>x</a:b> */*"},
		{"domain", "lookup of ns.shop.example.com and org.example.net.Dial", "lookup of <host> and org.example.net.Dial"},
		{"component", "main=org.example.app/.Start ok", "main=<id> ok"},
		{"codes", "ORA-00060 and %LINK-3-UPDOWN and [MY-010116] and LBL-0042", "ORA-00060 and %LINK-3-UPDOWN and [MY-010116] and LBL-<num>"},
		{"period", "took PT1H2M3.5S or P3D of P3", "took <dur> or <dur> of P3"},
		{"short host", "dial db-2:5432 and localhost:8080, line a-2:17", "dial <addr> and <addr>, line a-<*>"},
		{"underscore", "session 30546174_33542982", "session <id>"},
		{"joined", "10.0.0.1:x 17:4:3", "<ip>:x <*>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := checkMask(t, &Masker{}, []byte(tt.message)); got != tt.want {
				t.Errorf("Mask(%q)\n got %q\nwant %q", tt.message, got, tt.want)
			}
		})
	}
}

func TestMaskKeepsStatus(t *testing.T) {
	tests := []struct{ message, want string }{
		{`"GET /carts/7 HTTP/1.1" 200 512`, `"GET <path>" 200 <num>`},
		{`GET /carts/7 503 12ms`, `GET <path> 503 <dur>`},
		{`status: 404 len: 310`, `status: 404 len: <num>`},
		{`"status":502,"n":404`, `"status":502,"n":<num>`},
		{`exit code 137 of 200`, `exit code 137 of <num>`},
		{`upstream returned 500 after 200 tries`, `upstream returned 500 after <num> tries`},
		{`HTTPError: 502 Server Error for url`, `HTTPError: 502 Server Error for url`},
		{`failed: 503 Service Unavailable`, `failed: 503 Service Unavailable`},
		{`response: 404 for 404 carts`, `response: 404 for <num> carts`},
		{`room 404 Nothing here`, `room <num> Nothing here`},
		{`code=9000 status=12`, `code=<num> status=<num>`},
	}
	for _, tt := range tests {
		if got := checkMask(t, &Masker{KeepStatus: true}, []byte(tt.message)); got != tt.want {
			t.Errorf("Mask(%q)\n got %q\nwant %q", tt.message, got, tt.want)
		}
	}
}

func TestMaskLongMessage(t *testing.T) {
	msg := []byte(strings.Repeat("abc 12 ", 5000))
	got := checkMask(t, &Masker{}, msg)
	if len(got) > 2*MaxMessage || !strings.HasSuffix(got, " <*>") {
		t.Errorf("shape of %d bytes has %d bytes and ends in %q", len(msg), len(got), got[len(got)-8:])
	}
	_, slots := (&Masker{}).Mask(msg)
	if last := slots[len(slots)-1]; last.End != len(msg) {
		t.Errorf("the last slot ends at %d, not at the end of the message %d", last.End, len(msg))
	}
}

func TestMaskDoesNotAllocate(t *testing.T) {
	msg := []byte(`2026-03-02 10:11:12 job K4E5F6 on db.example.org:5432 took 17ms, path=/srv/a/b user="x y" ok=true`)
	var m Masker
	m.Mask(msg)
	if n := testing.AllocsPerRun(100, func() { m.Mask(msg) }); n != 0 {
		t.Errorf("Mask allocates %v times a message", n)
	}
}
