package matcher

import "kebang/internal/fault"

// The sentences of Why. Stored matches hold their codes.
var (
	mustOffered = fault.Kept("match-must-offered", "必备指标要求“%s”，成果写的是“%s”。",
		"The must asks for “%s”, the achievement states “%s”.")
	wishOffered = fault.Kept("match-wish-offered", "期望指标要求“%s”，成果写的是“%s”。",
		"The wish asks for “%s”, the achievement states “%s”.")
	mustUnmet = fault.Kept("match-must-unmet", "必备指标“%s”未达到要求。",
		"The must “%s” is not met.")
	wishUnmet = fault.Kept("match-wish-unmet", "期望指标“%s”未达到。",
		"The wish “%s” is not met.")
	mustShort = fault.Kept("match-must-short", "必备指标要求“%s”，成果只写到“%s”，没有承诺达到。",
		"The must asks for “%s”, the achievement promises only “%s”.")
	wishShort = fault.Kept("match-wish-short", "期望指标要求“%s”，成果只写到“%s”，没有承诺达到。",
		"The wish asks for “%s”, the achievement promises only “%s”.")
	canPromise = fault.Kept("match-ask-promise", "需求要求“%s”，能否保证？请给出测试报告或应用证明。",
		"The demand asks for “%s”: can that be promised? Please give a test report or proof of use.")
	howMuch = fault.Kept("match-ask-reached", "需求要求“%s”，能达到多少？请给出测试报告或应用证明。",
		"The demand asks for “%s”: how much is reached? Please give a test report or proof of use.")
	immature = fault.Kept("match-immature", "成果成熟度为%d级，需求至少要%d级，可能还需中试。",
		"The achievement is at TRL %d, the demand needs at least %d: a pilot may be needed.")
	overBudget = fault.Kept("match-over-budget", "需求的预算低于成果的报价。",
		"The budget of the demand is below the asking price.")
	otherMode = fault.Kept("match-other-mode", "双方希望的合作方式不同。",
		"The two sides want to work together in different ways.")
	noProblem = fault.Kept("match-no-problem", "需求的题目只写了对象，没有写要解决什么，无法判断问题是否相同。",
		"The demand’s title names the good and not the problem, so nobody can tell whether the problem is the same.")
	onlyGood = fault.Kept("match-only-good", "两边只有对象“%s”相同，成果没有写到需求题目里要解决的问题。",
		"Both are about “%s” only; the achievement does not tell of the problem in the demand’s title.")
	otherProblem = fault.Kept("match-other-problem", "成果没有写到需求题目里要解决的问题。",
		"The achievement does not tell of the problem in the demand’s title.")
	otherGood = fault.Kept("match-other-good", "需求针对“%s”，成果针对“%s”，请确认技术能否移用。",
		"The demand is about “%s”, the achievement about “%s”: ask whether the technology carries over.")
	triedOn = fault.Kept("match-ask-tried", "这项技术在“%s”上做过吗？有没有试验数据？",
		"Has this technology been used on “%s”? Are there test data?")
	whatChanges = fault.Kept("match-ask-changes", "成果写的是“%s”，用在“%s”上要改什么？",
		"The achievement speaks of “%s”: what must change to use it on “%s”?")
	elsewhere = fault.Kept("match-other-step", "需求在“%s”环节，成果在“%s”环节，解决的可能是另一个问题。",
		"The demand is at the step “%s”, the achievement at “%s”: it may solve another problem.")
	otherIndustry = fault.Kept("match-other-industry", "需求属于“%s”，成果属于“%s”，行业不同，请确认技术能否移用。",
		"The demand belongs to “%s”, the achievement to “%s”: ask whether the technology carries over.")
	noRequirements = fault.Kept("match-no-requirements", "需求没有写可测的指标",
		"The demand has no measurable requirements")
	noIndicators = fault.Kept("match-no-indicators", "成果没有写技术指标",
		"The achievement has no indicators")
	askMeasured = fault.Kept("match-ask-measured", "主要技术指标实测是多少？",
		"Which values of the main indicators were measured?")
	noIndustry = fault.Kept("match-no-industry", "行业未填写",
		"No industry is given")
	noMaturity = fault.Kept("match-no-maturity", "成果没有写成熟度",
		"The achievement does not say how mature it is")
	askMaturity = fault.Kept("match-ask-maturity", "现在到了小试、中试还是已经应用？",
		"Is it at bench scale, in a pilot, or in use?")
	noBudget = fault.Kept("match-no-budget", "需求没有写预算",
		"The demand has no budget")
	noPrice = fault.Kept("match-no-price", "成果没有写报价",
		"The achievement has no price")
	askPrice = fault.Kept("match-ask-price", "转让、许可或合作大约需要多少费用？",
		"About what would a transfer, a licence or joint work cost?")
)
