package intake

import (
	"context"
	"io"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/sheet"
)

// patience is the longest wait of an upload for the reading of other tables. The worker waits without a limit.
const patience = 20 * time.Second

// take waits until no other table is read in this process. A book and its rows may take some hundred megabytes, and ten
// people may upload at once. A patience of 0 waits until ctx ends. Done frees the place.
func (s *Service) take(ctx context.Context, patience time.Duration) (done func(), err error) {
	done = func() { <-s.turn }
	select { // a free place is taken first of all
	case s.turn <- struct{}{}:
		return done, nil
	default:
	}
	var late <-chan time.Time
	if patience > 0 {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case s.turn <- struct{}{}:
		return done, nil
	case <-late:
		return nil, fault.Of(fault.Unavailable, fault.T("import-busy",
			"正在检查其他人上传的表格，请过一会儿再上传。",
			"Tables of others are being checked; upload again in a moment."))
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// look reads a table and checks its rows. The caller has taken the turn.
func (s *Service) look(ctx context.Context, a actor.Actor, k form.Kind, name string, r io.ReaderAt, size int64,
	g Guide) (*Plan, error) {
	book, err := s.Open(ctx, r, size, name)
	if err != nil {
		return nil, err
	}
	return s.PreviewAs(ctx, a, k, book, g)
}

// Open reads a table within the limits of an import.
func (s *Service) Open(ctx context.Context, r io.ReaderAt, size int64, name string) (sheet.Book, error) {
	return sheet.OpenContext(ctx, r, size, name, s.limits)
}
