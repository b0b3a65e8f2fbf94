package deal

import (
	"context"
	"errors"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// The acts on a deal besides the steps of its flow.
const (
	ActNote            = "note"
	ActAcquaint        = "acquaint"
	ActProposeFee      = "propose-fee"
	ActAnswerFee       = "answer-fee"
	ActLookDemand      = "look-demand"
	ActLookAchievement = "look-achievement"
)

// toldAway are the refusals that a reader sees before he tries. They come last in every rule, so that only readers who
// could otherwise act see them.
var toldAway = []*fault.Error{errJoinedSide, errOwnIntroduction}

var acts = []string{ActNote, ActAcquaint, ActProposeFee, ActAnswerFee, ActLookDemand, ActLookAchievement}

// Standing is a reader's view around a deal: its clock, and his possible steps and acts. An act that is not offered is
// refused by the same rule.
type Standing struct {
	Clock
	flow.Offer
	Acts []string
}

// Standings are the standings of deals, by id. Clocks show the absences of both sides: name and dates are no secret of
// a side.
func (s *Service) Standings(ctx context.Context, a actor.Actor, ds ...Deal) (map[string]Standing, error) {
	out := map[string]Standing{}
	if len(ds) == 0 {
		return out, nil
	}
	today := workday.Of(s.now().UnixMilli())
	return out, s.db.View(ctx, func(tx store.Tx) error {
		days, err := calendar.Days(tx, a.Market)
		if err != nil {
			return err
		}
		for _, cut := range ds {
			d, err := Deals.Get(tx, a.Market, cut.ID) // uncut, because a side with a hidden name may be absent as well
			if err != nil {
				return err
			}
			var x Standing
			if x.Clock, err = d.clock(tx, days, today); err != nil {
				return err
			}
			x.DemandAway, x.AchievementAway = cut.DemandSide.plain(x.DemandAway),
				cut.AchievementSide.plain(x.AchievementAway)
			if x.Offer, err = d.steps(tx, a); err != nil {
				return err
			}
			if err = d.acts(tx, a, &x); err != nil {
				return err
			}
			out[d.ID] = x
		}
		return nil
	})
}

// steps lists the steps that the actor can take now. Consent has no button of its own: accept becomes consent while the
// other side is open.
func (d *Deal) steps(tx store.Tx, a actor.Actor) (flow.Offer, error) {
	out, err := Flow.Offer(d.State, string(a.Role), func(step string) error { return d.mayStep(tx, a, step) },
		toldAway...)
	if refused := new(fault.Error); err == nil && d.State == Lapsed && d.StandOf(a) >= BrokerStand &&
		errors.As(d.mayStep(tx, a, StepRenew), &refused) {
		out.KeptAway = refused.Said() // a lapsed deal has one step, so a waiting side learns why it cannot come back
	}
	out.Steps = slices.DeleteFunc(out.Steps, func(e flow.Edge) bool { return e.Step == StepConsent })
	for i, e := range out.Steps {
		if e.Step == StepWithdraw {
			out.Steps[i].Label = vocab.Noun("撤回意向", "Take the intent back")
			if d.StandOf(a) == BrokerStand {
				out.Steps[i].Label = vocab.Noun("撤回引荐", "Take the introduction back")
			}
		}
	}
	return out, err
}

// acts adds the acts of the actor besides the steps, and the reason against them.
func (d *Deal) acts(tx store.Tx, a actor.Actor, x *Standing) error {
	x.Acts = []string{}
	for _, act := range acts {
		err := d.may(tx, a, act)
		switch {
		case err == nil:
			x.Acts = append(x.Acts, act)
		case !fault.Refusal(err):
			return err
		default:
			x.Hear(err, toldAway...)
		}
	}
	return nil
}

// mayStep is the policy of the steps. Flow has the roles; this function checks the relation of the actor to the deal.
func (d *Deal) mayStep(tx store.Tx, a actor.Actor, step string) error {
	stand := d.StandOf(a)
	if stand < BrokerStand {
		return fault.Of(fault.Forbidden, fault.T("not-a-party",
			"只有对接双方和技术经理人可以推进这次对接。",
			"Only the two sides and the broker may move this deal on."))
	}
	if _, err := Flow.Next(d.State, step); err != nil {
		return err
	}
	if step != StepWithdraw { // he can take back his own introduction
		if err := d.aside(tx, a); err != nil {
			return err
		}
	}
	switch step {
	case StepAccept:
		if stand == DemandStand && d.DemandYes || stand == AchievementStand && d.AchievementYes {
			return fault.Of(fault.Conflict, fault.T("consented-already",
				"贵方已同意对接，请等待对方回应。",
				"Your side has consented already; please wait for the other side."))
		}
		return d.notOwn(a)
	case StepAcceptTerms:
		if err := d.mayAcceptTerms(stand); err != nil {
			return err
		}
		return d.notOwn(a)
	case StepProposeTerms:
		return d.mayProposeTerms(stand)
	case StepWithdraw:
		if !d.openedBy(stand) {
			return fault.Of(fault.Forbidden, fault.T("not-opener",
				"只有发起方可以撤回；不愿对接请谢绝并写明原因。",
				"Only whoever opened it may take it back; to refuse, decline and say why."))
		}
	case StepRenew:
		return d.mayRenew(tx, stand)
	}
	return nil
}

// may is the policy of the other acts.
func (d *Deal) may(tx store.Tx, a actor.Actor, act string) error {
	stand := d.StandOf(a)
	switch act {
	case ActLookDemand:
		return d.mayLook(tx, a, DemandOf)
	case ActLookAchievement:
		return d.mayLook(tx, a, AchievementOf)
	case ActNote:
		if stand < BrokerStand {
			return fault.Of(fault.Forbidden, fault.T("deal-not-a-party",
				"只有对接双方和技术经理人可以写记录。",
				"Only the two sides and the broker may write to the log."))
		}
		if len(d.Notes) >= maxNotes {
			return fault.Of(fault.TooLarge, fault.T("notes-full",
				"这次对接的记录已满 500 条，请在附件中继续。",
				"The log of this deal has 500 entries; please go on in an attachment."))
		}
		return d.aside(tx, a)
	case ActAcquaint:
		return d.mayAcquaint(a, stand)
	case ActProposeFee:
		return d.mayProposeFee(tx, a, stand)
	}
	return d.mayAnswerFee(a, stand)
}

// mayLook refuses the contact of a side to actors without a part in the deal.
func (d *Deal) mayLook(tx store.Tx, a actor.Actor, side string) error {
	_, _, whose, yes := d.of(side)
	running := d.State == Intent || d.talks()
	switch {
	case !(d.StandOf(a) == BrokerStand && running || a.Is(actor.Officer)):
		return fault.Of(fault.Forbidden, fault.T("contact-closed",
			"联系方式在双方同意对接后向对方显示；此前只有科技主管部门和引荐的技术经理人可以查看，并留下记录。",
			"Each side sees the contact of the other once both consented. Before, only the bureau and the "+
				"introducing broker may look, on record."))
	case d.hides(a, whose, yes):
		return fault.Of(fault.Forbidden, fault.T("name-hidden",
			"该单位没有公开名称，同意对接后才能查看联系方式。",
			"This unit hides its name; its contact can be seen once it consents."))
	}
	return d.aside(tx, a)
}

// of gives one side of a deal: its listing, its name and whether it consented.
func (d *Deal) of(side string) (kind listing.Kind, ref string, whose Side, yes bool) {
	if side == AchievementOf {
		return listing.AchievementKind, d.Achievement.ID, d.AchievementSide, d.AchievementYes
	}
	return listing.DemandKind, d.Demand.ID, d.DemandSide, d.DemandYes
}
