package finding

import (
	"strings"

	"inquest/internal/lazy"
	"inquest/internal/profile"
)

// toolRE knows by their names the programs whose work is to change what others run with:
// configuration management, deployment, migration of schemas, rendering of secrets,
// restoring of files.
var toolRE = lazy.Compile(`(?i)^(?:ansible|salt|puppet|chef|terraform|tofu|terragrunt|pulumi|flux(?:cd)?|argo-?(?:cd|rollouts)|deploy|capistrano|octopus|spinnaker|rundeck|helm(?:file)?|kustomize|vault-agent|consul-template|confd|restic|borg|rsnapshot|etckeeper|flyway|liquibase|alembic|gh-ost|pt-online-schema-change|orchestrator|patroni|keepalived|cloud-init|git|hardening|cis-)(?:$|[^a-z]|d$|ctl|[-_ ]|er$|ment$|bot$|minion|master|client|solo|agent)`)

// sudoRE finds the command that a user ran as another one.
var sudoRE = lazy.Compile(`\bCOMMAND=\S`)

// wrongRE knows lines that tell of something that went wrong: they announce nothing.
var wrongRE = lazy.Compile(`(?i)\b(?:could not|couldn't|cannot|can't|unable to|failed|failure|refused|denied|rejected|already in use|exception|aborted|timed out)\b`)

// isTool reports whether a line is one of a tool that makes changes: by the service or the
// logger that it names, by its source's, or by the name in front of its message.
func (s *scene) isTool(e *profile.Exemplar) bool {
	head, _, ok := strings.Cut(e.Message, ": ")
	if !ok || strings.ContainsAny(head, " /=") {
		head = ""
	}
	for _, name := range []string{e.Service, loggerService(e.Logger), s.dir.Source(e.Source).Service, head} {
		if name != "" && toolRE.MatchString(name) {
			return true
		}
	}
	return (e.Service == "sudo" || head == "sudo") && sudoRE.MatchString(e.Message)
}

// changedBy is what a tool's line says that it changed: a service or a host of the input
// that the line names, else where the tool runs.
func (s *scene) changedBy(e *profile.Exemplar, own Place) Place {
	if p := s.namedService(e, own); p.Host != "" {
		return p
	}
	if hosts := s.dir.hostsIn(e.Message, ""); len(hosts) == 1 {
		return Place{Host: hosts[0]}
	}
	return own
}
