package challenges

import (
	"context"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/fault"
	"kebang/internal/publicity"
	"kebang/internal/relation"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

type challengeQuery struct {
	kernel.PageQuery
	Scope    string `query:"scope" enum:"public,mine,market" doc:"public (default), mine (of the asker) or market (everything, officers)"`
	Market   string `query:"market" maxLength:"40" doc:"of public ones; all markets when it is left out"`
	State    string `query:"state" maxLength:"20"`
	Phase    string `query:"phase" enum:"preparing,open,choosing,running,ended" doc:"a group of states"`
	Industry string `query:"industry" maxLength:"2" doc:"two digits"`
	Kind     string `query:"kind" maxLength:"20"`
}

func (q challengeQuery) filter() challenge.Filter {
	return challenge.Filter{Scope: q.Scope, Market: q.Market, State: q.State, Phase: q.Phase, Industry: q.Industry,
		Kind: q.Kind, Sort: q.Sort, After: q.Cursor, Limit: q.Limit}
}

// Prove wants the password of the signed-in person once more.
type Prove func(ctx context.Context, a actor.Actor, password string) error

// Routes are those of challenges and of bids.
func Routes(svc *challenge.Service, bids *bid.Service, prove Prove, find Finder) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Name[challenge.Terms](r, "ChallengeTerms")
		kernel.Name[challenge.Indicator](r, "ChallengeIndicator")
		kernel.Name[challenge.Origin](r, "ChallengeOrigin")
		kernel.Name[challenge.End](r, "ChallengeEnd")
		kernel.Name[challenge.Contact](r, "ChallengeContact")
		kernel.Name[bid.Record](r, "IntegrityRecord")
		d := desk{r, svc, bids, prove}
		d.challenges()
		d.feedRoutes()
		d.challengeSteps()
		d.bidRoutes()
		d.ableRoutes(find)
		d.bidSteps()
		d.integrity()
		r.Todo(d.todos)
		r.Todo(d.payTodos)
		r.Flow("challenge", &challenge.Flow)
		r.Flow("bid", &bid.Flow)
		d.words()
	}
}

// desk has the use cases behind the routes of this area.
type desk struct {
	r     *kernel.Router
	svc   *challenge.Service
	bids  *bid.Service
	prove Prove
}

// PledgeReference is the newest text that a bidder agrees to.
type PledgeReference struct {
	Version string `json:"version"`
	Name    string `json:"name"`
	English string `json:"english"`
}

func (d desk) words() {
	for name, list := range map[string]vocab.List{"challengeKinds": challenge.Kinds,
		"challengeProblems": challenge.Problems,
		"challengeModes":    challenge.Modes, "challengeChoosings": challenge.Choosings,
		"challengePurposes": challenge.Purposes,
		"challengeBudgets":  challenge.Budgets, "challengeOperators": challenge.Operators,
		"challengeOrigins": challenge.Origins,
		"challengeLinks":   challenge.LinkKinds, "challengePhases": challenge.Phases,
		"challengeStages": challenge.Stages, "payoutLinks": challenge.PayLinks,
		"payoutStates": challenge.PayoutStates,
		"bidRelations": relation.Units, "bidVerdicts": relation.Verdicts, "bidChecks": bid.Checks} {
		d.r.Words(name, list)
	}
	d.r.Reference("bidPledge", PledgeReference{bid.PledgeVersion, bid.PledgeText.Zh, bid.PledgeText.En})
}

func (d desk) tagged(ctx context.Context, a actor.Actor, c challenge.Challenge, err error) (
	*kernel.Tagged[ChallengeView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(c.Rev, viewChallenge(ctx, a, c.Cut(a), d.r.Now())), nil
}

var askers = kernel.Takers(&challenge.Flow, challenge.StepSubmit)

func (d desk) challenges() {
	r := d.r
	kernel.Route(r, kernel.Public, kernel.Op("list-challenges", "GET", "/challenges", "榜单列表"),
		func(ctx context.Context, a actor.Actor, in *challengeQuery) (*kernel.List[ChallengeView], error) {
			p, total, err := d.svc.List(ctx, a, in.filter())
			items := make([]ChallengeView, len(p.Items))
			for i, c := range p.Items {
				items[i] = viewChallenge(ctx, a, c, r.Now())
			}
			return kernel.NewList(items, p.Next, total), err
		})
	kernel.Route(r, askers, kernel.Created(kernel.Op("create-challenge", "POST", "/challenges", "新建榜单")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				Org    string           `json:"org,omitempty" doc:"the asker, when an officer writes for him"`
				Origin challenge.Origin `json:"origin,omitempty"`
				Terms  challenge.Terms  `json:"terms"`
			}
		}) (*kernel.Tagged[ChallengeView], error) {
			c, err := d.svc.Create(ctx, a, challenge.Form{Org: in.Body.Org, Origin: in.Body.Origin,
				Terms: in.Body.Terms})
			return d.tagged(ctx, a, c, err)
		})
	kernel.Route(r, kernel.Public, kernel.Op("get-challenge", "GET", "/challenges/{id}", "一份榜单"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[ChallengeView], error) {
			c, err := d.svc.Get(ctx, a, in.ID)
			return d.tagged(ctx, a, c, err)
		})
	kernel.Route(r, askers, kernel.Op("save-challenge", "PUT", "/challenges/{id}", "保存榜单草稿"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RevisionIn
			Body struct {
				Terms challenge.Terms `json:"terms"`
			}
		}) (*kernel.Tagged[ChallengeView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			c, err := d.svc.Edit(ctx, a, in.ID, rev, in.Body.Terms)
			return d.tagged(ctx, a, c, err)
		})
	kernel.Route(r, kernel.Public, kernel.Op("get-opening", "GET", "/challenges/{id}/opening", "申报材料开启记录"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Out[OpeningView], error) {
			c, err := d.svc.Get(ctx, a, in.ID)
			if err == nil && c.Opening == nil {
				err = fault.Absent()
			}
			return kernel.NewOut(viewOpening(c)), err
		})
	history.Route(r, askers, "challenge", "/challenges", d.svc.History)
}

// ChallengeStepBody is the body of a step on a challenge. Each step reads its own fields.
type ChallengeStepBody struct {
	Reason    string               `json:"reason,omitempty" maxLength:"2000"`
	Chain     []challenge.Link     `json:"chain,omitempty" doc:"publish, announce: decisions on the chosen team"`
	Rule      publicity.Rule       `json:"rule,omitempty" doc:"announce: how long the terms are shown"`
	Terms     challenge.Terms      `json:"terms,omitempty" doc:"correct"`
	Password  string               `json:"password,omitempty" maxLength:"256" doc:"open-bids: the officer's own password"`
	Deadline  workday.Date         `json:"deadline,omitempty" doc:"extend: the new last day for bids"`
	Least     int                  `json:"least,omitempty" doc:"lower-least"`
	PayChain  []challenge.Link     `json:"payChain,omitempty" doc:"publish, announce: decisions before each payout of public money"`
	No        int                  `json:"no,omitempty" doc:"pass: the milestone; apply-payout, pay-out: the payment; from 1"`
	On        workday.Date         `json:"on,omitempty" doc:"pass, pay-out: the day"`
	Note      string               `json:"note,omitempty" maxLength:"500" doc:"pass"`
	Document  string               `json:"document,omitempty" maxLength:"200" doc:"pay-out: number of the order to pay"`
	Proof     string               `json:"proof,omitempty" maxLength:"40" doc:"pass, pay-out: file id"`
	Agreement challenge.Agreement  `json:"agreement,omitempty" doc:"agree"`
	Finish    workday.Date         `json:"finish,omitempty" doc:"prolong: the new last day of the work"`
	Evidence  []challenge.Evidence `json:"evidence,omitempty" doc:"accept, fail: one per indicator"`
}

type stepIn struct {
	kernel.RevisionIn
	Body ChallengeStepBody
}

func (d desk) challengeSteps() {
	steps := kernel.StepsOf(d.r, &challenge.Flow, "challenge", "/challenges").Secret(challenge.StepOpenBids)
	type stepper func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge, error)
	s := d.svc
	for _, x := range []struct {
		step string
		take stepper
	}{
		{challenge.StepSubmit, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Submit(ctx, a, in.ID, rev)
		}},
		{challenge.StepReturn, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Return(ctx, a, in.ID, rev, in.Body.Reason)
		}},
		{challenge.StepTakeBack, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.TakeBack(ctx, a, in.ID, rev)
		}},
		{challenge.StepAnnounce, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Announce(ctx, a, in.ID, rev, in.Body.Chain, in.Body.Rule, in.Body.PayChain...)
		}},
		{challenge.StepPublish, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Publish(ctx, a, in.ID, rev, in.Body.Chain, in.Body.PayChain...)
		}},
		{challenge.StepCorrect, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Correct(ctx, a, in.ID, rev, in.Body.Terms, in.Body.Reason)
		}},
		{challenge.StepExtend, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Extend(ctx, a, in.ID, rev, in.Body.Deadline, in.Body.Reason)
		}},
		{challenge.StepLower, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.LowerLeast(ctx, a, in.ID, rev, in.Body.Least, in.Body.Reason)
		}},
		{challenge.StepOpenBids, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			if err := d.prove(ctx, a, in.Body.Password); err != nil {
				return challenge.Challenge{}, err
			}
			return s.OpenBids(ctx, a, in.ID, rev)
		}},
		{challenge.StepReopen, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Reopen(ctx, a, in.ID, rev, in.Body.Reason)
		}},
		{challenge.StepAgree, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Agree(ctx, a, in.ID, rev, in.Body.Agreement)
		}},
		{challenge.StepProlong, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Prolong(ctx, a, in.ID, rev, in.Body.Finish, in.Body.Reason)
		}},
		{challenge.StepAccept, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Accept(ctx, a, in.ID, rev, in.Body.Evidence)
		}},
		{challenge.StepFail, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Fail(ctx, a, in.ID, rev, in.Body.Reason, in.Body.Evidence)
		}},
		{challenge.StepPass, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Pass(ctx, a, in.ID, rev, challenge.Passed{No: in.Body.No, On: in.Body.On, Note: in.Body.Note,
				Proof: in.Body.Proof})
		}},
		{challenge.StepApply, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.ApplyPayout(ctx, a, in.ID, rev, in.Body.No)
		}},
		{challenge.StepPayOut, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.PayOut(ctx, a, in.ID, rev, challenge.PaidForm{No: in.Body.No, On: in.Body.On,
				Document: in.Body.Document, Proof: in.Body.Proof})
		}},
		{challenge.StepTerminate, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Terminate(ctx, a, in.ID, rev, in.Body.Reason)
		}},
		{challenge.StepCancel, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (challenge.Challenge,
			error) {
			return s.Cancel(ctx, a, in.ID, rev, in.Body.Reason)
		}},
	} {
		kernel.Step(steps, x.step, func(ctx context.Context, a actor.Actor, in *stepIn) (*kernel.Tagged[ChallengeView],
			error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			c, err := x.take(ctx, a, rev, in)
			return d.tagged(ctx, a, c, err)
		})
	}
	steps.Whole(challenge.StepChoose) // a step on a bid
}
