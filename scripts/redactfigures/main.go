// Command redactfigures plants made-up secrets and personal data in log lines and
// counts how many are masked, then counts the lines of clean logs in which
// something is masked: text for docs/figures/redaction.txt. The wordings are not
// those of the detectors' own samples; values are made when it runs.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"inquest/internal/redact"
	"inquest/internal/redact/planted"
	"inquest/internal/source"
)

// kinds are forty kinds of secrets and personal data, one wording each, in the
// notation of package planted.
var kinds = []struct{ name, pattern string }{
	{"password in a setting", "db.password=<A-Za-z0-9:14>"},
	{"password of a command", "mysql -u app --password=<A-Za-z0-9:12>"},
	{"password in a URL", "postgres://app:<A-Za-z0-9:13>@db-1:5432/shop"},
	{"password in JSON", `{"login":"ann","password":"<A-Za-z0-9:15>"}`},
	{"basic authentication", "Authorization: Basic <A-Za-z0-9:32>"},
	{"bearer token", "authorization: Bearer <A-Za-z0-9:40>"},
	{"JSON web token", "token eyJ<A-Za-z0-9:20>.eyJ<A-Za-z0-9:40>.<A-Za-z0-9_-:43>"},
	{"session cookie", "Cookie: sessionid=<a-z0-9:32>"},
	{"API key in a header", "X-Api-Key: <A-Za-z0-9:32>"},
	{"API key in a query", "GET /v1/rates?api_key=<A-Za-z0-9:32> HTTP/1.1"},
	{"AWS access key", "assume role with AKIA<A-Z2-7:16>"},
	{"AWS secret key", "aws_secret_access_key=<A-Za-z0-9:40>"},
	{"Google API key", "maps key AIza<A-Za-z0-9_-:35>"},
	{"Azure storage key", "AccountName=shop;AccountKey=<A-Za-z0-9:86>=="},
	{"GitHub token", "clone with ghp_<A-Za-z0-9:36>"},
	{"GitLab token", "runner uses glpat-<A-Za-z0-9:20>"},
	{"npm token", "//registry/:_authToken=npm_<A-Za-z0-9:36>"},
	{"PyPI token", "upload as pypi-AgEIcHlwaS5vcmc<A-Za-z0-9:60>"},
	{"Slack token", "notify with xoxb-<0-9:11>-<0-9:11>-<A-Za-z0-9:24>"},
	{"Stripe key", "charge by sk_live_<A-Za-z0-9:24>"},
	{"SendGrid key", "mail by SG.<A-Za-z0-9:22>.<A-Za-z0-9:43>"},
	{"Twilio key", "sms by SK<a-f0-9:32>"},
	{"OpenAI key", "model key sk-proj-<A-Za-z0-9:48>"},
	{"Hugging Face token", "pull weights hf_<A-Za-z:34>"},
	{"Telegram bot token", "bot <0-9:9>:AA<A-Za-z0-9:33>"},
	{"Discord bot token", "discord token=M<A-Za-z0-9:23>.<A-Za-z0-9:6>.<A-Za-z0-9:27>"},
	{"Vault token", "renew hvs.<A-Za-z0-9:90>"},
	{"DigitalOcean token", "doctl auth dop_v1_<a-f0-9:64>"},
	{"Shopify token", "shop token shpat_<a-f0-9:32>"},
	{"Grafana token", "push with glsa_<A-Za-z0-9:32>_<a-f0-9:8>"},
	{"Databricks token", "cluster login dapi<a-f0-9:32>"},
	{"Slack webhook", "POST https://hooks.slack.com/services/T<A-Z0-9:8>/B<A-Z0-9:8>/<A-Za-z0-9:24>"},
	{"client secret", "oauth client_secret=<A-Za-z0-9:32>"},
	{"one-time code", "your verification code is <0-9:6>"},
	{"e-mail address", "bounce for ann.<a-z:6>@mail.example"},
	{"card number", "charged card <@card>"},
	{"IBAN", "refund to <@iban>"},
	{"US social security number", "applicant ssn=<@ssn>"},
	{"telephone number", "call back +49 30 <0-9:7>"},
	{"password hash", "stored $2b$12$<A-Za-z0-9:53>"},
}

// lines are the ways in which a log says it.
var lines = []string{
	"2026-03-14 02:00:01,123 ERROR    [worker-1] shop.pay: refused: %s",
	"Mar 14 02:00:01 web-1 shop[411]: %s (attempt 2)",
	"ts=2026-03-14T02:00:01Z level=warn msg=\"%s\"",
	"{\"time\":\"2026-03-14T02:00:01Z\",\"level\":\"error\",\"msg\":\"call failed: %s\"}",
	"shop.PayError: %s",
	"[2026-03-14 02:00:01] DEBUG - request was '%s'",
	"10.0.0.9 - - [14/Mar/2026:02:00:01 +0000] \"%s\" 500 12",
	"E0314 02:00:01.123456 411 pay.go:41] %s, giving up",
	"    at env: %s",
	"worker-1 | %s",
	"<%s>",
	"note: %s; next line follows",
	"%s",
}

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "redactfigures:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, clean []string) error {
	fmt.Fprintln(w, "Redaction: what of planted secrets is masked, and what is masked in clean logs (make redact-figures).")
	fmt.Fprintln(w)
	all, found := recall(w)
	fmt.Fprintf(w, "planted: %d values of %d kinds in %d wordings of lines, masked: %d, recall %.2f %%\n\n", all, len(kinds), len(lines), found, 100*float64(found)/float64(all))
	for _, dir := range clean {
		n, masked, err := falseMasks(dir)
		if err != nil {
			fmt.Fprintf(w, "clean logs %s: not measured, not there\n", filepath.ToSlash(dir))
			continue
		}
		fmt.Fprintf(w, "clean logs %s: %d of %d lines have something masked, %.3f %%\n", filepath.ToSlash(dir), masked, n, 100*float64(masked)/float64(max(n, 1)))
	}
	return nil
}

// recall plants every kind in every line, and names the kinds that are not
// always found.
func recall(w io.Writer) (all, found int) {
	for k, kind := range kinds {
		missed := 0
		for i, line := range lines {
			text, parts := planted.New(uint64(1000*k + i)).Make(kind.pattern)
			if strings.Contains(line, `"msg":`) {
				text = strings.ReplaceAll(text, `"`, `\"`)
			}
			got := redact.New(redact.Options{}).Mask(fmt.Sprintf(line, text))
			all++
			if survives(got, parts) {
				missed++
			} else {
				found++
			}
		}
		if missed > 0 {
			fmt.Fprintf(w, "  %-28s missed in %d of %d lines\n", kind.name, missed, len(lines))
		}
	}
	return all, found
}

// survives tells whether a made part of some length stands in a masked line.
func survives(got string, parts []string) bool {
	for _, p := range parts {
		if len(p) >= 4 && strings.Contains(got, p) {
			return true
		}
	}
	return false
}

func falseMasks(dir string) (n, masked int, err error) {
	m := redact.New(redact.Options{})
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".yaml") || strings.Contains(path, "expected") {
			return err
		}
		_, data, err := source.ReadWhole(path, source.Options{})
		if err != nil {
			return err
		}
		sc := bufio.NewScanner(bytes.NewReader(data))
		sc.Buffer(nil, 1<<22)
		for sc.Scan() {
			n++
			if m.Mask(sc.Text()) != sc.Text() {
				masked++
			}
		}
		return sc.Err()
	})
	return n, masked, err
}
