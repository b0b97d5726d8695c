package ndjson

import (
	"inquest/internal/record"
)

// origin is where a record comes from.
type origin struct {
	service, host, pod, container, namespace, unit, logger, pid, thread, restart []byte
}

// originKeys are the fields that name an origin which a record has no place for.
var originKeys = map[string]func(*origin) *[]byte{}

func init() {
	add := func(at func(*origin) *[]byte, keys ...string) {
		for _, k := range keys {
			originKeys[k] = at
		}
	}
	add(func(o *origin) *[]byte { return &o.pod }, "pod", "pod_name", "podname", "kubernetes.pod_name", "kubernetes.pod.name", "k8s.pod.name")
	add(func(o *origin) *[]byte { return &o.container }, "container", "container_name", "container.name", "kubernetes.container_name", "kubernetes.container.name", "k8s.container.name", "container_id", "container.id")
	add(func(o *origin) *[]byte { return &o.namespace }, "namespace", "kubernetes.namespace_name", "kubernetes.namespace", "k8s.namespace.name", "involvedObject.namespace", "regarding.namespace", "metadata.namespace", "resource.labels.namespace_name")
	add(func(o *origin) *[]byte { return &o.unit }, "_SYSTEMD_UNIT", "UNIT", "unit", "systemd_unit", "systemd.unit")
	add(func(o *origin) *[]byte { return &o.host }, "host.name", "hostname", "_HOSTNAME", "host.hostname", "kubernetes.host")
	add(func(o *origin) *[]byte { return &o.service }, "service.name", "service_name", "SYSLOG_IDENTIFIER")
}

func (o *origin) read(src *Source, r *record.Record) {
	*o = origin{restart: src.restart, service: r.Service, host: r.Host, logger: r.Logger, pid: r.PID, thread: r.Thread}
	for i := range r.Fields {
		if at, ok := originKeys[string(r.Fields[i].Key)]; ok {
			if p := at(o); len(*p) == 0 {
				*p = r.Fields[i].Value
			}
		}
	}
	for _, known := range [...]struct{ at, value *[]byte }{{&o.pod, &src.pod}, {&o.container, &src.container}, {&o.namespace, &src.namespace}} {
		if len(*known.at) == 0 {
			*known.at = *known.value
		}
	}
}

func (o *origin) append(dst []byte) []byte {
	start := len(dst)
	for _, m := range [...]struct {
		name  string
		value []byte
	}{{"service", o.service}, {"host", o.host}, {"pod", o.pod}, {"container", o.container}, {"namespace", o.namespace}, {"restart", o.restart},
		{"unit", o.unit}, {"logger", o.logger}, {"pid", o.pid}, {"thread", o.thread}} {
		if len(m.value) == 0 {
			continue
		}
		if len(dst) == start {
			dst = append(dst, `,"origin":{"`...)
		} else {
			dst = append(dst, ',', '"')
		}
		dst = append(dst, m.name...)
		dst = appendString(append(dst, '"', ':'), m.value)
	}
	if len(dst) > start {
		dst = append(dst, '}')
	}
	return dst
}
