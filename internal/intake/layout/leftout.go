package layout

import (
	"fmt"
	"kebang/internal/vocab"
	"regexp"
	"strconv"
	"strings"
)

// Reason is the reason why a line of a sheet has no data.
type Reason string

// The reasons. The shape of a line decides, by all of its cells, never a single word of a title.
const (
	NumberRow      Reason = "number-row"      // 1, 2, 3, 4 under the header
	RepeatedHeader Reason = "repeated-header" // of a printed page
	PageLine       Reason = "page"            // 第 1 页 共 3 页
	SectionLine    Reason = "section"         // 一、制糖
	SumLine        Reason = "sum"             // 合计, 小计
	NoteLine       Reason = "note"            // 注：…, 填表人：…
	OtherTable     Reason = "other-table"     // a table of another form below or beside
	ErrorRow       Reason = "error-row"       // only Excel errors
	HiddenRow      Reason = "hidden"
	EmptyRow       Reason = "empty" // a prepared line with only its number
	// SecretRow is a line with a forbidden 密级: only its row number is stored.
	SecretRow Reason = "secret"
)

// Reasons are the reasons in words.
var Reasons = vocab.List{{Code: string(NumberRow), Zh: "列号行", En: "column numbers"},
	{Code: string(RepeatedHeader), Zh: "重复的表头", En: "repeated header"},
	{Code: string(PageLine), Zh: "页码行", En: "page line"}, {Code: string(SectionLine), Zh: "分类标题行", En: "section line"},
	{Code: string(SumLine), Zh: "合计行", En: "sum line"}, {Code: string(NoteLine), Zh: "说明、签名行", En: "note or signature"},
	{Code: string(OtherTable), Zh: "另一种表格", En: "table of another form"},
	{Code: string(ErrorRow), Zh: "只有 Excel 错误值的行", En: "only Excel errors"},
	{Code: string(HiddenRow), Zh: "隐藏的行", En: "hidden row"},
	{Code: string(EmptyRow), Zh: "只有序号的空行", En: "only a number"},
	{Code: string(SecretRow), Zh: "密级为内部、工作秘密或国家秘密的行", En: "marked internal, work secret or state secret"}}

// Name is the Chinese name of the reason.
func (r Reason) Name() string { return Reasons.Name(string(r)) }

// LeftOut counts the lines of a sheet without data, by reason.
type LeftOut struct {
	Sheet    string `json:"sheet"`
	Reason   Reason `json:"reason" enum:"number-row,repeated-header,page,section,sum,note,other-table,error-row,hidden,empty,secret"`
	Rows     int    `json:"rows"`
	Examples []int  `json:"examples" nullable:"false" doc:"the first row numbers, as Excel shows them"`
}

func (l LeftOut) String() string {
	var rows []string
	for _, n := range l.Examples {
		rows = append(rows, strconv.Itoa(n))
	}
	more := ""
	if l.Rows > len(l.Examples) {
		more = "…"
	}
	place := ""
	if l.Sheet != "" {
		place = "工作表“" + l.Sheet + "”"
	}
	return fmt.Sprintf("%s第 %s%s 行是%s，不是数据，没有读取（%d 行）", place, strings.Join(rows, "、"), more, l.Reason.Name(), l.Rows)
}

// maxExamples is the number of row numbers kept for each reason.
const maxExamples = 10

// AddLeft counts a line that is no data.
func AddLeft(all []LeftOut, sheet string, why Reason, row int) []LeftOut {
	for i := range all {
		if l := &all[i]; l.Sheet == sheet && l.Reason == why {
			if l.Rows++; len(l.Examples) < maxExamples {
				l.Examples = append(l.Examples, row)
			}
			return all
		}
	}
	return append(all, LeftOut{Sheet: sheet, Reason: why, Rows: 1, Examples: []int{row}})
}

var (
	pageText = regexp.MustCompile(
		`^([-—(]?第?[0-9一二三四五六七八九十]+页?[-—)]?[,;/、]?(共|总)[0-9一二三四五六七八九十]+页[)]?|[-—(]?第[0-9一二三四五六七八九十]+页[-—)]?|[0-9]+/[0-9]+页?|共[0-9]+页([,、]?第[0-9]+页)?|page[0-9]+(of|/)?[0-9]*|[-—]+[0-9]+[-—]+|\(?(续表|接上页|转下页|续上表|接下页|上接第?[0-9]*页)[0-9一二三四五]*\)?)$`)
	sumWord = regexp.MustCompile(
		`^(本页|本表|本县|全县|全市|全省|以上|各项|本乡|本乡镇|其中)?(合计|小计|总计|共计|累计|总和|汇总)(数|金额|项目数?|\(.{1,12}\))?[:：]?`)
	sumCount = regexp.MustCompile(
		`^(共|计|约|合计|小计|总计|共计)*[:：]?[-+]?[0-9][0-9,]*(\.[0-9]+)?(万|亿)?(项|个|条|家|户|元|万元|亿元|人|台|套|件|份|篇|%|人次|页|行)?$`)
	sumInWords = regexp.MustCompile(`^(大写|人民币|[:：])*[零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾百佰千仟万亿元圆角分整正]{2,}$`)
	exampleRow = regexp.MustCompile(`^\(?(例|示例|样例|范例|例如|举例|填写示例|填报示例|填写范例|示例行)[0-9一二三四五]?\)?[:：]?$`)
	noteText   = regexp.MustCompile(
		`^\(?(注|备注|说明|附注|附|附件|填表说明|填报说明|填写说明|编制说明|填表要求|填报要求|填写要求|填表须知|注意事项|温馨提示|提示|特此说明|备注说明|表注)[0-9一二三四五]*[:：.、)]|^(填表说明|填报说明|填写说明|填表要求|填报要求|填写要求|注意事项|填表须知)$`)
	noteStart = regexp.MustCompile(`^(注|备注|说明|附注)[0-9一二三四五]*$`)
	signLabel = regexp.MustCompile(
		`^\(?(单位|部门|科室|企业|主管|分管|主要|主管部门|主管单位|推荐单位)?(制表|填表|填报|填写|审核|复核|审批|校对|经办|负责|汇总|报送|上报|统计|联系|联络|制单|录入)(人|员|单位|部门|日期|时间|电话|方式|人员|人电话|单位负责人)?(签名|签字|签章|盖章|\(.{0,8}\))*[:：]`)
	signWord = regexp.MustCompile(
		`^\(?(单位|企业|部门|推荐单位|主管部门|主管单位|科技局|填报单位)?(意见|\(?(盖章|公章|签章|签字|签名|印章)\)?|负责人|领导|法人代表|法定代表人|日期|电话|联系电话|手机|传真|年月日|负责人签字|领导签字)+(\(.{1,10}\))?[:：]|^\(?(单位|部门|企业)?\(?(盖章|公章|签章|签字)\)?$`)
	dateLine = regexp.MustCompile(
		`^(日期|时间|填表日期|填报日期|填报时间|制表日期|制表时间)?[:：]?([0-9]{2,4}|_+|二[〇○0]..)?年([0-9]{0,2}|[一二三四五六七八九十]{1,2})月(([0-9]{0,2}|[一二三四五六七八九十]{1,3})日)?$`)
	sectMark = regexp.MustCompile(
		`^([一二三四五六七八九十百]{1,4}[、.．:：]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十0-9]{1,3}(部分|类|章|节|组|批)|[ⅠⅡⅢⅣⅤⅥIVX]{1,4}[、.．])`)
	sectOnly   = regexp.MustCompile(`^([一二三四五六七八九十]{1,3}|\([一二三四五六七八九十]{1,3}\)|[ⅠⅡⅢⅣⅤⅥ])$`)
	tableTitle = regexp.MustCompile(`(征集|汇总|需求|成果|登记|统计|申报|情况|明细)表(\(.{1,10}\))?$|(清单|一览表|台账)$`)
	askWords   = regexp.MustCompile(`(请|须|应于|应当|以上|本表|此表|报送|填写|填报|盖章|一式|不得|严禁|截止|前报|无正文|联系电话|为准|涉密)`)
)
