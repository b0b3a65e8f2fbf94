package bid

import (
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

var (
	textHanded = fault.T("bid-handed-in", "揭榜材料已经提交；要修改请用“更换揭榜申报”重新提交。",
		"The bid is handed in; replace it to change it.")
	textTalk = fault.T("bid-talk", "请填写洽谈的日期（不晚于今天）、参加人员和内容。",
		"Give day (today at the latest), people and content of the talk.")
	textTalks   = fault.T("bid-talks", "一份揭榜最多记 %d 次洽谈。", "At most %d talks are kept.")
	textNoTalks = fault.T("bid-no-talks", "评审式榜单不经洽谈，材料在开启前密封。",
		"A reviewed challenge knows no talks: its material is sealed until the opening.")
	textInvite = fault.T("bid-not-invited", "贵单位不在这份揭榜的参与单位名单中。", "Your unit is not among the partners of this bid.")
)

// Save keeps the scheme while it is being written. A partner that is new has to confirm.
func (s *Service) Save(ctx context.Context, a actor.Actor, id string, rev int64, scheme Scheme) (Bid, error) {
	if err := scheme.checkDraft(); err != nil {
		return Bid{}, err
	}
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Bid, error) {
		b, c, err := s.seen(tx, a, id)
		if err == nil {
			err = b.Seen(rev)
		}
		if err == nil {
			err = b.mine(a, &c)
		}
		if err == nil && b.State != Interest && b.State != Withdrawn {
			err = fault.Of(fault.WrongState, textHanded)
		}
		if err != nil {
			return b, err
		}
		if err := b.set(tx, scheme, &c); err != nil {
			return b, err
		}
		if _, err := b.attach(tx, a); err != nil {
			return b, err
		}
		b.UpdatedAt = now
		if err := b.put(tx); err != nil {
			return b, err
		}
		return b, b.done(tx, a, &c, "edit", b.State, "", now)
	})
}

// set takes a new scheme over, and seals it where the challenge asks for that. The word of a partner stays with him; a
// partner who is out loses his stake.
func (b *Bid) set(tx store.Tx, next Scheme, c *challenge.Challenge) error {
	confirmed := map[string]bool{}
	for _, p := range b.Scheme.Partners {
		if p.ID != "" && p.Confirmed {
			confirmed[p.ID] = true
		}
	}
	old := b.units()
	for i := range next.Partners {
		p := &next.Partners[i]
		p.Confirmed = confirmed[p.ID]
		if p.ID == "" {
			continue
		}
		o, err := party.Organizations.Get(tx, store.National, p.ID)
		if err != nil {
			return err
		}
		p.Name, p.USCC, p.LegalRep = o.Name, o.USCC, o.LegalRep
	}
	if next.Answers == nil {
		next.Answers = []Answer{}
	}
	b.Scheme = next
	if err := b.close(c); err != nil {
		return err
	}
	now := b.units()
	for _, unit := range old {
		if !slices.Contains(now, unit) {
			if err := party.DropStake(tx, Kind, b.ID, unit); err != nil {
				return err
			}
		}
	}
	return nil
}

// Confirm is a partner's own word that it takes part.
func (s *Service) Confirm(ctx context.Context, a actor.Actor, id string) (Bid, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Bid, error) {
		b, c, err := s.seen(tx, a, id)
		if err != nil {
			return b, err
		}
		i := slices.IndexFunc(b.Scheme.Partners, func(p Unit) bool { return p.ID != "" && p.ID == party.Unit(a) })
		if i < 0 {
			return b, fault.Of(fault.Forbidden, textInvite)
		}
		if b.State != Interest && b.State != Withdrawn {
			return b, fault.Of(fault.WrongState, textHanded)
		}
		b.Scheme.Partners[i].Confirmed, b.UpdatedAt = true, now
		if err := b.close(&c); err != nil {
			return b, err
		}
		if err := b.put(tx); err != nil {
			return b, err
		}
		return b, b.done(tx, a, &c, "confirm", b.State, "", now)
	})
}

// maxTalks bounds the steps of the talks that are kept.
const maxTalks = 100

// Talk records a visit, a call or a meeting of asker and team. Both may, and the officer.
func (s *Service) Talk(ctx context.Context, a actor.Actor, id string, t Talk) (Bid, error) {
	now := s.ms()
	t.People, t.Text = strings.TrimSpace(t.People), strings.TrimSpace(t.Text)
	t.By, t.At = a.PersonName, now
	return s.step(ctx, a, id, 0, StepTalk, "", now, func(_ store.Tx, b *Bid, c *challenge.Challenge) error {
		switch {
		case c.Seal != nil:
			return fault.Of(fault.WrongState, textNoTalks)
		case !b.Leads(a) && !c.Serves(a):
			return b.mine(a, c)
		case !t.On.Valid() || t.On > workday.Of(now) || t.People == "" || t.Text == "" || len(t.Text) > maxText:
			return fault.Of(fault.Invalid, textFit).At("/on", textTalk)
		case len(b.Talks) >= maxTalks:
			return fault.Of(fault.TooLarge, textTalks, maxTalks)
		}
		b.Talks = append(b.Talks, t)
		return nil
	})
}

// Submit hands the scheme in, or replaces what was handed in. At is the instant (UTC ms) at which the whole request had
// arrived: the deadline is held against it. Pledged says that the person read and agreed to PledgeText.
func (s *Service) Submit(ctx context.Context, a actor.Actor, id string, rev int64, scheme Scheme, pledged bool,
	at int64) (Bid, error) {
	if err := s.challenges.ClockRight(ctx); err != nil {
		return Bid{}, err
	}
	return s.step(ctx, a, id, rev, StepSubmit, "", at, func(tx store.Tx, b *Bid, c *challenge.Challenge) error {
		if err := b.mine(a, c); err != nil {
			return err
		}
		if err := open(c, at); err != nil {
			return err
		}
		if err := invited(c, b.Lead); err != nil {
			return err
		}
		if err := b.set(tx, scheme, c); err != nil {
			return err
		}
		if err := b.checkSubmit(c); err != nil {
			return err
		}
		if !pledged && b.Scheme.Paper == "" {
			return fault.Of(fault.Invalid, textFit).At("/pledged", textPledge)
		}
		blobs, err := b.attach(tx, a)
		if err != nil {
			return err
		}
		b.Pledge = &Pledge{Version: PledgeVersion, Person: a.Person, Name: a.PersonName, At: at}
		b.Receipt = &Receipt{Hash: b.hash(blobs), At: at, Version: c.Frozen().No, By: a.PersonName}
		return nil
	})
}

// Withdraw takes a bid back while bids are taken.
func (s *Service) Withdraw(ctx context.Context, a actor.Actor, id string, rev int64, at int64) (Bid, error) {
	if err := s.challenges.ClockRight(ctx); err != nil {
		return Bid{}, err
	}
	return s.step(ctx, a, id, rev, StepWithdraw, "", at, func(_ store.Tx, b *Bid, c *challenge.Challenge) error {
		if err := b.mine(a, c); err != nil {
			return err
		}
		return open(c, at)
	})
}

// Object asks the office to look at a refusal again, with a reason.
func (s *Service) Object(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Bid, error) {
	return s.step(ctx, a, id, rev, StepObject, reason, s.ms(),
		func(_ store.Tx, b *Bid, c *challenge.Challenge) error { return b.mine(a, c) })
}
