package wording

import (
	"regexp"
	"strings"
)

// nothings are cells with the meaning of an empty one.
var nothings = map[string]bool{"/": true, "//": true, "\\": true, "-": true, "--": true, "---": true, "—": true,
	"——": true, "–": true, "－": true, "_": true, "__": true, ".": true, "。": true, "*": true, "、": true, "?": true,
	"？": true,
	"无": true, "没有": true, "暂无": true, "暂没有": true, "不详": true, "不清楚": true, "不知道": true, "未知": true, "不限": true,
	"不限制": true, "无限制": true, "无要求": true, "没有要求": true, "无特殊要求": true, "无特别要求": true, "不作要求": true, "不做要求": true,
	"无所谓": true, "未填": true, "空": true, "空白": true, "略": true, "n/a": true, "na": true, "none": true, "null": true,
	"nil": true, "nan": true, "undefined": true, "(空)": true, "(无)": true, "…": true, "……": true, "...": true,
	"......": true, "···": true, "……。": true}

// IsNothing reports whether a cell has the meaning of an empty one: 无, 不限, 不详.
func IsNothing(v string) bool { return nothings[Fold(v)] }

// IsErrorValue reports whether a cell holds an error of Excel, such as #REF!.
func IsErrorValue(v string) bool { return errorValue.MatchString(strings.ToUpper(Fold(v))) }

var (
	errorValue = regexp.MustCompile(
		`^(#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|ERROR!|PYTHON!)|ERR:[0-9]{3})$`)
	overflow = regexp.MustCompile(`^#{3,}$`)
)

// ditto is a cell that repeats the one above.
var ditto = regexp.MustCompile(`^(同上|同前|上同|如上|同上行|同上格|同上一行|同上一格|同上面|同上所述|仝上|仝前|[〃″"“”〞〝々]+|'{2,4}|ditto|do|idem)$`)

// IsDitto reports whether a cell repeats the one above.
func IsDitto(folded string) bool {
	return ditto.MatchString(strings.Trim(folded, "-—–―_~·….。,，、;；:：()（）[]【】"))
}

// IsOverflow reports whether a cell is ####, the export of a column that is too narrow.
func IsOverflow(v string) bool { return overflow.MatchString(v) }
