package listing

import "kebang/internal/vocab"

// Kinds are the two kinds of listings.
var Kinds = vocab.List{
	{Code: string(DemandKind), Zh: "技术需求", En: "Demand"},
	{Code: string(AchievementKind), Zh: "科技成果", En: "Achievement"},
}

// Modes are the ways to work together.
var Modes = vocab.List{
	{Code: string(ModeTransfer), Zh: "转让", En: "Transfer"},
	{Code: string(ModeLicence), Zh: "许可", En: "Licence"},
	{Code: string(ModeDevelop), Zh: "委托开发", En: "Commissioned development"},
	{Code: string(ModeCooperate), Zh: "合作开发", En: "Joint development"},
	{Code: string(ModeConsult), Zh: "技术咨询", En: "Consulting"},
	{Code: string(ModeService), Zh: "技术服务", En: "Technical service"},
	{Code: string(ModeEquity), Zh: "作价入股", En: "Equity"},
	{Code: string(ModeTalent), Zh: "引进人才团队", En: "Bring in a team"},
	{Code: string(ModeTrial), Zh: "先用后转", En: "Try first, pay later"},
	{Code: string(ModeSelfOperate), Zh: "自行投资实施", En: "Own operation"},
	{Code: string(ModeOther), Zh: "其他", En: "Other"},
}

// Name is the Chinese name of a mode; empty for an unknown one.
func (m Mode) Name() string { return Modes.NameOrNone(string(m)) }

// DemandTypes are what a demand asks for.
var DemandTypes = vocab.List{
	{Code: string(NeedTechnology), Zh: "技术", En: "Technology"},
	{Code: string(NeedEquipment), Zh: "装备", En: "Equipment"},
	{Code: string(NeedTalent), Zh: "人才", En: "Talent"},
	{Code: string(NeedManagement), Zh: "管理模式", En: "Management model"},
}

// IPKinds are the kinds of rights behind an achievement.
var IPKinds = vocab.List{
	{Code: "invention", Zh: "发明专利", En: "Invention patent"},
	{Code: "utility", Zh: "实用新型", En: "Utility model"},
	{Code: "design", Zh: "外观设计", En: "Design"},
	{Code: "software", Zh: "软件著作权", En: "Software copyright"},
	{Code: "variety", Zh: "植物新品种", En: "Plant variety"},
	{Code: "layout", Zh: "集成电路布图", En: "IC layout"},
	{Code: "secret", Zh: "技术秘密", En: "Know-how"},
	{Code: "none", Zh: "无知识产权", En: "None"},
}

// IPStatuses are how far a right has come.
var IPStatuses = vocab.List{
	{Code: "applied", Zh: "申请中", En: "Applied"},
	{Code: "granted", Zh: "已授权", En: "Granted"},
	{Code: "expired", Zh: "已失效", En: "Expired"},
}

// Forms are 体现形式 of the form of achievements. Their codes are its words, because records keep those of a source too.
var Forms = vocab.List{
	{Code: "新技术", Zh: "新技术", En: "New technology"},
	{Code: "新工艺", Zh: "新工艺", En: "New process"},
	{Code: "新产品", Zh: "新产品", En: "New product"},
	{Code: "新材料", Zh: "新材料", En: "New material"},
	{Code: "新装备", Zh: "新装备", En: "New equipment"},
	{Code: "新品种", Zh: "新品种", En: "New variety"},
	{Code: "其他", Zh: "其他", En: "Other"},
}

// TRLs are the levels of maturity (GB/T 37264-2018).
var TRLs = vocab.List{
	{Code: "1", Zh: "1 级 · 概念原理形成", En: "1 · concept formed"},
	{Code: "2", Zh: "2 级 · 概念初步验证", En: "2 · concept first proved"},
	{Code: "3", Zh: "3 级 · 实验室样品", En: "3 · laboratory sample"},
	{Code: "4", Zh: "4 级 · 试制流程贯通（小试）", En: "4 · trial process works"},
	{Code: "5", Zh: "5 级 · 模拟环境验证", En: "5 · proved in simulation"},
	{Code: "6", Zh: "6 级 · 使用环境验证（中试）", En: "6 · proved in use (pilot)"},
	{Code: "7", Zh: "7 级 · 用户测试认定", En: "7 · accepted by users"},
	{Code: "8", Zh: "8 级 · 稳定生产", En: "8 · stable production"},
	{Code: "9", Zh: "9 级 · 货架产品", En: "9 · on the shelf"},
}

// Verdicts are what a comparison of two names of a unit comes to; see Likeness.
var Verdicts = vocab.List{
	{Code: "code", Zh: "线索中的统一社会信用代码与申请单位相同", En: "The lead names the code of the unit"},
	{Code: "none", Zh: "线索没有写单位名称，无法比对", En: "The lead names no unit"},
	{Code: "places", Zh: "名称主体相近，但所在地不同", En: "Like names, but of different places"},
	{Code: "same", Zh: "名称一致", En: "The names agree"},
	{Code: "near", Zh: "名称基本一致", En: "The names mostly agree"},
	{Code: "part", Zh: "名称部分相同", En: "The names agree in part"},
	{Code: "other", Zh: "名称不一致", En: "The names do not agree"},
}

// DeclineReasons are why one side says no to a listing of the other: to a pair, or at the end of a deal. Every no has
// one, because suppliers ask for it first.
var DeclineReasons = vocab.List{
	{Code: "unsuitable", Zh: "技术不对路", En: "Technology does not fit"},
	{Code: "immature", Zh: "成熟度不够", En: "Not mature enough"},
	{Code: "benefit", Zh: "效益不明显", En: "Benefit not clear"},
	{Code: "price", Zh: "价格谈不拢", En: "No agreement on price"},
	{Code: "terms", Zh: "条款谈不拢", En: "No agreement on terms"},
	{Code: "ip", Zh: "权属不清楚", En: "Ownership unclear"},
	{Code: "other-chosen", Zh: "已另选合作方", En: "Another partner chosen"},
	{Code: "need-gone", Zh: "需求已变化或取消", En: "Need changed or gone"},
	{Code: "no-reply", Zh: "对方长期未回应", En: "No reply from the other side"},
	{Code: "unclear", Zh: "资料不清楚", En: "Papers unclear"},
	{Code: DeclinedOther, Zh: "其他", En: "Other"},
}

// DeclinedOther is the reason that needs words.
const DeclinedOther = "other"
