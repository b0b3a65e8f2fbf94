package deal

import (
	"kebang/internal/check"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// CheckConsistency proves the deals of a market. Both listings exist in their versions, the parties exist, an end has
// its reason, and a match is that of the pair. Package contract proves that a signed deal has its contract.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind, serials := c.Kind("deal", "对接", &Flow), c.Serials("DJ", "对接")
	err := check.Pages(c.Tx, Deals, store.Query{Market: c.Market}, func(ds []Deal) error {
		refs, err := gather(c, ds)
		if err != nil {
			return err
		}
		for i := range ds {
			c.Record(kind, ds[i].Meta, ds[i].Serial, ds[i].State)
			serials.Add(ds[i].ID, ds[i].Serial)
			ds[i].check(c, refs)
		}
		return nil
	})
	if err == nil {
		err = serials.Done()
	}
	if err == nil {
		err = checkCredits(c)
	}
	if err == nil {
		err = checkLooks(c)
	}
	return err
}

// checkCredits proves that a credit names its introduction and that its state follows from the answers of the parties.
// Package contract proves that its contract exists.
func checkCredits(c *check.Case) error {
	kind := c.Kind("credit", "居间记录", nil)
	return check.Pages(c.Tx, Credits, store.Query{Market: c.Market}, func(cs []Credit) error {
		var ids []string
		for _, x := range cs {
			ids = append(ids, x.Introduction)
		}
		ds, err := check.ByID(c.Tx, Deals, c.Market, ids, func(d *Deal) string { return d.ID })
		if err != nil {
			return err
		}
		for i := range cs {
			c.Record(kind, cs[i].Meta, cs[i].ContractSerial, cs[i].State)
			cs[i].check(c, ds[cs[i].Introduction])
		}
		return nil
	})
}

func (c *Credit) check(in *check.Case, d *Deal) {
	found := func(format string, args ...any) { in.Found("居间记录", c.ID, c.ContractSerial, format, args...) }
	switch {
	case d == nil:
		found("所依据的引荐 %s（%s）不存在。请从备份恢复它。", c.Serial, c.Introduction)
	case d.Broker == nil || d.Broker.Person != c.Person || d.Introducer.At != c.IntroducedAt || d.Serial != c.Serial:
		found("记着的技术经理人、日期或编号与引荐 %s 不同。请从备份恢复这条记录。", d.Serial)
	case c.ID != c.Contract+"."+c.Introduction:
		found("编号不是由合同 %s 和引荐 %s 组成的，同一引荐可能被记两次。请从备份恢复这条记录。", c.Contract, c.Introduction)
	case c.State != c.sum():
		found("状态“%s”与双方的答复不符。请从备份恢复这条记录。", c.State)
	case c.State == CreditContested && (c.Seller == nil || c.Seller.Reason == "") &&
		(c.Buyer == nil || c.Buyer.Reason == ""):
		found("有异议，却没有写明理由。请从备份恢复这条记录。")
	case c.Until < workday.Of(c.IntroducedAt):
		found("有效期的末日 %s 早于引荐之日。请从备份恢复这条记录。", c.Until)
	}
}

// checkLooks proves that a look by the broker of a deal names a deal on its listing. Package listing proves the rest.
func checkLooks(c *check.Case) error {
	return check.Pages(c.Tx, listing.Looks, store.Query{Market: c.Market}, func(ls []listing.Look) error {
		var ids []string
		for _, x := range ls {
			ids = append(ids, x.Deal)
		}
		ds, err := check.ByID(c.Tx, Deals, c.Market, ids, func(d *Deal) string { return d.ID })
		if err != nil {
			return err
		}
		for _, x := range ls {
			d := ds[x.Deal]
			switch {
			case x.Deal == "":
			case d == nil:
				c.Found("联系方式查看记录", x.ID, x.Serial, "查看时所在的对接 %s 不存在。请从备份恢复它。", x.Deal)
			case d.Demand.ID != x.Listing && d.Achievement.ID != x.Listing:
				c.Found("联系方式查看记录", x.ID, x.Serial, "所看的信息 %s 不在对接 %s 里。请从备份恢复这条记录。", x.Listing, d.Serial)
			}
		}
		return nil
	})
}

// referred are the records that a page of deals refers to.
type referred struct {
	demands      map[string]*listing.Demand
	achievements map[string]*listing.Achievement
	orgs         map[string]*party.Organization
}

func gather(c *check.Case, ds []Deal) (out referred, err error) {
	var demands, achievements, orgs []string
	for _, d := range ds {
		demands, achievements = append(demands, d.Demand.ID), append(achievements, d.Achievement.ID)
		orgs = append(orgs, d.DemandSide.Org, d.AchievementSide.Org)
	}
	out.demands, err = check.ByID(c.Tx, listing.Demands, c.Market, demands,
		func(l *listing.Demand) string { return l.ID })
	if err == nil {
		out.achievements, err = check.ByID(c.Tx, listing.Achievements, c.Market, achievements,
			func(l *listing.Achievement) string { return l.ID })
	}
	if err == nil {
		out.orgs, err = check.ByID(c.Tx, party.Organizations, store.National, orgs,
			func(o *party.Organization) string { return o.ID })
	}
	return out, err
}

func (d *Deal) check(c *check.Case, refs referred) {
	found := func(format string, args ...any) { c.Found("对接", d.ID, d.Serial, format, args...) }
	ref := func(noun string, r Ref, known bool, serial string, version int64) {
		switch {
		case !known:
			found("%s %s（%s）不存在。请从备份恢复它。", noun, r.Serial, r.ID)
		case serial != r.Serial:
			found("记着%s编号 %s，那条记录的编号却是 %s。请核对。", noun, r.Serial, serial)
		case r.Version > version:
			found("依据%s %s 的第 %d 版内容，它却只发布到第 %d 版。请从备份恢复它。", noun, r.Serial, r.Version, version)
		}
	}
	if l := refs.demands[d.Demand.ID]; l != nil {
		ref("需求", d.Demand, true, l.Serial, l.Version)
	} else {
		ref("需求", d.Demand, false, "", 0)
	}
	if l := refs.achievements[d.Achievement.ID]; l != nil {
		ref("成果", d.Achievement, true, l.Serial, l.Version)
	} else {
		ref("成果", d.Achievement, false, "", 0)
	}
	for _, s := range []Side{d.DemandSide, d.AchievementSide} {
		if s.Org != "" && refs.orgs[s.Org] == nil {
			found("一方 %s（%s）不存在。请从备份恢复该机构。", s.Name, s.Org)
		}
	}
	switch {
	case d.State == Ended && (d.End == nil || d.End.Category.Name() == ""):
		found("已结束，却没有写明类别和原因。请从备份恢复这条记录。")
	case d.State != Ended && d.End != nil:
		found("还在进行，却写着结束的原因。请从备份恢复这条记录。")
	case (d.State == Signed) != (d.Contract != ""):
		found("状态是“%s”，与是否记有合同不符。请从备份恢复这条记录。", Flow.Name(d.State))
	case d.State != Intent && d.State != Ended && d.State != Lapsed && !(d.DemandYes && d.AchievementYes):
		found("状态是“%s”，却没有双方的同意。请从备份恢复这条记录。", Flow.Name(d.State))
	}
	if d.Match != nil && d.Match.ID != d.Demand.ID+"."+d.Achievement.ID {
		found("记着的匹配 %s 不是这一对需求和成果的。请从备份恢复这条记录。", d.Match.ID)
	}
}
