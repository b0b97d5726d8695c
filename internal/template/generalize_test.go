package template

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write golden files anew")

// checkGeneralize fails the test when the templates break a law: every shape in
// one template, counts kept, ids of the text, texts distinct and in order, and
// the same result for every order of the input. It returns the templates.
func checkGeneralize(t testing.TB, shapes []Counted) []Template {
	t.Helper()
	got := Generalize(shapes)
	seen := make([]bool, len(shapes))
	texts := map[string]bool{}
	for i, tm := range got {
		if texts[tm.Text] || tm.ID != identify(tm.Text) || untyped(tm.Typed) != tm.Text {
			t.Fatalf("template %+v: text twice, wrong id, or typed text of another template", tm)
		}
		texts[tm.Text] = true
		if i > 0 && (got[i-1].Count < tm.Count || got[i-1].Count == tm.Count && got[i-1].Text >= tm.Text) {
			t.Fatalf("templates %d and %d are out of order", i-1, i)
		}
		var n uint64
		for k, s := range tm.Shapes {
			if seen[s] || k > 0 && tm.Shapes[k-1] >= s {
				t.Fatalf("shape %d stands twice or out of order", s)
			}
			seen[s] = true
			n += shapes[s].Count
		}
		if n != tm.Count {
			t.Fatalf("template %q counts %d, its shapes %d", tm.Text, tm.Count, n)
		}
	}
	for i, ok := range seen {
		if !ok {
			t.Fatalf("shape %d (%q) has no template", i, shapes[i].Shape)
		}
	}
	perm := rand.New(rand.NewPCG(1, uint64(len(shapes)))).Perm(len(shapes))
	mixed := make([]Counted, len(shapes))
	for to, from := range perm {
		mixed[to] = shapes[from]
	}
	again := Generalize(mixed)
	for i := range again {
		if i >= len(got) || again[i].Text != got[i].Text || again[i].Typed != got[i].Typed || again[i].Count != got[i].Count {
			t.Fatalf("another order of the input gives another result at %d:\n%+v\n%+v", i, again, got)
		}
		for _, s := range again[i].Shapes {
			if !contains(got[i].Shapes, perm[s]) {
				t.Fatalf("another order puts shape %q elsewhere", mixed[s].Shape)
			}
		}
	}
	if len(again) != len(got) {
		t.Fatalf("another order gives %d templates instead of %d", len(again), len(got))
	}
	return got
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if y == x {
			return true
		}
	}
	return false
}

// texts masks messages and returns the typed texts of their templates.
func texts(t testing.TB, messages []string) []string {
	t.Helper()
	var m Masker
	var shapes []Counted
	index := map[string]int{}
	for _, msg := range messages {
		shape, _ := m.Mask([]byte(msg))
		k, ok := index[string(shape)]
		if !ok {
			k = len(shapes)
			index[string(shape)] = k
			shapes = append(shapes, Counted{Shape: string(shape)})
		}
		shapes[k].Count++
	}
	var out []string
	for _, tm := range checkGeneralize(t, shapes) {
		out = append(out, tm.Typed)
	}
	return out
}

func TestGeneralize(t *testing.T) {
	each := func(format string, values ...string) (out []string) {
		for _, v := range values {
			out = append(out, fmt.Sprintf(format, v))
		}
		return out
	}
	tests := []struct {
		name     string
		messages []string
		want     []string
	}{
		{"nothing", nil, nil},
		{"empty brackets", []string{"peer 192.0.2.1 () left", "peer 192.0.2.1 (192.0.2.7) left"}, []string{"peer <ip> (<*>) left"}},
		{"a call is no empty bracket", []string{"f() done", "f(7) done"}, []string{"f() done", "f(<num>) done"}},
		{"unit that stays", []string{"took 3 ms", "took 9 ms"}, []string{"took <num> ms"}},
		{"unit that changes", []string{"sent 3 KB, free 9 KB", "sent 3 MB, free 9 KB"}, []string{"sent <size>, free <size>"}},
		{"restated quantity", []string{"sent 3637 bytes (3.55 KB) now", "sent 17 bytes now"}, []string{"sent <size> now"}},
		{"list", []string{"drops 7", "drops 7, 9, 12", "drops 1, 2"}, []string{"drops <*>"}},
		{"list of one length", []string{"box 1, 2", "box 7, 9"}, []string{"box <num>, <num>"}},
		{"call stack", []string{"left by a.b.f:1 a.b.g:2", "left by a.b.f:1 c.d.h:9 e.f.g:3"}, []string{"left by <*>"}},
		{"value-like words", each("leader is %s now", "kafka_a", "kafka_b"), []string{"leader is <*> now"}},
		{"kept beginning", each("node %s left", "rack-ab3", "rack-c1x"), []string{"node rack-<*> left"}},
		{"states do not merge", each("worker %s cleanly", "started", "stopped", "paused", "resumed", "crashed", "failed", "parked"),
			sorted(each("worker %s cleanly", "started", "stopped", "paused", "resumed", "crashed", "failed", "parked"))},
		{"names behind a noun", each("session opened for user %s", "ann", "bob", "eve"), []string{"session opened for user <*>"}},
		{"two names are too few", each("session opened for user %s", "ann", "bob"), each("session opened for user %s", "ann", "bob")},
		{"name against slot", []string{"session opened for user ann", "session opened for user root"}, []string{"session opened for user <*>"}},
		{"absorbed", append(each("flush of segment %s went well today", "a1b2", "c3d4", "e5f6"), "flush of segment main went well today"),
			[]string{"flush of segment <*> went well today"}},
		{"blocks", []string{"map disk 10 at 20 disk 30 at 40 end", "map disk 1 at 2 disk 3 at 4 disk 5 at 6 end"}, []string{"map <*> end"}},
		{"pairs", each("unit moved to new place with state=%s, bye", "up", "shutting down"), []string{"unit moved to new place with state=<*>, bye"}},
		{"bracketed value", each("take the shared lock ws=%s, uid=3", "null", "Source{12}"), []string{"take the shared lock ws=<*>, uid=<num>"}},
		{"properties", each("Engine settings:%s", "a.size=1", "b.path=/x", "c.name=y", "d.mode=on", "e.home=/y", "f.zone=z w"), []string{"Engine settings:<*>"}},
		{"few properties", each("Engine settings:%s", "a.size=1", "b.path=/x"), []string{"Engine settings:a.size=<num>", "Engine settings:b.path=<path>"}},
		{"enclosed", each("cannot parse the query (%s) given", "a b", "c d e", "f g", "h i j", "k l", "m n", "o p q r", "s t"), []string{"cannot parse the query (<*>) given"}},
		{"endings", each("the remote end says %s", "no such file", "busy", "try again later", "quota reached", "out of space", "hello", "bad key given", "who are you"),
			[]string{"the remote end says <*>"}},
		{"errors stay", each("job ended with cause=%s after while", "IOError", "DiskException"), sorted(each("job ended with cause=%s after while", "IOError", "DiskException"))},
		{"outcomes stay", each("task ended in state '%s' after work", "DONE", "HALTED", "FAILURE"), []string{"task ended in state '<*>' after work", "task ended in state 'FAILURE' after work"}},
		{"short verbs stay", each("run server %s volume now", "add", "remove", "show", "list"), sorted(each("run server %s volume now", "add", "remove", "show", "list"))},
		{"statements of one logger", each("[node a b] %s", "started up", "lost the far end", "found 3 rows", "gave up", "took a nap today", "went on", "did it", "saw nothing else"),
			sorted(each("[node a b] %s", "started up", "lost the far end", "found <num> rows", "gave up", "took a nap today", "went on", "did it", "saw nothing else"))},
		{"wider kind", []string{"rid=4410 ok", "rid=44a0 ok", "rid=x77_1 ok"}, []string{"rid=<id> ok"}},
		{"joined slots", each("at %s:9", "x_1a", "y_2b"), []string{"at <*>"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, texts(t, tt.messages)); diff != "" {
				t.Errorf("templates differ (-want +got):\n%s", diff)
			}
		})
	}
}

func sorted(list []string) []string {
	out := append([]string(nil), list...)
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

func TestGeneralizeKeepsStatus(t *testing.T) {
	m := Masker{KeepStatus: true}
	var shapes []Counted
	for _, msg := range []string{`"GET /a/1 HTTP/1.1" 200 17`, `"GET /b/2 HTTP/1.1" 502 0`, "status=503 for client ann", "status=200 for client ann"} {
		shape, _ := m.Mask([]byte(msg))
		shapes = append(shapes, Counted{string(shape), 1})
	}
	var got []string
	for _, tm := range checkGeneralize(t, shapes) {
		got = append(got, tm.Typed)
	}
	want := []string{`"GET <path>" 200 <num>`, `"GET <path>" 502 <num>`, "status=200 for client ann", "status=503 for client ann"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("templates differ (-want +got):\n%s", diff)
	}
}

// TestOrder puts random statements with random values together: every order
// gives the same templates.
func TestOrder(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("open close user host ann bob eve file is at lost done=<num> (<*>) () [ok] <num> <ip> 3 KB ms , : = <*>, core.<num> a_b x.y root " +
		`"up" 'no' = { } state= going started`))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "shapes")
		var shapes []Counted
		for range n {
			s := strings.Join(rapid.SliceOfN(word, 1, 9).Draw(t, "words"), " ")
			shapes = append(shapes, Counted{s, uint64(rapid.IntRange(1, 9).Draw(t, "count"))})
		}
		a := Generalize(shapes)
		perm := rapid.Permutation(shapes).Draw(t, "order")
		b := Generalize(perm)
		if len(a) != len(b) {
			t.Fatalf("%d templates against %d", len(a), len(b))
		}
		for i := range a {
			if a[i].ID != b[i].ID || a[i].Typed != b[i].Typed || a[i].Count != b[i].Count || len(a[i].Shapes) != len(b[i].Shapes) {
				t.Fatalf("template %d differs: %+v against %+v", i, a[i], b[i])
			}
		}
	})
}

// TestTemplatesGolden keeps the templates of a small log of our own: a change of
// a rule is a diff to read. -update writes it anew.
func TestTemplatesGolden(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "shop.log"))
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(texts(t, strings.Split(strings.TrimSpace(string(data)), "\n")), "\n") + "\n"
	name := filepath.Join("testdata", "shop.templates")
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("templates differ, see go test -update (-want +got):\n%s", diff)
	}
}
