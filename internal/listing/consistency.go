package listing

import (
	"kebang/internal/check"
	"kebang/internal/party"
	"kebang/internal/store"
)

// CheckConsistency proves the listings of a market: states, contents and versions agree, owners exist, numbers are given
// once.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	if err := checkKind(c, Demands, DemandKind, "技术需求", "XQ"); err != nil {
		return err
	}
	return checkKind(c, Achievements, AchievementKind, "科技成果", "CG")
}

func checkKind[C Content](c *check.Case, coll *store.Collection[Listing[C]], name Kind, noun, prefix string) error {
	kind, serials := c.Kind(string(name), noun, &Flow), c.Serials(prefix, noun)
	err := check.Pages(c.Tx, coll, store.Query{Market: c.Market}, func(ls []Listing[C]) error {
		var orgs, people []string
		for _, l := range ls {
			orgs, people = append(orgs, l.OwnerOrg), append(people, l.OwnerPerson)
		}
		os, err := check.ByID(c.Tx, party.Organizations, store.National, orgs, func(o *party.Organization) string { return o.ID })
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

// check is what one listing says of itself.
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
