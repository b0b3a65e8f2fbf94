package local

import (
	"context"
	"slices"
	"strings"

	"kebang/matcher"
)

// Index is an in-memory matcher.Index. Reads run in parallel. A write waits for the running reads (milliseconds).
type Index struct {
	sides map[matcher.Kind]*side
}

var _ matcher.Holder = (*Index)(nil)

// New makes an empty index.
func New() *Index {
	return &Index{sides: map[matcher.Kind]*side{matcher.Demand: newSide(), matcher.Achievement: newSide()}}
}

func (x *Index) side(kind matcher.Kind) *side {
	if s := x.sides[kind]; s != nil {
		return s
	}
	return newSide()
}

// Put adds or replaces documents.
func (x *Index) Put(ctx context.Context, docs ...*matcher.Analysed) error {
	for kind, s := range x.sides {
		mine := make([]*matcher.Analysed, 0, len(docs))
		for _, d := range docs {
			if d.Kind == kind {
				mine = append(mine, d)
			}
		}
		if len(mine) == 0 {
			continue
		}
		s.mu.Lock()
		s.put(mine)
		s.tidy()
		s.mu.Unlock()
	}
	return ctx.Err()
}

// Delete removes documents.
func (x *Index) Delete(ctx context.Context, kind matcher.Kind, ids ...string) error {
	s := x.side(kind)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		s.remove(id)
	}
	s.tidy()
	return ctx.Err()
}

// Docs gives documents by id.
func (x *Index) Docs(ctx context.Context, kind matcher.Kind, ids []string) ([]*matcher.Analysed, error) {
	s := x.side(kind)
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := make([]*matcher.Analysed, 0, len(ids))
	for _, id := range ids {
		if at, ok := s.slots[id]; ok {
			out = append(out, s.doc(at))
		}
	}
	return out, ctx.Err()
}

// Revisions lists the documents.
func (x *Index) Revisions(ctx context.Context, kind matcher.Kind, after string, limit int) ([]matcher.Ref, error) {
	s := x.side(kind)
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := make([]matcher.Ref, 0, len(s.slots))
	for id, at := range s.slots {
		if id > after {
			out = append(out, matcher.Ref{ID: id, Revision: s.doc(at).Revision})
		}
	}
	slices.SortFunc(out, func(a, b matcher.Ref) int { return strings.Compare(a.ID, b.ID) })
	return out[:min(len(out), max(0, limit))], ctx.Err()
}

// All gives every document of a kind, by id.
func (x *Index) All(ctx context.Context, kind matcher.Kind) ([]*matcher.Analysed, error) {
	s := x.side(kind)
	s.mu.RLock()
	out := make([]*matcher.Analysed, 0, len(s.slots))
	for _, at := range s.slots {
		out = append(out, s.doc(at))
	}
	s.mu.RUnlock()
	slices.SortFunc(out, func(a, b *matcher.Analysed) int { return strings.Compare(a.ID, b.ID) })
	return out, ctx.Err()
}

// Size is the number of documents of a kind.
func (x *Index) Size(ctx context.Context, kind matcher.Kind) (int, error) {
	s := x.side(kind)
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.slots), ctx.Err()
}

// Close frees the memory; the index is empty afterwards.
func (x *Index) Close() error {
	for _, s := range x.sides {
		s.mu.Lock()
		s.reset()
		s.mu.Unlock()
	}
	return nil
}
