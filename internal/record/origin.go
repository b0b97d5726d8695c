package record

import "strings"

// Origin is what the name of a source says about who wrote it.
type Origin struct {
	Namespace, Pod, Container string
	Restart                   string // how often the container was restarted before; "" when not known
}

// Known reports whether the name said anything.
func (o Origin) Known() bool { return o != Origin{} }

// OriginOf reads the places where Kubernetes and its tools keep the logs of
// containers:
//
//	/var/log/pods/NAMESPACE_POD_UID/CONTAINER/RESTART.log
//	/var/log/containers/POD_NAMESPACE_CONTAINER-ID.log
//	namespaces/NAMESPACE/pods/POD/CONTAINER/CONTAINER/logs/current.log (must-gather)
//	DEPLOYMENT-HASH-SUFFIX.log (what "kubectl logs" printed, kept under the pod's name)
func OriginOf(path string) Origin {
	parts := strings.Split(path, "/")
	n := len(parts)
	for i := range parts {
		if i+2 < n {
			if o, ok := podFolder(parts[i]); ok {
				o.Container, o.Restart = parts[i+1], leadingNumber(parts[i+2])
				return o
			}
		}
		if parts[i] == "namespaces" && i+5 < n && parts[i+2] == "pods" {
			return Origin{Namespace: parts[i+1], Pod: parts[i+3], Container: parts[i+4]}
		}
	}
	if o, ok := containerLink(parts[n-1]); ok {
		return o
	}
	return podFile(parts[n-1])
}

// podFile takes the name of a file that is called like a pod of a Deployment, whose
// container is then taken to be called like the Deployment.
func podFile(name string) Origin {
	pod, _, _ := strings.Cut(name, ".")
	rest, suffix, ok := cutLast(pod)
	deployment, hash, also := cutLast(rest)
	if !ok || !also || len(suffix) != 5 || len(hash) < 8 || len(hash) > 10 || !random(suffix) || !random(hash) || !label(deployment) {
		return Origin{}
	}
	return Origin{Pod: pod, Container: deployment}
}

// cutLast cuts a name at its last hyphen.
func cutLast(name string) (before, after string, ok bool) {
	i := strings.LastIndexByte(name, '-')
	if i <= 0 {
		return "", "", false
	}
	return name[:i], name[i+1:], true
}

// random tells names that Kubernetes makes: of digits and letters without the vowels and
// what looks like them (k8s.io/apimachinery/pkg/util/rand).
func random(s string) bool {
	for i := range len(s) {
		if strings.IndexByte("bcdfghjklmnpqrstvwxz2456789", s[i]) < 0 {
			return false
		}
	}
	return s != ""
}

// podFolder takes NAMESPACE_POD_UID apart.
func podFolder(name string) (Origin, bool) {
	parts := strings.Split(name, "_")
	if len(parts) != 3 || !label(parts[0]) || !label(parts[1]) || !podUID(parts[2]) {
		return Origin{}, false
	}
	return Origin{Namespace: parts[0], Pod: parts[1]}, true
}

// containerLink takes POD_NAMESPACE_CONTAINER-ID.log apart; the id has 64 digits.
func containerLink(name string) (Origin, bool) {
	const id = 64
	stem, ok := strings.CutSuffix(name, ".log")
	parts := strings.Split(stem, "_")
	if !ok || len(parts) != 3 || !label(parts[0]) || !label(parts[1]) {
		return Origin{}, false
	}
	k := len(parts[2]) - id - 1
	if k < 1 || parts[2][k] != '-' || !hexOnly(parts[2][k+1:]) || !label(parts[2][:k]) {
		return Origin{}, false
	}
	return Origin{Pod: parts[0], Namespace: parts[1], Container: parts[2][:k]}, true
}

// podUID knows the two forms of a pod's uid: a UUID, and the hash of a pod that the
// node itself starts.
func podUID(s string) bool {
	if len(s) == 36 {
		return s[8] == '-' && s[13] == '-' && s[18] == '-' && s[23] == '-' && hexOnly(strings.ReplaceAll(s, "-", ""))
	}
	return len(s) == 32 && hexOnly(s)
}

func hexOnly(s string) bool {
	for i := range len(s) {
		if hexDigit(s[i]) < 0 {
			return false
		}
	}
	return s != ""
}

// label reports whether a name may be one of a namespace, a pod or a container.
func label(s string) bool {
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && !isDigit(c) && c != '-' && c != '.' {
			return false
		}
	}
	return s != ""
}

func leadingNumber(s string) string { return s[:digits([]byte(s))] }

// From returns the same layout for a source with a known origin: records that name
// no host or service of their own have the pod and the container.
func (l *Layout) From(o Origin) *Layout {
	c := *l
	c.detail.origin = o
	c.detail.pod, c.detail.container = []byte(o.Pod), []byte(o.Container)
	return &c
}

// Origin returns what the name of the source says.
func (l *Layout) Origin() Origin { return l.detail.origin }

// place gives a record the origin of its source where it names none.
func (r *run) place(rec *Record) {
	d := &r.layout.detail
	if len(rec.Host) == 0 && len(d.pod) > 0 {
		rec.Host = d.pod
	}
	if len(rec.Service) == 0 && len(d.container) > 0 {
		rec.Service, rec.placed = d.container, true
	}
}
