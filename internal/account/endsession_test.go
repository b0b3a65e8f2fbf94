package account

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

// TestPasswordChangeEndsAllSessions has more sessions than a page of a query, written as an older program left them.
func TestPasswordChangeEndsAllSessions(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	p, pw := w.person(marketA, "owner", actor.Broker, "")
	stolen, err := w.OpenSession(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	for batch := range 3 {
		err := w.db.Run(ctx, func(tx store.Tx) error {
			for i := range 500 {
				s := Session{Meta: store.Meta{ID: fmt.Sprintf("older-%d-%d", batch, i), Market: store.National},
					Person: p.ID, Gen: 1,
					PasswordAt: stolen.PasswordAt, CreatedAt: 1, RotatedAt: w.now.UnixMilli()}
				if err := Sessions.Insert(tx, &s); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	own, err := w.SignIn(ctx, "owner", pw)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.ChangePassword(ctx, actor.Actor{Person: p.ID, Market: marketA, Role: actor.Broker}, own.ID, pw,
		"tea-and-walnuts-9"); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{stolen.ID, "older-0-0", "older-2-499"} {
		if _, err := w.Caller(ctx, s, p.ID, ""); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("session %s still acts: %v", s, err)
		}
		if _, err := w.Refresh(ctx, s, 1); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("session %s was refreshed: %v", s, err)
		}
	}
	if _, err := w.Caller(ctx, own.ID, p.ID, ""); err != nil {
		t.Errorf("the session that changed the password: %v", err)
	}
	if n := w.sessions(p.ID); n != 1 {
		t.Errorf("%d sessions are left", n)
	}
}

// TestSessionOfTheFormerPassword: a session that another process opened during the change of the password is refused.
func TestSessionOfTheFormerPassword(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	p, pw := w.person(marketA, "owner", actor.Broker, "")
	own, _ := w.SignIn(ctx, "owner", pw)
	late, _ := w.SignIn(ctx, "owner", pw)
	if err := w.ChangePassword(ctx, actor.Actor{Person: p.ID, Market: marketA, Role: actor.Broker}, own.ID, pw,
		"tea-and-walnuts-9"); err != nil {
		t.Fatal(err)
	}
	late.Rev = 0
	if err := w.db.Run(ctx, func(tx store.Tx) error { l := late; return Sessions.Insert(tx, &l) }); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Caller(ctx, late.ID, p.ID, ""); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("it acts: %v", err)
	}
	if _, err := w.Refresh(ctx, late.ID, 1); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("it was refreshed: %v", err)
	}
	if _, err := w.SwitchRole(ctx, actor.Actor{Person: p.ID}, late.ID, p.Memberships[0].ID); !fault.Is(err,
		fault.Unauthenticated) {
		t.Errorf("it switched its role: %v", err)
	}
}

func TestSessionsOfAnAccount(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	p, _ := w.person(marketA, "many", actor.Broker, "")
	var all []Session
	for range MaxSessions + 5 {
		w.now = w.now.Add(time.Second)
		s, err := w.OpenSession(ctx, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if n := w.sessions(p.ID); n != MaxSessions {
		t.Errorf("%d sessions, want %d", n, MaxSessions)
	}
	for i, s := range all {
		_, err := w.Caller(ctx, s.ID, p.ID, "")
		if ended := i < 5; ended != fault.Is(err, fault.Unauthenticated) {
			t.Errorf("session %d: %v", i, err)
		}
	}
}

func (w *world) sessions(person string) (n int) {
	w.t.Helper()
	err := w.db.View(context.Background(), func(tx store.Tx) error {
		all, err := sessionsOf(tx, person)
		n = len(all)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestOneTimePasswordsEnd(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	admin, _ := w.person(marketA, "admin-a", actor.Admin, "")
	a := actor.Actor{Person: admin.ID, PersonName: admin.Name, Market: marketA, Role: actor.Admin}
	tests := []struct {
		name  string
		days  int // 0 means the default
		after time.Duration
		ends  bool
	}{
		{"on the seventh day", 0, 7 * 24 * time.Hour, false},
		{"after seven days", 0, 7*24*time.Hour + time.Minute, true},
		{"after one day", 1, 25 * time.Hour, true},
		{"within fourteen days", 14, 13 * 24 * time.Hour, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.days > 0 {
				is, err := w.settings.SettingsFor(ctx, a)
				if err != nil {
					t.Fatal(err)
				}
				is.OneTimeDays = tt.days
				if _, err := w.settings.SaveSettings(ctx, a, is.Rev, is.SettingsForm); err != nil {
					t.Fatal(err)
				}
			}
			account := fmt.Sprintf("new.%d", w.now.UnixMilli())
			_, pw, err := w.CreateAccount(ctx, a, party.NewID(),
				AccountForm{Account: account, Name: "李四", Role: actor.Broker})
			if err != nil {
				t.Fatal(err)
			}
			w.now = w.now.Add(tt.after)
			_, err = w.SignIn(ctx, account, pw)
			if ended := err != nil && strings.Contains(err.Error(), "one-time-ended"); ended != tt.ends ||
				err != nil && !ended {
				t.Errorf("signed in: %v, want ended: %v", err, tt.ends)
			}
		})
	}
	for _, days := range []int{0, 15} {
		is, _ := w.settings.SettingsFor(ctx, a)
		is.OneTimeDays = days
		if _, err := w.settings.SaveSettings(ctx, a, is.Rev, is.SettingsForm); !fault.Is(err, fault.Invalid) {
			t.Errorf("%d days: %v", days, err)
		}
	}
}
