package kernel

import (
	"context"

	"kebang/internal/actor"
)

// FileOwner says whether an actor may read a record that refers to a file: nil when he may.
type FileOwner func(ctx context.Context, a actor.Actor, record string) error

// FileOwner registers who may read the files of a kind of record.
func (r *Router) FileOwner(kind string, o FileOwner) { r.owners[kind] = o }

// OwnerOf is the registered owner of a kind of record; nil when it has none.
func (r *Router) OwnerOf(kind string) FileOwner { return r.owners[kind] }
