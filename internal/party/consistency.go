package party

import (
	"kebang/internal/check"
	"kebang/internal/region"
	"kebang/internal/store"
)

// CheckConsistency proves the parties of a market, or the national ones. Memberships lead to markets and organisations,
// and codes are valid. CheckHistory proves the history.
func CheckConsistency(c *check.Case) error {
	if !c.National() {
		return nil
	}
	markets := map[string]bool{"": true, store.National: true}
	err := Markets.Each(c.Tx, store.Query{Market: store.National}, func(m Market) error {
		markets[m.ID] = true
		if _, ok := region.ByCode(m.RegionCode); !ok {
			c.Found("市场", m.ID, m.Name, "行政区划代码“%s”不存在，登记和统计无法判断归属。请在市场设置中重新选择。", m.RegionCode)
		}
		return nil
	})
	if err == nil {
		err = checkOrganizations(c, markets)
	}
	if err == nil {
		err = checkPeople(c, markets)
	}
	return err
}

func checkOrganizations(c *check.Case, markets map[string]bool) error {
	kind := c.Kind("organization", "机构", nil)
	return Organizations.Each(c.Tx, store.Query{Market: store.National}, func(o Organization) error {
		c.Record(kind, o.Meta, o.Name, "")
		if !markets[o.Home] {
			c.Found("机构", o.ID, o.Name, "登记它的市场 %s 不存在，没有人能维护它。请从备份恢复该市场。", o.Home)
		}
		if o.USCC != "" {
			if code, err := USCC(o.USCC); err != nil || code != o.USCC {
				c.Found("机构", o.ID, o.Name, "统一社会信用代码 %s 的校验码不对。请对照证照更正。", o.USCC)
			}
		}
		checkAbsences(c, "机构", o.ID, o.Name, o.Absences)
		return nil
	})
}

// checkAbsences proves the rules of SetAbsences, because clocks stand still on these days.
func checkAbsences(c *check.Case, noun, id, name string, xs []Absence) {
	if len(xs) > maxAbsences {
		c.Found(noun, id, name, "有 %d 段暂不在岗，最多 %d 段。请由该单位重新设置。", len(xs), maxAbsences)
	}
	for i, x := range xs {
		switch {
		case !x.From.Valid() || !x.To.Valid() || x.To < x.From:
			c.Found(noun, id, name, "暂不在岗“%s 至 %s”的日期不对，对接的期限无法计算。请由该单位重新设置。", x.From, x.To)
		case x.From.DaysUntil(x.To) >= longestAbsence:
			c.Found(noun, id, name, "暂不在岗“%s 至 %s”超过 %d 天，对接的期限停得过久。请由该单位重新设置。", x.From, x.To, longestAbsence)
		case i > 0 && x.From <= xs[i-1].To:
			c.Found(noun, id, name, "暂不在岗“%s 至 %s”与前一段重叠或次序颠倒。请由该单位重新设置。", x.From, x.To)
		}
	}
}

func checkPeople(c *check.Case, markets map[string]bool) error {
	kind := c.Kind("account", "账号", nil)
	return check.Pages(c.Tx, People, store.Query{Market: store.National}, func(ps []Person) error {
		var ids []string
		for _, p := range ps {
			for _, m := range p.Memberships {
				ids = append(ids, m.Org)
			}
		}
		orgs, err := check.ByID(c.Tx, Organizations, store.National, ids, func(o *Organization) string { return o.ID })
		if err != nil {
			return err
		}
		for _, p := range ps {
			c.Record(kind, p.Meta, p.Account, "")
			if !markets[p.Home] {
				c.Found("账号", p.ID, p.Account, "管理它的市场 %s 不存在。请从备份恢复该市场，或删除这个账号。", p.Home)
			}
			checkAbsences(c, "账号", p.ID, p.Account, p.Absences)
			for _, m := range p.Memberships {
				switch {
				case !markets[m.Market]:
					c.Found("账号", p.ID, p.Account, "角色“%s”所在的市场 %s 不存在。请在账号管理中去掉这个角色。", m.Role.Name(), m.Market)
				case m.Org != "" && orgs[m.Org] == nil:
					c.Found("账号", p.ID, p.Account, "角色“%s”所代表的机构 %s 不存在。请在账号管理中重新选择机构。", m.Role.Name(), m.Org)
				case !m.Role.Valid():
					c.Found("账号", p.ID, p.Account, "没有“%s”这种角色。请在账号管理中重新授予角色。", m.Role)
				}
			}
		}
		return nil
	})
}
