package challenge

import (
	"context"
	"fmt"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/approval"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/publicity"
	"kebang/internal/store"
)

var (
	textFew = fault.T("challenge-few", "只有 %d 家揭榜，少于最少揭榜数 %d。可以延长揭榜期、降低最少揭榜数，或取消后转为定向。",
		"There are %d bids, fewer than the least number of %d: extend the time, lower the number, or cancel.")
	textPaper = fault.T("challenge-choice-paper", "代发榜方录入选定结果，须上传发榜方盖章的选定函。",
		"To enter the asker's choice for him, upload his stamped letter.")
)

// Choose is the asker's choice of a bid, in the transaction of the bid. An officer may type it from the asker's stamped
// letter. The chain of decisions begins at once.
func (s *Service) Choose(tx store.Tx, a actor.Actor, c *Challenge, x Choice, now int64) error {
	err := Take(tx, a, c, StepChoose, x.Reason, now, func(tx store.Tx, c *Challenge) error {
		if err := s.reviewed(tx, c, x.Bid); err != nil {
			return err
		}
		switch {
		case c.Bids < c.Terms.Least:
			return fault.Of(fault.WrongState, textFew, c.Bids, c.Terms.Least)
		case !c.Asks(a) && x.Paper == "":
			return fault.Of(fault.Invalid, textFit).At("/paper", textPaper)
		}
		c.Round++
		x.Round = c.Round
		c.Choice = &x
		if x.Only && c.Terms.Public() && !slices.ContainsFunc(c.Chain,
			func(l Link) bool { return l.Kind == Argument }) {
			c.Chain = append([]Link{{Kind: Argument, Body: "专家论证组"}}, c.Chain...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.advance(tx, c, now)
}

// advance puts the choice to the next link of the chain. Ids are made of the choice, so a repeated transaction writes
// the same records.
func (s *Service) advance(tx store.Tx, c *Challenge, now int64) error {
	a := actor.SystemActor(c.Market)
	if c.Choice.Done == len(c.Chain) {
		if err := Take(tx, a, c, StepSettle, "", now, nil); err != nil {
			return err
		}
		return s.bids.Settled(tx, c, now)
	}
	l := c.Chain[c.Choice.Done]
	fresh := id.Derived(Kind, c.ID, fmt.Sprint(c.Choice.Round), string(l.Kind))
	switch l.Kind {
	case Argument:
		return Take(tx, a, c, StepArgue, "", now, func(tx store.Tx, c *Challenge) error {
			_, err := approval.Ask(tx, a, fresh, c.subject(), approval.Argue, c.title(l), l.Body, now)
			return err
		})
	case Ratification:
		return Take(tx, a, c, StepRatify, "", now, func(tx store.Tx, c *Challenge) error {
			_, err := approval.Ask(tx, a, fresh, c.subject(), approval.Ratify, c.title(l), l.Body, now)
			return err
		})
	default:
		return Take(tx, a, c, StepShow, "", now, func(tx store.Tx, c *Challenge) error {
			_, err := publicity.Open(tx, a, fresh, publicity.Subject{Kind: Kind, Record: c.ID}, publicity.Form{
				Title: "拟揭榜单位公示：" + c.Terms.Title, Text: c.shown(), Rule: *l.Rule}, now)
			return err
		})
	}
}

func (c *Challenge) subject() approval.Subject { return approval.Subject{Kind: Kind, Record: c.ID} }

func (c *Challenge) title(l Link) string {
	return fmt.Sprintf("%s：%s（%s）", LinkKinds.Name(string(l.Kind)), c.Terms.Title, c.Serial)
}

// shown is the text of a 拟揭榜公示.
func (c *Challenge) shown() string {
	text := fmt.Sprintf("榜单：%s（%s）\n发榜单位：%s\n拟揭榜单位：%s\n理由：%s", c.Terms.Title, c.Serial, c.Asker.Name, c.Choice.Team,
		c.Choice.Reason)
	if c.Choice.Only {
		text += "\n本榜单为唯一揭榜方。"
	}
	return text + "\n对公示内容有异议的，请在公示期内以书面或页面方式实名提出，并附事实依据。"
}

// at reports whether the choice waits for a link of this kind.
func (c *Challenge) at(k LinkKind, state string) bool {
	return c.State == state && c.Choice != nil && c.Choice.Done < len(c.Chain) && c.Chain[c.Choice.Done].Kind == k
}

// Decided implements approval.Follower: a yes leads to the next link, everything else undoes the choice.
func (s *Service) Decided(tx store.Tx, _ actor.Actor, d *approval.Decision) error {
	if d.About.Kind == PayoutKind {
		return s.payMoved(tx, d.Market, d.About.Record, func(k LinkKind) bool { return payStage[k] == d.Stage },
			d.State == approval.Approved, d.Result.Body+"："+d.Result.Reason, d.Result.Typist.At)
	}
	c, err := Challenges.Get(tx, d.Market, d.About.Record)
	if err != nil {
		return err
	}
	kind, state := Argument, Arguing
	if d.Stage == approval.Ratify {
		kind, state = Ratification, Ratifying
	}
	now := d.Result.Typist.At
	switch {
	case !c.at(kind, state):
		return nil
	case d.State == approval.Approved:
		c.Choice.Done++
		return s.advance(tx, &c, now)
	}
	return s.undo(tx, actor.SystemActor(c.Market), &c, d.Result.Body+"："+d.Result.Reason, now)
}

// NoticeMoved implements publicity.Follower: the end of a notice leads to the next link, its withdrawal undoes the
// choice.
func (s *Service) NoticeMoved(tx store.Tx, _ actor.Actor, n *publicity.Notice) error {
	if n.About.Kind == PayoutKind {
		if n.State != publicity.Ended && n.State != publicity.Withdrawn {
			return nil
		}
		return s.payMoved(tx, n.Market, n.About.Record, func(k LinkKind) bool { return k == Publicity },
			n.State == publicity.Ended, n.Closing, n.UpdatedAt)
	}
	c, err := Challenges.Get(tx, n.Market, n.About.Record)
	if err != nil || !c.at(Publicity, Announcing) {
		return err
	}
	switch n.State {
	case publicity.Ended:
		c.Choice.Done++
		return s.advance(tx, &c, n.UpdatedAt)
	case publicity.Withdrawn:
		return s.undo(tx, actor.SystemActor(c.Market), &c, n.Closing, n.UpdatedAt)
	}
	return nil
}

// Reopen undoes the choice, with a reason: the asker chooses anew.
func (s *Service) Reopen(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Challenge, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Challenge, error) {
		c, err := s.served(tx, a, id, rev)
		if err == nil {
			err = s.undo(tx, a, &c, reason, now)
		}
		return c, err
	})
}

// undo brings the challenge back to the choice: a reviewed one to its review. Decisions that are still waited for are
// cancelled.
func (s *Service) undo(tx store.Tx, a actor.Actor, c *Challenge, reason string, now int64) error {
	var was Choice
	err := Take(tx, a, c, StepReopen, reason, now, func(tx store.Tx, c *Challenge) error {
		was, c.Choice = *c.Choice, nil
		return approval.Cancel(tx, c.Market, c.subject(), now)
	})
	if err == nil && c.Opening != nil {
		err = Take(tx, actor.SystemActor(c.Market), c, StepResume, "", now, nil)
	}
	if err != nil {
		return err
	}
	return s.bids.Undone(tx, c, was, reason, now)
}
