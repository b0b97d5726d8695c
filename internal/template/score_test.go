package template

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// score holds the four figures of the LogPub benchmark (Jiang et al., ISSTA
// 2024): grouping accuracy, F1 of grouping, parsing accuracy, F1 of templates.
type score struct{ ga, fga, pa, fta float64 }

// rate compares predicted groups and texts with the true texts, line by line.
func rate(group, text, truth []string) score {
	size, pure := map[string]int{}, map[string]string{}
	trueSize, texts := map[string]int{}, map[string]string{}
	right := 0
	for i, t := range truth {
		trueSize[t]++
		size[group[i]]++
		note(pure, group[i], t)
		note(texts, text[i], t)
		if text[i] == t {
			right++
		}
	}
	lines, groups, exact := 0, 0, 0
	for g, n := range size {
		if t := pure[g]; t != mixed && trueSize[t] == n {
			lines += n
			groups++
		}
	}
	for x, t := range texts {
		if x == t {
			exact++
		}
	}
	n := float64(len(truth))
	return score{float64(lines) / n, f1(groups, len(size), len(trueSize)), float64(right) / n, f1(exact, len(texts), len(trueSize))}
}

const mixed = "\x00mixed"

// note records the one truth of key, or that there are several.
func note(m map[string]string, key, truth string) {
	if old, ok := m[key]; ok && old != truth {
		truth = mixed
	}
	m[key] = truth
}

func f1(hit, found, all int) float64 { return 2 * float64(hit) / float64(found+all) }

func TestRate(t *testing.T) {
	truth := []string{"a <*>", "a <*>", "b", "c"}
	if got := rate([]string{"1", "1", "2", "3"}, truth, truth); got != (score{1, 1, 1, 1}) {
		t.Errorf("a perfect result scores %+v", got)
	}
	got := rate([]string{"1", "1", "2", "2"}, []string{"a <*>", "a <*>", "<*>", "<*>"}, truth)
	if want := (score{.5, .4, .5, .4}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// labelled is the folder with SYSTEM/truth.csv (columns Content and
// EventTemplate) that the figures are measured on.
func labelled(t testing.TB) []string {
	t.Helper()
	dir := os.Getenv("INQUEST_TEMPLATE_TRUTH")
	if dir == "" {
		t.Skip("set INQUEST_TEMPLATE_TRUTH to a folder with SYSTEM/truth.csv (columns Content, EventTemplate) to measure the templates")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "truth.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no SYSTEM/truth.csv under %s: %v", dir, err)
	}
	return files
}

// readTruth returns the messages and the true templates of one system.
func readTruth(t testing.TB, file string) (messages, truth []string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	col := map[string]int{}
	for i, name := range rows[0] {
		col[name] = i
	}
	for _, r := range rows[1:] {
		messages = append(messages, r[col["Content"]])
		truth = append(truth, r[col["EventTemplate"]])
	}
	return messages, truth
}

// mine returns the template of each message.
func mine(m *Masker, messages []string) []*Template {
	index := map[string]int{}
	var shapes []Counted
	of := make([]int, len(messages))
	for i, msg := range messages {
		shape, _ := m.Mask([]byte(msg))
		k, ok := index[string(shape)]
		if !ok {
			k = len(shapes)
			index[string(shape)] = k
			shapes = append(shapes, Counted{Shape: string(shape)})
		}
		shapes[k].Count++
		of[i] = k
	}
	templates := Generalize(shapes)
	owner := make([]*Template, len(shapes))
	for i := range templates {
		for _, s := range templates[i].Shapes {
			owner[s] = &templates[i]
		}
	}
	out := make([]*Template, len(messages))
	for i, k := range of {
		out[i] = owner[k]
	}
	return out
}

// floor is held under the means over the ten systems that were looked at.
var floor = score{ga: .992, fga: .980, pa: .945, fta: .915}

// TestScore measures the templates on labelled systems and holds a floor under
// the means. With INQUEST_TEMPLATE_OUT=DIR the result of each system is written
// there as CSV.
func TestScore(t *testing.T) {
	files := labelled(t)
	out := os.Getenv("INQUEST_TEMPLATE_OUT")
	for _, keep := range []bool{false, true} {
		var sum score
		for _, file := range files {
			messages, truth := readTruth(t, file)
			result := mine(&Masker{KeepStatus: keep}, messages)
			group, text := make([]string, len(result)), make([]string, len(result))
			for i, r := range result {
				group[i], text[i] = r.ID, r.Text
			}
			s := rate(group, text, truth)
			sum = score{sum.ga + s.ga, sum.fga + s.fga, sum.pa + s.pa, sum.fta + s.fta}
			system := filepath.Base(filepath.Dir(file))
			t.Logf("%-12s GA %.4f FGA %.4f PA %.4f FTA %.4f", system, s.ga, s.fga, s.pa, s.fta)
			if out != "" && !keep {
				writeResult(t, filepath.Join(out, system+".csv"), result)
			}
		}
		n := float64(len(files))
		mean := score{sum.ga / n, sum.fga / n, sum.pa / n, sum.fta / n}
		t.Logf("%-12s GA %.4f FGA %.4f PA %.4f FTA %.4f (KeepStatus %v)", "mean", mean.ga, mean.fga, mean.pa, mean.fta, keep)
		if !keep && (mean.ga < floor.ga || mean.fga < floor.fga || mean.pa < floor.pa || mean.fta < floor.fta) {
			t.Errorf("the means %+v fall below the floor %+v", mean, floor)
		}
	}
}

func writeResult(t *testing.T, name string, result []*Template) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := csv.NewWriter(f)
	w.Write([]string{"line", "template_id", "template"})
	for i, r := range result {
		w.Write([]string{fmt.Sprint(i + 1), r.ID, r.Text})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
}
