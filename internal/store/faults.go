package store

import (
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Texts of both engines.
var (
	// Newer belongs to a store that this program must not open. Its arguments are the kind of the store and the
	// collection.
	Newer = fault.T("store-newer", "%s由更新版本的程序写入（%s），请用新版本的程序打开，或从旧备份恢复。",
		"%s was written by a newer version (%s); open it with that version, or restore an older backup.")
	// DuplicateStored names the collection whose documents break another unique key.
	DuplicateStored = fault.T("duplicate-stored", "已有数据违反新的唯一性规则（%s），请先用旧版本程序清理重复记录。",
		"Stored data breaks a new unique key (%s); remove the doubles with the older version first.")
	// BlobDamaged names a file whose bytes do not have its hash.
	BlobDamaged = fault.T("blob-damaged",
		"附件 %s 已损坏或读写失败，备份没有完成；请检查磁盘，并运行 kebang check 查看是哪条记录的附件。",
		"The file %s is damaged or cannot be read, and the backup is not whole. Check the disk, and run kebang "+
			"check to "+
			"see whose file it is.")
	// UnknownSort names the requested order and the possible ones.
	UnknownSort = fault.T("unknown-sort", "不能按“%s”排序，可以用 %s，降序加前缀 -。",
		"There is no order by “%s”; take %s, with - before it for the reverse.")
	Busy     = fault.T("store-busy", "数据库正忙，请稍后再试。", "The database is busy; please retry later.")
	DiskFull = fault.T("disk-full", "磁盘空间已满，请管理员清理磁盘后再试。",
		"The disk is full; the administrator frees space, then retry.")
)

var record = vocab.Noun("记录", "record")

func missing(noun vocab.Term) error {
	return fault.Of(fault.NotFound, fault.T(fault.NotThere.Code,
		"没有找到这条%s，可能已被删除，或您无权查看。", "This %s was not found: it may be deleted, or you may not see it."), noun)
}
