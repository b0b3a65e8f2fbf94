package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// failure turns an error of the driver into a fault. An error that an administrator can cure gets a sentence with the
// remedy.
func failure(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, sql.ErrTxDone) {
		return errors.Join(context.Canceled, err) // the end of its context rolled it back between two statements
	}
	var e *driver.Error
	if !errors.As(err, &e) {
		return fmt.Errorf("sqlite: %w", err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_INTERRUPT:
		return errors.Join(context.Canceled, err)
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return fault.Cause(err, fault.Unavailable, store.Busy)
	case lib.SQLITE_FULL:
		return diskFull(err)
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return fault.Cause(err, fault.Unavailable, damaged)
	case lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN, lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return fault.Cause(err, fault.Unavailable, fault.T("store-unusable",
			"无法读写数据文件，请管理员检查磁盘和文件夹权限。",
			"The data file cannot be read or written; the administrator checks the disk and the rights of the folder."))
	}
	return fmt.Errorf("sqlite: %w", err)
}

func diskFull(err error) error {
	return fault.Cause(err, fault.Unavailable, store.DiskFull)
}

// duplicate recognises a taken id or unique key; nil for any other error.
func (tab *table) duplicate(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) || e.Code() != lib.SQLITE_CONSTRAINT_UNIQUE && e.Code() != lib.SQLITE_CONSTRAINT_PRIMARYKEY {
		return nil
	}
	for _, key := range tab.spec.Unique {
		cols := []string{tab.name + ".market"}
		for _, f := range key {
			cols = append(cols, tab.name+"."+engine.Column(f))
		}
		if strings.Contains(e.Error(), "UNIQUE constraint failed: "+strings.Join(cols, ", ")+" ") {
			return store.Duplicate(key)
		}
	}
	return store.Duplicate(nil)
}

var noData = fault.T("no-data",
	"文件夹 %s 里没有科榜数据，请用 --data 指定正确的数据文件夹。",
	"The folder %s holds no data of Kebang; name the right one with --data.")

var unusable = fault.T("folder-unusable",
	"无法使用数据文件夹 %s，请检查路径和权限。", "The data folder %s cannot be used; check path and rights.")

var damaged = fault.T("store-damaged",
	"数据文件已损坏，请管理员从最近的备份恢复。",
	"The data file is damaged; the administrator restores the newest backup.")

var errDamaged = fault.Of(fault.Unavailable, damaged)
