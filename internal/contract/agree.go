package contract

import (
	"bytes"
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Edit replaces the content of a draft, or of a contract whose registration was returned for correction. The parties of
// a deal stay. In a signed contract the agreed text stays. Only fields of the registration form beyond it and empty
// fields can change, and the confirmations stay.
func (s *Service) Edit(ctx context.Context, a actor.Actor, id string, rev int64, in Content) (Contract, error) {
	return s.change(ctx, a, id, rev, StepEdit, "", s.ms(), func(tx store.Tx, c *Contract) error {
		old := c.Content
		c.Content = in
		if !c.Offline() {
			c.Seller.OrgID, c.Seller.PersonID = old.Seller.OrgID, old.Seller.PersonID
			c.Buyer.OrgID, c.Buyer.PersonID = old.Buyer.OrgID, old.Buyer.PersonID
		}
		if c.Text != nil && c.Text.Generated && c.State == Draft {
			c.Text = nil // it had the former content
		}
		if err := prepare(tx, a, c); err != nil {
			return err
		}
		if c.State == Confirmed && c.Filing == nil {
			if err := keeps(&old, &c.Content); err != nil {
				return err
			}
			var f fault.Fields
			c.checkSum(&f)
			if err := f.Fault(Unfit); err != nil {
				return err
			}
		}
		return owned(a, c)
	})
}

// ReplaceText puts an uploaded file as the wording. It voids both confirmations.
func (s *Service) ReplaceText(ctx context.Context, a actor.Actor, id string, rev int64, file string) (Contract, error) {
	return s.text(ctx, a, id, rev, func(tx store.Tx, c *Contract) (Text, error) {
		at := Attachment{File: file}
		err := Attach(tx, a, c, &at, "/file")
		return Text{File: at.File, Blob: at.Blob, Name: at.Name}, err
	})
}

// Generate writes a plain draft of the contract from its fields (.docx) and sets it as the wording.
func (s *Service) Generate(ctx context.Context, a actor.Actor, contract string, rev int64) (Contract, error) {
	c, err := s.Get(ctx, a, contract)
	if err != nil {
		return c, err
	}
	if rev != c.Rev {
		return c, fault.Of(fault.Stale, fault.T("contract-stale",
			"合同已被他人修改，请刷新后重试。",
			"Somebody has changed the contract; reload and retry."))
	}
	var doc bytes.Buffer
	if err := c.Document().Docx(&doc); err != nil {
		return c, err
	}
	b, err := s.db.Blobs().Put(ctx, &doc)
	if err != nil {
		return c, err
	}
	f := files.File{Meta: store.Meta{ID: id.New(), Market: c.Market}, Name: c.Serial + ".docx",
		Purpose: files.AttachmentFile, Blob: b.ID, Size: b.Size,
		Type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Uploader: a.Person,
		UploaderName: a.PersonName, Org: a.Org,
		Links: []files.Link{{Kind: "contract", Record: c.ID, Level: disclosure.Protected,
			At: s.ms()}}, CreatedAt: s.ms()}
	return s.text(ctx, a, c.ID, c.Rev, func(tx store.Tx, _ *Contract) (Text, error) {
		f := f
		return Text{File: f.ID, Blob: f.Blob, Name: f.Name, Generated: true}, files.Files.Insert(tx, &f)
	})
}

func (s *Service) text(ctx context.Context, a actor.Actor, id string, rev int64,
	file func(store.Tx, *Contract) (Text, error)) (Contract, error) {
	now := s.ms()
	return s.change(ctx, a, id, rev, StepReplaceText, "", now, func(tx store.Tx, c *Contract) error {
		t, err := file(tx, c)
		if err != nil {
			return err
		}
		t.Version, t.At, t.By = 1, now, a.PersonName
		if c.Text != nil {
			t.Version = c.Text.Version + 1
		}
		c.Text, c.Confirmations = &t, []Confirmation{}
		c.Paper = nil // a stamped scan of the former wording proves nothing about this one
		return nil
	})
}

// Propose submits the text to both sides.
func (s *Service) Propose(ctx context.Context, a actor.Actor, id string, rev int64) (Contract, error) {
	return s.change(ctx, a, id, rev, StepPropose, "", s.ms(), func(tx store.Tx, c *Contract) error {
		if err := c.answered(tx, a); err != nil {
			return err
		}
		var f fault.Fields
		c.Broken(&f)
		c.Binding(&f)
		if c.Text == nil {
			f.Note("/text", fault.T("make-or-upload-text-contract",
				"请先生成或上传合同文本。",
				"Please make or upload the text of the contract first."))
		}
		if !c.Seller.Online() {
			f.Note("/seller/orgId", fault.T("seller-has-no-account-here",
				"卖方没有平台账号，不能在线确认；请线下盖章后录入盖章合同。",
				"The seller has no account here and cannot confirm online; have it stamped on paper and enter that."))
		}
		if !c.Buyer.Online() {
			f.Note("/buyer/orgId", fault.T("buyer-has-no-account-here",
				"买方没有平台账号，不能在线确认；请线下盖章后录入盖章合同。",
				"The buyer has no account here and cannot confirm online; have it stamped on paper and enter that."))
		}
		return f.Fault(Unfit)
	})
}

// Binding checks the further needs of a binding contract: both names, class, a computable total, and payments that add
// up to it.
func (c *Contract) Binding(f *fault.Fields) {
	if c.Seller.Name == "" {
		f.Note("/seller/name", fault.T("give-seller-name", "请填写卖方名称。", "Please give the seller’s name."))
	}
	if c.Buyer.Name == "" {
		f.Note("/buyer/name", fault.T("give-buyer-name", "请填写买方名称。", "Please give the buyer’s name."))
	}
	if c.Class == "" {
		f.Note("/class", fault.T("choose-class-contract",
			"请选择合同类别。",
			"Please choose the class of the contract."))
	}
	c.checkSum(f)
	c.checkActs(f)
	am, err := c.Compute()
	_ = f.Merge(err) // Compute fails with faults only
	if err == nil {
		c.Amounts = am
	}
}

// Confirm is the confirmation of the actor's side for the text with this hash. The second side's confirmation concludes
// the contract. Another hash than that of the present text is fault.Conflict: the file changed since it was read.
func (s *Service) Confirm(ctx context.Context, a actor.Actor, id string, rev int64, hash string) (Contract, error) {
	now := s.ms()
	return s.change(ctx, a, id, rev, StepConfirm, "", now, func(tx store.Tx, c *Contract) error {
		if err := c.answered(tx, a); err != nil {
			return err
		}
		if c.Text == nil || c.Text.Blob != hash {
			return fault.Of(fault.Conflict, fault.T("text-changed",
				"合同文本已更换，请重新阅读后再确认。",
				"The text of the contract was replaced; read it again before you confirm."))
		}
		c.Confirmations = append(c.Confirmations,
			Confirmation{Side: c.sideOf(a), Hash: hash, Person: a.Person, PersonName: a.PersonName,
				Role: a.Role, Org: a.Org, OrgName: a.OrgName, At: now})
		if c.State == Confirmed && c.SignDate == "" {
			c.SignDate = workday.Of(now)
		}
		return nil
	}, func(c *Contract) string {
		if c.State == Confirming && len(c.Confirmations) == 1 && c.sideOf(a) != "" && !c.confirmedBy(a) {
			return StepConclude
		}
		return StepConfirm
	})
}

// SideOf is the relation of the actor to the contract: seller, buyer or broker; empty for officers and registrars.
func (c *Contract) SideOf(a actor.Actor) string {
	if s := c.sideOf(a); s != "" || !c.brokered(a) {
		return s
	}
	return "broker"
}

func (c *Contract) sideOf(a actor.Actor) string {
	switch {
	case c.Seller.Speaks(a):
		return "seller"
	case c.Buyer.Speaks(a):
		return "buyer"
	}
	return ""
}

func (c *Contract) confirmedBy(a actor.Actor) bool {
	side := c.sideOf(a)
	return slices.ContainsFunc(c.Confirmations, func(x Confirmation) bool { return x.Side == side })
}

// Stamp enters the stamped paper contract with its scan, in place of both confirmations.
func (s *Service) Stamp(ctx context.Context, a actor.Actor, id string, rev int64, file string) (Contract, error) {
	now := s.ms()
	return s.change(ctx, a, id, rev, StepStamp, "", now, func(tx store.Tx, c *Contract) error {
		if err := c.answered(tx, a); err != nil {
			return err
		}
		scan := Attachment{Kind: "scan", File: file}
		if err := Attach(tx, a, c, &scan, "/file"); err != nil {
			return err
		}
		var f fault.Fields
		c.Broken(&f)
		c.Binding(&f)
		if c.SignDate == "" {
			f.Note("/signDate", fault.T("give-date-signing", "请填写合同签订日期。", "Please give the date of signing."))
		} else if c.SignDate > workday.Of(now) {
			f.Note("/signDate", fault.T("date-signing-cannot-lie-future",
				"合同签订日期不能晚于今天。",
				"The date of signing cannot lie in the future."))
		}
		c.Paper = &Paper{Scan: scan, By: a.Person, ByName: a.PersonName, Role: a.Role, At: now}
		if c.sideOf(a) == "" {
			m, err := c.matter(tx)
			if err != nil {
				return err
			}
			if c.Paper.OpenCredits, err = deal.OfferCredits(tx, a, m, now); err != nil {
				return err
			}
		}
		return f.Fault(Unfit)
	})
}

// Revise takes a contract back to the draft; both confirmations and the scan are void.
func (s *Service) Revise(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Contract, error) {
	return s.change(ctx, a, id, rev, StepRevise, reason, s.ms(), func(tx store.Tx, c *Contract) error {
		c.Confirmations, c.Paper = []Confirmation{}, nil
		if c.Filing == nil {
			return nil
		}
		c.Filing = nil
		return s.revised(tx, c)
	})
}

// Cancel ends a contract before it is filed.
func (s *Service) Cancel(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Contract, error) {
	return s.change(ctx, a, id, rev, StepCancel, reason, s.ms(), nil)
}
