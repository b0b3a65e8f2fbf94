package party

import (
	"context"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/soak"
)

// withCheck completes 17 characters with their check character. It tries all 31, so the computation differs from that
// of the product.
func withCheck(t *testing.T, head string) string {
	t.Helper()
	for _, c := range usccAlphabet {
		if s, err := USCC(head + string(c)); err == nil {
			return s
		}
	}
	t.Fatalf("no check character for %s", head)
	return ""
}

func TestUSCC(t *testing.T) {
	// The first two are public codes of Peking University and Tsinghua University.
	for _, tt := range []struct{ in, want, code string }{
		{"12100000400002259P", "12100000400002259P", ""},
		{"12100000400000624D", "12100000400000624D", ""},
		{" 12100000 4000 02259p ", "12100000400002259P", ""},
		{"１２１０００００４００００２２５９Ｐ", "12100000400002259P", ""},
		{"12100000400002259N", "", "uscc-check-character"},
		{"12100000400002295P", "", "uscc-check-character"},
		{"1210000040000225", "", "uscc-form"},
		{"12100000400002259PP", "", "uscc-form"},
		{"1210000040000I259P", "", "uscc-form"},
		{"12A00000400002259P", "", "uscc-form"},
		{"１２1000004000中文", "", "uscc-form"},
		{"", "", "uscc-form"},
	} {
		got, err := USCC(tt.in)
		if got != tt.want || (err == nil) != (tt.code == "") {
			t.Errorf("USCC(%q) = %q, %v; want %q, %s", tt.in, got, err, tt.want, tt.code)
		}
		if err != nil && !strings.Contains(err.Error(), tt.code) {
			t.Errorf("USCC(%q): %v, want code %s", tt.in, err, tt.code)
		}
	}
}

func FuzzUSCC(f *testing.F) {
	f.Add("12100000400002259P")
	f.Add("")
	soak.Fuzz(f, func(t *testing.T, in string) {
		s, err := USCC(in)
		if err == nil {
			if again, err := USCC(s); err != nil || again != s || len(s) != 18 {
				t.Fatalf("USCC(%q) = %q is not its own form: %q, %v", in, s, again, err)
			}
		}
	})
}

func TestOrganizationLife(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	officer := w.actor(marketA, actor.Officer)
	code := withCheck(t, "91530924MA6K12345")
	o, err := w.CreateOrganization(ctx, officer, NewID(),
		OrganizationForm{Name: " 镇康 测试糖业有限公司", Kind: EnterpriseOrg, Region: "530924"})
	if err != nil {
		t.Fatal(err)
	}
	if o.Name != "镇康测试糖业有限公司" || o.Verified() {
		t.Errorf("created %+v", o)
	}
	if _, err := w.VerifyOrganization(ctx, officer, o.ID, o.Rev); !fault.Is(err, fault.Invalid) {
		t.Errorf("verified without a code: %v", err)
	}
	f := o.OrganizationForm
	f.USCC = code
	o, err = w.UpdateOrganization(ctx, officer, o.ID, o.Rev, f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.UpdateOrganization(ctx, officer, o.ID, o.Rev-1, f); !fault.Is(err, fault.Stale) {
		t.Errorf("stale update: %v", err)
	}
	if o, err = w.VerifyOrganization(ctx, officer, o.ID, o.Rev); err != nil || !o.Verified() {
		t.Fatalf("verify: %v %+v", err, o)
	}
	// The unit edits itself, except verified fields.
	own := w.actor(marketA, actor.Enterprise)
	own.Org = o.ID
	f.Address = "南伞镇1号"
	if o, err = w.UpdateOrganization(ctx, own, o.ID, o.Rev, f); err != nil || !o.Verified() {
		t.Fatalf("own update: %v", err)
	}
	f.Name = "另一个名字有限公司"
	if _, err := w.UpdateOrganization(ctx, own, o.ID, o.Rev, f); !fault.Is(err, fault.Forbidden) {
		t.Errorf("changed a verified name: %v", err)
	}
	if o, err = w.UpdateOrganization(ctx, officer, o.ID, o.Rev, f); err != nil || o.Verified() {
		t.Errorf("an officer's change of a verified name must take the verification back: %v %v", err, o.Verified())
	}
	es, err := w.OrganizationHistory(ctx, officer, o.ID)
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, e := range es {
		steps = append(steps, e.Step)
	}
	if got := strings.Join(steps, " "); got != "create update verify update update" {
		t.Errorf("history %s", got)
	}
}

func TestOrganizationPolicy(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	code := withCheck(t, "91530924MA6K12345")
	o := w.org(marketA, code, "镇康测试糖业有限公司")
	f := o.OrganizationForm
	for _, tt := range []struct {
		name     string
		a        actor.Actor
		contacts bool
		update   fault.Kind
		ok       bool
	}{
		{"nobody", actor.Actor{}, false, fault.Unauthenticated, false},
		{"officer of the market", w.actor(marketA, actor.Officer), true, 0, true},
		{"officer of another market", w.actor(marketB, actor.Officer), false, fault.Forbidden, false},
		{"broker", w.actor(marketA, actor.Broker), false, fault.Forbidden, false},
		{"another enterprise", actor.Actor{Person: "p", Market: marketA, Role: actor.Enterprise, Org: "other"}, false,
			fault.Forbidden, false},
		{"the unit itself", actor.Actor{Person: "p", Market: marketA, Role: actor.Enterprise, Org: o.ID}, true, 0,
			true},
		{"its researcher reads only", actor.Actor{Person: "p", Market: marketA, Role: actor.Researcher, Org: o.ID},
			true, fault.Forbidden, false},
	} {
		got, err := w.Organization(ctx, tt.a, o.ID)
		if tt.a.Known() && (err != nil || (len(got.Contacts) > 0) != tt.contacts) {
			t.Errorf("%s reads %v contacts, %v", tt.name, got.Contacts, err)
		}
		_, err = w.UpdateOrganization(ctx, tt.a, o.ID, 0, f)
		if (err == nil) != tt.ok || err != nil && !fault.Is(err, tt.update) {
			t.Errorf("%s updates: %v", tt.name, err)
		}
	}
	_, err := w.CreateOrganization(ctx, w.actor(marketB, actor.Officer), NewID(),
		OrganizationForm{Name: "冒用代码有限公司", Kind: EnterpriseOrg, USCC: code})
	if !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "镇康测试糖业") {
		t.Errorf("a taken code: %v", err)
	}
	bad := OrganizationForm{Name: "x\x00", Kind: "moon", Region: "999999", USCC: "1",
		Contacts: []Contact{{Email: "no"}}}
	_, err = w.CreateOrganization(ctx, w.actor(marketA, actor.Officer), NewID(), bad)
	for _, p := range []string{"/name", "/kind", "/region", "/uscc", "/contacts/0/name", "/contacts/0/email"} {
		if err == nil || !strings.Contains(err.Error(), "["+p+" ") {
			t.Errorf("no complaint about %s in %v", p, err)
		}
	}
}

func TestBringOrganization(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	officer := w.actor(marketA, actor.Officer)
	code := withCheck(t, "91530924MA6K12345")
	first, created, err := w.BringOrganization(ctx, officer, NewID(),
		OrganizationForm{Name: "镇康测试糖业有限公司", Kind: EnterpriseOrg})
	if err != nil || !created {
		t.Fatal(created, err)
	}
	second, created, err := w.BringOrganization(ctx, officer, NewID(),
		OrganizationForm{Name: "镇康测试糖业有限公司", Kind: EnterpriseOrg, USCC: code})
	if err != nil || created || second.ID != first.ID || second.USCC != code {
		t.Fatalf("completed: %v %v %+v", created, err, second)
	}
	third, created, err := w.BringOrganization(ctx, officer, NewID(),
		OrganizationForm{Name: "镇康测试糖业有限公司", Kind: EnterpriseOrg, USCC: code})
	if err != nil || created || third.Rev != second.Rev {
		t.Errorf("the same row again changed revision %d to %d: %v", second.Rev, third.Rev, err)
	}
	p, err := w.Organizations(ctx, officer, OrganizationQuery{Words: "测试糖业"})
	if err != nil || p.Total != 1 || len(p.Items) != 1 {
		t.Errorf("found %d, %v", p.Total, err)
	}
	if p, _ := w.Organizations(ctx, officer, OrganizationQuery{Words: "橡胶"}); p.Total != 0 {
		t.Errorf("found %d by words that are not there", p.Total)
	}
}
