package matcher

import (
	"maps"
	"slices"

	"kebang/internal/check"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// CheckConsistency proves the matches of a market. Both listings are shown, in the scored version or a later one,
// unless a waiting job will update the match. In the national records it proves that every stored corpus is complete.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return checkCorpora(c)
	}
	return check.Pages(c.Tx, Matches, store.Query{Market: c.Market}, func(ms []Match) error {
		var ds, as []string
		for _, m := range ms {
			ds, as = append(ds, m.Demand), append(as, m.Achievement)
		}
		demands, err := check.ByID(c.Tx, listing.Demands, c.Market, ds, func(l *listing.Demand) string { return l.ID })
		if err != nil {
			return err
		}
		achievements, err := check.ByID(c.Tx, listing.Achievements, c.Market, as,
			func(l *listing.Achievement) string { return l.ID })
		if err != nil {
			return err
		}
		for i := range ms {
			m := &ms[i]
			what := wrongPair(m, demands[m.Demand], achievements[m.Achievement])
			if what == "" {
				continue
			}
			waits, err := waiting(c, m)
			if err != nil {
				return err
			}
			if !waits {
				c.Found("匹配", m.ID, "", "%s请运行 kebang match --all 重新匹配。", what)
			}
		}
		return nil
	})
}

func wrongPair(m *Match, d *listing.Demand, a *listing.Achievement) string {
	switch {
	case m.ID != MatchID(m.Demand, m.Achievement):
		return "编号不是这一对需求和成果的。"
	case d == nil || a == nil:
		return "需求 " + m.Demand + " 或成果 " + m.Achievement + " 不存在。"
	case !d.Visible() || !a.Visible():
		return "需求 " + d.Serial + " 或成果 " + a.Serial + " 已不公开，匹配却还在。"
	case m.DemandVersion > d.Version || m.AchievementVersion > a.Version:
		return "依据的内容版本比需求 " + d.Serial + " 或成果 " + a.Serial + " 现有的还新。"
	case m.Points < 0 || m.Points > 10000:
		return "得分不在 0 到 100 之间。"
	}
	return ""
}

// waiting reports whether a job about one of the two listings, or about all pairs, is still to be done.
func waiting(c *check.Case, m *Match) (bool, error) {
	n, err := store.Events.Count(c.Tx, store.Query{Market: c.Market, Where: []store.Cond{
		{Field: "name", Op: store.In, Value: []string{listing.EventPublished, listing.EventRemoved}},
		{Field: "record", Op: store.In, Value: []string{m.Demand, m.Achievement}}}})
	if err != nil || n > 0 {
		return n > 0, err
	}
	n, err = store.Events.Count(c.Tx, store.Query{Market: store.National,
		Where: []store.Cond{{Field: "name", Op: store.Eq, Value: EventRenewed}}})
	return n > 0, err
}

func checkCorpora(c *check.Case) error {
	pieces, of := map[int64]int64{}, map[int64]int64{}
	// a piece has up to 4 MB
	err := Snapshots.Each(c.Tx, store.Query{Market: store.National, Limit: 4}, func(s Snapshot) error {
		pieces[s.Number]++
		of[s.Number] = s.Pieces
		return nil
	})
	if err != nil || len(of) == 0 {
		return err
	}
	for number, want := range of {
		if pieces[number] != want {
			c.Found("语料快照", pieceID(number, 0), "", "有 %d 块，应有 %d 块，程序不能启动匹配。请从备份恢复。", pieces[number], want)
		}
	}
	newest := slices.Max(slices.Collect(maps.Keys(of)))
	var data []byte
	for i := range of[newest] {
		p, err := Snapshots.Many(c.Tx, store.National, []string{pieceID(newest, i)})
		if err != nil || len(p) == 0 {
			return err
		}
		data = append(data, p[0].Data...)
	}
	if err := new(Corpus).UnmarshalBinary(data); err != nil {
		c.Found("语料快照", pieceID(newest, 0), "", "读不出来，匹配得分无法复核。下次启动时会重新计算，之后请运行 kebang match --all 重新匹配。")
	}
	return nil
}
