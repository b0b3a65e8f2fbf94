package matcher

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/store"
)

// Common is a problem of both texts, each in its own words.
type Common struct {
	Name        string `json:"name"`
	Demand      string `json:"demand" doc:"the word of the demand"`
	Achievement string `json:"achievement" doc:"the word of the achievement"`
}

// Reference is a 跨行业参考: an achievement of another industry that solves the same problem on another object. It is no
// match and has no total; Likeness only orders references.
type Reference struct {
	Side     Side
	Problems []Common
	Likeness float64 // weighted share of the demand's problems that it names, 0..1
	version  int64
}

// A reference needs this share of the demand's problems, and at most this share of common titles.
const (
	leastLikeness   = .34
	mostTitleShared = .3
	shownReferences = 3
	leastSameStep   = .15 // where both name steps: a disease of cane is no help against one of cows
)

// References lists achievements of other industries that solve the problem of a demand on another object. They come
// best first, at most three. A reader of the demand's matches may read them.
func (s *Service) References(ctx context.Context, a actor.Actor, demand string) ([]Reference, error) {
	ask, err := s.asked(ctx, a, demand)
	if err != nil || ask == nil {
		return nil, err
	}
	found, err := crossings(ctx, s.ix, ask, Filter{Market: a.Market})
	if err != nil {
		return nil, err
	}
	var out []Reference
	err = s.db.View(ctx, func(tx store.Tx) error {
		out = nil
		for _, f := range found {
			side, err := s.side(tx, a, Achievement, f.Side.ID)
			if gone(err) {
				continue
			}
			if err != nil {
				return err
			}
			if f.Side = side; side.Version == f.version { // else the index is about to receive a change
				out = append(out, f)
			}
			if len(out) == shownReferences {
				break
			}
		}
		return nil
	})
	return out, err
}

// crossings finds and orders the references of a demand.
func crossings(ctx context.Context, x Index, ask *Ready, f Filter) ([]Reference, error) {
	own := tells(ask.Analysed)
	if len(own) == 0 || len(ask.group) < 2 {
		return nil, nil
	}
	refs, err := x.Candidates(ctx, Achievement, ask.corpus.problemTerms(own), f, CandidateLimit)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.ID
	}
	docs, err := x.Docs(ctx, Achievement, ids)
	if err != nil {
		return nil, err
	}
	var out []Reference
	for _, d := range docs {
		if r, ok := crossing(ask, own, d); ok {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(p, q Reference) int {
		return cmp.Or(cmp.Compare(q.Likeness, p.Likeness), strings.Compare(p.Side.ID, q.Side.ID))
	})
	return out, nil
}

// crossing compares one achievement. The industries must be unrelated and the titles must name different objects. The
// achievement's title must name a problem of the demand. The demand's title must name that problem too, or a second
// problem must be common.
func crossing(ask *Ready, own []told, d *Analysed) (Reference, bool) {
	none := Reference{}
	if k, ok := kinship(ask.group, d.group, true); !ok || k > 0 {
		return none, false
	}
	pair := ask.corpus.Prepare(d)
	if s := Score(ask, pair); Unasked(ask, pair, s.Total) ||
		s.known[partTitle] && s.scores[partTitle] > mostTitleShared {
		return none, false
	}
	if v, ok := sameStep(&ask.topic, &d.topic); ok && v < leastSameStep {
		return none, false
	}
	theirs := tells(d)
	out := Reference{Side: Side{ID: d.ID}, version: d.Revision}
	var met, all float64
	named, both := false, false
	for _, x := range own {
		if problems()[x.problem].bound {
			continue
		}
		w := ask.corpus.weigh(x.word)
		if x.title {
			w *= 2
		}
		all += w
		i := slices.IndexFunc(theirs, func(y told) bool { return y.problem == x.problem })
		if i < 0 {
			continue
		}
		if theirs[i].title {
			named = true
			both = both || x.title
		}
		if theirs[i].title {
			met += w
		} else {
			met += w / 2
		}
		out.Problems = append(out.Problems, Common{problems()[x.problem].name, x.word, theirs[i].word})
	}
	out.Likeness = round(met/max(all, 1e-9), 1e3)
	return out, named && (both || len(out.Problems) > 1) && out.Likeness >= leastLikeness
}
