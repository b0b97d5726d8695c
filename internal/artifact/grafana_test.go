package artifact

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
)

// schemaErrors checks a dashboard against what Grafana documents of its JSON
// model: the fields that must be there, their types, and where panels may lie.
func schemaErrors(b []byte) []error {
	var d map[string]any
	if err := json.Unmarshal(b, &d); err != nil {
		return []error{err}
	}
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	str := func(m map[string]any, key string) string {
		s, ok := m[key].(string)
		if !ok || s == "" {
			bad("%s is no text: %v", key, m[key])
		}
		return s
	}
	num := func(m map[string]any, key string) int {
		f, ok := m[key].(float64)
		if !ok || f != float64(int(f)) {
			bad("%s is no whole number: %v", key, m[key])
		}
		return int(f)
	}
	if uid := str(d, "uid"); len(uid) > 40 {
		bad("uid has %d characters, more than 40", len(uid))
	}
	str(d, "title")
	if num(d, "schemaVersion") < 36 {
		bad("schemaVersion %v is old", d["schemaVersion"])
	}
	if id, ok := d["id"]; !ok || id != nil {
		bad("id is %v, an import wants null", id)
	}
	window, _ := d["time"].(map[string]any)
	str(window, "from")
	str(window, "to")
	templates, _ := d["templating"].(map[string]any)
	names := map[string]bool{}
	variables, _ := templates["list"].([]any)
	for _, v := range variables {
		v := v.(map[string]any)
		names["${"+str(v, "name")+"}"] = true
		if str(v, "type") != "datasource" {
			bad("variable of type %v", v["type"])
		}
	}
	panels, _ := d["panels"].([]any)
	if len(panels) == 0 {
		bad("no panels")
	}
	ids, taken := map[int]bool{}, map[[2]int]bool{}
	for _, p := range panels {
		p := p.(map[string]any)
		id := num(p, "id")
		if ids[id] || id < 1 {
			bad("panel id %d is taken", id)
		}
		ids[id] = true
		str(p, "title")
		switch kind := str(p, "type"); kind {
		case "text", "timeseries", "logs":
		default:
			bad("panel type %s", kind)
		}
		pos := p["gridPos"].(map[string]any)
		x, y, w, h := num(pos, "x"), num(pos, "y"), num(pos, "w"), num(pos, "h")
		if x < 0 || y < 0 || w < 1 || h < 1 || x+w > 24 {
			bad("panel %d lies at %d,%d with %dx%d", id, x, y, w, h)
		}
		for i := x; i < x+w; i++ {
			for j := y; j < y+h; j++ {
				if taken[[2]int{i, j}] {
					bad("panel %d covers another", id)
				}
				taken[[2]int{i, j}] = true
			}
		}
		targets, _ := p["targets"].([]any)
		if p["type"] != "text" && len(targets) == 0 {
			bad("panel %d asks nothing", id)
		}
		refs := map[string]bool{}
		for _, q := range targets {
			q := q.(map[string]any)
			if ref := str(q, "refId"); refs[ref] {
				bad("refId %s is taken", ref)
			} else {
				refs[ref] = true
			}
			str(q, "expr")
			source, _ := q["datasource"].(map[string]any)
			if !names[str(source, "uid")] {
				bad("panel %d asks the unknown source %v", id, source["uid"])
			}
		}
	}
	return errs
}

func TestDashboardsFitTheSchema(t *testing.T) {
	for name, r := range reports(t) {
		files, err := Make(r, Options{})
		if errors.Is(err, ErrNothing) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if f.Name == "grafana-dashboard.json" {
				for _, err := range schemaErrors(f.Data) {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
	for _, broken := range []string{`{}`, `{"uid":"x","title":"t","schemaVersion":39,"id":null,"time":{"from":"a","to":"b"},"templating":{"list":[]},"panels":[]}`} {
		if len(schemaErrors([]byte(broken))) == 0 {
			t.Errorf("the schema accepts %s", broken)
		}
	}
}
