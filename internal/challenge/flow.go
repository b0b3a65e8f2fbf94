package challenge

import (
	"kebang/internal/actor"
	"kebang/internal/flow"
)

// The states of a challenge.
const (
	Draft      = "draft"
	Vetting    = "vetting"
	Returned   = "returned"
	Listing    = "listing"    // 榜单公示, before it opens
	Posted     = "posted"     // 张榜中: bids are taken
	Closed     = "closed"     // 已截止
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
	StepChoose    = "choose"
	StepArgue     = "put-to-argument"
	StepShow      = "put-to-publicity"
	StepRatify    = "put-to-ratification"
	StepSettle    = "settle" // the chain is at its end
	StepReopen    = "reopen" // the choice is undone
	StepAgree     = "agree"
	StepProlong   = "prolong" // 延期
	StepAccept    = "accept"
	StepFail      = "fail"
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
	Noun: "榜单", Start: Draft, Finals: []string{Accepted, NotPassed, Terminated, Cancelled},
	Names: map[string]string{Draft: "草稿", Vetting: "待审核", Returned: "已退回", Listing: "榜单公示", Posted: "张榜中", Closed: "已截止", Chosen: "已选定",
		Arguing: "论证中", Announcing: "拟揭榜公示", Ratifying: "审定中", Agreeing: "待签协议", Running: "实施中", Accepted: "通过验收",
		NotPassed: "未通过验收", Terminated: "终止", Cancelled: "取消"},
	Edges: []flow.Edge{
		{From: Draft, Step: StepSubmit, To: Vetting, By: both, Label: "提交审核"},
		{From: Returned, Step: StepSubmit, To: Vetting, By: both, Label: "提交审核"},
		{From: Vetting, Step: StepReturn, To: Returned, By: office, Reason: true, Label: "退回修改"},
		{From: Vetting, Step: StepTakeBack, To: Draft, By: askers, Label: "撤回修改"},
		{From: Vetting, Step: StepAnnounce, To: Listing, By: office, Label: "榜单公示"},
		{From: Vetting, Step: StepPublish, To: Posted, By: office, Label: "张榜"},
		{From: Listing, Step: StepPublish, To: Posted, By: office, Label: "张榜"},
		{From: Listing, Step: StepReturn, To: Returned, By: office, Reason: true, Label: "退回修改"},

		{From: Posted, Step: StepCorrect, To: Posted, By: office, Reason: true, Label: "更正榜单"},
		{From: Posted, Step: StepExtend, To: Posted, By: office, Reason: true, Label: "延长揭榜期"},
		{From: Posted, Step: StepLower, To: Posted, By: office, Reason: true, Label: "降低最少揭榜数"},
		{From: Posted, Step: StepClose, To: Closed, By: program, Label: "截止"},
		{From: Closed, Step: StepExtend, To: Posted, By: office, Reason: true, Label: "延长揭榜期"},
		{From: Closed, Step: StepLower, To: Closed, By: office, Reason: true, Label: "降低最少揭榜数"},

		{From: Closed, Step: StepChoose, To: Chosen, By: both, Reason: true, Label: "选定揭榜方"},
		{From: Chosen, Step: StepArgue, To: Arguing, By: program, Label: "提请论证"},
		{From: Chosen, Step: StepShow, To: Announcing, By: program, Label: "拟揭榜公示"},
		{From: Chosen, Step: StepRatify, To: Ratifying, By: program, Label: "提请审定"},
		{From: Chosen, Step: StepSettle, To: Agreeing, By: program, Label: "确定揭榜方"},
		{From: Arguing, Step: StepShow, To: Announcing, By: program, Label: "拟揭榜公示"},
		{From: Arguing, Step: StepRatify, To: Ratifying, By: program, Label: "提请审定"},
		{From: Arguing, Step: StepSettle, To: Agreeing, By: program, Label: "确定揭榜方"},
		{From: Announcing, Step: StepRatify, To: Ratifying, By: program, Label: "提请审定"},
		{From: Announcing, Step: StepSettle, To: Agreeing, By: program, Label: "确定揭榜方"},
		{From: Ratifying, Step: StepSettle, To: Agreeing, By: program, Label: "确定揭榜方"},
		{From: Arguing, Step: StepReopen, To: Closed, By: undoers, Reason: true, Label: "重新选择"},
		{From: Announcing, Step: StepReopen, To: Closed, By: program, Reason: true, Label: "重新选择"},
		{From: Ratifying, Step: StepReopen, To: Closed, By: undoers, Reason: true, Label: "重新选择"},
		{From: Agreeing, Step: StepReopen, To: Closed, By: office, Reason: true, Label: "重新选择"},

		{From: Agreeing, Step: StepAgree, To: Running, By: both, Label: "登记协议"},
		{From: Running, Step: StepProlong, To: Running, By: office, Reason: true, Label: "延期"},
		{From: Running, Step: StepAccept, To: Accepted, By: both, Label: "通过验收"},
		{From: Running, Step: StepFail, To: NotPassed, By: both, Reason: true, Label: "未通过验收"},
		{From: Running, Step: StepTerminate, To: Terminated, By: both, Reason: true, Label: "终止"},

		{From: Draft, Step: StepCancel, To: Cancelled, By: both, Reason: true, Label: "取消榜单"},
		{From: Returned, Step: StepCancel, To: Cancelled, By: both, Reason: true, Label: "取消榜单"},
		{From: Vetting, Step: StepCancel, To: Cancelled, By: office, Reason: true, Label: "取消榜单"},
		{From: Listing, Step: StepCancel, To: Cancelled, By: office, Reason: true, Label: "取消榜单"},
		{From: Posted, Step: StepCancel, To: Cancelled, By: office, Reason: true, Label: "取消榜单"},
		{From: Closed, Step: StepCancel, To: Cancelled, By: office, Reason: true, Label: "取消榜单"},
		{From: Agreeing, Step: StepCancel, To: Cancelled, By: office, Reason: true, Label: "取消榜单"},
	},
}
