package finding

import (
	"testing"

	"inquest/internal/record"
	"inquest/internal/trail"
)

func TestNullName(t *testing.T) {
	for _, c := range []struct{ code, message, want string }{
		{"return node.host", "'NoneType' object has no attribute 'host'", "node"},
		{"x = get(a).find(k)", "'NoneType' object has no attribute 'find'", "get"},
		{"total = order['sum']", "'NoneType' object has no attribute '__getitem__'", "order"},
		{"for row in self.rows:", "'NoneType' object is not iterable", "rows"},
		{"return self.host", "'NoneType' object has no attribute 'host'", ""},
		{"", "'NoneType' object is not iterable", ""},
	} {
		if got := nullName(c.code, c.message); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.code, c.message, got, c.want)
		}
	}
}

func TestPassesOn(t *testing.T) {
	for code, want := range map[string]bool{
		"return f(self, context, *args, **kwargs)": true, "raise": true, "six.reraise(self.type_, self.value, self.tb)": true, "self.gen.throw(type, value, tb)": true,
		"return self.find(job)": false, "raise NotFound(name)": false, "run(*steps)": false,
	} {
		if got := passesOn(&trail.Frame{Func: "f", Code: code}); got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
	if !passesOn(&trail.Frame{Func: "__exit__"}) {
		t.Error("a context's exit is no place of a defect")
	}
}

// tracedTrail has loggers of acme.* and owners acme and shop.
func tracedTrail(stacks ...trail.Stack) *trail.Trail {
	t := &trail.Trail{Stacks: stacks}
	for _, m := range []string{"acme.api", "acme.jobs", "acme.db"} {
		t.Statements = append(t.Statements, trail.Statement{Owner: "acme", Logger: m, Level: record.LevelInfo, Text: "begins"})
	}
	t.Spans = []trail.Span{{Request: 7, Owner: "acme", Events: []trail.Event{{Time: 5, Statement: 1}}}}
	return t
}

func frames(list ...string) []trail.Frame {
	var out []trail.Frame
	for i := 0; i+1 < len(list); i += 2 {
		out = append(out, trail.Frame{Module: list[i], Func: "f", Code: list[i+1]})
	}
	return out
}

func TestRootsTellOwnCode(t *testing.T) {
	r := RootsOf(tracedTrail())
	for m, want := range map[string]bool{"acme.db": true, "acme": true, "requests.api": false, "acmeclient.v2": false, "acme_lib.x": false} {
		if r.Own(m) != want {
			t.Errorf("%s: own %v", m, !want)
		}
	}
	java := RootsOf(&trail.Trail{Statements: []trail.Statement{{Logger: "com.acme.pay.A"}, {Logger: "com.acme.pay.B"}, {Logger: "org.apache.X"}}})
	if !java.Own("com.acme.net.Pool") || java.Own("com.other.Pool") || java.Own("org.apache.X") {
		t.Errorf("roots %v", java)
	}
}

func TestReadTrace(t *testing.T) {
	roots := RootsOf(tracedTrail())
	d := readTrace(roots, &trail.Stack{Exception: "TypeError", Message: "'NoneType' object is not iterable", Frames: frames("acme.api", "go(order)", "lib.wrap", "f()", "acme.db", "return f(*args, **kwargs)", "acme.jobs", "for x in order:")})
	if !d.Defect || !d.Null || d.Relay || d.Name != "order" || len(d.Own) != 2 || d.Own[0].Module != "acme.jobs" || d.Own[1].Module != "acme.api" {
		t.Errorf("%+v", d)
	}
	d = readTrace(roots, &trail.Stack{Exception: "acme.errors.Failed", Message: "x", Frames: frames("acme.api", "client.get(x)", "shopclient.v1", "raise e")})
	if d.Defect || !d.Relay || d.Own[0].Module != "acme.api" {
		t.Errorf("a client's error is the other's: %+v", d)
	}
}

func TestHandedDown(t *testing.T) {
	st := trail.Stack{Exception: "TypeError", Message: "'NoneType' object is not iterable", Request: 7, Head: trail.Line{Time: 9},
		Frames: frames("acme.api", "run(order)", "acme.jobs", "store(order)", "acme.db", "put(order)", "acme.db", "for x in order:")}
	tr := tracedTrail(st)
	if got := handedDown(tr, readTrace(RootsOf(tr), &st)); got != "acme.jobs" {
		t.Errorf("%q, want acme.jobs, which wrote a line before it failed", got)
	}
	st.Request = 0
	if got := handedDown(tr, readTrace(RootsOf(tr), &st)); got != "" {
		t.Errorf("%q without a request", got)
	}
}
