package local

import (
	"context"
	"encoding/binary"

	"kebang/internal/text"
	"kebang/matcher"
)

var _ matcher.Posted = (*Index)(nil)

// Postings gives the posting lists of a block of these documents. It starts with Beside and every level: the number of
// rows, and of places in rows of few. Then follow term and length of each row, the places of all rows of few, and the
// bits of the others. Numbers have four bytes and places two, in little endian.
func (x *Index) Postings(docs []*matcher.Analysed) []byte {
	var b block
	kinds := newClasses()
	for len(docs) > 0 {
		docs = docs[b.put(docs[:min(len(docs), 8000)], func(string) uint32 { return 0 }, &kinds):]
	}
	var out []byte
	for _, l := range b.all() {
		out = l.append(out)
	}
	return out
}

// PutPosted puts documents with the posting lists that Postings made of them.
func (x *Index) PutPosted(ctx context.Context, kind matcher.Kind, docs []*matcher.Analysed, postings []byte) (bool,
	error) {
	b := &block{}
	for _, l := range b.all() {
		var ok bool
		if postings, ok = l.read(postings, len(docs)); !ok {
			return false, nil
		}
	}
	if len(postings) > 0 || len(docs) > blockSlots {
		return false, nil
	}
	s := x.side(kind)
	s.mu.Lock()
	defer s.mu.Unlock()
	b.docs, b.home, b.norm = docs, make([]uint32, len(docs)), make([]uint16, len(docs))
	b.when, b.kind = make([]int64, len(docs)), make([]uint32, len(docs))
	s.blocks = append(s.blocks, b)
	for i, d := range docs {
		if d == nil {
			b.dead++
			continue
		}
		s.remove(d.ID)
		s.slots[d.ID] = at(len(s.blocks)-1, uint16(i))
		b.home[i], b.norm[i] = s.number(d.Market), normOf(d.Whole.Length())
		b.when[i], b.kind[i] = d.UpdatedAt, s.kinds.of(d)
		b.most = max(b.most, b.norm[i])
	}
	s.tidy()
	return true, ctx.Err()
}

func (l *lists) append(out []byte) []byte {
	terms := make([]text.Term, len(l.rows))
	for _, c := range l.cells {
		if c.row > 0 {
			terms[c.row-1] = c.term
		}
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(l.rows)))
	out = binary.LittleEndian.AppendUint32(out, uint32(l.places()))
	for i := range l.rows {
		out = binary.LittleEndian.AppendUint32(out, uint32(terms[i]))
		out = binary.LittleEndian.AppendUint32(out, uint32(l.at(uint32(i)).len()))
	}
	for _, few := range l.rows {
		for _, p := range few {
			out = binary.LittleEndian.AppendUint16(out, p)
		}
	}
	for i := range l.rows {
		if m := l.many[uint32(i)]; m != nil {
			out = m.append(out)
		}
	}
	return out
}

// read takes the lists off the front of b. Ok is false for anything but lists of docs documents.
func (l *lists) read(b []byte, docs int) (rest []byte, ok bool) {
	if len(b) < 8 {
		return nil, false
	}
	rows, size := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if rows > len(b)/8 || size > (len(b)-8*rows)/2 {
		return nil, false
	}
	head, places := b[:8*rows], b[8*rows:8*rows+2*size]
	all := make([]uint16, size)
	for i := range all {
		p := binary.LittleEndian.Uint16(places[2*i:])
		if int(p) >= docs {
			return nil, false
		}
		all[i] = p
	}
	cells := 256
	for cells < 2*rows {
		cells *= 2
	}
	b = b[8*rows+2*size:]
	l.cells, l.rows, l.many = make([]cell, cells), make([][]uint16, rows), map[uint32]*bitmap{}
	for i := range l.rows {
		term, n := text.Term(binary.LittleEndian.Uint32(head[8*i:])), int(binary.LittleEndian.Uint32(head[8*i+4:]))
		*l.cell(term) = cell{term, uint32(i + 1)}
		if n <= fewPostings {
			if n > len(all) {
				return nil, false
			}
			l.rows[i], all = all[:n:n], all[n:]
			continue
		}
		if len(b) < bitmapBytes {
			return nil, false
		}
		m := readBitmap(b)
		if m.n != n || !m.under(docs) {
			return nil, false
		}
		l.many[uint32(i)], b = m, b[bitmapBytes:]
	}
	return b, len(all) == 0
}
