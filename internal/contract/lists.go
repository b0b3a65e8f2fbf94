package contract

// Option is one entry of a fixed list of the registration form.
type Option struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// TechAreas are the 11 fields of technology (技术领域) in the order of the national form.
var TechAreas = []Option{
	{"01", "电子信息技术"}, {"02", "航空航天技术"}, {"03", "先进制造技术"}, {"04", "生物、医药和医疗器械技术"}, {"05", "新材料及其应用"},
	{"06", "新能源与高效节能"}, {"07", "环境保护与资源综合利用技术"}, {"08", "核应用技术"}, {"09", "农业技术"}, {"10", "现代交通"},
	{"11", "城市建设与社会发展"},
}

// Goals are the socio-economic goals (社会经济目标, GB/T 24450; to be checked on a registrar's screen).
var Goals = []Option{
	{"01", "环境保护"}, {"02", "能源"}, {"03", "卫生"}, {"04", "教育"}, {"05", "基础设施及城乡规划"}, {"06", "社会发展服务"},
	{"07", "地球大气"}, {"08", "民用空间"}, {"09", "农林牧渔"}, {"10", "工商业发展"}, {"11", "非定向研究"}, {"12", "其他民用"}, {"13", "国防"},
}

// PlanSources are the sources in government plans (项目计划来源).
var PlanSources = []Option{
	{"1", "国家计划"}, {"2", "部门计划"}, {"3", "省、自治区、直辖市及计划单列市计划"}, {"4", "地市县计划"}, {"9", "计划外"},
}

// IPKinds are the kinds of intellectual property (知识产权类别; to be checked on a registrar's screen).
var IPKinds = []Option{
	{"secret", "技术秘密"}, {"invention", "发明专利"}, {"utility", "实用新型专利"}, {"design", "外观设计专利"}, {"software", "计算机软件"},
	{"variety", "动、植物新品种"}, {"layout", "集成电路布图设计"}, {"medicine", "生物、医药新品种"}, {"designCopyright", "设计著作权"}, {"none", "未涉及知识产权"},
}

// Natures are the codes of a party's nature (卖方/买方性质) of the national form.
var Natures = []Option{
	{"010", "机关法人"}, {"011", "机关法人（国家级）"}, {"012", "机关法人（省级）"}, {"013", "机关法人（市级）"}, {"014", "机关法人（县级及以下）"},
	{"020", "事业法人"}, {"021", "科研机构"}, {"022", "高等院校"}, {"023", "医疗卫生机构"}, {"024", "其他事业法人"}, {"030", "社团法人"},
	{"100", "内资企业"}, {"110", "国有企业"}, {"120", "集体企业"}, {"130", "股份合作企业"}, {"140", "联营企业"}, {"150", "有限责任公司"},
	{"160", "股份有限公司"}, {"170", "私营企业"}, {"180", "其他内资企业"}, {"200", "港澳台商投资企业"}, {"210", "合资经营（港澳台资）"},
	{"220", "合作经营（港澳台资）"}, {"230", "港澳台商独资"}, {"240", "港澳台商投资股份有限公司"}, {"300", "外商投资企业"}, {"310", "中外合资"},
	{"320", "中外合作"}, {"340", "外商投资股份有限公司"}, {"400", "个体经营"}, {"900", "自然人"}, {"990", "其他组织"},
}

// DeductionKinds are the kinds of non-technical costs (253号 art. 52: 购置设备、仪器、零部件、原材料等).
var DeductionKinds = []Option{{"equipment", "设备"}, {"instrument", "仪器"}, {"parts", "零部件"}, {"material", "原材料"}, {"other", "其他非技术性费用"}}

// RoyaltyBases are what a share is counted on (民法典 art. 846).
var RoyaltyBases = []Option{{"price", "产品价格"}, {"output", "新增产值"}, {"profit", "新增利润"}, {"sales", "销售额"}, {"other", "其他"}}

// RoyaltyCourses are how the rate of a share runs over the years (民法典 art. 846).
var RoyaltyCourses = []Option{{"fixed", "固定"}, {"rising", "逐年递增"}, {"falling", "逐年递减"}}

// Scales are the sizes of a firm (企业规模, 工信部联企业〔2011〕300号).
var Scales = []Option{{"large", "大型"}, {"medium", "中型"}, {"small", "小型"}, {"micro", "微型"}}

// AttachmentKinds are what a file of a contract proves.
var AttachmentKinds = []Option{{"ipProof", "知识产权权属证明"}, {"authorisation", "授权委托书"}, {"approval", "批准文件"}, {"planProof", "计划项目证明"},
	{"scan", "合同扫描件"}, {"other", "其他"}}

// CodeOf reads an entry of a list by code or name; ok is false when it is neither.
func CodeOf(list []Option, word string) (code string, ok bool) {
	for _, o := range list {
		if o.Code == word || o.Name == word {
			return o.Code, true
		}
	}
	return word, false
}

func known(list []Option, code string) bool {
	for _, o := range list {
		if o.Code == code {
			return true
		}
	}
	return false
}

// OptionName is the name of a code in a list; the code itself when it is not in it.
func OptionName(list []Option, code string) string {
	for _, o := range list {
		if o.Code == code {
			return o.Name
		}
	}
	return code
}

// NaturalPerson is the code of Natures of somebody who contracts for himself.
const NaturalPerson = "900"
