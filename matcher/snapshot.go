package matcher

import (
	"encoding/binary"
	"errors"
	"math"

	"kebang/internal/text"
)

// snapshotForm is the version of the binary form below. A corpus in another form is computed again.
const snapshotForm = 2

var errSnapshot = errors.New("matcher: broken corpus snapshot")

// MarshalBinary writes the counts and vectors; weights follow from them.
func (c *Corpus) MarshalBinary() ([]byte, error) {
	b := []byte{snapshotForm}
	for _, n := range []uint64{uint64(c.Number), uint64(c.At), uint64(c.N), math.Float64bits(c.mean),
		uint64(len(c.terms)), uint64(len(c.space.scale))} {
		b = binary.AppendUvarint(b, n)
	}
	last := text.Term(0)
	for i, t := range c.terms {
		b = binary.AppendUvarint(b, uint64(t-last))
		b = binary.AppendUvarint(b, uint64(c.df[i]))
		last = t
	}
	last = 0
	for i, scale := range c.space.scale {
		b = binary.AppendUvarint(b, uint64(c.space.terms[i]-last))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(scale))
		for _, v := range c.space.vec[i*dims : i*dims+dims] {
			b = append(b, byte(v))
		}
		last = c.space.terms[i]
	}
	return b, nil
}

// UnmarshalBinary reads the output of MarshalBinary. Anything else is an error and never a half-read corpus.
func (c *Corpus) UnmarshalBinary(b []byte) error {
	if len(b) == 0 || b[0] != snapshotForm {
		return errSnapshot
	}
	r := reader{b: b[1:]}
	out := Corpus{Number: int64(r.uvarint()), At: int64(r.uvarint()), N: int(r.uvarint()),
		mean: math.Float64frombits(r.uvarint())}
	terms, rows := r.count(2), r.count(dims+5)
	last := text.Term(0)
	for range terms {
		last += text.Term(r.uvarint())
		out.terms = append(out.terms, last)
		out.df = append(out.df, uint32(r.uvarint()))
	}
	last = 0
	for range rows {
		last += text.Term(r.uvarint())
		out.space.terms = append(out.space.terms, last)
		out.space.scale = append(out.space.scale, math.Float32frombits(binary.LittleEndian.Uint32(r.bytes(4))))
		for _, v := range r.bytes(dims) {
			out.space.vec = append(out.space.vec, int8(v))
		}
	}
	if r.bad || len(r.b) != 0 {
		return errSnapshot
	}
	out.ready()
	*c = out
	return nil
}

// reader takes bytes off the front and remembers a missing one.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count reads the number of following items of at least size bytes.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.b)/size) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *reader) bytes(n int) []byte {
	if len(r.b) < n {
		r.bad, r.b = true, nil
		return make([]byte, n)
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}
