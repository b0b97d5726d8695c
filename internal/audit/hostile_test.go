package audit_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"inquest/internal/audit"
	"inquest/internal/document"
)

// payloads is text that acts in some medium when it is not escaped.
var payloads = []string{
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `' onmouseover='alert(1)`, `</title><script>alert(1)</script>`,
	`</style><script>alert(1)</script>`, `<!--`, `-->`, `<![CDATA[`, `javascript:alert(1)`, `<base href=//evil.example>`, `<meta http-equiv=refresh content=0>`,
	`![x](https://evil.example/x.png)`, `[x](javascript:alert(1))`, `<https://evil.example>`, `**bold**`, "`code`", "```\n# owned\n```", "~~~", "| a | b |", "\n\n# owned\n\n<b>x</b>",
	"\x1b[2J\x1b[H", "\x1b]8;;https://evil.example\x1b\\click", "\x1b]0;title\x07", "fine\rOWNED", "fine\b\b\b\bevil", "\u009b31m", "\x7f", "\u202etxt.exe", "\u2066\u2067", "\u200b\u200d\ufeff",
	"\xff\xfe", "\xed\xa0\x80", strings.Repeat("A", 5000), strings.Repeat("`", 300), `{{.}}`, `%s%d%!(EXTRA)`,
}

var (
	tagRE     = regexp.MustCompile(`<[^>]*>`)
	allowedRE = regexp.MustCompile(`^</?(?:!doctype html|html lang="en"|html|head|meta charset="utf-8"|meta name="viewport" content="[\w=,-]+"|meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"|title|style|body|main|h[1-6]|p|p class="[\w ]+"|div class="bar" aria-hidden="true"|span class="\w" style="flex:\d+"|input type="radio" name="f" id="f-\w"(?: checked)?|div class="sum" role="group" aria-label="[\w ]+"|label(?: class="\w")?(?: for="f-\w")?|b|b class="\w"|details|details class="index \w"(?: open)?|summary|table|thead|tbody|tr|th|td|td class="(?:num|said)"|td data-h="\w+"|a|a href="#s\d+"|hr|section|section class="b(?: has-\w)*"|div|div class="note \w" id="s\d+"|span|span class="[\w ]*"|aside|mark|mark class="\w"|sup|br|pre|code|del|ins)>$`)
	mdLiveRE  = regexp.MustCompile(`(?i)<(?:script|img|svg|iframe|base|meta|b|style)\b|!\[[^\]]*\]\(|\]\((?:https?|javascript):`)
)

// TestNothingActs holds that text of a report or of a log acts in no form of the
// audit.
func TestNothingActs(t *testing.T) {
	for _, payload := range payloads {
		line := "2026-01-05 10:00:00 - ERROR - Job a1 failed after 3 seconds. " + strings.NewReplacer("\n", " ", "\r", " ").Replace(payload)
		b := logsOf(t, map[string]string{"app.log": line + "\n2026-01-05 10:00:05 - ERROR - Job a2 failed after 4 seconds.\n"})
		text := strings.Repeat("A sentence that says nothing at all. ", 60) + "\n\n# Title " + payload + "\n\n9 jobs failed " + payload + ", `" + payload + "`.\n\n- item " + payload + "\n\n| a | b |\n|---|---|\n| 3 " + payload + " | x |\n\n```\n" + line + "\n2026-01-05 10:00:05 - ERROR - Job a2 failed after 5 seconds. " + payload + "\n```\n"
		r := b.audit(t, payload+".md", text)
		nothingLive(t, payload, r)
	}
}

func nothingLive(t *testing.T, what string, r *audit.Result) {
	t.Helper()
	var html, md, text, js bytes.Buffer
	for _, err := range []error{audit.WriteHTML(&html, r), audit.WriteMarkdown(&md, r), audit.WriteText(&text, r, audit.TextOptions{All: true}), audit.WriteJSON(&js, r)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	page := html.String()
	if i := strings.Index(page, "</style>"); i > 0 {
		page = page[:strings.Index(page, "<style>")] + page[i+len("</style>"):]
	}
	for _, tag := range tagRE.FindAllString(page, -1) {
		if !allowedRE.MatchString(tag) {
			t.Errorf("%.60q: the page has %.120s", what, tag)
		}
	}
	fenced := false
	for l := range strings.Lines(md.String()) {
		if strings.HasPrefix(l, "```") {
			fenced = !fenced
		}
		if m := mdLiveRE.FindString(l); m != "" && !fenced && !strings.Contains(l, "`") {
			t.Errorf("%.60q: the Markdown has %q in %.200s", what, m, l)
		}
	}
	for _, out := range []string{html.String(), md.String(), text.String()} {
		if !utf8.ValidString(out) {
			t.Errorf("%.60q: broken UTF-8", what)
		}
		for _, c := range out {
			if c < ' ' && c != '\n' || c == 0x7f || c >= 0x80 && c < 0xa0 || c == 0x202e || c >= 0x2066 && c <= 0x2069 {
				t.Errorf("%.60q: control character %U", what, c)
				break
			}
		}
	}
}

// FuzzAudit holds that no report makes an audit fail, or act.
func FuzzAudit(f *testing.F) {
	for _, s := range []string{
		"", "# RCA\n\n3 jobs failed.\n", "Job a1 failed after 9 seconds at 10:00:00 on 2026-01-05, 50 % of 2 runs.\n",
		"| Duration (s) | Failed |\n|---|---|\n| 0-100 | 3 |\n| 101-200 | 9 |\n| Total | 1 |\n", "```\n2026-01-05 10:00:00 - ERROR - Job a1 failed\n...\n```\n",
		"<html><body><p>2 failed</p></body></html>", "%PDF-1.4\n", "peaked between 300 to 400 seconds, consistent timeouts and errors; 10.0.0.1:80 \x00",
	} {
		f.Add(s)
	}
	b := logsOf(f, map[string]string{"app.log": "2026-01-05 10:00:00 - ERROR - Job a1 failed after 3 seconds.\n2026-01-05 10:00:05 - INFO - Job a2 completed successfully in 4 seconds.\n2026-01-05 10:00:07 - WARN - Connection timeout to 10.0.0.1 on port 80. Possible network congestion.\n"})
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4<<10 {
			return // size has its own tests
		}
		doc, err := document.Read("r.md", []byte(s), document.Limits{})
		if err != nil {
			return
		}
		r, err := audit.Run(context.Background(), audit.Input{Name: "r.md", Doc: doc, Bytes: []byte(s), View: b.res.View, Fresh: b.res.Report, Set: b.res.Set, Source: b.res.Source, Index: b.index})
		if err != nil {
			t.Fatal(err)
		}
		nothingLive(t, "report", r)
	})
}
