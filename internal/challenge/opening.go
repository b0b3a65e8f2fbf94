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
		bids, err := s.bids.Opened(tx, c)
		c.Opening = &Opening{At: now, By: a.PersonName, Bids: bids}
		return err
	})
}

var textStillOpen = fault.T("challenge-still-open", "揭榜到%s 24:00 截止，此前不能开启申报材料。",
	"Bids are taken until 24:00 of %s; nothing is opened before.")

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
