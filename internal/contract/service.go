package contract

import (
	"context"
	"slices"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/deal"
	"kebang/internal/document"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Service holds the use cases of contracts.
type Service struct {
	db      store.Engine
	now     func() time.Time
	revised func(store.Tx, *Contract) error // see OnRevised
	fonts   *document.Fonts                 // see UseFonts
}

// NewService makes the use cases on a store.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now, revised: func(store.Tx, *Contract) error { return nil }}
}

// UseFonts sets the office's own fonts of the PDFs; nil is the built-in one. Call it before the first
// use.
func (s *Service) UseFonts(f *document.Fonts) { s.fonts = f }

func (s *Service) ms() int64 { return s.now().UnixMilli() }

// New are the initial values of a contract. The caller makes ID, so that a retry is the same record.
type New struct {
	ID        string
	Content   Content
	Deal      string // id of a deal of the actor; empty is 线下签订
	Source    string
	ImportKey string // unique in the market; the same row imported twice is fault.Conflict
}

var errMissing = fault.Absent()

// Create writes a draft with its serial HT-YYYY-NNNNNN. A party must be the seller or the buyer itself, and a broker
// needs his deal. Officer and registrar enter contracts of others (线下签订).
func (s *Service) Create(ctx context.Context, a actor.Actor, n New) (Contract, error) {
	if err := a.Require(append(actor.RolesOf(writers), actor.System)...); err != nil {
		return Contract{}, err
	}
	now := s.ms()
	var c Contract
	err := s.db.Run(ctx, func(tx store.Tx) error {
		if old, err := Contracts.Get(tx, a.Market, n.ID); err == nil && mayRead(a, &old) &&
			old.CreatedBy.Person == a.Person {
			c = old // a retry of the same request
			return nil
		}
		c = Contract{Meta: store.Meta{ID: n.ID, Market: a.Market}, State: Draft, Content: n.Content, Source: n.Source,
			ImportKey:     n.ImportKey,
			Confirmations: []Confirmation{}, CreatedAt: now, CreatedBy: ActorOf(a), UpdatedAt: now}
		return s.create(tx, a, &c, n.Deal, now, 0)
	})
	return c, err
}

// create writes another contract, with a revision above that of an earlier record under the same id.
func (s *Service) create(tx store.Tx, a actor.Actor, c *Contract, from string, now, above int64) error {
	if from != "" {
		if err := fromDeal(tx, a, c, from); err != nil {
			return err
		}
	}
	if err := prepare(tx, a, c); err != nil {
		return err
	}
	if err := owned(a, c); err != nil {
		return err
	}
	if err := allowed(tx, a, StepEdit, c); err != nil {
		return err
	}
	serial, err := store.Serial(tx, c.Market, "HT", workday.Of(now).Year())
	if err != nil {
		return err
	}
	c.Serial = serial
	if err := Contracts.Insert(tx, c); err != nil {
		return conflict(err)
	}
	for c.Rev <= above {
		if err := Contracts.Update(tx, c); err != nil {
			return err
		}
	}
	return tell(tx, a, c, "create", "", "", now)
}

// owned refuses a party that writes contracts of others or gives its own side away.
func owned(a actor.Actor, c *Contract) error {
	if a.Is(actor.Officer, actor.Registrar, actor.System) || c.related(a) {
		return nil
	}
	return fault.Of(fault.Invalid, fault.T("not-own-contract",
		"只能录入本方作为卖方或买方的合同，请在卖方或买方中选择本单位（本人）。",
		"You can only enter contracts of your own side; choose your unit as seller or buyer.")).At("/seller/orgId",
		fault.T("own-side-missing",
			"卖方或买方之一应为本单位（本人）。",
			"One of the two sides must be your unit (or you)."))
}

// prepare checks the filled fields, takes the units' own values and computes the amounts when there is a total.
func prepare(tx store.Tx, a actor.Actor, c *Contract) error {
	var err error
	if c.Content, err = Settled(tx, c.Content); err != nil {
		return err
	}
	files := slices.Clone(c.Attachments) // a callback may run again, so the caller's list stays unchanged
	for i := range files {
		if err := Attach(tx, a, c, &files[i], pointer("/attachments/%d/file", i)); err != nil {
			return err
		}
	}
	c.Attachments = files
	var f fault.Fields
	c.Broken(&f)
	c.Amounts = Amounts{}
	if c.TotalFen > 0 && len(f) == 0 {
		am, err := c.Compute()
		if err := f.Merge(err); err != nil {
			return err
		}
		c.Amounts = am
	}
	return f.Fault(Unfit)
}

// change is one step: read, policy, revision, flow, the step's own work, write, history and event, in one transaction.
// Pick may choose another step than the requested one, by the record.
func (s *Service) change(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string, now int64,
	fn func(tx store.Tx, c *Contract) error, pick ...func(*Contract) string) (Contract, error) {
	var c Contract
	err := s.db.Run(ctx, func(tx store.Tx) error {
		var err error
		if c, err = Readable(tx, a, id); err != nil {
			return err
		}
		step := step
		for _, p := range pick {
			step = p(&c)
		}
		if err := allowed(tx, a, step, &c); err != nil {
			return err
		}
		if rev != 0 && rev != c.Rev {
			return fault.Of(fault.Stale, fault.T("somebody-has-changed-contract-reload",
				"合同已被他人修改，请刷新后重试；您填写的内容不会丢失。",
				"Somebody has changed the contract; reload and retry. What you typed is kept."))
		}
		e, err := Flow.Take(c.State, step, string(a.Role), reason)
		if err == nil {
			err = c.open(step)
		}
		if err != nil {
			return err
		}
		from := c.State
		c.State, c.UpdatedAt = e.To, now
		if fn != nil {
			if err := fn(tx, &c); err != nil {
				return err
			}
		}
		if err := Contracts.Update(tx, &c); err != nil {
			return conflict(err)
		}
		return tell(tx, a, &c, step, from, reason, now)
	})
	return c, err
}

// Readable reads a contract for an actor who may read it; for all others it does not exist.
func Readable(tx store.Tx, a actor.Actor, id string) (Contract, error) {
	c, err := Contracts.Get(tx, a.Market, id)
	if err == nil && !mayRead(a, &c) {
		err = errMissing
	}
	if err != nil {
		return Contract{}, err
	}
	return c, nil
}

// tell writes history, event and the effect on the deal in the transaction of the change.
func tell(tx store.Tx, a actor.Actor, c *Contract, step, from, reason string, now int64) error {
	err := audit.Note(tx, a, audit.Change{Kind: "contract", Record: c.ID, Rev: c.Rev, Step: step, From: from,
		To: c.State, Reason: reason, At: now}, c.Market)
	if err != nil {
		return err
	}
	if from != c.State {
		if err := store.Emit(tx, c.Market, "contract."+c.State, c.ID, step, now); err != nil {
			return err
		}
		if c.State == Confirmed && !c.Offline() {
			return deal.SignTx(tx, c.Market, c.Deal.ID, c.ID, now)
		}
	}
	return nil
}

// conflict is the fault for a taken unique key.
func conflict(err error) error {
	if fault.Is(err, fault.Conflict) {
		return fault.Cause(err, fault.Conflict, fault.T("number-taken",
			"该编号在本市场已被使用，请核对。",
			"This number is taken in this market; please check."))
	}
	return err
}

// Get reads one contract for an actor who may read it.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Contract, error) {
	var c Contract
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		c, err = Readable(tx, a, id)
		return err
	})
	return c, err
}

// Steps lists the steps of the actor on contracts now, by id, for buttons. A step that is not offered is refused by the
// same rule.
func (s *Service) Steps(ctx context.Context, a actor.Actor, cs ...Contract) (map[string]flow.Offer, error) {
	out := map[string]flow.Offer{}
	return out, s.db.View(ctx, func(tx store.Tx) error {
		for i := range cs {
			c := &cs[i]
			offer, err := Flow.Offer(c.State, string(a.Role),
				func(step string) error { return allowed(tx, a, step, c) }, errJoined)
			if err != nil {
				return err
			}
			offer.Steps = c.openSteps(offer.Steps)
			out[c.ID] = offer
		}
		return nil
	})
}

// Attach attaches an uploaded file to the contract. Name and hash are those of the file, never the client's.
func Attach(tx store.Tx, a actor.Actor, c *Contract, at *Attachment, pointer string) error {
	missing := fault.Of(fault.Invalid, fault.T("file-missing",
		"没有收到文件，请重新上传。",
		"No file came; upload it again.")).At(pointer, fault.T("attachment-empty",
		"请上传文件。",
		"Please upload the file."))
	if at.File == "" {
		return missing
	}
	f, err := files.Use(tx, a, at.File, "contract", c.ID)
	if fault.Is(err, fault.NotFound) {
		return missing
	}
	at.Blob, at.Name = f.Blob, f.Name
	return err
}
