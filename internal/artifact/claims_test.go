package artifact

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"inquest/internal/report"
)

// held are the pieces of a report that verify checks, as a document or a message writes
// them: sentences of claims, titles, actions, commands with their answers, verbatim lines.
func held(r *report.Report) []string {
	m := &maker{r: r, uid: uidOf(r)}
	var out []string
	put := func(s ...string) { out = append(out, s...) }
	for _, id := range r.Claims.IDs() {
		for _, escape := range []func(string) string{code, oneLine, slackText} {
			s := m.sentence(id, escape)
			put(s, clip(s, 300), strings.ReplaceAll(s, "*", ""))
		}
		put(m.sentence(id, templateText), m.proof(id))
	}
	for i := range r.Hypotheses {
		h := &r.Hypotheses[i]
		put(prose(h.Title), fmt.Sprintf("%s, confidence %.2f", h.Outcome, h.Confidence))
		for _, l := range h.Evidence {
			put(code(fmt.Sprintf("%s:%d", l.File.Open(asIs), l.Line)), code(clip(l.Text.Open(asIs), 200)))
		}
	}
	for i := range r.Recommendations {
		a := &r.Recommendations[i]
		said := a.Action.Open(asIs, nil)
		put(prose(a.Action), inCell(prose(a.Action)))
		for _, escape := range []func(string) string{oneLine, slackText} {
			put(escape(a.Priority+" "+said+firstCommand(a)), escape(a.Priority+" "+said))
		}
		for _, c := range a.Checks {
			run := c.Command.Open(asIs, nil)
			if note := c.Note.Open(asIs, nil); note != "" {
				run += "  # " + note
			}
			put(code(run), prose(c.Confirms), prose(c.Refutes))
		}
	}
	out = slices.DeleteFunc(out, func(s string) bool { return len(s) < 3 })
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return slices.Compact(out)
}

// ownWords are the lines that artefacts say by themselves, "§" standing for what the report
// holds: headings, labels, and questions to people. None says anything about the incident.
var ownWords = regexp.MustCompile(`^(` + strings.Join([]string{
	``, `## §`, `# Postmortem: §`, `### (Evidence|To do)`, `## (Impact|Timeline|Root cause|Where the sources disagree|Actions|To be written)`,
	`Impact: (none|low|moderate|high|critical), score \d+ of 100\.`, `- §( §)?`, `§, §:`, `\d+\. §: §`, `   - (for|against): § §`, `- § ?§`,
	`- \[ \] \*\*P\d\*\* § \([a-z]+, (immediate|short term|long term)\)`, `  - run §; it is so if: §?; not if: §?`, `\| P\d \| § \| [a-z]+ \| (immediate|short term|long term) \| \|`,
	`\| Priority \| Action \| Role \| When \| Owner \(to be named\) \|`, `\| --- \| --- \| --- \| --- \| --- \|`,
	`Incident inquest-[0-9a-f]{12}, verdict (incident|open)\. Written by a program from the logs; what follows "To be written" is for people\.`,
	`Incident inquest-[0-9a-f]{12}\. Every line named here is checked by .inquest verify report\.json PATH\.\.\..\.`,
	`Not in these logs: [a-z, ]+\.`, `No impact was computed\.`, `The logs give no order of events\.`, `The logs do not tell it\.`, `Nowhere\.`,
	`- (How was it noticed, and by whom\?|What went well, and what was luck\?|What made it worse or longer\?|Which of the actions above are taken, and by whom\?)`,
	`(INCIDENT|OPEN) · impact (none|low|moderate|high|critical)`, `\*§\*`, `• §`, `\*Next\*`, `(§ ?)+`,
}, `|`) + `)$`)

// TestArtefactsSayWhatTheReportHolds: every line of the documents and every text of the
// messages is a sentence, a title, an action, a command or a line of the report, all of which
// verify checks, or one of our own headings.
func TestArtefactsSayWhatTheReportHolds(t *testing.T) {
	for _, made := range []string{"- The cause was a mistake of the operator.", "Impact: huge, score 14 of 100.", "- § and nobody noticed", "§ It is over."} {
		if ownWords.MatchString(made) {
			t.Errorf("%q would pass: the test proves nothing", made)
		}
	}
	lines := 0
	for name, r := range reports(t) {
		files, err := Make(r, Options{})
		if errors.Is(err, ErrNothing) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		pieces := held(r)
		check := func(file, text string) {
			for _, p := range pieces {
				text = strings.ReplaceAll(text, p, "§")
			}
			for line := range strings.Lines(text) {
				lines++
				if line = strings.TrimRight(line, "\n"); !ownWords.MatchString(line) {
					t.Errorf("%s, %s: no claim holds %q", name, file, line)
				}
			}
		}
		for _, f := range files {
			switch f.Name {
			case "issue.md", "postmortem.md":
				check(f.Name, string(f.Data))
			case "slack.json", "pagerduty.json", "alertmanager-alerts.json":
				for _, s := range proseOf(t, f.Data) {
					check(f.Name, s)
				}
			}
		}
	}
	if lines < 500 {
		t.Errorf("only %d lines were checked", lines)
	}
}

// proseOf are the texts of a message that hold a space: all others are keys, names, times.
func proseOf(t *testing.T, data []byte) []string {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(any)
	walk = func(v any) {
		switch x := v.(type) {
		case string:
			if strings.Contains(x, " ") {
				out = append(out, x)
			}
		case []any:
			for _, e := range x {
				walk(e)
			}
		case map[string]any:
			for _, e := range x {
				walk(e)
			}
		}
	}
	walk(v)
	if len(out) == 0 {
		t.Error("a message without a text")
	}
	return out
}

// TestMessagesNameTheCommand: who reads the message on a phone sees what to run.
func TestMessagesNameTheCommand(t *testing.T) {
	files := makeAll(t, analyse(t, "../../examples/nightly-jobs"))
	for _, name := range []string{"slack.json", "pagerduty.json"} {
		if !strings.Contains(string(files[name]), "systemctl status postgresql; journalctl -u postgresql") {
			t.Errorf("%s: no command in\n%s", name, files[name])
		}
	}
}
