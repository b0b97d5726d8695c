package template

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// generalizeCase lists messages and the typed templates they make.
type generalizeCase struct {
	name     string
	messages []string
	want     []string
}

func runGeneralize(t *testing.T, cases []generalizeCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, texts(t, c.messages)); diff != "" {
				t.Errorf("templates differ (-want +got):\n%s", diff)
			}
		})
	}
}

// fill puts values into a format.
func fill(format string, values ...string) (out []string) {
	for _, v := range values {
		out = append(out, fmt.Sprintf(format, v))
	}
	return out
}

func TestQuantities(t *testing.T) {
	runGeneralize(t, []generalizeCase{
		{"time follows", []string{"ran 3 ms, slept 2 s", "ran 3 s, slept 2 s"}, []string{"ran <dur>, slept <dur>"}},
		{"other dimension stays", []string{"ran 3 ms over 9 KB", "ran 3 s over 9 KB"}, []string{"ran <dur> over <num> KB"}},
		{"less than", []string{"ran <1 sec now", "ran 3 sec now"}, []string{"ran <dur> now"}},
		{"pages", []string{"took 3 pages out", "took 9 percent out"}, []string{"took <*> out"}},
		{"number against dimensionless", []string{"took 3 out", "took 0x1f out"}, []string{"took <hex> out"}},
		{"only sizes and times follow", []string{"took 3 pages over 5 pages", "took 3 percent over 5 pages"}, []string{"took <*> over <num> pages"}},
		{"no unit", []string{"took 3 rows", "took 3 cats"}, []string{"took <num> cats", "took <num> rows"}},
	})
}

func TestValues(t *testing.T) {
	runGeneralize(t, []generalizeCase{
		{"first word stays", fill("%s went on", "alpha.beta", "gamma.delta"), []string{"alpha.beta went on", "gamma.delta went on"}},
		{"first word with digits", fill("%s went on", "w1x", "w2x"), []string{"<*> went on"}},
		{"names of functions stay", fill("calls %s(7) once", "do_it", "do_that"), []string{"calls do_it(<num>) once", "calls do_that(<num>) once"}},
		{"keys stay", fill("has %s=7 once", "a_b", "c_d"), []string{"has a_b=<num> once", "has c_d=<num> once"}},
		{"quoted word", fill("has '%s' once", "ann", "bob"), []string{"has '<*>' once"}},
		{"quoted key stays", fill("has '%s': 7 once", "ann", "bob"), []string{"has 'ann': <num> once", "has 'bob': <num> once"}},
		{"value of a field", fill("put {mode: %s, n: 7} there", "fast", "slow"), []string{"put {mode: <*>, n: <num>} there"}},
		{"value of a list", fill("put mode: %s, zone: east", "fast", "slow"), []string{"put mode: <*>, zone: east"}},
		{"no field", fill("put mode: %s there", "fast", "slow"), []string{"put mode: fast there", "put mode: slow there"}},
		{"nothing else left", fill("(%s)", "a.b", "c.d"), []string{"(a.b)", "(c.d)"}},
		{"vocabulary", append(fill("leader is %s now", "kafka_a", "kafka_b"), "lost kafka_a again"), []string{"leader is <*> now", "lost <*> again"}},
		{"vocabulary behind a noun", append(fill("session of user %s ended", "ann", "bob", "eve"), "no mail for user eve"), []string{"session of user <*> ended", "no mail for user <*>"}},
	})
}

func TestTooLittleLeft(t *testing.T) {
	colours := []string{"amber", "green", "blue", "brown", "grey", "pink"}
	properties := []string{"a.a=x", "b.b=x", "c.c=x", "d.d=x", "e.e=x", "f.f=x"}
	var cases []generalizeCase
	for format, values := range map[string][]string{
		"%s walls look fine":  colours, // the first word says what happens
		"say %s":              colours, // one literal word left
		"settings:%s":         properties,
		`put {"%s":"x"} here`: colours, // keys of JSON
		"unit state=%s.":      {"up", "shutting down"},
	} {
		cases = append(cases, generalizeCase{format, fill(format, values...), sorted(fill(format, values...))})
	}
	runGeneralize(t, cases)
}

func TestAbsorb(t *testing.T) {
	runs := fill("flush of part %s went well", "a1b2", "c3d4", "e5f6", "a7b8")
	runGeneralize(t, []generalizeCase{
		{"value", append(fill("flush of part %s went well", "a1b2", "c3d4", "e5f6"), "flush of part main went well"), []string{"flush of part <*> went well"}},
		{"glued", append(fill("flush of part-%s went well", "11", "12"), "flush of part-main went well"), []string{"flush of part-<*> went well"}},
		{"status", append(runs, "flush of part Timeout went well", "flush of part IOError went well"),
			[]string{"flush of part <hex> went well", "flush of part IOError went well", "flush of part Timeout went well"}},
		{"other words", append(runs, "flush of part main went badly"), []string{"flush of part <hex> went well", "flush of part main went badly"}},
		{"two blanks", append(runs, "flush of part main two went well"), []string{"flush of part <hex> went well", "flush of part main two went well"}},
	})
}

func TestEndings(t *testing.T) {
	ends := []string{"no such file", "busy", "try again later", "quota reached", "out of space", "hello", "bad key given", "who are you"}
	runGeneralize(t, []generalizeCase{
		{"shared tail", fill("the remote end says %s to us", ends...), []string{"the remote end says <*> to us"}},
		{"behind a bracket", fill("the remote end says [now] %s", ends...), sorted(fill("the remote end says [now] %s", ends...))},
		{"few", fill("the remote end says %s", ends[:7]...), sorted(fill("the remote end says %s", ends[:7]...))},
		{"short beginning", fill("it says %s", ends...), sorted(fill("it says %s", ends...))},
		{"same first words", fill("the remote end says %s", "a b", "a c d", "e f", "e g h", "i j", "i k l", "m n", "m o p"),
			sorted(fill("the remote end says %s", "a b", "a c d", "e f", "e g h", "i j", "i k l", "m n", "m o p"))},
	})
}

func TestTokens(t *testing.T) {
	st := newSymbols()
	for _, tt := range []struct {
		shape string
		want  []string
	}{
		{"", nil},
		{"a.b, c.", []string{"a.b", ",", " ", "c", "."}},
		{"x......<num>..y.", []string{"x", "......", "<num>", "..", "y", "."}},
		{"p-<num>-q=<*>", []string{"p-<num>-q", "=", "<*>"}},
		{`<\num> <x>`, []string{"<", `\num`, ">", " ", "<", "x", ">"}},
	} {
		var got []string
		for _, s := range st.tokens(nil, tt.shape) {
			got = append(got, st.text(s))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("tokens of %q (-want +got):\n%s", tt.shape, diff)
		}
	}
}
