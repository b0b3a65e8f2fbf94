package contract

import "kebang/internal/flow"

// The states of a contract.
const (
	Draft       = "draft"
	Confirming  = "confirming"
	Confirmed   = "confirmed"
	Submitted   = "submitted"
	Returned    = "returned"
	Accepted    = "accepted"
	AwaitNumber = "awaitNumber"
	Registered  = "registered"
	Refused     = "refused"
	Cancelled   = "cancelled"
	Withdrawn   = "withdrawn" // 登记已注销
)

// The steps of a contract.
const (
	StepEdit      = "edit"
	StepText      = "text"
	StepPropose   = "propose"
	StepConfirm   = "confirm"
	StepConclude  = "conclude" // taken by the second confirmation, never by itself
	StepPaper     = "stamped"
	StepRevise    = "revise"
	StepCancel    = "cancel"
	StepSubmit    = "submit"
	StepCounter   = "counter"
	StepAccept    = "accept"
	StepReturn    = "return"
	StepRecognise = "check"
	StepReview    = "review"
	StepSecond    = "second" // 复核 by another registrar
	StepAlone     = "alone"  // 一人办理, when there is no second one
	StepRefuse    = "refuse"
	StepObject    = "object"
	StepRegister  = "register"
	StepElsewhere = "elsewhere"
	StepCorrect   = "correct"
	StepWithdraw  = "withdraw"
)

var (
	partyRoles = []string{"enterprise", "institute", "researcher", "agency"}
	writers    = []string{"enterprise", "institute", "researcher", "agency", "broker", "officer", "registrar"}
	papers     = []string{"enterprise", "institute", "researcher", "agency", "officer", "registrar"}
	registrar  = []string{"registrar"}
	recorders  = []string{"officer", "registrar"}
)

// Flow is the lifecycle of a contract and of its registration (63号 and its successor: 申请、补正、受理、认定、登记、不予登记).
var Flow = flow.Table{
	Noun:  "合同",
	Start: Draft,
	Names: map[string]string{
		Draft: "草稿", Confirming: "待双方确认", Confirmed: "已签订", Submitted: "待受理", Returned: "退回补正", Accepted: "已受理",
		AwaitNumber: "待国家系统登记", Registered: "已登记", Refused: "不予登记", Cancelled: "已作废",
		Withdrawn: "登记已注销",
	},
	Finals: []string{Withdrawn, Cancelled},
	Edges: []flow.Edge{
		{From: Draft, Step: StepEdit, To: Draft, By: writers, Label: "修改内容"},
		{From: Draft, Step: StepText, To: Draft, By: writers, Label: "更换合同文本"},
		{From: Draft, Step: StepPropose, To: Confirming, By: writers, Label: "提交双方确认"},
		{From: Draft, Step: StepPaper, To: Confirmed, By: papers, Label: "录入盖章合同"},
		{From: Draft, Step: StepElsewhere, To: Registered, By: recorders, Label: "录入异地登记"},
		{From: Draft, Step: StepCancel, To: Cancelled, By: writers, Reason: true, Label: "作废"},

		{From: Confirming, Step: StepConfirm, To: Confirming, By: partyRoles, Label: "确认合同文本"},
		{From: Confirming, Step: StepConclude, To: Confirmed, By: partyRoles, Label: "双方确认完成"},
		{From: Confirming, Step: StepText, To: Confirming, By: writers, Label: "更换合同文本"},
		{From: Confirming, Step: StepRevise, To: Draft, By: writers, Reason: true, Label: "退回修改"},
		{From: Confirming, Step: StepPaper, To: Confirmed, By: papers, Label: "录入盖章合同"},
		{From: Confirming, Step: StepCancel, To: Cancelled, By: writers, Reason: true, Label: "作废"},

		{From: Confirmed, Step: StepEdit, To: Confirmed, By: papers, Label: "补充登记信息"},
		{From: Confirmed, Step: StepText, To: Confirming, By: writers, Label: "更换合同文本"},
		{From: Confirmed, Step: StepRevise, To: Draft, By: writers, Reason: true, Label: "退回修改"},
		{From: Confirmed, Step: StepSubmit, To: Submitted, By: partyRoles, Label: "提交认定登记"},
		{From: Confirmed, Step: StepCounter, To: Submitted, By: registrar, Label: "窗口收件"},
		{From: Confirmed, Step: StepElsewhere, To: Registered, By: recorders, Label: "录入异地登记"},
		{From: Confirmed, Step: StepCancel, To: Cancelled, By: writers, Reason: true, Label: "作废"},

		{From: Submitted, Step: StepAccept, To: Accepted, By: registrar, Label: "受理"},
		{From: Submitted, Step: StepReturn, To: Returned, By: registrar, Reason: true, Label: "退回补正"},
		{From: Returned, Step: StepEdit, To: Returned, By: papers, Label: "修改内容"},
		{From: Returned, Step: StepRevise, To: Draft, By: writers, Reason: true, Label: "退回修改"},
		{From: Returned, Step: StepSubmit, To: Submitted, By: partyRoles, Label: "提交认定登记"},
		{From: Returned, Step: StepCounter, To: Submitted, By: registrar, Label: "窗口收件"},
		{From: Returned, Step: StepElsewhere, To: Registered, By: recorders, Label: "录入异地登记"},

		{From: Accepted, Step: StepReturn, To: Returned, By: registrar, Reason: true, Label: "退回补正"},
		{From: Accepted, Step: StepRecognise, To: AwaitNumber, By: registrar, Label: "认定通过"},
		{From: Accepted, Step: StepRefuse, To: Refused, By: registrar, Reason: true, Label: "不予登记"},
		{From: AwaitNumber, Step: StepReview, To: Accepted, By: registrar, Reason: true, Label: "退回审查"},
		{From: AwaitNumber, Step: StepSecond, To: AwaitNumber, By: registrar, Label: "复核通过"},
		{From: AwaitNumber, Step: StepAlone, To: AwaitNumber, By: registrar, Reason: true, Label: "一人办理"},
		{From: AwaitNumber, Step: StepRegister, To: Registered, By: registrar, Label: "录入登记编号"},
		{From: Refused, Step: StepObject, To: Submitted, By: partyRoles, Reason: true, Label: "申请重新认定"},
		{From: Registered, Step: StepCorrect, To: Registered, By: registrar, Reason: true, Label: "更正登记金额"},
		{From: Registered, Step: StepWithdraw, To: Withdrawn, By: registrar, Reason: true, Label: "注销登记"},
	},
}
