package logstore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// envelope writes a line of a store that keeps text with labels: what the program
// printed stands in "log", as in other envelopes.
func envelope(at int64, text, labels string, fields map[string]string) row {
	doc := map[string]any{}
	for k, v := range fields {
		doc[k] = v
	}
	doc["time"], doc["log"], doc["labels"] = stamp(at), text, labels
	line, err := encode(doc)
	if err != nil { // strings alone
		line = []byte("{}")
	}
	return row{at: at, tie: labels, line: line}
}

// encode writes one line of JSON, keys in order, markup as it is.
func encode(doc any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(doc)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

func broken(err error) error {
	return &FetchError{"the log store's answer cannot be read", "look whether the address is that of such a store", err}
}

// fetchLoki: GET /loki/api/v1/query_range, direction forward.
func fetchLoki(c *client, w window) ([]row, error) {
	data, err := c.ask(request{method: "GET", path: "/loki/api/v1/query_range", header: map[string]string{"X-Scope-OrgID": c.store.access.org},
		query: url.Values{"query": {c.store.query}, "start": {num(w.from)}, "end": {num(w.to)}, "limit": {strconv.Itoa(w.limit)}, "direction": {"forward"}}})
	if err != nil {
		return nil, err
	}
	var a struct {
		Data struct {
			Type   string `json:"resultType"`
			Result []struct {
				Stream map[string]string   `json:"stream"`
				Values [][]json.RawMessage `json:"values"`
			} `json:"result"`
		} `json:"data"`
	}
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, broken(err)
	}
	if a.Data.Type != "streams" {
		return nil, &FetchError{fmt.Sprintf("the query gives %.20q and no lines", a.Data.Type), "use a query that selects lines, without count_over_time and the like", nil}
	}
	var rows []row
	for _, s := range a.Data.Result {
		labels := labelText(s.Stream)
		for _, v := range s.Values {
			at, text, ok := lokiValue(v)
			if !ok {
				return nil, broken(errors.New("a value is no pair of time and line"))
			}
			rows = append(rows, envelope(at, text, labels, s.Stream))
		}
	}
	return rows, nil
}

func lokiValue(v []json.RawMessage) (at int64, text string, ok bool) {
	var ns string
	if len(v) < 2 || json.Unmarshal(v[0], &ns) != nil || json.Unmarshal(v[1], &text) != nil {
		return 0, "", false
	}
	at, err := strconv.ParseInt(ns, 10, 64)
	return at, text, err == nil
}

// labelText writes labels in one order.
func labelText(labels map[string]string) string {
	b, err := encode(labels)
	if err != nil {
		return ""
	}
	return string(b)
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

// fetchVictoria: POST /select/logsql/query, JSON lines.
func fetchVictoria(c *client, w window) ([]row, error) {
	form := url.Values{"query": {c.store.query + " | sort by (_time) limit " + strconv.Itoa(w.limit)}, "start": {num(w.from)}, "end": {num(w.to - 1)}}
	data, err := c.ask(request{method: "POST", path: "/select/logsql/query", body: form.Encode(),
		header: map[string]string{"Content-Type": "application/x-www-form-urlencoded", "AccountID": c.store.access.org}})
	if err != nil {
		return nil, err
	}
	var rows []row
	for line := range bytes.SplitSeq(data, []byte{'\n'}) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var fields map[string]string
		if err := json.Unmarshal(line, &fields); err != nil {
			return nil, broken(err)
		}
		at, err := time.Parse(time.RFC3339Nano, fields["_time"])
		if err != nil {
			return nil, &FetchError{"the query gives rows without _time", "use a query that selects lines, without stats and the like", nil}
		}
		text, stream := fields["_msg"], fields["_stream"]
		for _, k := range []string{"_time", "_msg", "_stream", "_stream_id"} {
			delete(fields, k)
		}
		rows = append(rows, envelope(at.UnixNano(), text, stream, fields))
	}
	return rows, nil
}

// fetchElastic: POST /INDEX/_search, sorted by the time in milliseconds.
func fetchElastic(c *client, w window) ([]row, error) {
	field := c.store.field
	if field == "" {
		field = "@timestamp"
	}
	const ms = int64(time.Millisecond)
	filter := []any{map[string]any{"range": map[string]any{field: map[string]any{"gte": w.from / ms, "lt": (w.to + ms - 1) / ms, "format": "epoch_millis"}}}}
	if c.store.query != "" {
		filter = append(filter, map[string]any{"query_string": map[string]any{"query": c.store.query}})
	}
	body, err := json.Marshal(map[string]any{"size": w.limit, "track_total_hits": false,
		"sort":  []any{map[string]any{field: map[string]any{"order": "asc", "numeric_type": "date"}}},
		"query": map[string]any{"bool": map[string]any{"filter": filter}}})
	if err != nil {
		return nil, broken(err)
	}
	data, err := c.ask(request{method: "POST", path: "/" + url.PathEscape(c.store.table) + "/_search", body: string(body), header: map[string]string{"Content-Type": "application/json"}})
	if err != nil {
		return nil, err
	}
	var a struct {
		TimedOut bool `json:"timed_out"`
		Hits     struct {
			Hits []struct {
				Index  string                     `json:"_index"`
				ID     string                     `json:"_id"`
				Source map[string]json.RawMessage `json:"_source"`
				Sort   []json.Number              `json:"sort"`
			} `json:"hits"`
		} `json:"hits"`
	}
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, broken(err)
	}
	if a.TimedOut {
		return nil, &FetchError{"the log store ran out of time and answers in part", "narrow the window", nil}
	}
	var rows []row
	for _, h := range a.Hits.Hits {
		if len(h.Sort) != 1 || h.Source == nil {
			return nil, broken(errors.New("a hit has no time or no source"))
		}
		at, err := h.Sort[0].Int64()
		if err != nil {
			return nil, broken(err)
		}
		if h.Source[field] == nil {
			h.Source[field] = quoted(stamp(at * ms))
		}
		h.Source["_index"], h.Source["_id"] = quoted(h.Index), quoted(h.ID)
		line, err := encode(h.Source)
		if err != nil {
			return nil, broken(err)
		}
		rows = append(rows, row{at: max(at*ms, w.from), tie: string(h.Source[field]) + h.ID, line: line})
	}
	return rows, nil
}

func quoted(s string) json.RawMessage {
	b, err := json.Marshal(s)
	if err != nil {
		return json.RawMessage(`""`)
	}
	return b
}

const nsColumn = "_inquest_ns"

// fetchClickHouse: POST / with a SELECT, rows as JSON. The session may only read.
func fetchClickHouse(c *client, w window) ([]row, error) {
	field := c.store.field
	if field == "" {
		field = "timestamp"
	}
	col := identifier(field)
	where := ""
	if c.store.query != "" {
		where = " AND (" + c.store.query + "\n)"
	}
	sql := fmt.Sprintf("SELECT *, toString(toUnixTimestamp64Nano(toDateTime64(%s, 9, 'UTC'))) AS %s FROM %s WHERE %s >= fromUnixTimestamp64Nano(toInt64(%d), 'UTC') AND %s < fromUnixTimestamp64Nano(toInt64(%d), 'UTC')%s ORDER BY %s LIMIT %d FORMAT JSONEachRow",
		col, identifier(nsColumn), tableName(c.store.table), col, w.from, col, w.to, where, col, w.limit)
	data, err := c.ask(request{method: "POST", body: sql,
		query: url.Values{"readonly": {"2"}, "date_time_output_format": {"iso"}, "output_format_json_quote_64bit_integers": {"0"}, "max_execution_time": {"55"}}})
	if err != nil {
		return nil, err
	}
	var rows []row
	for line := range bytes.SplitSeq(data, []byte{'\n'}) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var doc map[string]json.RawMessage
		var ns string
		if err := json.Unmarshal(line, &doc); err != nil {
			return nil, broken(err)
		}
		if json.Unmarshal(doc[nsColumn], &ns) != nil {
			return nil, broken(errors.New("a row has no time"))
		}
		at, err := strconv.ParseInt(ns, 10, 64)
		if err != nil {
			return nil, broken(err)
		}
		delete(doc, nsColumn)
		out, err := encode(doc)
		if err != nil {
			return nil, broken(err)
		}
		rows = append(rows, row{at: at, line: out})
	}
	return rows, nil
}

// identifier quotes a name of ClickHouse.
func identifier(s string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(s) + "`"
}

func tableName(path string) string {
	db, table, ok := strings.Cut(path, "/")
	if !ok {
		return identifier(path)
	}
	return identifier(db) + "." + identifier(table)
}
