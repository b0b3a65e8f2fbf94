package intake

import (
	"kebang/internal/check"
	"kebang/internal/store"
)

// CheckConsistency proves the imports of a market: the kept file exists, and a running import has its job.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	return Imports.Each(c.Tx, store.Query{Market: c.Market}, func(i Import) error {
		c.Blob("导入", i.ID, i.Name, "上传", i.Blob, i.Size)
		if i.State == Running {
			if err := worked(c, i, EventApply, "正在写入，却没有任务在做，永远不会完成。请重新上传这份文件：已写入的行不会重复。"); err != nil {
				return err
			}
		}
		if i.Batch != nil && i.Batch.Running {
			return worked(c, i, EventBatch, "整批办理却没有任务在做，永远不会完成。请从备份恢复任务，或逐条办理。")
		}
		return nil
	})
}

// worked reports a running import without a job.
func worked(c *check.Case, i Import, event, what string) error {
	n, err := store.Events.Count(c.Tx, store.Query{Market: c.Market, Where: []store.Cond{
		{Field: "name", Op: store.Eq, Value: event}, {Field: "record", Op: store.Eq, Value: i.ID}}})
	if err == nil && n == 0 {
		c.Found("导入", i.ID, i.Name, "%s", what)
	}
	return err
}
