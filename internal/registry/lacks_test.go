package registry_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/registry"
	"kebang/internal/soak"
	"kebang/internal/store"
	"kebang/internal/workday"
)

func dateOf(s string) workday.Date { return workday.Date(s) }

// spoil are the ways in which a content of a contract is incomplete or wrong.
var spoil = []func(*contract.Content){
	func(c *contract.Content) { c.Title = "" },
	func(c *contract.Content) { c.Class, c.SubClass = "", "" },
	func(c *contract.Content) { c.SubClass = "" },
	func(c *contract.Content) { c.SubClass = "FW1" },
	func(c *contract.Content) { c.Class, c.SubClass = contract.Transfer, "ZR3" },
	func(c *contract.Content) { c.Class, c.SubClass = contract.Consulting, "" },
	func(c *contract.Content) { c.SignDate = "" },
	func(c *contract.Content) { c.SignDate = "2026-12-24" },
	func(c *contract.Content) { c.BeginDate = "" },
	func(c *contract.Content) { c.EndDate = "2020-01-01" },
	func(c *contract.Content) { c.Seller = contract.Side{Name: "手写的卖方"} },
	func(c *contract.Content) { c.Seller = contract.Side{Name: "张三", Nature: "900", Region: "530924"} },
	func(c *contract.Content) { c.Seller = contract.Side{OrgID: "o8"} },
	func(c *contract.Content) { c.Seller = contract.Side{Name: "Zucker AG", Country: "304"} },
	func(c *contract.Content) { c.Buyer = contract.Side{Name: "Kunde AG", Country: "304"} },
	func(c *contract.Content) { c.Buyer = contract.Side{} },
	func(c *contract.Content) { c.Buyer = c.Seller },
	func(c *contract.Content) { c.Seller.Nature = "999" },
	func(c *contract.Content) { c.TotalFen = 0 },
	func(c *contract.Content) { c.TotalFen = 10 * wan },
	func(c *contract.Content) {
		c.Deductions = []contract.Deduction{{Kind: "设备", CostFen: 1}, {Kind: "parts", CostFen: 1, AllowedFen: 2}}
	},
	func(c *contract.Content) { c.Payment = "" },
	func(c *contract.Content) { c.Payment = "barter" },
	func(c *contract.Content) { c.Royalty = &contract.Royalty{Base: "销售额", Course: "up"} },
	func(c *contract.Content) { c.TechArea = "" },
	func(c *contract.Content) { c.TechArea, c.Goal, c.PlanSource, c.Industry = "12", "14", "5", "9999" },
	func(c *contract.Content) { c.IP = []string{"patent"} },
	func(c *contract.Content) { c.Subject = " " },
}

// TestSoakPrecheckSaysWhatFilingRefuses: over generated contents pre-check and filing name the same fields, before and
// after the signing.
func TestSoakPrecheckSaysWhatFilingRefuses(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	r := soak.Rand(1)
	rounds, passed := 0, 0
	for i := range soak.Rounds(t, 400) {
		rounds++
		in := content()
		for range []int{0, 1, 1, 2, 3}[r.IntN(5)] {
			spoil[r.IntN(len(spoil))](&in)
		}
		// Written straight into the store, because an import may bring a contract that cannot be signed today.
		c := contract.Contract{Meta: store.Meta{ID: id.New(), Market: "m1"}, Serial: id.New(), State: contract.Draft,
			Content: in, Confirmations: []contract.Confirmation{},
			CreatedBy: contract.Actor{Person: registrar.Person}}
		fill(&c.Seller)
		fill(&c.Buyer)
		if err := b.DB.Run(ctx, func(tx store.Tx) error { return contract.Contracts.Insert(tx, &c) }); err != nil {
			t.Fatal(err)
		}
		before, err := b.reg.Precheck(ctx, registrar, c.ID, "", "")
		if err != nil {
			t.Fatal(err)
		}
		typed, err := b.reg.Missing(ctx, registrar, c.Content)
		if err != nil {
			t.Fatal(err)
		}
		c.State, c.Paper = contract.Confirmed, &contract.Paper{Scan: contract.Attachment{Kind: "scan", File: "f",
			Blob: id.New(), Name: "合同.pdf"}}
		if err := b.DB.Run(ctx, func(tx store.Tx) error {
			d := c
			return contract.Contracts.Update(tx,
				&d)
		}); err != nil {
			t.Fatal(err)
		}
		after, err := b.reg.Precheck(ctx, registrar, c.ID, "", "")
		if err != nil {
			t.Fatal(err)
		}
		refused := filed(b, c)
		if d := cmp.Diff(refused, said(after.Lacks)); d != "" {
			t.Fatalf("%d %+v: filing and the pre-check differ (-filing +pre-check):\n%s", i, in, d)
		}
		want := maps.Clone(refused)
		if d := cmp.Diff(want, said(typed)); d != "" {
			t.Fatalf("%d: filing and the form differ (-filing +form):\n%s", i, d)
		}
		want["/text"] = "请上传合同文本或盖章扫描件。" // the only other lack of a draft
		if d := cmp.Diff(want, said(before.Lacks)); d != "" {
			t.Fatalf("%d: filing and the pre-check before the signing differ (-filing +pre-check):\n%s", i, d)
		}
		if len(refused) == 0 {
			passed++
		}
	}
	if passed < rounds/10 || passed > rounds*9/10 {
		t.Errorf("%d of %d contents could be filed: the contents are no fair sample", passed, rounds)
	}
}

// filed files the contract by a person who may, and gives the fields of the refusal.
func filed(b *bench, c contract.Contract) map[string]string {
	b.T.Helper()
	var err error
	switch side := c.Applicant(); {
	case side.OrgID == "" && side.PersonID == "":
		_, err = b.Counter(b.T.Context(), registrar, c.ID, 0, "张三")
	default:
		a := institute
		a.Org = side.OrgID
		_, err = b.Submit(b.T.Context(), a, c.ID, 0)
	}
	var e *fault.Error
	if err != nil && !errors.As(err, &e) {
		b.T.Fatal(err)
	}
	if err != nil && len(e.Fields) == 0 {
		b.T.Fatalf("refused without a field: %v", err)
	}
	if e == nil {
		return map[string]string{}
	}
	return said(e.Fields)
}

func said(fs []fault.Field) map[string]string {
	out := map[string]string{}
	for _, f := range fs {
		if _, ok := out[f.Pointer]; !ok {
			out[f.Pointer] = f.Msg
		}
	}
	return out
}

// fill takes the values of the units of the bench, as Create does.
func fill(s *contract.Side) {
	switch s.OrgID {
	case "o1":
		s.Name, s.USCC, s.Region = "边城糖业", "91530924MA6K000015", "530924"
	case "o2":
		s.Name, s.USCC, s.Region = "镇康工学院", sellerCode, "530924"
	case "o8":
		s.Name, s.USCC, s.Region = "省城大学", "12530102MB1K00008X", "530102"
	}
}

// TestNeeded: the form marks the fields that an empty contract lacks.
func TestNeeded(t *testing.T) {
	for _, class := range append(contract.Classes.Codes(), "") {
		c := contract.Content{Class: contract.Class(class)}
		lacks := said(registry.Lacks(&c, "2026-03-02", "530924"))
		for _, at := range registry.Needed(&c) {
			if lacks[at] == "" && !(at == "/class" && class != "") {
				t.Errorf("%s: %s is marked and not missed", class, at)
			}
			delete(lacks, at)
		}
		if len(lacks) > 0 {
			t.Errorf("%s: missed and not marked: %v", class, slices.Sorted(maps.Keys(lacks)))
		}
	}
}

// TestRuleSets: in every rule set each ground falls under exactly one head, and every point of every class has a head.
func TestRuleSets(t *testing.T) {
	for _, set := range registry.RuleSets {
		for _, g := range registry.Grounds {
			n := 0
			for _, h := range set.Heads {
				if slices.Contains(h.Grounds, registry.Ground(g.Code)) {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s: %s falls under %d heads", set.ID, g.Code, n)
			}
		}
		for _, code := range contract.Classes.Codes() {
			class := contract.Class(code)
			for _, sub := range append(class.Subs().Codes(), "") {
				c := contract.Contract{Content: contract.Content{Class: class, SubClass: sub, PlanSource: "1",
					Related: true}}
				for _, x := range registry.Precheck(&c, contract.Wording{}, set, "2026-03-02") {
					if !slices.ContainsFunc(set.Heads, func(h registry.Head) bool { return h.Code == x.Head }) ||
						x.HeadText.IsZero() || x.Evidence == nil {
						t.Errorf("%s: point %s of %s falls under %q %q", set.ID, x.Code, class, x.Head, x.HeadText.Zh)
					}
				}
			}
		}
	}
}
