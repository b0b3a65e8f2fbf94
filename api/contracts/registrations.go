package contracts

import (
	"context"
	"slices"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/registry"
	"kebang/internal/workday"
)

// Registrations are the routes of 认定登记. A contract is filed by its own id and revision, because its content is filed.
// Every other step is taken on the registration, by the id of that.
func Registrations(svc *contract.Service, reg *registry.Service) kernel.Resource {
	return func(r *kernel.Router) {
		d := newDesk(r, svc, reg)
		d.queue()
		d.apply()
		d.decide()
		d.second()
		d.number()
		d.filed.Whole(registry.StepSubmit, registry.StepCounter, registry.StepElsewhere) // they file a contract
	}
}

func (d contractDesk) queue() {
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("get-registration", "GET", "/registrations/{id}", "一份认定登记"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[RegistrationView], error) {
			return d.registration(ctx, a, in.ID)
		})
	kernel.Route(d.r, kernel.Roles(actor.Registrar, actor.Officer, actor.Admin),
		kernel.Op("list-registrations", "GET", "/registrations", "认定登记队列"),
		func(ctx context.Context, a actor.Actor, in *contractQuery) (*kernel.List[ContractView], error) {
			if in.State == "" && in.Scope == "" {
				in.Scope = "registry"
			}
			return d.list(ctx, a, *in)
		})
}

func (d contractDesk) registration(ctx context.Context, a actor.Actor, id string) (*kernel.Tagged[RegistrationView],
	error) {
	x, err := d.reg.Get(ctx, a, id)
	if err != nil {
		return nil, err
	}
	offers, err := d.reg.Steps(ctx, a, x)
	if err != nil {
		return nil, err
	}
	left, err := d.reg.WorkdaysLeft(ctx, x)
	if err != nil {
		return nil, err
	}
	r, offer := *x.Registration, offers[x.Contract.ID]
	l := kernel.RequestOf(ctx).Lang
	set, _ := registry.Rules(r.Rules)
	rules, _ := set.Named(l)
	v := RegistrationView{RegistrationRecord: recordOf(r, l), Steps: kernel.Buttons(offer.Steps),
		KeptAway: offer.KeptAway.In(l), RulesName: rules}
	if n, ok := left[r.ID]; ok {
		v.WorkdaysLeft = &n
	}
	return kernel.Tag(r.Rev, v), nil
}

// filingStep registers POST /contracts/{id}/step, which files a contract.
func filingStep[I any](d contractDesk, step string,
	do func(ctx context.Context, a actor.Actor, in *I) (registry.Registration, error)) {
	kernel.Step(kernel.StepsOf(d.r, &registry.Flow, "contract", "/contracts"), step,
		func(ctx context.Context, a actor.Actor, in *I) (*kernel.Tagged[ContractView], error) {
			r, err := do(ctx, a, in)
			if err != nil {
				return nil, err
			}
			c, err := d.svc.Get(ctx, a, r.Contract)
			return d.tagged(ctx, a, c, err)
		})
}

// registrationStep registers POST /registrations/{id}/step.
func registrationStep[I any](d contractDesk, step string,
	do func(ctx context.Context, a actor.Actor, in *I) (registry.Registration, error)) {
	kernel.Step(d.filed, step,
		func(ctx context.Context, a actor.Actor, in *I) (*kernel.Tagged[RegistrationView], error) {
			r, err := do(ctx, a, in)
			if err != nil {
				return nil, err
			}
			return d.registration(ctx, a, r.ID)
		})
}

func (d contractDesk) apply() {
	filingStep(d, registry.StepSubmit, func(ctx context.Context, a actor.Actor,
		in *kernel.RevisionIn) (registry.Registration, error) {
		return at(in.IfMatch, func(rev int64) (registry.Registration,
			error) {
			return d.reg.Submit(ctx, a, in.ID, rev)
		})
	})
	registrationStep(d, registry.StepObject,
		func(ctx context.Context, a actor.Actor, in *reasonIn) (registry.Registration, error) {
			return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
				return d.reg.Object(ctx, a, in.ID, rev, in.Body.Reason)
			})
		})
	filingStep(d, registry.StepCounter, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Applicant string `json:"applicant" maxLength:"60" doc:"name of the person at the counter"`
		}
	}) (registry.Registration, error) {
		return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
			return d.reg.Counter(ctx, a, in.ID, rev, in.Body.Applicant)
		})
	})
}

func (d contractDesk) decide() {
	registrationStep(d, registry.StepAccept, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Rules string `json:"rules" doc:"id of a rule set; empty for the one in force on the day"`
		}
	}) (registry.Registration, error) {
		return at(in.IfMatch, func(rev int64) (registry.Registration,
			error) {
			return d.reg.Accept(ctx, a, in.ID, rev, in.Body.Rules)
		})
	})
	registrationStep(d, registry.StepReturn,
		func(ctx context.Context, a actor.Actor, in *reasonIn) (registry.Registration, error) {
			return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
				return d.reg.Return(ctx, a, in.ID, rev, in.Body.Reason)
			})
		})
	registrationStep(d, registry.StepReview,
		func(ctx context.Context, a actor.Actor, in *reasonIn) (registry.Registration, error) {
			return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
				return d.reg.Review(ctx, a, in.ID, rev, in.Body.Reason)
			})
		})
	registrationStep(d, registry.StepRecognise, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Class      contract.Class       `json:"class,omitempty"`
			SubClass   string               `json:"subClass,omitempty"`
			Deductions []contract.Deduction `json:"deductions,omitempty" doc:"left out: as applied for"`
			TechFen    *int64               `json:"techFen,omitempty" doc:"for comparison: must equal the amount by the rule"`
			Findings   []registry.Answer    `json:"findings,omitempty" maxItems:"100" doc:"points concluded one by one"`
			Rest       bool                 `json:"rest,omitempty" doc:"all other points hold, of those that the program left open"`
		}
	}) (registry.Registration, error) {
		b := in.Body
		dec := registry.Decision{Class: b.Class, SubClass: b.SubClass, Deductions: b.Deductions, TechFen: b.TechFen,
			Answers: b.Findings, Rest: b.Rest}
		return at(in.IfMatch, func(rev int64) (registry.Registration,
			error) {
			return d.reg.Recognise(ctx, a, in.ID, rev, dec)
		})
	})
	registrationStep(d, registry.StepRefuse, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Head     string            `json:"head" doc:"head of refusal, or one of its grounds, by its code in ruleSets"`
			Reason   string            `json:"reason" maxLength:"1000"`
			Findings []registry.Answer `json:"findings,omitempty" maxItems:"100" doc:"points concluded so far; they stay with the file"`
		}
	}) (registry.Registration, error) {
		return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
			return d.reg.Refuse(ctx, a, in.ID, rev, in.Body.Head, in.Body.Reason, in.Body.Findings)
		})
	})
}

// second are the steps around a second registrar. The market's rule decides whether one is needed.
func (d contractDesk) second() {
	registrationStep(d, registry.StepSecond, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Note string `json:"note,omitempty" maxLength:"300" doc:"remark of the second registrar"`
		}
	}) (registry.Registration, error) {
		return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
			return d.reg.Second(ctx, a, in.ID, rev, in.Body.Note)
		})
	})
	registrationStep(d, registry.StepAlone,
		func(ctx context.Context, a actor.Actor, in *reasonIn) (registry.Registration, error) {
			return at(in.IfMatch, func(rev int64) (registry.Registration,
				error) {
				return d.reg.Alone(ctx, a, in.ID, rev, in.Body.Reason)
			})
		})
}

func (d contractDesk) number() {
	type certificateIn struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Number   string       `json:"number" maxLength:"32" doc:"number of the national system, 16 digits"`
			Date     workday.Date `json:"date,omitempty" doc:"day on the certificate, between signing and today"`
			Registry string       `json:"registry,omitempty" maxLength:"100" doc:"the registry; empty for that of this market"`
			File     string       `json:"file,omitempty" doc:"id of the scan; needed for a registration elsewhere"`
			TechFen  *int64       `json:"techFen,omitempty" doc:"of a registration elsewhere: technology value on the certificate"`
		}
	}
	cert := func(in *certificateIn) registry.Certificate {
		return registry.Certificate{Number: in.Body.Number, Date: in.Body.Date, Authority: in.Body.Registry,
			Scan: in.Body.File, TechFen: in.Body.TechFen}
	}
	registrationStep(d, registry.StepRegister,
		func(ctx context.Context, a actor.Actor, in *certificateIn) (registry.Registration, error) {
			return at(in.IfMatch, func(rev int64) (registry.Registration,
				error) {
				return d.reg.Register(ctx, a, in.ID, rev, cert(in))
			})
		})
	filingStep(d, registry.StepElsewhere,
		func(ctx context.Context, a actor.Actor, in *certificateIn) (registry.Registration, error) {
			return at(in.IfMatch, func(rev int64) (registry.Registration,
				error) {
				return d.reg.Elsewhere(ctx, a, in.ID, rev, cert(in))
			})
		})
	registrationStep(d, registry.StepCorrect, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			TotalFen   int64                `json:"totalFen"`
			Deductions []contract.Deduction `json:"deductions"`
			Royalty    *contract.Royalty    `json:"royalty,omitempty"`
			Reason     string               `json:"reason" maxLength:"1000"`
		}
	}) (registry.Registration, error) {
		b := in.Body
		return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
			return d.reg.Correct(ctx, a, in.ID, rev, b.TotalFen, b.Deductions, b.Royalty, b.Reason)
		})
	})
	registrationStep(d, registry.StepWithdraw,
		func(ctx context.Context, a actor.Actor, in *reasonIn) (registry.Registration, error) {
			return at(in.IfMatch, func(rev int64) (registry.Registration, error) {
				return d.reg.Withdraw(ctx, a, in.ID, rev, in.Body.Reason)
			})
		})
}

// todos are the contracts that wait for the actor, by state: a party's answers, a registrar's queue.
func (d contractDesk) todos(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
	var out []kernel.TodoKind
	for _, t := range []struct {
		state   string
		do, how fault.Text
	}{
		{contract.Confirming, fault.T("todo-contract-confirming", "确认合同文本", "Confirm the text of a contract"),
			fault.T("todo-contract-confirming-how", "请阅读合同文本后确认；文本更换后须重新确认。",
				"Read the text, then confirm; a replaced text must be confirmed again.")},
		{registry.Returned, fault.T("todo-contract-returned", "补正登记申请", "Correct a returned application"),
			fault.T("todo-contract-returned-how", "请按登记员的意见补正后重新提交。",
				"Correct them as the registrar says and submit again.")},
		{contract.Confirmed, fault.T("todo-contract-confirmed", "申请认定登记", "Apply for registration"),
			fault.T("todo-contract-confirmed-how", "合同已签订，提交认定登记后才计入技术交易额。",
				"Signed; they count as technology value once they are registered.")},
		{registry.Submitted, fault.T("todo-contract-submitted", "受理登记申请", "Accept an application"),
			fault.T("todo-contract-submitted-how", "请核对材料后受理，或写明理由退回补正。",
				"Check the papers and accept, or return them with a reason.")},
		{registry.Accepted, fault.T("todo-contract-accepted", "审查登记申请", "Examine an application"),
			fault.T("todo-contract-accepted-how", "请在期限内核定技术交易额，或办理不予登记。",
				"Fix the technology value in time, or refuse registration.")},
		{registry.AwaitNumber, fault.T("todo-contract-await-number", "录入登记编号", "Enter the registration number"),
			fault.T("todo-contract-await-number-how", "在国家系统登记后录入16位登记编号，录入后计入统计。",
				"Enter the 16 digits once the national system gave them; only then they count.")},
	} {
		page, n, err := d.svc.List(ctx, a,
			contract.Filter{Waiting: true, State: t.state, Sort: "updated", Limit: kernel.TodoShown})
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		k := kernel.TodoOf(ctx, "contract-"+t.state, "/contracts?waiting=true&state="+t.state, t.do, t.how)
		k.Count = n
		base := "/contracts/"
		if slices.Contains(registry.Queue, t.state) {
			k.Href, base = "/registrations?state="+t.state, "/registrations/"
		}
		ds, err := d.reg.Dossiers(ctx, page.Items...)
		if err != nil {
			return nil, err
		}
		for _, x := range ds {
			c := x.Contract
			it := kernel.TodoItem{Record: kernel.TodoRecord{Type: "contract", ID: c.ID, Serial: c.Serial,
				Name: c.Title}, Since: c.UpdatedAt, Href: base + c.ID}
			if r := x.Registration; r != nil {
				it.Due = string(r.Due)
				if t.state == registry.Returned {
					it.Detail = r.Reason
				}
			}
			k.Items = append(k.Items, it)
		}
		out = append(out, k)
	}
	return out, nil
}
