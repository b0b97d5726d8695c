package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inquest/internal/cause"
	"inquest/internal/evidence"
)

// smallReport holds one block of each kind that is checked.
func smallReport(t *testing.T) *Report {
	t.Helper()
	r := &Report{Schema: Schema, Tool: Tool{Name: "inquest", Version: "test"}, Verdict: cause.Open, Headline: "c1", Shown: 1}
	if _, err := r.Claims.Add(testClaim(t, 3, "jobs")); err != nil {
		t.Fatal(err)
	}
	axis := []Segment{{Span: Span{From: 0, To: 100}, Bin: 10}}
	r.Hypotheses = []Hypothesis{{Rank: 1, Title: Words("x")}}
	r.Sections = []Section{{ID: "s", Title: "S", Blocks: []Block{
		{Kind: Statements, Claims: []ID{"c1"}},
		{Kind: TableBlock, Table: &Table{Columns: []Column{{Title: "A"}}, Rows: [][]Cell{{{Text: Words("x")}}}}},
		{Kind: FigureBlock, Figure: &Figure{Strip: &Strip{Axis: axis, Bins: []Bin{{At: 10, N: 3, Bad: 1}}}}},
		{Kind: FigureBlock, Figure: &Figure{Histogram: &Histogram{Width: 10, Bars: []HistogramBar{{From: 0, To: 10, Failed: 1}}}}},
		{Kind: FigureBlock, Figure: &Figure{HeatMap: &HeatMap{Width: 10, Columns: []int64{0}, Sums: []int64{1}, Rows: []HeatRow{{Cells: []int64{1}}}}}},
		{Kind: Hypotheses, Ranks: []int{1}},
	}}}
	return r
}

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestReadGivesTheReportBack(t *testing.T) {
	want := encode(t, smallReport(t))
	r, foreign, err := Read([]byte(want))
	if err != nil || foreign != 0 {
		t.Fatalf("%d foreign claims, %v", foreign, err)
	}
	if got := encode(t, r); got != want {
		t.Errorf("read and written again:\n%s\nwant\n%s", got, want)
	}
}

func TestReadGivesTheExamplesBack(t *testing.T) {
	files, err := filepath.Glob("../../examples/expected/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, foreign, err := Read(b)
		if err != nil || foreign != 0 {
			t.Fatalf("%s: %d foreign claims, %v", f, foreign, err)
		}
		var want, got any
		if json.Unmarshal(b, &want) != nil || json.Unmarshal([]byte(encode(t, r)), &got) != nil || encode(t, want) != encode(t, got) {
			t.Errorf("%s: what was read is not what was written", f)
		}
	}
}

// TestReadKeepsForeignClaims: a sentence that this version cannot derive stands
// as a quotation with its references.
func TestReadKeepsForeignClaims(t *testing.T) {
	text := encode(t, smallReport(t))
	for _, edit := range [][2]string{{`"report.test"`, `"report.of-a-later-version"`}, {`"text":"3 of jobs."`, `"text":"4 of jobs."`}} {
		edited := strings.Replace(text, edit[0], edit[1], 1)
		r, foreign, err := Read([]byte(edited))
		if err != nil || foreign != 1 {
			t.Fatalf("%v: %d foreign claims, %v", edit, foreign, err)
		}
		c := r.Claims.Claim("c1")
		if len(c.Refs()) != 1 || len(c.Segments()) != 1 || !c.Segments()[0].Quoted {
			t.Errorf("%v: the claim came back as %v", edit, c.Segments())
		}
	}
}

func TestReadRefuses(t *testing.T) {
	text := encode(t, smallReport(t))
	for name, edit := range map[string][3]string{
		"another schema":       {`report/v1`, `report/v9`, "schema"},
		"a live title":         {`"title":"S"`, `"title":"S\u001b[2J"`, "sections[0].title"},
		"an invisible word":    {`"title":"A"`, `"title":"A\u202e"`, "acts"},
		"a claim of nowhere":   {`"claims":["c1"]`, `"claims":["c7"]`, `"c7"`},
		"a headline that acts": {`"headline":"c1"`, `"headline":"x"`, `"x"`},
		"a rank of nowhere":    {`"ranks":[1]`, `"ranks":[2]`, "rank 2"},
		"a rank of zero":       {`"ranks":[1]`, `"ranks":[0]`, "rank 0"},
		"no table":             {`"kind":"statements"`, `"kind":"table"`, "table without columns"},
		"no figure":            {`"kind":"statements"`, `"kind":"figure"`, "without content"},
		"no excerpt":           {`"kind":"statements"`, `"kind":"excerpt"`, "without content"},
		"a wide row":           {`"columns":[{"title":"A"}]`, `"columns":[{"title":"A"},{"title":"B"}]`, "1 cells for 2"},
		"an axis of no width":  {`"bin_ns":10`, `"bin_ns":0`, "axis"},
		"an axis backwards":    {`"from_ns":0,"to_ns":100`, `"from_ns":200,"to_ns":100`, "axis"},
		"bins that are parts":  {`"bin_ns":10`, `"bin_ns":7`, "axis"},
		"a negative bin":       {`"n":3,"bad":1`, `"n":-3,"bad":1`, "bin 1"},
		"more bad than all":    {`"n":3,"bad":1`, `"n":3,"bad":9`, "bin 1"},
		"a bar below zero":     {`"failed":1`, `"failed":-1`, "bar 1"},
		"heat without sums":    {`"sums":[1]`, `"sums":[]`, "heat map"},
		"shown beyond":         {`"shown_claims":1`, `"shown_claims":2`, "shown_claims"},
		"no reference":         {`"refs":[{`, `"no":[{`, "claims.c1"},
		"ids with a hole":      {`"c1":{`, `"c2":{`, "ids count"},
		"not JSON":             {`{`, `[`, "not a report"},
	} {
		edited := strings.Replace(text, edit[0], edit[1], 1)
		if edited == text {
			t.Errorf("%s: the edit changes nothing", name)
		}
		if _, _, err := Read([]byte(edited)); err == nil || !strings.Contains(strings.ToLower(err.Error()), edit[2]) {
			t.Errorf("%s: error %v, want one with %q", name, err, edit[2])
		}
	}
}

func TestReadTakesLogTextAsItIs(t *testing.T) {
	r := smallReport(t)
	r.Units = []Unit{{Kind: "job", ID: evidence.NewQuote("\x1b[2Jbake")}}
	r.Hypotheses[0].Title = Quoted("\x1b]0;x\x07")
	if _, _, err := Read([]byte(encode(t, r))); err != nil {
		t.Errorf("hostile log text, which renderers escape, is refused: %v", err)
	}
}
