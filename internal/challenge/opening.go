package challenge

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

var (
	textNotReviewed = fault.T("challenge-not-reviewed", "这份榜单不是评审式，揭榜材料没有密封，不需要开启。",
		"The challenge is not chosen by review: its bids are not sealed.")
	textSealed = fault.T("challenge-sealed", "评审式榜单须先由主管部门开启申报材料，评审后再选定。",
		"Of a reviewed challenge the office opens the bids first; the choice follows the review.")
)

// OpenBids opens the bids of a reviewed challenge after its deadline. The record of the opening is written in the same
// transaction and public at once. With too few bids nothing is opened: the time is extended, or the number lowered.
func (s *Service) OpenBids(ctx context.Context, a actor.Actor, id string, rev int64) (Challenge, error) {
	if err := s.ClockRight(ctx); err != nil {
		return Challenge{}, err
	}
	now := s.ms()
	return s.step(ctx, a, id, rev, StepOpenBids, "", func(tx store.Tx, c *Challenge) error {
		switch {
		case c.Terms.Choosing != Reviewed:
			return fault.Of(fault.WrongState, textNotReviewed)
		case now < c.Terms.Deadline.EndMS():
			return fault.Of(fault.WrongState, textStillOpen, c.Terms.Deadline.Chinese())
		case c.Bids < c.Terms.Least:
			return fault.Of(fault.WrongState, textFew, c.Bids, c.Terms.Least)
		}
		bids, err := s.bids.Open(tx, c, now)
		c.Opening = &Opening{At: now, By: a.PersonName, Bids: bids}
		return err
	})
}

var textStillOpen = fault.T("challenge-still-open", "揭榜到%s 24:00 截止，此前不能开启申报材料。",
	"Bids are taken until 24:00 of %s; nothing is opened before.")

// locked reports whether bids of the challenge are sealed and still to be opened.
func (c *Challenge) locked() bool {
	return c.Seal != nil && c.Opening == nil && (c.State == Posted || c.State == Closed)
}

// SealsMissing looks at the challenges that wait for their opening. Missing says that this process lacks the seal key
// of one of them; it is nil when there is none.
func (s *Service) SealsMissing(ctx context.Context) (missing, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		missing = nil
		return Challenges.Each(tx, store.Query{AllMarkets: true, Where: []store.Cond{
			{Field: "choosing", Op: store.Eq, Value: string(Reviewed)},
			{Field: "state", Op: store.In, Value: []string{Posted, Closed}}}}, func(c Challenge) error {
			if c.locked() && missing == nil {
				missing = s.seals.Holds(*c.Seal)
			}
			return nil
		})
	})
	return missing, err
}

// reviewed refuses a choice before the opening, and while the review of the bid is not at its end.
func (s *Service) reviewed(tx store.Tx, c *Challenge, bid string) error {
	switch {
	case c.Terms.Choosing != Reviewed:
		return nil
	case !c.Choosable():
		return fault.Of(fault.WrongState, textSealed)
	case s.reviews == nil:
		return nil
	}
	return s.reviews.Complete(tx, c, bid)
}
