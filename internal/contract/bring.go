package contract

import (
	"context"
	"encoding/json"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// Entry is one checked row of an import.
type Entry struct {
	New
	// Merge lays the row over a stored contract's content, so that a file changes only the columns it has.
	Merge func(stored Content) (Content, error)
	// Wrote is called in the transaction with the outcome of the row and the contract before it (nil when it is made).
	Wrote func(tx store.Tx, did listing.Did, before *Contract, after Contract) error
}

// Bring enters a contract of an import, or changes the draft that the same row made before. A contract that has left
// the draft stays unchanged (kept), because it belongs to the parties or the registrar by then.
func (s *Service) Bring(ctx context.Context, a actor.Actor, e Entry) (listing.Did, error) {
	if err := a.Require(actor.Officer, actor.Registrar, actor.System); err != nil {
		return "", err
	}
	now := s.ms()
	var did listing.Did
	err := s.db.Run(ctx, func(tx store.Tx) error {
		c, err := Imported(tx, a.Market, e.ImportKey, e.Content)
		if fault.Is(err, fault.NotFound) {
			did = listing.DidCreate
			c = Contract{Meta: store.Meta{ID: e.ID, Market: a.Market}, State: Draft, Content: e.Content,
				Source: e.Source, ImportKey: e.ImportKey,
				Confirmations: []Confirmation{}, CreatedAt: now, CreatedBy: ActorOf(a), UpdatedAt: now}
			last, err := audit.LastRev(tx, a.Market, e.ID)
			if err != nil {
				return err
			}
			if err := s.create(tx, a, &c, "", now, last); err != nil {
				return err
			}
			return e.Wrote(tx, did, nil, c)
		}
		if err != nil {
			return err
		}
		before := c
		next, err := e.Merge(c.Content)
		if err != nil {
			return err
		}
		if next, err = Settled(tx, next); err != nil {
			return err
		}
		switch {
		case equal(next, c.Content):
			did = listing.DidNone
			return e.Wrote(tx, did, &before, c)
		case c.State != Draft || !c.Offline():
			did = listing.DidKeep
			return e.Wrote(tx, did, &before, c)
		}
		did = listing.DidUpdate
		c.Content, c.Source, c.UpdatedAt = next, e.Source, now
		if c.Text != nil && c.Text.Generated {
			c.Text = nil // it had the former content
		}
		if err := prepare(tx, a, &c); err != nil {
			return err
		}
		if err := Contracts.Update(tx, &c); err != nil {
			return conflict(err)
		}
		if err := tell(tx, a, &c, StepEdit, Draft, "", now); err != nil {
			return err
		}
		return e.Wrote(tx, did, &before, c)
	})
	return did, err
}

// Settled is content in its stored form, with the values that the units of the two sides state of themselves.
func Settled(tx store.Tx, c Content) (Content, error) {
	for _, side := range []*Side{&c.Seller, &c.Buyer} {
		if err := side.Fill(tx); err != nil {
			return c, err
		}
	}
	if c.Deductions == nil {
		c.Deductions = []Deduction{}
	}
	if c.IP == nil {
		c.IP = []string{}
	}
	if c.Attachments == nil {
		c.Attachments = []Attachment{}
	}
	return c, nil
}

func equal(a, b Content) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// Imported finds the contract of a row by its key. Without the key it finds the only imported contract between the same
// parties on the same day with a near title. One title must contain the other, and the rest must hold no number word
// that marks a second contract. A title corrected in the table is found so.
func Imported(tx store.Tx, market, key string, c Content) (Contract, error) {
	found, err := Contracts.First(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "importKey", Op: store.Eq, Value: key}}})
	if err == nil || !fault.Is(err, fault.NotFound) {
		return found, err
	}
	missing := err
	between := Between(c)
	if between == "" {
		return found, missing
	}
	page, err := Contracts.Find(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "between", Op: store.Eq, Value: between}}, Limit: 20})
	if err != nil {
		return found, err
	}
	var near []Contract
	for _, other := range page.Items {
		if other.ImportKey != "" && other.Class == c.Class && nearTitles(other.Title, c.Title) {
			near = append(near, other)
		}
	}
	if len(near) != 1 {
		return found, missing
	}
	return near[0], nil
}

// Between names the two parties and the day of a contract; empty while one of them is missing.
func Between(c Content) string {
	if c.Seller.Name == "" || c.Buyer.Name == "" || c.SignDate == "" {
		return ""
	}
	return id.Derived("between", c.Seller.Name, c.Buyer.Name, string(c.SignDate))
}

// Stated finds the contract of the market that was imported with a 登记编号; fault.NotFound when there is none.
func Stated(tx store.Tx, market, number string) (Contract, error) {
	return Contracts.First(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "statedNumber", Op: store.Eq, Value: number}}})
}

// statedMark precedes, in the source of an imported contract, the statement of its table on a registration.
const statedMark = "；表中登记信息（待录入登记证明）："

// StatedSource is the source of a contract whose table states a registration that no certificate proves yet.
func StatedSource(file, number, date, authority string) string {
	return file + statedMark + number + " " + date + " " + authority
}

// statedNumber is the 登记编号 in the table of an imported contract; empty for none.
func statedNumber(source string) string {
	_, stated, _ := strings.Cut(source, statedMark)
	number, _, _ := strings.Cut(stated, " ")
	return number
}

// Remove undoes a draft of an import that nobody changed since. With former the draft returns to that content. The
// error is fault.Stale after a change, fault.WrongState when it has left the draft.
func (s *Service) Remove(ctx context.Context, a actor.Actor, id string, rev int64, former *Contract) error {
	if err := a.Require(actor.Officer, actor.Registrar, actor.System); err != nil {
		return err
	}
	now := s.ms()
	return s.db.Run(ctx, func(tx store.Tx) error {
		c, err := Contracts.Get(tx, a.Market, id)
		if err != nil {
			return err
		}
		if c.Rev != rev {
			return fault.Of(fault.Stale, fault.T("touched-since",
				"导入之后已有人改动，没有撤回。",
				"Somebody changed it since the import; it was not taken back."))
		}
		if c.State != Draft || c.Text != nil && former == nil {
			return fault.Of(fault.WrongState, fault.T("contract-touched-since",
				"合同已不是草稿，没有撤回。",
				"The contract is no draft any more; it was not taken back."))
		}
		ch := audit.Change{Kind: "contract", Record: id, At: now}
		if former == nil {
			ch.Step, ch.Rev = "delete", c.Rev+1
			if err := Contracts.Delete(tx, &c); err != nil {
				return err
			}
			if err := files.Release(tx, c.Market, "contract", id); err != nil {
				return err
			}
			return audit.Note(tx, a, ch, c.Market)
		}
		c.Content, c.Source, c.Amounts, c.Text, c.UpdatedAt = former.Content, former.Source, former.Amounts,
			former.Text, now
		if err := Contracts.Update(tx, &c); err != nil {
			return err
		}
		ch.Step, ch.Rev, ch.From, ch.To = "import-undo", c.Rev, Draft, Draft
		return audit.Note(tx, a, ch, c.Market)
	})
}
