package challenge

import "kebang/internal/vocab"

// Kinds are the kinds of challenges (陕西 2024: 技术攻关类、成果转化类; 和林格尔: 平台、人才).
var Kinds = vocab.List{
	{Code: "research", Zh: "技术攻关", En: "Research"},
	{Code: "transfer", Zh: "成果转化", En: "Transfer of a result"},
	{Code: "platform", Zh: "平台共建", En: "Joint platform"},
	{Code: "talent", Zh: "人才引育", En: "Talent"},
}

// Problems are the kinds of problems.
var Problems = vocab.List{
	{Code: "technical", Zh: "技术问题", En: "Technical"},
	{Code: "management", Zh: "管理问题", En: "Management"},
	{Code: "model", Zh: "模式问题", En: "Business model"},
}

// Mode is how teams are found.
type Mode string

// The modes.
const (
	Open     Mode = "open"
	Directed Mode = "directed"
	LongTerm Mode = "longTerm"
	Topics   Mode = "topics"
)

// Modes are the modes in the order of the form.
var Modes = vocab.List{
	{Code: string(Open), Zh: "公开张榜", En: "Open to all"},
	{Code: string(Directed), Zh: "定向张榜", En: "Directed to named teams"},
	{Code: string(LongTerm), Zh: "长周期", En: "Long term"},
	{Code: string(Topics), Zh: "企业出题、高校选题、政府助题", En: "Firm asks, university picks, government helps"},
}

// Choosing is how the asker chooses a team. It is frozen with the terms.
type Choosing string

// The ways of choosing.
const (
	Negotiated Choosing = "negotiated" // 洽谈式: talks, then a joint scheme with a letter of intent
	Reviewed   Choosing = "reviewed"   // 评审式: sealed until the deadline, then experts
	Direct     Choosing = "direct"     // 直接选择: own money only
)

// Choosings are the ways in the order of the form.
var Choosings = vocab.List{
	{Code: string(Negotiated), Zh: "洽谈式", En: "By talks"},
	{Code: string(Reviewed), Zh: "评审式", En: "By expert review"},
	{Code: string(Direct), Zh: "直接选择", En: "Direct choice"},
}

// Purposes are why a department asks. Buying for itself is government procurement.
var Purposes = vocab.List{
	{Code: "grant", Zh: "项目立项资助", En: "Grant for a project"},
	{Code: "purchase", Zh: "本单位采购", En: "Purchase for itself"},
}

// Budgets are the ways of keeping the books of public money (和林格尔: 包干制+负面清单).
var Budgets = vocab.List{
	{Code: "lump", Zh: "包干制", En: "Lump sum"},
	{Code: "lines", Zh: "预算制", En: "Budget by lines"},
}

// Operators compare a measured value with a target.
var Operators = vocab.List{
	{Code: ">=", Zh: "不低于", En: "at least"},
	{Code: "<=", Zh: "不高于", En: "at most"},
	{Code: ">", Zh: "高于", En: "more than"},
	{Code: "<", Zh: "低于", En: "less than"},
	{Code: "=", Zh: "等于", En: "equal to"},
	{Code: "range", Zh: "介于", En: "between"},
}

// Origins are where a challenge comes from.
var Origins = vocab.List{
	{Code: "new", Zh: "新建", En: "New"},
	{Code: "demand", Zh: "技术需求", En: "Demand"},
	{Code: "none", Zh: "暂无合适成果", En: "No suitable achievement"},
	{Code: "list", Zh: "攻关清单", En: "List of hard problems"},
}
