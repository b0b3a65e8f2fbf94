package intake

import (
	"context"
	"errors"
	"testing"
	"time"

	"kebang/internal/fault"
)

// TestOneTableAtATime holds the turn and checks the result of others: a sentence, or the end of their own context.
func TestOneTableAtATime(t *testing.T) {
	s := NewService(nil, nil, nil, nil, nil, nil, time.Now)
	s.turn <- struct{}{}
	if _, err := s.take(t.Context(), time.Nanosecond); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a second table: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := s.take(ended, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits any more: %v", err)
	}
	<-s.turn
	done, err := s.take(t.Context(), time.Nanosecond)
	if err != nil {
		t.Fatal(err)
	}
	done()
	select {
	case s.turn <- struct{}{}:
	default:
		t.Error("the place is not free again")
	}
}
