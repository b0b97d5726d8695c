package entity

import "bytes"

// url adds a URL, and its host, port, path and query. A value without a scheme
// that begins with '/' is a path.
func (s *Scanner) url(role Role, key, v []byte) bool {
	if v[0] == '/' {
		return s.pathValue(key, v)
	}
	k := bytes.Index(v, []byte("://"))
	if k < 1 || k > 20 || !schemeName(v[:k]) {
		return false
	}
	s.add(Field{Kind: URL, Role: role, Key: key, Value: v, Bits: -1})
	rest := v[k+3:]
	end := bytes.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	s.authority(rest[:end])
	if end < len(rest) && len(rest)-end > 1 {
		s.pathValue(nil, rest[end:])
	}
	return true
}

func schemeName(v []byte) bool {
	for _, c := range v {
		if !isAlnum(c) && c != '+' && c != '.' && c != '-' && c != ':' { // jdbc:mysql://
			return false
		}
	}
	return len(v) > 0 && isLetter(v[0])
}

// authority adds host and port of a URL; who is asked in one is a destination.
func (s *Scanner) authority(v []byte) {
	if k := bytes.LastIndexByte(v, '@'); k >= 0 {
		v = v[k+1:]
	}
	for one := range bytes.SplitSeq(v, []byte(",")) { // lists of hosts: kafka, mongodb
		if len(one) == 0 {
			continue
		}
		if a, ok := addressAt(one, 0); ok {
			s.addAddress(Destination, nil, one, &a)
			continue
		}
		if name, port, ok := hostPort(one); ok {
			s.add(Field{Kind: Host, Role: Destination, Value: name, Bits: -1})
			if len(port) > 0 {
				s.addPort(Destination, nil, port)
			}
		}
	}
}

// pathValue adds a path, and the query behind it.
func (s *Scanner) pathValue(key, v []byte) bool {
	path, query, _ := bytes.Cut(v, []byte("?"))
	if len(path) > 0 {
		s.add(Field{Kind: Path, Key: key, Value: path, Bits: -1})
	}
	if len(query) > 0 {
		s.add(Field{Kind: Query, Key: key, Value: query, Bits: -1})
	}
	return len(path) > 0 || len(query) > 0
}
