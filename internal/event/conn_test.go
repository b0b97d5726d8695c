package event

import (
	"strconv"
	"strings"
	"testing"
)

// connSamples hold the vocabulary of connections.
var connSamples = []sample{
	{"Connection attempt to 10.8.0.2 on port 443 using TCP.", "attempt 10.8.0.2:443 TCP"},
	{"Attempting to connect to 10.8.0.4 on port 3306 using MySQL.", "attempt 10.8.0.4:3306 MySQL"},
	{"Connecting to db7.corp:5432", "attempt db7.corp:5432"},
	{"Trying to connect to broker-1:9092", "attempt broker-1:9092"},
	{"Connection to 10.8.0.4 established in 3ms.", "up 10.8.0.4 3ms"},
	{"Connected to redis://cache-1:6379/0", "up cache-1:6379 redis"},
	{"Connection to 10.8.0.4 restored", "up 10.8.0.4"},
	{"Reconnected to 10.8.0.4:5672", "up 10.8.0.4:5672"},
	{"High latency detected (50ms). Possible network congestion.", "slow 50ms hedge=network congestion"},
	{"Slow response detected. Latency: 30ms.", "slow 30ms"},
	{"High latency to 10.8.0.4: 1.5 s", "slow 10.8.0.4 1.5s"},
	{"Connection timeout to 10.8.0.2. No response received.", "timeout 10.8.0.2"},
	{"Connection to 10.8.0.2:8080 timed out", "timeout 10.8.0.2:8080"},
	{"HTTPConnectionPool(host='10.8.0.6', port=8080): Read timed out. (read timeout=3)", "timeout 10.8.0.6:8080"},
	{"dial tcp 10.8.0.1:8080: i/o timeout", "timeout 10.8.0.1:8080 tcp"},
	{"Post \"http://10.8.0.9:8080/r/7\": context deadline exceeded", "timeout 10.8.0.9:8080 http"},
	{"no answer yet for icmp_seq=37", "timeout"},
	{"64 bytes from 10.8.0.9: icmp_seq=37 ttl=64 time=603 ms", "up 10.8.0.9 ICMP 603ms"},
	{"Connection to 10.8.0.1 on port 3306 refused by remote host.", "refused 10.8.0.1:3306"},
	{"dial tcp 10.8.0.1:8080: connect: connection refused", "refused 10.8.0.1:8080 tcp"},
	{"connect ECONNREFUSED 10.8.0.1:6379", "refused 10.8.0.1:6379"},
	{"(2003, \"Can't connect to MySQL server on '10.8.0.1' ([Errno 111] Connection refused)\")", "refused 10.8.0.1"},
	{"connection to server at \"db7.corp\" (10.8.0.1), port 5432 failed: Connection refused", "refused 10.8.0.1:5432"},
	{"could not connect to server: Connection refused Is the server running on host \"db7\" (10.8.0.1) and accepting TCP/IP connections on port 5432?", "refused db7:5432"},
	{"connect() failed (111: Connection refused) while connecting to upstream, client: 10.8.0.10, server: , request: \"GET / HTTP/1.1\", upstream: \"http://10.8.0.30:9000/\"", "refused 10.8.0.30:9000 http"},
	{"Connect to api.corp:443 [api.corp/10.8.0.3] failed: Connection refused (Connection refused)", "refused 10.8.0.3:443"},
	{"Database connection failed. Possible firewall restriction.", "failed hedge=firewall restriction"},
	{"Failed to connect to 10.8.0.5:22", "failed 10.8.0.5:22"},
	{"dial tcp 10.8.0.30:8080: connect: network is unreachable", "failed 10.8.0.30:8080 tcp"},
	{"connect to 10.8.0.5 port 22: No route to host", "failed 10.8.0.5:22"},
	{"dial tcp: lookup api.corp.lan on 10.8.0.2:53: no such host", "failed api.corp.lan tcp"},
	{"Error -3 connecting to cache.corp.lan:6379. Temporary failure in name resolution.", "failed cache.corp.lan:6379"},
	{"Network failure. Retrying...", "retry"},
	{"Reconnecting to 10.8.0.5:5672", "retry 10.8.0.5:5672"},
	{"Connection permanently lost to 10.8.0.2.", "lost 10.8.0.2"},
	{"Connection to 10.8.0.4 terminated unexpectedly.", "lost 10.8.0.4"},
	{"read tcp 10.8.0.4:5432: connection reset by peer", "lost 10.8.0.4:5432 tcp"},
	{"MySQL server has gone away (host 10.8.0.4)", "lost 10.8.0.4"},
	{"write to 10.8.0.4:5432: broken pipe", "lost 10.8.0.4:5432"},
	{"Connection broken for id 7, my id = 1, error = ", "lost"},
	{"connection to 10.8.0.4:80 severed", "lost 10.8.0.4:80"},
	{"Lost connection to broker-1:9092", "lost broker-1:9092"},
	{"Connection to 10.8.0.4 closed", "closed 10.8.0.4"},
	{"Disconnected from server 10.8.0.4:5672", "closed 10.8.0.4:5672"},
	{"call failed | target=far err=\"dial tcp 10.8.0.1:80: connect: connection refused\"", "refused 10.8.0.1:80 tcp to=far"},
	{"probe | ipAddress=10.8.0.7 port=443 protocol=TCP latency=45ms bandwidth=10Mbps", "up 10.8.0.7:443 TCP 45ms"},
	{"High latency detected | ipAddress=10.8.0.7 port=443 protocol=TCP latency=45", "slow 10.8.0.7:443 TCP 45ms"},
	{"ConnectException: refused by 10.8.0.4:80", "refused 10.8.0.4:80"},
	{"ConnectionRefusedError connecting to 10.8.0.4:80", "refused 10.8.0.4:80"},
	{"ConnectException: ConnectionRefused to 10.8.0.4:80", "refused 10.8.0.4:80"},
	{"10.8.0.4:80 refuses connections", "refused 10.8.0.4:80"},
	{"connect ETIMEDOUT 10.8.0.4:80", "timeout 10.8.0.4:80"},
	{"ConnectTimeoutError to 10.8.0.4:80", "timeout 10.8.0.4:80"}, {"ConnectTimeoutException: connect to 10.8.0.4:80", "timeout 10.8.0.4:80"}, {"ConnectTimeout to 10.8.0.4:80", "timeout 10.8.0.4:80"},
	{"SocketTimeoutException: 10.8.0.4:80", "timeout 10.8.0.4:80"}, {"ConnectionTimeout to 10.8.0.4:80", "timeout 10.8.0.4:80"},
	{"HTTPSConnectionPool(host='api.corp', port=443): ReadTimeoutError", "timeout api.corp:443"}, {"ReadTimeout for socket to 10.8.0.4:80", "timeout 10.8.0.4:80"},
	{"peer 10.8.0.4:80 not responding", ""}, {"connection to endpoint 10.8.0.4:80 is unresponsive", "timeout 10.8.0.4:80"}, {"no reply from udp peer, connection 10.8.0.4:80", "timeout 10.8.0.4:80"},
	{"read ECONNRESET 10.8.0.4:80", "lost 10.8.0.4:80"}, {"write EPIPE to socket 10.8.0.4:80", "lost 10.8.0.4:80"}, {"ConnectionResetError on connection to 10.8.0.4:80", "lost 10.8.0.4:80"},
	{"BrokenPipeError on connection to 10.8.0.4:80", "lost 10.8.0.4:80"}, {"RemoteDisconnected: connection to 10.8.0.4:80", "lost 10.8.0.4:80"}, {"socket hung up, connection to 10.8.0.4:80", "lost 10.8.0.4:80"},
	{"connection to 10.8.0.4:80 dropped", "lost 10.8.0.4:80"}, {"connection to 10.8.0.4:80 ended abruptly", "lost 10.8.0.4:80"}, {"unexpected disconnect, connection to 10.8.0.4:80 aborted", "lost 10.8.0.4:80"},
	{"connect EHOSTUNREACH 10.8.0.4:80", "failed 10.8.0.4:80"}, {"connect ENETUNREACH 10.8.0.4:80", "failed 10.8.0.4:80"}, {"ECONNABORTED connection to 10.8.0.4:80 failed", "failed 10.8.0.4:80"},
	{"getaddrinfo ENOTFOUND api.corp", "failed api.corp"}, {"getaddrinfo EAI_AGAIN connecting to api.corp", "failed api.corp"}, {"UnknownHostException: connect to api.corp", "failed api.corp"}, {"unknown host: connect to api.corp", "failed api.corp"},
	{"NoRouteToHostException: connect to api.corp:80", "failed api.corp:80"}, {"socket.gaierror: connecting to api.corp: Name or service not known", "failed api.corp"}, {"NameResolutionError connecting to api.corp", "failed api.corp"}, {"connect to api.corp: NXDOMAIN", "failed api.corp"}, {"could not resolve host, connect to api.corp", "failed api.corp"},
	{"connection to 10.8.0.4:80 fails", "failed 10.8.0.4:80"}, {"cannot connect to 10.8.0.4:80", "failed 10.8.0.4:80"}, {"couldn't connect to 10.8.0.4:80", "failed 10.8.0.4:80"}, {"unable to connect to 10.8.0.4:80", "failed 10.8.0.4:80"}, {"TLS handshake with 10.8.0.4:80 failed", "failed 10.8.0.4:80"},
	{"degraded latency to 10.8.0.4: 80ms", "slow 10.8.0.4 80ms"}, {"elevated rtt, latency to 10.8.0.4: 80ms", "slow 10.8.0.4 80ms"}, {"increased latency to 10.8.0.4: 80ms", "slow 10.8.0.4 80ms"},
	{"closing connection to 10.8.0.4:80", "closed 10.8.0.4:80"}, {"dialing 10.8.0.4:80", "attempt 10.8.0.4:80"}, {"opening connection to 10.8.0.4:80", "attempt 10.8.0.4:80"}, {"reconnect to 10.8.0.4:80", "retry 10.8.0.4:80"},
	{"connection to 10.8.0.4:80 successful", "up 10.8.0.4:80"}, {"successfully opened connection to 10.8.0.4:80", "up 10.8.0.4:80"}, {"connection to 10.8.0.4:80 succeeded", "up 10.8.0.4:80"},
	{"PING 10.8.0.9 (10.8.0.9) 56(84) bytes of data.", "attempt 10.8.0.9"},
	{"Connection to 10.8.0.7 timed out, likely caused by a full conntrack table", "timeout 10.8.0.7 hedge=full conntrack table"},
}

// quietConnSamples tell of no connection to a far end.
var quietConnSamples = []string{
	"Connection pool size set to 10", "timeout configured to 30s", "Slow garbage collection cycle: 804 ms", "session timeout is 30 minutes",
	"connection received: host=[local]", "connection authorized: user=app database=app", "disconnection: session time: 0:00:00.008 user=app host=10.8.0.5 port=44374",
	"Accepted 127.0.0.1:53916", "Client closed connection id=3 addr=127.0.0.1:53916 laddr=127.0.0.1:6379",
	"Aborted connection 4 to db: 'x' user: 'y' host: '10.8.0.5' (Got an error reading communication packets)",
	"client 10.8.0.1 closed keepalive connection", "feature flag service returned stale snapshot", "password reset for user 7", "No such file or directory: /var/lib/x",
	"connection setting: maximum limit is max_connections=30", "listening for connections on 10.8.0.1:80", "connection authenticated: identity=app", "Connection closed by authenticating user root 10.8.0.1 port 51000 [preauth]",
	"accepted connection from 10.8.0.5:4000", "client connected 10.8.0.5:4000", "client disconnected 10.8.0.5:4000", "unauthenticated connection 10.8.0.5",
	"config error is REFUSED", "Connection errors: 0", "build failed: error in main.go:12", "GET /health 200 3ms",
}

func TestConnSamples(t *testing.T) {
	for _, s := range connSamples {
		if got := describeConns(readSample(s.text)); got != s.want {
			t.Errorf("%q\n  reads %q\n  want  %q", s.text, got, s.want)
		}
	}
}

func TestQuietConnSamples(t *testing.T) {
	for _, s := range quietConnSamples {
		if got := describeConns(readSample(s)); got != "" {
			t.Errorf("%q reads %q, want nothing", s, got)
		}
	}
}

func describeConns(events []Event) string {
	var out []string
	for _, e := range events {
		if e.Kind < ConnAttempt {
			continue
		}
		s := kindNames[e.Kind]
		if e.Peer.Addr != "" {
			s += " " + e.Peer.Addr
		}
		if e.Peer.Port != 0 {
			s += ":" + strconv.Itoa(e.Peer.Port)
		}
		for _, part := range []string{e.Peer.Protocol, latencyText(e), prefixed("hedge=", e.Hedge), prefixed("to=", e.Target)} {
			if part != "" {
				s += " " + part
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func latencyText(e Event) string {
	if !e.HasLatency {
		return ""
	}
	return duration(e.Latency)
}

func prefixed(p, s string) string {
	if s == "" {
		return ""
	}
	return p + s
}

// TestRetryNamesBoth reads a run event and a connection event from one line.
func TestRetryNamesBoth(t *testing.T) {
	got := readSample("Job R-17: attempt 1/2 on edge failed: HTTPConnectionPool(host='10.8.0.6', port=8080): Read timed out.")
	if describeRuns(got) != "retry R-17 to=edge" || describeConns(got) != "timeout 10.8.0.6:8080" || got[len(got)-1].Unit.ID != "R-17" {
		t.Errorf("%+v", got)
	}
}

// TestConnLexiconIsSampled refuses words that no sample shows.
func TestConnLexiconIsSampled(t *testing.T) {
	var all strings.Builder
	for _, s := range connSamples {
		all.WriteString(strings.ToLower(s.text) + "\n")
	}
	for _, s := range quietConnSamples {
		all.WriteString(strings.ToLower(s) + "\n")
	}
	var missing []string
	for _, row := range connLexicon {
		for w := range splitComma(row.words) {
			if !strings.Contains(all.String(), w) {
				missing = append(missing, w)
			}
		}
	}
	if len(missing) > 0 {
		t.Errorf("no sample shows %s", strings.Join(missing, ","))
	}
}
