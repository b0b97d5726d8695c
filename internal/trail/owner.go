package trail

import (
	"path"
	"strings"

	"inquest/internal/record"
)

// owner names who wrote a record: the deployment of a pod, else the service, else
// the folder or file of the source.
func (c *Collector) owner(r *record.Record) string {
	if len(r.Host) == 0 && len(r.Service) == 0 {
		return c.folder
	}
	c.scratch = append(append(append(c.scratch[:0], r.Host...), 0), r.Service...)
	if o, ok := c.owners[string(c.scratch)]; ok {
		return o
	}
	o := Deployment(string(r.Host))
	switch {
	case o != "":
	case len(r.Service) > 0:
		o = Deployment(string(r.Service))
		if o == "" {
			o = string(r.Service)
		}
	default:
		o = c.folder
	}
	if len(c.owners) < 1<<14 {
		c.owners[string(c.scratch)] = o
	}
	return o
}

// Deployment is the name of a pod without the hashes of its replica set and of
// its own; "" when it is no pod of a deployment.
func Deployment(pod string) string {
	i := strings.LastIndexByte(pod, '-')
	if i < 0 || len(pod)-i-1 != 5 || !isRandom(pod[i+1:]) {
		return ""
	}
	j := strings.LastIndexByte(pod[:i], '-')
	if j <= 0 || i-j-1 < 7 || i-j-1 > 10 || !isRandom(pod[j+1:i]) || !strings.ContainsAny(pod[j+1:i], "0123456789") {
		return ""
	}
	return pod[:j]
}

func isRandom(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// folderOf is the folder that a source lies in, else its name without ending.
func folderOf(name string) string {
	dir, file := path.Split(strings.TrimSuffix(name, "/"))
	if dir = path.Base(strings.TrimSuffix(dir, "/")); dir != "" && dir != "." && dir != "/" {
		return dir
	}
	file, _, _ = strings.Cut(file, ".")
	return file
}
