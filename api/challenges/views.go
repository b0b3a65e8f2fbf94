package challenges

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/workday"
)

// ChallengeView is a challenge in the view of one of its readers.
type ChallengeView struct {
	kernel.Head
	Serial    string           `json:"serial" doc:"JB-year-number"`
	State     string           `json:"state" codes:"challengeStates"`
	StateName string           `json:"stateName"`
	Asker     AskerView        `json:"asker"`
	Origin    challenge.Origin `json:"origin"`
	Terms     challenge.Terms  `json:"terms"`
	Hash      string           `json:"hash,omitempty" doc:"SHA-256 of the terms in force, as they were published"`
	Versions  []VersionView    `json:"versions" doc:"the opening and each correction"`
	Chain     []challenge.Link `json:"chain" doc:"decisions on the chosen team; none with own money"`

	Progress []challenge.Stage `json:"progress" doc:"stages in their order: done, present, pending"`
	PayChain []challenge.Link  `json:"payChain" nullable:"false" doc:"decisions before each payout of public money"`
	Plan     []PlanView        `json:"plan" nullable:"false" doc:"payments as agreed, for those who work on it"`
	Stages   []StageView       `json:"stages" nullable:"false" doc:"milestones as agreed, for those who work on it"`

	OpenedOn   workday.Date `json:"openedOn,omitempty"`
	DeadlineAt int64        `json:"deadlineAt,omitempty" doc:"UTC ms; a bid has to arrive before it"`
	ServerTime int64        `json:"serverTime" doc:"UTC ms, the clock that the deadline is held against"`
	Takes      bool         `json:"takes" doc:"bids are taken now"`
	Extended   bool         `json:"extended" doc:"the time for bids was extended once"`
	Bids       *int         `json:"bids,omitempty" doc:"how many were handed in; for those who work on it, and for all after the deadline"`

	OpenedAt  int64          `json:"openedAt,omitempty" doc:"UTC ms of the opening of sealed bids; see get-opening"`
	Choice    *ChoiceView    `json:"choice,omitempty" doc:"from the notice of the chosen team on, for everybody"`
	Agreement *AgreementView `json:"agreement,omitempty"`
	End       *challenge.End `json:"end,omitempty"`
	UpdatedAt int64          `json:"updatedAt"`

	Mine  bool            `json:"mine" doc:"the reader acts for the asker"`
	Steps []kernel.Button `json:"steps"`
}

// AskerView is the asking unit.
type AskerView struct {
	Org        string `json:"org"`
	Name       string `json:"name"`
	Department bool   `json:"department" doc:"a department asks, for a grant"`
}

// VersionView is one numbered state of the terms.
type VersionView struct {
	No     int          `json:"no"`
	Hash   string       `json:"hash"`
	Reason string       `json:"reason,omitempty"`
	On     workday.Date `json:"on"`
}

// ChoiceView is the chosen team.
type ChoiceView struct {
	Bid    string       `json:"bid,omitempty" doc:"for those who work on the challenge"`
	Team   string       `json:"team"`
	Reason string       `json:"reason"`
	Only   bool         `json:"only" doc:"the only team that bid"`
	On     workday.Date `json:"on"`
	Done   int          `json:"done" doc:"links of the chain that are behind it"`
}

// AgreementView is the agreement. Its items are for the people who work on the challenge.
type AgreementView struct {
	Signed   workday.Date `json:"signed"`
	Finish   workday.Date `json:"finish"`
	Extended bool         `json:"extended"`
	Contract string       `json:"contract,omitempty"`
	Scan     string       `json:"scan,omitempty" doc:"file id"`
	Content  string       `json:"content,omitempty"`
	Targets  string       `json:"targets,omitempty"`
	Delivery string       `json:"delivery,omitempty"`
	Money    string       `json:"money,omitempty"`
	Property string       `json:"property,omitempty"`
}

func viewChallenge(ctx context.Context, a actor.Actor, c challenge.Challenge, now int64) ChallengeView {
	v := ChallengeView{Head: kernel.Head{ID: c.ID, Market: c.Market, Rev: c.Rev}, Serial: c.Serial, State: c.State,
		StateName: challenge.Flow.Name(c.State), Asker: AskerView{c.Asker.Org, c.Asker.Name, c.Asker.Department},
		Origin: c.Origin, Terms: c.Terms, Chain: c.Chain, Progress: c.Progress(),
		OpenedOn: c.OpenedOn, ServerTime: now, Takes: c.Takes(now),
		Extended: c.Extended, End: c.End, UpdatedAt: c.UpdatedAt, Mine: c.Asks(a), Steps: kernel.Buttons(c.Steps(a))}
	if c.Terms.Deadline.Valid() {
		v.DeadlineAt = c.Terms.Deadline.EndMS()
	}
	for _, x := range c.Versions {
		v.Versions = append(v.Versions, VersionView{x.No, x.Hash, x.Reason, x.On})
	}
	if f := c.Frozen(); f != nil {
		v.Hash = f.Hash
	}
	if c.Opening != nil {
		v.OpenedAt = c.Opening.At
	}
	serves := c.Serves(a)
	v.PayChain, v.Plan, v.Stages = kernel.NotNil(c.PayChain), []PlanView{}, []StageView{}
	if serves && c.Agreement != nil {
		v.Plan, v.Stages = planOf(ctx, &c), stagesOf(&c)
	}
	if serves || c.Public() && now >= v.DeadlineAt {
		v.Bids = &c.Bids
	}
	if x := c.Choice; x != nil {
		v.Choice = &ChoiceView{Team: x.Team, Reason: x.Reason, Only: x.Only, On: x.On, Done: x.Done}
		if serves {
			v.Choice.Bid = x.Bid
		}
	}
	if g := c.Agreement; g != nil {
		v.Agreement = &AgreementView{Signed: g.Signed, Finish: g.Finish, Extended: g.Extended}
		if serves {
			v.Agreement = &AgreementView{g.Signed, g.Finish, g.Extended, g.Contract, g.Scan, g.Content, g.Targets,
				g.Delivery,
				g.Money, g.Property}
		}
	}
	return v
}

// OpeningView is the record of an opening. It is public.
type OpeningView struct {
	Challenge string          `json:"challenge"`
	Serial    string          `json:"serial"`
	Title     string          `json:"title"`
	Asker     string          `json:"asker"`
	Deadline  int64           `json:"deadline" doc:"UTC ms"`
	At        int64           `json:"at" doc:"UTC ms"`
	By        string          `json:"by" doc:"the officer who opened"`
	Bids      []OpenedBidView `json:"bids" doc:"in the order of their receipts"`
}

// OpenedBidView is one bid at the opening.
type OpenedBidView struct {
	Serial string `json:"serial"`
	Team   string `json:"team"`
	Hash   string `json:"hash" doc:"SHA-256 of the sealed material; the receipt of the team states the same"`
	At     int64  `json:"at" doc:"UTC ms of the receipt"`
}

func viewOpening(c challenge.Challenge) OpeningView {
	if c.Opening == nil {
		return OpeningView{}
	}
	v := OpeningView{c.ID, c.Serial, c.Terms.Title, c.Asker.Name, c.Terms.Deadline.EndMS(), c.Opening.At,
		c.Opening.By, nil}
	for _, b := range c.Opening.Bids {
		v.Bids = append(v.Bids, OpenedBidView{b.Serial, b.Team, b.Hash, b.At})
	}
	return v
}

// BidView is a bid in the view of one of its readers.
type BidView struct {
	kernel.Head
	Serial    string           `json:"serial" doc:"JBSB-year-number"`
	Challenge BidChallengeView `json:"challenge"`
	State     string           `json:"state" codes:"bidStates"`
	StateName string           `json:"stateName"`
	Lead      bid.Unit         `json:"lead"`
	Scheme    bid.Scheme       `json:"scheme" doc:"empty for readers who may not read it yet"`
	Sealed    bool             `json:"sealed" doc:"the material is sealed: nobody but the team reads it"`
	Pledge    *bid.Pledge      `json:"pledge,omitempty"`
	Talks     []bid.Talk       `json:"talks"`
	Receipt   *bid.Receipt     `json:"receipt,omitempty"`
	Examined  *bid.Examination `json:"examined,omitempty"`
	Reason    string           `json:"reason,omitempty" doc:"why it was chosen, not chosen or refused"`
	EnteredBy string           `json:"enteredBy,omitempty" doc:"officer who types for the team"`
	UpdatedAt int64            `json:"updatedAt"`
	Mine      bool             `json:"mine" doc:"the reader acts for the team"`
	Invited   bool             `json:"invited" doc:"the reader's unit is a partner who has not confirmed"`
	Steps     []kernel.Button  `json:"steps"`
}

// BidChallengeView is the part of the challenge that a bid shows.
type BidChallengeView struct {
	ID         string                `json:"id"`
	Serial     string                `json:"serial"`
	Title      string                `json:"title"`
	Asker      string                `json:"asker"`
	State      string                `json:"state" codes:"challengeStates"`
	StateName  string                `json:"stateName"`
	Choosing   challenge.Choosing    `json:"choosing"`
	Indicators []challenge.Indicator `json:"indicators"`
	PublicFen  int64                 `json:"publicFen"`
	DeadlineAt int64                 `json:"deadlineAt" doc:"UTC ms"`
	ServerTime int64                 `json:"serverTime" doc:"UTC ms"`
	Takes      bool                  `json:"takes"`
}

func viewBidChallenge(c *challenge.Challenge, now int64) BidChallengeView {
	return BidChallengeView{c.ID, c.Serial, c.Terms.Title, c.Asker.Name, c.State, challenge.Flow.Name(c.State),
		c.Terms.Choosing, c.Terms.Indicators, c.Terms.PublicFen, c.Terms.Deadline.EndMS(), now, c.Takes(now)}
}

func viewBid(ctx context.Context, a actor.Actor, b bid.Bid, c challenge.Challenge, now int64) BidView {
	return BidView{Head: kernel.Head{ID: b.ID, Market: b.Market, Rev: b.Rev}, Serial: b.Serial,
		Challenge: viewBidChallenge(&c, now),
		State:     b.State, StateName: bid.Flow.Name(b.State), Lead: b.Lead, Scheme: b.Scheme, Sealed: b.IsSealed(),
		Pledge:  b.Pledge,
		Talks:   b.Talks,
		Receipt: b.Receipt, Examined: b.Examined, Reason: b.Reason.In(kernel.RequestOf(ctx).Lang),
		EnteredBy: b.EnteredBy,
		UpdatedAt: b.UpdatedAt, Mine: b.Leads(a), Invited: b.Invites(a), Steps: kernel.Buttons(b.Steps(a, &c, now))}
}
