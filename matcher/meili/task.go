package meili

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
)

// tries is how often a write is sent in all before its failure is told.
const tries = 3

// taskError is a write that the engine took and then refused.
type taskError struct{ uid, kind, code, message string }

func (e *taskError) Error() string {
	return fmt.Sprintf("Meilisearch %s %s: %s (%s)", e.kind, e.uid, e.message, e.code)
}

// sending is a request that gives the server a write.
type sending func(context.Context) (*meilisearch.TaskInfo, error)

// task sends a write and waits until it is done. One that fails is sent again; one whose failure is in fine is done.
func (x *Index) task(ctx context.Context, send sending, fine ...string) error {
	return x.taskWithin(ctx, writeLimit, send, fine...)
}

func (x *Index) taskWithin(ctx context.Context, most time.Duration, send sending, fine ...string) error {
	uid, err := x.send(ctx, send)
	if err != nil {
		return err
	}
	return x.follow(ctx, uid, most, send, fine...)
}

// follow waits until a write that was sent once is done, as task does, each time at most so long.
func (x *Index) follow(ctx context.Context, uid int64, most time.Duration, send sending, fine ...string) error {
	for sent := 1; ; sent++ {
		failed, err := x.wait(ctx, uid, most)
		if err != nil || failed == nil || slices.Contains(fine, failed.code) {
			return err
		}
		if sent == tries || noRoomIn(failed.code, failed.message) {
			return x.refused(failed)
		}
		if err := pause(ctx, time.Duration(sent)*200*time.Millisecond); err != nil {
			return err
		}
		if uid, err = x.send(ctx, send); err != nil {
			return err
		}
	}
}

// refused tells that a write failed for good, or, for lack of room, for now.
func (x *Index) refused(e *taskError) error {
	if noRoomIn(e.code, e.message) {
		return x.suffer(noRoom(e))
	}
	return fault.Cause(e, fault.Internal, fault.T("search-write-failed",
		"检索库写入失败：%s。请管理员查看 Meilisearch 的日志和磁盘空间，然后重试或运行 kebang check 修复。",
		"The index was not written: %s. The administrator looks at the log and disk of Meilisearch, then retries or "+
			"runs kebang check."), e.message)
}

func (x *Index) send(ctx context.Context, send sending) (int64, error) {
	short, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	info, err := send(short)
	if err != nil {
		return 0, x.fail(ctx, err)
	}
	return info.TaskUID, nil
}

// wait follows a task to its end; failed is nil when it succeeded. A server that works on a large write may leave
// questions unanswered for a while: that does not end what may have taken minutes.
func (x *Index) wait(ctx context.Context, uid int64, most time.Duration) (failed *taskError, err error) {
	end, heard := time.Now().Add(most), time.Now()
	for step := 2 * time.Millisecond; ; step = min(step*3/2, 100*time.Millisecond) {
		if err := pause(ctx, step); err != nil {
			return nil, err
		}
		short, cancel := reading(ctx)
		t, err := x.api.GetTaskWithContext(short, uid)
		cancel()
		if err != nil {
			patient := most > briefLimit && time.Since(heard) < sendLimit && !hasCode(err, missingTask)
			if err := x.fail(ctx, err); !patient || !fault.Is(err, fault.Unavailable) {
				return nil, err
			}
			continue
		}
		heard = time.Now()
		switch t.Status {
		case meilisearch.TaskStatusSucceeded:
			return nil, nil
		case meilisearch.TaskStatusFailed:
			return &taskError{t.IndexUID, string(t.Type), t.Error.Code, t.Error.Message}, nil
		case meilisearch.TaskStatusCanceled:
			return &taskError{t.IndexUID, string(t.Type), "canceled", "任务被取消"}, nil
		}
		if time.Now().After(end) {
			return nil, fault.Of(fault.Unavailable, fault.T("meili-search-busy",
				"检索服务迟迟没有完成写入（太忙，或它的磁盘已满），稍后会自动重试；若一直如此，请管理员查看 Meilisearch 的日志和磁盘空间。",
				"The search engine does not end the write (too busy, or its disk is full); it is tried again by "+
					"itself. If it goes on, the administrator reads the log of Meilisearch and checks its disk."))
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
