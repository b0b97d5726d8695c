package finding

import "testing"

func TestAnswerLines(t *testing.T) {
	for line, want := range map[string][2]string{
		"/etc/hosts.int crm.int.example is 10.60.0.31":                       {"crm.int.example", "10.60.0.31"},
		"reply crm.int.example is 10.60.0.31":                                {"crm.int.example", "10.60.0.31"},
		"cached api.example.com is 2001:db8::7":                              {"api.example.com", "2001:db8::7"},
		"crm.int.example. 300 IN A 10.60.0.31":                               {"crm.int.example", "10.60.0.31"},
		"crm.int.example has address 10.60.0.31":                             {"crm.int.example", "10.60.0.31"},
		"resolver: crm.int.example:443 resolved to 10.60.0.31":               {"crm.int.example", "10.60.0.31"},
		"upstream crm.int.example -> 10.60.0.31 (ttl 30)":                    {"crm.int.example", "10.60.0.31"},
		`"crm.int.example": "10.60.0.31"`:                                    {"crm.int.example", "10.60.0.31"},
		"query[A] crm.int.example from 10.60.0.9":                            {},
		"GET http://crm.int.example/ from 10.60.0.9":                         {},
		"connect to crm.int.example timed out after 10.5 s":                  {},
		"version 2.4.1.7 of shop.example is live":                            {},
		"session of ann@crm.int.example closed by 10.60.0.9":                 {},
		"config error is REFUSED (EDE: not ready)":                           {},
		"10.60.0.9 crm.int.example GET / 200":                                {},
		"crm.int.example is unreachable, and 10.60.0.31 is so for 3 minutes": {},
	} {
		m := answerRE.FindStringSubmatch(line)
		var got [2]string
		if m != nil {
			got = [2]string{m[1], m[2]}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
