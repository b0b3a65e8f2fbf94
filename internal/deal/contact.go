package deal

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// Contacts are the contact persons of both sides of a deal.
type Contacts struct {
	Demand      listing.Contact `json:"demand"`
	Achievement listing.Contact `json:"achievement"`
}

// Contacts gives a side the contacts of both, after both consents and until the deal ends; otherwise nil. The broker
// and the officer use Look.
func (s *Service) Contacts(ctx context.Context, a actor.Actor, id string) (out *Contacts, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		out = nil
		d, err := get(tx, a, id)
		stand := d.StandOf(a)
		if err != nil || stand != DemandStand && stand != AchievementStand || !d.talks() {
			return err
		}
		var c Contacts
		if c.Demand, err = d.contact(tx, DemandOf); err != nil {
			return err
		}
		c.Achievement, err = d.contact(tx, AchievementOf)
		out = &c
		return err
	})
	return out, err
}

// talks reports whether both sides consented and the deal goes on, or is signed.
func (d *Deal) talks() bool { return d.State == Talking || d.State == Agreed || d.State == Signed }

func (d *Deal) contact(tx store.Tx, side string) (listing.Contact, error) {
	if side == DemandOf {
		l, err := listing.Demands.Get(tx, d.Market, d.Demand.ID)
		// no longer the deal's side
		if err != nil || l.OwnerOrg != d.DemandSide.Org || l.OwnerPerson != d.DemandSide.Person {
			return listing.Contact{}, gone(err)
		}
		return listing.ContactOf(tx, &l)
	}
	l, err := listing.Achievements.Get(tx, d.Market, d.Achievement.ID)
	if err != nil || l.OwnerOrg != d.AchievementSide.Org || l.OwnerPerson != d.AchievementSide.Person {
		return listing.Contact{}, gone(err)
	}
	return listing.ContactOf(tx, &l)
}

func gone(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// Look gives the broker of a running deal, or an officer of the market, the contact of a side. It records the look for
// the owner of the listing. The caller makes lookID. A broker does not see a side with a hidden name before its
// consent.
func (s *Service) Look(ctx context.Context, a actor.Actor, lookID, id, side string) (out listing.Contact, err error) {
	now := s.now().UnixMilli()
	err = s.db.Run(ctx, func(tx store.Tx) error {
		d, err := get(tx, a, id)
		if err != nil {
			return err
		}
		if err := d.mayLook(tx, a, side); err != nil {
			return err
		}
		if out, err = d.contact(tx, side); err != nil {
			return err
		}
		kind, ref, _, _ := d.of(side)
		return listing.RecordLook(tx, a, lookID, kind, ref, d.ID, d.Serial, now)
	})
	return out, err
}
