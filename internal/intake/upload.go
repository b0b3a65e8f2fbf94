package intake

import (
	"context"
	"io"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/store"
)

// Upload keeps a file, and reads and checks it. It writes no row yet. The caller makes id; the same id again returns
// the result of the first call.
func (s *Service) Upload(ctx context.Context, a actor.Actor, id string, k form.Kind, name string, r io.ReaderAt,
	size int64) (Import, error) {
	if err := may(a, k); err != nil {
		return Import{}, err
	}
	if old, err := s.Get(ctx, a, id); err == nil {
		return old, nil
	}
	done, err := s.take(ctx, patience)
	if err != nil {
		return Import{}, err
	}
	defer done()
	p, err := s.look(ctx, a, k, name, r, size, Guide{})
	if err != nil {
		return Import{}, err
	}
	blob, size, err := s.keep(ctx, p, r, size)
	if err != nil {
		return Import{}, err
	}
	return s.insert(ctx, a, Import{Cleaned: p.Secret(), Meta: store.Meta{ID: id, Market: a.Market}, Kind: k,
		Name: clipName(name), Blob: blob, Size: size, State: Previewed}, p)
}

func (s *Service) insert(ctx context.Context, a actor.Actor, i Import, p *Plan) (Import, error) {
	i.By, i.At = a, s.now().UnixMilli()
	i.show(p)
	err := s.db.Run(ctx, func(tx store.Tx) error { i := i; return Imports.Insert(tx, &i) })
	i.Rev = 1
	return i, err
}

// Take keeps a read and checked file and writes its good rows at once, for a command without a worker. Its batch can be
// viewed and taken back on the page like any other.
func (s *Service) Take(ctx context.Context, a actor.Actor, id string, p *Plan, g Guide, name string, r io.ReaderAt,
	size int64, o Options, progress func(done, total int)) (Outcome, error) {
	if err := may(a, p.Kind); err != nil {
		return Outcome{}, err
	}
	blob, size, err := s.keep(ctx, p, r, size)
	if err != nil {
		return Outcome{}, err
	}
	i := Import{Cleaned: p.Secret(), Units: g.Units, Meta: store.Meta{ID: id, Market: a.Market}, Kind: p.Kind,
		Name: clipName(name), Blob: blob, Size: size, State: Failed, Publish: o.Publish, SkipNear: o.SkipNear,
		Refused: o.Refused, KeepReason: o.KeepReason,
		Headers: g.Headers, IncludeHidden: g.IncludeHidden, Failure: sayImportBroken.With(),
		Progress: RowProgress{Total: p.Counts.Good}}
	if i, err = s.insert(ctx, a, i, p); err != nil {
		return Outcome{}, err
	}
	out, err := s.apply(ctx, a, &i, p, name, o, progress)
	if err != nil {
		return out, err
	}
	now := s.now().UnixMilli()
	_, err = s.change(ctx, i.Market, i.ID, func(i *Import) error {
		i.State, i.Result, i.DoneAt, i.Failure = Finished, &out, now, fault.Said{}
		i.Progress.Done = i.Progress.Total
		i.Errors = append(i.Errors, out.Problems...)
		return nil
	})
	return out, err
}

func clipName(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[len(r)-200:])
	}
	return s
}

// What is told, stored with the import.
var (
	sayImportBroken = fault.Kept("import-broken",
		"命令行导入没有完成，请重新导入这个文件：已写入的行不会重复。",
		"The import of the command was broken off. Import the file again: rows already written are not doubled.")
)
