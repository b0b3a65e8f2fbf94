package contracts

import (
	"context"
	"slices"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/workday"
)

var (
	registrars = kernel.Roles(actor.Registrar)
	recorders  = kernel.Roles(actor.Officer, actor.Registrar)
	applicants = kernel.Roles(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency)
)

// Registrations are the routes of 认定登记: the application and the registrar's decisions on it. They are steps of the
// contract, so that one revision guards both.
func Registrations(svc *contract.Service) kernel.Resource {
	return func(r *kernel.Router) {
		d := contractDesk{r, svc}
		d.queue()
		d.apply()
		d.decide()
		d.second()
		d.number()
	}
}

func (d contractDesk) queue() {
	kernel.Route(d.r, kernel.Roles(actor.Registrar, actor.Officer, actor.Admin), kernel.Op("list-registrations", "GET", "/registrations", "认定登记队列"),
		func(ctx context.Context, a actor.Actor, in *contractQuery) (*kernel.List[ContractView], error) {
			f := in.filter()
			if f.State == "" && in.Scope == "" {
				f.States = registry
			}
			return d.list(ctx, a, f)
		})
}

func (d contractDesk) apply() {
	contractStep(d, applicants, contract.StepSubmit, "submit", "POST", func(ctx context.Context, a actor.Actor, in *kernel.RevisionIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Submit(ctx, a, in.ID, rev) })
	})
	contractStep(d, applicants, contract.StepObject, "object", "POST", func(ctx context.Context, a actor.Actor, in *reasonIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Object(ctx, a, in.ID, rev, in.Body.Reason) })
	})
	contractStep(d, registrars, contract.StepCounter, "counter", "POST", func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Applicant string `json:"applicant" maxLength:"60" doc:"送件人姓名"`
		}
	}) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) {
			return d.svc.Counter(ctx, a, in.ID, rev, in.Body.Applicant)
		})
	})
}

func (d contractDesk) decide() {
	contractStep(d, registrars, contract.StepAccept, "accept", "POST", func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Rules string `json:"rules" doc:"认定规则版本；空为当日适用的版本"`
		}
	}) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Accept(ctx, a, in.ID, rev, in.Body.Rules) })
	})
	contractStep(d, registrars, contract.StepReturn, "return", "POST", func(ctx context.Context, a actor.Actor, in *reasonIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Return(ctx, a, in.ID, rev, in.Body.Reason) })
	})
	contractStep(d, registrars, contract.StepReview, "review", "POST", func(ctx context.Context, a actor.Actor, in *reasonIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Review(ctx, a, in.ID, rev, in.Body.Reason) })
	})
	contractStep(d, registrars, contract.StepRecognise, "check", "POST", func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Class      contract.Class       `json:"class,omitempty"`
			SubClass   string               `json:"subClass,omitempty"`
			Deductions []contract.Deduction `json:"deductions,omitempty" doc:"不传则沿用申请的扣除项"`
			TechFen    *int64               `json:"techFen,omitempty" doc:"核对用：应等于按规则计算的技术交易额"`
			Findings   []contract.Answer    `json:"findings,omitempty" maxItems:"100" doc:"逐条判定的要点"`
			Rest       bool                 `json:"rest,omitempty" doc:"其余均符合：一次确认程序没有判定、也没有逐条判定的要点"`
		}
	}) (contract.Contract, error) {
		b := in.Body
		dec := contract.Decision{Class: b.Class, SubClass: b.SubClass, Deductions: b.Deductions, TechFen: b.TechFen, Answers: b.Findings, Rest: b.Rest}
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Recognise(ctx, a, in.ID, rev, dec) })
	})
	contractStep(d, registrars, contract.StepRefuse, "refuse", "POST", func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Head     string            `json:"head" doc:"不予登记的情形：ruleSets 里某一情形或其下某一缘由的代码"`
			Reason   string            `json:"reason" maxLength:"1000"`
			Findings []contract.Answer `json:"findings,omitempty" maxItems:"100" doc:"已判定的要点，随档案保存"`
		}
	}) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) {
			return d.svc.Refuse(ctx, a, in.ID, rev, in.Body.Head, in.Body.Reason, in.Body.Findings)
		})
	})
}

// second are the steps around a second registrar; whether one is needed is a rule of the market.
func (d contractDesk) second() {
	contractStep(d, registrars, contract.StepSecond, "second", "POST", func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Note string `json:"note,omitempty" maxLength:"300" doc:"复核意见"`
		}
	}) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) {
			return d.svc.Countersign(ctx, a, in.ID, rev, in.Body.Note)
		})
	})
	contractStep(d, registrars, contract.StepAlone, "alone", "POST", func(ctx context.Context, a actor.Actor, in *reasonIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Alone(ctx, a, in.ID, rev, in.Body.Reason) })
	})
}

func (d contractDesk) number() {
	type certificateIn struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Number   string       `json:"number" maxLength:"32" doc:"国家系统的登记编号，16 位数字"`
			Date     workday.Date `json:"date,omitempty" doc:"登记证明上的登记日期，不早于签订日期，不晚于今天"`
			Registry string       `json:"registry,omitempty" maxLength:"100" doc:"登记机构；本地登记空为本市场登记机构"`
			File     string       `json:"file,omitempty" doc:"登记证明扫描件；异地登记必须有"`
			TechFen  *int64       `json:"techFen,omitempty" doc:"异地登记：登记证明上的技术交易额"`
		}
	}
	cert := func(in *certificateIn) contract.Certificate {
		return contract.Certificate{Number: in.Body.Number, Date: in.Body.Date, Authority: in.Body.Registry, Scan: in.Body.File, TechFen: in.Body.TechFen}
	}
	contractStep(d, registrars, contract.StepRegister, "register", "POST", func(ctx context.Context, a actor.Actor, in *certificateIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Register(ctx, a, in.ID, rev, cert(in)) })
	})
	contractStep(d, recorders, contract.StepElsewhere, "elsewhere", "POST", func(ctx context.Context, a actor.Actor, in *certificateIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Elsewhere(ctx, a, in.ID, rev, cert(in)) })
	})
	contractStep(d, registrars, contract.StepCorrect, "correct", "POST", func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			TotalFen   int64                `json:"totalFen"`
			Deductions []contract.Deduction `json:"deductions"`
			Royalty    *contract.Royalty    `json:"royalty,omitempty"`
			Reason     string               `json:"reason" maxLength:"1000"`
		}
	}) (contract.Contract, error) {
		b := in.Body
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) {
			return d.svc.Correct(ctx, a, in.ID, rev, b.TotalFen, b.Deductions, b.Royalty, b.Reason)
		})
	})
	contractStep(d, registrars, contract.StepWithdraw, "withdraw", "POST", func(ctx context.Context, a actor.Actor, in *reasonIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) { return d.svc.Withdraw(ctx, a, in.ID, rev, in.Body.Reason) })
	})
}

// contractTodos are the contracts that wait for the actor, by state: a party's answers, a registrar's queue.
func contractTodos(ctx context.Context, svc *contract.Service, a actor.Actor) ([]kernel.TodoKind, error) {
	var out []kernel.TodoKind
	for _, t := range []struct{ state, title, detail string }{
		{contract.Confirming, "确认合同文本", "请阅读合同文本后确认；文本更换后须重新确认。"},
		{contract.Returned, "补正登记申请", "请按登记员的意见补正后重新提交。"},
		{contract.Confirmed, "申请认定登记", "合同已签订，提交认定登记后才计入技术交易额。"},
		{contract.Submitted, "受理登记申请", "请核对材料后受理，或写明理由退回补正。"},
		{contract.Accepted, "审查登记申请", "请在期限内核定技术交易额，或办理不予登记。"},
		{contract.AwaitNumber, "录入登记编号", "在国家系统登记后录入16位登记编号，录入后计入统计。"},
	} {
		page, n, err := svc.List(ctx, a, contract.Filter{Waiting: true, State: t.state, Sort: "updated", Limit: kernel.TodoShown})
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		k := kernel.TodoKind{Kind: "contract-" + t.state, Title: t.title, Detail: t.detail, Count: n, Href: "/contracts?waiting=true&state=" + t.state}
		base := "/contracts/"
		if slices.Contains(registry, t.state) {
			k.Href, base = "/registrations?state="+t.state, "/registrations/"
		}
		for _, c := range page.Items {
			it := kernel.TodoItem{Record: kernel.TodoRecord{Type: "contract", ID: c.ID, Serial: c.Serial, Name: c.Title}, Since: c.UpdatedAt, Href: base + c.ID}
			if c.Registration != nil {
				it.Due = string(c.Registration.Due)
				if t.state == contract.Returned {
					it.Detail = c.Registration.Reason
				}
			}
			k.Items = append(k.Items, it)
		}
		out = append(out, k)
	}
	return out, nil
}

// contractReference adds the fixed lists of the registration form.
func contractReference(r *kernel.Router) {
	for name, v := range map[string]any{
		"contractFlow": kernel.NewFlowReference(&contract.Flow), "contractClasses": contract.Classes(), "ruleSets": contract.RuleSets, "techAreas": contract.TechAreas,
		"planSources": contract.PlanSources, "socioGoals": contract.Goals, "natures": contract.Natures, "payMethods": contract.PaymentNames,
		"contractIPKinds": contract.IPKinds, "statScopes": contract.ScopeNames,
		"deductionKinds": contract.DeductionKinds, "royaltyBases": contract.RoyaltyBases, "royaltyCourses": contract.RoyaltyCourses,
		"firmScales": contract.Scales, "attachmentKinds": contract.AttachmentKinds, "findingWays": contract.HowNames, "refusalGrounds": contract.Grounds,
	} {
		r.Reference(name, func(context.Context) (any, error) { return v, nil })
	}
}
