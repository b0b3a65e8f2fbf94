package contracts

import (
	"context"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/registry"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/internal/workday"
)

// views are contracts cut for one reader, with the remaining time of their clocks.
func (d contractDesk) views(ctx context.Context, a actor.Actor, cs ...contract.Contract) ([]ContractView, error) {
	ds, err := d.reg.Dossiers(ctx, cs...)
	if err != nil {
		return nil, err
	}
	left, err := d.reg.WorkdaysLeft(ctx, ds...)
	if err != nil {
		return nil, err
	}
	own, err := d.svc.Steps(ctx, a, cs...)
	if err != nil {
		return nil, err
	}
	filed, err := d.reg.Steps(ctx, a, ds...)
	if err != nil {
		return nil, err
	}
	views := make([]ContractView, len(cs))
	for i, x := range ds {
		views[i] = viewContract(kernel.RequestOf(ctx).Lang, a, x, own[x.Contract.ID], filed[x.Contract.ID])
		if x.Registration != nil {
			if n, ok := left[x.Registration.ID]; ok {
				views[i].WorkdaysLeft = &n
			}
		}
	}
	return views, nil
}

// list reads from the contracts, or from the registrations for a question about those.
func (d contractDesk) list(ctx context.Context, a actor.Actor, q contractQuery) (*kernel.List[ContractView], error) {
	if f, ok := q.figure(); ok {
		page, total, err := d.reg.List(ctx, a, f)
		return d.listed(ctx, a, page.Items, page.Next, total, err)
	}
	f := q.filter()
	if q.Owed {
		f.Owed = workday.Of(d.r.Now())
	}
	page, total, err := d.svc.List(ctx, a, f)
	return d.listed(ctx, a, page.Items, page.Next, total, err)
}

func (d contractDesk) listed(ctx context.Context, a actor.Actor, cs []contract.Contract, next string, total int64,
	err error) (*kernel.List[ContractView], error) {
	if err != nil {
		return nil, err
	}
	items, err := d.views(ctx, a, cs...)
	return kernel.NewList(items, next, total), err
}

func (d contractDesk) tagged(ctx context.Context, a actor.Actor, c contract.Contract,
	err error) (*kernel.Tagged[ContractView], error) {
	if err != nil {
		return nil, err
	}
	views, err := d.views(ctx, a, c)
	if err != nil {
		return nil, err
	}
	return kernel.Tag(c.Rev, views[0]), nil
}

type reasonIn struct {
	kernel.RecordIn
	kernel.IfMatch
	Body struct {
		Reason string `json:"reason" maxLength:"1000" doc:"reason"`
	}
}

type fileIn struct {
	kernel.RecordIn
	kernel.IfMatch
	Body struct {
		File string `json:"file" doc:"id of a file, from POST /files"`
	}
}

// contractDesk registers the routes of contract steps one after the other.
type contractDesk struct {
	r   *kernel.Router
	svc *contract.Service
	reg *registry.Service

	steps *kernel.Steps // of a contract
	filed *kernel.Steps // of a registration
}

func newDesk(r *kernel.Router, svc *contract.Service, reg *registry.Service) contractDesk {
	return contractDesk{r, svc, reg, kernel.StepsOf(r, &contract.Flow, "contract", "/contracts"),
		kernel.StepsOf(r, &registry.Flow, "registration", "/registrations")}
}

type contractStep[I any] func(ctx context.Context, a actor.Actor, in *I) (contract.Contract, error)

// step registers the route of a step of a contract, which answers with the contract.
func step[I any](d contractDesk, step string, do contractStep[I]) {
	stepAt(d, step, "POST", "/"+step, do)
}

func stepAt[I any](d contractDesk, step, method, path string, do contractStep[I]) {
	kernel.StepAt(d.steps, step, method, path,
		func(ctx context.Context, a actor.Actor, in *I) (*kernel.Tagged[ContractView], error) {
			c, err := do(ctx, a, in)
			return d.tagged(ctx, a, c, err)
		})
}

// at reads the revision and runs a step.
func at[T any](m kernel.IfMatch, do func(rev int64) (T, error)) (T, error) {
	rev, err := m.Rev()
	if err != nil {
		var none T
		return none, err
	}
	return do(rev)
}

// Routes are those of 技术合同 up to its conclusion.
func Routes(svc *contract.Service, reg *registry.Service, export *workbook.Exporter) kernel.Resource {
	return func(r *kernel.Router) {
		d := newDesk(r, svc, reg)
		d.reads()
		d.export(export)
		d.writes()
		d.agree()
		d.perform()
		d.steps.Whole(contract.StepConclude, contract.StepElsewhere) // the second confirmation; see Registrations
		r.Todo(d.todos)
		r.Todo(d.owed)
		contractReference(r)
	}
}

func (d contractDesk) reads() {
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("list-contracts", "GET", "/contracts", "合同列表"),
		func(ctx context.Context, a actor.Actor, in *contractQuery) (*kernel.List[ContractView], error) {
			return d.list(ctx, a, *in)
		})
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("get-contract", "GET", "/contracts/{id}", "一份合同"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[ContractView], error) {
			c, err := d.svc.Get(ctx, a, in.ID)
			return d.tagged(ctx, a, c, err)
		})
	history.Route(d.r, kernel.SignedIn, "contract", "/contracts", d.reg.History)
	d.prechecks()
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("contract-amounts", "POST", "/contracts/amounts", "试算技术交易额"),
		func(_ context.Context, _ actor.Actor, in *struct {
			Body struct {
				TotalFen   int64                `json:"totalFen"`
				Deductions []contract.Deduction `json:"deductions"`
				Payment    contract.Payment     `json:"payment"`
				Royalty    *contract.Royalty    `json:"royalty,omitempty"`
			}
		}) (*kernel.Out[AmountsView], error) {
			am, err := contract.Compute(in.Body.TotalFen, in.Body.Deductions, in.Body.Payment, in.Body.Royalty)
			return kernel.NewOut(AmountsView(am)), err
		})
}

// AmountsView are the two amounts of a contract.
type AmountsView struct {
	TotalFen int64 `json:"totalFen" doc:"contract value"`
	TechFen  int64 `json:"techFen" doc:"technology value"`
	Open     bool  `json:"open" doc:"royalties are not known yet"`
}

// WordingView is the text of a contract, as a page shows it.
type WordingView struct {
	Name       string   `json:"name"`
	File       string   `json:"file" doc:"id of the file"`
	Hash       string   `json:"hash" doc:"SHA-256 of its bytes"`
	Generated  bool     `json:"generated" doc:"written from the content by the program"`
	Readable   bool     `json:"readable" doc:"the paragraphs are the whole text"`
	Paragraphs []string `json:"paragraphs"`
	Shown      string   `json:"shown,omitempty" enum:"pdf,picture" doc:"a browser shows the file itself"`
	Why        string   `json:"why,omitempty" doc:"why it cannot be read here"`
}

// Lack is a reason against filing a contract, at its field.
type Lack struct {
	Pointer string `json:"pointer"`
	Detail  string `json:"detail"`
}

func lacks(fs []fault.Field, l vocab.Lang) []Lack {
	out := []Lack{}
	for _, f := range fs {
		out = append(out, Lack{f.Pointer, f.In(l)})
	}
	return out
}

// PrecheckView are the refusals of filing, and the points of a registrar's review.
type PrecheckView struct {
	Rules     string      `json:"rules"`
	RulesName string      `json:"rulesName"`
	Lacks     []Lack      `json:"lacks" doc:"why filing would be refused; empty when it may be filed"`
	Items     []CheckView `json:"items" doc:"points that the registrar looks at"`
}

// MissingView are the lacks of a content under input for registration, and the fields that registration needs.
type MissingView struct {
	Lacks  []Lack   `json:"lacks"`
	Needed []string `json:"needed"`
}

func (d contractDesk) prechecks() {
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("contract-precheck", "GET", "/contracts/{id}/precheck", "登记前自查"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Class    string `query:"class" maxLength:"4" doc:"class that the registrar would give it"`
			SubClass string `query:"subClass" maxLength:"4"`
		}) (*kernel.Out[PrecheckView], error) {
			r, err := d.reg.Precheck(ctx, a, in.ID, contract.Class(in.Class), in.SubClass)
			if err != nil {
				return nil, err
			}
			l := kernel.RequestOf(ctx).Lang
			set, _ := registry.Rules(r.Rules)
			name, _ := set.Named(l)
			return kernel.NewOut(PrecheckView{Rules: r.Rules, RulesName: name, Lacks: lacks(r.Lacks, l),
				Items: viewChecks(r.Points, l)}), nil
		})
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("contract-missing", "POST", "/contracts/missing", "登记还缺哪些内容"),
		func(ctx context.Context, a actor.Actor, in *struct{ Body ContractContent }) (*kernel.Out[MissingView],
			error) {
			content := contract.Content(in.Body)
			fs, err := d.reg.Missing(ctx, a, content)
			return kernel.NewOut(MissingView{Lacks: lacks(fs, kernel.RequestOf(ctx).Lang),
				Needed: registry.Needed(&content)}), err
		})
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("contract-wording", "GET", "/contracts/{id}/text", "合同文本的文字"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Out[WordingView], error) {
			w, err := d.svc.Wording(ctx, a, in.ID)
			return kernel.NewOut(WordingView{w.Name, w.File, w.Hash, w.Generated, w.Readable, w.Paragraphs, w.Shown,
				w.Why.In(kernel.RequestOf(ctx).Lang)}), err
		})
	d.prints()
}

// writers are the actors who may write a contract: a role that may edit one may begin one.
var writers = kernel.Takers(&contract.Flow, contract.StepEdit)

func (d contractDesk) writes() {
	kernel.Route(d.r, writers, kernel.Op("draft-contract", "GET", "/contracts/draft", "由对接带入的合同内容"),
		func(ctx context.Context, a actor.Actor, in *struct {
			Deal string `query:"deal" required:"true" maxLength:"40" doc:"id of the deal"`
		}) (*kernel.Out[ContractContent], error) {
			c, err := d.svc.Draft(ctx, a, in.Deal)
			return kernel.NewOut(ContractContent(c)), err
		})
	kernel.Route(d.r, writers, kernel.Created(kernel.Op("create-contract", "POST", "/contracts", "新建合同")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				ContractContent
				Deal string `json:"deal,omitempty" doc:"id of the deal; empty when signed offline"`
			}
		}) (*kernel.Tagged[ContractView], error) {
			c, err := d.svc.Create(ctx, a, contract.New{ID: id.New(),
				Content: contract.Content(in.Body.ContractContent), Deal: in.Body.Deal})
			return d.tagged(ctx, a, c, err)
		})
	stepAt(d, contract.StepEdit, "PUT", "", func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body ContractContent
	}) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract,
			error) {
			return d.svc.Edit(ctx, a, in.ID, rev, contract.Content(in.Body))
		})
	})
}

func (d contractDesk) agree() {
	kernel.Route(d.r, writers, kernel.Op("generate-contract-text", "POST", "/contracts/{id}/text", "生成合同文本"),
		func(ctx context.Context, a actor.Actor, in *kernel.RevisionIn) (*kernel.Tagged[ContractView], error) {
			c, err := at(in.IfMatch, func(rev int64) (contract.Contract,
				error) {
				return d.svc.Generate(ctx, a, in.ID, rev)
			})
			return d.tagged(ctx, a, c, err)
		})
	step(d, contract.StepReplaceText,
		func(ctx context.Context, a actor.Actor, in *fileIn) (contract.Contract, error) {
			return at(in.IfMatch, func(rev int64) (contract.Contract,
				error) {
				return d.svc.ReplaceText(ctx, a, in.ID, rev, in.Body.File)
			})
		})
	step(d, contract.StepPropose, func(ctx context.Context, a actor.Actor, in *kernel.RevisionIn) (contract.Contract,
		error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Propose(ctx, a, in.ID, rev) })
	})
	step(d, contract.StepConfirm,
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			kernel.IfMatch
			Body struct {
				Hash string `json:"hash" doc:"SHA-256 of the text that was read"`
			}
		}) (contract.Contract, error) {
			return at(in.IfMatch, func(rev int64) (contract.Contract,
				error) {
				return d.svc.Confirm(ctx, a, in.ID, rev, in.Body.Hash)
			})
		})
	step(d, contract.StepStamp,
		func(ctx context.Context, a actor.Actor, in *fileIn) (contract.Contract, error) {
			return at(in.IfMatch, func(rev int64) (contract.Contract,
				error) {
				return d.svc.Stamp(ctx, a, in.ID, rev, in.Body.File)
			})
		})
	step(d, contract.StepRevise, func(ctx context.Context, a actor.Actor, in *reasonIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract,
			error) {
			return d.svc.Revise(ctx, a, in.ID, rev, in.Body.Reason)
		})
	})
	step(d, contract.StepCancel, func(ctx context.Context, a actor.Actor, in *reasonIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract,
			error) {
			return d.svc.Cancel(ctx, a, in.ID, rev, in.Body.Reason)
		})
	})
}
