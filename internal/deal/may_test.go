package deal_test

import (
	"slices"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// TestOfferIsTheRule: a reader of a deal is offered exactly the permitted acts. That holds also for a broker who joined
// a side, and for the same person acting for that side.
func TestOfferIsTheRule(t *testing.T) {
	asFirm := actor.Actor{Person: "p3", PersonName: "罗经理", Market: "m1", Role: actor.Enterprise, Org: "o1",
		OrgName: "边城糖业"}
	joined := party.Person{Meta: store.Meta{ID: "p3", Market: store.National},
		Memberships: []party.Membership{{ID: "x", Market: "m1", Org: "o1", Role: actor.Enterprise}}}
	terms := deal.Terms{PriceWords: "面议", Mode: listing.ModeLicence}
	fee := deal.Fee{Words: "成交额的百分之二", Scope: []string{deal.ScopeDemand}}
	for state, bring := range map[string]func(b bench, d deal.Deal){
		deal.Intent: func(bench, deal.Deal) {},
		deal.Talking: func(b bench, d deal.Deal) {
			b.firstHeard(t, d.ID, firm, institute)
			b.step(t, firm, d.ID, deal.StepAccept, "", "", deal.Intent)
			b.step(t, institute, d.ID, deal.StepAccept, "", "", deal.Talking)
			if _, err := b.ProposeTerms(t.Context(), institute, d.ID, 0, terms); err != nil {
				t.Fatal(err)
			}
		},
		deal.Ended: func(b bench, d deal.Deal) {
			b.step(t, firm, d.ID, deal.StepDecline, "今年不做", "need-gone", deal.Ended)
		},
		deal.Lapsed: func(b bench, _ deal.Deal) { b.at("2026-06-01"); b.lapse(t, 1) },
	} {
		for _, inside := range []bool{false, true} {
			b := open(t)
			d := b.introduce(t, broker)
			if _, err := b.ProposeFee(t.Context(), broker, d.ID, fee); err != nil {
				t.Fatal(err)
			}
			bring(b, d)
			if inside {
				p := joined
				if err := b.db.Run(t.Context(),
					func(tx store.Tx) error { return party.People.Insert(tx, &p) }); err != nil {
					t.Fatal(err)
				}
			}
			do := map[string]func(a actor.Actor) error{
				deal.ActNote: func(a actor.Actor) error {
					_,
						err := b.Write(t.Context(), a, d.ID, "已电话联系")
					return err
				},
				deal.ActAcquaint: func(a actor.Actor) error {
					_, err := b.Acquaint(t.Context(), a, d.ID, deal.Acquaintance{First: true})
					return err
				},
				deal.ActProposeFee: func(a actor.Actor) error {
					_,
						err := b.ProposeFee(t.Context(), a, d.ID, fee)
					return err
				},
				deal.ActAnswerFee: func(a actor.Actor) error {
					now, err := b.Get(t.Context(), a, d.ID)
					if err == nil {
						_, err = b.AnswerFee(t.Context(), a, d.ID, len(now.Fees), true)
					}
					return err
				},
				deal.ActLookDemand: func(a actor.Actor) error {
					_, err := b.Look(t.Context(), a, id.New(), d.ID, deal.DemandOf)
					return err
				},
				deal.ActLookAchievement: func(a actor.Actor) error {
					_, err := b.Look(t.Context(), a, id.New(), d.ID, deal.AchievementOf)
					return err
				},
			}
			for _, a := range []actor.Actor{broker, firm, asFirm, institute, officer} {
				offer := func() deal.Standing {
					all, err := b.Standings(t.Context(), a, d)
					if err != nil {
						t.Fatal(err)
					}
					return all[d.ID]
				}
				var offered []string
				for _, e := range offer().Steps {
					offered = append(offered, e.Step)
				}
				if inside && a.Person == broker.Person && a.Is(actor.Broker) && state == deal.Intent &&
					!slices.Equal(offered, []string{deal.StepWithdraw}) {
					t.Errorf("a broker who joined a side is offered %v", offered)
				}
				told := a == broker && inside || a == asFirm && (state == deal.Intent || state == deal.Talking) ||
					inside && state == deal.Lapsed && a != officer // nobody can bring it back then
				if why := offer().KeptAway.Zh; why != "" != told {
					t.Errorf("%s, inside %v: %s as %s is told %q", state, inside, a.PersonName, a.Role, why)
				}
				for _, step := range steps {
					if slices.Contains(offered, step) {
						continue
					}
					var err error
					if step == deal.StepProposeTerms {
						_, err = b.ProposeTerms(t.Context(), a, d.ID, 0, terms)
					} else {
						_, err = b.Step(t.Context(), a, d.ID, 0, step, "理由", "price")
					}
					if !fault.Refusal(err) {
						t.Errorf("%s, inside %v, %s of %s goes through without a button: %v", state, inside, step,
							a.PersonName, err)
					}
				}
				for act, take := range do {
					offered := slices.Contains(offer().Acts, act)
					if err := take(a); offered != (err == nil) {
						t.Errorf("%s, inside %v, %s as %s: %s is offered %v, done: %v", state, inside, a.PersonName,
							a.Role, act, offered, err)
					}
				}
			}
		}
	}
}
