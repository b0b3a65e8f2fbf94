package files

import (
	"slices"

	"kebang/internal/check"
	"kebang/internal/store"
)

// CheckConsistency proves that uploads have their bytes and belong to existing records. It runs after the checks that
// name the records (check.Case.Record).
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	return Files.Each(c.Tx, store.Query{Market: c.Market}, func(f File) error {
		c.Blob("文件", f.ID, f.Name, "上传", f.Blob, f.Size)
		for _, l := range f.Links {
			k := c.Kinds()[l.Kind]
			if k == nil {
				c.Found("文件", f.ID, f.Name, "登记属于一种不存在的记录“%s”（%s），没有人能按它打开。请核对后从备份恢复。", l.Kind, l.Record)
			} else if _, ok := k.Seen[l.Record]; !ok && !k.Abroad[l.Record] {
				c.Report(check.Finding{Market: c.Market, Noun: "文件", ID: f.ID, Serial: f.Name,
					Mend: drop(f.ID, l, c.Market),
					What: "登记属于一条不存在的" + k.Noun + "（" + l.Record + "）。请从备份恢复那条记录，或运行 kebang check --repair 去掉这处登记。"})
			}
		}
		return nil
	})
}

// drop removes one link in a transaction of its own.
func drop(file string, l Link, market string) func(store.Tx) error {
	return func(tx store.Tx) error {
		f, err := Files.Get(tx, market, file)
		if err != nil {
			return err
		}
		if at := f.link(l.Kind, l.Record); at >= 0 {
			f.Links = slices.Delete(f.Links, at, at+1)
		}
		return Files.Update(tx, &f)
	}
}

// CheckAttachment reports a reference of a record to a file that does not exist, has other content, or has no link to
// the record. Without the link its readers could not open it.
func CheckAttachment(c *check.Case, kind, noun, id, serial, what, file, blob string) error {
	if file == "" {
		c.Blob(noun, id, serial, what, blob, -1)
		return nil
	}
	found, err := Files.Many(c.Tx, c.Market, []string{file})
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		c.Found(noun, id, serial, "%s指向的文件 %s 不存在。请重新上传。", what, file)
	case blob != "" && found[0].Blob != blob:
		c.Found(noun, id, serial, "%s的指纹与文件 %s 的不同：记为 %s，文件是 %s。请核对原件。", what, file, blob, found[0].Blob)
	case !found[0].Belongs(kind, id):
		c.Found(noun, id, serial, "%s的文件 %s 没有登记属于这条记录，有权的人也打不开。请重新上传。", what, file)
	}
	return nil
}
