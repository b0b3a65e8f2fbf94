package deal

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// Introduced names an earlier introduction of the same pair of listings: broker and time. It stays when the sides
// declined it, when it lapsed, and when they go on by themselves.
type Introduced struct {
	Deal    string `json:"deal"` // the introduction is a deal of its own
	Serial  string `json:"serial"`
	Person  string `json:"person"`
	Name    string `json:"name"`
	Org     string `json:"org,omitempty"`
	OrgName string `json:"orgName,omitempty"`
	At      int64  `json:"at"` // UTC ms
}

// mayIntroduce refuses a broker who belongs to a side, and one with too many unanswered introductions. Self is not
// counted.
func mayIntroduce(tx store.Tx, market string, broker Side, self string, sides ...Side) error {
	person := broker.Person
	if yes, err := broker.belongs(tx, sides...); err != nil || yes {
		if err == nil {
			err = fault.Of(fault.Forbidden, fault.T("broker-is-party",
				"您是其中一方的成员，不能以技术经理人的身份引荐；请以本单位的身份发起对接。",
				"You belong to one of the sides and cannot introduce it as a broker; open the deal for your unit."))
		}
		return err
	}
	m, err := party.Markets.Get(tx, store.National, market)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	n := 0
	err = Deals.Each(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "parties", Op: store.Has, Value: person},
			{Field: "state", Op: store.Eq, Value: Intent}}}, func(d Deal) error {
		if d.Broker != nil && d.Broker.Person == person && d.ID != self {
			n++
		}
		return nil
	})
	if most := m.MaxIntroductions(); err == nil && n >= most {
		err = fault.Of(fault.Conflict, fault.T("introductions-full",
			"您有 %d 条引荐还没有得到双方回应，已达上限；请等待回应或撤回其中几条。",
			"You have %d introductions that both sides have not answered, which is the limit. "+
				"Wait, or take some back."), n)
	}
	return err
}

// belongs reports whether a broker is one of the sides. He is one when he acts for it, is a member of it in any market,
// or is the person himself.
func (s Side) belongs(tx store.Tx, sides ...Side) (bool, error) {
	var units []string
	for _, side := range sides {
		units = append(units, side.Unit())
	}
	return party.Belongs(tx, actor.Actor{Person: s.Person, Org: s.Org}, units...)
}

var (
	errJoinedSide = fault.Of(fault.Forbidden, fault.T("broker-joined-side",
		"您已是其中一方的成员，不能再以技术经理人的身份参与这次对接；请以本单位的身份操作。",
		"You belong to one of the sides by now and no longer act as the broker; please act for your unit."))
	errOwnIntroduction = fault.Of(fault.Forbidden, fault.T("own-introduction",
		"这次对接由您引荐，不能再代表一方作答；请由本单位其他人员办理。",
		"You introduced this deal and cannot answer for a side; somebody else of your unit has to."))
)

// aside refuses a broker who joined a side after his introduction. He acts for that side or not at all.
func (d *Deal) aside(tx store.Tx, a actor.Actor) error {
	if d.StandOf(a) != BrokerStand {
		return nil
	}
	yes, err := Side{Org: a.Org, Person: a.Person}.belongs(tx, d.DemandSide, d.AchievementSide)
	if err == nil && yes {
		err = errJoinedSide
	}
	return err
}

// notOwn keeps the broker of a deal from answering it for a side that he joined.
func (d *Deal) notOwn(a actor.Actor) error {
	if d.Broker != nil && d.Broker.Person == a.Person && d.StandOf(a) > BrokerStand {
		return errOwnIntroduction
	}
	return nil
}

// onPair is the deal on a pair of listings that has not ended; nil for none.
func onPair(tx store.Tx, market, demand, achievement string) (*Deal, error) {
	d, err := Deals.First(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "pair", Op: store.Eq, Value: demand + "." + achievement}}})
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return &d, err
}

// makeRoom lets the two sides open their own deal on a pair with an unanswered introduction. The introduction ends and
// is kept as credit.
func (d *Deal) makeRoom(tx store.Tx, now int64) error {
	old, err := onPair(tx, d.Market, d.Demand.ID, d.Achievement.ID)
	if err != nil || old == nil {
		return err
	}
	if d.Broker != nil || old.Broker == nil || old.State != Intent {
		return errDealOpen
	}
	return old.program(tx, StepJoin, fault.Said{}, &End{Category: Joined, Text: joined.With()}, now)
}

// recall lists the earlier introductions of the pair, oldest first.
func (d *Deal) recall(tx store.Tx) error {
	err := Deals.Each(tx, store.Query{Market: d.Market,
		Where: []store.Cond{{Field: "demand", Op: store.Eq, Value: d.Demand.ID},
			{Field: "achievement", Op: store.Eq, Value: d.Achievement.ID}}}, func(old Deal) error {
		if old.Broker != nil && old.ID != d.ID {
			i := old.Introducer
			d.Introductions = append(d.Introductions,
				Introduced{old.ID, old.Serial, i.Person, i.Name, i.Org, i.OrgName, i.At})
		}
		return nil
	})
	slices.SortFunc(d.Introductions, func(x, y Introduced) int { return int(x.At - y.At) })
	return err
}

// listingsOf reads the two listings of a deal to be opened. They must be published and no 公开线索.
func listingsOf(tx store.Tx, market, demand, achievement string) (dem listing.Demand, ach listing.Achievement,
	err error) {
	dem, err = listing.Demands.Get(tx, market, demand)
	if err != nil || !dem.Visible() {
		return dem, ach, fault.Of(fault.NotFound, fault.T("demand-gone",
			"这条需求已不在发布状态，不能对接。",
			"This demand is no longer published; no deal can be opened."))
	}
	ach, err = listing.Achievements.Get(tx, market, achievement)
	if err != nil || !ach.Visible() {
		return dem, ach, fault.Of(fault.NotFound, fault.T("achievement-gone",
			"这项成果已不在发布状态，不能对接。",
			"This achievement is no longer published; no deal can be opened."))
	}
	if dem.Lead() || ach.Lead() {
		err = fault.Of(fault.WrongState, fault.T("lead-takes-no-deal",
			"公开线索未经单位确认，不能直接对接；请先联系科技主管部门，由核验过的单位认领。",
			"A public lead is not confirmed by its unit and takes no deal. Ask the bureau; a verified unit must "+
				"claim it first."))
	}
	return dem, ach, err
}
