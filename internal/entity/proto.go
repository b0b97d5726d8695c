package entity

import "bytes"

// wellKnown are the services whose names ports stand for: IANA's registry, and
// what server programs take by default.
var wellKnown = map[int]stack{
	20: {"FTP", "TCP"}, 21: {"FTP", "TCP"}, 22: {"SSH", "TCP"}, 23: {"Telnet", "TCP"}, 25: {"SMTP", "TCP"}, 53: {"DNS", ""}, 67: {"DHCP", "UDP"}, 68: {"DHCP", "UDP"}, 69: {"TFTP", "UDP"},
	80: {"HTTP", "TCP"}, 88: {"Kerberos", ""}, 110: {"POP3", "TCP"}, 111: {"RPC", ""}, 123: {"NTP", "UDP"}, 143: {"IMAP", "TCP"}, 161: {"SNMP", "UDP"}, 162: {"SNMP", "UDP"}, 179: {"BGP", "TCP"},
	389: {"LDAP", "TCP"}, 443: {"HTTPS", "TCP"}, 445: {"SMB", "TCP"}, 465: {"SMTPS", "TCP"}, 514: {"syslog", ""}, 587: {"SMTP", "TCP"}, 636: {"LDAPS", "TCP"}, 853: {"DNS over TLS", "TCP"}, 873: {"rsync", "TCP"},
	993: {"IMAPS", "TCP"}, 995: {"POP3S", "TCP"}, 1433: {"TDS", "TCP"}, 1521: {"Oracle Net", "TCP"}, 1812: {"RADIUS", "UDP"}, 1813: {"RADIUS", "UDP"}, 1883: {"MQTT", "TCP"}, 2049: {"NFS", ""}, 2181: {"ZooKeeper", "TCP"},
	2375: {"Docker", "TCP"}, 2376: {"Docker", "TCP"}, 2379: {"etcd", "TCP"}, 2380: {"etcd", "TCP"}, 3260: {"iSCSI", "TCP"}, 3306: {"MySQL", "TCP"}, 3389: {"RDP", ""}, 4222: {"NATS", "TCP"}, 5060: {"SIP", ""}, 5432: {"PostgreSQL", "TCP"}, 5353: {"mDNS", "UDP"},
	5671: {"AMQPS", "TCP"}, 5672: {"AMQP", "TCP"}, 5984: {"HTTP", "TCP"}, 6379: {"Redis", "TCP"}, 6443: {"HTTPS", "TCP"}, 7000: {"Cassandra", "TCP"}, 8080: {"HTTP", "TCP"}, 8086: {"HTTP", "TCP"}, 8125: {"StatsD", "UDP"}, 8443: {"HTTPS", "TCP"},
	8883: {"MQTTS", "TCP"}, 9042: {"CQL", "TCP"}, 9092: {"Kafka", "TCP"}, 9093: {"Kafka", "TCP"}, 9200: {"HTTP", "TCP"}, 9300: {"Elasticsearch", "TCP"}, 10250: {"HTTPS", "TCP"}, 11211: {"memcached", ""}, 27017: {"MongoDB", "TCP"}, 50070: {"HTTP", "TCP"},
}

// stack is a protocol and what it runs on.
type stack struct{ name, on string }

// protocols are the names that texts and keys give to protocols, in small
// letters, with their usual spelling and what they run on.
var protocols = map[string]stack{
	"tcp": {"TCP", ""}, "udp": {"UDP", ""}, "icmp": {"ICMP", ""}, "icmpv6": {"ICMPv6", ""}, "icmp6": {"ICMPv6", ""}, "ipv6-icmp": {"ICMPv6", ""}, "sctp": {"SCTP", ""}, "gre": {"GRE", ""}, "esp": {"ESP", ""}, "igmp": {"IGMP", ""}, "ospf": {"OSPF", ""}, "arp": {"ARP", ""},
	"tcp4": {"TCP", ""}, "tcp6": {"TCP", ""}, "udp4": {"UDP", ""}, "udp6": {"UDP", ""},
	"http": {"HTTP", "TCP"}, "https": {"HTTPS", "TCP"}, "h2": {"HTTP/2", "TCP"}, "h2c": {"HTTP/2", "TCP"}, "h3": {"HTTP/3", "UDP"}, "quic": {"QUIC", "UDP"}, "ws": {"WebSocket", "TCP"}, "wss": {"WebSocket", "TCP"}, "grpc": {"gRPC", "TCP"}, "websocket": {"WebSocket", "TCP"},
	"tls": {"TLS", "TCP"}, "ssl": {"TLS", "TCP"}, "dtls": {"DTLS", "UDP"}, "ssh": {"SSH", "TCP"}, "ssh2": {"SSH", "TCP"}, "sftp": {"SFTP", "TCP"}, "ftp": {"FTP", "TCP"}, "ftps": {"FTPS", "TCP"}, "telnet": {"Telnet", "TCP"},
	"dns": {"DNS", ""}, "dhcp": {"DHCP", "UDP"}, "ntp": {"NTP", "UDP"}, "snmp": {"SNMP", "UDP"}, "tftp": {"TFTP", "UDP"}, "syslog": {"syslog", ""}, "radius": {"RADIUS", "UDP"}, "bgp": {"BGP", "TCP"}, "kerberos": {"Kerberos", ""},
	"smtp": {"SMTP", "TCP"}, "esmtp": {"SMTP", "TCP"}, "imap": {"IMAP", "TCP"}, "imaps": {"IMAPS", "TCP"}, "pop3": {"POP3", "TCP"}, "ldap": {"LDAP", "TCP"}, "ldaps": {"LDAPS", "TCP"}, "smb": {"SMB", "TCP"}, "cifs": {"SMB", "TCP"}, "nfs": {"NFS", ""}, "rdp": {"RDP", ""}, "sip": {"SIP", ""},
	"mysql": {"MySQL", "TCP"}, "mariadb": {"MySQL", "TCP"}, "postgresql": {"PostgreSQL", "TCP"}, "postgres": {"PostgreSQL", "TCP"}, "redis": {"Redis", "TCP"}, "mongodb": {"MongoDB", "TCP"}, "amqp": {"AMQP", "TCP"}, "amqps": {"AMQPS", "TCP"}, "mqtt": {"MQTT", "TCP"}, "kafka": {"Kafka", "TCP"},
	"cassandra": {"CQL", "TCP"}, "cql": {"CQL", "TCP"}, "memcached": {"memcached", ""}, "jdbc": {"JDBC", "TCP"}, "nats": {"NATS", "TCP"}, "iscsi": {"iSCSI", "TCP"}, "rpc": {"RPC", ""}, "thrift": {"Thrift", "TCP"},
}

// numbered are the protocols of IP by number (IANA).
var numbered = map[int]string{1: "ICMP", 2: "IGMP", 6: "TCP", 17: "UDP", 41: "IPv6", 47: "GRE", 50: "ESP", 51: "AH", 58: "ICMPv6", 89: "OSPF", 132: "SCTP"}

// protocolValue adds the protocol that a key names: a word, a version
// ("HTTP/1.1", "TLSv1.2"), a list ("tcp/ip", "eth:ip:tcp") or a number of IP.
func (s *Scanner) protocolValue(key, v []byte) bool {
	if n, e := number(v, 0, 3); e == len(v) && e > 0 {
		if numbered[n] == "" {
			return false
		}
		s.add(Field{Kind: Protocol, Key: key, Value: v, Num: float64(n), IsNum: true, Bits: -1})
		return true
	}
	if len(v) > 40 || bytes.IndexByte(v, ' ') >= 0 || !isLetter(v[0]) {
		return false
	}
	s.add(Field{Kind: Protocol, Key: key, Value: v, Bits: -1})
	return true
}

// Stack names the protocols that the fields tell, the outermost first: "MySQL",
// "TCP", "IPv4". What a port stands for counts only where no text names the
// protocol, and the port of a destination before any other.
func Stack(fields []Field) []string {
	var t tower
	for i := range fields {
		f := &fields[i]
		switch f.Kind {
		case Protocol:
			t.protocol(f)
		case URL:
			if k := bytes.Index(f.Value, []byte("://")); k > 0 {
				t.word(bytes.ToLower(f.Value[:k]))
			}
		case IP:
			if hasColon(f.Value) {
				t.v6 = true
			} else {
				t.v4 = true
			}
		case Port:
			if w, ok := wellKnown[int(f.Num)]; ok && (t.port.name == "" || f.Role == Destination && !t.portTo) {
				t.port, t.portTo = w, f.Role == Destination
			}
		}
	}
	return t.names()
}

// tower is a stack of protocols while it is put together.
type tower struct {
	app, tls, carrier string
	port              stack
	portTo            bool
	v4, v6            bool
}

func (t *tower) protocol(f *Field) {
	if f.IsNum {
		t.carrier = numbered[int(f.Num)]
		return
	}
	for part := range bytes.FieldsFuncSeq(bytes.ToLower(f.Value), func(r rune) bool { return r == '/' || r == ':' || r == ',' || r == '_' }) {
		if len(part) > 4 && bytes.HasPrefix(part, []byte("tlsv")) || bytes.HasPrefix(part, []byte("sslv")) {
			part = part[:3]
		}
		t.word(part)
	}
}

// word adds what one word names.
func (t *tower) word(w []byte) {
	p, ok := protocols[string(w)]
	switch {
	case !ok:
		return
	case p.name == "TLS" || p.name == "DTLS":
		t.tls = p.name
	case p.on == "" && carriers[p.name]:
		t.carrier = p.name
		return
	case t.app == "":
		t.app = p.name
	}
	if p.on != "" && t.carrier == "" {
		t.carrier = p.on
	}
}

var carriers = map[string]bool{"TCP": true, "UDP": true, "ICMP": true, "ICMPv6": true, "SCTP": true, "GRE": true, "ESP": true, "IGMP": true, "OSPF": true, "ARP": true}

func (t *tower) names() []string {
	if t.app == "" && t.tls == "" && t.port.name != "" && (t.carrier == "" || t.port.on == "" || t.port.on == t.carrier) {
		t.app = t.port.name
		if t.carrier == "" {
			t.carrier = t.port.on
		}
	}
	var out []string
	for _, n := range []string{t.app, t.tls, t.carrier} {
		if n != "" {
			out = append(out, n)
		}
	}
	if len(out) == 0 || t.v4 == t.v6 {
		return out
	}
	if t.v6 {
		return append(out, "IPv6")
	}
	return append(out, "IPv4")
}
