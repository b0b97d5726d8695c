package report

import (
	"slices"
	"strings"

	"inquest/internal/cause"
)

// localTools are the first words of commands that look at the machine on which they run.
var localTools = []string{
	"atop", "ausearch", "cat", "chronyc", "coredumpctl", "crictl", "crontab", "df", "dmesg", "docker", "du", "ethtool", "find", "free", "getent", "getfacl", "grep",
	"head", "id", "iostat", "iotop", "ip", "iptables", "journalctl", "jstack", "jstat", "last", "ls", "lsblk", "lsof", "mount", "mpstat", "named-checkzone", "namei", "nft", "nginx",
	"nstat", "pidstat", "prlimit", "ps", "quota", "resolvectl", "sar", "smartctl", "ss", "stat", "sudo", "sysctl", "systemctl", "tail", "tc", "timedatectl", "top", "ulimit",
	"uptime", "vmstat", "vtysh", "who", "zgrep",
}

// runsOn is the machine to run a command on, when it looks at the machine itself and the
// logs tell which one that is; empty for a command that names its target or reads the logs.
func (b *builder) runsOn(h *cause.Hypothesis, command string, made *system) string {
	host := h.Host
	if host == "" {
		host = hostIn(h.Component)
	}
	if host == "" || made != nil && made.family != "platform" && made.family != "machine" && made.family != "runtime" && made.family != "proxy" {
		return ""
	}
	for _, target := range []string{"{host}", "{file}", "{addr}", "{peer}", "{resolver}"} {
		if strings.Contains(command, target) {
			return ""
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(command), " ")
	if !slices.Contains(localTools, first) {
		return ""
	}
	return host
}

// wholeJournal is a command about the journal of a unit; where no line names the unit, the
// same about the whole journal of that time.
func (n names) wholeJournal(command string) string {
	for _, unit := range []string{"name", "component"} {
		if _, known := n.word(unit, 0); !known && n["from"] != "" && strings.Contains(command, "journalctl -u {"+unit+"}") {
			return "journalctl --since {from} --until {to}"
		}
	}
	return command
}
