package record

import (
	"testing"
	"time"
)

// TestSystems reads lines as the systems of an office and a data centre write them,
// one at a time: the moment and the level of each.
func TestSystems(t *testing.T) {
	const none = "none"
	cases := []struct{ system, text, time, level string }{
		{"iptables", "Mar  1 07:10:11 gw7 kernel: [ 12.345678] IN-DROP: IN=eth0 OUT= MAC=00:16:3e:aa:bb:cc:00:16:3e:dd:ee:ff:08:00 SRC=192.0.2.7 DST=198.51.100.9 LEN=60 PROTO=TCP SPT=40000 DPT=22 SYN", "2026-03-01T07:10:11Z", ""},
		{"coredns", "[ERROR] plugin/errors: 2 shop.lan. A: read udp 10.0.0.7:40000->10.0.0.53:53: i/o timeout", none, "error"},
		{"coredns in cri", "2026-03-01T07:10:11.814620002Z stdout F [INFO] 10.0.0.7:40000 - 42 \"A IN shop.lan. udp 41 false 512\" NXDOMAIN qr,rd,ra 100 0.0012s", "2026-03-01T07:10:11.814620002Z", "info"},
		{"haproxy", "Mar  1 07:10:11 lb1 haproxy[99]: 192.0.2.7:3190 [01/Mar/2026:07:10:11.003] web stock/app-2 0/0/1/250/251 503 212 - - sC-- 1/1/0/0/3 0/0 \"GET /stock HTTP/1.1\"", "2026-03-01T07:10:11Z", "error"},
		{"envoy", `[2026-03-01T07:10:11.204Z] "POST /v1/pay HTTP/2" 200 - via_upstream - "-" 12 34 56 55 "-" "grpc-go" "c0ffee" "pay:8080" "10.0.0.9:8080" out 10.0.0.7:40000 10.0.0.9:8080 10.0.0.5:33333 - default`, "2026-03-01T07:10:11.204Z", "info"},
		{"nginx", `192.0.2.7 - - [01/Mar/2026:07:10:11 +0000] "GET /a HTTP/1.1" 502 157 "-" "curl/8.5"`, "2026-03-01T07:10:11Z", "error"},
		{"mariadb", "2026-03-01  7:10:11 42 [Warning] Aborted connection 42 to db: 'shop' user: 'ann' host: '192.0.2.7' (Got timeout reading communication packets)", "2026-03-01T07:10:11Z", "warn"},
		{"mysql 8", "2026-03-01T07:10:11.204567Z 42 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11", "2026-03-01T07:10:11.204567Z", "error"},
		{"postgres", "2026-03-01 07:10:11.204 UTC [42] ann@shop FATAL:  remaining connection slots are reserved", "2026-03-01T07:10:11.204Z", "critical"},
		{"redis", "42:M 01 Mar 2026 07:10:11.204 # Can't save in background: fork: Cannot allocate memory", "2026-03-01T07:10:11.204Z", "warn"},
		{"mongod", `{"t":{"$date":"2026-03-01T07:10:11.204+00:00"},"s":"E","c":"STORAGE","id":20557,"ctx":"initandlisten","msg":"DBException in initAndListen"}`, "2026-03-01T07:10:11.204Z", "error"},
		{"kafka", "[2026-03-01 07:10:11,204] ERROR [ReplicaManager broker=1] Error processing append operation on partition orders-0 (kafka.server.ReplicaManager)", "2026-03-01T07:10:11.204Z", "error"},
		{"zookeeper", "2026-03-01 07:10:11,204 [myid:1] - WARN  [NIOWorkerThread-7:NIOServerCnxn@370] - Unable to read additional data from client", "2026-03-01T07:10:11.204Z", "warn"},
		{"elasticsearch", "[2026-03-01T07:10:11,204][WARN ][o.e.c.c.Coordinator      ] [node-7] master not discovered yet", "2026-03-01T07:10:11.204Z", "warn"},
		{"etcd", `{"level":"warn","ts":"2026-03-01T07:10:11.204567Z","caller":"etcdserver/util.go:170","msg":"apply request took too long","took":"412ms"}`, "2026-03-01T07:10:11.204567Z", "warn"},
		{"kubelet", `E0301 07:10:11.123456    1234 pod_workers.go:1298] "Error syncing pod, skipping" err="failed to \"StartContainer\"" pod="shop/cart-0"`, "2026-03-01T07:10:11.123456Z", "error"},
		{"containerd", `time="2026-03-01T07:10:11.204567890Z" level=error msg="PullImage \"shop:7\" failed" error="not found"`, "2026-03-01T07:10:11.20456789Z", "error"},
		{"journalctl", "Mar 01 07:10:11 box7 systemd[1]: shop.service: Failed with result 'exit-code'.", "2026-03-01T07:10:11Z", ""},
		{"journalctl -o short-iso", "2026-03-01T07:10:11+0100 box7 sshd[42]: Connection closed by 192.0.2.7 port 40000 [preauth]", "2026-03-01T06:10:11Z", ""},
		{"journalctl -o short-precise", "Mar 01 07:10:11.204567 box7 kernel: EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm ls: reading directory", "2026-03-01T07:10:11.204567Z", ""},
		{"dmesg -T", "[Sun Mar  1 07:10:11 2026] nvme nvme0: I/O 7 QID 3 timeout, aborting", "2026-03-01T07:10:11Z", ""},
		{"spring boot", "2026-03-01T07:10:11.204+01:00 ERROR 42 --- [shop] [nio-8080-exec-7] c.s.cart.CartController : no stock", "2026-03-01T06:10:11.204Z", "error"},
		{"log4j2 default", "07:10:11.204 [main] ERROR com.shop.Cart - no stock", none, "error"},
		{"serilog", "2026-03-01 07:10:11.204 +01:00 [WRN] The cart is slow", "2026-03-01T06:10:11.204Z", "warn"},
		{"python warnings", "WARNING:root:disk is full", none, "warn"},
		{"celery", "[2026-03-01 07:10:11,204: WARNING/MainProcess] consumer: Connection to broker lost.", "2026-03-01T07:10:11.204Z", "warn"},
		{"gunicorn", "[2026-03-01 07:10:11 +0000] [42] [ERROR] Worker (pid:43) was sent SIGKILL! Perhaps out of memory?", "2026-03-01T07:10:11Z", "error"},
		{"ruby", "E, [2026-03-01T07:10:11.204567 #42] ERROR -- : no stock", "2026-03-01T07:10:11.204567Z", "error"},
		{"php", "[01-Mar-2026 07:10:11 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function x() in /var/www/a.php:7", "2026-03-01T07:10:11Z", "critical"},
		{"go", "2026/03/01 07:10:11 http: TLS handshake error from 192.0.2.7:40000: EOF", "2026-03-01T07:10:11Z", ""},
		{"slog text", `time=2026-03-01T07:10:11.204+01:00 level=WARN msg="retry" attempt=3`, "2026-03-01T06:10:11.204Z", "warn"},
		{"zerolog console", "2026-03-01T07:10:11Z ERR no stock item=7", "2026-03-01T07:10:11Z", "error"},
		{"rust", "2026-03-01T07:10:11.204567Z  WARN shop::cart: stock is low item=7", "2026-03-01T07:10:11.204567Z", "warn"},
		{"winston", "2026-03-01T07:10:11.204Z [error]: no stock", "2026-03-01T07:10:11.204Z", "error"},
		{"pm2", "2026-03-01T07:10:11: no stock", "2026-03-01T07:10:11Z", ""},
		{"windows event", "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Service Control Manager'/><EventID>7031</EventID><Version>0</Version><Level>2</Level><TimeCreated SystemTime='2026-03-01T07:10:11.2045678Z'/><Computer>box7</Computer></System><EventData><Data Name='param1'>Spooler</Data></EventData></Event>", "2026-03-01T07:10:11.2045678Z", "error"},
		{"windows update", "2026-03-01 07:10:11, Error                 CBS    Failed to start the service [HRESULT = 0x80070422]", "2026-03-01T07:10:11Z", "error"},
		{"iis", "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip sc-status time-taken\n2026-03-01 07:10:11 10.0.0.9 GET /a - 443 - 192.0.2.7 500 42", "2026-03-01T07:10:11Z", ""},
		{"asa", "Mar 01 2026 07:10:11 fw7 : %ASA-2-106001: Inbound TCP connection denied from 192.0.2.7/40000 to 198.51.100.9/22 flags SYN on interface outside", "2026-03-01T07:10:11Z", "critical"},
		{"ios", "*Mar  1 07:10:11.204: %BGP-5-ADJCHANGE: neighbor 192.0.2.7 Down Peer closed the session", "2026-03-01T07:10:11.204Z", "notice"},
		{"junos", "Mar  1 07:10:11 r7 rpd[42]: BGP_IO_ERROR_CLOSE_SESSION: BGP peer 192.0.2.7 (External AS 65001): Error event Operation timed out(60) for I/O session", "2026-03-01T07:10:11Z", ""},
		{"fortigate", `date=2026-03-01 time=07:10:11 devname="fw7" devid="FG1" logid="0000000013" type="traffic" subtype="forward" level="warning" srcip=192.0.2.7 srcport=40000 dstip=198.51.100.9 dstport=22 action="deny"`, "2026-03-01T07:10:11Z", "warn"},
		{"suricata", `{"timestamp":"2026-03-01T07:10:11.204567+0100","event_type":"alert","src_ip":"192.0.2.7","src_port":40000,"dest_ip":"198.51.100.9","dest_port":22,"proto":"TCP","alert":{"signature":"SCAN","severity":1}}`, "2026-03-01T06:10:11.204567Z", "error"},
		{"zeek conn", "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n1772349011.204567\tC1\t192.0.2.7\t40000\t198.51.100.9\t22\ttcp", "2026-03-01T07:10:11.204567Z", ""},
		{"dnsmasq", "Mar  1 07:10:11 dnsmasq[42]: query[A] shop.lan from 192.0.2.7", "2026-03-01T07:10:11Z", ""},
		{"unbound", "[1772349011] unbound[42:0] error: SERVFAIL <shop.lan. A IN>: all the configured stub or forward servers failed", "2026-03-01T07:10:11Z", "error"},
		{"bind", "01-Mar-2026 07:10:11.204 resolver: notice: DNS format error from 192.0.2.53#53 resolving shop.lan/A: reply has no answer", "2026-03-01T07:10:11.204Z", "notice"},
		{"postfix", "Mar  1 07:10:11 mx1 postfix/smtp[42]: C0FFEE: to=<ann@example.com>, relay=mx.example.com[192.0.2.7]:25, delay=30, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.7]:25: Connection timed out)", "2026-03-01T07:10:11Z", ""},
		{"airflow", "[2026-03-01T07:10:11.204+0000] {taskinstance.py:1937} ERROR - Task failed with exception", "2026-03-01T07:10:11.204Z", "error"},
		{"jenkins", "2026-03-01 07:10:11.204+0000 [id=42]\tSEVERE\thudson.util.BootFailure#publish: Failed to initialize Jenkins", "2026-03-01T07:10:11.204Z", "error"},
		{"slurmctld", "[2026-03-01T07:10:11.204] error: Nodes node7 not responding", "2026-03-01T07:10:11.204Z", "error"},
		{"nova", "2026-03-01 07:10:11.204 42 ERROR nova.compute.manager [req-c0ffee07-1111-2222-3333-444455556666 ann shop] [instance: 7] Instance failed to spawn", "2026-03-01T07:10:11.204Z", "error"},
		{"auditd", `type=AVC msg=audit(1772349011.204:7): avc:  denied  { read } for  pid=42 comm="httpd" name="a" dev="sda1" ino=7`, "2026-03-01T07:10:11.204Z", ""},
		{"alb", `https 2026-03-01T07:10:11.204567Z app/shop/c0ffee07 192.0.2.7:40000 10.0.0.9:80 0.086 -1 -1 504 - 34 366 "GET https://shop.lan:443/ HTTP/1.1" "curl/8.5" - - - "-" "-" "-" 0 2026-03-01T07:10:11.000000Z "forward" "-" "-" "10.0.0.9:80" "-" "-" "-"`, "2026-03-01T07:10:11.204567Z", "error"},
		{"vpc flow", "2 123456789010 eni-c0ffee07 192.0.2.7 198.51.100.9 40000 22 6 20 4249 1772349011 1772349071 REJECT OK", "2026-03-01T07:10:11Z", ""},
		{"ecs", `{"@timestamp":"2026-03-01T07:10:11.204Z","log.level":"ERROR","message":"no stock","service.name":"cart"}`, "2026-03-01T07:10:11.204Z", "error"},
		{"ecs without text", `{"@timestamp":"2026-03-01T07:10:11.204Z","event":{"kind":"event","category":["authentication"],"type":"start","outcome":"failure"},"user":{"name":"ann"}}`, "2026-03-01T07:10:11.204Z", "error"},
		{"gcp", `{"insertId":"c0ffee","severity":"ERROR","textPayload":"no stock","timestamp":"2026-03-01T07:10:11.204567Z","logName":"projects/shop/logs/stderr"}`, "2026-03-01T07:10:11.204567Z", "error"},
		{"cloudwatch insights", `{"time":"2026-03-01T07:10:11.204Z","type":"platform.report","record":{"requestId":"c0ffee-07","metrics":{"durationMs":42.1},"status":"timeout"}}`, "2026-03-01T07:10:11.204Z", ""},
		{"rsyslog with json", `<131>1 2026-03-01T07:10:11.204Z box7 cart 42 - - {"level":"error","msg":"no stock"}`, "2026-03-01T07:10:11.204Z", "error"},
		{"bare seconds", "1772349011 backup begins", "2026-03-01T07:10:11Z", ""},
		{"milliseconds", "1772349011204 ERROR no stock", "2026-03-01T07:10:11.204Z", "error"},
	}
	for _, c := range cases {
		t.Run(c.system, func(t *testing.T) {
			text := []byte(c.text + "\n")
			l := Embedded().Detect(text, Hints{Year: 2026})
			var last *Record
			var at string
			var level Level
			n := 0
			new(Parser).Parse(l, Chunk{Line: 1, Data: text}, func(r *Record) {
				n++
				at, level = none, r.Level
				if r.HasTime {
					at = time.Unix(0, r.Time).UTC().Format(time.RFC3339Nano)
				}
				last = r
			})
			if last == nil {
				t.Fatal("no record")
			}
			want, _ := ParseLevel([]byte(c.level))
			if want != level || at != c.time {
				t.Errorf("time %s level %q, must be %s %q (%s)\n%s", at, level, c.time, c.level, l.Names(), c.text)
			}
		})
	}
}
