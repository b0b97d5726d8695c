package entity

import "bytes"

// keyClass is what a key says about its value. scale is what a bare number
// counts: seconds, or bytes; 0 when the key does not say.
type keyClass struct {
	kind  Kind
	role  Role
	scale float64
	// firm keys give their kind to any value that fits; the others only to one
	// whose form proves it.
	firm bool
}

// maxKey is the length of the longest key that is looked at.
const maxKey = 64

// maxKeys bounds the cache of keys: a hostile source has a new one a record.
const maxKeys = 4096

// classify tells what a key says. It is a pure function of the key.
func (s *Scanner) classify(key []byte) keyClass {
	if len(key) == 0 || len(key) > maxKey {
		return keyClass{}
	}
	if c, ok := s.keys[string(key)]; ok {
		return c
	}
	if s.keys == nil || len(s.keys) >= maxKeys {
		s.keys = make(map[string]keyClass)
	}
	c := classOf(key)
	s.keys[string(key)] = c
	return c
}

func classOf(key []byte) keyClass {
	var buf [maxKey]byte
	name := plainKey(buf[:0], key)
	if c, ok := exactKeys[string(name)]; ok {
		return c
	}
	for _, e := range endings {
		if rest, ok := bytes.CutSuffix(name, []byte(e.end)); ok && (len(rest) > 0 || e.alone) {
			if c, ok := e.with(rest, key); ok {
				return c
			}
		}
	}
	return keyClass{}
}

// plainKey is a key in small letters without separators.
func plainKey(dst, key []byte) []byte {
	for _, c := range key {
		switch {
		case c >= 'A' && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		case isAlnum(c) || c == '@':
			dst = append(dst, c)
		}
	}
	return dst
}

// exactKeys are keys whose meaning their words do not tell, and those of the
// common standards: ECS, OpenTelemetry, CEF, LEEF, Zeek, Suricata, netfilter,
// cloud flow logs, W3C.
var exactKeys = keyTable([]keyRow{
	{IP, Source, "src sip saddr srca sourceip cip ip.src origh idorigh rhost client clientip clientaddr clientaddress remoteaddr remoteip remoteaddress remote remotehost srcaddr sourceaddress sourceip clienthost peerhost callingstationid ipsrc"},
	{IP, Destination, "dst dip daddr desta destinationip resph idresph dest destination dstaddr ipdst targetip targetaddr targetaddress serverip serveraddr serveraddress backend upstream upstreamaddr upstreamhost peer peeraddr peeraddress peerip endpoint dbhost"},
	{IP, Local, "laddr localip localaddr localaddress listen bind bindaddr listenaddr"},
	{IP, Forwarded, "xff xforwardedfor forwardedfor xrealip realip forwarded httpxforwardedfor trueclientip"},
	{IP, NATSource, "transip tranip natsrc natsourceip sourcetranslatedaddress xlatesrc srcnatip natsip postnatsourceip"},
	{IP, NATDestination, "natdst natdestinationip destinationtranslatedaddress xlatedst dstnatip natdip"},
	{IP, Gateway, "gw gateway nexthop router via relay giaddr"},
	{IP, NoRole, "ip addr address ipaddress ipaddr ipv4 ipv6 hostip dvc deviceip devip assignip nodeip podip clusterip yiaddr inet inet6 nasipaddress"},
	{Port, Source, "sport spt srcport sourceport clientport origp idorigp cport ipport s_port remoteport"},
	{Port, Destination, "dport dpt dstport destport destinationport serverport respp idrespp targetport upstreamport peerport dbport backendport"},
	{Port, Local, "lport localport listenport bindport"},
	{Port, NoRole, "port tcpport udpport httpport"},
	{Port, NATSource, "tranport transport natsport sourcetranslatedport natsourceport xlatesport"},
	{Port, NATDestination, "natdport destinationtranslatedport natdestinationport xlatedport"},
	{Protocol, NoRole, "proto protocol networktransport networkprotocol ipproto transportprotocol networkprotocolname appproto l4proto l7proto protoname nettransport ipprotocol protocolname app_protocol sslprotocol tlsversion sslversion"},
	{Host, NoRole, "host hostname node nodename machine machinename computer computername workstationname vhost fqdn server servername dvchost devname devicename hostnames workstation"},
	{Host, Source, "shost srchost sourcehost clienthostname sourcehostname srcname"},
	{Host, Destination, "dhost dsthost desthost destinationhost destinationhostname dstname targethost serverhostname remotehostname peerhostname upstreamservername authority"},
	{Service, NoRole, "service servicename app application appname svc microservice component program syslogidentifier unit systemdunit peerservice"},
	{Pod, NoRole, "pod podname kubernetespodname k8spodname kubernetespod"},
	{Container, NoRole, "container containername containerid kubernetescontainername k8scontainername dockercontainerid"},
	{Namespace, NoRole, "namespace ns kubernetesnamespace kubernetesnamespacename k8snamespacename"},
	{Job, NoRole, "job jobid jid jobname taskid task activejobid jobuuid dag dagid workflow workflowid pipeline pipelineid batchid jobkey"},
	{Run, NoRole, "run runid executionid execid attemptid buildid build buildnumber workflowrunid dagrunid jobrunid taskrunid invocationid"},
	{RequestID, NoRole, "requestid reqid rid xrequestid correlationid corrid cid xcorrelationid requestuid awsrequestid operationid transactionid txid txnid transaction.id activityid messageid msguid globalrequestid httprequestid"},
	{TraceID, NoRole, "traceid trace xb3traceid ddtraceid trace.id xamzntraceid uberctraceid xtraceid xcloudtracecontext traceparent oteltraceid"},
	{SpanID, NoRole, "spanid span xb3spanid ddspanid parentspanid parentid otelspanid"},
	{Session, NoRole, "session sessionid sid sess sessid flowid sessionuid connectionid connid conn"},
	{User, NoRole, "user username usr uname login loginname account accountname principal userid useremail owner logname dbuser authuser csusername acctid remoteuser effectiveuser ruser subject"},
	{User, Source, "suser srcuser sourceuser subjectusername sourceusername"},
	{User, Destination, "duser dstuser destuser targetusername destinationusername targetuser"},
	{Status, NoRole, "statuscode httpstatus httpstatuscode responsecode responsestatus httpresponsestatuscode httpcode scstatus elbstatuscode targetstatuscode httpresponse downstreamstatus originstatus upstreamstatus backendstatuscode respcode edgeresponsestatus"},
	{Status, NoRole, "status code s response"},
	{ExitCode, NoRole, "exitcode exitstatus returncode rc retcode exit returnstatus exitval processexitcode jobexitcode"},
	{Exception, NoRole, "exception exceptiontype exceptionclass errortype errorclass errorkind exceptionname exctype exceptionclassname throwable"},
	{ErrorText, NoRole, "error err errormessage errmsg errormsg exceptionmessage reason cause failure failurereason errordetail errordetails stderr"},
	{Query, NoRole, "query sql statement dbstatement dbquerytext querytext stmt command sqltext csuriquery urlquery querystring"},
	{Path, NoRole, "path uripath urlpath requestpath csuristem file filename filepath route httproute httptarget requesturi requesturipath uripathstem cwd exe logfilepath httppath sourcefile"},
	{URL, NoRole, "url uri requesturl httpurl urlfull urloriginal referer referrer link href request.url targeturl csreferer callback webhook endpointurl baseurl"},
	{Method, NoRole, "method httpmethod requestmethod httprequestmethod verb meth csmethod"},
	{Interface, NoRole, "iface interface ifname intf nic dev netif ifacename networkinterface"},
	{Interface, In, "in inif inintf srcintf inboundinterface ingressinterface deviceinboundinterface physin inputinterface iif"},
	{Interface, Out, "out outif outintf dstintf outboundinterface egressinterface deviceoutboundinterface physout outputinterface oif"},
	{MAC, NoRole, "mac macaddress macaddr hwaddr lladdr ether hwaddress clientmac chaddr ll bssid"},
	{MAC, Source, "smac srcmac sourcemac l2src origl2addr"},
	{MAC, Destination, "dmac dstmac destmac destinationmac l2dst respl2addr"},
})

type keyRow struct {
	kind Kind
	role Role
	keys string
}

// loose kinds have names that other things bear as well: a value must have the
// form of the kind to be one.
func loose(k Kind) bool {
	switch k {
	case IP, Port, Status, ExitCode, MAC, Interface, Session, Path, Method, Protocol, URL:
		return true
	}
	return false
}

func keyTable(rows []keyRow) map[string]keyClass {
	table := make(map[string]keyClass)
	for _, row := range rows {
		for _, k := range bytes.Fields([]byte(row.keys)) {
			table[string(plainKey(nil, k))] = keyClass{kind: row.kind, role: row.role, firm: !loose(row.kind)}
		}
	}
	for unit, scale := range timeUnits {
		for _, stem := range []string{"duration", "elapsed", "took", "runtime", "time", "timetaken", "processingtime", "executiontime", "exectime", "dur", "queuetime", "querytime", "locktime", "waittime", "delay", "timeout", "uptime", "total", "totaltime", "lag", "wait"} {
			table[stem+unit] = keyClass{kind: Duration, scale: scale}
		}
		for _, stem := range []string{"latency", "rtt", "ping", "responsetime", "roundtrip", "resptime", "upstreamresponsetime", "requesttime", "ttfb"} {
			table[stem+unit] = keyClass{kind: Latency, scale: scale}
		}
	}
	for _, k := range []string{"ms", "msec", "millis"} {
		table[k] = keyClass{kind: Duration, scale: 1e-3}
	}
	table["eventduration"] = keyClass{kind: Duration, scale: 1e-9} // ECS counts nanoseconds
	return table
}

// timeUnits are the endings of keys that say what a bare number counts.
var timeUnits = map[string]float64{"ms": 1e-3, "millis": 1e-3, "msec": 1e-3, "milliseconds": 1e-3, "us": 1e-6, "micros": 1e-6, "usec": 1e-6,
	"microseconds": 1e-6, "ns": 1e-9, "nanos": 1e-9, "nanoseconds": 1e-9, "s": 1, "sec": 1, "secs": 1, "seconds": 1, "": 0}

// ending is the end of a key that tells its kind; what stands before it tells
// the role.
type ending struct {
	end   string
	kind  Kind
	scale float64
	alone bool
}

// endings from the longest: the first that fits decides.
var endings = []ending{
	{"ipaddress", IP, 0, true}, {"ipaddr", IP, 0, true}, {"address", IP, 0, false}, {"addr", IP, 0, false}, {"ipv4", IP, 0, false}, {"ipv6", IP, 0, false}, {"ip", IP, 0, false},
	{"hostname", Host, 0, false}, {"port", Port, 0, false}, {"host", Host, 0, false}, {"macaddress", MAC, 0, false}, {"macaddr", MAC, 0, false}, {"mac", MAC, 0, false},
	{"traceid", TraceID, 0, false}, {"spanid", SpanID, 0, false}, {"requestid", RequestID, 0, false}, {"correlationid", RequestID, 0, false}, {"sessionid", Session, 0, false},
	{"statuscode", Status, 0, false}, {"exitcode", ExitCode, 0, false}, {"exitstatus", ExitCode, 0, false}, {"username", User, 0, false}, {"jobid", Job, 0, false}, {"runid", Run, 0, false},
	{"podname", Pod, 0, false}, {"containername", Container, 0, false}, {"servicename", Service, 0, false}, {"interface", Interface, 0, false}, {"iface", Interface, 0, false},
	{"latency", Latency, 0, true}, {"rtt", Latency, 0, false}, {"responsetime", Latency, 0, false}, {"duration", Duration, 0, true},
	{"latencyms", Latency, 1e-3, false}, {"durationms", Duration, 1e-3, false}, {"elapsedms", Duration, 1e-3, false}, {"timems", Duration, 1e-3, false},
	{"latencyus", Latency, 1e-6, false}, {"durationus", Duration, 1e-6, false}, {"durationns", Duration, 1e-9, false},
	{"latencyseconds", Latency, 1, false}, {"durationseconds", Duration, 1, false}, {"durationsec", Duration, 1, false}, {"seconds", Duration, 1, true}, {"millis", Duration, 1e-3, false},
	{"bytes", Bytes, 1, true}, {"bytesin", Bytes, 1, false}, {"bytesout", Bytes, 1, false}, {"bytessent", Bytes, 1, true}, {"bytesreceived", Bytes, 1, true}, {"contentlength", Bytes, 1, true}, {"size", Bytes, 1, true}, {"len", Bytes, 1, true},
	{"sentbyte", Bytes, 1, true}, {"rcvdbyte", Bytes, 1, true}, {"bytestoclient", Bytes, 1, true}, {"bytestoserver", Bytes, 1, true},
	{"url", URL, 0, false}, {"uri", URL, 0, false}, {"path", Path, 0, false}, {"filename", Path, 0, false},
}

// notPorts are words that end like a port.
var notPorts = map[string]bool{"re": true, "sup": true, "im": true, "ex": true, "view": true, "pass": true, "air": true, "trans": true, "tele": true, "sp": true}

// with classes a key that ends in e; rest is what stands before.
func (e *ending) with(rest, key []byte) (keyClass, bool) {
	if e.kind == Port && notPorts[string(rest)] {
		return keyClass{}, false
	}
	role := roleOf(rest, key)
	return keyClass{kind: e.kind, role: role, scale: e.scale, firm: !loose(e.kind)}, true
}

// roleWords tell the role of a key that has them in front of its kind.
var roleWords = []struct {
	word string
	role Role
}{
	{"translatedsource", NATSource}, {"translateddest", NATDestination}, {"natsource", NATSource}, {"natdest", NATDestination}, {"natsrc", NATSource}, {"natdst", NATDestination},
	{"forwarded", Forwarded}, {"gateway", Gateway},
	{"src", Source}, {"source", Source}, {"client", Source}, {"orig", Source}, {"caller", Source}, {"attacker", Source}, {"sender", Source}, {"downstreamremote", Source},
	{"dst", Destination}, {"dest", Destination}, {"server", Destination}, {"target", Destination}, {"resp", Destination}, {"upstream", Destination}, {"callee", Destination}, {"receiver", Destination}, {"victim", Destination}, {"backend", Destination},
	{"remote", Remote}, {"peer", Remote}, {"foreign", Remote}, {"local", Local}, {"listen", Local}, {"bind", Local},
}

// roleOf tells the role from the words before a key's kind.
func roleOf(rest, key []byte) Role {
	for _, w := range roleWords {
		if bytes.Contains(rest, []byte(w.word)) {
			return w.role
		}
	}
	switch string(rest) {
	case "s", "c":
		return Source
	case "d":
		return Destination
	case "l":
		return Local
	case "r":
		return Remote
	}
	return NoRole
}
