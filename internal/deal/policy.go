package deal

import (
	"slices"

	"kebang/internal/actor"
)

// Stand is the relation of an actor to a deal.
type Stand int

// The relations, from none to party. A reader without a relation does not learn that the deal exists.
const (
	None             Stand = iota
	Watcher                // officer, registrar or administrator of the market: reads, takes no step
	BrokerStand            // its broker or introducer
	DemandStand            // acts for the demand's owner
	AchievementStand       // acts for the achievement's owner
)

func (s Side) is(a actor.Actor) bool {
	if !slices.Contains(parties, string(a.Role)) {
		return false
	}
	return s.Org != "" && a.Org == s.Org || s.Org == "" && s.Person != "" && a.Person == s.Person
}

// StandOf is the relation of the actor to the deal.
func (d *Deal) StandOf(a actor.Actor) Stand {
	switch {
	case !a.Known() || a.Market != d.Market:
		return None
	case d.DemandSide.is(a):
		return DemandStand
	case d.AchievementSide.is(a):
		return AchievementStand
	case d.Broker != nil && a.Is(actor.Broker) && a.Person == d.Broker.Person:
		return BrokerStand
	case a.Is(actor.Officer, actor.Registrar, actor.Admin):
		return Watcher
	}
	return None
}

// openedBy reports whether an actor in this relation opened the deal: the broker, or the side that consented by opening
// it.
func (d *Deal) openedBy(stand Stand) bool {
	if d.Broker != nil {
		return stand == BrokerStand
	}
	return stand == DemandStand && d.DemandYes || stand == AchievementStand && d.AchievementYes
}
