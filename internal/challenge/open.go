package challenge

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/publicity"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// AfterCorrection is how many workdays remain at least after a correction, so that every team can answer it. It is our
// rule: the notices that were read extend the deadline and name no number.
const AfterCorrection = 5

// Submit hands the terms to the office.
func (s *Service) Submit(ctx context.Context, a actor.Actor, id string, rev int64) (Challenge, error) {
	today := workday.Of(s.ms())
	return s.step(ctx, a, id, rev, StepSubmit, "", func(_ store.Tx, c *Challenge) error {
		return c.Terms.CheckSubmit(c.Asker.Department, today)
	})
}

// Return sends the terms back to the asker, with a reason.
func (s *Service) Return(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Challenge, error) {
	return s.step(ctx, a, id, rev, StepReturn, reason, func(tx store.Tx, c *Challenge) error {
		if c.State != Listing {
			return nil
		}
		return noticesOver(tx, c)
	})
}

// TakeBack takes the terms back from the office to change them.
func (s *Service) TakeBack(ctx context.Context, a actor.Actor, id string, rev int64) (Challenge, error) {
	return s.step(ctx, a, id, rev, StepTakeBack, "", nil)
}

var (
	textChain = fault.T("challenge-chain", "审批环节不对，请按提示修改。", "The chain of decisions is wrong; please correct it.")
	textOwn   = fault.T("challenge-chain-own", "全部由发榜方自筹的榜单由发榜方自行决定，不需要审批环节。",
		"With own money the asker alone decides: there is no chain.")
	textSteps = fault.T("challenge-chain-public", "有财政资金的榜单至少须经公示和审定。",
		"With public money publicity and ratification are needed.")
	textBodyWho = fault.T("challenge-chain-body", "请写明由谁%s，如县政府常务会议。",
		"Say who does the %s, such as the county government's meeting.")
	textLinkRule = fault.T("challenge-chain-rule", "请写明公示天数和依据。", "Give the days of the publicity and their source.")
	textLinkOdd  = fault.T("challenge-chain-order", "环节须按先后排列（论证、公示、审定；拨付：审查、汇总、公示、审定），每个一次。",
		"The links stand in their order (argument, publicity, ratification; payout: examination, summary, publicity, "+
			"ratification), each once.")
)

// checkChain holds the chain to the money: own money needs none (practice.md 6), public money at least publicity and
// ratification.
func checkChain(t *Terms, chain []Link) error {
	var bad fault.Fields
	if !t.Public() {
		if len(chain) > 0 {
			bad.Note("/chain", textOwn)
		}
		return bad.Fault(textChain)
	}
	have := checkLinks(&bad, "/chain", chain, LinkKinds)
	if !have[Publicity] || !have[Ratification] {
		bad.Note("/chain", textSteps)
	}
	return bad.Fault(textChain)
}

// checkPayChain holds the chain before payouts to its order. Own money has none.
func checkPayChain(t *Terms, chain []Link) error {
	var bad fault.Fields
	if !t.Public() && len(chain) > 0 {
		bad.Note("/payChain", textOwn)
	}
	checkLinks(&bad, "/payChain", chain, PayLinks)
	return bad.Fault(textChain)
}

// checkLinks holds links to the order of a list, each once, and to what they need. It gives the kinds that are there.
func checkLinks(bad *fault.Fields, under string, chain []Link, kinds vocab.List) map[LinkKind]bool {
	have := map[LinkKind]bool{}
	last := -1
	for i := range chain {
		l := &chain[i]
		at := fmt.Sprintf("%s/%d", under, i)
		l.Body = strings.TrimSpace(l.Body)
		place := slices.Index(kinds.Codes(), string(l.Kind))
		if place <= last {
			bad.Note(at+"/kind", textLinkOdd)
			continue
		}
		last, have[l.Kind] = place, true
		term, _ := kinds.Find(string(l.Kind))
		switch {
		case l.Kind == Publicity && (l.Rule == nil || l.Rule.Days < 1 || l.Rule.Days > publicity.MostDays ||
			l.Rule.Source == ""):
			bad.Note(at+"/rule", textLinkRule)
		case l.Kind != Publicity && l.Body == "":
			bad.Note(at+"/body", textBodyWho, term)
		}
	}
	return have
}

// Announce posts the terms before they open (榜单公示), for places whose rule asks for it.
func (s *Service) Announce(ctx context.Context, a actor.Actor, cid string, rev int64, chain []Link,
	r publicity.Rule, pay ...Link) (Challenge, error) {
	fresh, now := id.New(), s.ms()
	return s.step(ctx, a, cid, rev, StepAnnounce, "", func(tx store.Tx, c *Challenge) error {
		if err := checkChain(&c.Terms, chain); err != nil {
			return err
		}
		if err := checkPayChain(&c.Terms, pay); err != nil {
			return err
		}
		c.Chain, c.PayChain = chain, pay
		_, err := publicity.Open(tx, a, fresh, publicity.Subject{Kind: Kind, Record: c.ID}, publicity.Form{
			Title: "榜单公示：" + c.Terms.Title, Text: c.Terms.notice(c), Rule: r}, now)
		return err
	})
}

// notice is the text of a 榜单公示.
func (t *Terms) notice(c *Challenge) string {
	lines := []string{"发榜单位：" + c.Asker.Name, "榜单名称：" + t.Title, "攻关内容：" + t.Text}
	for _, x := range t.Indicators {
		lines = append(lines, "考核指标："+x.Words())
	}
	return strings.Join(append(lines, "揭榜截止："+t.Deadline.Chinese()), "\n")
}

// Words is an indicator as a line: 出糖率 不低于 12 %（按GB/T 317测定）.
func (x Indicator) Words() string {
	s := x.Metric + " " + Operators.Name(x.Op) + " " + x.Value
	if x.High != "" {
		s += " 至 " + x.High
	}
	if x.Unit != "" {
		s += " " + x.Unit
	}
	if x.Method != "" {
		s += "（" + x.Method + "）"
	}
	return s
}

var textNotice = fault.T("challenge-notice-runs", "榜单公示还没有结束，结束后才能继续。",
	"The notice of the challenge still stands; go on after its end.")

// noticesOver refuses while a notice about the challenge stands.
func noticesOver(tx store.Tx, c *Challenge) error {
	ns, err := publicity.About(tx, c.Market, publicity.Subject{Kind: Kind, Record: c.ID})
	for _, n := range ns {
		if err == nil && n.State != publicity.Ended && n.State != publicity.Withdrawn {
			err = fault.Of(fault.WrongState, textNotice)
		}
	}
	return err
}

// Publish opens the challenge. The terms are frozen by their hash. The chain is the one that was set with the 榜单公示,
// or is given here; pay are the decisions before each payout of public money.
func (s *Service) Publish(ctx context.Context, a actor.Actor, id string, rev int64, chain []Link,
	pay ...Link) (Challenge, error) {
	now := s.ms()
	today := workday.Of(now)
	pair, unsealed := s.seals.Pair()
	return s.step(ctx, a, id, rev, StepPublish, "", func(tx store.Tx, c *Challenge) error {
		if c.Terms.Choosing == Reviewed {
			if unsealed != nil {
				return unsealed
			}
			c.Seal = &pair
		}
		if c.State == Listing {
			if err := noticesOver(tx, c); err != nil {
				return err
			}
			chain, pay = c.Chain, c.PayChain
		}
		if err := c.Terms.CheckSubmit(c.Asker.Department, today); err != nil {
			return err
		}
		if err := checkChain(&c.Terms, chain); err != nil {
			return err
		}
		if err := checkPayChain(&c.Terms, pay); err != nil {
			return err
		}
		c.Chain, c.PayChain, c.OpenedOn = chain, pay, today
		c.freeze("", now)
		return nil
	})
}

// freeze adds a numbered version of the terms.
func (c *Challenge) freeze(reason string, now int64) {
	c.Versions = append(c.Versions, Version{No: len(c.Versions) + 1, Hash: c.Terms.Hash(), Terms: c.Terms,
		Reason: reason,
		On:     workday.Of(now), At: now})
}

// Frozen is the version of the terms in force; nil before the opening.
func (c *Challenge) Frozen() *Version {
	if len(c.Versions) == 0 {
		return nil
	}
	return &c.Versions[len(c.Versions)-1]
}

var (
	textFrozen = fault.T("challenge-frozen", "张榜后不能改变%s。", "The %s cannot change after the opening.")
	textSooner = fault.T("challenge-sooner", "揭榜截止日只能延后，不能提前。", "The deadline can only be later.")
	textAgain  = fault.T("challenge-extended", "揭榜期只能延长一次。", "The time for bids can be extended once.")
	textEnough = fault.T("challenge-enough", "已有 %d 家揭榜，达到最少揭榜数，不需要延长或降低。",
		"There are %d bids, which is enough: neither extend nor lower.")
	textLowerTo = fault.T("challenge-lower", "新的最少揭榜数须小于现在的 %d，不小于 1。",
		"The new least number is less than %d and at least 1.")
	textOver = fault.T("challenge-over", "揭榜已于%s 24:00 截止，不能再更正。",
		"Bids closed at 24:00 of %s: the terms cannot be corrected.")
	textVersions = fault.T("challenge-corrections", "一份榜单最多更正 %d 次；改动太多请取消后重新张榜。",
		"A challenge is corrected at most %d times; cancel it and open a new one.")
)

// MaxVersions bounds the corrections of one challenge.
const MaxVersions = 20

// Correct changes the terms while bids are taken. The correction gets a number, and the deadline moves so that
// AfterCorrection workdays remain. The way of choosing, the mode and the money are fixed.
func (s *Service) Correct(ctx context.Context, a actor.Actor, id string, rev int64, t Terms,
	reason string) (Challenge, error) {
	t.tidy()
	now := s.ms()
	today := workday.Of(now)
	return s.step(ctx, a, id, rev, StepCorrect, reason, func(tx store.Tx, c *Challenge) error {
		if !c.Takes(now) {
			return fault.Of(fault.WrongState, textOver, c.Terms.Deadline.Chinese())
		}
		if len(c.Versions) >= MaxVersions {
			return fault.Of(fault.WrongState, textVersions, MaxVersions-1)
		}
		if err := c.Terms.fixed(&t); err != nil {
			return err
		}
		cal, err := days(tx, c)
		if err != nil {
			return err
		}
		t.Deadline = max(t.Deadline, cal.AddWorkdays(today, AfterCorrection))
		if err := t.CheckSubmit(c.Asker.Department, today); err != nil {
			return err
		}
		c.Terms = t
		c.freeze(reason, now)
		return nil
	})
}

// fixed refuses changes of what is frozen at the opening.
func (t *Terms) fixed(next *Terms) error {
	var bad fault.Fields
	if next.Choosing != t.Choosing {
		bad.Note("/choosing", textFrozen, vocab.Noun("选择方式", "way of choosing"))
	}
	if !reflect.DeepEqual(next.Review, t.Review) {
		bad.Note("/review", textFrozen, vocab.Noun("评审指标和算法", "criteria and arithmetic"))
	}
	if next.Mode != t.Mode {
		bad.Note("/mode", textFrozen, vocab.Noun("张榜方式", "mode"))
	}
	if next.OwnFen != t.OwnFen || next.PublicFen != t.PublicFen {
		bad.Note("/ownFen", textFrozen, vocab.Noun("榜单金额", "money"))
	}
	if next.Least != t.Least {
		bad.Note("/least", textFrozen, vocab.Noun("最少揭榜数", "least number of bids"))
	}
	if next.Deadline < t.Deadline {
		bad.Note("/deadline", textSooner)
	}
	return bad.Fault(textFit)
}

// Extend moves the deadline once, with a reason: while bids are taken, or after the closing when there are too few.
func (s *Service) Extend(ctx context.Context, a actor.Actor, id string, rev int64, deadline workday.Date,
	reason string) (Challenge, error) {
	now := s.ms()
	today := workday.Of(now)
	return s.step(ctx, a, id, rev, StepExtend, reason, func(_ store.Tx, c *Challenge) error {
		switch {
		case c.Extended:
			return fault.Of(fault.WrongState, textAgain)
		case !c.Takes(now) && c.Bids >= c.Terms.Least:
			return fault.Of(fault.WrongState, textEnough, c.Bids)
		case !deadline.Valid() || deadline <= today || deadline <= c.Terms.Deadline:
			return fault.Of(fault.Invalid, textFit).At("/deadline", textSooner)
		case deadline >= c.Terms.Finish:
			return fault.Of(fault.Invalid, textFit).At("/deadline", textFinish)
		}
		c.Terms.Deadline, c.Extended, c.ClosedAt = deadline, true, 0
		c.freeze(reason, now)
		return nil
	})
}

// LowerLeast lowers the least number of bids, by a numbered notice with a reason.
func (s *Service) LowerLeast(ctx context.Context, a actor.Actor, id string, rev int64, least int,
	reason string) (Challenge, error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, StepLower, reason, func(_ store.Tx, c *Challenge) error {
		switch {
		case !c.Takes(now) && c.Bids >= c.Terms.Least:
			return fault.Of(fault.WrongState, textEnough, c.Bids)
		case least < 1 || least >= c.Terms.Least:
			return fault.Of(fault.Invalid, textFit).At("/least", textLowerTo, c.Terms.Least)
		}
		c.Terms.Least = least
		c.freeze(reason, now)
		return nil
	})
}

// Cancel ends a challenge without a choice, with a reason that everybody reads once it was open.
func (s *Service) Cancel(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Challenge, error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, StepCancel, reason, func(tx store.Tx, c *Challenge) error {
		if err := noticesOver(tx, c); err != nil {
			return err
		}
		c.End = &End{On: workday.Of(now), Reason: strings.TrimSpace(reason), By: a.PersonName}
		return s.bids.Over(tx, c, reason, now)
	})
}

// Close closes the challenges whose deadline has passed. It is run by the upkeep of the program; a second run does
// nothing. It returns how many were closed.
func (s *Service) Close(ctx context.Context) (int, error) {
	if err := s.ClockRight(ctx); err != nil {
		return 0, err
	}
	now := s.ms()
	var due []Challenge
	err := s.db.View(ctx, func(tx store.Tx) error {
		due = nil
		return Challenges.Each(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: "state", Op: store.Eq, Value: Posted}}}, func(c Challenge) error {
			if !c.Takes(now) {
				due = append(due, c)
			}
			return nil
		})
	})
	for i := range due {
		if err != nil {
			return i, err
		}
		err = s.db.Run(ctx, func(tx store.Tx) error {
			c, err := Challenges.Get(tx, due[i].Market, due[i].ID)
			if err != nil || c.State != Posted || c.Takes(now) {
				return err
			}
			return Take(tx, actor.SystemActor(c.Market), &c, StepClose, "", now, func(_ store.Tx, c *Challenge) error {
				c.ClosedAt = c.Terms.Deadline.EndMS()
				return nil
			})
		})
	}
	return len(due), err
}
