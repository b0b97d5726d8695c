package report

import (
	"slices"
	"strings"

	"inquest/internal/cause"
)

// system is a piece of software that commands are made for. Of systems of one
// family a component is, as a rule, one.
type system struct {
	id, title string
	family    string
	commands  []string // what a command for it holds, each at the begin of a word
	words     []string // by which names and lines speak of it, in lower case
	port      string   // that it listens on unless it is told otherwise
	where     string   // what runs "in Kubernetes", where "it is Kubernetes" is wrong
}

var systems = []system{
	{id: "postgresql", title: "PostgreSQL", family: "server", port: "5432",
		commands: []string{"psql ", "pg_isready", "pg_amcheck", "patronictl"},
		words:    []string{"postgres", "psql", "pg", "psycopg", "asyncpg", "pgx", "npgsql", "libpq", "pgbouncer", "pgpool", "patroni", "pg_hba", "relation \"", "remaining connection slots", "the database system is", "password authentication failed for user"}},
	{id: "mysql", title: "MySQL or MariaDB", family: "server", port: "3306",
		commands: []string{"mysql ", "mysqladmin", "mysqlcheck"},
		words:    []string{"mysql", "mariadb", "innodb", "galera", "percona", "pymysql", "using password:", "er_"}},
	{id: "mongodb", title: "MongoDB", family: "server", port: "27017",
		commands: []string{"mongosh"}, words: []string{"mongo", "wiredtiger"}},
	{id: "sqlite", title: "SQLite", family: "server", commands: []string{"sqlite3 "}, words: []string{"sqlite"}},
	{id: "oracle", title: "Oracle Database", family: "server", port: "1521", commands: []string{"sqlplus"}, words: []string{"oracle", "ora-"}},
	{id: "mssql", title: "SQL Server", family: "server", port: "1433", commands: []string{"sqlcmd"}, words: []string{"mssql", "sqlserver", "sql server", "sqlclient"}},
	{id: "elasticsearch", title: "Elasticsearch or OpenSearch", family: "server", port: "9200",
		commands: []string{"/_nodes", "/_cluster", "/_all"}, words: []string{"elasticsearch", "opensearch"}},
	{id: "cassandra", title: "Cassandra", family: "server", port: "9042", commands: []string{"nodetool", "cqlsh"}, words: []string{"cassandra", "scylla", "cqlsh"}},
	{id: "etcd", title: "etcd", family: "server", port: "2379", commands: []string{"etcdctl"}, words: []string{"etcd"}},
	{id: "redis", title: "Redis or Valkey", family: "server", port: "6379", commands: []string{"redis-cli"}, words: []string{"redis", "valkey", "sentinel", "jedis", "lettuce"}},
	{id: "memcached", title: "memcached", family: "server", port: "11211", words: []string{"memcached"}},
	{id: "rabbitmq", title: "RabbitMQ", family: "server", port: "5672",
		commands: []string{"rabbitmqctl", "rabbitmq-"}, words: []string{"rabbit", "amqp", "pika", "celery"}},
	{id: "kafka", title: "Kafka", family: "server", port: "9092", commands: []string{"kafka-"}, words: []string{"kafka", "zookeeper"}},
	{id: "nats", title: "NATS", family: "server", port: "4222", commands: []string{"nats "}, words: []string{"nats", "jetstream"}},

	{id: "kubernetes", where: "in Kubernetes", title: "Kubernetes", family: "platform", commands: []string{"kubectl", "crictl"},
		words: []string{"kubernetes", "kubelet", "kube", "k8s", "pod", "pods", "replicaset", "configmap", "daemonset", "statefulset"}},
	{id: "docker", where: "in Docker", title: "Docker", family: "platform", commands: []string{"docker "}, words: []string{"docker", "dockerd"}},
	{id: "systemd", title: "systemd", family: "platform", commands: []string{"systemctl", "coredumpctl"}, words: []string{"systemd", ".service"}},

	{id: "openstack", where: "on OpenStack", title: "OpenStack", family: "cloud", commands: []string{"openstack "}, words: []string{"openstack", "nova", "neutron", "cinder", "keystone", "glance", "hypervisor"}},
	{id: "aws", where: "on AWS", title: "AWS", family: "cloud", commands: []string{"aws "}, words: []string{"amazonaws", "aws", "ec2", "arn:aws", "dynamodb"}},
	{id: "gcp", where: "on Google Cloud", title: "Google Cloud", family: "cloud", commands: []string{"gcloud "}, words: []string{"googleapis", "gcp"}},
	{id: "azure", where: "on Azure", title: "Azure", family: "cloud", commands: []string{"az "}, words: []string{"azure"}},

	{id: "nginx", title: "nginx", family: "proxy", commands: []string{"nginx", "/etc/nginx"}, words: []string{"nginx", "openresty"}},
	{id: "haproxy", title: "HAProxy or Apache", family: "proxy", commands: []string{"/etc/haproxy"}, words: []string{"haproxy", "apache", "httpd"}},
	{id: "envoy", title: "Envoy", family: "proxy", words: []string{"envoy", "istio"}},

	{id: "switch", title: "a switch or router", family: "machine", commands: []string{"show interface"},
		words: []string{"%link-", "%lineproto-", "%ethport-", "%etherchannel-", "snmp_trap_link", "cisco", "nx-os", "junos", "juniper", "arista"}},
	{id: "linux", title: "Linux", family: "machine", commands: []string{"ip -s link", "ethtool"},
		words: []string{"kernel:", "e1000e", "ixgbe", "networkd", "networkmanager", "bonding:", "virtio_net", "dhcpcd"}},

	{id: "java", title: "a Java program", family: "runtime", commands: []string{"jstat", "jstack"}, words: []string{"java", "jvm", "org.apache", "org.springframework", "hikari", "gc pause"}},
	{id: "python", title: "a Python program", family: "runtime", words: []string{"python", "traceback", "gunicorn", "celery", "uwsgi"}},
	{id: "dotnet", title: "a .NET program", family: "runtime", words: []string{".net", "system.exception"}},
	{id: "golang", title: "a Go program", family: "runtime", words: []string{"goroutine"}},
}

// madeFor is the system that a command is for; nil for one that fits any.
func madeFor(command string) *system {
	for i := range systems {
		if slices.ContainsFunc(systems[i].commands, func(c string) bool { return beginsWord(command, c, false) }) {
			return &systems[i]
		}
	}
	return nil
}

// spokenOf are the systems that a hypothesis speaks of, by family: by the names
// of its component, else by the lines that show it.
func spokenOf(h *cause.Hypothesis) map[string][]*system {
	out := map[string][]*system{}
	look := func(text string, port string) {
		text = strings.ToLower(text)
		for i := range systems {
			s := &systems[i]
			named := port != "" && s.port == port || slices.ContainsFunc(s.words, func(w string) bool { return beginsWord(text, w, true) })
			if named && !slices.Contains(out[s.family], s) {
				out[s.family] = append(out[s.family], s)
			}
		}
	}
	look(h.Component+" "+h.Host, portOf(h.Component))
	settled := map[string]bool{}
	for family := range out {
		settled[family] = true
	}
	named := out
	out = map[string][]*system{}
	for i := range h.Evidence {
		e := &h.Evidence[i]
		look(e.Ref.File+" "+e.Service+" "+e.Logger+" "+e.Message+" "+e.Body, "")
	}
	for family, list := range out {
		if !settled[family] {
			named[family] = list
		}
	}
	return named
}

// beginsWord tells whether text holds word with no letter in front of it. A
// short word must have none behind it either, when asked for.
func beginsWord(text, word string, short bool) bool {
	for at := 0; at <= len(text); {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(word)
		if (i == 0 || !isLetter(text[i-1]) || !isLetter(word[0])) &&
			(!short || len(word) >= 5 || end == len(text) || !isLetter(text[end]) || !isLetter(word[len(word)-1])) {
			return true
		}
		at = i + 1
	}
	return false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

// fit says how a command suits what a hypothesis speaks of.
type fit int

const (
	fits    fit = iota // made for it, or for any
	perhaps            // made for a system that nothing here speaks of, nor against
	unfit              // made for another system of the family
)

// fitOf tells how a command suits the systems of its family that are spoken of.
func fitOf(s *system, spoken map[string][]*system) fit {
	switch {
	case s == nil, slices.Contains(spoken[s.family], s):
		return fits
	case len(spoken[s.family]) == 0:
		return perhaps
	}
	return unfit
}
