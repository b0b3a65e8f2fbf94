package matcher

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Side is a listing in a match list.
type Side struct {
	ID        string
	Serial    string
	Title     string
	OwnerName string // empty when the firm hides its name
	Industry  string
	Region    string
	Version   int64
	TRL       int // of an achievement; 0 unknown
	Lead      bool
	Mine      bool
}

// View is a match with both sides, cut for one reader.
type View struct {
	Match
	DemandSide      Side
	AchievementSide Side
	Outdated        bool // a side has a newer publication; the match waits for its score

	Declined *Decline  // decline of the actor's own side
	Refused  []Decline // declines of either side, for officers and administrators
}

// None is the answer when no pair is shown unasked.
type None struct {
	Reason fault.Text
	Steps  []NextStep
}

// NextStep is a suggestion for that case.
type NextStep struct {
	Key   string // weak, experts, challenge, detail
	Label vocab.Term
	Text  fault.Text
}

// Answer is the match list of one listing.
type Answer struct {
	Items     []View
	Total     int // pairs, weak ones included; weak ones count only where the stored pairs are few
	Shown     int // pairs shown unasked
	Threshold float64
	Precision float64 // measured share of right pairs among those shown unasked
	None      *None   // set when Shown is 0
	Pending   bool    // a job for this listing has not run yet
	Declined  int     // pairs put aside by the actor's side; the other numbers exclude them
}

// defaultShown is the number of matches shown by default.
const defaultShown = 3

// ForDemand lists the matches of a demand, best first; limit 0 means the first three. Its owner and the market's
// brokers, service bodies and officials may read them. Others get fault.Forbidden, even for a public demand.
func (s *Service) ForDemand(ctx context.Context, a actor.Actor, id string, limit int) (Answer, error) {
	return s.answer(ctx, a, Demand, id, limit, false)
}

// ForAchievement lists the matches of an achievement, as ForDemand.
func (s *Service) ForAchievement(ctx context.Context, a actor.Actor, id string, limit int) (Answer, error) {
	return s.answer(ctx, a, Achievement, id, limit, false)
}

// PutAside lists the pairs of a listing that the actor's side declined and whose contents have not changed since, best
// first. The numbers of the Answer are those of the usual list.
func (s *Service) PutAside(ctx context.Context, a actor.Actor, kind Kind, id string) (Answer, error) {
	return s.answer(ctx, a, kind, id, 100, true)
}

func (s *Service) answer(ctx context.Context, a actor.Actor, kind Kind, id string, limit int, declined bool) (Answer,
	error) {
	if err := a.Require(append(actor.Roles(), actor.System)...); err != nil {
		return Answer{}, err
	}
	if limit <= 0 {
		limit = defaultShown
	}
	out, err := s.answerWith(ctx, a, kind, id, limit, declined, nil)
	// The weak pairs are not stored, so they are scored where the stored ones end.
	if err != nil || declined || out.Shown >= defaultShown && out.Total+out.Declined > limit {
		return out, err
	}
	now, err := s.near(ctx, a.Market, kind, id)
	if err != nil || now == nil || len(now.briefs) == 0 {
		return out, err
	}
	return s.answerWith(ctx, a, kind, id, limit, declined, now)
}

// answerWith reads the stored pairs and joins the pairs scored now, which may be nil.
func (s *Service) answerWith(ctx context.Context, a actor.Actor, kind Kind, id string, limit int, declined bool,
	now *live) (Answer, error) {
	out := Answer{Threshold: Threshold, Precision: Precision}
	err := s.db.View(ctx, func(tx store.Tx) error {
		out.Items, out.None = nil, nil
		own, err := s.side(tx, a, kind, id)
		if err != nil {
			return err
		}
		if !own.Mine && !watches(a) {
			return fault.Of(fault.Forbidden, fault.T("matches-not-yours",
				"只有发布单位、技术经理人、服务机构和科技主管部门可以查看匹配结果。",
				"Only the owner, brokers, service agencies and the bureau may see the matches."))
		}
		put, err := aside(tx, a, store.Cond{Field: string(kind), Op: store.Eq, Value: id})
		if err != nil {
			return err
		}
		ms, err := out.read(tx, a.Market, kind, id, min(limit, 100), put, now)
		if err != nil {
			return err
		}
		if out.Declined = len(put); out.Shown == 0 {
			out.None = nothing(kind, out.Total)
		}
		if out.Pending, err = pending(tx, a.Market, kind, id); err != nil {
			return err
		}
		if declined {
			ms = window(bestFirst(put), 0, limit)
		}
		out.Items, err = s.views(tx, a, ms)
		return err
	})
	return out, err
}

// read counts the pairs of a listing and gives the first of them, without those put aside. Now are the pairs scored
// now, if the stored ones are few.
func (out *Answer) read(tx store.Tx, market string, kind Kind, id string, limit int, put map[string]Match,
	now *live) ([]Match, error) {
	where := []store.Cond{{Field: string(kind), Op: store.Eq, Value: id}}
	strong := []store.Cond{where[0], {Field: "rank", Op: store.Ge, Value: int64(unaskedRank)}}
	q := store.Query{Market: market, Where: where, Sort: bestOrder, Limit: min(limit+len(put), store.MaxLimit)}
	if now != nil {
		q.Limit = store.MaxLimit
	} else if limit <= defaultShown { // weak pairs appear on request only
		q.Where = strong
	}
	page, err := Matches.Find(tx, q)
	if err != nil {
		return nil, err
	}
	if now != nil {
		all := without(now.join(page.Items), put)
		out.Total, out.Shown = len(all), countUnasked(all)
		if limit <= defaultShown {
			all = all[:out.Shown]
		}
		all = window(all, 0, limit)
		now.explain(all)
		return all, nil
	}
	total, err := Matches.Count(tx, store.Query{Market: market, Where: where})
	if err != nil {
		return nil, err
	}
	shown, err := Matches.Count(tx, store.Query{Market: market, Where: strong})
	if err != nil {
		return nil, err
	}
	out.Total, out.Shown = int(total)-len(put), int(shown)-counting(put, (*Match).Unasked)
	return window(without(page.Items, put), 0, limit), nil
}

// bestOrder puts the pairs shown unasked first, then sorts by points.
var bestOrder = []store.Order{{Field: "rank", Desc: true}}

// countUnasked is the number of pairs shown unasked; ms must be in bestOrder.
func countUnasked(ms []Match) int {
	n := 0
	for n < len(ms) && ms[n].Unasked() {
		n++
	}
	return n
}

// watches reports whether the actor reads matches that are not his own.
func watches(a actor.Actor) bool {
	return a.Is(actor.Broker, actor.Agency, actor.Commissioner, actor.Department, actor.Officer, actor.Approver,
		actor.Admin, actor.System)
}

func pending(tx store.Tx, market string, kind Kind, id string) (bool, error) {
	for _, name := range []string{listing.EventPublished, listing.EventRemoved} {
		_, err := store.Events.Get(tx, market, name+"."+id+"."+string(kind))
		if err == nil {
			return true, nil
		}
		if !fault.Is(err, fault.NotFound) {
			return false, err
		}
	}
	return false, nil
}

func nothing(kind Kind, weak int) *None {
	n := &None{Reason: fault.T("match-no-achievement",
		"暂无合适成果：已发布的成果中，没有一项在对象和问题上都与这条需求足够接近。",
		"Nothing suitable yet: no published achievement is near enough to this demand in both object and problem.")}
	if kind == Achievement {
		n.Reason = fault.T("match-no-demand",
			"暂无合适需求：已发布的需求中，没有一条在对象和问题上都与这项成果足够接近。",
			"No suitable demand yet: no published demand is near enough to this achievement "+
				"in both object and problem.")
	}
	if weak > 0 {
		n.Steps = append(n.Steps, NextStep{"weak", vocab.Noun("查看相近结果", "See what is partly near"),
			fault.T("match-see-weak", "有几项只是部分相近，可作参考或寻找专家。",
				"Some are partly near: good for ideas, or to find an expert.")})
	}
	if kind == Demand {
		n.Steps = append(n.Steps, NextStep{"experts", vocab.Noun("请教专家", "Ask an expert"),
			fault.T("match-ask-expert", "相近成果的完成人可能知道怎么做。", "Who made what is near may know how.")},
			NextStep{"challenge", vocab.Noun("揭榜挂帅", "Put it out as a challenge"),
				fault.T("match-put-out", "张榜求解，任何地方的团队都可以揭榜。", "Teams from anywhere may take it up.")})
	}
	n.Steps = append(n.Steps, NextStep{"detail", vocab.Noun("补充内容", "Say more"),
		fault.T("match-say-more", "写明对象、现状、目标指标和行业，匹配会更准。",
			"Object, present state, target values and industry make matching better.")})
	return n
}

// views adds both sides and leaves out matches with a side that the reader can no longer see.
func (s *Service) views(tx store.Tx, a actor.Actor, ms []Match) ([]View, error) {
	out := make([]View, 0, len(ms))
	for _, m := range ms {
		v := View{Match: m}
		var err error
		if v.DemandSide, err = s.side(tx, a, Demand, m.Demand); err == nil {
			v.AchievementSide, err = s.side(tx, a, Achievement, m.Achievement)
		}
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		v.Outdated = v.DemandSide.Version != m.DemandVersion || v.AchievementSide.Version != m.AchievementVersion
		out = append(out, v)
	}
	return out, noteDeclines(tx, a, out)
}

func (s *Service) side(tx store.Tx, a actor.Actor, kind Kind, id string) (Side, error) {
	if kind == Demand {
		v, err := s.listings.Demands.GetTx(tx, a, a.Market, id)
		return sideOf(v), err
	}
	v, err := s.listings.Achievements.GetTx(tx, a, a.Market, id)
	side := sideOf(v)
	if v.Published != nil {
		side.TRL = v.Published.TRL
	}
	return side, err
}

func sideOf[C listing.Content](v listing.View[C]) Side {
	s := Side{ID: v.ID, Serial: v.Serial, OwnerName: v.Owner, Version: v.Version, Lead: v.Lead(), Mine: v.Mine}
	c := v.Published
	if c == nil {
		c = v.Draft
	}
	if c != nil {
		common := listing.CommonOf(c)
		s.Title, s.Industry, s.Region = common.Title, common.Industry, common.Region
		if s.OwnerName == "" && !common.HideOrg {
			s.OwnerName = common.OrgWords
		}
	}
	return s
}

// Get reads one match, stored or not. It is fault.NotFound for an actor who may not read it.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (out View, err error) {
	err = s.withPair(ctx, a, id, func(now *Match) error {
		return s.db.View(ctx, func(tx store.Tx) (err error) {
			out, err = s.readable(tx, a, id, now)
			return err
		})
	})
	return out, err
}

// readable reads one match as the actor may see it. Now is the pair when it is not stored.
func (s *Service) readable(tx store.Tx, a actor.Actor, id string, now *Match) (View, error) {
	hidden := fault.Absent()
	if err := a.Require(append(actor.Roles(), actor.System)...); err != nil {
		return View{}, err
	}
	m, err := matchOf(tx, a.Market, id, now)
	if fault.Is(err, fault.NotFound) {
		return View{}, hidden
	}
	if err != nil {
		return View{}, err
	}
	vs, err := s.views(tx, a, []Match{m})
	if err != nil {
		return View{}, err
	}
	if len(vs) == 0 || !vs[0].DemandSide.Mine && !vs[0].AchievementSide.Mine && !watches(a) {
		return View{}, hidden
	}
	return vs[0], nil
}

// ListFilter limits the list of all matches.
type ListFilter struct {
	Min         float64 // least total, 0..100
	Text        string  // words in either title
	Demand      string  // only the matches of this demand
	Achievement string  // only the matches of this achievement
	Declined    bool    // only the pairs put aside by the actor's side
	Cursor      string
	Limit       int
}

func (f *ListFilter) where(more ...store.Cond) []store.Cond {
	out := append([]store.Cond{{Field: "points", Op: store.Ge, Value: f.points()}}, more...)
	return append(out, f.sides()...)
}

func (f *ListFilter) points() int64 { return int64(f.Min * 100) }

func (f *ListFilter) sides() (out []store.Cond) {
	if f.Demand != "" {
		out = append(out, store.Cond{Field: "demand", Op: store.Eq, Value: f.Demand})
	}
	if f.Achievement != "" {
		out = append(out, store.Cond{Field: "achievement", Op: store.Eq, Value: f.Achievement})
	}
	return out
}

// Page is one page of matches.
type Page struct {
	Items []View
	Next  string
	Total int64 // of the market, or of the actor's own listings
}

// List reads the matches of the market (brokers, service bodies, officials) or of the actor's own listings, best first.
func (s *Service) List(ctx context.Context, a actor.Actor, f ListFilter) (Page, error) {
	if err := a.Require(append(actor.Roles(), actor.System)...); err != nil {
		return Page{}, err
	}
	if !watches(a) || f.Text != "" || f.Declined || f.Demand != "" || f.Achievement != "" {
		return s.collect(ctx, a, f)
	}
	var out Page
	err := s.db.View(ctx, func(tx store.Tx) error {
		put, err := aside(tx, a, f.sides()...)
		if err != nil {
			return err
		}
		q := store.Query{Market: a.Market, Where: f.where(), Sort: bestOrder, After: f.Cursor, Limit: f.Limit}
		var ms []Match
		for { // a page may hold only pairs that were put aside
			page, err := Matches.Find(tx, q)
			if err != nil {
				return err
			}
			ms, out.Next = without(page.Items, put), page.Next
			if q.After = page.Next; len(ms) > 0 || page.Next == "" {
				break
			}
		}
		if out.Total, err = Matches.Count(tx, store.Query{Market: a.Market, Where: f.where()}); err != nil {
			return err
		}
		out.Total -= int64(counting(put, func(m *Match) bool { return m.Points >= f.points() }))
		out.Items, err = s.views(tx, a, ms)
		return err
	})
	return out, err
}
