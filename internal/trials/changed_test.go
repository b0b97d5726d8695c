package trials

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"inquest/internal/artifact"
	"inquest/internal/browse"
	"inquest/internal/evidence"
	"inquest/internal/knowledge"
	"inquest/internal/render"
	"inquest/internal/report"
)

// strange are what a value of a report is changed into.
func strange(old any) []any {
	out := []any{nil, json.Number("-1"), json.Number("9223372036854775807"), json.Number("1e300"), "", "\x1b[31m\u202e=1+1", strings.Repeat("x", 5000), []any{}, map[string]any{}, true, gone{}}
	switch v := old.(type) {
	case []any:
		if len(v) > 0 {
			out = append(out, append(slices.Clone(v), v[0]), v[:len(v)-1])
		}
	case json.Number:
		out = append(out, json.Number("0"), json.Number(v.String()+"0"), json.Number("4000000000"))
	case string:
		out = append(out, v+"x", "9999-12-31T23:59:59Z", "0000-00-00T00:00:00", "c999999", "c0")
	}
	return out
}

// gone stands for a key that is taken away.
type gone struct{}

// changes calls try with every change of a document, and names the place. The document
// is whole again afterwards.
func changes(v any, path string, try func(where string)) {
	each := func(key string, old any, set func(any)) {
		for _, x := range strange(old) {
			set(x)
			try(fmt.Sprintf("%s%s = %.40v", path, key, x))
		}
		set(old)
		changes(old, path+key, try)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			each("."+k, v[k], func(x any) {
				if _, take := x.(gone); take {
					delete(v, k)
					return
				}
				v[k] = x
			})
		}
	case []any:
		for i := range v {
			each(fmt.Sprintf("[%d]", i), v[i], func(x any) {
				if _, take := x.(gone); take {
					x = nil
				}
				v[i] = x
			})
		}
	}
}

// TestChangedReportsHarmNobody: a report's JSON may come from anywhere. Whatever stands in
// it, the verbs that read it end soon, with an error or with a page, and never panic.
func TestChangedReportsHarmNobody(t *testing.T) {
	t.Parallel()
	h := hold(t, small(t))
	doc := says(t, h.raw)
	own, _, err := report.Read(h.raw)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	changes(doc, "", func(string) { n++ })
	step, k := stride(n, sampled), 0
	shown, made := 0, 0
	changes(doc, "", func(where string) {
		if k++; k%step != 0 {
			return
		}
		raw, err := json.Marshal(doc)
		if err != nil {
			return // a number that JSON does not know
		}
		begun := time.Now()
		guarded(t, where, func() {
			if read(raw) {
				shown++
			}
			if makes(raw) {
				made++
			}
			remembers(raw, own)
		})
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s: took %s", where, took)
		}
	})
	t.Logf("changes %d of %d, shown %d, made artifacts of %d", k/step, n, shown, made)
	if shown == 0 || made == 0 {
		t.Error("no changed report was shown, or none made artifacts: the trial tries nothing")
	}
}

func guarded(t *testing.T, where string, do func()) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: panic: %v\n%.1500s", where, p, debug.Stack())
		}
	}()
	do()
}

// read shows a report on a screen, as browse does, and as every page.
func read(raw []byte) bool {
	r, foreign, err := report.Read(raw)
	if err != nil {
		return false
	}
	m := browse.New(r, browse.Options{Name: "report.json", Foreign: foreign})
	for _, size := range []tea.WindowSizeMsg{{Width: 130, Height: 30}, {Width: 7, Height: 2}} {
		m.Update(size)
		for range 12 {
			m.Update(tea.KeyPressMsg(tea.Key{Code: tea.KeyTab}))
			m.Update(tea.KeyPressMsg(tea.Key{Code: tea.KeyDown}))
			m.Update(tea.KeyPressMsg(tea.Key{Code: tea.KeyEnter}))
			m.View()
			m.Update(tea.KeyPressMsg(tea.Key{Code: tea.KeyEscape}))
		}
	}
	for _, name := range []string{"text", "md", "html", "json"} {
		if page, err := render.ByName(name); err == nil {
			_ = page.Render(io.Discard, r, render.Options{})
		}
	}
	return true
}

type anyRef struct{}

func (anyRef) Resolve(evidence.Ref) error { return nil }

func makes(raw []byte) bool {
	d, err := report.Decode(raw)
	if err != nil {
		return false
	}
	r, err := d.Report(anyRef{})
	if err != nil {
		return false
	}
	_, err = artifact.Make(r, artifact.Options{})
	return err == nil || errors.Is(err, artifact.ErrNothing)
}

// remembers takes the report for an earlier one.
func remembers(raw []byte, now *report.Report) {
	d, err := report.Decode(raw)
	if err != nil {
		return
	}
	past := knowledge.Base{History: []knowledge.Past{{File: "past.json", Report: d.Unproven()}}}
	sections := now.Sections
	past.AddTo(now)
	now.Sections = sections
}
