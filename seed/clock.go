package seed

import (
	"sync"
	"time"
)

// Clock is the clock of the services while demonstration data is written.
type Clock struct {
	mu  sync.Mutex
	now time.Time
	end time.Time
}

// NewClock makes a clock that stands at end, the instant of the start.
func NewClock(end time.Time) *Clock { return &Clock{now: end, end: end} }

// Now is where the clock stands. Each call moves it on by a millisecond, so that histories keep their order.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if next := c.now.Add(time.Millisecond); !next.After(c.end) {
		c.now = next
	}
	return c.now
}

// Set puts the clock to an instant; never after the start.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at.After(c.end) {
		at = c.end
	}
	c.now = at
}

// End is the instant of the start.
func (c *Clock) End() time.Time { return c.end }
