// Package jobs works off the events of the outbox with leases and retries. It takes events by their state, leases each
// and calls the handlers of its name. Then it deletes the event, or tries again later and gives up visibly. It must not
// know any domain package; cmd registers the handlers by event name. Handlers read the present record and may run
// twice, at the same time or late.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"kebang/internal/id"
	"kebang/internal/store"
)

// Handler reacts to one event. An error or a panic makes the worker try again later.
type Handler func(ctx context.Context, e store.Event) error

// Options of a worker. A zero field means the default in brackets.
type Options struct {
	Now      func() time.Time // the clock of leases and back-off [time.Now]
	Log      *slog.Logger     // [discards]
	Name     string           // name of the worker, unique among processes of a store [random]
	Parallel int              // handlers at the same time [2]
	// Lease is the time until the events of a dead worker are taken over; a living one renews it [1 min].
	Lease   time.Duration
	Poll    time.Duration             // pause between looks without being woken [1 s]
	Tries   int                       // failures in a row before giving up [8]
	Backoff func(n int) time.Duration // pause after the n-th failure [0.25 s, four times more each, at most 15 min]
	Outage  time.Duration             // longest rest of an event's name while an engine is down [2 s]
	Grace   time.Duration             // time for running handlers after the end of Run's context [10 s]
	// Watch is called before the handlers of an event run, and its returned function with their result [nothing].
	Watch func(ctx context.Context, e store.Event) (context.Context, func(Result))
}

// Result is the result of the work on an event.
type Result string

// The results. A given-up event stays until an administrator retries or dismisses it.
const (
	Done    Result = "done"
	Failed  Result = "failed"
	GivenUp Result = "given_up"
)

// Worker takes events of all markets from one store.
type Worker struct {
	eng  store.Engine
	o    Options
	wake chan struct{}
	free chan struct{} // one token a free place
	done chan struct{} // signalled when a handler ended
	seq  atomic.Int64

	mu       sync.Mutex
	handlers map[string][]Handler
	down     map[string]outage // names that rest, because an engine is down
	queue    []store.Event     // due when read; each is checked again when leased
	running  int
	looked   int // looks for due events, modulo aheadEvery
}

// New makes a worker; register its handlers before Run or Drain.
func New(eng store.Engine, o Options) *Worker {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Name == "" {
		o.Name = id.New()
	}
	if o.Backoff == nil {
		o.Backoff = backoff
	}
	if o.Watch == nil {
		o.Watch = func(ctx context.Context, _ store.Event) (context.Context, func(Result)) {
			return ctx,
				func(Result) {}
		}
	}
	o.Parallel = positive(o.Parallel, 2)
	o.Tries = positive(o.Tries, 8)
	o.Lease = positive(o.Lease, time.Minute)
	o.Poll = positive(o.Poll, time.Second)
	o.Grace = positive(o.Grace, 10*time.Second)
	o.Outage = positive(o.Outage, 2*time.Second)
	w := &Worker{eng: eng, o: o, wake: make(chan struct{}, 1), done: make(chan struct{}, 1),
		free: make(chan struct{}, o.Parallel), handlers: map[string][]Handler{}, down: map[string]outage{}}
	for range o.Parallel {
		w.free <- struct{}{}
	}
	return w
}

func positive[T int | time.Duration](v, otherwise T) T {
	if v > 0 {
		return v
	}
	return otherwise
}

func backoff(n int) time.Duration {
	const longest = 15 * time.Minute
	if n > 6 {
		return longest
	}
	return min(longest, 250*time.Millisecond<<(2*(n-1)))
}

// Handle registers a handler for the events of a name. Several handlers of one name run in the order of registration;
// when one fails, all run again. An event without a handler is dropped.
func (w *Worker) Handle(name string, fn func(ctx context.Context, e store.Event) error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.handlers[name] = append(w.handlers[name], fn)
}

// Wake makes the worker look for events now. Engine calls it after every commit that emitted one.
func (w *Worker) Wake() { signal(w.wake) }

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Run works until ctx ends, then lets running handlers finish within the grace time.
func (w *Worker) Run(ctx context.Context) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	tick := time.NewTicker(w.o.Poll)
	defer tick.Stop()
	failing := false
	for ctx.Err() == nil {
		took, err := w.step(ctx, work)
		if err != nil && ctx.Err() == nil && !failing {
			w.o.Log.Error("cannot read the outbox", "error", err)
		}
		failing = err != nil
		if took {
			continue
		}
		select {
		case <-ctx.Done():
		case <-w.wake:
		case <-tick.C:
		}
	}
	stop := time.AfterFunc(w.o.Grace, cancel)
	defer stop.Stop()
	for w.busy() {
		w.settle(work)
	}
}

// Drain works until no event is due and no handler of this worker runs. Events in back-off are not due. It may run
// beside Run.
func (w *Worker) Drain(ctx context.Context) error {
	for {
		idle := !w.busy() // asked first, because a handler that ends now may have emitted
		took, err := w.step(ctx, ctx)
		if err != nil {
			return err
		}
		if took {
			continue
		}
		if idle {
			return nil
		}
		w.settle(ctx)
	}
}

// settle waits until a handler ends. One signal reaches one waiter and there may be two, so it looks again soon.
func (w *Worker) settle(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-w.done:
	case <-time.After(10 * time.Millisecond):
	}
}

func (w *Worker) busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.running > 0
}

// step waits for a free place and starts the handlers of one due event in it; false when none is due.
func (w *Worker) step(ctx, work context.Context) (bool, error) {
	select {
	case <-ctx.Done():
		return false, ctx.Err()
	case <-w.free:
	}
	for {
		e, err := w.next(ctx)
		if err != nil || e == nil {
			w.free <- struct{}{}
			return false, err
		}
		w.count(+1)
		leased, ok, err := w.lease(ctx, *e)
		if err != nil || !ok {
			w.count(-1)
			if err != nil {
				w.free <- struct{}{}
				return false, err
			}
			continue
		}
		go func() {
			w.work(work, leased)
			w.count(-1)
			w.free <- struct{}{}
			signal(w.done)
		}()
		return true, nil
	}
}

func (w *Worker) count(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running += n
}

func (w *Worker) work(ctx context.Context, e store.Event) {
	w.mu.Lock()
	handlers := w.handlers[e.Name]
	w.mu.Unlock()
	ctx, watched := w.o.Watch(ctx, e)
	stop := w.renew(ctx, e)
	var failure error
	for _, h := range handlers {
		if failure = w.call(ctx, h, e); failure != nil {
			break
		}
	}
	stop()
	// The result counts even when the process is ending.
	given, err := w.finish(context.WithoutCancel(ctx), e, failure)
	if err != nil {
		w.o.Log.ErrorContext(ctx, "cannot close a job", "event", e.ID, "market", e.Market, "error", err)
	}
	switch {
	case given:
		watched(GivenUp)
	case failure != nil:
		watched(Failed)
	default:
		watched(Done)
	}
}

// call turns a panic into a failure. The stack goes to the log only; the event keeps a sentence for the administrator.
func (w *Worker) call(ctx context.Context, h Handler, e store.Event) (err error) {
	defer func() {
		if p := recover(); p != nil {
			w.o.Log.ErrorContext(ctx, "job panicked", "event", e.ID, "market", e.Market, "panic", p, "stack",
				string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return h(ctx, e)
}
