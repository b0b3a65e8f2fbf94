package listing

import (
	"encoding/json"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

// holder is the part of a desk that a claim needs.
type holder interface {
	lead(tx store.Tx, a actor.Actor, id string) (serial, title, words string, err error)
	give(tx store.Tx, a actor.Actor, c *Claim, now int64) error
	takeBack(tx store.Tx, a actor.Actor, c *Claim, reason string, now int64) error
}

func (d *ClaimDesk) of(kind Kind) holder {
	if kind == DemandKind {
		return d.demands
	}
	return d.achievements
}

func (d *Desk[C]) lead(tx store.Tx, a actor.Actor, id string) (serial, title, words string, err error) {
	l, err := d.col.Get(tx, a.Market, id)
	if err != nil || !l.Visible() {
		return "", "", "", fault.Absent()
	}
	if !l.Lead() {
		return "", "", "", fault.Of(fault.WrongState, fault.T("not-a-lead",
			"这条信息已有发布单位，不能认领。",
			"It has an owner already and cannot be claimed."))
	}
	c := CommonOf(l.Published)
	words = c.OrgWords
	if x, ok := any(l.Published).(*AchievementContent); ok && words == "" {
		words = x.Holder
	}
	return l.Serial, c.Title, words, nil
}

// give makes the claimant the owner of the lead from now on.
func (d *Desk[C]) give(tx store.Tx, a actor.Actor, c *Claim, now int64) error {
	l, err := d.col.Get(tx, c.Market, c.Listing)
	if err != nil {
		return err
	}
	if !l.Lead() || !l.Visible() {
		return fault.Of(fault.WrongState, fault.T("listing-not-a-lead",
			"这条线索已有发布单位或已撤下，不能再同意认领；请写明原因后不同意。",
			"This lead has an owner by now or was taken down; refuse the claim and say why."))
	}
	if c.Org != "" {
		o, err := party.Organizations.Get(tx, store.National, c.Org)
		if err != nil || !o.Verified() {
			return fault.Of(fault.WrongState, fault.T("listing-org-not-verified",
				"申请单位的信用代码现未核验，请先核验再同意认领。",
				"The code of the claiming unit is not verified now; verify it first."))
		}
		c.OrgName, c.Code = o.Name, o.USCC
	}
	before, err := json.Marshal(l.Published)
	if err != nil {
		return err
	}
	c.Before = string(before)
	src := *l.Source
	src.Lead = false
	l.Source, l.Claim, l.UpdatedAt = &src, c.ID, now
	if l.OwnerOrg, l.OwnerName = c.Org, c.Name(); c.Org == "" {
		l.OwnerPerson = c.Person
	}
	return d.moveOwner(tx, a, &l, StepClaim, l.State, "", now)
}

// takeBack makes the listing a 公开线索 again, with its content before the claim.
func (d *Desk[C]) takeBack(tx store.Tx, a actor.Actor, c *Claim, reason string, now int64) error {
	l, err := d.col.Get(tx, c.Market, c.Listing)
	if err != nil {
		return err
	}
	if l.Claim != c.ID || l.Lead() {
		return fault.Of(fault.WrongState, fault.T("listing-owner-changed",
			"这条信息的发布单位已变更，不能撤销这次认领。",
			"The owner has changed since; this claim cannot be undone."))
	}
	var before C
	if err := json.Unmarshal([]byte(c.Before), &before); err != nil {
		return err
	}
	src := *l.Source
	src.Lead = true
	from := l.State
	l.Source, l.Claim, l.OwnerOrg, l.OwnerName, l.OwnerPerson = &src, "", "", "", ""
	l.State, l.Published, l.Draft, l.ReturnedFor = Open, &before, nil, ""
	l.Version++
	l.PublishedAt, l.UpdatedAt, l.PassedBy = now, now, a.Person
	return d.moveOwner(tx, a, &l, StepUnclaim, from, reason, now)
}

func (d *Desk[C]) moveOwner(tx store.Tx, a actor.Actor, l *Listing[C], step, from, reason string, now int64) error {
	if err := d.col.Update(tx, l); err != nil {
		return err
	}
	if err := store.Emit(tx, l.Market, EventPublished, l.ID, string(d.kind), now); err != nil {
		return err
	}
	return audit.Note(tx, a, audit.Change{Kind: string(d.kind), Record: l.ID, Rev: l.Rev, Step: step, From: from,
		To: l.State, Reason: reason, At: now}, l.Market)
}
