package redact_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inquest/internal/redact"
	"inquest/internal/redact/planted"
)

// mixture draws text in which made-up secrets stand among words.
func mixture(t *rapid.T) string {
	made := planted.New(rapid.Uint64Range(0, 50).Draw(t, "seed"))
	detectors := redact.Detectors()
	var b strings.Builder
	for range rapid.IntRange(0, 4).Draw(t, "parts") {
		b.WriteString(rapid.StringMatching(`[a-zA-Z0-9=:"'/ .,()\[\]{}\n-]{0,12}`).Draw(t, "words"))
		if rapid.Bool().Draw(t, "secret") {
			d := rapid.SampledFrom(detectors).Draw(t, "detector")
			text, _ := made.Make(rapid.SampledFrom(d.Make).Draw(t, "pattern"))
			b.WriteString(" " + text + " ")
		}
	}
	return b.String()
}

func TestMaskingLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixture(t)
		m := redact.New(redact.Options{Addresses: rapid.Bool().Draw(t, "addresses")})
		if rapid.Bool().Draw(t, "learned") {
			m.Learn(text)
		}
		covers := m.Covers(text)
		at := 0
		for _, c := range covers {
			if c.From < at || c.To <= c.From || c.To > len(text) || !strings.HasPrefix(c.Name, redact.Prefix) {
				t.Fatalf("cover %+v behind %d of %d bytes", c, at, len(text))
			}
			at = c.To
		}
		masked := m.Mask(text)
		if applied := redact.Apply(text, covers); applied != masked {
			t.Fatalf("covers give %q, masking gives %q", applied, masked)
		}
		if again := m.Mask(masked); again != masked {
			t.Fatalf("masking %q twice gives %q, then %q", text, masked, again)
		}
		if back := m.Unmask(masked); back != text {
			t.Fatalf("unmasked %q, want %q", back, text)
		}
		if m.Found(masked) {
			t.Fatalf("something is found in %q", masked)
		}
		places := 0
		for _, c := range m.Counts() {
			places += c.Places
			if c.Values < 1 || c.Places < c.Values || c.Title == "" || c.Class == "" {
				t.Fatalf("count %+v", c)
			}
		}
		if want := 2 * len(covers); places != want {
			t.Fatalf("%d places counted, %d were covered", places, want)
		}
	})
}

// TestMaskInLeavesTheSurroundings: a value is masked by what stands around it, and
// nothing of that comes out.
func TestMaskInLeavesTheSurroundings(t *testing.T) {
	m := redact.New(redact.Options{})
	for _, c := range []struct{ before, value, after, want string }{
		{"password=", "Tr0ub4dor&3x", " rejected", "REDACTED-password-1"},
		{"", "Tr0ub4dor&3x", "", "Tr0ub4dor&3x"}, // nothing tells, and nothing was learned
		{"login of ", "ann.lee@mail.example", ", twice", "REDACTED-email-1"},
		{"mail to ann.lee@mail.example: ", "refused", "", "refused"},
		{"?password=", "Tr0ub4dor3x", "&user=ann", "REDACTED-password-2"},
		{"user ", "", " x", ""},
		{"ann.", "lee", "@mail.example", "REDACTED-email-1"}, // a part of what is masked
	} {
		if got := m.MaskIn(c.before, c.value, c.after); got != c.want {
			t.Errorf("MaskIn(%q, %q, %q) = %q, want %q", c.before, c.value, c.after, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		m := redact.New(redact.Options{})
		value := rapid.StringMatching(`[a-z ]{0,20}`).Draw(t, "value")
		if got := m.MaskIn("the words ", value, " say nothing"); got != value {
			t.Fatalf("%q became %q", value, got)
		}
	})
}

func TestPiecesOfALearnedSecretAreMasked(t *testing.T) {
	m := redact.New(redact.Options{})
	m.Learn("aws_secret_access_key=y5iclZB8PBzJQTg6V6J4VivnGgxcz/FPxHsJbz3P")
	for _, text := range []string{"the word y5iclZB8PBzJQTg6V6J4VivnGgxcz stands alone", `"FPxHsJbz3P"`} {
		if got := m.Mask(text); !strings.Contains(got, "REDACTED-") || strings.Contains(got, "zJQTg6") || strings.Contains(got, "FPxHs") {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"xy5iclZB8PBzJQTg6V6J4VivnGgxcz", "secret access key", "FPxHsJbz3Pq"} {
		if got := m.Mask(text); got != text {
			t.Errorf("%q became %q: it holds no piece", text, got)
		}
	}
	plain := redact.New(redact.Options{})
	plain.Learn("password=october and user=worker")
	if text := "in october a worker"; plain.Mask(text) != text {
		t.Error("a word that is somebody's password is masked everywhere")
	}
}

func TestPatternsKeepTheirHoles(t *testing.T) {
	m := redact.New(redact.Options{})
	text := "password=<*> of <id>"
	if got := m.MaskPattern(text, [][]int{{9, 12}, {16, 20}}); got != text {
		t.Errorf("a hole was masked: %q", got)
	}
	text = "password=Kx7<num>pQ9z of <id>"
	if got := m.MaskPattern(text, [][]int{{12, 17}}); strings.Contains(got, "pQ9z") || strings.Contains(got, "Kx7") {
		t.Errorf("the rest of a secret is left: %q", got)
	}
}

func TestKindOf(t *testing.T) {
	for in, want := range map[string]string{
		"REDACTED-email-12": "email", "of REDACTED-url-password-3 x": "url-password", "REDACTED-jwt-kabcdefghij23": "jwt", "plain": "", "REDACTED-": "",
	} {
		if got := redact.KindOf(in); got != want {
			t.Errorf("KindOf(%q) = %q, want %q", in, got, want)
		}
	}
	m := redact.New(redact.Options{})
	a := m.MaskAs("email", "x")
	if b := m.MaskAs("email", "x"); a != b || !strings.HasPrefix(a, "REDACTED-email-") || m.MaskAs("email", a) != a || m.MaskAs("email", "") != "" {
		t.Errorf("masked as %q, then %q", a, b)
	}
}

// TestKeyedNamesAreTheSameEverywhere: whatever was met before.
func TestKeyedNamesAreTheSameEverywhere(t *testing.T) {
	key := []byte("0123456789abcdef")
	one, two := redact.New(redact.Options{Key: key}), redact.New(redact.Options{Key: key})
	two.Mask("mail to zoe@mail.example, then bob@mail.example")
	a, b := one.Mask("ann.lee@mail.example"), two.Mask("ann.lee@mail.example")
	if a != b || !strings.Contains(a, "REDACTED-email-k") {
		t.Errorf("%q in one report, %q in another", a, b)
	}
	other := redact.New(redact.Options{Key: []byte("fedcba9876543210")})
	if c := other.Mask("ann.lee@mail.example"); c == a {
		t.Errorf("another key gives the same name %q", c)
	}
}

// TestNamesCountFromOne: numbers tell nothing of the values, and are the same for the same text.
func TestNamesCountFromOne(t *testing.T) {
	text := "zoe@mail.example ann@mail.example zoe@mail.example"
	const want = "REDACTED-email-1 REDACTED-email-2 REDACTED-email-1"
	for range 3 {
		if got := redact.New(redact.Options{}).Mask(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func FuzzMask(f *testing.F) {
	made := planted.New(3)
	for i, d := range redact.Detectors() {
		if i%4 == 0 {
			text, _ := made.Make(d.Make[0])
			f.Add("job failed: " + text + ", giving up")
		}
	}
	f.Add("REDACTED-email-1 REDACTED-")
	f.Add("password=\xff\xfe\x00 \u202e token=")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, redact.Prefix) {
			redact.New(redact.Options{}).Mask(text)
			return
		}
		m := redact.New(redact.Options{Addresses: true})
		m.Learn(text)
		masked := m.Mask(text)
		if again := m.Mask(masked); again != masked {
			t.Errorf("masking %q twice gives %q, then %q", text, masked, again)
		}
		if back := m.Unmask(masked); back != text {
			t.Errorf("%q came back as %q", text, back)
		}
	})
}

// TestMaskingTwiceChangesNothing: what the first masking uncovers is masked with it,
// where a part of a secret has grown together with another one.
func TestMaskingTwiceChangesNothing(t *testing.T) {
	kinds := redact.Detectors()
	for seed := range uint64(800) {
		made, r := planted.New(seed), rand.New(rand.NewPCG(seed, 1))
		one, _ := made.Make(kinds[r.IntN(len(kinds))].Make[0])
		two, _ := made.Make(kinds[r.IntN(len(kinds))].Make[0])
		text := []string{"job failed: ", "user: ", "token=", "password: "}[r.IntN(4)] + one[:r.IntN(len(one)+1)] + []string{"", "18k", ":", "="}[r.IntN(4)] + two
		m := redact.New(redact.Options{Addresses: true})
		m.Learn(text)
		masked := m.Mask(text)
		if again := m.Mask(masked); again != masked {
			t.Errorf("masking %q twice gives %q, then %q", text, masked, again)
		}
		if back := m.Unmask(masked); back != text {
			t.Errorf("%q came back as %q", text, back)
		}
	}
}
