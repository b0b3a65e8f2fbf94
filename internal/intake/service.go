package intake

import (
	"context"
	"time"

	"kebang/internal/contract"
	"kebang/internal/fault"
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
	contracts *contract.Service
	near      Near
	limits    sheet.Limits
	turn      chan struct{} // holds one while a table is read, see look
}

// NewService makes the use cases. Near may be nil: then near-duplicates are not looked for. A service may be nil when
// its kind is never imported.
func NewService(db store.Engine, l *listing.Service, c *contract.Service, p *party.Service, near Near, now func() time.Time) *Service {
	return &Service{db: db, now: now, listings: l, parties: p, contracts: c, near: near, limits: sheet.Limits{Rows: maxRows}, turn: make(chan struct{}, 1)}
}

// maxRows of one sheet: a whole province's year fits, and a preview still answers within a request.
const maxRows = 20_000

// MaxBytes is the largest file that is taken.
func (s *Service) MaxBytes() int64 {
	if s.limits.Bytes > 0 {
		return s.limits.Bytes
	}
	return sheet.DefaultLimits.Bytes
}

// may is the policy: officers import everything of their market, registrars contracts and organisations.
func may(a party.Actor, k Kind) error {
	if a.Role == party.System {
		return nil
	}
	switch k {
	case Contracts:
		return a.Require(party.Officer, party.Registrar)
	case Organizations:
		return a.Require(party.Officer, party.Admin, party.Registrar)
	}
	return a.Require(party.Officer)
}

// Preview reads and checks a book and compares its rows with what the market has. Extra lies over the mapping that the
// market remembers; it is not remembered by this call.
func (s *Service) Preview(ctx context.Context, a party.Actor, k Kind, book sheet.Book, extra Mapping) (*Plan, error) {
	return s.PreviewAs(ctx, a, k, book, Guide{Map: extra})
}

// PreviewAs is Preview with what a person said of the file.
func (s *Service) PreviewAs(ctx context.Context, a party.Actor, k Kind, book sheet.Book, g Guide) (*Plan, error) {
	if err := may(a, k); err != nil {
		return nil, err
	}
	m, err := s.mapping(ctx, a.Market, k)
	if err != nil {
		return nil, err
	}
	g.Map = m.with(g.Map)
	p, err := g.Read(k, a.Market, book)
	if err != nil {
		return nil, err
	}
	if err := s.compare(ctx, a.Market, p); err != nil {
		return nil, err
	}
	return p, s.twins(ctx, a.Market, p)
}

// compare finds the rows that are already there with the same content.
func (s *Service) compare(ctx context.Context, market string, p *Plan) error {
	return s.db.View(ctx, func(tx store.Tx) error {
		for start := 0; start < len(p.Rows); start += batch {
			rows := p.Rows[start:min(start+batch, len(p.Rows))]
			same, err := s.known(tx, market, p.Kind, rows)
			if err != nil {
				return err
			}
			for _, r := range rows {
				if same[r.ID] {
					p.Counts.Good--
					p.Counts.Unchanged++
					p.mark(r, Unchanged, nil)
				}
			}
		}
		return nil
	})
}

func (s *Service) known(tx store.Tx, market string, k Kind, rows []*Row) (map[string]bool, error) {
	same := map[string]bool{}
	switch k {
	case Demands:
		return same, knownListings(tx, listing.Demands, market, rows, same)
	case Achievements:
		return same, knownListings(tx, listing.Achievements, market, rows, same)
	case Contracts:
		found, err := contract.Contracts.Many(tx, market, idsOf(rows))
		for _, c := range found {
			same[c.ID] = true
		}
		return same, err
	}
	for _, r := range rows {
		o, err := party.FindOrganization(tx, r.Organization.USCC, r.Organization.Name)
		if fault.Is(err, fault.NotFound) && r.Organization.USCC != "" {
			o, err = party.FindOrganization(tx, "", r.Organization.Name)
		}
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return nil, err
		default:
			same[r.ID] = o.Home != market || !o.Completes(*r.Organization)
		}
	}
	return same, nil
}

func idsOf(rows []*Row) []string {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids
}

// knownListings marks rows whose listing has the same content already, and rows of a downloaded list that still stand
// in the market: a download lacks the private columns, so it never overwrites the record it was written from.
func knownListings[C listing.Content](tx store.Tx, col *store.Collection[listing.Listing[C]], market string, rows []*Row, same map[string]bool) error {
	hashes, bySerial := map[string]string{}, map[string]string{}
	var serials []string
	for _, r := range rows {
		hashes[r.ID] = r.Hash
		if r.Serial != "" {
			bySerial[r.Serial] = r.ID
			serials = append(serials, r.Serial)
		}
	}
	found, err := col.Many(tx, market, idsOf(rows))
	if err != nil {
		return err
	}
	for _, l := range found {
		same[l.ID] = l.RowHash == hashes[l.ID]
	}
	if len(serials) == 0 {
		return nil
	}
	return col.Each(tx, store.Query{Market: market, Where: []store.Cond{{Field: "serial", Op: store.In, Value: serials}}}, func(l listing.Listing[C]) error {
		same[bySerial[l.Serial]] = true
		return nil
	})
}

// twins flags near-duplicates: rows of one file with the same title, and what the matcher finds among the published.
func (s *Service) twins(ctx context.Context, market string, p *Plan) error {
	if p.Kind != Demands && p.Kind != Achievements {
		return nil
	}
	var asked []*Row
	titles := map[string]*Row{}
	for _, r := range p.Rows {
		if p.States[r] != Good {
			continue
		}
		c := r.common()
		if twin := titles[fold(c.Title)]; twin != nil {
			p.Counts.Near++
			p.mark(r, NearTwin, &NearHit{ID: twin.ID, Title: twin.Title(), Score: 1})
			continue
		}
		titles[fold(c.Title)] = r
		asked = append(asked, r)
	}
	if s.near == nil || len(asked) == 0 {
		return nil
	}
	kind := listing.DemandKind
	if p.Kind == Achievements {
		kind = listing.AchievementKind
	}
	for _, r := range asked {
		c := r.common()
		twin, title, score, err := s.near.NearListing(ctx, market, kind, r.ID, c.Title, c.Text)
		if fault.Is(err, fault.Unavailable) { // the search engine rests: an import need not wait for it
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
	Publish  bool // counts as passed by the acting officer, by name
	SkipNear bool // leave near-duplicates out
	// IncludeHidden takes hidden rows and sheets as data. The guide of the reading says it, so that the preview shows them.
	IncludeHidden bool
}

// Outcome is what applying did, in rows.
type Outcome struct {
	Added     int          `json:"added"`
	Changed   int          `json:"changed"`
	Unchanged int          `json:"unchanged"`
	Kept      int          `json:"kept" doc:"edited here since, or in a step of the office: the file does not overwrite them"`
	Skipped   int          `json:"skipped" doc:"near-duplicates left out"`
	Drafts    int          `json:"drafts" doc:"written as drafts although publishing was asked: something is still missing"`
	Refused   int          `json:"refused" doc:"bad rows"`
	Problems  []RowProblem `json:"problems,omitempty" doc:"rows that were refused only when they were written"`
}

// Done is the number of rows that stand in the market now.
func (o Outcome) Done() int { return o.Added + o.Changed + o.Unchanged + o.Kept }

// batch is how many rows one transaction takes.
const batch = 200

// Apply writes the good rows of a plan through the services of the domain, a batch a transaction, and tells progress
// after each. A second run after a broken one goes on where that stopped: rows that are there are unchanged.
func (s *Service) Apply(ctx context.Context, a party.Actor, p *Plan, file string, o Options, progress func(done, total int)) (Outcome, error) {
	if err := may(a, p.Kind); err != nil {
		return Outcome{}, err
	}
	out := Outcome{Unchanged: p.Counts.Unchanged, Refused: p.Counts.Bad}
	var rows []*Row
	for _, r := range p.Rows {
		switch {
		case p.States[r] == Unchanged:
		case p.States[r] == NearTwin && o.SkipNear:
			out.Skipped++
		default:
			rows = append(rows, r)
		}
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	for start := 0; start < len(rows); start += batch {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		end := min(start+batch, len(rows))
		if err := s.write(ctx, a, p.Kind, rows[start:end], file, o, &out); err != nil {
			return out, err
		}
		progress(end, len(rows))
	}
	return out, nil
}

func (s *Service) write(ctx context.Context, a party.Actor, k Kind, rows []*Row, file string, o Options, out *Outcome) error {
	switch k {
	case Demands:
		return bring(ctx, s, a, s.listings.Demands, rows, file, o, out, func(r *Row) listing.DemandContent { return *r.Demand })
	case Achievements:
		return bring(ctx, s, a, s.listings.Achievements, rows, file, o, out, func(r *Row) listing.AchievementContent { return *r.Achievement })
	case Organizations:
		return s.organizations(ctx, a, rows, out)
	}
	return s.contractRows(ctx, a, rows, file, out)
}

// bring writes listings. Rows of a verified unit that are not complete enough to publish stay drafts.
func bring[C listing.Content](ctx context.Context, s *Service, a party.Actor, d *listing.Desk[C], rows []*Row, file string, o Options, out *Outcome, content func(*Row) C) error {
	owners, err := s.owners(ctx, a, rows)
	if err != nil {
		return err
	}
	var whole, drafts []listing.Row[C]
	for _, r := range rows {
		c := content(r)
		row := listing.Row[C]{ID: r.ID, Hash: r.Hash, Source: listing.Source{Link: r.Link, Name: file, Ref: r.Ref}, Content: c}
		if org, ok := owners[r.USCC]; ok && r.USCC != "" && org.Verified() {
			row.Owner, row.Name = org.ID, org.Name
		}
		if o.Publish && row.Owner != "" && listing.CheckSubmit(&c) != nil {
			drafts = append(drafts, row)
			continue
		}
		whole = append(whole, row)
	}
	for _, part := range []struct {
		rows    []listing.Row[C]
		publish bool
	}{{whole, o.Publish}, {drafts, false}} {
		if len(part.rows) == 0 {
			continue
		}
		got, err := d.Bring(ctx, a, part.rows, part.publish)
		if err != nil {
			return err
		}
		out.Added += got.Added
		out.Changed += got.Changed
		out.Unchanged += got.Unchanged
		out.Kept += got.Kept
	}
	out.Drafts += len(drafts)
	return nil
}
