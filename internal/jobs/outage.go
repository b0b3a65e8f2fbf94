package jobs

import (
	"time"

	"kebang/internal/fault"
)

// outage is how long the events of a name rest because an engine that their handlers need is down. Only the name rests:
// what does not need that engine goes on. Nothing is counted against an event, however long it lasts.
type outage struct {
	until time.Time
	pause time.Duration
}

const firstOutage = 250 * time.Millisecond

// note remembers what a handler found.
func (w *Worker) note(name string, failure error) {
	down := fault.Is(failure, fault.Unavailable)
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.o.Now()
	o, resting := w.down[name]
	switch {
	case failure == nil:
		delete(w.down, name)
	case down && (!resting || !now.Before(o.until)): // one of several that ran at once makes the pause longer
		o.pause = min(max(2*o.pause, firstOutage), w.o.Outage)
		o.until = now.Add(o.pause)
		if !resting {
			w.o.Log.Warn("an engine is down; jobs of this name wait for it", "name", name, "error", failure)
		}
		w.down[name] = o
		time.AfterFunc(o.pause, w.Wake)
	}
}

// paused is called with the lock held.
func (w *Worker) paused(name string) bool {
	o, ok := w.down[name]
	return ok && w.o.Now().Before(o.until) && o.until.Sub(w.o.Now()) <= w.o.Outage // or the clock was set back
}

// awake lists the names that may be taken, with the lock held; nil means all of them, also those without a handler.
func (w *Worker) awake() []string {
	names, resting := []string{}, false
	for name := range w.handlers {
		if w.paused(name) {
			resting = true
		} else {
			names = append(names, name)
		}
	}
	if !resting {
		return nil
	}
	return names
}
