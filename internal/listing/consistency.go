package listing

import (
	"kebang/internal/check"
	"kebang/internal/party"
	"kebang/internal/store"
)

// CheckConsistency proves the listings of a market. States, contents and versions agree, owners exist, and numbers are
// unique.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	if err := checkKind(c, Demands, DemandKind, "技术需求", "XQ"); err != nil {
		return err
	}
	if err := checkKind(c, Achievements, AchievementKind, "科技成果", "CG"); err != nil {
		return err
	}
	if err := checkClaims(c); err != nil {
		return err
	}
	return checkLooks(c)
}

// checkLooks proves that the owner of a contact can read the looks at it: the listing exists, person and time are kept.
func checkLooks(c *check.Case) error {
	return check.Pages(c.Tx, Looks, store.Query{Market: c.Market}, func(ls []Look) error {
		of, err := listingsOf(c, ls, func(x Look) (Kind, string) { return x.Kind, x.Listing })
		if err != nil {
			return err
		}
		for _, x := range ls {
			switch _, known := of[x.Kind][x.Listing]; {
			case !known:
				c.Found("联系方式查看记录", x.ID, x.Serial, "所看的信息 %s 不存在，发布单位看不到这条记录。请从备份恢复它。", x.Listing)
			case x.Person == "" || x.Role == "" || x.At <= 0:
				c.Found("联系方式查看记录", x.ID, x.Serial, "没有记下谁在何时查看。请从备份恢复这条记录。")
			}
		}
		return nil
	})
}

// checkClaims proves that an accepted claim and the owner of its listing name each other, and that a decided claim
// names its officer.
func checkClaims(c *check.Case) error {
	kind := c.Kind("claim", "认领申请", &ClaimFlow)
	return check.Pages(c.Tx, Claims, store.Query{Market: c.Market}, func(cs []Claim) error {
		of, err := listingsOf(c, cs, func(x Claim) (Kind, string) { return x.Kind, x.Listing })
		if err != nil {
			return err
		}
		for _, x := range cs {
			c.Record(kind, x.Meta, x.Serial, x.State)
			l, known := of[x.Kind][x.Listing]
			x.check(c, l, known)
		}
		return nil
	})
}

// held are the facts of a listing about its owner.
type held struct {
	claim, org, person string
	lead               bool
}

// listingsOf are the listings that records refer to, by kind and id.
func listingsOf[T any](c *check.Case, records []T, ref func(T) (Kind, string)) (map[Kind]map[string]held, error) {
	ids := map[Kind][]string{}
	for _, x := range records {
		kind, id := ref(x)
		ids[kind] = append(ids[kind], id)
	}
	ds, err := holders(c, Demands, ids[DemandKind])
	if err != nil {
		return nil, err
	}
	as, err := holders(c, Achievements, ids[AchievementKind])
	return map[Kind]map[string]held{DemandKind: ds, AchievementKind: as}, err
}

func holders[C Content](c *check.Case, coll *store.Collection[Listing[C]], ids []string) (map[string]held, error) {
	ls, err := check.ByID(c.Tx, coll, c.Market, ids, func(l *Listing[C]) string { return l.ID })
	out := map[string]held{}
	for id, l := range ls {
		out[id] = held{l.Claim, l.OwnerOrg, l.OwnerPerson, l.Lead()}
	}
	return out, err
}

func (c *Claim) check(in *check.Case, l held, known bool) {
	found := func(format string, args ...any) { in.Found("认领申请", c.ID, c.Serial, format, args...) }
	switch {
	case !known:
		found("申请认领的信息 %s 不存在。请从备份恢复它。", c.Listing)
	case c.State == ClaimAccepted && (l.lead || l.claim != c.ID || l.org != c.Org ||
		c.Org == "" && l.person != c.Person):
		found("认领已同意，那条信息的发布单位却不是申请单位。请科技主管部门核对。")
	case c.State != ClaimAccepted && l.claim == c.ID:
		found("状态是“%s”，那条信息却记着由它认领。请科技主管部门核对。", ClaimFlow.Name(c.State))
	case (c.State == ClaimAsked) == (c.DecidedAt > 0) && c.State != ClaimRecalled:
		found("状态是“%s”，与是否核定过不符。请从备份恢复这条记录。", ClaimFlow.Name(c.State))
	}
}

func checkKind[C Content](c *check.Case, coll *store.Collection[Listing[C]], name Kind, noun, prefix string) error {
	kind, serials := c.Kind(string(name), noun, &Flow), c.Serials(prefix, noun)
	err := check.Pages(c.Tx, coll, store.Query{Market: c.Market}, func(ls []Listing[C]) error {
		var orgs, people []string
		for _, l := range ls {
			orgs, people = append(orgs, l.OwnerOrg), append(people, l.OwnerPerson)
		}
		os, err := check.ByID(c.Tx, party.Organizations, store.National, orgs,
			func(o *party.Organization) string { return o.ID })
		if err != nil {
			return err
		}
		ps, err := check.ByID(c.Tx, party.People, store.National, people, func(p *party.Person) string { return p.ID })
		if err != nil {
			return err
		}
		for i := range ls {
			l := &ls[i]
			c.Record(kind, l.Meta, l.Serial, l.State)
			serials.Add(l.ID, l.Serial)
			l.check(c, noun)
			if l.OwnerOrg != "" && os[l.OwnerOrg] == nil {
				c.Found(noun, l.ID, l.Serial, "发布单位 %s 不存在，没有人能维护它。请从备份恢复该机构。", l.OwnerOrg)
			}
			if l.OwnerPerson != "" && ps[l.OwnerPerson] == nil {
				c.Found(noun, l.ID, l.Serial, "发布人 %s 不存在，没有人能维护它。请从备份恢复该账号。", l.OwnerPerson)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return serials.Done()
}

// check proves the facts of one listing.
func (l *Listing[C]) check(c *check.Case, noun string) {
	switch {
	case (l.State == Open || l.State == Changing) && l.Published == nil:
		c.Found(noun, l.ID, l.Serial, "状态是“%s”，却没有已发布的内容，读者看到的是空白。请从备份恢复这条记录。", Flow.Name(l.State))
	case l.Published == nil && l.Draft == nil:
		c.Found(noun, l.ID, l.Serial, "没有任何内容。请从备份恢复这条记录。")
	case (l.Published != nil) != (l.Version > 0) || (l.Version > 0) != (l.PublishedAt > 0):
		c.Found(noun, l.ID, l.Serial, "内容版本为 %d，与是否发布过不符。请从备份恢复这条记录。", l.Version)
	case (l.State == InReview || l.State == Changing) && l.Draft == nil:
		c.Found(noun, l.ID, l.Serial, "状态是“%s”，却没有待审核的内容。请撤回后重新提交。", Flow.Name(l.State))
	}
	if l.Lead() && (l.OwnerOrg != "" || l.OwnerPerson != "") {
		c.Found(noun, l.ID, l.Serial, "标为公开线索，却有发布单位。请科技主管部门核对认领情况。")
	}
	if !l.Lead() && l.OwnerOrg == "" && l.OwnerPerson == "" {
		c.Found(noun, l.ID, l.Serial, "既不是公开线索，也没有发布单位。请从备份恢复这条记录。")
	}
}
