package profile

import (
	"encoding/binary"
	"errors"
	"math"
)

// codec writes or reads the encoded form. Each type has one function that does
// both, so that they cannot disagree. A failed read leaves zero values and err.
type codec struct {
	reading bool
	buf     []byte
	err     error

	cfg    *Config
	recs   []*kept
	number map[*kept]uint64 // 1 for recs[0]
}

var errShort = errors.New("profile: the encoded profile ends too early or holds a number that is too large")

func (c *codec) fail(err error) {
	if c.err == nil {
		c.err = err
	}
	c.buf = nil
}

func (c *codec) uint(v *uint64) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, *v)
		return
	}
	x, n := binary.Uvarint(c.buf)
	if n <= 0 {
		*v = 0
		c.fail(errShort)
		return
	}
	*v, c.buf = x, c.buf[n:]
}

func (c *codec) int(v *int64) {
	u := uint64(*v<<1) ^ uint64(*v>>63)
	c.uint(&u)
	*v = int64(u>>1) ^ -int64(u&1)
}

// small codes any integer type of at most 32 bits.
func small[T ~int | ~int32 | ~uint8 | ~uint32](c *codec, v *T) {
	x := int64(*v)
	c.int(&x)
	*v = T(x)
	if int64(*v) != x {
		c.fail(errShort)
	}
}

func (c *codec) flag(v *bool) {
	var x uint8
	if *v {
		x = 1
	}
	small(c, &x)
	*v = x == 1
}

func (c *codec) fixed(v *uint64) {
	if !c.reading {
		c.buf = binary.LittleEndian.AppendUint64(c.buf, *v)
		return
	}
	if len(c.buf) < 8 {
		c.fail(errShort)
		return
	}
	*v, c.buf = binary.LittleEndian.Uint64(c.buf), c.buf[8:]
}

func (c *codec) float(v *float64) {
	u := math.Float64bits(*v)
	c.fixed(&u)
	*v = math.Float64frombits(u)
}

func (c *codec) raw(v []byte) {
	if !c.reading {
		c.buf = append(c.buf, v...)
		return
	}
	if len(c.buf) < len(v) {
		c.fail(errShort)
		return
	}
	copy(v, c.buf)
	c.buf = c.buf[len(v):]
}

func (c *codec) text(v *string) {
	n := uint64(len(*v))
	c.uint(&n)
	if !c.reading {
		c.buf = append(c.buf, *v...)
		return
	}
	if n > uint64(len(c.buf)) {
		*v = ""
		c.fail(errShort)
		return
	}
	*v, c.buf = string(c.buf[:n]), c.buf[n:]
}

// list codes a slice. Every element takes at least a byte, which bounds what a
// damaged length can ask for.
func list[T any](c *codec, v *[]T, code func(*codec, *T)) {
	n := uint64(len(*v))
	c.uint(&n)
	if c.reading {
		*v = nil
		if n > uint64(len(c.buf)) {
			c.fail(errShort)
			return
		}
		if n > 0 {
			*v = make([]T, 0, min(n, 1<<16))
		}
		for range n {
			if c.err != nil {
				return
			}
			var x T
			code(c, &x)
			*v = append(*v, x)
		}
		return
	}
	for i := range *v {
		code(c, &(*v)[i])
	}
}

func codeText(c *codec, v *string) { c.text(v) }
