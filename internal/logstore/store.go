// Package logstore reads lines out of log stores over HTTP: Grafana Loki,
// Elasticsearch and OpenSearch, VictoriaLogs, ClickHouse. A store is named by an
// address with a query and a window:
//
//	loki://host:3100/?query={app="x"}&from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z
//
// The same address gives the same lines in the same order, as long as the store
// keeps them: so a line can be cited by address, line and hash, and read again.
// Connections are made for such addresses only, over TLS unless the address says
// tls=off. Access comes from the environment variables that the stores' own tools
// use; an address with a password in it is refused. What a server answers is
// bounded and decoded, never believed.
package logstore

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Store is one address: a server, a query, a window of time.
type Store struct {
	kind     *kind
	base     url.URL // scheme, host and path prefix of the server
	table    string  // index of Elasticsearch, database.table of ClickHouse
	query    string
	field    string // of the time, where the user may choose it
	from, to int64  // ns; from is inside, to is not
	name     string
	access   access
}

// Name is the address in its one spelling, without anything secret.
func (s *Store) Name() string { return s.name }

// kind is one sort of store.
type kind struct {
	scheme, port string
	most         int // rows of one page at most
	needsTable   string
	env          envNames
	fetch        func(*client, window) ([]row, error)
}

// envNames are the environment variables of a kind, as its own tools name them.
type envNames struct{ addr, user, password, token, key, org string }

var kinds = []*kind{
	{scheme: "loki", port: "3100", most: 5000, fetch: fetchLoki, env: envNames{addr: "LOKI_ADDR", user: "LOKI_USERNAME", password: "LOKI_PASSWORD", token: "LOKI_BEARER_TOKEN", org: "LOKI_ORG_ID"}},
	{scheme: "elasticsearch", port: "9200", most: 10_000, needsTable: "an index", fetch: fetchElastic, env: envNames{addr: "ELASTIC_URL", user: "ELASTIC_USERNAME", password: "ELASTIC_PASSWORD", key: "ELASTIC_API_KEY"}},
	{scheme: "opensearch", port: "9200", most: 10_000, needsTable: "an index", fetch: fetchElastic, env: envNames{addr: "OPENSEARCH_URL", user: "OPENSEARCH_USERNAME", password: "OPENSEARCH_PASSWORD"}},
	{scheme: "victorialogs", port: "9428", most: 100_000, fetch: fetchVictoria, env: envNames{addr: "VLOGSCLI_ADDR", user: "VICTORIALOGS_USERNAME", password: "VICTORIALOGS_PASSWORD", token: "VICTORIALOGS_BEARER_TOKEN", org: "VICTORIALOGS_ACCOUNT_ID"}},
	{scheme: "clickhouse", port: "8443", most: 100_000, needsTable: "a table, as /database/table", fetch: fetchClickHouse, env: envNames{addr: "CLICKHOUSE_URL", user: "CLICKHOUSE_USER", password: "CLICKHOUSE_PASSWORD"}},
}

// Is reports whether an argument is the address of a log store.
func Is(arg string) bool {
	scheme, _, ok := strings.Cut(arg, "://")
	return ok && kindOf(scheme) != nil
}

func kindOf(scheme string) *kind {
	i := slices.IndexFunc(kinds, func(k *kind) bool { return k.scheme == scheme })
	if i < 0 {
		return nil
	}
	return kinds[i]
}

// AddressError is an address that cannot be used.
type AddressError struct{ Problem, Advice string }

func (e *AddressError) Error() string { return e.Problem }

// Hint says what to do next.
func (e *AddressError) Hint() string { return e.Advice }

const example = `write it as loki://host:3100/?query={app="x"}&from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z`

// Parse reads an address. env gives the values of environment variables; nil: none
// are set.
func Parse(arg string, env func(string) string) (*Store, error) {
	if env == nil {
		env = func(string) string { return "" }
	}
	u, err := url.Parse(arg)
	if err != nil {
		return nil, &AddressError{"the address of a log store is malformed", example}
	}
	k := kindOf(u.Scheme)
	if k == nil {
		return nil, &AddressError{fmt.Sprintf("no log store is called %q", u.Scheme), "loki, elasticsearch, opensearch, victorialogs and clickhouse are known"}
	}
	if u.User != nil {
		return nil, &AddressError{"the address of a log store holds a user or password, which would stand in the report",
			"leave it out and set " + k.env.user + " and " + k.env.password}
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, &AddressError{"the query of a log store's address is malformed", "write % as %25 and & as %26, and put the address in quotes"}
	}
	s := &Store{kind: k, query: q.Get("query"), field: q.Get("time")}
	if err := s.window(q); err != nil {
		return nil, err
	}
	if err := s.server(u, q, env); err != nil {
		return nil, err
	}
	for key := range q {
		if !slices.Contains([]string{"query", "from", "to", "tls", "time"}, key) {
			return nil, &AddressError{fmt.Sprintf("a log store's address has no part called %q", key), "query, from, to, time and tls are known"}
		}
	}
	if s.query == "" && (k.scheme == "loki" || k.scheme == "victorialogs") {
		return nil, &AddressError{"the address of a log store has no query", example}
	}
	s.access = readAccess(k.env, env)
	s.name = s.spell(q.Get("tls"))
	return s, nil
}

// window reads from and to. They must be given: the same address means the same
// lines tomorrow.
func (s *Store) window(q url.Values) error {
	var err error
	if s.from, err = instant("from", q.Get("from")); err != nil {
		return err
	}
	if s.to, err = instant("to", q.Get("to")); err != nil {
		return err
	}
	if s.from >= s.to {
		return &AddressError{"the window of a log store's address is empty: from is not before to", "exchange them"}
	}
	return nil
}

func instant(name, text string) (int64, error) {
	if text == "" {
		return 0, &AddressError{"the address of a log store has no " + name, example}
	}
	if t, err := time.Parse(time.RFC3339Nano, strings.ReplaceAll(text, " ", "+")); err == nil && t.Year() >= 1970 && t.Year() < 2262 {
		return t.UnixNano(), nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, noTime(name, text)
	}
	for n < 1e17 && n > 0 { // seconds, milli- or microseconds
		if n > math.MaxInt64/1000 { // behind the year 2262
			return 0, noTime(name, text)
		}
		n *= 1000
	}
	return n, nil
}

func noTime(name, text string) error {
	return &AddressError{fmt.Sprintf("%s=%s is no time", name, text), "write it as 2026-03-01T10:00:00Z, or as seconds since 1970"}
}

// server finds host, path and table.
func (s *Store) server(u *url.URL, q url.Values, env func(string) string) error {
	scheme := "https"
	switch q.Get("tls") {
	case "", "on":
	case "off":
		scheme = "http"
	default:
		return &AddressError{fmt.Sprintf("tls=%s is not known", q.Get("tls")), "use tls=off for a server without TLS; it is on otherwise"}
	}
	path := strings.Trim(u.Path, "/")
	if s.kind.needsTable != "" {
		if path == "" {
			return &AddressError{"the address names no " + strings.TrimPrefix(strings.TrimPrefix(s.kind.needsTable, "an "), "a "), "put " + s.kind.needsTable + " behind the host"}
		}
		s.table, path = path, ""
	}
	s.base = url.URL{Scheme: scheme, Host: u.Host, Path: path}
	if u.Host != "" {
		if u.Port() == "" {
			s.base.Host += ":" + s.kind.port
		}
		return nil
	}
	addr, err := url.Parse(env(s.kind.env.addr))
	if err != nil || addr.Host == "" || addr.Scheme != "http" && addr.Scheme != "https" || addr.User != nil {
		return &AddressError{"the address of a log store has no host", "write it behind " + s.kind.scheme + "://, or set " + s.kind.env.addr + " to http://host:port or https://host:port"}
	}
	s.base.Host, s.base.Scheme = addr.Host, addr.Scheme
	s.base.Path = strings.Trim(addr.Path, "/")
	return nil
}

// spell writes the address in one way.
func (s *Store) spell(tls string) string {
	q := url.Values{"from": {stamp(s.from)}, "to": {stamp(s.to)}}
	for k, v := range map[string]string{"query": s.query, "time": s.field} {
		if v != "" {
			q.Set(k, v)
		}
	}
	if tls == "off" {
		q.Set("tls", "off")
	}
	path := s.table
	if path == "" {
		path = s.base.Path
	}
	return (&url.URL{Scheme: s.kind.scheme, Host: s.base.Host, Path: "/" + path, RawQuery: q.Encode()}).String()
}

func stamp(ns int64) string { return time.Unix(0, ns).UTC().Format(time.RFC3339Nano) }
