package registry

import (
	"kebang/internal/contract"
	"kebang/internal/flow"
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
	Noun:  "认定登记",
	Start: contract.Confirmed,
	Names: map[string]string{
		contract.Confirmed: contract.Flow.Names[contract.Confirmed], Submitted: "待受理", Returned: "退回补正", Accepted: "已受理",
		AwaitNumber: "待国家系统登记", Registered: "已登记", Refused: "不予登记", Withdrawn: "登记已注销",
	},
	Finals: []string{Withdrawn},
	Edges: []flow.Edge{
		{From: contract.Confirmed, Step: StepSubmit, To: Submitted, By: applicants, Label: "提交认定登记"},
		{From: contract.Confirmed, Step: StepCounter, To: Submitted, By: registrar, Label: "窗口收件"},
		{From: contract.Confirmed, Step: StepElsewhere, To: Registered, By: recorders, Label: "录入异地登记"},

		{From: Submitted, Step: StepAccept, To: Accepted, By: registrar, Label: "受理"},
		{From: Submitted, Step: StepReturn, To: Returned, By: registrar, Reason: true, Label: "退回补正"},
		{From: Returned, Step: StepSubmit, To: Submitted, By: applicants, Label: "提交认定登记"},
		{From: Returned, Step: StepCounter, To: Submitted, By: registrar, Label: "窗口收件"},
		{From: Returned, Step: StepElsewhere, To: Registered, By: recorders, Label: "录入异地登记"},

		{From: Accepted, Step: StepReturn, To: Returned, By: registrar, Reason: true, Label: "退回补正"},
		{From: Accepted, Step: StepRecognise, To: AwaitNumber, By: registrar, Label: "认定通过"},
		{From: Accepted, Step: StepRefuse, To: Refused, By: registrar, Reason: true, Label: "不予登记"},
		{From: AwaitNumber, Step: StepReview, To: Accepted, By: registrar, Reason: true, Label: "退回审查"},
		{From: AwaitNumber, Step: StepSecond, To: AwaitNumber, By: registrar, Label: "复核通过"},
		{From: AwaitNumber, Step: StepAlone, To: AwaitNumber, By: registrar, Reason: true, Label: "一人办理"},
		{From: AwaitNumber, Step: StepRegister, To: Registered, By: registrar, Label: "录入登记编号"},
		{From: Refused, Step: StepObject, To: Submitted, By: applicants, Reason: true, Label: "申请重新认定"},
		{From: Registered, Step: StepCorrect, To: Registered, By: registrar, Reason: true, Label: "更正登记金额"},
		{From: Registered, Step: StepWithdraw, To: Withdrawn, By: registrar, Reason: true, Label: "注销登记"},
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
