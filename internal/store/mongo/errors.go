package mongo

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	xdriver "go.mongodb.org/mongo-driver/v2/x/mongo/driver"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Error codes of the server: github.com/mongodb/mongo, src/mongo/base/error_codes.yml.
var (
	conflicts = []int{112, 246, 251} // WriteConflict, SnapshotUnavailable, NoSuchTransaction
	expired   = []int{290}           // TransactionExceededLifetimeLimitSeconds
	forbidden = []int{8000, 18, 13}  // AtlasError, AuthenticationFailed, Unauthorized
	tooLarge  = []int{10334, 17419, 17420, 17280}
	// OutOfDiskSpace: index builds and spilled sorts check the space before they write
	diskFull = []int{14031}
	// InternalError, UnknownError, FileStreamFailed, LogWriteFailed
	broken = []int{1, 8, 39, 42}
	// also shutting down; the driver has repeated it once
	notPrimary = []int{91, 189, 10107, 11600, 11602, 13435, 13436}
)

var away = fault.T("store-unreachable",
	"暂时连不上数据库，请稍后再试；若仍不行，请管理员检查 MongoDB 是否在运行（磁盘写满时它会停止）、KEBANG_MONGO_URL 是否正确。",
	"The database cannot be reached; retry later. If it stays away, the administrator checks whether MongoDB runs (a "+
		"full disk stops it) and KEBANG_MONGO_URL.")

func labelled(err error, label string) bool {
	var l driver.LabeledError
	return errors.As(err, &l) && l.HasErrorLabel(label)
}

func coded(err error, codes []int) bool {
	var e driver.ServerError
	return errors.As(err, &e) && slices.ContainsFunc(e.ErrorCodes(),
		func(c int) bool { return slices.Contains(codes, c) })
}

// transient reports whether the whole transaction is gone and may be repeated.
func transient(err error) bool {
	return labelled(err, "TransientTransactionError") || coded(err, conflicts)
}

// unknown reports whether the answer to a commit was lost, or came from a server that was no longer primary.
func unknown(err error) bool {
	return labelled(err, "UnknownTransactionCommitResult") || coded(err, notPrimary) || gone(err)
}

// unreachable reports whether the connection broke, or no server or connection was available in time.
func unreachable(err error) bool {
	var cleared xdriver.RetryablePoolError
	return driver.IsNetworkError(err) || errors.As(err, &topology.ServerSelectionError{}) ||
		errors.As(err, &topology.ConnectionError{}) ||
		errors.As(err, &topology.WaitQueueTimeoutError{}) || errors.As(err, &cleared)
}

// gone reports whether the outcome of a statement is unknown: the connection broke, or was silent for too long.
func gone(err error) bool { return unreachable(err) || driver.IsTimeout(err) }

// full reports whether the server's disk is full. WiredTiger's own message comes as UnknownError with the text of the
// system.
func full(err error) bool {
	var e driver.ServerError
	return coded(err, diskFull) || errors.As(err, &e) && e.HasErrorMessage("No space left on device")
}

// failure turns an error of the driver into a fault. An error that an administrator can cure gets a sentence with the
// remedy. The end of the caller's context is returned unchanged.
func failure(ctx context.Context, err error) error {
	var f *fault.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return errors.Join(ctx.Err(), err)
	case errors.As(err, &f):
		return err
	case full(err):
		return fault.Cause(err, fault.Unavailable, fault.T(store.DiskFull.Code,
			"MongoDB 的磁盘空间已满，请管理员清理磁盘后再试。",
			"The disk of MongoDB is full; the administrator frees space, then retry."))
	case unreachable(err):
		return fault.Cause(err, fault.Unavailable, away)
	case transient(err):
		return fault.Cause(err, fault.Unavailable, store.Busy)
	case coded(err, expired):
		return tooOld(err)
	case coded(err, forbidden):
		return fault.Cause(err, fault.Unavailable, fault.T("store-refuses",
			"MongoDB 拒绝了登录或读写，请管理员检查 KEBANG_MONGO_URL 中的账号和它在该数据库的 readWrite 权限。",
			"MongoDB refused the sign-in, a read or a write; the administrator checks the account in "+
				"KEBANG_MONGO_URL and "+
				"its role readWrite on the database."))
	case coded(err, broken):
		return fault.Cause(err, fault.Unavailable, fault.T("store-failed",
			"数据库内部出错，没有完成这次读写，请稍后再试；若仍不行，请管理员检查 MongoDB 所在磁盘是否已满或损坏，并查看它的日志。",
			"The database failed and did not read or write; retry later. If it fails again, the administrator looks "+
				"whether the disk of MongoDB is full or damaged, and at its log."))
	case coded(err, tooLarge):
		return fault.Cause(err, fault.TooLarge, fault.T("record-too-large",
			"这条记录太大（上限 16 MB），请把长内容作为附件上传。",
			"The record is too large (at most 16 MB); upload long content as a file."))
	case unknown(err):
		return fault.Cause(err, fault.Unavailable, away)
	}
	return fmt.Errorf("mongo: %w", err)
}

// tooOld reports that a long reading ended because the server keeps no snapshot for longer.
func tooOld(err error) error {
	return fault.Cause(err, fault.Unavailable, fault.T("snapshot-too-old",
		"读取用时太长，MongoDB 已不再保留开始那一时刻的数据。请由管理员把服务器参数 transactionLifetimeLimitSeconds 调大"+
			"（例如 3600，运行中即可设置）后重试，完成后再改回。",
		"Reading took so long that MongoDB no longer keeps the data of its start. The administrator raises the server "+
			"parameter transactionLifetimeLimitSeconds (3600, say; it can be set while it runs), retries and sets "+
			"it back."))
}

var indexName = regexp.MustCompile(`index: (\S+)`)

// duplicate recognises a taken id or unique key; nil for any other error.
func (tab *table) duplicate(err error) error {
	if !driver.IsDuplicateKeyError(err) {
		return nil
	}
	if m := indexName.FindStringSubmatch(err.Error()); m != nil {
		for _, key := range tab.spec.Unique {
			if m[1] == nameOf(uniquePrefix, key) {
				return store.Duplicate(key)
			}
		}
	}
	return store.Duplicate(nil)
}
