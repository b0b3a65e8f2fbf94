package main

import (
	"context"
	"time"

	"kebang/internal/fault"
)

// mostSkew is how far the clock of a process may be off that of the database while it takes bids.
const mostSkew = time.Second

// clocked is an engine whose database has a clock of its own. The built-in database runs by the clock of the process.
type clocked interface {
	Clock(ctx context.Context) (time.Time, error)
}

// clockRight refuses while the clock of this process is more than mostSkew off the clock of the database. The time that
// the question takes is not counted.
func (a *app) clockRight(ctx context.Context) error {
	db, ok := a.engine.(clocked)
	if !ok {
		return nil
	}
	before := a.now()
	there, err := db.Clock(ctx)
	after := a.now()
	if err != nil {
		return err
	}
	off := max(before.Sub(there), there.Sub(after))
	if off <= mostSkew {
		return nil
	}
	return fault.Of(fault.Unavailable, fault.T("clock-off",
		"本机时钟与数据库相差 %d 毫秒（超过 1 秒），暂不接收揭榜，也不开启申报材料。请管理员校准时钟（NTP）后重试。",
		"The clock of this machine is %d ms off that of the database, more than a second: no bids are taken or "+
			"opened. Set the clocks right (NTP) and try again."), off.Milliseconds())
}
