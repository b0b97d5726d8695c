package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"inquest/internal/ndjson"
	"inquest/internal/record"
	"inquest/internal/source"
)

// traceCase is an error of a logger with its stack trace, the look of a line of the
// same logger, and the chain of exceptions, the reported one first.
type traceCase struct {
	name, text string
	next       func(i int) string
	chain      string
}

var traceCases = []traceCase{
	{"java", `2026-03-01 10:00:00,000 ERROR [main] c.e.App - order failed
java.lang.RuntimeException: order 7 failed
	at c.e.Order.run(Order.java:12)
	... 5 more
Caused by: java.sql.SQLException: cannot connect
	at c.e.Db.open(Db.java:70)
	Suppressed: java.io.IOException: close failed
		at c.e.Db.close(Db.java:90)
Caused by: java.net.ConnectException: Connection refused (10.0.0.5:5432)
	at java.base/java.net.Socket.connect(Socket.java:3)
	... 2 common frames omitted
`, func(i int) string { return fmt.Sprintf("2026-03-01 10:00:%02d,000 INFO  [main] c.e.App - next", i) },
		"java.lang.RuntimeException, java.sql.SQLException, java.net.ConnectException"},
	{"python", `2026-03-01 10:00:00,000 - worker - ERROR - order failed
Traceback (most recent call last):
  File "/srv/db.py", line 12, in open
    sock.connect(addr)
ConnectionRefusedError: [Errno 111] Connection refused

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/run.py", line 3, in run
    db.open()
    ^^^^^^^^^
app.errors.OrderFailed: order 7 failed

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  |   File "/srv/run.py", line 3, in run
  | ExceptionGroup: two (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: one
    +------------------------------------
`, func(i int) string { return fmt.Sprintf("2026-03-01 10:00:%02d,000 - worker - INFO - next", i) },
		"ExceptionGroup, app.errors.OrderFailed, ConnectionRefusedError"},
	{"go", `2026/03/01 10:00:00 order 7 failed: open db: dial tcp 10.0.0.5:5432: connect: connection refused
panic: order 7 failed [recovered]
	panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x45]

goroutine 1 [running]:
main.(*Order).Run(0xc0000b2000, 0x7)
	/srv/order.go:12 +0x1d
created by main.main in goroutine 1
	/srv/main.go:7 +0x25
exit status 2
`, func(i int) string { return fmt.Sprintf("2026/03/01 10:00:%02d next", i) }, "panic, panic"},
	{"node", `2026-03-01T10:00:00.000Z error: order failed
Error: order 7 failed
    at run (/srv/order.js:12:5)
    at async main (/srv/main.js:3:1) {
  code: 'ORDER',
  [cause]: Error: connect ECONNREFUSED 10.0.0.5:5432
      at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1495:16) {
    errno: -111,
    code: 'ECONNREFUSED',
  }
}
`, func(i int) string { return fmt.Sprintf("2026-03-01T10:00:%02d.000Z info: next", i) }, "Error, Error"},
	{"ruby", "E, [2026-03-01T10:00:00.000000 #42] ERROR -- : order failed\n" +
		"/srv/order.rb:12:in `run': order 7 failed (OrderFailed)\n\tfrom /srv/main.rb:3:in `<main>'\n" +
		"/srv/db.rb:7:in `open': Connection refused - connect(2) for 10.0.0.5:5432 (Errno::ECONNREFUSED)\n\tfrom /srv/order.rb:11:in `run'\n",
		func(i int) string { return fmt.Sprintf("I, [2026-03-01T10:00:%02d.000000 #42]  INFO -- : next", i) },
		"OrderFailed, Errno::ECONNREFUSED"},
	{"dotnet", `2026-03-01 10:00:00.000 +00:00 [ERR] order failed
System.InvalidOperationException: order 7 failed
 ---> System.Net.Sockets.SocketException (111): Connection refused
   at System.Net.Sockets.Socket.Connect(EndPoint ep)
   --- End of inner exception stack trace ---
   at Shop.Order.Run() in /srv/Order.cs:line 12
--- End of stack trace from previous location ---
   at Shop.Main.Go() in /srv/Main.cs:line 7
`, func(i int) string { return fmt.Sprintf("2026-03-01 10:00:%02d.000 +00:00 [INF] next", i) },
		"System.InvalidOperationException, System.Net.Sockets.SocketException"},
	{"php", `[01-Mar-2026 10:00:00 UTC] PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /srv/db.php:7
Stack trace:
#0 /srv/db.php(7): PDO->__construct('mysql:host=10.0...')
#1 {main}

Next OrderFailed: order 7 failed in /srv/order.php:12
Stack trace:
#0 /srv/main.php(3): run()
#1 {main}
  thrown in /srv/order.php on line 12
`, func(i int) string {
		return fmt.Sprintf("[01-Mar-2026 10:00:%02d UTC] PHP Notice:  next in /srv/a.php on line 3", i)
	},
		"OrderFailed, PDOException"},
}

// wrappings are the ways in which a container's lines reach a file.
var wrappings = map[string]func(line string, i int) string{
	"bare": func(line string, _ int) string { return line },
	"cri": func(line string, i int) string {
		return fmt.Sprintf("2026-03-01T10:00:01.%09dZ stderr F %s", i, line)
	},
	"docker": func(line string, i int) string {
		text, err := json.Marshal(line + "\n")
		if err != nil {
			panic(err)
		}
		return fmt.Sprintf(`{"log":%s,"stream":"stderr","time":"2026-03-01T10:00:01.%09dZ"}`, text, i)
	},
}

// TestTraces reads errors with stack traces of seven languages, as they are and
// behind the wrappings of container runtimes, with chunks of one byte and more: a
// trace is one record with its line, and the chain of its causes is complete.
func TestTraces(t *testing.T) {
	for _, c := range traceCases {
		for how, wrap := range wrappings {
			t.Run(c.name+"/"+how, func(t *testing.T) {
				lines := strings.Split(strings.TrimSuffix(c.text, "\n"), "\n")
				for i := range 4 {
					lines = append(lines, c.next(i+1))
				}
				var b strings.Builder
				for i, l := range lines {
					b.WriteString(wrap(l, i) + "\n")
				}
				for _, size := range []int{1, 64, 1 << 20} {
					checkTrace(t, &c, b.String(), size)
				}
			})
		}
	}
}

func checkTrace(t *testing.T, c *traceCase, text string, size int) {
	t.Helper()
	set, err := source.Find([]string{folder(t, map[string]string{"app.log": text})}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	writer := func(l []*record.Layout) Writer {
		w, s := ndjson.New(true), ndjson.NewSource("app.log", l[0])
		return func(dst []byte, _ int, r *record.Record) []byte { return w.Append(dst, &s, r) }
	}
	if _, _, err := Records(context.Background(), set, Options{ChunkSize: size, Workers: 1}, writer, &out); err != nil {
		t.Fatal(err)
	}
	type thrown struct {
		Class  string
		Causes []thrown
	}
	type row struct {
		Lines     int
		Exception thrown
	}
	rows := strings.Split(strings.TrimSpace(out.String()), "\n")
	lines := 0 // of the records with an exception, and of those in front of it
	var chain []string
	for _, text := range rows {
		r := row{Lines: 1}
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			t.Fatal(err)
		}
		if chain == nil {
			lines += r.Lines
		}
		if r.Exception.Class == "" {
			continue
		}
		chain = append(chain, r.Exception.Class)
		for _, x := range r.Exception.Causes {
			chain = append(chain, x.Class)
		}
	}
	whole := 5 // a trace and four lines
	if c.name == "node" && len(rows) == 6 && strings.Contains(rows[0], "stderr") {
		whole = 6 // its head looks like any other line, and has a time of its own
	}
	if got := strings.Join(chain, ", "); got != c.chain || len(rows) != whole || lines != strings.Count(c.text, "\n") {
		t.Errorf("chunks of %d: chain %q of %d lines, %d records; want %q, %d, %d\n%s", size, got, lines, len(rows), c.chain, strings.Count(c.text, "\n"), whole, out.String())
	}
}
