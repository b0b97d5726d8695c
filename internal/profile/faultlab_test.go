package profile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"inquest/internal/record"
	"inquest/internal/source"
)

// profileFolder profiles all files below dir, each as one chunk.
func profileFolder(t testing.TB, dir string) *Profile {
	t.Helper()
	var cfg Config
	var data [][]byte
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".md" {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		cfg.Sources, data = append(cfg.Sources, filepath.ToSlash(rel)), append(data, b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := New(cfg)
	var w Worker
	formats := record.Embedded()
	for i, b := range data {
		l := formats.Detect(b[:min(len(b), 256<<10)], record.Hints{Year: 2026})
		if err := p.AddChunk(&w, l, source.Chunk{Source: i, Line: 1, Data: b}); err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		p.AddSummary(i, source.Summary{Bytes: int64(len(b)), Lines: int64(bytes.Count(b, newline)), SHA256: hex.EncodeToString(sum[:])}, l)
	}
	return p
}

type truth struct {
	Total  int      `json:"jobs_total"`
	Failed []string `json:"failed_jobs"`
	Lost   []string `json:"lost_jobs"`
}

// TestFaultlabRuns compares units with a failed or a lost run with the labels of
// real incidents, when those are at hand.
func TestFaultlabRuns(t *testing.T) {
	root := os.Getenv("INQUEST_FAULTLAB")
	if root == "" {
		t.Skip("INQUEST_FAULTLAB does not name a folder with unpacked cases")
	}
	cases, _ := filepath.Glob(filepath.Join(root, "*", "truth.json"))
	if len(cases) == 0 {
		t.Skip("no cases under " + root)
	}
	var right, missed, wrong int
	for _, file := range cases {
		r, m, w := scoreRuns(t, filepath.Dir(file))
		right, missed, wrong = right+r, missed+m, wrong+w
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("failed or lost jobs: %d right, %d missed, %d wrong; precision %.4f, recall %.4f", right, missed, wrong, precision, recall)
	if precision < 0.99 || recall < 0.99 {
		t.Errorf("precision %.4f, recall %.4f: want 0.99", precision, recall)
	}
}

func scoreRuns(t *testing.T, dir string) (right, missed, wrong int) {
	b, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	var want truth
	if err != nil || json.Unmarshal(b, &want) != nil {
		t.Fatal(dir, err)
	}
	v := profileFolder(t, filepath.Join(dir, "logs")).View()
	failed := map[string]bool{}
	states := map[RunState]int{}
	total := 0
	var lost []string
	for _, u := range v.Units {
		if u.Kind == "job" {
			total++
		}
		for _, r := range u.Runs {
			states[r.State]++
			if r.State == RunFailed || r.State == RunLost {
				failed[u.ID] = true
			}
			if r.State == RunLost {
				lost = append(lost, u.ID)
			}
		}
	}
	var bad []string
	for _, id := range want.Failed {
		if failed[id] {
			right++
		} else {
			missed++
			bad = append(bad, "-"+id)
		}
		delete(failed, id)
	}
	for id := range failed {
		bad = append(bad, "+"+id)
	}
	wrong = len(failed)
	if len(bad) > 8 {
		bad = bad[:8]
	}
	t.Logf("%s: jobs %d of %d; failed %d, missed %d, wrong %d %v; states %v; lost %v, want %v", filepath.Base(dir), total, want.Total, right, missed, wrong, bad, states, lost, want.Lost)
	return right, missed, wrong
}
