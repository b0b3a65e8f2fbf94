package contract

import (
	"kebang/internal/flow"
	"kebang/internal/vocab"
)

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
	StepPass        = "pass"      // a milestone or the work passed
	StepPay         = "pay"       // money was paid
	StepVoid        = "void"      // a record of the performance is taken back
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
	Noun:  vocab.Noun("合同", "Contract"),
	Start: Draft,
	Names: vocab.List{
		{Code: Draft, Zh: "草稿", En: "Draft"},
		{Code: Confirming, Zh: "待双方确认", En: "Awaiting both sides"},
		{Code: Confirmed, Zh: "已签订", En: "Concluded"},
		{Code: Cancelled, Zh: "已作废", En: "Cancelled"},
	},
	Labels: vocab.List{
		{Code: StepEdit, Zh: "修改内容", En: "Edit"},
		{Code: StepReplaceText, Zh: "更换合同文本", En: "Change the text"},
		{Code: StepPropose, Zh: "提交双方确认", En: "Ask both sides to confirm"},
		{Code: StepConfirm, Zh: "确认合同文本", En: "Confirm the text"},
		{Code: StepConclude, Zh: "双方确认完成", En: "Both sides confirmed"},
		{Code: StepStamp, Zh: "录入盖章合同", En: "Enter the stamped contract"},
		{Code: StepRevise, Zh: "退回修改", En: "Back to draft"},
		{Code: StepCancel, Zh: "作废", En: "Cancel"},
		{Code: StepElsewhere, Zh: "录入异地登记", En: "Record registration elsewhere"},
		{Code: StepPass, Zh: "登记通过", En: "Record that it passed"},
		{Code: StepPay, Zh: "登记付款", En: "Record a payment"},
		{Code: StepVoid, Zh: "撤销记录", En: "Take a record back"},
		{Code: "create", Zh: "新建", En: "Create"},
		{Code: "text", Zh: "更换合同文本", En: "Change the text"},               // in histories of 0.1.0
		{Code: "stamped", Zh: "录入盖章合同", En: "Enter the stamped contract"}, // in histories of 0.1.0
	},
	Finals: []string{Cancelled},
	Edges: []flow.Edge{
		{From: Draft, Step: StepEdit, To: Draft, By: writers},
		{From: Draft, Step: StepReplaceText, To: Draft, By: writers},
		{From: Draft, Step: StepPropose, To: Confirming, By: writers},
		{From: Draft, Step: StepStamp, To: Confirmed, By: papers},
		{From: Draft, Step: StepElsewhere, To: Confirmed, By: recorders},
		{From: Draft, Step: StepCancel, To: Cancelled, By: writers, Reason: true},

		{From: Confirming, Step: StepConfirm, To: Confirming, By: partyRoles},
		{From: Confirming, Step: StepConclude, To: Confirmed, By: partyRoles},
		{From: Confirming, Step: StepReplaceText, To: Confirming, By: writers},
		{From: Confirming, Step: StepRevise, To: Draft, By: writers, Reason: true},
		{From: Confirming, Step: StepStamp, To: Confirmed, By: papers},
		{From: Confirming, Step: StepCancel, To: Cancelled, By: writers, Reason: true},

		{From: Confirmed, Step: StepEdit, To: Confirmed, By: papers,
			Label: vocab.Noun("补充登记信息", "Add what registration needs")},
		{From: Confirmed, Step: StepReplaceText, To: Confirming, By: writers},
		{From: Confirmed, Step: StepRevise, To: Draft, By: writers, Reason: true},
		{From: Confirmed, Step: StepCancel, To: Cancelled, By: writers, Reason: true},
		{From: Confirmed, Step: StepPass, To: Confirmed, By: papers},
		{From: Confirmed, Step: StepPay, To: Confirmed, By: papers},
		{From: Confirmed, Step: StepVoid, To: Confirmed, By: papers, Reason: true},
	},
}
