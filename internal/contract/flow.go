package contract

import "kebang/internal/flow"

// The states of a contract.
const (
	Draft      = "draft"
	Confirming = "confirming"
	Confirmed  = "confirmed"
	Cancelled  = "cancelled"
)

// The steps of a contract.
const (
	StepEdit        = "edit"
	StepReplaceText = "replace-text"
	StepPropose     = "propose"
	StepConfirm     = "confirm"
	StepConclude    = "conclude" // taken by the second confirmation, never alone
	StepStamp       = "stamp"
	StepRevise      = "revise"
	StepCancel      = "cancel"
	StepElsewhere   = "elsewhere" // taken by the registration elsewhere of a draft, never alone
)

var (
	partyRoles = []string{"enterprise", "institute", "researcher", "agency"}
	writers    = []string{"enterprise", "institute", "researcher", "agency", "broker", "officer", "registrar"}
	papers     = []string{"enterprise", "institute", "researcher", "agency", "officer", "registrar"}
	recorders  = []string{"officer", "registrar"}
)

// Flow is the lifecycle of a contract up to its conclusion. That of its registration follows in package registry.
var Flow = flow.Table{
	Noun:  "合同",
	Start: Draft,
	Names: map[string]string{
		Draft: "草稿", Confirming: "待双方确认", Confirmed: "已签订", Cancelled: "已作废",
	},
	Finals: []string{Cancelled},
	Edges: []flow.Edge{
		{From: Draft, Step: StepEdit, To: Draft, By: writers, Label: "修改内容"},
		{From: Draft, Step: StepReplaceText, To: Draft, By: writers, Label: "更换合同文本"},
		{From: Draft, Step: StepPropose, To: Confirming, By: writers, Label: "提交双方确认"},
		{From: Draft, Step: StepStamp, To: Confirmed, By: papers, Label: "录入盖章合同"},
		{From: Draft, Step: StepElsewhere, To: Confirmed, By: recorders, Label: "录入异地登记"},
		{From: Draft, Step: StepCancel, To: Cancelled, By: writers, Reason: true, Label: "作废"},

		{From: Confirming, Step: StepConfirm, To: Confirming, By: partyRoles, Label: "确认合同文本"},
		{From: Confirming, Step: StepConclude, To: Confirmed, By: partyRoles, Label: "双方确认完成"},
		{From: Confirming, Step: StepReplaceText, To: Confirming, By: writers, Label: "更换合同文本"},
		{From: Confirming, Step: StepRevise, To: Draft, By: writers, Reason: true, Label: "退回修改"},
		{From: Confirming, Step: StepStamp, To: Confirmed, By: papers, Label: "录入盖章合同"},
		{From: Confirming, Step: StepCancel, To: Cancelled, By: writers, Reason: true, Label: "作废"},

		{From: Confirmed, Step: StepEdit, To: Confirmed, By: papers, Label: "补充登记信息"},
		{From: Confirmed, Step: StepReplaceText, To: Confirming, By: writers, Label: "更换合同文本"},
		{From: Confirmed, Step: StepRevise, To: Draft, By: writers, Reason: true, Label: "退回修改"},
		{From: Confirmed, Step: StepCancel, To: Cancelled, By: writers, Reason: true, Label: "作废"},
	},
}
