// Package engine holds the common parts of the engines SQLite and MongoDB. They are the defined collections, the order
// and the cursor of a page, the checks before a statement, and the hash of a file. It must not know a driver.
package engine

import (
	"context"
	"maps"
	"sync"

	"kebang/internal/store"
)

// Tables are the collections that a store has defined for this process. The zero value has none.
type Tables[T any] struct {
	mu      sync.RWMutex
	byName  map[string]*T
	loading bool
}

// Table finds a defined collection. An undefined name is a defect of the caller.
func (t *Tables[T]) Table(name string) (*T, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if tab := t.byName[name]; tab != nil {
		return tab, nil
	}
	return nil, store.Misuse("collection %s was not defined", name)
}

// Add notes defined collections.
func (t *Tables[T]) Add(tabs map[string]*T) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.byName == nil {
		t.byName = map[string]*T{}
	}
	maps.Copy(t.byName, tabs)
}

// All are the collections defined so far.
func (t *Tables[T]) All() map[string]*T {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return maps.Clone(t.byName)
}

// Fill sets whether this process is loading the store; see store.Carrier.
func (t *Tables[T]) Fill(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.loading = on
}

// Filling reports whether this process is loading the store.
func (t *Tables[T]) Filling() bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.loading
}

type inside struct{}

// Begin refuses a transaction inside another one. The inner one could wait for the outer for ever, or silently read
// another snapshot.
func Begin(ctx context.Context) (context.Context, error) {
	if ctx.Value(inside{}) != nil {
		return nil, store.Misuse("transaction inside a transaction; hand the tx on")
	}
	return context.WithValue(ctx, inside{}, true), nil
}

// Writable refuses a write in a view, and any write in a transaction that a Conflict has broken.
func Writable(write bool, broken error) error {
	if !write {
		return store.Misuse("write inside View")
	}
	return broken
}

// Ready checks a document before it is written and returns its values in their stored types.
func Ready(s store.Spec, r store.Raw) (store.Values, error) {
	if r.ID == "" || r.Market == "" {
		return nil, store.Misuse("%s without id or market", s.Name)
	}
	return r.Values.Ready(s)
}

// Unchanged gives the reason why an update or a deletion met no document: it is missing, or has another revision.
func Unchanged(tx store.Tx, coll, market, id string) error {
	if _, err := store.One(tx, coll, market, id); err != nil {
		return err
	}
	return store.Outdated()
}

// InOrder lists the found documents in the order of their ids.
func InOrder(ids []string, found map[string]store.Raw) []store.Raw {
	out := make([]store.Raw, 0, len(found))
	for _, id := range ids {
		if r, ok := found[id]; ok {
			out = append(out, r)
		}
	}
	return out
}
