package logstore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// event is one line of the data that every store of these tests holds.
type event struct {
	at   int64
	text string
	host string
}

var begin = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC).UnixNano()

// events are n lines, several of one instant.
func events(n, same int) []event {
	var out []event
	for i := range n {
		out = append(out, event{begin + int64(i/same)*int64(time.Millisecond), fmt.Sprintf("INFO request %05d done <ok>", i), fmt.Sprintf("node-%d", i%3)})
	}
	return out
}

// server answers as a store of the kind does, from the events, as its documents
// say. busy: how many requests are first refused.
type server struct {
	t      *testing.T
	kind   string
	events []event
	busy   int
	seen   []*http.Request
	bodies []string
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.seen, s.bodies = append(s.seen, r), append(s.bodies, string(body))
	if s.busy > 0 {
		s.busy--
		http.Error(w, "too many outstanding requests", http.StatusTooManyRequests)
		return
	}
	switch s.kind {
	case "loki":
		s.loki(w, r)
	case "victorialogs":
		s.victoria(w, string(body))
	case "elasticsearch", "opensearch":
		s.elastic(w, r, body)
	case "clickhouse":
		s.clickhouse(w, string(body))
	}
}

// page is the first limit events of the window; those of one instant come in an
// order of their own.
func (s *server) page(from, to int64, limit int) []event {
	var out []event
	for _, e := range s.events {
		if e.at >= from && e.at < to {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b event) int { return int(a.at - b.at) })
	out = out[:min(limit, len(out))]
	if len(s.seen)%2 == 0 {
		slices.Reverse(out)
	}
	return out
}

func (s *server) loki(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if r.URL.Path != "/loki/api/v1/query_range" || q.Get("direction") != "forward" || q.Get("query") == "" {
		http.Error(w, "parse error at line 1", http.StatusBadRequest)
		return
	}
	limit, _ := strconv.Atoi(q.Get("limit"))
	streams := map[string][][2]string{}
	for _, e := range s.page(atoi(q.Get("start")), atoi(q.Get("end")), limit) {
		streams[e.host] = append(streams[e.host], [2]string{num(e.at), e.text})
	}
	var result []any
	for host, values := range streams {
		result = append(result, map[string]any{"stream": map[string]string{"host": host, "app": "x"}, "values": values})
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"status": "success", "data": map[string]any{"resultType": "streams", "result": result, "stats": map[string]any{}}})
}

func atoi(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

var victoriaLimit = regexp.MustCompile(` \| sort by \(_time\) limit (\d+)$`)

func (s *server) victoria(w http.ResponseWriter, body string) {
	q, _ := url.ParseQuery(body)
	m := victoriaLimit.FindStringSubmatch(q.Get("query"))
	if m == nil {
		http.Error(w, "cannot parse query", http.StatusBadRequest)
		return
	}
	limit, _ := strconv.Atoi(m[1])
	for _, e := range s.page(atoi(q.Get("start")), atoi(q.Get("end"))+1, limit) {
		_ = json.NewEncoder(w).Encode(map[string]string{"_time": stamp(e.at), "_stream_id": "0", "_stream": `{host="` + e.host + `"}`, "_msg": e.text, "host": e.host})
	}
}

func (s *server) elastic(w http.ResponseWriter, r *http.Request, body []byte) {
	var q struct {
		Size  int
		Query struct {
			Bool struct {
				Filter []struct {
					Range map[string]struct{ GTE, LT int64 }
				}
			}
		}
	}
	if err := json.Unmarshal(body, &q); err != nil || r.URL.Path != "/logs-x/_search" {
		http.Error(w, `{"error":"no such index"}`, http.StatusNotFound)
		return
	}
	const ms = int64(time.Millisecond)
	win := q.Query.Bool.Filter[0].Range["@timestamp"]
	var hits []any
	for _, e := range s.page(win.GTE*ms, win.LT*ms, q.Size) {
		hits = append(hits, map[string]any{"_index": "logs-x", "_id": e.text[13:18], "_score": nil, "sort": []int64{e.at / ms},
			"_source": map[string]any{"@timestamp": stamp(e.at), "message": e.text, "host": map[string]string{"name": e.host}}})
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"took": 3, "timed_out": false, "hits": map[string]any{"hits": hits}})
}

var clickhouseWindow = regexp.MustCompile("FROM `db`\\.`logs` WHERE `timestamp` >= fromUnixTimestamp64Nano\\(toInt64\\((\\d+)\\), 'UTC'\\) AND `timestamp` < fromUnixTimestamp64Nano\\(toInt64\\((\\d+)\\), 'UTC'\\).* LIMIT (\\d+) FORMAT JSONEachRow$")

func (s *server) clickhouse(w http.ResponseWriter, body string) {
	m := clickhouseWindow.FindStringSubmatch(strings.ReplaceAll(body, "\n", " "))
	if m == nil {
		http.Error(w, "Code: 62. DB::Exception: Syntax error", http.StatusBadRequest)
		return
	}
	limit, _ := strconv.Atoi(m[3])
	for _, e := range s.page(atoi(m[1]), atoi(m[2]), limit) {
		_ = json.NewEncoder(w).Encode(map[string]string{"timestamp": stamp(e.at), "message": e.text, "host": e.host, nsColumn: num(e.at)})
	}
}

var addresses = map[string]string{
	"loki": `loki://HOST/?query={app="x"}`, "victorialogs": "victorialogs://HOST/?query=app:x", "elasticsearch": "elasticsearch://HOST/logs-x?query=app:x",
	"opensearch": "opensearch://HOST/logs-x?", "clickhouse": "clickhouse://HOST/db/logs?query=host != ''",
}

const openWindow = "&from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z&tls=off"

// serve starts a server and gives its store.
func serve(t *testing.T, kind string, ev []event, env map[string]string) (*Store, *server) {
	t.Helper()
	h := &server{t: t, kind: kind, events: ev}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	st, err := Parse(strings.ReplaceAll(addresses[kind], "HOST", strings.TrimPrefix(s.URL, "http://"))+openWindow, func(k string) string { return env[k] })
	if err != nil {
		t.Fatal(err)
	}
	return st, h
}

func lines(t testing.TB, s *Store, l Limits) ([]string, error) {
	t.Helper()
	r := s.Open(context.Background(), l).(*reader)
	r.c.wait = time.Millisecond
	data, err := io.ReadAll(r)
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"), err
}

// TestEveryLineComesOnceAndInOrder pages through more rows than one page holds,
// with instants that straddle pages and a server that orders them at will.
func TestEveryLineComesOnceAndInOrder(t *testing.T) {
	for kind := range addresses {
		for _, same := range []int{1, 7, 1500} {
			t.Run(fmt.Sprintf("%s %d", kind, same), func(t *testing.T) {
				ev := events(2300, same)
				s, h := serve(t, kind, ev, nil)
				h.busy = 1
				got, err := lines(t, s, Limits{})
				if err != nil || len(got) != len(ev) {
					t.Fatalf("%d of %d lines, %v", len(got), len(ev), err)
				}
				again, _ := lines(t, s, Limits{})
				if !slices.Equal(got, again) {
					t.Error("read again, the lines are others")
				}
				seen := map[string]int{}
				last := ""
				for _, l := range got {
					var doc map[string]any
					if err := json.Unmarshal([]byte(l), &doc); err != nil {
						t.Fatalf("%s: %v", l, err)
					}
					at, _ := firstOf(doc, "time", "@timestamp", "timestamp").(string)
					at = padded(at)
					if at < last {
						t.Fatalf("%s after %s", at, last)
					}
					last = at
					text, _ := firstOf(doc, "log", "message").(string)
					seen[text]++
				}
				for _, e := range ev {
					if seen[e.text] != 1 {
						t.Fatalf("%q comes %d times", e.text, seen[e.text])
					}
				}
			})
		}
	}
}

func firstOf(doc map[string]any, keys ...string) any {
	for _, k := range keys {
		if doc[k] != nil {
			return doc[k]
		}
	}
	return nil
}

// padded makes times of other lengths comparable as text.
func padded(at string) string {
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return "!" + at
	}
	return t.Format("2006-01-02T15:04:05.000000000")
}

func TestLimits(t *testing.T) {
	s, _ := serve(t, "loki", events(3000, 2), nil)
	if got, err := lines(t, s, Limits{Rows: 1234}); !errors.Is(err, ErrRows) || len(got) > 1234 {
		t.Errorf("%d rows, %v", len(got), err)
	}
	if got, err := lines(t, s, Limits{Bytes: 10_000}); !errors.Is(err, ErrBytes) || len(strings.Join(got, "\n"))+1 > 10_000 {
		t.Errorf("%d rows, %v", len(got), err)
	}
	s, _ = serve(t, "loki", events(6000, 6000), nil) // one instant, more than Loki gives
	if got, err := lines(t, s, Limits{}); !errors.Is(err, ErrInstant) || len(got) != 5000 {
		t.Errorf("%d rows, %v", len(got), err)
	}
}

func TestAccessComesFromTheEnvironment(t *testing.T) {
	for _, c := range []struct {
		kind, header, want string
		env                map[string]string
	}{
		{"loki", "Authorization", "Basic dTpw", map[string]string{"LOKI_USERNAME": "u", "LOKI_PASSWORD": "p"}},
		{"loki", "Authorization", "Bearer tok", map[string]string{"LOKI_BEARER_TOKEN": "tok"}},
		{"loki", "X-Scope-OrgID", "team", map[string]string{"LOKI_ORG_ID": "team"}},
		{"elasticsearch", "Authorization", "ApiKey k", map[string]string{"ELASTIC_API_KEY": "k", "ELASTIC_USERNAME": "u"}},
		{"opensearch", "Authorization", "Basic dTpw", map[string]string{"OPENSEARCH_USERNAME": "u", "OPENSEARCH_PASSWORD": "p"}},
		{"victorialogs", "Authorization", "Bearer t", map[string]string{"VICTORIALOGS_BEARER_TOKEN": "t"}},
		{"clickhouse", "Authorization", "Basic dTpw", map[string]string{"CLICKHOUSE_USER": "u", "CLICKHOUSE_PASSWORD": "p"}},
		{"clickhouse", "Authorization", "", nil},
	} {
		s, h := serve(t, c.kind, events(3, 1), c.env)
		if err := s.Check(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := h.seen[0].Header.Get(c.header); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.kind, c.header, got, c.want)
		}
		for _, secret := range c.env {
			if len(secret) > 1 && strings.Contains(s.Name(), secret) {
				t.Errorf("the name %q holds a secret", s.Name())
			}
		}
	}
}

func TestTheServerIsTakenFromTheEnvironment(t *testing.T) {
	s, err := Parse(`loki:///?query={a="b"}&from=1772359200&to=1772362800`, func(k string) string {
		return map[string]string{"LOKI_ADDR": "http://logs.example:3100/prefix"}[k]
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := "loki://logs.example:3100/prefix?from=2026-03-01T10%3A00%3A00Z&query=%7Ba%3D%22b%22%7D&to=2026-03-01T11%3A00%3A00Z"; s.Name() != want || s.base.Scheme != "http" {
		t.Errorf("%s, over %s", s.Name(), s.base.Scheme)
	}
}

func TestAddressesAreCheckedBeforeAnythingIsAsked(t *testing.T) {
	for arg, says := range map[string]string{
		"loki://u:p@h/?query={a=\"b\"}&from=1&to=2":                     "user or password",
		"loki://h/?query={a=\"b\"}":                                     "no from",
		"loki://h/?query={a=\"b\"}&from=yesterday&to=2":                 "no time",
		"loki://h/?query={a=\"b\"}&from=1772359200&to=1772359200":       "empty",
		"loki://h/?from=1&to=2":                                         "no query",
		"loki:///?query=x&from=1&to=2":                                  "no host",
		"loki://h/?query=x&from=1&to=2&tls=maybe":                       "tls=maybe",
		"loki://h/?query=x&from=1&to=2&limit=9":                         `no part called "limit"`,
		"elasticsearch://h/?from=1&to=2":                                "names no index",
		"clickhouse://h?from=1&to=2":                                    "names no table",
		"loki://h:bad/?query=x&from=1&to=2":                             "malformed",
		"victorialogs://h/?query=%zz&from=1&to=2":                       "malformed",
		"loki://h/?query=x&from=-5&to=2":                                "no time",
		"loki://h/?query=x&from=99999999999999999999&to=2":              "no time",
		"elasticsearch://h/logs?from=2026-03-01T10:00:00+02:00&to=0":    "empty",
		"clickhouse://h/db/t?from=0001-01-01T00:00:00Z&to=1772359200":   "no time",
		"opensearch://h/logs?from=1772359200&to=2300-01-01T00:00:00Z":   "no time",
		"loki://h/?query=x&from=1772359200000&to=1772359200&tls=off":    "empty",
		"loki://h/?query=x&from=1772359200&to=1772359201&tls=off&tls=x": "",
	} {
		_, err := Parse(arg, nil)
		var bad *AddressError
		if says == "" {
			if err != nil {
				t.Errorf("%s: %v", arg, err)
			}
			continue
		}
		if !errors.As(err, &bad) || !strings.Contains(bad.Error(), says) || bad.Hint() == "" {
			t.Errorf("%s: %v, want %q", arg, err, says)
		}
	}
	if Is("logs/loki://x") || Is("C:\\logs") || !Is("loki://x") || Is("http://x") {
		t.Error("what an address is")
	}
}

// TestAnswersAreNotBelieved gives every kind answers that are none.
func TestAnswersAreNotBelieved(t *testing.T) {
	for _, body := range []string{"", "null", "[]", "{}", "{", "<html>login</html>", `{"data":{"resultType":"matrix"}}`, `{"data":{"resultType":"streams","result":[{"values":[["x","y"]]}]}}`,
		`{"data":{"resultType":"streams","result":[{"values":[[]]}]}}`, `{"hits":{"hits":[{}]}}`, `{"hits":{"hits":[{"_source":{},"sort":["x"]}]}}`, `{"timed_out":true}`, `{"_time":"x"}`, `{"_time":5}`,
		`{"_inquest_ns":"x"}`, `{"a":1}`, strings.Repeat(`{"a":`, 20_000), "\xff\xfe\x00"} {
		for kind := range addresses {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
			st, err := Parse(strings.ReplaceAll(addresses[kind], "HOST", strings.TrimPrefix(s.URL, "http://"))+openWindow, nil)
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(st.Open(context.Background(), Limits{}))
			var fetch *FetchError
			if len(data) > 0 || err != nil && (!errors.As(err, &fetch) || fetch.Hint() == "") {
				t.Errorf("%s: answer %.40q gives %q, %v", kind, body, data, err)
			}
			s.Close()
		}
	}
}

// TestRowsThatWereNotAskedForAreDropped: a server that ignores the window.
func TestRowsThatWereNotAskedForAreDropped(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"data":{"resultType":"streams","result":[{"stream":{},"values":[["%d","before"],["%d","inside\nwith a line end"],["%d","behind"]]}]}}`, begin-1, begin, begin+int64(2*time.Hour))
	}))
	defer s.Close()
	st, err := Parse(strings.ReplaceAll(addresses["loki"], "HOST", strings.TrimPrefix(s.URL, "http://"))+openWindow, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := lines(t, st, Limits{})
	if want := `{"labels":"{}","log":"inside\nwith a line end","time":"2026-03-01T10:00:00Z"}`; err != nil || len(got) != 1 || got[0] != want {
		t.Errorf("%q, %v", got, err)
	}
}

func TestServersThatRefuse(t *testing.T) {
	var target string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the other server was asked: %v", r.Header)
	}))
	defer other.Close()
	for _, c := range []struct {
		name, says, hint string
		handler          http.HandlerFunc
	}{
		{"redirect elsewhere", "cannot be reached: the server sends elsewhere", "sends to", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/x", http.StatusFound)
		}},
		{"redirect to itself for ever", "sends elsewhere", "", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, target+"/again", http.StatusFound)
		}},
		{"no access", "answers 401", "LOKI_USERNAME", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no \x1b[31mway", http.StatusUnauthorized) }},
		{"bad query", "answers 400: parse error", "query", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "parse error", http.StatusBadRequest) }},
		{"always busy", "answers 503", "busy", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", http.StatusServiceUnavailable) }},
		{"broken off", "breaks off", "", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100000")
			_, _ = io.WriteString(w, "{")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(c.handler)
			defer s.Close()
			target = s.URL
			st, err := Parse(strings.ReplaceAll(addresses["loki"], "HOST", strings.TrimPrefix(s.URL, "http://"))+openWindow, nil)
			if err != nil {
				t.Fatal(err)
			}
			_, err = lines(t, st, Limits{})
			var fetch *FetchError
			if !errors.As(err, &fetch) || !strings.Contains(err.Error(), c.says) || !strings.Contains(fetch.Hint(), c.hint) || bytes.ContainsRune([]byte(err.Error()), 0x1b) {
				t.Errorf("%v, hint %q", err, fetch.Hint())
			}
		})
	}
}

func TestPlainServerIsToldFromTLS(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	st, err := Parse(strings.ReplaceAll(addresses["loki"], "HOST", strings.TrimPrefix(s.URL, "http://"))+strings.TrimSuffix(openWindow, "&tls=off"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var fetch *FetchError
	if err := st.Check(context.Background()); !errors.As(err, &fetch) || !strings.Contains(fetch.Hint(), "tls=off") {
		t.Errorf("%v", err)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	s, _ := serve(t, "loki", events(10, 1), nil)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := io.ReadAll(s.Open(ctx, Limits{})); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, a := range addresses {
		f.Add(strings.ReplaceAll(a, "HOST", "h:1") + openWindow)
	}
	f.Add("loki://h/?query=x&from=1772359200&to=1772359201")
	f.Fuzz(func(t *testing.T, arg string) {
		s, err := Parse(arg, nil)
		if err != nil {
			var bad *AddressError
			if !errors.As(err, &bad) || bad.Hint() == "" {
				t.Fatalf("%v", err)
			}
			return
		}
		again, err := Parse(s.Name(), nil)
		if err != nil || again.Name() != s.Name() {
			t.Fatalf("%q is spelled %q, and that %v", arg, s.Name(), err)
		}
	})
}

// FuzzAnswer gives any body to the decoder of every kind.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(`{"data":{"resultType":"streams","result":[{"stream":{"a":"b"},"values":[["1772359200000000000","line"]]}]}}`))
	f.Add([]byte(`{"hits":{"hits":[{"_index":"i","_id":"1","_source":{"a":1},"sort":[1772359200000]}]}}`))
	f.Add([]byte(`{"_time":"2026-03-01T10:00:00Z","_msg":"m"}`))
	f.Add([]byte(`{"_inquest_ns":"1772359200000000000","a":1}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for kind := range addresses {
			st, err := Parse(strings.ReplaceAll(addresses[kind], "HOST", "h:1")+openWindow, nil)
			if err != nil {
				t.Fatal(err)
			}
			r := st.Open(context.Background(), Limits{Rows: 100}).(*reader)
			r.c.http = &http.Client{Transport: canned(body)}
			data, _ := io.ReadAll(io.LimitReader(r, 1<<20))
			for line := range bytes.SplitSeq(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
				if len(line) > 0 && !json.Valid(line) {
					t.Fatalf("%s gives the line %q", kind, line)
				}
			}
		}
	})
}

type canned []byte

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(c)), Request: r, Header: http.Header{}}, nil
}
