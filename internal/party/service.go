package party

import (
	"context"
	"errors"
	"time"

	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// Service holds the use cases of parties.
type Service struct {
	db    store.Engine
	now   func() time.Time
	light bool // see LightPasswords
}

// NewService makes the use cases on a store. Now gives the present instant.
func NewService(db store.Engine, now func() time.Time) *Service { return &Service{db: db, now: now} }

// Collections lists the collections of this package and the history for Engine.Define.
func Collections() []store.Spec {
	return []store.Spec{Organizations.Spec(), People.Spec(), Markets.Spec(), Sessions.Spec(), SetupLinks.Spec(), AllSettings.Spec(), Backups.Spec(), Quotas.Spec(), Accesses.Spec(), audit.Trail.Spec(), Files.Spec(), Notices.Spec()}
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

var errStale = fault.New(fault.Stale, "changed-meanwhile", "这条记录刚被他人修改过，请刷新后核对再保存；您填写的内容仍在页面上。")

// stale compares the stored revision with the one a person saw; 0 means he need not have seen any.
func stale(have, seen int64) error {
	if seen != 0 && have != seen {
		return errStale
	}
	return nil
}

// Page is one page of a list with the number of all rows.
type Page[T any] struct {
	Items []T
	Next  string
	Total int64
}

func page[T any](tx store.Tx, c *store.Collection[T], q store.Query) (Page[T], error) {
	p, n, err := c.Counted(tx, q)
	return Page[T]{Items: p.Items, Next: p.Next, Total: n}, err
}

func view[T any](ctx context.Context, db store.Engine, fn func(store.Tx) (T, error)) (T, error) {
	var out T
	err := db.View(ctx, func(tx store.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}

func run[T any](ctx context.Context, db store.Engine, fn func(store.Tx) (T, error)) (T, error) {
	var out T
	err := db.Run(ctx, func(tx store.Tx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}

// sentenceOf is the Chinese sentence of a failure.
func sentenceOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Msg
	}
	return "程序出错，详情见服务器日志。"
}

func ignoreMissing(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

func contains(words string) []store.Cond {
	var out []store.Cond
	for _, g := range wanted(words) {
		out = append(out, store.Cond{Field: "grams", Op: store.Has, Value: g})
	}
	return out
}
