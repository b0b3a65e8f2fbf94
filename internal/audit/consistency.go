package audit

import (
	"kebang/internal/check"
	"kebang/internal/store"
	"strings"
)

// CheckHistory compares the history of a market with its records. It runs after the checks that named the records (see
// check.Case.Record). The newest line of a record states its state; a removed record has a line about it. Lines follow
// each other, each step is one of the flow, and no line is newer than its record.
func CheckHistory(c *check.Case) error {
	kinds := c.Kinds()
	newest := map[string]Entry{}
	err := Trail.Each(c.Tx, store.Query{Market: c.Market, Sort: []store.Order{{Field: "record"}, {Field: "recordRev"}}},
		func(e Entry) error {
			k := kinds[e.Kind]
			if k == nil {
				return nil // a kind without checks
			}
			seen, ok := k.Seen[e.Record]
			before, old := newest[e.Record]
			newest[e.Record] = e
			switch {
			case !ok: // see follows
			case e.RecordRev > seen.Rev:
				c.Found(k.Noun, e.Record, seen.Serial, "历史记录（第 %d 版）比记录本身（第 %d 版）新，最近的修改丢失了。请从备份恢复这条记录。", e.RecordRev,
					seen.Rev)
			case k.Flow != nil && old && e.From != "" && before.To != e.From:
				c.Found(k.Noun, e.Record, seen.Serial, "历史断开：上一步到“%s”，第 %d 版却从“%s”开始。中间的历史记录丢失，请从备份恢复。",
					k.Flow.Name(before.To), e.RecordRev, k.Flow.Name(e.From))
			case k.Flow != nil && !follows(k, e):
				c.Found(k.Noun, e.Record, seen.Serial, "历史里有流程不允许的一步：从“%s”经“%s”到“%s”。请核对是谁在何时改动。", k.Flow.Name(e.From),
					k.Flow.StepLabel(e.Step), k.Flow.Name(e.To))
			}
			return nil
		})
	if err != nil {
		return err
	}
	for id, e := range newest {
		k := kinds[e.Kind]
		if _, ok := k.Seen[id]; !ok && e.Step != "delete" {
			c.Found(k.Noun, id, "", "有历史记录，但记录本身不见了。请从备份恢复这条记录。")
		}
	}
	for _, k := range kinds {
		for id, seen := range k.Seen {
			e, ok := newest[id]
			switch {
			case k.Flow == nil:
			case !ok:
				c.Found(k.Noun, id, seen.Serial, "没有任何历史记录，不知道是谁建立的。请从备份恢复历史。")
			case e.To != seen.State:
				c.Found(k.Noun, id, seen.Serial, "现为“%s”，最近的历史记录却说是“%s”：状态被绕过流程改动。请核对后从备份恢复。", k.Flow.Name(seen.State),
					k.Flow.Name(e.To))
			}
		}
	}
	return nil
}

// follows reports whether a line is a step of the flow or an allowed change without one: made, saved, noted, claimed,
// imported. An undone claim is allowed too; it opens the listing again from any state.
func follows(k *check.Kind, e Entry) bool {
	step := false
	for _, x := range k.Flow.Edges {
		if x.Step == e.Step {
			step = true
			if x.From == e.From && x.To == e.To {
				return true
			}
		}
	}
	return !step && (e.From == "" || e.From == e.To || strings.HasPrefix(e.Step, "import") || e.Step == "unclaim")
}
