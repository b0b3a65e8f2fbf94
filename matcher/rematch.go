package matcher

import (
	"cmp"
	"context"
	"slices"

	"kebang/internal/store"
)

// rematched is how many demands are written in one transaction: few enough that people can work meanwhile, enough that
// the disk is not asked for each.
const rematched = 20

// pair is a scored pair above the floor, by the places of its sides.
type pair struct {
	demand, achievement int32
	points              int32
}

// rematch scores every pair of demand and achievement that can count and writes the best of both sides. Demands ask;
// each pair they score also stands for the achievement, whose best are taken from them: so nothing is searched twice,
// and each demand is written once with all that either side keeps. An achievement therefore keeps no demand that has
// CandidateLimit nearer achievements; pairs stored earlier are scored anew, as always. The number of a pair is the same
// whoever asked, so this changes no score.
func (s *Service) rematch(ctx context.Context, progress func(done, total int)) (int, error) {
	c, err := s.current(ctx)
	if err != nil {
		return 0, err
	}
	demands, err := s.indexed(ctx, Demand)
	if err != nil {
		return 0, err
	}
	achievements, err := s.indexed(ctx, Achievement)
	if err != nil {
		return 0, err
	}
	all := len(demands) + len(achievements)
	done := 0
	tell := func(n int) { // searching and writing are half the work each
		if done += n; progress != nil {
			progress(all*done/max(1, 2*len(demands)), all)
		}
	}
	pairs, err := s.pairs(ctx, c, demands, achievements, tell)
	if err != nil {
		return 0, err
	}
	for from := 0; from < len(demands); from += rematched {
		page := demands[from:min(from+rematched, len(demands))]
		if err := s.rewrite(ctx, c, page, pairs[from:], achievements); err != nil {
			return 0, err
		}
		tell(len(page))
	}
	if progress != nil {
		progress(all, all)
	}
	return all, nil
}

// pairs gives for each demand the achievements to keep, by place: its own best and those that count it among theirs.
func (s *Service) pairs(ctx context.Context, c *Corpus, demands, achievements []*Analysed, tell func(int)) ([][]int32, error) {
	place := make(map[string]int32, len(achievements))
	for i, a := range achievements {
		place[a.ID] = int32(i)
	}
	scored := make([][]pair, len(demands))
	errs := make([]error, len(demands))
	for from := 0; from < len(demands); from += rematched {
		n := min(rematched, len(demands)-from)
		parallel(n, func(k int) {
			i := from + k
			found, err := Find(ctx, s.ix, c, demands[i], Filter{Market: demands[i].Market}, 0)
			errs[i] = err
			for _, p := range found {
				if p.Total < Floor {
					break
				}
				if at, ok := place[p.Achievement.ID]; ok {
					scored[i] = append(scored[i], pair{int32(i), at, int32(round(p.Total, 100)*100 + .5)})
				}
			}
		})
		for i := from; i < from+n; i++ {
			if errs[i] != nil {
				return nil, errs[i]
			}
		}
		tell(n)
	}
	return keep(demands, len(achievements), scored), nil
}

// keep takes the best of both sides; scored has those of each demand, best first. Achievements are many and most of what
// is near them is weak: without keptWeak nine of ten stored pairs would be ones that nobody opens.
func keep(demands []*Analysed, achievements int, scored [][]pair) [][]int32 {
	theirs := make([][]pair, achievements)
	for _, ps := range scored {
		for _, p := range ps {
			theirs[p.achievement] = append(theirs[p.achievement], p)
		}
	}
	out := make([][]int32, len(scored))
	for i, ps := range scored {
		for _, p := range ps[:min(kept, len(ps))] {
			out[i] = append(out[i], p.achievement)
		}
	}
	for _, ps := range theirs {
		slices.SortFunc(ps, func(a, b pair) int {
			if a.points != b.points {
				return cmp.Compare(b.points, a.points)
			}
			return cmp.Compare(demands[a.demand].ID, demands[b.demand].ID)
		})
		for i, p := range ps[:min(kept, len(ps))] {
			if i >= keptWeak && p.points < int32(Threshold*100) {
				break
			}
			if own := out[p.demand]; !slices.Contains(own, p.achievement) {
				out[p.demand] = append(own, p.achievement)
			}
		}
	}
	return out
}

// rewrite explains the pairs of some demands and stores them in one transaction.
func (s *Service) rewrite(ctx context.Context, c *Corpus, demands []*Analysed, keep [][]int32, achievements []*Analysed) error {
	type work struct {
		q      store.Query
		best   []Match
		next   map[string]Match
		scored map[string]bool
		err    error
	}
	todo, at := make([]work, len(demands)), s.now().UnixMilli()
	parallel(len(demands), func(i int) {
		d, w := demands[i], &todo[i]
		w.q = store.Query{Market: d.Market, Where: []store.Cond{{Field: string(Demand), Op: store.Eq, Value: d.ID}}, Limit: 500}
		ask := c.Ask(d)
		w.next = make(map[string]Match, len(keep[i]))
		for _, a := range keep[i] {
			p := Pairing{Demand: ask, Achievement: c.Prepare(achievements[a])}
			p.Scored = Score(p.Demand, p.Achievement)
			m := p.record(d.Market, c.Number, at)
			w.best = append(w.best, m)
			w.next[m.ID] = m
		}
		w.scored, w.err = s.again(ctx, Demand, w.q, w.next)
	})
	for i := range todo {
		if todo[i].err != nil {
			return todo[i].err
		}
	}
	more := make([]bool, len(todo))
	err := s.db.Run(ctx, func(tx store.Tx) error {
		for i := range todo {
			w := &todo[i]
			var err error
			if more[i], err = s.writeIn(tx, Demand, w.q, w.next, w.best, w.scored); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, d := range demands { // what the other sides stored meanwhile
		if more[i] {
			if err := s.write(ctx, Demand, d.Market, d.ID, todo[i].best); err != nil {
				return err
			}
		}
	}
	return nil
}
