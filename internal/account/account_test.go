package account

import (
	"context"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

func TestSignInAndPassword(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	admin, _ := w.person(marketA, "admin-a", actor.Admin, "")
	a := actor.Actor{Person: admin.ID, PersonName: admin.Name, Market: marketA, Role: actor.Admin}
	p, pw, err := w.CreateAccount(ctx, a, party.NewID(),
		AccountForm{Account: "Zhang.San", Name: "张三", Role: actor.Broker})
	if err != nil || !p.MustChange || p.Account != "zhang.san" {
		t.Fatalf("created %+v: %v", p, err)
	}
	for _, tt := range [][2]string{{"zhang.san", pw + "x"}, {"nobody", pw}, {"zhang.san", ""}} {
		if _, err := w.SignIn(ctx, tt[0], tt[1]); !fault.Is(err, fault.Unauthenticated) ||
			!strings.Contains(err.Error(), "sign-in-wrong") {
			t.Errorf("signed in as %s: %v", tt[0], err)
		}
	}
	s, err := w.SignIn(ctx, " ZHANG.SAN ", pw)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SignIn(ctx, "zhang.san", pw); !fault.Is(err, fault.Unauthenticated) ||
		!strings.Contains(err.Error(), "one-time-ended") {
		t.Errorf("the one-time password worked twice: %v", err)
	}
	other, err := w.OpenSession(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	self := actor.Actor{Person: p.ID, Market: marketA, Role: actor.Broker}
	for _, tt := range []struct{ old, fresh, at string }{{"wrong", "abc-123-456", "/old"}, {pw, "short1", "/new"},
		{pw, "aaaaaaaaaaaa", "/new"}, {pw, "zhang.san-2026", "/new"}, {pw, pw, "/new"}} {
		if err := w.ChangePassword(ctx, self, s.ID, tt.old, tt.fresh); !fault.Is(err, fault.Invalid) ||
			!strings.Contains(err.Error(), tt.at) {
			t.Errorf("change to %q: %v", tt.fresh, err)
		}
	}
	if err := w.ChangePassword(ctx, self, s.ID, pw, "correct-horse-9"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Refresh(ctx, s.ID, 1); err != nil {
		t.Errorf("the session that changed the password ended: %v", err)
	}
	if _, err := w.Refresh(ctx, other.ID, 1); err == nil {
		t.Error("another session outlived the change of the password")
	}
	if _, err := w.SignIn(ctx, "zhang.san", pw); err == nil {
		t.Error("the old password still works")
	}
	_, fresh, err := w.ResetPassword(ctx, a, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SignIn(ctx, "zhang.san", fresh); err != nil {
		t.Errorf("the one-time password: %v", err)
	}
	if _, err := w.LockAccount(ctx, a, p.ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SignIn(ctx, "zhang.san", fresh); !fault.Is(err, fault.Unauthenticated) ||
		!strings.Contains(err.Error(), "account-locked") {
		t.Errorf("signed in locked: %v", err)
	}
	if _, err := w.Who(ctx, p.ID, ""); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("a locked person still acts: %v", err)
	}
}

func TestRefreshRotation(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	p, _ := w.person(marketA, "someone", actor.Broker, "")
	s, err := w.OpenSession(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	step := func(gen, want int64, code string) {
		t.Helper()
		got, err := w.Refresh(ctx, s.ID, gen)
		if code == "" && (err != nil || got.Gen != want) {
			t.Fatalf("token %d gave %d, %v; want %d", gen, got.Gen, err, want)
		}
		if code != "" && (err == nil || !strings.Contains(err.Error(), code)) {
			t.Fatalf("token %d: %v, want %s", gen, err, code)
		}
	}
	step(1, 2, "")
	w.now = w.now.Add(RefreshGrace * time.Millisecond)
	step(1, 2, "") // a second tab, exactly at the end of the grace
	step(2, 3, "")
	w.now = w.now.Add(RefreshGrace*time.Millisecond + 1*time.Millisecond)
	step(2, 0, "session-reused")
	step(3, 0, "session-ended") // both the thief and the owner lose the session

	s, _ = w.OpenSession(ctx, p.ID)
	w.now = w.now.Add(SessionIdle*time.Millisecond + time.Second)
	step(1, 0, "session-ended")
	if n, err := w.SweepSessions(ctx); err != nil || n == 0 {
		t.Errorf("swept %d, %v", n, err)
	}
}

func TestAccountsStayInTheirMarket(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	pa, _ := w.person(marketA, "officer-a", actor.Officer, "")
	adminB := w.actor(marketB, actor.Admin)
	if _, err := w.Account(ctx, adminB, pa.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("read across markets: %v", err)
	}
	if _, _, err := w.ResetPassword(ctx, adminB, pa.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("reset across markets: %v", err)
	}
	if _, err := w.AddRole(ctx, adminB, pa.ID, actor.Officer, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("role across markets: %v", err)
	}
	if p, err := w.Accounts(ctx, adminB, AccountQuery{}); err != nil || p.Total != 0 {
		t.Errorf("listed %d, %v", p.Total, err)
	}
	// A person who also works in B appears there, but the account stays one of A.
	if _, err := w.AddRole(ctx, actor.SystemActor(marketB), pa.ID, actor.Broker, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Account(ctx, adminB, pa.ID); err != nil {
		t.Errorf("a member of B: %v", err)
	}
	if _, _, err := w.ResetPassword(ctx, adminB, pa.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("B reset the password of an officer of A: %v", err)
	}
	for _, r := range actor.Roles() {
		if r != actor.Admin {
			if _, err := w.Accounts(ctx, w.actor(marketA, r), AccountQuery{}); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s lists accounts: %v", r, err)
			}
		}
	}
}

func TestRolesAndLastAdmin(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	first, _ := w.person(marketA, "first", actor.Admin, "")
	second, _ := w.person(marketA, "second", actor.Broker, "")
	a := actor.Actor{Person: first.ID, Market: marketA, Role: actor.Admin}
	if _, err := w.AddRole(ctx, a, second.ID, actor.Enterprise, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("an enterprise without its unit: %v", err)
	}
	if _, err := w.AddRole(ctx, a, second.ID, actor.Enterprise, "no-such-unit"); !fault.Is(err, fault.Invalid) {
		t.Errorf("an unknown unit: %v", err)
	}
	if _, err := w.RemoveRole(ctx, a, first.ID, first.Memberships[0].ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("took the last administrator away: %v", err)
	}
	if _, err := w.LockAccount(ctx, actor.Actor{Person: "x", Market: marketA, Role: actor.Admin}, first.ID,
		true); !fault.Is(err, fault.Conflict) {
		t.Errorf("locked the last administrator: %v", err)
	}
	second, err := w.AddRole(ctx, a, second.ID, actor.Admin, "")
	if err != nil || len(second.Memberships) != 2 {
		t.Fatal(err, second.Memberships)
	}
	if _, err := w.AddRole(ctx, a, second.ID, actor.Admin, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("the same role twice: %v", err)
	}
	if _, err := w.RemoveRole(ctx, actor.Actor{Person: second.ID, Market: marketA, Role: actor.Admin}, first.ID,
		first.Memberships[0].ID); err != nil {
		t.Errorf("one of two administrators: %v", err)
	}
	if err := w.db.View(ctx, func(tx store.Tx) error {
		ps, err := party.PeopleWith(tx, marketA, actor.Admin)
		if err == nil && (len(ps) != 1 || ps[0].ID != second.ID) {
			t.Errorf("administrators %+v", ps)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestSetup(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	if _, err := w.NewSetupLink(ctx, w.actor(marketA, actor.Admin), ""); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an administrator made a link: %v", err)
	}
	token, err := w.NewSetupLink(ctx, actor.SystemActor(store.National), "")
	if err != nil {
		t.Fatal(err)
	}
	f := SetupForm{Token: token, Market: party.MarketForm{Name: "永德县技术市场", RegionCode: "530923", BureauName: "永德县科技局"},
		Admin: SetupAdmin{Account: "Chief", Name: "王五", Password: "short"}}
	if _, err := w.Setup(ctx, f); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "/admin/password") {
		t.Errorf("weak password: %v", err)
	}
	f.Admin.Password = "long-enough-1"
	p, err := w.Setup(ctx, f)
	if err != nil || len(p.Memberships) != 1 || p.Memberships[0].Role != actor.Admin {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := w.Setup(ctx, f); !fault.Is(err, fault.NotFound) {
		t.Errorf("the link worked twice: %v", err)
	}
	if _, err := w.SignIn(ctx, "chief", "long-enough-1"); err != nil {
		t.Error(err)
	}
	late, _ := w.NewSetupLink(ctx, actor.SystemActor(store.National), "")
	w.now = w.now.Add(SetupLife*time.Millisecond + time.Second)
	if _, err := w.SetupMarket(ctx, late); !fault.Is(err, fault.NotFound) {
		t.Errorf("an expired link: %v", err)
	}
}

func TestOneTimePasswordsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		p := OneTimePassword()
		var bad fault.Fields
		checkPassword(&bad, "/new", "", p, nil)
		if len(p) != 17 || seen[p] || strings.Trim(p, oneTimeLetters+"-") != "" ||
			len(bad) > 0 && !strings.ContainsAny(p, "-") {
			t.Fatalf("%q", p)
		}
		seen[p] = true
	}
}
