package matcher

import (
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// DiagnosisParts are the shares of the completeness. Kinds of suggestions for a whole part have its code.
var DiagnosisParts = vocab.List{
	{Code: "object", Zh: "对象", En: "Object"},
	{Code: "text", Zh: "内容", En: "Text"},
	{Code: "present", Zh: "现状", En: "Present state"},
	{Code: "target", Zh: "目标值", En: "Target values"},
	{Code: "budget", Zh: "预期投入", En: "Budget"},
	{Code: "deadline", Zh: "期限", En: "Deadline"},
	{Code: "mode", Zh: "合作方式", En: "Mode"},
	{Code: "indicators", Zh: "技术指标", En: "Indicators"},
	{Code: "evidence", Zh: "佐证", En: "Evidence"},
	{Code: "trl", Zh: "成熟度", En: "Maturity"},
	{Code: "ip", Zh: "知识产权", En: "Rights"},
	{Code: "price", Zh: "意向价格", En: "Price"},
}

// SuggestionKinds are the kinds of suggestions.
var SuggestionKinds = DiagnosisParts.And(
	vocab.Term{Code: "industry", Zh: "行业", En: "Industry"},
	vocab.Term{Code: "keyword", Zh: "关键词", En: "Keyword"},
	vocab.Term{Code: "requirement", Zh: "指标要求", En: "Requirement"},
	vocab.Term{Code: "indicator", Zh: "技术指标", En: "Indicator"},
)

// The questions of a diagnosis, each with the benefit of an answer.
var (
	askDemandObject = fault.T("diagnose-demand-object", "这项需求针对什么产品、原料或工序，要解决它的什么问题？",
		"Which product, material or step is this about, and which problem of it?")
	askAchievementObject = fault.T("diagnose-achievement-object", "这项成果用在什么产品、原料或工序上，解决它的什么问题？",
		"Which product, material or step is it for, and which problem does it solve?")
	whyObject = fault.T("diagnose-why-object", "对象写清楚，匹配才不会只凭行业相近。",
		"With a clear object, matching does not go by industry alone.")
	askDemandText = fault.T("diagnose-demand-text", "问题出在哪一步、有什么表现、造成多大损失？",
		"At which step is the problem, how does it show, what does it cost?")
	askAchievementText = fault.T("diagnose-achievement-text", "和现在通行的做法相比，怎么做、好在哪里、好多少？",
		"Compared with the usual way: how is it done, what is better, by how much?")
	whyText = fault.T("diagnose-why-text", "内容越具体，能逐条对照的地方越多；一般 80 字以上。",
		"The more concrete the text, the more can be compared; usually 80 characters or more.")
	askPresent = fault.T("diagnose-present", "现在是怎么做的，数值是多少？试过哪些办法，为什么不行？",
		"How is it done today, with which figures? What was tried, and why did it fail?")
	whyPresent = fault.T("diagnose-why-present", "有了现状，才算得出要提高多少，也不会给您推荐已经试过的办法。",
		"It shows how much is to be gained, and keeps out what you tried already.")
	askTargets = fault.T("diagnose-targets", "做到什么程度算解决？请写一到五条能测的指标：名称、数值、单位。",
		"When is it solved? One to five measurable lines: name, value, unit.")
	askMusts = fault.T("diagnose-musts", "这些指标里哪几条是必须达到的？请标为必备。",
		"Which of these lines are musts? Mark them.")
	askMoreMusts = fault.T("diagnose-more-musts", "还有没有别的必须达到的指标，例如产量、能耗、质量或成本？",
		"Are there other musts, such as output, energy, quality or cost?")
	whyTargets = fault.T("diagnose-why-targets", "匹配会逐条判断满足、不满足还是待确认。",
		"Matching says of each line: met, not met, or to be asked.")
	askTarget = fault.T("diagnose-target", "“%s”要达到多少？请写出比较符、数值和单位。",
		"What must “%s” reach? Give comparison, value and unit.")
	whyTarget = fault.T("diagnose-why-target", "只有文字的指标无法逐条对照，会显示为“待确认”。",
		"A line of words cannot be compared; it is shown as “to be asked”.")
	askUnit = fault.T("diagnose-unit", "“%s”的单位“%s”系统不认识，能换成常用单位吗？",
		"The unit “%[2]s” of “%[1]s” is not known here; is there a usual one?")
	whyUnit = fault.T("diagnose-why-unit", "不认识的单位不会参与比较。",
		"Unknown units are not compared.")
	askBudget = fault.T("diagnose-budget", "准备为解决它投入多少（万元）？说个大概范围也可以，只给登录用户看。",
		"How much would you spend on it (10,000 yuan)? A rough range will do; only members see it.")
	whyBudget = fault.T("diagnose-why-budget", "对方据此判断是买现成的还是专门研发。",
		"It tells the other side whether to buy or to develop.")
	askDeadline = fault.T("diagnose-deadline", "希望什么时候之前解决？",
		"By when should it be solved?")
	askPassed = fault.T("diagnose-deadline-passed", "期限 %s 已经过了，是否还需要？请改一个日期。",
		"The deadline %s has passed. Is it still needed? Please change the date.")
	whyDeadline = fault.T("diagnose-why-deadline", "对方据此判断来不来得及，过期的需求会提醒您更新。",
		"It tells the other side whether there is time; you are reminded when it has passed.")
	askDemandMode = fault.T("diagnose-demand-mode", "希望怎样合作：买成熟技术、委托开发、联合攻关，还是请人来指导？",
		"How would you work together: buy, commission, develop jointly, or invite experts?")
	whyDemandMode = fault.T("diagnose-why-demand-mode", "方式不同，找的单位不同。",
		"Each way calls for other partners.")
	askAchievementMode = fault.T("diagnose-achievement-mode", "愿意转让、许可，还是合作开发、作价入股？",
		"Transfer, licence, joint development or equity?")
	whyAchievementMode = fault.T("diagnose-why-achievement-mode", "方式不同，找的企业不同。",
		"Each way calls for other firms.")
	askVague = fault.T("diagnose-vague", "“%s”具体指哪个指标？现在是多少，要到多少？",
		"Which indicator is “%s”? What is it now, what should it be?")
	whyVague = fault.T("diagnose-why-vague", "没有数值的说法谁也对照不了。",
		"Nobody can compare words without figures.")
	askStage = fault.T("diagnose-trl", "现在到哪一步：实验室、小试、中试，还是已经有用户在用？",
		"How far is it: laboratory, bench scale, pilot, or in use?")
	whyStage = fault.T("diagnose-why-trl", "需求方最先问的就是能不能直接用。",
		"Whether it is ready for use is what the demand side asks first.")
	askNumbers = fault.T("diagnose-ip-numbers", "知识产权的号码是多少，是申请中还是已授权？",
		"Which numbers do the rights have; applied for or granted?")
	askRights = fault.T("diagnose-ip", "有没有专利、软件著作权或新品种权？没有也请选“无”。",
		"Any patents, software copyright or plant varieties? Choose “none” if there are none.")
	whyRights = fault.T("diagnose-why-ip", "权属清楚才能签转让或许可合同。",
		"Only clear ownership can be transferred or licensed.")
	askAmount = fault.T("diagnose-price", "大约什么价格？可以面议，但说个范围更容易谈。",
		"About which price? It may be open, but a range helps.")
	whyAmount = fault.T("diagnose-why-price", "企业会拿它和预算比。",
		"Firms compare it with their budget.")
	askIndicators = fault.T("diagnose-indicators", "主要指标实测是多少？请写两三条：名称、数值、单位。",
		"What was measured? Two or three lines: name, value, unit.")
	whyIndicators = fault.T("diagnose-why-indicators", "需求方的必备指标会逐条与它对照。",
		"The musts of demands are compared with it line by line.")
	askIndicator = fault.T("diagnose-indicator", "“%s”实测是多少？请写数值和单位。",
		"Which value of “%s” was measured? Give value and unit.")
	whyIndicator = fault.T("diagnose-why-indicator", "没有数值的指标无法与需求对照。",
		"Indicators without values cannot be compared with demands.")
	askEvidence = fault.T("diagnose-evidence", "这些数值有什么依据：检测报告、用户证明、鉴定还是标准？",
		"What proves the figures: a report, a user, an appraisal, a standard?")
	whyEvidence = fault.T("diagnose-why-evidence", "有依据的指标可信，没有依据的对方会再问一遍。",
		"Proved figures are trusted; others are asked about again.")
)

// The words from which a suggestion was read.
var (
	readIn      = fault.T("diagnose-read", "内容里写了：%s", "The text says: %s")
	readWord    = fault.T("diagnose-read-word", "内容里写了“%s”", "The text says “%s”")
	readKeyword = fault.T("diagnose-read-keyword", "内容里写了“%s”，是“%s”的常用词", "The text says “%s”, a common word of “%s”")
	readStage   = fault.T("diagnose-read-stage", "内容里写了“%s”，请按实际确认", "The text says “%s”; please check")
	readPatent  = fault.T("diagnose-read-patent", "内容里写了这个专利号，ZL 表示已授权",
		"The text gives this patent number; ZL means granted")
	labelStage  = fault.T("diagnose-label-stage", "成熟度 %d 级", "TRL %d")
	labelPatent = fault.T("diagnose-label-patent", "%s %s", "%s %s")
)
