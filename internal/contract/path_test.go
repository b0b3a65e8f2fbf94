package contract_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
)

// TestDealToConclusion walks from a deal with a broker over two confirmations to the conclusion.
func TestDealToConclusion(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := deal.Deal{Meta: store.Meta{ID: "d1", Market: "m1"}, Serial: "DJ-2026-000001", State: deal.Agreed,
		Demand:      deal.Ref{ID: "n1", Title: "蔗渣脱水", Version: 3},
		Achievement: deal.Ref{ID: "a1", Version: 1}, DemandSide: deal.Side{Org: "o1",
			Name: "边城糖业"}, AchievementSide: deal.Side{Org: "o2", Name: "镇康工学院"},
		Broker: &deal.Side{Org: "o3", Person: "p3", Name: "罗经理"}, Introducer: deal.Introducer{Person: "p3", Name: "罗经理",
			Role: actor.Broker, At: 7}}
	if err := b.DB.Run(ctx, func(tx store.Tx) error { return deal.Deals.Insert(tx, &d) }); err != nil {
		t.Fatal(err)
	}
	in := content()
	in.Seller, in.Buyer = contract.Side{}, contract.Side{}
	c := b.ok(b.Create(ctx, broker, contract.New{ID: id.New(), Content: in, Deal: "d1"}))
	if c.Serial != "HT-2026-000001" || c.Seller.USCC != sellerCode || c.Deal.BrokerName != "罗经理" ||
		c.Deal.IntroducedAt != 7 || c.Amounts.TechFen != 70*wan {
		t.Fatalf("from the deal: %+v", c)
	}
	_, err := b.Propose(ctx, broker, c.ID, c.Rev)
	b.Want(fault.Invalid, err, "propose without a text")
	c = b.ok(b.Generate(ctx, broker, c.ID, c.Rev))
	b.docx(c.Text.Blob, "蔗渣高效脱水技术开发")
	c = b.ok(b.Propose(ctx, broker, c.ID, c.Rev))
	_, err = b.Confirm(ctx, broker, c.ID, c.Rev, c.Text.Blob)
	b.Want(fault.Forbidden, err, "the broker confirms")
	c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob))
	_, err = b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob)
	b.Want(fault.Conflict, err, "the same side again")

	old := c.Text.Blob
	c = b.ok(b.ReplaceText(ctx, institute, c.ID, c.Rev, b.File(institute, "改过的文本")))
	if len(c.Confirmations) != 0 || c.Text.Version != 2 {
		t.Fatal("a changed file must void the confirmations")
	}
	_, err = b.Confirm(ctx, firm, c.ID, c.Rev, old)
	b.Want(fault.Conflict, err, "confirm the former file")
	c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob))
	if c.State != contract.Confirming {
		t.Fatalf("one side only: %s", c.State)
	}
	c = b.ok(b.Confirm(ctx, institute, c.ID, c.Rev, c.Text.Blob))
	if c.State != contract.Confirmed || c.Confirmations[1].Side != "seller" || c.Confirmations[1].PersonName != "何处长" {
		t.Fatalf("both sides: %s %+v", c.State, c.Confirmations)
	}
	_ = b.DB.View(ctx, func(tx store.Tx) error { d, err = deal.Deals.Get(tx, "m1", "d1"); return err })
	if d.State != deal.Signed || d.Contract != c.ID {
		t.Fatalf("the deal was not told: %+v", d)
	}
	var steps []string
	err = b.DB.View(ctx, func(tx store.Tx) error {
		h, err := audit.History(tx, "m1", c.ID)
		steps = nil
		for _, e := range h {
			steps = append(steps, e.Step)
		}
		return err
	})
	if want := "create replace-text propose confirm replace-text confirm conclude"; err != nil ||
		strings.Join(steps, " ") != want {
		t.Fatalf("history %v, %v", steps, err)
	}
}

func (b *bench) docx(blob, want string) {
	b.T.Helper()
	r, _, err := b.DB.Blobs().Open(b.T.Context(), blob)
	if err != nil {
		b.T.Fatal(err)
	}
	defer r.Close()
	raw, _ := io.ReadAll(r)
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		b.T.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		b.T.Fatal(err)
	}
	body, _ := io.ReadAll(f)
	if !strings.Contains(string(body), want) {
		b.T.Errorf("the draft does not hold %q", want)
	}
}
