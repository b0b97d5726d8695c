package entity

import "bytes"

// flow is who opened the connection that a firewall of Cisco tells of: its messages
// name the peer on the less trusted side first ("Built outbound TCP connection 7 for
// outside:192.0.2.7/443 to inside:10.0.0.7/40000"), so that "to" need not stand in
// front of the destination (Cisco, "ASA Series Syslog Messages", 302013 to 302016).
type flow uint8

const (
	noFlow      flow = iota // no such message
	unknownFlow             // it does not say who opened it
	inbound
	outbound
)

var builtWords = [...][]byte{[]byte("%ASA-"), []byte("%FTD-"), []byte("%PIX-"), []byte("%FWSM-")}

// flowOf reports whether a text is a message of such a firewall about a connection.
func flowOf(text []byte) flow {
	k := bytes.IndexByte(text, '%')
	if k < 0 || k > 200 {
		return noFlow
	}
	for _, w := range builtWords {
		if bytes.HasPrefix(text[k:], w) {
			if bytes.Contains(text, []byte("Built ")) || bytes.Contains(text, []byte("Teardown ")) {
				return unknownFlow
			}
			return noFlow
		}
	}
	return noFlow
}

// firewall reads the words that give the roles in such a message; false for all others.
func (s *Scanner) firewall(w []byte, j int) bool {
	roles := [...][2]Role{unknownFlow: {NoRole, NoRole}, inbound: {Source, Destination}, outbound: {Destination, Source}}
	switch string(w) {
	case "inbound":
		s.flow = inbound
	case "outbound":
		s.flow = outbound
	case "for":
		s.hint = hint{role: roles[s.flow][0], at: j}
	case "to":
		s.hint = hint{role: roles[s.flow][1], at: j}
	default:
		return false
	}
	return true
}
