package cause_test

import (
	"fmt"
	"strings"
	"testing"

	"inquest/internal/cause"
)

// TestChangedByATool: a tool says that it changed a file of a service, which then turns
// its callers away; a tool that changed another service, or this one long before, is no cause.
func TestChangedByATool(t *testing.T) {
	fails := func(i int) string {
		if i < 40 {
			return ""
		}
		return "Request failed with status code 403"
	}
	logs := func(second float64, file string) map[string]string {
		var proxy, sys strings.Builder
		for i := range 60 {
			code := "TCP_MISS/200"
			if i >= 40 {
				code = "TCP_DENIED/403"
			}
			fmt.Fprintf(&proxy, "%d.102 0 10.8.0.3 %s 3440 GET http://rates.example/GBP - HIER_NONE/- text/html\n", 1930392000+i, code)
		}
		fmt.Fprintf(&sys, "2031-03-04T12:00:%09.6f+00:00 px8 salt-minion[933]: [INFO] File changed: %s -rates.example\n", second, file)
		batch := strings.ReplaceAll(jobs(0, 60, fails), "10.8.0.7:5432", "squid at px8")
		return map[string]string{"fx1/rates.log": batch, "px8/squid/access.log": proxy.String(), "px8/syslog": sys.String()}
	}
	_, _, r := inquestOf(t, logs(38, "/etc/squid/allow.txt"))
	if len(r.Hypotheses) == 0 || r.Hypotheses[0].Fault != "config.changed" || !strings.Contains(r.Hypotheses[0].Title, "changed by salt-minion") {
		t.Fatalf("verdict %s, %+v", r.Verdict, titles(r))
	}
	for name, in := range map[string]map[string]string{"long before": logs(4, "/etc/squid/allow.txt"), "another service": logs(38, "/etc/postfix/main.cf")} {
		_, _, r := inquestOf(t, in)
		for _, h := range r.Hypotheses {
			if strings.Contains(h.Title, "changed by salt-minion") {
				t.Errorf("%s: %s", name, h.Title)
			}
		}
	}
}

func titles(r *cause.Result) (out []string) {
	for _, h := range r.Hypotheses {
		out = append(out, fmt.Sprintf("%s (%.2f)", h.Title, h.Confidence))
	}
	return out
}
