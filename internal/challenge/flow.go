package challenge

import (
	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/vocab"
)

// The states of a challenge.
const (
	Draft      = "draft"
	Vetting    = "vetting"
	Returned   = "returned"
	Listing    = "listing"    // 榜单公示, before it opens
	Posted     = "posted"     // 张榜中: bids are taken
	Closed     = "closed"     // 已截止
	Reviewing  = "reviewing"  // 评审中: the bids were opened, experts review them
	Chosen     = "chosen"     // 已选定: the chain of decisions begins in the same transaction
	Arguing    = "arguing"    // 论证中, on the chosen team
	Announcing = "announcing" // 拟揭榜公示
	Ratifying  = "ratifying"  // 审定中
	Agreeing   = "agreeing"   // 待签协议
	Running    = "running"    // 实施中
	Accepted   = "accepted"   // 通过验收
	NotPassed  = "notPassed"  // 未通过验收
	Terminated = "terminated" // 终止
	Cancelled  = "cancelled"  // 取消
)

// The steps of a challenge. Those of the program follow the clock, a notice or a decision.
const (
	StepSubmit    = "submit"
	StepReturn    = "return"
	StepTakeBack  = "take-back"
	StepAnnounce  = "announce" // 榜单公示
	StepPublish   = "publish"
	StepCorrect   = "correct"
	StepExtend    = "extend"
	StepLower     = "lower-least"
	StepClose     = "close"
	StepOpenBids  = "open-bids" // 开启申报材料
	StepChoose    = "choose"
	StepArgue     = "put-to-argument"
	StepShow      = "put-to-publicity"
	StepRatify    = "put-to-ratification"
	StepSettle    = "settle" // the chain is at its end
	StepReopen    = "reopen" // the choice is undone
	StepResume    = "resume" // a choice after a review is undone: the bids stay open
	StepAgree     = "agree"
	StepProlong   = "prolong" // 延期
	StepAccept    = "accept"
	StepFail      = "fail"
	StepPass      = "pass"         // a milestone passed
	StepApply     = "apply-payout" // 申请拨付
	StepMove      = "move-payout"  // a link of the payout's chain answered
	StepPayOut    = "pay-out"      // 登记已拨付
	StepTerminate = "terminate"
	StepCancel    = "cancel"
)

var (
	askers  = []string{string(actor.Enterprise), string(actor.Department)}
	office  = []string{string(actor.Officer)}
	both    = append(append([]string{}, askers...), office...)
	program = []string{string(actor.System)}
	undoers = append(append([]string{}, office...), program...) // an officer, or a decision that says no
)

// Flow is the lifecycle of a challenge (domain.md §3.2).
var Flow = flow.Table{
	Noun: vocab.Noun("榜单", "Challenge"), Start: Draft, Finals: []string{NotPassed, Terminated, Cancelled},
	Names: vocab.List{
		{Code: Draft, Zh: "草稿", En: "Draft"},
		{Code: Vetting, Zh: "待审核", En: "In review"},
		{Code: Returned, Zh: "已退回", En: "Returned"},
		{Code: Listing, Zh: "榜单公示", En: "List on notice"},
		{Code: Posted, Zh: "张榜中", En: "Open for bids"},
		{Code: Closed, Zh: "已截止", En: "Closed for bids"},
		{Code: Reviewing, Zh: "评审中", En: "In review by experts"},
		{Code: Chosen, Zh: "已选定", En: "Bidder chosen"},
		{Code: Arguing, Zh: "论证中", En: "Expert argument"},
		{Code: Announcing, Zh: "拟揭榜公示", En: "Choice on notice"},
		{Code: Ratifying, Zh: "审定中", En: "Awaiting the decision"},
		{Code: Agreeing, Zh: "待签协议", En: "Agreement to be signed"},
		{Code: Running, Zh: "实施中", En: "Running"},
		{Code: Accepted, Zh: "通过验收", En: "Accepted"},
		{Code: NotPassed, Zh: "未通过验收", En: "Not passed"},
		{Code: Terminated, Zh: "终止", En: "Terminated"},
		{Code: Cancelled, Zh: "取消", En: "Cancelled"},
	},
	Labels: vocab.List{
		{Code: StepSubmit, Zh: "提交审核", En: "Submit"},
		{Code: StepReturn, Zh: "退回修改", En: "Return"},
		{Code: StepTakeBack, Zh: "撤回修改", En: "Recall"},
		{Code: StepAnnounce, Zh: "榜单公示", En: "Post the list"},
		{Code: StepPublish, Zh: "张榜", En: "Open for bids"},
		{Code: StepCorrect, Zh: "更正榜单", En: "Correct the challenge"},
		{Code: StepExtend, Zh: "延长揭榜期", En: "Extend the time for bids"},
		{Code: StepLower, Zh: "降低最少揭榜数", En: "Lower the least number of bids"},
		{Code: StepClose, Zh: "截止", En: "Close for bids"},
		{Code: StepOpenBids, Zh: "开启申报材料", En: "Open the bids"},
		{Code: StepChoose, Zh: "选定揭榜方", En: "Choose the bidder"},
		{Code: StepArgue, Zh: "提请论证", En: "Ask for expert argument"},
		{Code: StepShow, Zh: "拟揭榜公示", En: "Post the choice"},
		{Code: StepRatify, Zh: "提请审定", En: "Ask for the decision"},
		{Code: StepSettle, Zh: "确定揭榜方", En: "Settle the bidder"},
		{Code: StepReopen, Zh: "重新选择", En: "Choose anew"},
		{Code: StepResume, Zh: "继续评审", En: "Go on with the review"},
		{Code: StepAgree, Zh: "登记协议", En: "Record the agreement"},
		{Code: StepProlong, Zh: "延期", En: "Prolong"},
		{Code: StepAccept, Zh: "通过验收", En: "Accept the result"},
		{Code: StepFail, Zh: "未通过验收", En: "Not passed"},
		{Code: StepPass, Zh: "里程碑通过", En: "Milestone passed"},
		{Code: StepApply, Zh: "申请拨付", En: "Ask for a payout"},
		{Code: StepMove, Zh: "拨付环节办理", En: "Link of the payout"},
		{Code: StepPayOut, Zh: "登记已拨付", En: "Record the payout"},
		{Code: StepTerminate, Zh: "终止", En: "Terminate"},
		{Code: StepCancel, Zh: "取消榜单", En: "Cancel the challenge"},
		{Code: "create", Zh: "新建", En: "Create"},
		{Code: "edit", Zh: "修改", En: "Change"},
		{Code: "bids", Zh: "揭榜数变动", En: "Number of bids"},
	},
	Edges: []flow.Edge{
		{From: Draft, Step: StepSubmit, To: Vetting, By: both},
		{From: Returned, Step: StepSubmit, To: Vetting, By: both},
		{From: Vetting, Step: StepReturn, To: Returned, By: office, Reason: true},
		{From: Vetting, Step: StepTakeBack, To: Draft, By: askers},
		{From: Vetting, Step: StepAnnounce, To: Listing, By: office},
		{From: Vetting, Step: StepPublish, To: Posted, By: office},
		{From: Listing, Step: StepPublish, To: Posted, By: office},
		{From: Listing, Step: StepReturn, To: Returned, By: office, Reason: true},

		{From: Posted, Step: StepCorrect, To: Posted, By: office, Reason: true},
		{From: Posted, Step: StepExtend, To: Posted, By: office, Reason: true},
		{From: Posted, Step: StepLower, To: Posted, By: office, Reason: true},
		{From: Posted, Step: StepClose, To: Closed, By: program},
		{From: Closed, Step: StepExtend, To: Posted, By: office, Reason: true},
		{From: Closed, Step: StepLower, To: Closed, By: office, Reason: true},

		{From: Closed, Step: StepOpenBids, To: Reviewing, By: office},
		{From: Closed, Step: StepResume, To: Reviewing, By: program},
		{From: Reviewing, Step: StepLower, To: Reviewing, By: office, Reason: true},

		{From: Closed, Step: StepChoose, To: Chosen, By: both, Reason: true},
		{From: Reviewing, Step: StepChoose, To: Chosen, By: both, Reason: true},
		{From: Chosen, Step: StepArgue, To: Arguing, By: program},
		{From: Chosen, Step: StepShow, To: Announcing, By: program},
		{From: Chosen, Step: StepRatify, To: Ratifying, By: program},
		{From: Chosen, Step: StepSettle, To: Agreeing, By: program},
		{From: Arguing, Step: StepShow, To: Announcing, By: program},
		{From: Arguing, Step: StepRatify, To: Ratifying, By: program},
		{From: Arguing, Step: StepSettle, To: Agreeing, By: program},
		{From: Announcing, Step: StepRatify, To: Ratifying, By: program},
		{From: Announcing, Step: StepSettle, To: Agreeing, By: program},
		{From: Ratifying, Step: StepSettle, To: Agreeing, By: program},
		{From: Arguing, Step: StepReopen, To: Closed, By: undoers, Reason: true},
		{From: Announcing, Step: StepReopen, To: Closed, By: program, Reason: true},
		{From: Ratifying, Step: StepReopen, To: Closed, By: undoers, Reason: true},
		{From: Agreeing, Step: StepReopen, To: Closed, By: office, Reason: true},

		{From: Agreeing, Step: StepAgree, To: Running, By: both},
		{From: Running, Step: StepProlong, To: Running, By: office, Reason: true},
		{From: Running, Step: StepAccept, To: Accepted, By: both},
		{From: Running, Step: StepFail, To: NotPassed, By: both, Reason: true},
		{From: Running, Step: StepPass, To: Running, By: both},
		{From: Running, Step: StepApply, To: Running, By: both},
		{From: Running, Step: StepMove, To: Running, By: program},
		{From: Running, Step: StepPayOut, To: Running, By: office},
		{From: Accepted, Step: StepApply, To: Accepted, By: both},
		{From: Accepted, Step: StepMove, To: Accepted, By: program},
		{From: Accepted, Step: StepPayOut, To: Accepted, By: office},
		{From: Running, Step: StepTerminate, To: Terminated, By: both, Reason: true},

		{From: Draft, Step: StepCancel, To: Cancelled, By: both, Reason: true},
		{From: Returned, Step: StepCancel, To: Cancelled, By: both, Reason: true},
		{From: Vetting, Step: StepCancel, To: Cancelled, By: office, Reason: true},
		{From: Listing, Step: StepCancel, To: Cancelled, By: office, Reason: true},
		{From: Posted, Step: StepCancel, To: Cancelled, By: office, Reason: true},
		{From: Closed, Step: StepCancel, To: Cancelled, By: office, Reason: true},
		{From: Reviewing, Step: StepCancel, To: Cancelled, By: office, Reason: true},
		{From: Agreeing, Step: StepCancel, To: Cancelled, By: office, Reason: true},
	},
}
