package local

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"kebang/matcher"
)

// found is a document with the product of its sum of weights and its norm.
type found struct {
	at    slot
	score uint32
}

// best are the limit best documents so far, the worst of them first (a heap). Several goroutines may offer documents,
// and the result does not depend on their order.
type best struct {
	s     *side
	limit int
	floor atomic.Uint32 // a lower score is surely out

	mu   sync.Mutex
	heap []found
}

func newBest(s *side, limit int) *best {
	h := &best{s: s, limit: limit, heap: make([]found, 0, min(limit, s.size()))}
	h.floor.Store(1)
	return h
}

func (h *best) worse(a, b found) bool {
	if a.score != b.score {
		return a.score < b.score
	}
	return h.s.doc(a.at).ID > h.s.doc(b.at).ID
}

func (h *best) offer(x found) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.heap) < h.limit {
		h.heap = append(h.heap, x)
		h.up()
	} else if h.worse(h.heap[0], x) {
		h.heap[0] = x
		h.down()
	}
	if len(h.heap) == h.limit {
		h.floor.Store(h.heap[0].score)
	}
}

func (h *best) up() {
	x := h.heap
	for i := len(x) - 1; i > 0; {
		p := (i - 1) / 2
		if !h.worse(x[i], x[p]) {
			return
		}
		x[i], x[p] = x[p], x[i]
		i = p
	}
}

func (h *best) down() {
	x := h.heap
	for i := 0; ; {
		c := 2*i + 1
		if c+1 < len(x) && h.worse(x[c+1], x[c]) {
			c++
		}
		if c >= len(x) || !h.worse(x[c], x[i]) {
			return
		}
		x[i], x[c] = x[c], x[i]
		i = c
	}
}

// docs gives the documents, best first, equal ones by id.
func (h *best) docs() []*matcher.Analysed {
	slices.SortFunc(h.heap, func(a, b found) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return strings.Compare(h.s.doc(a.at).ID, h.s.doc(b.at).ID)
	})
	out := make([]*matcher.Analysed, len(h.heap))
	for i, x := range h.heap {
		out[i] = h.s.doc(x.at)
	}
	return out
}
