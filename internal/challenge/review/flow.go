package review

import (
	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/vocab"
)

// Names of reviews and seats in links, files and histories.
const (
	Kind     = "review"
	SeatKind = "seat"
)

// The states of a review.
const (
	Preparing = "preparing" // 筹备: experts are drawn and invited
	Scoring   = "scoring"   // 评审中
	Done      = "done"      // 评审完成
	Stopped   = "stopped"   // 已停止
)

// The steps of a review.
const (
	StepStart  = "start"
	StepFinish = "finish"
	StepStop   = "stop"
)

var office = []string{string(actor.Officer)}

// Flow is the lifecycle of a review.
var Flow = flow.Table{
	Noun: vocab.Noun("评审", "Review"), Start: Preparing, Finals: []string{Done, Stopped},
	Names: vocab.List{
		{Code: Preparing, Zh: "筹备中", En: "Being prepared"},
		{Code: Scoring, Zh: "评审中", En: "Scoring"},
		{Code: Done, Zh: "评审完成", En: "Complete"},
		{Code: Stopped, Zh: "已停止", En: "Stopped"},
	},
	Labels: vocab.List{
		{Code: StepStart, Zh: "开始评审", En: "Start the review"},
		{Code: StepFinish, Zh: "汇总并完成评审", En: "Sum up and complete"},
		{Code: StepStop, Zh: "停止评审", En: "Stop the review"},
		{Code: "create", Zh: "开始筹备", En: "Begin to prepare"},
		{Code: "drawn", Zh: "抽取专家", En: "Experts drawn"},
		{Code: "meet", Zh: "保存会评信息", En: "Save the meeting"},
	},
	Edges: []flow.Edge{
		{From: Preparing, Step: StepStart, To: Scoring, By: office},
		{From: Scoring, Step: StepFinish, To: Done, By: office},
		{From: Preparing, Step: StepStop, To: Stopped, By: office, Reason: true},
		{From: Scoring, Step: StepStop, To: Stopped, By: office, Reason: true},
	},
}

// The states of a seat.
const (
	Invited   = "invited"
	Accepted  = "accepted"
	Typed     = "typed" // an officer typed the paper sheet once
	Submitted = "submitted"
	Declined  = "declined"
	Recused   = "recused"
	Dropped   = "dropped" // the draw or the review is void
)

// The steps of a seat.
const (
	StepAccept  = "accept"
	StepDecline = "decline"
	StepRecuse  = "recuse"
	StepSubmit  = "submit"
	StepType    = "type"
	StepConfirm = "confirm"
	StepDrop    = "drop"
)

var (
	experts = []string{string(actor.Expert), string(actor.System)} // the program acts for a link
	anybody = append(append([]string{}, experts...), office...)
	program = []string{string(actor.System)}
)

// SeatFlow is the lifecycle of an expert's part in a review. By a link the program acts for the expert.
var SeatFlow = flow.Table{
	Noun: vocab.Noun("专家评审", "Seat"), Start: Invited, Finals: []string{Declined, Recused, Dropped},
	Names: vocab.List{
		{Code: Invited, Zh: "已邀请", En: "Invited"},
		{Code: Accepted, Zh: "评审中", En: "At work"},
		{Code: Typed, Zh: "已录入，待复核", En: "Typed once"},
		{Code: Submitted, Zh: "已提交", En: "Handed in"},
		{Code: Declined, Zh: "已婉拒", En: "Declined"},
		{Code: Recused, Zh: "已回避", En: "Withdrew"},
		{Code: Dropped, Zh: "已取消", En: "Cancelled"},
	},
	Labels: vocab.List{
		{Code: StepAccept, Zh: "声明无回避情形并接受", En: "Declare no relation and accept"},
		{Code: StepDecline, Zh: "婉拒", En: "Decline"},
		{Code: StepRecuse, Zh: "申请回避", En: "Withdraw for a relation"},
		{Code: StepSubmit, Zh: "提交评分", En: "Hand the scores in"},
		{Code: StepType, Zh: "录入纸质评分", En: "Type the paper sheet"},
		{Code: StepConfirm, Zh: "复核纸质评分", En: "Second look at the sheet"},
		{Code: StepDrop, Zh: "取消", En: "Cancel"},
		{Code: "invite", Zh: "邀请", En: "Invite"},
		{Code: "save", Zh: "保存评分", En: "Save the scores"},
	},
	Edges: []flow.Edge{
		{From: Invited, Step: StepAccept, To: Accepted, By: anybody},
		{From: Invited, Step: StepDecline, To: Declined, By: anybody, Reason: true},
		{From: Invited, Step: StepRecuse, To: Recused, By: anybody, Reason: true},
		{From: Accepted, Step: StepRecuse, To: Recused, By: anybody, Reason: true},
		{From: Typed, Step: StepRecuse, To: Recused, By: office, Reason: true},
		{From: Submitted, Step: StepRecuse, To: Recused, By: office, Reason: true},
		{From: Accepted, Step: StepSubmit, To: Submitted, By: experts},
		{From: Accepted, Step: StepType, To: Typed, By: office},
		{From: Typed, Step: StepType, To: Typed, By: office},
		{From: Typed, Step: StepConfirm, To: Submitted, By: office},
		{From: Invited, Step: StepDrop, To: Dropped, By: program},
		{From: Accepted, Step: StepDrop, To: Dropped, By: program},
		{From: Typed, Step: StepDrop, To: Dropped, By: program},
		{From: Submitted, Step: StepDrop, To: Dropped, By: program},
	},
}
