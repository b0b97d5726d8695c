package lazy

import (
	"reflect"
	"regexp"
	"sync"
	"testing"
)

// Each method must give what the expression itself gives.
func TestSameAsRegexp(t *testing.T) {
	const src, text = `(?P<key>\w+)=(\d+)`, "a=1, bc=23; d=x"
	for name, call := range map[string]func(re, lz any) (want, got any){
		"MatchString": func(a, b any) (any, any) { return a.(*regexp.Regexp).MatchString(text), b.(*Regexp).MatchString(text) },
		"Match": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).Match([]byte(text)), b.(*Regexp).Match([]byte(text))
		},
		"no match":   func(a, b any) (any, any) { return a.(*regexp.Regexp).MatchString("x"), b.(*Regexp).MatchString("x") },
		"FindString": func(a, b any) (any, any) { return a.(*regexp.Regexp).FindString(text), b.(*Regexp).FindString(text) },
		"FindIndex": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindStringIndex(text), b.(*Regexp).FindStringIndex(text)
		},
		"FindSubmatch": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindStringSubmatch(text), b.(*Regexp).FindStringSubmatch(text)
		},
		"FindSubmatchIndex": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindStringSubmatchIndex(text), b.(*Regexp).FindStringSubmatchIndex(text)
		},
		"FindAll": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindAllString(text, -1), b.(*Regexp).FindAllString(text, -1)
		},
		"FindAllIndex": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindAllStringIndex(text, -1), b.(*Regexp).FindAllStringIndex(text, -1)
		},
		"FindAllSubmatch": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindAllStringSubmatch(text, -1), b.(*Regexp).FindAllStringSubmatch(text, -1)
		},
		"FindAllSubmatchIndex of a string": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindAllStringSubmatchIndex(text, -1), b.(*Regexp).FindAllStringSubmatchIndex(text, -1)
		},
		"FindAllSubmatchIndex": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).FindAllSubmatchIndex([]byte(text), -1), b.(*Regexp).FindAllSubmatchIndex([]byte(text), -1)
		},
		"Replace": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).ReplaceAllString(text, "$1"), b.(*Regexp).ReplaceAllString(text, "$1")
		},
		"ReplaceFunc": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).ReplaceAllStringFunc(text, twice), b.(*Regexp).ReplaceAllStringFunc(text, twice)
		},
		"Split": func(a, b any) (any, any) { return a.(*regexp.Regexp).Split(text, -1), b.(*Regexp).Split(text, -1) },
		"SubexpIndex": func(a, b any) (any, any) {
			return a.(*regexp.Regexp).SubexpIndex("key"), b.(*Regexp).SubexpIndex("key")
		},
		"SubexpNames": func(a, b any) (any, any) { return a.(*regexp.Regexp).SubexpNames(), b.(*Regexp).SubexpNames() },
		"String":      func(a, b any) (any, any) { return a.(*regexp.Regexp).String(), b.(*Regexp).String() },
	} {
		if want, got := call(regexp.MustCompile(src), Compile(src)); !reflect.DeepEqual(want, got) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func twice(s string) string { return s + s }

func TestCompiledOnce(t *testing.T) {
	re := Compile(`a+`)
	if re.re != nil {
		t.Fatal("compiled before it was used")
	}
	seen := make([]*regexp.Regexp, 16)
	var wg sync.WaitGroup
	for i := range seen {
		wg.Go(func() { seen[i] = re.Get() })
	}
	wg.Wait()
	for _, got := range seen {
		if got == nil || got != seen[0] {
			t.Fatalf("compiled more than once: %p and %p", got, seen[0])
		}
	}
}

func TestBadExpressionPanicsAtItsUse(t *testing.T) {
	re := Compile(`(`)
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	re.MatchString("x")
}
