package matcher

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// CandidateLimit is the number of candidates that are scored for one listing. In the known-item test of 12,000
// documents the first hundred by shared terms hold the wanted one in 94 of 100 cases. Twice that number leaves room for
// industry.
const CandidateLimit = 200

// Pairing is a scored pair of a search.
type Pairing struct {
	Demand, Achievement *Ready
	Scored
	Why Why // set for the best ones
}

// Find scores all candidates of a document and explains the best ones. It is the whole path of one question: terms,
// candidates, numbers, reasons. The pairings come best first, equal ones by the id of the found document.
func Find(ctx context.Context, x Index, c *Corpus, a *Analysed, f Filter, explain int) ([]*Pairing, error) {
	return Best(ctx, x, c, a, f, CandidateLimit, explain)
}

// Best is the first n of Find. It reads requirements only where they can decide which pairs those are. That saves a
// third of the work for most questions. It saves nearly all where many texts mention the required property.
func Best(ctx context.Context, x Index, c *Corpus, a *Analysed, f Filter, n, explain int) ([]*Pairing, error) {
	ctx, end := stage(ctx, x, StageWhole)
	defer end()
	ask := c.Ask(a)
	docs, err := candidates(ctx, x, ask, f)
	if err != nil {
		return nil, err
	}
	_, scored := stage(ctx, x, StageScore)
	defer scored()
	c.prepareAll(docs)
	out := best(bounded(ask, docs), n, a.Kind.Other())
	Parallel(min(explain, len(out)), func(i int) {
		p := out[i]
		p.Verdicts = quoteBoth(p.Demand.Analysed, p.Achievement.Analysed, p.Verdicts)
		p.Why = Explain(p.Demand, p.Achievement, &p.Scored)
	})
	return out, nil
}

// prepareAll weighs on all cores the documents without weights, as after a start or after a reload by an engine.
func (c *Corpus) prepareAll(docs []*Analysed) {
	var cold []*Analysed
	for _, a := range docs {
		if r := a.ready.Load(); r == nil || r.corpus != c {
			cold = append(cold, a)
		}
	}
	Parallel(len(cold), func(i int) { c.Prepare(cold[i]) })
}

// handful is the number of pairs that a core scores before it asks for more.
const handful = 16

// bounded scores documents without their requirements. Total is then an upper bound.
func bounded(ask *Ready, docs []*Analysed) []*Pairing {
	all, out := make([]Pairing, len(docs)), make([]*Pairing, len(docs))
	Parallel((len(docs)+handful-1)/handful, func(n int) {
		for i := n * handful; i < min(len(docs), (n+1)*handful); i++ {
			p := &all[i]
			out[i] = p
			if p.Demand, p.Achievement = ask, ask.corpus.Prepare(docs[i]); ask.Kind == Achievement {
				p.Demand, p.Achievement = p.Achievement, p.Demand
			}
			p.Scored = unchecked(p.Demand, p.Achievement)
			p.Total = p.most(p.Demand)
		}
	})
	return out
}

// best gives the n best pairs in order; their Total is a bound at first. It finishes a pair only while its bound is not
// below the worst of the n.
func best(pairs []*Pairing, n int, found Kind) (out []*Pairing) {
	n = min(n, len(pairs))
	slices.SortFunc(pairs, func(p, q *Pairing) int { return cmp.Compare(q.Total, p.Total) })
	Parallel(n, func(i int) { pairs[i].check(pairs[i].Demand, pairs[i].Achievement) }) // all of these are needed
	for _, p := range pairs {
		if len(out) == n && (n == 0 || p.Total < out[n-1].Total) {
			break
		}
		p.finish(p.Demand, p.Achievement)
		at, _ := slices.BinarySearchFunc(out, p, inOrder(found))
		if out = slices.Insert(out, at, p); len(out) > n {
			out = out[:n]
		}
	}
	return out
}

// order puts the best first, equal ones by the id of the found document.
func order(ps []*Pairing, found Kind) { slices.SortFunc(ps, inOrder(found)) }

func inOrder(found Kind) func(p, q *Pairing) int {
	id := func(p *Pairing) string {
		if found == Demand {
			return p.Demand.ID
		}
		return p.Achievement.ID
	}
	return func(p, q *Pairing) int {
		return cmp.Or(cmp.Compare(q.Total, p.Total), strings.Compare(id(p), id(q)))
	}
}

// candidates are the documents to be scored.
func candidates(ctx context.Context, x Index, ask *Ready, f Filter) ([]*Analysed, error) {
	ctx, end := stage(ctx, x, StageCandidates)
	defer end()
	other := ask.Kind.Other()
	if h, ok := x.(Holder); ok {
		return h.CandidateDocs(ctx, other, ask.Terms(), f, CandidateLimit)
	}
	refs, err := x.Candidates(ctx, other, ask.Terms(), f, CandidateLimit)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.ID
	}
	return x.Docs(ctx, other, ids)
}
