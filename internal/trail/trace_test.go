package trail

import (
	"strings"
	"testing"
)

func TestTraces(t *testing.T) {
	for _, c := range []struct {
		name, text            string
		exception, message    string
		outer, inner          string // modules
		innerLine, sayLine, n int
	}{
		{
			name: "python", n: 1, exception: "KeyError", message: "'rate'", outer: "pay.worker", inner: "pay.rates", innerLine: 4, sayLine: 5,
			text: "Traceback (most recent call last):\n  File \"/usr/lib/python3/dist-packages/pay/worker.py\", line 9, in run\n    return rates.find(job)\n  File \"/usr/lib/python3/dist-packages/pay/rates.py\", line 4, in find\n    return table[job]['rate']\nKeyError: 'rate'",
		},
		{
			name: "python with blank lines between frames", n: 1, exception: "TypeError", message: "no", outer: "pay.worker", inner: "pay.rates", innerLine: 5, sayLine: 7,
			text: "Traceback (most recent call last):\n\n  File \"/usr/lib/python3/dist-packages/pay/worker.py\", line 9, in run\n    return rates.find(job)\n\n  File \"/usr/lib/python3/dist-packages/pay/rates.py\", line 4, in find\n\nTypeError: no",
		},
		{
			name: "python chain: the first is the cause", n: 2, exception: "ValueError", message: "bad", outer: "srv.app.parse", inner: "srv.app.parse", innerLine: 2, sayLine: 3,
			text: "Traceback (most recent call last):\n  File \"/srv/app/parse.py\", line 3, in read\n    int(x)\nValueError: bad\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File \"/srv/app/main.py\", line 1, in main\n    read()\nRuntimeError: failed",
		},
		{
			name: "jvm: the innermost cause counts", n: 1, exception: "java.net.ConnectException", message: "refused", outer: "com.acme.net.Pool", inner: "java.net.Socket", innerLine: 4, sayLine: 3,
			text: "com.acme.PayException: cannot pay\n\tat com.acme.Pay.run(Pay.java:12)\n\tat com.acme.Main.main(Main.java:3)\nCaused by: java.net.ConnectException: refused\n\tat java.net.Socket.connect(Socket.java:1)\n\tat com.acme.net.Pool.open(Pool.java:44)\n\t... 2 more",
		},
		{
			name: "javascript", n: 1, exception: "TypeError", message: "Cannot read properties of undefined (reading 'id')", outer: "srv.pay.index", inner: "srv.pay.rates", innerLine: 1, sayLine: 0,
			text: "TypeError: Cannot read properties of undefined (reading 'id')\n    at find (/srv/pay/rates.js:10:7)\n    at /srv/pay/index.js:3:1",
		},
		{
			name: "go", n: 1, exception: "panic", message: "assignment to entry in nil map", outer: "main", inner: "example.org.pay.rates", innerLine: 5, sayLine: 0,
			text: "panic: assignment to entry in nil map\n\ngoroutine 1 [running]:\nruntime.gopanic(0x1)\nexample.org/pay/rates.(*Table).Set(...)\n\t/src/rates/table.go:9 +0x1d\nmain.main()\n\t/src/main.go:4 +0x2",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := traces(strings.Split(c.text, "\n"))
			if len(got) != c.n {
				t.Fatalf("%d traces, want %d: %+v", len(got), c.n, got)
			}
			p := got[0]
			if p.exception != c.exception || p.message != c.message {
				t.Errorf("exception %q %q, want %q %q", p.exception, p.message, c.exception, c.message)
			}
			if f := p.frames; f[0].Module != c.outer || f[len(f)-1].Module != c.inner {
				t.Errorf("frames from %q to %q, want %q to %q", f[0].Module, f[len(f)-1].Module, c.outer, c.inner)
			}
			if p.inner != c.innerLine || p.say != c.sayLine {
				t.Errorf("innermost frame in line %d, exception in line %d, want %d and %d", p.inner, p.say, c.innerLine, c.sayLine)
			}
		})
	}
}

func TestNoTraces(t *testing.T) {
	for _, text := range []string{"", "at last it works", "Traceback (most recent call last):", "goroutine 7 [running]:\nnothing"} {
		if got := traces(strings.Split(text, "\n")); len(got) != 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func FuzzTraces(f *testing.F) {
	f.Add("Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    x\nE: y")
	f.Add("x\n\tat a.b(c)\nCaused by: d\n\tat e.f(g)")
	f.Add("panic: x\n\ngoroutine 1 [running]:\nmain.f()\n\t/a.go:1")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(text, "\n")
		for _, p := range traces(lines) {
			for _, k := range []int{p.head, p.inner, p.say} {
				if k < 0 || k >= len(lines) {
					t.Fatalf("line %d of %d", k, len(lines))
				}
			}
			if len(p.frames) == 0 {
				t.Fatal("a trace without frames")
			}
		}
	})
}

func TestPyModule(t *testing.T) {
	for file, want := range map[string]string{
		"/usr/lib/python2.7/site-packages/acme/db/api.py": "acme.db.api",
		"/usr/lib/python3.9/json/decoder.py":              "json.decoder",
		"/srv/app/pay/__init__.py":                        "srv.app.pay",
		"pay.py":                                          "pay",
	} {
		if got := pyModule(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}
