package source

import "bytes"

const (
	keptSample  = 256 << 10 // bytes of a member's sample
	allSamples  = 16 << 20  // bytes of samples that are kept in one run
	sampleReach = 16 << 20  // how far a stream is inflated for its sample
)

// sampler keeps of a stream what Sample gives: three quarters from the
// beginning and the rest from the end, or all when it is short.
type sampler struct {
	most  int
	head  []byte // the first most bytes
	ring  []byte // the last most/4, as a ring
	at    int
	total int64
}

func (s *sampler) reset(most int) {
	s.most, s.at, s.total = most, 0, 0
	s.head, s.ring = s.head[:0], s.ring[:0]
}

// Write never fails.
func (s *sampler) Write(p []byte) (int, error) {
	n := len(p)
	s.total += int64(n)
	s.head = append(s.head, p[:min(n, s.most-len(s.head))]...)
	if size := s.most / 4; len(p) > size {
		p = p[len(p)-size:]
	}
	for len(p) > 0 {
		if len(s.ring) < s.most/4 {
			k := min(len(p), s.most/4-len(s.ring))
			s.ring = append(s.ring, p[:k]...)
			p = p[k:]
			continue
		}
		k := copy(s.ring[s.at:], p)
		s.at = (s.at + k) % len(s.ring)
		p = p[k:]
	}
	return n, nil
}

// tail is the last bytes, in order.
func (s *sampler) tail() []byte { return append(bytes.Clone(s.ring[s.at:]), s.ring[:s.at]...) }

// last is the last n bytes of a stream that has more than twice as many.
func (s *sampler) last(n int) []byte {
	t := s.tail()
	if s.total < 2*int64(n) || len(t) < n {
		return nil
	}
	return t[len(t)-n:]
}

// result is the sample; it is valid until the next reset.
func (s *sampler) result() []byte {
	if s.total <= int64(s.most) {
		return s.head
	}
	return joinSample(s.head[:s.most-s.most/4], s.tail())
}

// joinSample puts whole lines from the beginning and from the end together.
func joinSample(head, tail []byte) []byte {
	head = wholeLines(head)
	if first := bytes.IndexByte(tail, '\n'); first >= 0 {
		tail = wholeLines(tail[first+1:])
		if len(head) > 0 && head[len(head)-1] == '\n' && len(tail) > 0 && tail[len(tail)-1] == '\n' {
			return append(bytes.Clone(head), tail...)
		}
	}
	return head
}
