package intake

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
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

// TestWorkerWaits: without a bound of patience it waits until the place is free, however long that takes.
func TestWorkerWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewService(nil, nil, nil, nil, nil, nil, time.Now)
		s.turn <- struct{}{}
		taken := make(chan error, 1)
		go func() { _, err := s.take(t.Context(), 0); taken <- err }()
		time.Sleep(24 * time.Hour) // of the bubble
		synctest.Wait()
		if len(taken) > 0 {
			t.Fatalf("it did not wait: %v", <-taken)
		}
		<-s.turn
		if err := <-taken; err != nil {
			t.Error(err)
		}
	})
}
