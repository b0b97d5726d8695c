package event

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// statusKeys are the keys of an entry as normKey writes them, best first.
var statusKeys = struct{ id, name, state, duration, start, network, addr, port, protocol, latency, bandwidth []string }{
	id:        []string{"jobid", "job", "taskid", "runid", "batchid", "loadid", "buildid", "workflowid", "executionid", "id"},
	name:      []string{"jobname", "jobtype", "taskname", "name", "type"},
	state:     []string{"jobstatus", "status", "jobstate", "state", "result", "outcome", "conclusion"},
	duration:  []string{"jobruntime", "runtime", "duration", "elapsed", "runtimeseconds", "durationseconds", "durations", "runtimes", "durationms", "runtimems", "elapsedms", "seconds"},
	start:     []string{"jobstart", "start", "startedat", "starttime", "jobstarttime", "startdate", "started", "begin"},
	network:   []string{"networkdetails", "network", "connection", "net", "peer"},
	addr:      []string{"ipaddress", "ip", "address", "addr", "host", "remotehost"},
	port:      []string{"port", "remoteport"},
	protocol:  []string{"protocol", "proto", "service"},
	latency:   []string{"latency", "latencyms", "rtt", "ping"},
	bandwidth: []string{"bandwidth", "throughput"},
}

// entry is one object of a status file: its members under normalised keys.
type entry struct {
	members map[string]json.RawMessage
	network map[string]json.RawMessage
	id      json.RawMessage
}

func (e *entry) read(raw []byte) error {
	var err error
	if e.members, err = normalise(raw); err != nil {
		return err
	}
	e.id, _, _ = pick(e.members, statusKeys.id)
	e.network = e.members
	if net, key, ok := pick(e.members, statusKeys.network); ok && len(net) > 0 && net[0] == '{' {
		if e.network, err = normalise(net); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

func normalise(raw []byte) (map[string]json.RawMessage, error) {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, err
	}
	out := make(map[string]json.RawMessage, len(m))
	taken := make(map[string]string, len(m))
	for k, v := range m {
		n := strings.ToLower(strings.NewReplacer("_", "", "-", "", ".", "", " ", "").Replace(k))
		if old, dup := taken[n]; dup && old < k { // two spellings of one key: the first by name
			continue
		}
		out[n], taken[n] = v, k
	}
	return out, nil
}

// pick finds the first key that has a value.
func pick(m map[string]json.RawMessage, keys []string) (json.RawMessage, string, bool) {
	for _, k := range keys {
		if v, ok := m[k]; ok && string(v) != "null" && string(v) != `""` {
			return v, k, true
		}
	}
	return nil, "", false
}

func (e *entry) status(zone int) (Status, error) {
	s := Status{Unit: Unit{Kind: "job", ID: text(e.id)}}
	if s.Unit.ID == "" {
		return s, errors.New("entry has no job id; expected a string or number under jobId, job_id or id")
	}
	state, _, _ := pick(e.members, statusKeys.state)
	if s.State = text(state); s.State == "" {
		return s, fmt.Errorf("entry %.40q has no status; expected a string under jobStatus, status or state", s.Unit.ID)
	}
	s.Outcome = statusOutcome(s.State)
	name, _, _ := pick(e.members, statusKeys.name)
	s.Unit.Name = text(name)
	if err := e.times(&s, zone); err != nil {
		return s, fmt.Errorf("entry %.40q: %w", s.Unit.ID, err)
	}
	if err := e.far(&s); err != nil {
		return s, fmt.Errorf("entry %.40q: %w", s.Unit.ID, err)
	}
	return s, nil
}

// text is the value of a string or number, "" for anything else.
func text(raw json.RawMessage) string {
	if len(raw) == 0 {
		return ""
	}
	if raw[0] != '"' {
		if raw[0] == '-' || isDigit(raw[0]) {
			return string(raw)
		}
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return strings.TrimSpace(s)
}

// statusOutcome reads a state word; words of running and waiting, and unknown
// ones, leave the outcome unsaid.
func statusOutcome(state string) Outcome {
	var t tokenizer
	t.split([]byte(state))
	for _, tok := range t.tokens {
		if v := t.verb(tok.sense, 0, true); v.kind == RunEnd {
			if v.neutral {
				return OutcomeSucceeded
			}
			return v.outcome
		}
	}
	return OutcomeUnsaid
}

func (e *entry) times(s *Status, zone int) error {
	if raw, key, ok := pick(e.members, statusKeys.duration); ok {
		unit := sec
		if strings.HasSuffix(key, "ms") {
			unit = msec
		}
		ns, ok := parseDuration([]byte(strings.ReplaceAll(text(raw), " ", "")), unit)
		if !ok {
			return fmt.Errorf("%s is %.40s; expected seconds as a number, or text like \"258s\" or \"4m18s\"", key, raw)
		}
		s.Duration, s.HasDuration = ns, true
	}
	if raw, key, ok := pick(e.members, statusKeys.start); ok {
		ns, ok := instant(text(raw), zone)
		if !ok {
			return fmt.Errorf("%s is %.40s; expected \"2006-01-02T15:04:05Z\" or seconds since 1970", key, raw)
		}
		s.Start, s.HasStart = ns, true
	}
	return nil
}

// layouts of start times; those without a zone are read in the zone given.
var layouts = [...]string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 -0700",
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006/01/02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02",
}

// instant reads a time stamp or an epoch, whose unit shows in its size.
func instant(v string, zone int) (int64, bool) {
	if f, err := strconv.ParseFloat(v, 64); err == nil {
		unit := 1e9
		for limit := 1e11; f >= limit && unit > 1; limit *= 1e3 {
			unit /= 1e3
		}
		if n, err := strconv.ParseInt(v, 10, 64); err == nil && n >= 0 && n < math.MaxInt64/int64(unit) {
			return n * int64(unit), true
		}
		ns := math.Round(f * unit)
		return int64(ns), ns >= 0 && ns < 9.2e18
	}
	for _, layout := range layouts {
		t, err := time.ParseInLocation(layout, v, time.FixedZone("", zone))
		if err == nil && t.Year() >= 1970 && t.Year() < 2262 {
			return t.UnixNano(), true
		}
	}
	return 0, false
}

// far reads what the entry says about the network.
func (e *entry) far(s *Status) error {
	get := func(keys []string) string {
		raw, _, _ := pick(e.network, keys)
		return text(raw)
	}
	s.Peer.Addr, s.Peer.Protocol, s.Bandwidth = get(statusKeys.addr), get(statusKeys.protocol), get(statusKeys.bandwidth)
	if p := get(statusKeys.port); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 || n > 65535 {
			return fmt.Errorf("port is %.40q; expected a number from 1 to 65535", p)
		}
		s.Peer.Port = n
	}
	if raw, key, ok := pick(e.network, statusKeys.latency); ok {
		ns, ok := parseDuration([]byte(strings.ReplaceAll(text(raw), " ", "")), msec)
		if !ok {
			return fmt.Errorf("%s is %.40s; expected milliseconds as a number, or text like \"50ms\"", key, raw)
		}
		s.Latency, s.HasLatency = ns, true
	}
	return nil
}
