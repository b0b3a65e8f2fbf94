package store

import (
	"context"

	"kebang/internal/fault"
)

// Read runs fn in a read-only snapshot and gives its result.
func Read[T any](ctx context.Context, db Engine, fn func(Tx) (T, error)) (T, error) {
	return result(ctx, db.View, fn)
}

// Write runs fn in a transaction and gives its result. Engine.Run documents when fn runs again.
func Write[T any](ctx context.Context, db Engine, fn func(Tx) (T, error)) (T, error) {
	return result(ctx, db.Run, fn)
}

func result[T any](ctx context.Context, do func(context.Context, func(Tx) error) error, fn func(Tx) (T, error)) (T,
	error) {
	var out T
	err := do(ctx, func(tx Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// Clear deletes all documents of a query, one page of 500 in each transaction, and returns their number.
func Clear[T any](ctx context.Context, db Engine, c *Collection[T], q Query) (removed int, err error) {
	for q.Limit = 500; ; {
		n, err := Write(ctx, db, func(tx Tx) (int, error) {
			p, err := c.Find(tx, q)
			for i := range p.Items {
				if err == nil {
					err = c.Delete(tx, &p.Items[i])
				}
			}
			return len(p.Items), err
		})
		if err != nil {
			return removed, err
		}
		if removed += n; n < q.Limit {
			return removed, nil
		}
	}
}

// ErrChanged says that another person saved a record after this one loaded it.
var ErrChanged = fault.Of(fault.Stale, fault.T("changed-meanwhile",
	"这条记录刚被他人修改过，请刷新后核对再保存；您填写的内容仍在页面上。",
	"Somebody has just changed this record. Reload, compare, then save; what you wrote is still on the page."))

// Seen compares the revision of a record with the one that the person loaded. It returns ErrChanged when they differ.
// Revision 0 skips the comparison.
func (m Meta) Seen(rev int64) error {
	if rev != 0 && m.Rev != rev {
		return ErrChanged
	}
	return nil
}

// Optional turns fault.NotFound into nil, for records that may be absent.
func Optional(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}
