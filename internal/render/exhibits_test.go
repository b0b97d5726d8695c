package render

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"inquest/internal/evidence"
	"inquest/internal/report"
)

// exhibits are those of the sample: three components, two templates, two runs
// of lines of which one is cited by c1.
func (s *sampler) exhibits() report.Exhibits {
	line := s.quoted(3, "")
	around := func(file string, first int64, n int) report.Around {
		a := report.Around{File: s0(s.dirty(file)), Line: first, Ref: s.ref(file, first)}
		for i := range n {
			a.Lines = append(a.Lines, report.AroundLine{Text: s0(s.dirty("lock wait timeout on ledger")), Cited: i == 2, Cut: i == 3})
		}
		return a
	}
	return report.Exhibits{
		Topology: &report.Topology{
			Nodes: []report.Node{{Name: s0(s.dirty("jobs")), Kind: "units", Lines: 20, Bad: 14}, {Name: s0(s.dirty("bake on oven-1")), Kind: "service", Layer: 1, Lines: 400, Bad: 3},
				{Name: s0(s.dirty("ledger-db:5432")), Kind: "peer", Layer: 2, Role: "cause"}},
			Edges: []report.Edge{{From: 0, To: 1, Kind: "runs", Events: 20, Bad: 14, Line: &line}, {From: 1, To: 2, Kind: "calls", Events: 9}, {From: 1, To: 2, Kind: "connects", Events: 40, Bad: 7}}, More: 2,
		},
		Templates: &report.Patterns{Axis: s.axis(), Total: 31, Rows: []report.Pattern{
			{ID: "t1", Text: s0(s.dirty("lock wait timeout on <name>")), Level: "error", Count: 14, Bad: true, Sources: []evidence.Quote{s0(s.dirty("db/ledger.log")), s0(s.dirty("jobs/bake.log"))},
				From: sampleStart + 60*second, To: sampleStart + 90*second, Series: append(make([]int64, 119), 14), Line: &line},
			{ID: "t2", Text: s0(s.dirty("oven <num> ready")), Level: "info", Count: 4, Series: []int64{4}},
		}},
		Detail:     &report.Detail{Axis: s.axis(), Lanes: [][][3]int64{{{1, 4, 0}, {7, 3, 2}, {70, 1, 1}}, {{0, 1, 0}}}},
		Around:     []report.Around{around("db/ledger.log", 1, 5), around("db/ledger.log", 12, 3), around("jobs/bake.log", 12, 5)},
		AroundLeft: 1,
	}
}

func TestCitedLinesAreLinked(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	for _, want := range []string{
		`id="L0-3"`, `href="#L0-3"`, // a claim of the ledger leads to the line
		`id="L1-14"`,
		`6 lines not shown`, // between the two runs of one file
		`1 further cited line without`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, `href="#L0-9"`) {
		t.Error("a line that the page does not hold is linked")
	}
}

// TestLinesComeBack holds that the cited lines stand on the page byte for byte,
// with the claims that cite them behind.
func TestLinesComeBack(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	line := regexp.MustCompile(`<li class="ct" id="L0-3"><span>3</span><code>(.*?)</code>(.*?)</li>`).FindStringSubmatch(page)
	if line == nil || line[1] != "lock wait timeout on ledger" || !strings.Contains(line[2], `href="#c`) {
		t.Errorf("the cited line is %q", line)
	}
}

func TestNeighboursStandAroundEvidence(t *testing.T) {
	r := sampleReport(t, nil)
	groups := newLineStore(r).withNeighbours(r.Hypotheses[0].Evidence)
	if len(groups) != 1 {
		t.Fatalf("%d groups, want one file", len(groups))
	}
	var got []string
	for _, l := range groups[0].lines {
		got = append(got, fmt.Sprintf("%d%s", l.line, l.class))
	}
	if s := strings.Join(got, " "); s != "1nb 2nb 3hk 4nb 5nb 8hk" {
		t.Errorf("lines %s", s)
	}
}

func TestSketchSaysWhatItDraws(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	for _, want := range []string{"Who speaks to whom", "14 of 20 runs failed", "7 of 40 events failed", "9 runs", "2 further components not drawn", "connects to", `class="nd nc"`, ">◆<"} {
		if !strings.Contains(page, want) {
			t.Errorf("the sketch lacks %q", want)
		}
	}
}

// TestSketchOfAnyShape holds that nodes of any graph stay inside the picture
// and do not cover each other.
func TestSketchOfAnyShape(t *testing.T) {
	for layers := 1; layers <= 7; layers++ {
		for width := 1; width <= 6; width++ {
			top := &report.Topology{}
			for l := range layers {
				for range width {
					top.Nodes = append(top.Nodes, report.Node{Name: s0("n"), Layer: l})
				}
			}
			for i := width; i < len(top.Nodes); i++ {
				top.Edges = append(top.Edges, report.Edge{From: i - width, To: i, Kind: "calls", Events: 1})
			}
			for _, down := range []bool{false, true} {
				size, box := 1080.0, nodeWidth
				if down {
					size, box = 400, nodeNarrow
				}
				spots, height := placeNodes(top, size, down)
				box = min(box, boxWidth(top, size, down))
				for i, a := range spots {
					if a.x < 0 || a.y < 0 || a.x+box > size+0.5 || a.y+nodeHeight > height+0.5 {
						t.Fatalf("%d layers of %d, down %v: node %d at %v leaves %v x %v", layers, width, down, i, a, size, height)
					}
					for _, b := range spots[:i] {
						if a.x < b.x+box && b.x < a.x+box && a.y < b.y+nodeHeight && b.y < a.y+nodeHeight {
							t.Fatalf("%d layers of %d, down %v: nodes at %v and %v cover each other", layers, width, down, a, b)
						}
					}
				}
			}
		}
	}
}

func TestSparklineCountsEveryBin(t *testing.T) {
	s := &sampler{t: t}
	p := newPage(&report.Report{})
	row := report.Pattern{Count: 6, Series: []int64{0, 2, 4, 0}, From: 1, To: 2}
	axis := s.axis()[:1]
	axis[0].To = axis[0].From + 4*axis[0].Bin
	svg := string(p.sparkline(axis, &row))
	if n := strings.Count(regexp.MustCompile(`class="bar" d="([^"]*)"`).FindStringSubmatch(svg)[1], "M"); n != 2 {
		t.Errorf("%d bars, want 2: %s", n, svg)
	}
	if err := xml.Unmarshal([]byte(svg), new(struct{})); err != nil {
		t.Error(err)
	}
}

// TestHypothesesUnfold holds that the first hypothesis stands open and that every
// one says what speaks for and against it, and what is missing.
func TestHypothesesUnfold(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	if !strings.Contains(page, `<details class="hyp" id="hyp1" open>`) || !strings.Contains(page, `<details class="hyp" id="hyp2">`) {
		t.Error("the hypotheses do not unfold as they should")
	}
	for _, word := range []string{"For", "Against", "Missing"} {
		if n := strings.Count(page, "<h4>"+word+"</h4>"); n != 2 {
			t.Errorf("%d lists of %q, want 2", n, word)
		}
	}
}

func TestFiltersNameSourcesAndTimes(t *testing.T) {
	page := string(renderSample(t, "html", nil, Options{}))
	m := regexp.MustCompile(`<li id="c1" data-s="([^"]*)" data-t="([^"]*)"`).FindStringSubmatch(page)
	if m == nil || m[1] != "0" || m[2] != "120000000 120000000" {
		t.Errorf("the filters of c1 are %q", m)
	}
}
