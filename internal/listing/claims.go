package listing

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/flow"
	"kebang/internal/party"
	"kebang/internal/store"
)

// ClaimDesk holds the use cases of claims.
type ClaimDesk struct {
	db           store.Engine
	now          func() time.Time
	demands      *Desk[DemandContent]
	achievements *Desk[AchievementContent]
	// undone tells package deal, inside the transaction, that a listing is a 公开线索 again.
	undone func(tx store.Tx, kind Kind, market, listing string, reason fault.Said, now int64) error
}

// The reasons of the program.
var (
	claimUndone = fault.Kept("claim-undone", "认领已撤销：%s", "The claim was undone: %s")
	claimTaken  = fault.Kept("claim-taken", "这条线索已由其他单位认领；如有异议请联系科技主管部门。",
		"Another unit has claimed this lead; if you object, ask the bureau.")
)

// OnUndone sets the function that ends dependent records when a claim is undone. Wiring calls it once.
func (d *ClaimDesk) OnUndone(fn func(tx store.Tx, kind Kind, market, listing string, reason fault.Said,
	now int64) error) {
	d.undone = fn
}

// Ask files a claim on a 公开线索 with an id made by the caller. It needs a unit with a verified code or a researcher
// without a unit, and a proof in words. The file is optional.
func (d *ClaimDesk) Ask(ctx context.Context, a actor.Actor, id string, kind Kind, listing, proof, file string) (Claim,
	error) {
	if err := a.Require(owningRoles...); err != nil {
		return Claim{}, err
	}
	if !MayClaim(a, kind) {
		if kind == DemandKind {
			return Claim{}, fault.Of(fault.Forbidden, fault.T("claim-kind",
				"技术需求线索由企业认领，或由服务机构、科技特派员所在单位认领；请换用相应角色。",
				"A lead of a demand is claimed by an enterprise, or by the unit of an agency or commissioner; "+
					"change to that role."))
		}
		return Claim{}, fault.Of(fault.Forbidden, fault.T("listing-claim-kind",
			"科技成果线索只能由高校院所或科研人员认领，企业和服务机构不能认领院所的成果。",
			"A lead of an achievement is claimed by an institute or a researcher, not by an enterprise or agency."))
	}
	proof = strings.TrimSpace(proof)
	if n := utf8.RuneCountInString(proof); n < 10 || n > 2000 {
		return Claim{}, fault.Of(fault.Invalid, fault.T("proof-missing",
			"请说明这条线索为什么是贵单位的，并写明可核对的依据。",
			"Say why this lead is your unit’s, with a proof that can be checked.")).
			At("/proof", fault.T("proof-length", "请填写 10 到 2000 字。", "Write 10 to 2000 characters."))
	}
	now := d.now().UnixMilli()
	var out Claim
	err := d.db.Run(ctx, func(tx store.Tx) error {
		if old, err := Claims.Get(tx, a.Market, id); err == nil && old.Person == a.Person {
			out = old
			return nil
		}
		c := Claim{Meta: store.Meta{ID: id, Market: a.Market}, Kind: kind, Listing: listing, State: ClaimAsked,
			Person: a.Person, PersonName: a.PersonName,
			Role: a.Role, Proof: proof, CreatedAt: now, UpdatedAt: now}
		var err error
		if c.Serial, c.Title, c.Words, err = d.of(kind).lead(tx, a, listing); err != nil {
			return err
		}
		if a.Org != "" {
			o, err := party.Organizations.Get(tx, store.National, a.Org)
			if err != nil || !o.Verified() {
				return fault.Of(fault.Forbidden, fault.T("org-not-verified",
					"只有已核验统一社会信用代码的单位才能认领，请先联系科技主管部门核验。",
					"Only a unit with a verified social credit code may claim it; please ask the bureau."))
			}
			if kind == AchievementKind && o.Kind == party.AgencyOrg {
				return fault.Of(fault.Forbidden, fault.T("listing-claim-kind",
					"科技成果线索只能由高校院所或科研人员认领，企业和服务机构不能认领院所的成果。",
					"A lead of an achievement is claimed by an institute or a researcher, not by an enterprise or "+
						"agency."))
			}
			c.Org, c.OrgName, c.Code = o.ID, o.Name, o.USCC
		} else if a.Role != actor.Researcher {
			return fault.Of(fault.Forbidden, fault.T("org-not-verified",
				"只有已核验统一社会信用代码的单位才能认领，请先联系科技主管部门核验。",
				"Only a unit with a verified social credit code may claim it; please ask the bureau."))
		}
		if file != "" {
			f, err := files.Use(tx, a, file, "claim", id)
			if err != nil {
				return err
			}
			c.File, c.FileName = f.ID, f.Name
		}
		if err := Claims.Insert(tx, &c); err != nil {
			if fault.Is(err, fault.Conflict) {
				return fault.Of(fault.Conflict, fault.T("claim-asked",
					"贵单位已申请认领这条线索，请等待科技主管部门核定。",
					"Your unit has claimed this lead already; wait for the bureau."))
			}
			return err
		}
		out = c
		return noteClaim(tx, a, &c, "ask", "", fault.Said{}, now)
	})
	return out.Cut(), err
}

func noteClaim(tx store.Tx, a actor.Actor, c *Claim, step, from string, reason fault.Said, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: "claim", Record: c.ID, Rev: c.Rev, Step: step, From: from, To: c.State,
		Said: reason, At: now}, c.Market)
}

// Step takes one step of ClaimFlow. Rev is the revision that the person saw; 0 skips the comparison.
func (d *ClaimDesk) Step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string) (Claim, error) {
	now, reason := d.now().UnixMilli(), strings.TrimSpace(reason)
	var out Claim
	err := d.db.Run(ctx, func(tx store.Tx) error {
		c, err := getClaim(tx, a, id)
		if err != nil {
			return err
		}
		if rev != 0 && rev != c.Rev {
			return fault.Of(fault.Stale, fault.T("listing-changed-meanwhile",
				"这条记录刚被他人修改过，请刷新后核对再保存；您填写的内容仍在页面上。",
				"Somebody has just changed this record. Reload, compare, then save; what you typed is still here."))
		}
		e, err := ClaimFlow.Take(c.State, step, string(a.Role), reason)
		if err != nil {
			return err
		}
		if err := c.may(tx, a, step); err != nil {
			return err
		}
		switch step {
		case StepAcceptClaim:
			if x := c.Likeness(); !x.Fits() && reason == "" {
				return fault.Of(fault.Invalid, fault.T("names-differ",
					"申请单位与线索写的单位名称相差较大，请写明同意的理由。",
					"The unit that asks and the one of the lead differ in name; give the reason for agreeing.")).
					At("/reason", flow.NoReason)
			}
			if err := d.of(c.Kind).give(tx, a, &c, now); err != nil {
				return err
			}
			if err := d.refuseOthers(tx, &c, now); err != nil {
				return err
			}
		case StepUndoClaim:
			if err := d.of(c.Kind).takeBack(tx, a, &c, reason, now); err != nil {
				return err
			}
			if d.undone != nil {
				if err := d.undone(tx, c.Kind, c.Market, c.Listing, claimUndone.With(reason), now); err != nil {
					return err
				}
			}
		}
		from := c.State
		c.State, c.UpdatedAt = e.To, now
		if step != StepRecallClaim {
			c.Reason, c.DecidedBy, c.DecidedByName = fault.Plain(reason), a.Person, a.PersonName
			c.DecidedAt, c.Seen = now, false
		}
		if err := Claims.Update(tx, &c); err != nil {
			return err
		}
		out = c
		return noteClaim(tx, a, &c, step, from, fault.Plain(reason), now)
	})
	return out.Cut(), err
}

// refuseOthers refuses the other open claims on a lead that has an owner now.
func (d *ClaimDesk) refuseOthers(tx store.Tx, won *Claim, now int64) error {
	var others []Claim
	err := Claims.Each(tx, store.Query{Market: won.Market,
		Where: []store.Cond{{Field: "listing", Op: store.Eq, Value: won.Listing},
			{Field: "state", Op: store.Eq, Value: ClaimAsked}}}, func(c Claim) error {
		if c.ID != won.ID {
			others = append(others, c)
		}
		return nil
	})
	system := actor.SystemActor(won.Market)
	for _, c := range others {
		if err != nil {
			return err
		}
		c.State, c.UpdatedAt, c.Reason = ClaimRefused, now, claimTaken.With()
		c.DecidedByName, c.DecidedAt = system.PersonName, now
		if err = Claims.Update(tx, &c); err == nil {
			err = noteClaim(tx, system, &c, StepRefuseClaim, ClaimAsked, c.Reason, now)
		}
	}
	return err
}

// Acknowledge marks the newest decision as read by the claimant.
func (d *ClaimDesk) Acknowledge(ctx context.Context, a actor.Actor, id string) (Claim, error) {
	var out Claim
	err := d.db.Run(ctx, func(tx store.Tx) error {
		c, err := getClaim(tx, a, id)
		if err != nil {
			return err
		}
		if !c.mine(a) {
			return fault.Of(fault.Forbidden, fault.T("listing-not-yours",
				"只有申请单位可以确认已知悉。",
				"Only the unit that claims may mark the result as read."))
		}
		out = c
		if c.Seen || c.DecidedAt == 0 {
			return nil
		}
		c.Seen = true
		if err := Claims.Update(tx, &c); err != nil {
			return err
		}
		out = c
		return noteClaim(tx, a, &c, "seen", c.State, fault.Said{}, d.now().UnixMilli())
	})
	return out.Cut(), err
}
