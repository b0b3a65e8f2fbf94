package local

import "kebang/matcher"

// blockSlots is the number of documents of a block. Their places fit two bytes, and the sums of a query fit the cache.
const blockSlots = 1 << 16

// block holds up to blockSlots documents and their posting lists.
type block struct {
	docs []*matcher.Analysed // by place; nil after removal
	home []uint32            // number of the market of each, so that the usual filter reads no document
	norm []uint16            // by length; see normOf
	when []int64             // Doc.UpdatedAt of each
	kind []uint32            // class of each, see classes
	most uint16              // the largest norm so far
	dead int
	// A document is in levels[0] under each of its terms, and in each next level under the terms with enough
	// occurrences (see levels). A posting therefore needs no count and a query no product.
	lists  [len(levels)]lists
	beside lists // of Analysed.Beside, for list searches only
}

// levels are the steps of a term's count: the least number of occurrences, and the added weight. Together they follow
// n(1+c)/(n+c) of BM25 for a text of the usual length (c = 1.2) within a tenth.
var levels = [...]struct {
	count uint8
	adds  float64
}{{1, 1}, {2, .4}, {4, .35}}

// wholeLevel is the sum of all levels.
const wholeLevel = 1.75

// normOne is the norm of an empty text.
const normOne = 1<<16 - 1

// normOf is the length part of BM25: 1/(1+k1·length/usual) in steps of 1/65535. Length normalisation is full and
// against a fixed length, so that it does not depend on other documents.
func normOf(length int) uint16 {
	const k1, usual = 1.2, 250 // terms of an abstract of 125 characters
	return uint16(max(1, normOne/(1+k1*float64(length)/usual)))
}

// put adds documents while there is room and gives their number.
func (b *block) put(docs []*matcher.Analysed, home func(market string) uint32, kinds *classes) int {
	docs = docs[:min(len(docs), blockSlots-len(b.docs))]
	terms := 0
	for _, d := range docs {
		terms += d.Whole.Len()
	}
	var found [len(levels)][]uint64 // term and place
	var beside []uint64
	found[0] = make([]uint64, 0, terms)
	for _, d := range docs {
		length, place := 0, uint64(len(b.docs))
		for t, c := range d.Whole.All() {
			n := c.Times()
			length += int(n)
			for j := range levels {
				if n < levels[j].count {
					break
				}
				found[j] = append(found[j], uint64(t)<<16|place)
			}
		}
		for t := range d.Beside.All() {
			beside = append(beside, uint64(t)<<16|place)
		}
		norm := normOf(length)
		b.docs, b.home, b.norm = append(b.docs, d), append(b.home, home(d.Market)), append(b.norm, norm)
		b.when, b.kind = append(b.when, d.UpdatedAt), append(b.kind, kinds.of(d))
		b.most = max(b.most, norm)
	}
	for j := range found {
		b.lists[j].addAll(found[j])
	}
	b.beside.addAll(beside)
	if len(b.docs) == blockSlots {
		for _, l := range b.all() {
			l.pack(nil)
		}
	}
	return len(docs)
}

// compact gives the remaining documents other places in the same order and calls tell for each.
func (b *block) compact(tell func(d *matcher.Analysed, place uint16)) {
	moved := make([]int32, len(b.docs))
	n := 0
	for i, d := range b.docs {
		if d == nil {
			moved[i] = -1
			continue
		}
		moved[i] = int32(n)
		b.docs[n], b.home[n], b.norm[n] = d, b.home[i], b.norm[i] // never behind the one being read
		b.when[n], b.kind[n] = b.when[i], b.kind[i]
		tell(d, uint16(n))
		n++
	}
	clear(b.docs[n:])
	b.docs, b.home, b.norm, b.dead = b.docs[:n], b.home[:n], b.norm[:n], 0
	b.when, b.kind = b.when[:n], b.kind[:n]
	for _, l := range b.all() {
		l.pack(moved)
	}
}

// all are the posting lists of the block.
func (b *block) all() []*lists {
	out := []*lists{&b.beside}
	for j := range b.lists {
		out = append(out, &b.lists[j])
	}
	return out
}
