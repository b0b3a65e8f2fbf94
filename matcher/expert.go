package matcher

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// Expert is an inventor of achievements near a demand, for demands without a matching achievement.
type Expert struct {
	Name  string
	Org   string // owner of the achievement, or the unit in the words of a lead; empty when closed
	Near  []Work // achievements near the demand, best first
	Other []Side // other published achievements of the same person, newest first
	Rank  float64
}

// Work is an achievement near a demand with the score of the pair.
type Work struct {
	Side
	Score float64 // 0..100
	About []Reason
}

// The inventors of the nearest sixty achievements are read. Below a score of 40 the subject differs. Works of
// neighbouring subjects (30 points below the best) are no help.
const (
	expertPairs  = 60
	expertFloor  = 40.0
	expertReach  = 30.0
	shownExperts = 8
	shownWorks   = 5
)

// Experts ranks the inventors of the achievements nearest to a demand. The best pair counts in full, each further one a
// tenth. A person who works on the subject is thus before one who touched it once. A person is a name inside one unit.
// A reader of the demand's matches may read them. Closed inventors are left out.
func (s *Service) Experts(ctx context.Context, a actor.Actor, demand string) ([]Expert, error) {
	ask, err := s.asked(ctx, a, demand)
	if err != nil || ask == nil {
		return nil, err
	}
	pairs, err := Best(ctx, s.ix, ask.corpus, ask.Analysed, Filter{Market: a.Market}, expertPairs, 0)
	if err != nil {
		return nil, err
	}
	var out []Expert
	err = s.db.View(ctx, func(tx store.Tx) error {
		g := gathering{at: map[string]int{}, read: map[string]bool{}}
		for _, p := range pairs {
			if p.Total < max(expertFloor, g.best-expertReach) {
				break
			}
			about := reasons(p.Demand, p.Achievement)
			if len(about) == 0 || !p.related() && !inTitles(about) {
				continue // near by circumstances only: region, maturity, trust
			}
			v, err := s.listings.Achievements.GetTx(tx, a, a.Market, p.Achievement.ID)
			if gone(err) {
				continue
			}
			if err != nil {
				return err
			}
			g.near(v, p, about)
		}
		g.sort()
		for i := range g.all {
			if err := s.others(tx, a, &g, i); err != nil {
				return err
			}
		}
		out = g.all
		return nil
	})
	return out, err
}

// gathering collects the works of people.
type gathering struct {
	all  []Expert
	org  []string       // unit of each expert by id; empty for a lead
	at   map[string]int // person -> index in all
	read map[string]bool
	best float64 // best score of a work with inventors
}

func (g *gathering) near(v listing.View[listing.AchievementContent], p *Pairing, about []Reason) {
	if v.Published == nil {
		return
	}
	side := sideOf(v)
	side.TRL = v.Published.TRL
	g.read[v.ID] = true
	seen := map[string]bool{}
	for _, name := range v.Published.Inventors {
		name = strings.TrimSpace(name)
		key := name + "\n" + cmp.Or(v.OwnerOrg, side.OwnerName)
		if name == "" || seen[key] {
			continue
		}
		seen[key] = true
		i, ok := g.at[key]
		if !ok {
			i = len(g.all)
			g.best = max(g.best, p.Total)
			g.at[key] = i
			g.all, g.org = append(g.all, Expert{Name: name, Org: side.OwnerName, Rank: p.Total}), append(g.org,
				v.OwnerOrg)
		} else {
			g.all[i].Rank += p.Total / 10
		}
		if e := &g.all[i]; len(e.Near) < shownWorks {
			e.Near = append(e.Near, Work{side, p.Total, about})
		}
	}
}

// sort orders the people and keeps the first ones.
func (g *gathering) sort() {
	order := make([]int, len(g.all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(g.all[j].Rank, g.all[i].Rank) })
	order = order[:min(shownExperts, len(order))]
	var all []Expert
	var org []string
	for _, i := range order {
		g.all[i].Rank = round(g.all[i].Rank, 10)
		all, org = append(all, g.all[i]), append(org, g.org[i])
	}
	g.all, g.org = all, org
}

// others adds the further publications of an expert's unit with his name.
func (s *Service) others(tx store.Tx, a actor.Actor, g *gathering, i int) error {
	if g.org[i] == "" {
		return nil
	}
	page, err := listing.Achievements.Find(tx,
		store.Query{Market: a.Market, Where: []store.Cond{{Field: "org", Op: store.Eq, Value: g.org[i]},
			{Field: "visible", Op: store.Eq, Value: true}}, Sort: []store.Order{{Field: "updated", Desc: true}},
			Limit: ownAtMost})
	if err != nil {
		return err
	}
	e := &g.all[i]
	for _, l := range page.Items {
		if slices.ContainsFunc(e.Near, func(w Work) bool { return w.ID == l.ID }) ||
			!slices.Contains(l.Published.Inventors, e.Name) {
			continue
		}
		v, err := s.listings.Achievements.GetTx(tx, a, a.Market, l.ID)
		if gone(err) || err == nil && (v.Published == nil || !slices.Contains(v.Published.Inventors, e.Name)) {
			continue
		}
		if err != nil {
			return err
		}
		if e.Other = append(e.Other, sideOf(v)); len(e.Other) == shownWorks {
			break
		}
	}
	return nil
}

// related reports whether the industries are equal or share a class.
func (p *Pairing) related() bool { return p.known[partIndustry] && p.scores[partIndustry] >= related }

func inTitles(rs []Reason) bool {
	return slices.ContainsFunc(rs, func(r Reason) bool {
		return r.DemandField == "title" &&
			r.AchievementField == "title"
	})
}

func gone(err error) bool { return fault.Is(err, fault.NotFound) }

// asked prepares a demand as a question, for readers of its matches. It is nil when the demand is not published.
func (s *Service) asked(ctx context.Context, a actor.Actor, demand string) (*Ready, error) {
	if err := a.Require(append(actor.Roles(), actor.System)...); err != nil {
		return nil, err
	}
	c, err := s.current(ctx)
	if err != nil {
		return nil, err
	}
	var d *Doc
	err = s.db.View(ctx, func(tx store.Tx) error {
		own, err := s.side(tx, a, Demand, demand)
		if err != nil {
			return err
		}
		if !own.Mine && !watches(a) {
			return fault.Of(fault.Forbidden, fault.T("matches-not-yours",
				"只有发布单位、技术经理人、服务机构和科技主管部门可以查看匹配结果。",
				"Only the owner, brokers, service agencies and the bureau may see the matches."))
		}
		d, err = s.doc(tx, Demand, a.Market, demand)
		return err
	})
	if err != nil || d == nil {
		return nil, err
	}
	return c.Ask(Analyse(*d)), nil
}
