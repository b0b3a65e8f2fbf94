package registry

import (
	"kebang/internal/contract"
	"kebang/internal/flow"
	"kebang/internal/vocab"
)

// The states of a registration.
const (
	Submitted   = "submitted"
	Returned    = "returned"
	Accepted    = "accepted"
	AwaitNumber = "awaitNumber"
	Registered  = "registered"
	Refused     = "refused"
	Withdrawn   = "withdrawn" // 登记已注销
)

// The steps of a registration. The first three file a contract; the others are taken on its registration.
const (
	StepSubmit    = "submit"
	StepCounter   = "counter"
	StepElsewhere = contract.StepElsewhere
	StepAccept    = "accept"
	StepReturn    = "return"
	StepRecognise = "recognise"
	StepReview    = "review"
	StepSecond    = "second" // 复核 by another registrar
	StepAlone     = "alone"  // 一人办理, when there is no second one
	StepRefuse    = "refuse"
	StepObject    = "object"
	StepRegister  = "register"
	StepCorrect   = "correct"
	StepWithdraw  = "withdraw"
)

var (
	applicants = []string{"enterprise", "institute", "researcher", "agency"}
	registrar  = []string{"registrar"}
	recorders  = []string{"officer", "registrar"}
)

// Flow is the lifecycle of a registration (63号 and its successor: 申请、补正、受理、认定、登记、不予登记). It starts at the end of that of
// the contract: at a concluded one.
var Flow = flow.Table{
	Noun:  vocab.Noun("认定登记", "Registration"),
	Start: contract.Confirmed,
	Names: vocab.List{
		contract.Flow.State(contract.Confirmed),
		{Code: Submitted, Zh: "待受理", En: "Filed"},
		{Code: Returned, Zh: "退回补正", En: "Returned"},
		{Code: Accepted, Zh: "已受理", En: "Accepted"},
		{Code: AwaitNumber, Zh: "待国家系统登记", En: "Awaiting number"},
		{Code: Registered, Zh: "已登记", En: "Registered"},
		{Code: Refused, Zh: "不予登记", En: "Refused"},
		{Code: Withdrawn, Zh: "登记已注销", En: "Registration cancelled"},
	},
	Labels: vocab.List{
		{Code: StepSubmit, Zh: "提交认定登记", En: "File for registration"},
		{Code: StepCounter, Zh: "窗口收件", En: "Receive at the counter"},
		contract.Flow.Step(StepElsewhere),
		{Code: StepAccept, Zh: "受理", En: "Accept"},
		{Code: StepReturn, Zh: "退回补正", En: "Return for correction"},
		{Code: StepRecognise, Zh: "认定通过", En: "Recognise"},
		{Code: StepRefuse, Zh: "不予登记", En: "Refuse"},
		{Code: StepReview, Zh: "退回审查", En: "Back to review"},
		{Code: StepSecond, Zh: "复核通过", En: "Countersign"},
		{Code: StepAlone, Zh: "一人办理", En: "Go on alone"},
		{Code: StepRegister, Zh: "录入登记编号", En: "Enter the registration number"},
		{Code: StepObject, Zh: "申请重新认定", En: "Object"},
		{Code: StepCorrect, Zh: "更正登记金额", En: "Correct the amounts"},
		{Code: StepWithdraw, Zh: "注销登记", En: "Cancel the registration"},
		{Code: StepCalendar, Zh: "重算期限", En: "Deadline counted anew"},
	},
	Finals: []string{Withdrawn},
	Edges: []flow.Edge{
		{From: contract.Confirmed, Step: StepSubmit, To: Submitted, By: applicants},
		{From: contract.Confirmed, Step: StepCounter, To: Submitted, By: registrar},
		{From: contract.Confirmed, Step: StepElsewhere, To: Registered, By: recorders},

		{From: Submitted, Step: StepAccept, To: Accepted, By: registrar},
		{From: Submitted, Step: StepReturn, To: Returned, By: registrar, Reason: true},
		{From: Returned, Step: StepSubmit, To: Submitted, By: applicants},
		{From: Returned, Step: StepCounter, To: Submitted, By: registrar},
		{From: Returned, Step: StepElsewhere, To: Registered, By: recorders},

		{From: Accepted, Step: StepReturn, To: Returned, By: registrar, Reason: true},
		{From: Accepted, Step: StepRecognise, To: AwaitNumber, By: registrar},
		{From: Accepted, Step: StepRefuse, To: Refused, By: registrar, Reason: true},
		{From: AwaitNumber, Step: StepReview, To: Accepted, By: registrar, Reason: true},
		{From: AwaitNumber, Step: StepSecond, To: AwaitNumber, By: registrar},
		{From: AwaitNumber, Step: StepAlone, To: AwaitNumber, By: registrar, Reason: true},
		{From: AwaitNumber, Step: StepRegister, To: Registered, By: registrar},
		{From: Refused, Step: StepObject, To: Submitted, By: applicants, Reason: true},
		{From: Registered, Step: StepCorrect, To: Registered, By: registrar, Reason: true},
		{From: Registered, Step: StepWithdraw, To: Withdrawn, By: registrar, Reason: true},
	},
}

// Queue are the states that wait for a registrar.
var Queue = []string{Submitted, Accepted, AwaitNumber}

// StandingName is the Chinese name of contract.Contract.Standing.
func StandingName(c *contract.Contract) string {
	if c.State == contract.Confirmed {
		return Flow.Name(c.Standing())
	}
	return contract.Flow.Name(c.State)
}
