package contract

import "kebang/internal/vocab"

// TechAreas are the 11 fields of technology (技术领域) in the order of the national form.
var TechAreas = vocab.List{
	{Code: "01", Zh: "电子信息技术", En: "Electronics and information"},
	{Code: "02", Zh: "航空航天技术", En: "Aviation and space"},
	{Code: "03", Zh: "先进制造技术", En: "Advanced manufacturing"},
	{Code: "04", Zh: "生物、医药和医疗器械技术", En: "Biology, medicine, medical devices"},
	{Code: "05", Zh: "新材料及其应用", En: "New materials"},
	{Code: "06", Zh: "新能源与高效节能", En: "New energy and energy saving"},
	{Code: "07", Zh: "环境保护与资源综合利用技术", En: "Environment and resources"},
	{Code: "08", Zh: "核应用技术", En: "Nuclear applications"},
	{Code: "09", Zh: "农业技术", En: "Agriculture"},
	{Code: "10", Zh: "现代交通", En: "Modern transport"},
	{Code: "11", Zh: "城市建设与社会发展", En: "Urban and social development"},
}

// Goals are the socio-economic goals (社会经济目标, GB/T 24450; to be checked on a registrar's screen).
var Goals = vocab.List{
	{Code: "01", Zh: "环境保护", En: "Environment"},
	{Code: "02", Zh: "能源", En: "Energy"},
	{Code: "03", Zh: "卫生", En: "Health"},
	{Code: "04", Zh: "教育", En: "Education"},
	{Code: "05", Zh: "基础设施及城乡规划", En: "Infrastructure and planning"},
	{Code: "06", Zh: "社会发展服务", En: "Social services"},
	{Code: "07", Zh: "地球大气", En: "Earth and atmosphere"},
	{Code: "08", Zh: "民用空间", En: "Civil space"},
	{Code: "09", Zh: "农林牧渔", En: "Farming, forestry, fishery"},
	{Code: "10", Zh: "工商业发展", En: "Industry and commerce"},
	{Code: "11", Zh: "非定向研究", En: "Non-oriented research"},
	{Code: "12", Zh: "其他民用", En: "Other civil"},
	{Code: "13", Zh: "国防", En: "Defence"},
}

// PlanSources are the sources in government plans (项目计划来源).
var PlanSources = vocab.List{
	{Code: "1", Zh: "国家计划", En: "National plan"},
	{Code: "2", Zh: "部门计划", En: "Ministry plan"},
	{Code: "3", Zh: "省、自治区、直辖市及计划单列市计划", En: "Provincial plan"},
	{Code: "4", Zh: "地市县计划", En: "City or county plan"},
	{Code: "9", Zh: "计划外", En: "Outside plans"},
}

// IPKinds are the kinds of intellectual property (知识产权类别; to be checked on a registrar's screen).
var IPKinds = vocab.List{
	{Code: "secret", Zh: "技术秘密", En: "Know-how"},
	{Code: "invention", Zh: "发明专利", En: "Invention patent"},
	{Code: "utility", Zh: "实用新型专利", En: "Utility model"},
	{Code: "design", Zh: "外观设计专利", En: "Design patent"},
	{Code: "software", Zh: "计算机软件", En: "Software"},
	{Code: "variety", Zh: "动、植物新品种", En: "Animal or plant variety"},
	{Code: "layout", Zh: "集成电路布图设计", En: "IC layout"},
	{Code: "medicine", Zh: "生物、医药新品种", En: "Biological or medical variety"},
	{Code: "designCopyright", Zh: "设计著作权", En: "Design copyright"},
	{Code: "none", Zh: "未涉及知识产权", En: "None"},
}

// Natures are the codes of a party's nature (卖方/买方性质) of the national form.
var Natures = vocab.List{
	{Code: "010", Zh: "机关法人", En: "Government body"},
	{Code: "011", Zh: "机关法人（国家级）", En: "Government body (national)"},
	{Code: "012", Zh: "机关法人（省级）", En: "Government body (provincial)"},
	{Code: "013", Zh: "机关法人（市级）", En: "Government body (city)"},
	{Code: "014", Zh: "机关法人（县级及以下）", En: "Government body (county and below)"},
	{Code: "020", Zh: "事业法人", En: "Public institution"},
	{Code: "021", Zh: "科研机构", En: "Research institute"},
	{Code: "022", Zh: "高等院校", En: "University"},
	{Code: "023", Zh: "医疗卫生机构", En: "Medical institution"},
	{Code: "024", Zh: "其他事业法人", En: "Other public institution"},
	{Code: "030", Zh: "社团法人", En: "Association"},
	{Code: "100", Zh: "内资企业", En: "Domestic firm"},
	{Code: "110", Zh: "国有企业", En: "State-owned firm"},
	{Code: "120", Zh: "集体企业", En: "Collective firm"},
	{Code: "130", Zh: "股份合作企业", En: "Share cooperative"},
	{Code: "140", Zh: "联营企业", En: "Joint operation"},
	{Code: "150", Zh: "有限责任公司", En: "Limited company"},
	{Code: "160", Zh: "股份有限公司", En: "Stock company"},
	{Code: "170", Zh: "私营企业", En: "Private firm"},
	{Code: "180", Zh: "其他内资企业", En: "Other domestic firm"},
	{Code: "200", Zh: "港澳台商投资企业", En: "Hong Kong, Macao, Taiwan invested"},
	{Code: "210", Zh: "合资经营（港澳台资）", En: "Equity joint venture (HMT)"},
	{Code: "220", Zh: "合作经营（港澳台资）", En: "Contractual joint venture (HMT)"},
	{Code: "230", Zh: "港澳台商独资", En: "Wholly HMT-owned"},
	{Code: "240", Zh: "港澳台商投资股份有限公司", En: "HMT-invested stock company"},
	{Code: "300", Zh: "外商投资企业", En: "Foreign-invested firm"},
	{Code: "310", Zh: "中外合资", En: "Sino-foreign equity venture"},
	{Code: "320", Zh: "中外合作", En: "Sino-foreign contractual venture"},
	{Code: "340", Zh: "外商投资股份有限公司", En: "Foreign-invested stock company"},
	{Code: "400", Zh: "个体经营", En: "Individual business"},
	{Code: "900", Zh: "自然人", En: "Natural person"},
	{Code: "990", Zh: "其他组织", En: "Other organisation"},
}

// DeductionKinds are the kinds of non-technical costs (253号 art. 52: 购置设备、仪器、零部件、原材料等).
var DeductionKinds = vocab.List{
	{Code: "equipment", Zh: "设备", En: "Equipment"},
	{Code: "instrument", Zh: "仪器", En: "Instruments"},
	{Code: "parts", Zh: "零部件", En: "Parts"},
	{Code: "material", Zh: "原材料", En: "Raw material"},
	{Code: "other", Zh: "其他非技术性费用", En: "Other non-technical cost"},
}

// RoyaltyBases are the bases of a share (民法典 art. 846).
var RoyaltyBases = vocab.List{
	{Code: "price", Zh: "产品价格", En: "Product price"},
	{Code: "output", Zh: "新增产值", En: "New output"},
	{Code: "profit", Zh: "新增利润", En: "New profit"},
	{Code: "sales", Zh: "销售额", En: "Sales"},
	{Code: "other", Zh: "其他", En: "Other"},
}

// RoyaltyCourses are the courses of the rate of a share over the years (民法典 art. 846).
var RoyaltyCourses = vocab.List{
	{Code: "fixed", Zh: "固定", En: "Fixed"},
	{Code: "rising", Zh: "逐年递增", En: "Rising yearly"},
	{Code: "falling", Zh: "逐年递减", En: "Falling yearly"},
}

// Scales are the sizes of a firm (企业规模, 工信部联企业〔2011〕300号).
var Scales = vocab.List{
	{Code: "large", Zh: "大型", En: "Large"},
	{Code: "medium", Zh: "中型", En: "Medium"},
	{Code: "small", Zh: "小型", En: "Small"},
	{Code: "micro", Zh: "微型", En: "Micro"},
}

// AttachmentKinds are the kinds of proof of a contract's files.
var AttachmentKinds = vocab.List{
	{Code: "ipProof", Zh: "知识产权权属证明", En: "Proof of IP"},
	{Code: "authorisation", Zh: "授权委托书", En: "Authorisation"},
	{Code: "approval", Zh: "批准文件", En: "Approval"},
	{Code: "planProof", Zh: "计划项目证明", En: "Proof of plan project"},
	{Code: "scan", Zh: "合同扫描件", En: "Contract scan"},
	{Code: "other", Zh: "其他", En: "Other"},
}

// NaturalPerson is the code of Natures for a person who contracts for himself.
const NaturalPerson = "900"
