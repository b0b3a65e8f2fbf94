package intake

import (
	"context"
	"time"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/sheet"
	"kebang/internal/store"
)

// Service holds the use cases of importing.
type Service struct {
	db        store.Engine
	now       func() time.Time
	listings  *listing.Service
	parties   *party.Service
	accounts  *account.Service
	contracts *contract.Service
	near      Near
	limits    sheet.Limits
	turn      chan struct{} // holds one token while a table is read; see look
}

// NewService makes the use cases. Near may be nil for no search of near-duplicates. A service may be nil when its kind
// is never imported.
func NewService(db store.Engine, l *listing.Service, c *contract.Service, p *party.Service, ac *account.Service,
	near Near, now func() time.Time) *Service {
	return &Service{db: db, now: now, listings: l, parties: p, accounts: ac, contracts: c, near: near,
		limits: sheet.Limits{Rows: maxRows}, turn: make(chan struct{}, 1)}
}

// maxRows is the most rows of one sheet. A whole province's year fits, and a preview still answers within a request.
const maxRows = 20_000

// MaxBytes is the largest accepted file.
func (s *Service) MaxBytes() int64 { return sheet.DefaultLimits.Bytes }

// may is the policy: officers import everything of their market, registrars contracts and organisations.
func may(a actor.Actor, k form.Kind) error {
	if a.Role == actor.System {
		return nil
	}
	switch k {
	case form.Contracts:
		return a.Require(actor.Officer, actor.Registrar)
	case form.Organizations:
		return a.Require(actor.Officer, actor.Admin, actor.Registrar)
	}
	return a.Require(actor.Officer)
}

// Preview reads and checks a book and compares its rows with the market. Extra is laid over the mapping of the market;
// this call does not remember it.
func (s *Service) Preview(ctx context.Context, a actor.Actor, k form.Kind, book sheet.Book, extra form.Mapping) (*Plan,
	error) {
	return s.PreviewAs(ctx, a, k, book, Guide{Map: extra})
}

// PreviewAs is Preview with a person's answers on the file.
func (s *Service) PreviewAs(ctx context.Context, a actor.Actor, k form.Kind, book sheet.Book, g Guide) (*Plan, error) {
	if err := may(a, k); err != nil {
		return nil, err
	}
	m, err := s.mapping(ctx, a.Market, k)
	if err != nil {
		return nil, err
	}
	g.Map = m.With(g.Map)
	p, err := g.Read(k, a.Market, book)
	if err != nil {
		return nil, err
	}
	if err := s.compare(ctx, a.Market, p); err != nil {
		return nil, err
	}
	if err := s.twins(ctx, a.Market, p); err != nil {
		return nil, err
	}
	p.hideIDs()
	return p, nil
}

// twins marks near-duplicates: rows of one file with the same title, and finds of the matcher among the published.
func (s *Service) twins(ctx context.Context, market string, p *Plan) error {
	if p.Kind != form.Demands && p.Kind != form.Achievements {
		return nil
	}
	var asked []*form.Row
	titles := map[string]*form.Row{}
	for _, r := range p.Rows {
		if p.States[r] != Good {
			continue // an update never counts
		}
		c := r.Common()
		if twin := titles[wording.Fold(c.Title)]; twin != nil {
			p.Counts.Near++
			p.mark(r, NearTwin, &NearHit{ID: twin.ID, Title: twin.Title(), Score: 1})
			continue
		}
		titles[wording.Fold(c.Title)] = r
		asked = append(asked, r)
	}
	if s.near == nil || len(asked) == 0 {
		return nil
	}
	kind := listing.DemandKind
	if p.Kind == form.Achievements {
		kind = listing.AchievementKind
	}
	for _, r := range asked {
		c := r.Common()
		twin, title, score, err := s.near.NearListing(ctx, market, kind, r.ID, c.Title, c.Text)
		if fault.Is(err, fault.Unavailable) { // the search engine is down; an import need not wait for it
			return nil
		}
		if err != nil {
			return err
		}
		if twin != "" {
			p.Counts.Near++
			p.mark(r, NearTwin, &NearHit{ID: twin, Title: title, Score: score})
		}
	}
	return nil
}

// Options say how good rows are written.
type Options struct {
	Publish  bool // counts as approved by the acting officer, by name
	SkipNear bool // leave near-duplicates out
	// Refused is the decision on public listings whose row does not agree to publication. It is required where there
	// are any.
	Refused    Refused
	KeepReason string // reason why they stay public
	// IncludeHidden takes hidden rows, columns and sheets as data. The guide of the reading has it, so that the preview
	// shows them.
	IncludeHidden bool
}

// Outcome are the results of applying, in rows.
type Outcome struct {
	Added     int               `json:"added"`
	Changed   int               `json:"changed"`
	Unchanged int               `json:"unchanged"`
	Withdrawn int               `json:"withdrawn" doc:"of the changed ones: no longer public, because the row does not agree"`
	Kept      int               `json:"kept" doc:"edited here since, or in a step of the office: the file does not overwrite them"`
	Skipped   int               `json:"skipped" doc:"near-duplicates left out"`
	Drafts    int               `json:"drafts" doc:"written as drafts although publishing was asked: something is still missing"`
	Refused   int               `json:"refused" doc:"bad rows"`
	Problems  []form.RowProblem `json:"problems,omitempty" doc:"rows that were refused only when they were written"`
}

// Done is the number of rows that are in the market now.
func (o Outcome) Done() int { return o.Added + o.Changed + o.Unchanged + o.Kept }

// batch is the number of rows in one transaction.
const batch = 200

// Apply writes the good rows of a plan through the services of the domain, a batch a transaction, and reports progress
// after each. A second run after an interrupted one continues from its place, because written rows are unchanged.
func (s *Service) Apply(ctx context.Context, a actor.Actor, p *Plan, file string, o Options,
	progress func(done, total int)) (Outcome, error) {
	return s.apply(ctx, a, nil, p, file, o, progress)
}

// apply writes the good rows and, for an import, notes the outcome of each.
func (s *Service) apply(ctx context.Context, a actor.Actor, i *Import, p *Plan, file string, o Options,
	progress func(done, total int)) (Outcome, error) {
	if err := may(a, p.Kind); err != nil {
		return Outcome{}, err
	}
	w := &writing{s: s, a: a, i: i, kind: p.Kind, file: file, o: o, out: &Outcome{Refused: p.Counts.Bad}}
	if err := o.check(p.Counts); err != nil {
		return Outcome{}, err
	}
	var rows []*form.Row
	for seq, r := range p.Rows {
		r.Seq = int64(seq)
		var did listing.Did
		switch {
		case r.Refuses:
			rows = append(rows, r)
			continue
		case p.States[r] == Unchanged:
			did = listing.DidNone
			w.out.Unchanged++
		case p.States[r] == Differs:
			did = listing.DidKeep
			w.out.Kept++
		case p.States[r] == NearTwin && o.SkipNear:
			did = DidSkip
			w.out.Skipped++
		case p.States[r] == Bad:
			continue
		default:
			rows = append(rows, r)
			continue
		}
		if err := w.left(ctx, r, did); err != nil {
			return *w.out, err
		}
	}
	w.out.Unchanged += p.Counts.Unchanged - w.out.Unchanged // repeated rows of the file
	if progress == nil {
		progress = func(int, int) {}
	}
	for start := 0; start < len(rows); start += batch {
		if err := ctx.Err(); err != nil {
			return *w.out, err
		}
		end := min(start+batch, len(rows))
		if err := w.rows(ctx, rows[start:end]); err != nil {
			return *w.out, err
		}
		progress(end, len(rows))
	}
	return *w.out, nil
}
