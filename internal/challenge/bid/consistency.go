package bid

import (
	"kebang/internal/challenge"
	"kebang/internal/check"
	"kebang/internal/party"
	"kebang/internal/store"
)

// CheckConsistency proves the bids of a market. Each bid belongs to a challenge, which counts it and names the chosen
// one. Every unit that a bid concerns has its stake. Of the national records it proves that every stake has its bid.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return party.Stakes.Each(c.Tx, store.Query{Market: store.National,
			Where: []store.Cond{{Field: "kind", Op: store.Eq, Value: Kind}}}, func(s party.Stake) error {
			b, err := Bids.Get(c.Tx, s.Of, s.Record)
			switch {
			case err != nil && store.Optional(err) != nil:
				return err
			case err != nil:
				c.Found("参与记录", s.ID, s.Title, "所指的揭榜 %s 不存在。请从备份恢复它。", s.Record)
			case s.State != b.State:
				c.Found("参与记录", s.ID, s.Title, "记着“%s”，揭榜 %s 现为“%s”。请从备份恢复这条记录。", s.State, b.Serial, b.State)
			}
			return nil
		})
	}
	kind, serials := c.Kind(Kind, "揭榜申报", &Flow), c.Serials("JBSB", "揭榜申报")
	counted, chosen := map[string]int{}, map[string]string{}
	if err := abroad(c, kind); err != nil {
		return err
	}
	err := check.Pages(c.Tx, Bids, store.Query{Market: c.Market}, func(bs []Bid) error {
		for i := range bs {
			b := &bs[i]
			c.Record(kind, b.Meta, b.Serial, b.State)
			serials.Add(b.ID, b.Serial)
			if b.counts() {
				counted[b.Challenge]++
			}
			if b.State == Chosen || b.State == Won {
				chosen[b.Challenge] = b.ID
			}
			if (b.State == Submitted || b.State == Eligible || b.State == Chosen || b.State == Won) &&
				b.Receipt == nil {
				c.Found("揭榜申报", b.ID, b.Serial, "现为“%s”，却没有提交回执。请从备份恢复这条记录。", Flow.Name(b.State))
			}
			if b.IsSealed() && (b.Scheme.Plan != "" || len(b.Scheme.Answers) > 0) {
				c.Found("揭榜申报", b.ID, b.Serial, "申报材料应当密封，却有明文。请从备份恢复这条记录，并查明是谁改动的。")
			}
			for _, unit := range b.units() {
				if _, err := party.Stakes.Get(c.Tx, store.National, Kind+"."+b.ID+"."+unit); err != nil {
					if store.Optional(err) != nil {
						return err
					}
					c.Found("揭榜申报", b.ID, b.Serial, "单位 %s 没有它的参与记录，在“我的揭榜”里看不到。请从备份恢复。", unit)
				}
			}
		}
		return nil
	})
	if err == nil {
		err = serials.Done()
	}
	if err != nil {
		return err
	}
	err = check.Pages(c.Tx, challenge.Challenges, store.Query{Market: c.Market}, func(cs []challenge.Challenge) error {
		for i := range cs {
			x := &cs[i]
			if x.Bids != counted[x.ID] {
				c.Found("榜单", x.ID, x.Serial, "记着 %d 家揭榜，实际有 %d 家。请从备份恢复这条记录。", x.Bids, counted[x.ID])
			}
			named := ""
			if x.Choice != nil {
				named = x.Choice.Bid
			}
			if named != chosen[x.ID] {
				c.Found("榜单", x.ID, x.Serial, "选定的揭榜“%s”与揭榜申报的状态（%s）不符。请从备份恢复这条记录。", named, chosen[x.ID])
			}
			delete(counted, x.ID)
		}
		return nil
	})
	for id := range counted {
		c.Found("揭榜申报", id, "", "所揭的榜单不存在。请从备份恢复它。")
	}
	return err
}

// abroad names the bids to challenges of other markets. Their teams keep the files in the market where they act.
func abroad(c *check.Case, k *check.Kind) error {
	return party.Stakes.Each(c.Tx, store.Query{Market: store.National,
		Where: []store.Cond{{Field: "kind", Op: store.Eq, Value: Kind}}}, func(s party.Stake) error {
		if s.Of != c.Market {
			k.Abroad[s.Record] = true
		}
		return nil
	})
}
