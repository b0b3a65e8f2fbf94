package contracts

import (
	"cmp"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/flow"
	"kebang/internal/registry"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// ContractContent are the fields of the registration form that the parties fill in. Most may be empty until the
// contract is filed. They are the fields of contract.Content.
type ContractContent struct {
	Title    string         `json:"title" doc:"whole name of the project" example:"甘蔗尾叶青贮饲料技术开发"`
	Class    contract.Class `json:"class,omitempty" example:"KF"`
	SubClass string         `json:"subClass,omitempty" example:"KF1"`
	OldClass string         `json:"oldClass,omitempty" doc:"wording of an older form, kept when it was mapped"`

	Seller contract.Side `json:"seller"`
	Buyer  contract.Side `json:"buyer"`

	TotalFen   int64                `json:"totalFen" doc:"contract value" example:"20000000"`
	Deductions []contract.Deduction `json:"deductions" doc:"costs that are no technology"`
	Payment    contract.Payment     `json:"payment,omitempty"`
	Royalty    *contract.Royalty    `json:"royalty,omitempty"`

	Stages   []contract.Milestone  `json:"stages,omitempty" doc:"milestones"`
	Payments []contract.Instalment `json:"payments,omitempty" doc:"their sum is the contract value"`

	SignDate  workday.Date `json:"signDate,omitempty" example:"2026-11-02"`
	BeginDate workday.Date `json:"beginDate,omitempty" example:"2026-11-02"`
	EndDate   workday.Date `json:"endDate,omitempty" example:"2027-11-01"`

	IP         []string `json:"ip" codes:"contractIPKinds" doc:"kinds of intellectual property"`
	IPNumbers  string   `json:"ipNumbers,omitempty" doc:"patent numbers and the like, as written"`
	IPOwner    string   `json:"ipOwner,omitempty" doc:"who owns what comes out of it"`
	PlanSource string   `json:"planSource,omitempty" codes:"planSources"`
	PlanName   string   `json:"planName,omitempty"`
	TechArea   string   `json:"techArea,omitempty" codes:"techAreas"`
	Goal       string   `json:"goal,omitempty" codes:"socioGoals" doc:"socio-economic goal"`
	Industry   string   `json:"industry,omitempty" doc:"code of the technology's industry, two or four digits"`
	Related    bool     `json:"related,omitempty" doc:"between related parties"`

	NewInvestFen *int64 `json:"newInvestFen,omitempty" doc:"expected new investment; needed for a transfer"`
	NewOutputFen *int64 `json:"newOutputFen,omitempty" doc:"expected new output; needed for a transfer"`

	Subject    string `json:"subject,omitempty" doc:"object and scope"`
	Targets    string `json:"targets,omitempty" doc:"measurable results and how they are accepted"`
	Terms      string `json:"terms,omitempty" doc:"other terms"`
	Secrecy    string `json:"secrecy,omitempty"`
	Acceptance string `json:"acceptance,omitempty"`

	Attachments []contract.Attachment `json:"attachments"`
}

// ContractView is a contract in the view of one of its readers.
type ContractView struct {
	kernel.Head
	Serial string `json:"serial" doc:"HT-year-number"`
	State  string `json:"state" doc:"of the contract, and once it is filed of its registration"`
	ContractContent
	ClassName     string                  `json:"className"`
	SubClassName  string                  `json:"subClassName"`
	Amounts       contract.Amounts        `json:"amounts" doc:"as the parties state them; zero until they can be computed"`
	Deal          contract.DealRef        `json:"deal" doc:"empty for a contract signed offline"`
	Text          *contract.Text          `json:"text,omitempty" doc:"the wording that both sides confirm"`
	Confirmations []contract.Confirmation `json:"confirmations"`
	Paper         *contract.Paper         `json:"paper,omitempty" doc:"stamped contract that was signed outside"`
	Acts          []contract.Act          `json:"acts" nullable:"false" doc:"what was performed, in the order of the records"`
	Plan          []PaymentView           `json:"plan" nullable:"false" doc:"payments of the plan: what is due and what was recorded"`
	Registration  *RegistrationRecord     `json:"registration,omitempty" doc:"its steps are taken at /registrations/{id}"`
	Source        string                  `json:"source,omitempty" doc:"where an imported row came from"`
	CreatedAt     int64                   `json:"createdAt"`
	CreatedBy     contract.Actor          `json:"createdBy"`
	UpdatedAt     int64                   `json:"updatedAt"`

	Steps        []kernel.Button `json:"steps" doc:"steps of the contract and of its registration that the reader can take now"`
	KeptAway     string          `json:"keptAway,omitempty" doc:"why steps of the reader's role are kept from him"`
	Side         string          `json:"side" doc:"seller, buyer or broker; empty for officials"`
	Import       bool            `json:"import" doc:"technology bought from abroad: the buyer applies"`
	Offline      bool            `json:"offline" doc:"signed without a deal here"`
	Applicant    string          `json:"applicant" doc:"the party that applies for registration"`
	RulesName    string          `json:"rulesName,omitempty"`
	RulesNote    string          `json:"rulesNote,omitempty"`
	WorkdaysLeft *int            `json:"workdaysLeft,omitempty" minimum:"0" doc:"workdays left to decide; absent without a clock in workdays, or when the holidays are not known"`
}

// viewContract shows one state and one list of steps: those of the contract and of its registration.
func viewContract(l vocab.Lang, a actor.Actor, d registry.Dossier, offers ...flow.Offer) ContractView {
	c := d.Contract
	v := ContractView{Head: kernel.Head{ID: c.ID, Market: c.Market, Rev: c.Rev}, Serial: c.Serial, State: c.Standing(),
		ContractContent: ContractContent(c.Content), ClassName: c.Class.Name(),
		SubClassName: contract.SubName(c.SubClass), Amounts: c.Amounts, Deal: c.Deal, Text: c.Text,
		Confirmations: c.Confirmations, Paper: c.Paper, Acts: kernel.NotNil(c.Acts), Plan: planOf(&c),
		Source: c.Source, CreatedAt: c.CreatedAt,
		CreatedBy: c.CreatedBy,
		UpdatedAt: c.UpdatedAt, Side: c.SideOf(a), Import: c.Import(), Offline: c.Offline(),
		Applicant: c.Applicant().Name}
	for _, o := range offers {
		v.Steps = append(v.Steps, kernel.Buttons(o.Steps)...)
		v.KeptAway = cmp.Or(v.KeptAway, o.KeptAway.In(l))
	}
	if r := d.Registration; r != nil {
		record := recordOf(*r, l)
		v.Registration = &record
		if set, ok := registry.Rules(r.Rules); ok {
			v.RulesName, v.RulesNote = set.Named(l)
		}
	}
	return v
}

// RegistrationRecord is the file of a contract at a registry.
type RegistrationRecord struct {
	kernel.Head
	Contract    string               `json:"contract" doc:"id of the contract"`
	Subject     registry.Subject     `json:"subject" doc:"the contract as it was at the last step"`
	State       string               `json:"state" codes:"registrationStates"`
	Rules       string               `json:"rules" doc:"id of the rule set, see ruleSets"`
	AcceptNo    string               `json:"acceptNo" doc:"KB-year-number, given here; no number of the national system"`
	FiledOn     workday.Date         `json:"filedOn"`
	FiledBy     contract.Actor       `json:"filedBy"`
	Counter     bool                 `json:"counter,omitempty" doc:"papers handed in at the counter"`
	Applicant   string               `json:"applicant" doc:"the applying party, and the person at the counter"`
	Clock       []registry.Span      `json:"clock"`
	Due         workday.Date         `json:"due,omitempty" doc:"last day to decide"`
	Findings    []FindingView        `json:"findings,omitempty" doc:"conclusions of the registrar on the points of the pre-check"`
	Heading     string               `json:"head,omitempty" doc:"head of refusal"`
	HeadText    string               `json:"headText,omitempty" doc:"head and ground in words"`
	Ground      registry.Ground      `json:"ground,omitempty"`
	Reason      string               `json:"reason,omitempty" doc:"of the last return or refusal"`
	Decided     workday.Date         `json:"decided,omitempty"`
	Decider     contract.Actor       `json:"decider"`
	NeedsSecond bool                 `json:"needsSecond,omitempty" doc:"by the rule of the market when it was recognised"`
	Second      *registry.Second     `json:"second,omitempty"`
	TotalFen    int64                `json:"totalFen" doc:"contract value as recognised"`
	TechFen     int64                `json:"techFen" doc:"technology value as fixed by the registrar"`
	Open        bool                 `json:"open,omitempty" doc:"royalties are not known yet"`
	Elsewhere   bool                 `json:"elsewhere,omitempty" doc:"registered by another registry and only recorded here"`
	Authority   string               `json:"authority,omitempty" doc:"the registry"`
	Number      string               `json:"number,omitempty" doc:"number of the national system" pattern:"^[0-9]{16}$"`
	Date        workday.Date         `json:"date,omitempty" doc:"day of the registration; statistics group by it"`
	Scan        *contract.Attachment `json:"scan,omitempty" doc:"scan of the certificate"`
	Recorder    contract.Actor       `json:"recorder"`
	Scopes      []string             `json:"scopes" codes:"statScopes"`
	Versions    []registry.Version   `json:"versions,omitempty" doc:"amounts before each correction"`
	CreatedAt   int64                `json:"createdAt"`
	UpdatedAt   int64                `json:"updatedAt"`
}

func recordOf(r registry.Registration, l vocab.Lang) RegistrationRecord {
	return RegistrationRecord{kernel.Head{ID: r.ID, Market: r.Market, Rev: r.Rev}, r.Contract, r.Subject, r.State,
		r.Rules,
		r.AcceptNo, r.FiledOn, r.FiledBy, r.Counter, r.Applicant, r.Clock, r.Due, viewFindings(r.Findings, l),
		r.Head, r.HeadText().In(l),
		r.Ground,
		r.Reason, r.Decided, r.Decider, r.NeedsSecond, r.Second, r.TotalFen, r.TechFen, r.Open, r.Elsewhere,
		r.Authority,
		r.Number, r.Date, r.Scan, r.Recorder, r.Scopes, r.Versions, r.CreatedAt, r.UpdatedAt}
}

// RegistrationView is a registration in the view of one of the readers of its contract.
type RegistrationView struct {
	RegistrationRecord
	Steps        []kernel.Button `json:"steps"`
	KeptAway     string          `json:"keptAway,omitempty" doc:"why steps of the reader's role are kept from him"`
	RulesName    string          `json:"rulesName,omitempty"`
	WorkdaysLeft *int            `json:"workdaysLeft,omitempty" minimum:"0" doc:"as of the contract"`
}
