package ledger

import (
	"reflect"

	"kebang/internal/check"
	"kebang/internal/store"
)

// CheckConsistency proves the months of a market. The sums of each are those of its postings. Every posting lies in a
// month that has a book. A closed month has its sheet.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	made := map[string]*Book{}
	err := check.Pages(c.Tx, Postings, store.Query{Market: c.Market}, func(ps []Posting) error {
		for i := range ps {
			p := &ps[i]
			b := made[string(p.Period)]
			if b == nil {
				b = &Book{Sums: Sums{}}
				made[string(p.Period)] = b
			}
			b.Postings++
			b.Sums.post(p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	kind, serials := c.Kind("month", "统计月", &Flow), c.Serials("TJ", "统计月报")
	err = check.Pages(c.Tx, Books, store.Query{Market: c.Market}, func(bs []Book) error {
		for i := range bs {
			b := &bs[i]
			if b.State != Open { // a posting leaves no line in the history of its month
				c.Record(kind, b.Meta, b.ID, b.State)
			}
			want := made[b.ID]
			delete(made, b.ID)
			if want == nil {
				want = &Book{Sums: Sums{}}
			}
			if b.Postings != want.Postings || !reflect.DeepEqual(b.Sums, want.Sums) {
				c.Found("统计月", b.ID, b.ID, "记着 %d 笔入账的合计，与它的 %d 笔入账之和不符。请从备份恢复这条记录。", b.Postings, want.Postings)
			}
			if b.State != Closed {
				continue
			}
			if b.Sheet == nil {
				c.Found("统计月", b.ID, b.ID, "已结账，却没有月报文件。请从备份恢复这条记录。")
				continue
			}
			serials.Add(b.ID, b.Sheet.Number)
			c.Blob("统计月", b.ID, b.ID, "月报", b.Sheet.Blob, b.Sheet.Size)
		}
		return nil
	})
	for id := range made {
		c.Found("统计月", id, id, "有入账，却没有合计，统计缺少这个月。请从备份恢复这条记录。")
	}
	if err == nil {
		err = serials.Done()
	}
	return err
}
