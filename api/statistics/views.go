package statistics

import (
	"kebang/api/kernel"
	"kebang/internal/contract"
	"kebang/internal/ledger"
	"kebang/internal/stats"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// StatTableView is a table of registered contracts, with its own question.
type StatTableView struct {
	Scope    string        `json:"scope" codes:"statScopes"`
	By       string        `json:"by" doc:"what the lines are, one of statDimensions"`
	From     string        `json:"from" doc:"first month YYYY-MM; empty from the first one on"`
	To       string        `json:"to" doc:"last month YYYY-MM; empty up to the newest"`
	AsOf     workday.Date  `json:"asOf" doc:"empty: now"`
	Count    int64         `json:"count" doc:"contracts"`
	TotalFen int64         `json:"totalFen" doc:"contract value"`
	TechFen  int64         `json:"techFen" doc:"technology value"`
	Query    string        `json:"query" doc:"URL query that lists exactly these contracts"`
	Rows     []StatRowView `json:"rows"`
	// the same months of the year before
	YearBefore *ChangeView `json:"yearBefore,omitempty" doc:"absent without a first month"`
}

// ChangeView compares with the same months of the year before. Growths are hundredths of a percent.
type ChangeView struct {
	From           ledger.Period `json:"from" doc:"first month compared with"`
	To             ledger.Period `json:"to" doc:"last month compared with; a running period ends with the present month"`
	Count          int64         `json:"count" doc:"contracts then"`
	TotalFen       int64         `json:"totalFen" doc:"contract value then"`
	TechFen        int64         `json:"techFen" doc:"technology value then"`
	CountGrowth    *int64        `json:"countGrowth,omitempty" doc:"hundredths of a percent; absent without contracts then"`
	TotalFenGrowth *int64        `json:"totalFenGrowth,omitempty" doc:"hundredths of a percent"`
	TechFenGrowth  *int64        `json:"techFenGrowth,omitempty" doc:"hundredths of a percent"`
}

func viewChange(c *stats.Change) *ChangeView {
	if c == nil {
		return nil
	}
	return &ChangeView{c.From, c.To, c.Before.Count, c.Before.TotalFen, c.Before.TechFen, c.Count, c.TotalFen,
		c.TechFen}
}

// StatRowView is one line of a table.
type StatRowView struct {
	Key      string `json:"key"`
	Label    string `json:"label"`
	Count    int64  `json:"count" doc:"contracts"`
	TotalFen int64  `json:"totalFen" doc:"contract value"`
	TechFen  int64  `json:"techFen" doc:"technology value"`
	Query    string `json:"query" doc:"URL query that lists exactly these contracts"`
}

func viewTable(t stats.Table, l vocab.Lang) StatTableView {
	v := StatTableView{t.Scope, t.By, t.From, t.To, t.AsOf, t.Count, t.TotalFen, t.TechFen, t.Query, nil,
		viewChange(t.YearBefore)}
	for _, r := range t.Rows {
		v.Rows = append(v.Rows, StatRowView{r.Key, r.Label.In(l), r.Count, r.TotalFen, r.TechFen, r.Query})
	}
	return v
}

// FunnelView is the progress of the published demands of a market.
type FunnelView struct {
	Stages      []stats.Stage  `json:"stages"`
	Leads       int64          `json:"leads" doc:"leads without a unit; they count in no stage"`
	Registered  stats.Measures `json:"registered" doc:"all contracts of the registry, with or without a demand"`
	WithoutDeal int64          `json:"withoutDeal" doc:"of these, signed offline"`
}

// ContractRowView is a posting behind a figure: what a step on a contract changed in it.
type ContractRowView struct {
	Cause       ledger.Cause   `json:"cause" codes:"postingCauses"`
	Period      ledger.Period  `json:"period" doc:"month that it counts in; 13 is the adjusting month of its year"`
	Posted      workday.Date   `json:"posted" doc:"day of the posting"`
	Reason      string         `json:"reason"`
	Count       int64          `json:"count" doc:"contracts that it adds, or takes away"`
	ID          string         `json:"id"`
	Serial      string         `json:"serial"`
	Title       string         `json:"title"`
	Class       contract.Class `json:"class"`
	SubClass    string         `json:"subClass" codes:"contractSubClasses,empty"`
	Industry    string         `json:"industry"`
	TechArea    string         `json:"techArea"`
	Seller      string         `json:"seller"`
	SellerPlace string         `json:"sellerPlace"`
	Buyer       string         `json:"buyer"`
	BuyerPlace  string         `json:"buyerPlace"`
	Date        workday.Date   `json:"date" doc:"of the registration"`
	Number      string         `json:"number"`
	Authority   string         `json:"authority" doc:"the registry"`
	Elsewhere   bool           `json:"elsewhere" doc:"registered by another registry"`
	Scopes      []string       `json:"scopes" codes:"statScopes"`
	TotalFen    int64          `json:"totalFen" doc:"contract value"`
	TechFen     int64          `json:"techFen" doc:"technology value"`
	Open        bool           `json:"open" doc:"royalties are not known yet"`
}

func viewRow(r stats.ContractRow, l vocab.Lang) ContractRowView {
	return ContractRowView{r.Cause, r.Period, r.Posted, r.Reason, r.Count, r.ID, r.Serial, r.Title, r.Class,
		r.SubClass, r.Industry, r.TechArea, r.Seller,
		r.SellerPlace.In(l), r.Buyer, r.BuyerPlace.In(l), r.Date, r.Number, r.Authority, r.Elsewhere, r.Scopes,
		r.TotalFen,
		r.TechFen, r.Open}
}

// TargetView is a goal by which the county is assessed, with its readings.
type TargetView struct {
	kernel.Head
	TargetFields
	CreatedAt int64           `json:"createdAt"`
	UpdatedAt int64           `json:"updatedAt"`
	UpdatedBy string          `json:"updatedBy"`
	Readings  []stats.Reading `json:"readings" doc:"one for each way to read the goal"`
}

// TargetFields are the input about a goal.
type TargetFields struct {
	Indicator string        `json:"indicator" doc:"name of the indicator" example:"技术合同交易额"`
	Measure   stats.Measure `json:"measure" codes:"targetMeasures" example:"tech"`
	Op        string        `json:"op" doc:"≥, > or ≤" example:"≥"`
	ValueFen  *int64        `json:"valueFen,omitempty" doc:"the amount in fen; absent when the policy names none" example:"100000000"`
	Value     string        `json:"value,omitempty" doc:"of a count or rate: the value, decimal"`
	Actual    string        `json:"actual,omitempty" doc:"of a count or rate: what was reached, entered by hand"`
	Evidence  string        `json:"evidence,omitempty" doc:"what the actual value rests on"`
	Unit      string        `json:"unit,omitempty"`
	Year      int           `json:"year,omitempty" doc:"0: the policy does not say" example:"2026"`
	Scope     string        `json:"scope,omitempty" codes:"statScopes,empty" doc:"empty: the policy does not say, all are shown"`
	Status    string        `json:"status" codes:"targetStatuses" example:"official"`
	Period    string        `json:"period" codes:"targetPeriods" example:"year"`
	Level     string        `json:"level" codes:"targetLevels" example:"local"`
	Since     int           `json:"since,omitempty" doc:"first year of a cumulative goal; 0: from the first record on"`
	Quote     string        `json:"quote,omitempty" doc:"the policy's own words"`
	Source    string        `json:"source,omitempty" doc:"name of the policy"`
}

func viewTarget(p stats.Progress) TargetView {
	return TargetView{kernel.Head{ID: p.ID, Market: p.Market, Rev: p.Rev}, TargetFields(p.TargetForm), p.CreatedAt,
		p.UpdatedAt, p.UpdatedBy, p.Readings}
}
