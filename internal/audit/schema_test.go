package audit_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"inquest/internal/audit"
)

// TestTheSchemaKnowsEveryKey holds the JSON form against its description, for audits that
// have statements of all verdicts, altered lines, a page and none: every key is described
// and of its type, every required one is there.
func TestTheSchemaKnowsEveryKey(t *testing.T) {
	schema := readSchema(t)
	b := logsOf(t, sampleLogs)
	for _, report := range []struct{ name, text string }{
		{"bad.md", "# RCA\n\n5 jobs failed. Customers were hit. We met.\n\n```\n2026-01-05 10:00:05 - ERROR - Job b2 failed after 8 seconds.\n```\n"},
		{"good.html", "<html><body><p>3 jobs failed.</p></body></html>"},
		{"none.txt", "Nothing.\n"},
	} {
		doc := asJSON(t, b.audit(t, report.name, report.text))
		fits(t, report.name, schema, schema, doc)
	}
}

// TestTheSchemaRefuses holds that the check of the schema can fail.
func TestTheSchemaRefuses(t *testing.T) {
	schema := readSchema(t)
	b := logsOf(t, sampleLogs)
	for _, breakIt := range []func(map[string]any){
		func(d map[string]any) { d["extra"] = 1.0 },
		func(d map[string]any) { delete(d, "summary") },
		func(d map[string]any) { d["schema"] = "inquest.audit/v9" },
		func(d map[string]any) { first(d)["verdict"] = "wrong" },
		func(d map[string]any) { first(d)["kind"] = "wrong" },
		func(d map[string]any) { first(d)["references_total"] = "3" },
		func(d map[string]any) { delete(first(d), "span") },
	} {
		doc := asJSON(t, b.audit(t, "r.md", "5 jobs failed.\n"))
		breakIt(doc)
		if misfit("", schema, schema, doc) == "" {
			t.Errorf("the schema takes %v", doc)
		}
	}
}

func first(d map[string]any) map[string]any { return d["statements"].([]any)[0].(map[string]any) }

func readSchema(t *testing.T) map[string]any {
	t.Helper()
	raw, err := os.ReadFile("../../docs/schema/inquest.audit.v1.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	return schema
}

func asJSON(t *testing.T, r *audit.Result) map[string]any {
	t.Helper()
	var out bytes.Buffer
	if err := audit.WriteJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func fits(t *testing.T, at string, root, schema map[string]any, v any) {
	t.Helper()
	if why := misfit(at, root, schema, v); why != "" {
		t.Error(why)
	}
}

// misfit tells where a value does not fit its schema; "" when it does.
func misfit(at string, root, schema map[string]any, v any) string {
	if ref, ok := schema["$ref"].(string); ok {
		schema = root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if words, ok := schema["enum"].([]any); ok && !slices.Contains(words, v) {
		return fmt.Sprintf("%s: %v is not among %v", at, v, words)
	}
	if c, ok := schema["const"]; ok && c != v {
		return fmt.Sprintf("%s: %v is not %v", at, v, c)
	}
	if why := mistyped(at, schema["type"], v); why != "" {
		return why
	}
	switch v := v.(type) {
	case map[string]any:
		props, _ := schema["properties"].(map[string]any)
		for k, x := range v {
			p, ok := props[k].(map[string]any)
			if !ok {
				return at + ": the schema does not know " + k
			}
			if why := misfit(at+"."+k, root, p, x); why != "" {
				return why
			}
		}
		for _, k := range schema["required"].([]any) {
			if _, ok := v[k.(string)]; !ok {
				return at + ": " + k.(string) + " is missing"
			}
		}
	case []any:
		items, _ := schema["items"].(map[string]any)
		for i, x := range v {
			if why := misfit(fmt.Sprintf("%s[%d]", at, i), root, items, x); why != "" {
				return why
			}
		}
	}
	return ""
}

func mistyped(at string, want, v any) string {
	ok := false
	switch v.(type) {
	case map[string]any:
		ok = want == "object"
	case []any:
		ok = want == "array"
	case string:
		ok = want == "string"
	case bool:
		ok = want == "boolean"
	case float64:
		ok = want == "number" || want == "integer"
	}
	if ok {
		return ""
	}
	return fmt.Sprintf("%s: %v is no %v", at, v, want)
}
