package jobs

import (
	"time"

	"kebang/internal/fault"
)

// outage is the rest of all events of a name while an engine that their handlers need is down. Events of other names go
// on. The rest costs an event no try, however long it lasts.
type outage struct {
	until time.Time
	pause time.Duration
}

const firstOutage = 250 * time.Millisecond

// note records the result of a handler.
func (w *Worker) note(name string, failure error) {
	down := fault.Is(failure, fault.Unavailable)
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.o.Now()
	o, resting := w.down[name]
	switch {
	case failure == nil:
		delete(w.down, name)
	case down && (!resting || !now.Before(o.until)): // only the first of several parallel failures lengthens the pause
		o.pause = min(max(2*o.pause, firstOutage), w.o.Outage)
		o.until = now.Add(o.pause)
		if !resting {
			w.o.Log.Warn("an engine is down; jobs of this name wait for it", "name", name, "error", failure)
		}
		w.down[name] = o
		time.AfterFunc(o.pause, w.Wake)
	}
}

// paused reports whether a name rests. The caller holds the lock.
func (w *Worker) paused(name string) bool {
	o, ok := w.down[name]
	// a later start means that the clock was set back
	return ok && w.o.Now().Before(o.until) && o.until.Sub(w.o.Now()) <= w.o.Outage
}

// awake lists the names that may be taken; nil means all of them, also those without a handler. The caller holds the
// lock.
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
