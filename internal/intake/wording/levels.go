package wording

import (
	"regexp"
	"slices"
	"strings"

	"kebang/internal/fault"
)

// Level is the meaning of a 密级 for a row.
type Level int

// The levels.
const (
	Public    Level = iota // as public
	Protected              // 商业秘密: a draft whose text only the parties of a deal read
	Secret                 // 内部, 工作秘密 and state secrets: nothing is stored (保密法 art. 30, 工作秘密 likewise)
)

var secrecyWords = map[Level]map[string]bool{
	Public: Set("", "无", "非密", "非涉密", "不涉密", "不涉及", "公开", "一般", "普通", "主动公开", "可公开", "可以公开", "同意公开", "否", "不保密",
		"无密级", "无需保密", "无密", "没有", "暂无", "无保密要求", "无要求", "无涉密", "没有保密要求", "不存在", "全部公开", "对外公开", "社会公开", "向社会公开",
		"不需要保密", "/", "-", "—"),
	Protected: Set("商业秘密", "商业机密", "商密", "企业秘密", "企业机密", "技术秘密", "保密", "需保密", "需要保密", "不公开", "不予公开", "暂不公开", "依申请公开",
		"部分公开"),
	Secret: Set("内部", "内部资料", "内部文件", "内部材料", "内部使用", "内部掌握", "内部公开", "仅供内部使用", "仅限内部", "工作秘密", "秘密", "机密", "绝密",
		"国家秘密", "涉密", "核心秘密", "重要秘密", "敏感", "受控"),
}

var (
	mark         = regexp.MustCompile(`(绝密|机密|秘密)\s*[★☆]|[★☆]\s*(绝密|机密|秘密)`)
	markTail     = regexp.MustCompile(`(级)?[★☆*]?\(?(\d+年|长期|\d+个月)?\)?[★☆*]?$`)
	secrecyTitle = regexp.MustCompile(`密级|涉密|定密|(秘密|保密)(等级|级别|程度|情况|要求)|是否(保密|涉密)|secrecy`)
	// internalOnly is a cell that marks the whole as internal.
	internalOnly = regexp.MustCompile(
		`^[(\[【]?(仅供|限)?内部(资料|文件|材料|使用|掌握|参考)?[,;:!。、.-]?((请)?(注意|妥善)保[存管]|(请勿|不得|严禁|禁止|切勿|不要|不准|谢绝)(外传|公开|转发|扩散|上网|复制|翻印).{0,8})[!。)\]】]*$|^[(\[【]?(仅供|限)?内部(资料|文件|材料|使用|掌握)[!。)\]】]*$`)
	// nameMark is the mark in the name of a file or a sheet, between other words.
	nameMark = regexp.MustCompile(
		`(^|[\s_\-—.·（(【\[])(绝密|机密|秘密|内部|内部资料|内部文件|内部材料|内部使用|工作秘密|国家秘密|涉密)级?($|[\s_\-—.·）)】\]])`)
	ofState    = regexp.MustCompile(`(涉及|属于?|含有|包含|系|为|是)(国家秘密|工作秘密|军事秘密)|(国家秘密|工作秘密)事项`)
	notOfState = regexp.MustCompile(`不|未|无|没|非|勿|禁|否|若|如|凡|请`)
	said       = regexp.MustCompile(`(?:密级|秘密等级|保密等级|保密级别|涉密等级)(?:及期限|和保密期限)?\s*[:：]\s*([^\s，,。；;）)】]+)`)
)

// LevelOf judges a cell under a heading of secrecy. An unknown word counts as secret: a refused row can be uploaded
// again, but a stored one cannot be taken back.
func LevelOf(heading, v string) Level {
	if IsMarked(v) {
		return Secret
	}
	w := strings.Trim(Fold(Ticked(v)), "《》“”\"'。、，,;；:：")
	if w == "是" || w == "√" || w == "y" || w == "yes" || w == "■" {
		if strings.Contains(heading, "涉密") {
			return Secret
		}
		return Protected
	}
	for _, word := range []string{w, markTail.ReplaceAllString(w, "")} {
		for _, level := range []Level{Public, Protected, Secret} {
			if secrecyWords[level][word] {
				return level
			}
		}
	}
	if tradeWords.MatchString(w) && !stateWords.MatchString(w) {
		return Protected // 技术参数需保密, 核心商密
	}
	return Secret
}

// longestLevel is the most bytes of a word of 密级 with its mark and term.
const longestLevel = 200

// BareLevel is a cell of 密级 without its mark and term: 秘密 of 秘密★10年. A longer text is no such word.
func BareLevel(cell string) string {
	w := Fold(cell)
	if len(w) > longestLevel {
		return w
	}
	return markTail.ReplaceAllString(w, "")
}

// IsLevel reports whether a cell is a word of 密级 with any meaning.
func IsLevel(cell string) bool {
	w := BareLevel(cell)
	return secrecyWords[Public][w] || secrecyWords[Protected][w] || secrecyWords[Secret][w]
}

// IsSecretWord reports whether a cell is a word of 密级 that forbids storing the row.
func IsSecretWord(cell string) bool { return secrecyWords[Secret][BareLevel(cell)] }

// IsMarked reports whether a text bears a secrecy mark, such as 机密★.
func IsMarked(text string) bool { return mark.MatchString(text) }

// IsInternal reports whether a cell marks the whole as internal.
func IsInternal(cell string) bool {
	return strings.Contains(cell, "内") && internalOnly.MatchString(Fold(cell))
}

// NamesMark reports whether the name of a file or a sheet bears a mark.
func NamesMark(name string) bool { return mark.MatchString(name) || nameMark.MatchString(name) }

// LevelIn is the word behind 密级： in a cell; empty without one.
func LevelIn(cell string) string {
	if !strings.Contains(cell, "密") {
		return ""
	}
	if m := said.FindStringSubmatch(cell); m != nil {
		return m[1]
	}
	return ""
}

var (
	tradeWords = regexp.MustCompile(`保密|商业秘密|商密|企业秘密|技术秘密|不公开|不宜公开|不便公开|依申请`)
	stateWords = regexp.MustCompile(`国家|工作秘密|机密|绝密|内部|涉密|[^业术]秘密|^秘密`)
)

// IsSecrecyHeading reports whether a cell is a heading of 密级.
func IsSecrecyHeading(cell string) bool {
	full, bare := CutHeading(cell)
	if !strings.Contains(full, "密") && !strings.Contains(bare, "secrecy") && !strings.Contains(full, "secrecy") {
		return false
	}
	if IsLevel(cell) || IsMarked(cell) { // 绝密级 and 不涉密 are values
		return false
	}
	return len([]rune(bare)) <= 12 && (secrecyTitle.MatchString(bare) ||
		secrecyTitle.MatchString(full) && len([]rune(full)) <= 24) && !said.MatchString(cell)
}

// ErrMarked refuses a whole file. Its sentence quotes nothing from the file.
var ErrMarked = fault.Of(fault.Invalid, fault.T("file-secret",
	"文件的名称、标题或表格外的文字带有密级或“内部”标志。涉密信息和工作秘密不得上传本平台，文件没有保存；请按保密规定处理，只上传不涉密的内容。",
	"The name, a title or a line of the file bears a secrecy mark. Classified and internal information must not be "+
		"uploaded here; the file was not kept."))

// ErrUnparted refuses a file whose secret rows were noticed only during reading. Nothing of it may be kept then.
var ErrUnparted = fault.Of(fault.Invalid, fault.T("file-secret-rows",
	"文件里有标为内部、工作秘密或国家秘密的内容，不能只去掉这一部分，文件没有保存。涉密信息和工作秘密不得上传本平台；请删去这些内容后再上传。",
	"The file holds classified or internal information that cannot be taken out by itself; the file was not kept. "+
		"Such information must not be uploaded here; remove it and upload again."))

// MarksPages reports whether the head or foot of a page bears a mark.
func MarksPages(text string) bool {
	return IsMarked(text) || IsInternal(text) ||
		slices.ContainsFunc(strings.Fields(text), func(w string) bool { return IsSecretWord(w) || IsInternal(w) })
}

// HoldsSecret reports whether a text declares a state or work secret. 不涉及国家秘密 does not.
func HoldsSecret(text string) bool {
	if !strings.Contains(text, "秘密") {
		return false
	}
	for _, m := range ofState.FindAllStringIndex(text, -1) {
		before := []rune(text[:m[0]])
		if !notOfState.MatchString(string(before[max(0, len(before)-6):])) {
			return true
		}
	}
	return false
}
