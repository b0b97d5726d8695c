package finding

import (
	"inquest/internal/profile"
	"slices"
	"strings"
)

// program is a server program: the words that name it, its usual ports.
type program struct {
	name  string
	words []string
	ports []int
}

// programs are the server programs that files, folders and formats are named
// after. Ports are those of the IANA registry or the program's manual.
var programs = []program{
	{"mysql", []string{"mysql", "mariadb", "mysqld", "mariadbd", "percona"}, []int{3306}},
	{"postgresql", []string{"postgresql", "postgres", "pgsql"}, []int{5432}},
	{"pgbouncer", []string{"pgbouncer"}, []int{6432}},
	{"redis", []string{"redis", "redis-server", "valkey"}, []int{6379}},
	{"memcached", []string{"memcached"}, []int{11211}},
	{"mongodb", []string{"mongodb", "mongod"}, []int{27017}},
	{"oracle", []string{"oracle", "tnslsnr"}, []int{1521}},
	{"elasticsearch", []string{"elasticsearch", "opensearch"}, []int{9200}},
	{"cassandra", []string{"cassandra"}, []int{9042}},
	{"rabbitmq", []string{"rabbitmq", "rabbit"}, []int{5672, 5671}},
	{"kafka", []string{"kafka"}, []int{9092}},
	{"mosquitto", []string{"mosquitto"}, []int{1883}},
	{"nats", []string{"nats-server", "nats"}, []int{4222}},
	{"zookeeper", []string{"zookeeper"}, []int{2181}},
	{"etcd", []string{"etcd"}, []int{2379}},
	{"nginx", []string{"nginx"}, []int{80, 443}},
	{"apache", []string{"apache", "apache2", "httpd"}, []int{80, 443}},
	{"haproxy", []string{"haproxy"}, nil},
	{"envoy", []string{"envoy"}, nil},
	{"traefik", []string{"traefik"}, nil},
	{"squid", []string{"squid"}, []int{3128}},
	{"dnsmasq", []string{"dnsmasq"}, []int{53}},
	{"named", []string{"named", "bind9", "bind"}, []int{53}},
	{"unbound", []string{"unbound"}, []int{53}},
	{"coredns", []string{"coredns"}, []int{53}},
	{"minio", []string{"minio"}, []int{9000}},
	{"vault", []string{"vault"}, []int{8200}},
	{"consul", []string{"consul"}, []int{8500}},
	{"slapd", []string{"slapd", "openldap"}, []int{389, 636}},
	{"sshd", []string{"sshd"}, []int{22}},
	{"postfix", []string{"postfix"}, []int{25}},
}

// generic folder and file names say nothing about host or service.
var generic = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`logs log var containers container pods pod network net app apps application
		applications system syslog messages journal service services server servers host hosts node nodes worker
		error errors access audit debug stdout stderr output out current main daemon kern kernel auth dmesg
		data input opt srv home tmp archive old new db database web api jobs job status probe ping tcpdump
		general slow processlist client info warn default prod production staging test healthy normal fault baseline`) {
		generic[w] = true
	}
}

// placeOfPath reads host and program out of the folders and the name of a file.
func placeOfPath(name string) Place {
	parts := strings.Split(name, "/")
	var p Place
	for i, part := range parts[:len(parts)-1] {
		low := strings.ToLower(part)
		if prog := programOf(low); prog != "" && prog == aliasOf(low) {
			p.Service = prog
			continue
		}
		if p.Host == "" && !generic[low] && !(i == 0 && len(parts) > 2 && generic[low]) {
			p.Host = part
		}
	}
	if p.Service == "" {
		p.Service = programOf(strings.ToLower(parts[len(parts)-1]))
	}
	return p
}

// aliasOf returns the program whose name is exactly the word, so that a folder
// "redis-b" stays a host.
func aliasOf(word string) string {
	for _, p := range programs {
		if slices.Contains(p.words, word) {
			return p.name
		}
	}
	return ""
}

// programOf returns the program that a file or folder name begins with or
// holds as a word.
func programOf(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '.' || r == '_' || r == '-' || (r >= '0' && r <= '9') })
	for _, w := range words {
		if a := aliasOf(w); a != "" {
			return a
		}
	}
	return ""
}

func programOfFormats(formats []string) string {
	for _, f := range formats {
		if p := programOf(strings.ToLower(f)); p != "" {
			return p
		}
	}
	return ""
}

// folderService is the folder of a file that is called like many others, "relay/error.log":
// programs keep their logs in folders of their own.
func folderService(name, host string) string {
	parts := strings.Split(name, "/")
	if len(parts) < 3 {
		return ""
	}
	stem, _, _ := strings.Cut(parts[len(parts)-1], ".")
	folder := parts[len(parts)-2]
	low := strings.ToLower(folder)
	if !ownLogs[strings.ToLower(stem)] || folder == host || generic[low] || strings.ContainsAny(folder, "0123456789") {
		return ""
	}
	return low
}

// ownLogs are names of files that a program's own folder holds.
var ownLogs = map[string]bool{"error": true, "errors": true, "access": true, "output": true, "out": true, "stdout": true, "stderr": true, "debug": true, "log": true, "current": true, "main": true, "server": true}

// stemService takes a file's name for the service, unless it is generic, or
// the id of a unit, or looks like an id.
func stemService(name string, ids map[string]bool) string {
	stem := name[strings.LastIndexByte(name, '/')+1:]
	stem, _, _ = strings.Cut(stem, ".")
	if generic[strings.ToLower(stem)] || ids[stem] || strings.ContainsAny(stem, "0123456789") {
		return ""
	}
	return stem
}

func unitIDs(v *profile.View) map[string]bool {
	ids := map[string]bool{}
	for i := range v.Units {
		ids[v.Units[i].ID] = true
	}
	return ids
}

// serviceOfPort names the program that usually listens on a port; web ports
// name none, because anything may listen there.
func serviceOfPort(port int) string {
	for _, p := range programs {
		for _, n := range p.ports {
			if n == port && port != 0 && port != 80 && port != 443 && port != 9000 {
				return p.name
			}
		}
	}
	return ""
}
