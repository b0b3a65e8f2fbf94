package mongo

import (
	"errors"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// TestFailureOfTheDisk: the server's errors for a full or broken disk become faults that name the disk. The answers are
// those of mongod (src/mongo/base/error_codes.yml, wiredtiger_error_util.cpp).
func TestFailureOfTheDisk(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{driver.CommandError{Code: 14031, Name: "OutOfDiskSpace"}, "disk-full"},
		{driver.WriteException{WriteErrors: driver.WriteErrors{{Code: 14031}}}, "disk-full"},
		{driver.CommandError{Code: 8, Name: "UnknownError", Message: "28: No space left on device"}, "disk-full"},
		{driver.WriteException{WriteConcernError: &driver.WriteConcernError{Code: 8,
			Message: "WiredTigerRecordStore::insertRecord 28: No space left on device"}}, "disk-full"},
		{driver.CommandError{Code: 14031, Labels: []string{"TransientTransactionError"}}, "disk-full"},
		{driver.CommandError{Code: 1, Name: "InternalError"}, "store-failed"},
		{driver.CommandError{Code: 8, Name: "UnknownError", Message: "5: Input/output error"}, "store-failed"},
		{driver.CommandError{Labels: []string{"NetworkError"}}, "store-unreachable"},
	} {
		var f *fault.Error
		if err := failure(t.Context(), test.err); !errors.As(err, &f) || f.Kind != fault.Unavailable ||
			f.Code != test.want || !strings.Contains(f.Msg, "磁盘") {
			t.Errorf("%v: %v, want %s", test.err, err, test.want)
		}
	}
}

// TestFaultsOfTheDisk: a full disk is reported at once. The change is not repeated until there is room.
func TestFaultsOfTheDisk(t *testing.T) {
	s := faulty(t)
	for code, want := range map[int]string{14031: "disk-full", 8: "store-failed"} {
		failing(t, s, 1, bson.D{{Key: "failCommands", Value: bson.A{"insert"}}, {Key: "errorCode", Value: code}})
		emit := func(tx store.Tx) error { return store.Emit(tx, "533524", "a", "b", want, 1) }
		if err := s.Run(t.Context(), emit); !errors.Is(err, &fault.Error{Kind: fault.Unavailable, Code: want}) {
			t.Errorf("%d: %v, want %s", code, err, want)
		}
		if err := s.Run(t.Context(), emit); err != nil {
			t.Error(err)
		}
	}
}

// TestFaultsOfLongViews: the server keeps a snapshot for a limited time. An administrator whose check or statistics
// take longer reads which parameter to raise. A server ends such a transaction within a statement with its own code,
// and between two statements by forgetting it.
func TestFaultsOfLongViews(t *testing.T) {
	s := faulty(t)
	for _, test := range []struct {
		code int
		age  time.Duration
		want string
	}{{290, 0, "snapshot-too-old"}, {251, longView, "snapshot-too-old"}, {251, 0, "store-busy"}} {
		err := s.View(t.Context(), func(view store.Tx) error {
			view.(*tx).begun = time.Now().Add(-test.age)
			failing(t, s, 1, bson.D{{Key: "failCommands", Value: bson.A{"find", "aggregate"}},
				{Key: "errorCode", Value: test.code}})
			_, err := store.Events.Count(view, store.Query{Market: "533524"})
			return err
		})
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Unavailable || f.Code != test.want {
			t.Errorf("%d after %v: %v, want %s", test.code, test.age, err, test.want)
		}
	}
}
