package wording

import (
	"strings"
	"testing"
)

// TestTicked reads boxes as a person ticked them.
func TestTicked(t *testing.T) {
	for cell, want := range map[string]string{
		"转让": "转让", "■技术转让 □合作开发": "技术转让", "☑转让☑许可": "转让、许可", "是√ 否□": "是", "（√）转让 （ ）许可": "转让", "( )转让 (x)许可": "许可",
		"□转让 □许可": "", "方式：■转让 □许可": "转让", "方式：□转让 ■许可": "许可", "■": "■", "□": "", "■□": "", "转让■ 许可□": "转让",
		"■其他____": "其他",
		"■其他：":    "其他", "■，□许可": "",
	} {
		if got := Ticked(cell); got != want {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
	}
}

// TestLevels: a word that nobody knows counts as secret, since what is kept out can be uploaded again.
func TestLevels(t *testing.T) {
	for _, tt := range []struct {
		heading, cell string
		want          Level
	}{
		{"密级", "", Public}, {"密级", "公开", Public}, {"密级", "□机密 ■公开", Public}, {"密级", "商业秘密", Protected},
		{"密级", "技术参数需保密", Protected},
		{"密级", "机密", Secret}, {"密级", "秘密★10年", Secret}, {"密级", "秘密（5年）", Secret}, {"密级", "“内部”", Secret},
		{"密级", "没听过的", Secret},
		{"密级", "国家秘密及商业秘密", Secret}, {"是否涉密", "是", Secret}, {"是否涉密", "否", Public}, {"是否保密", "是", Protected},
		{"是否保密", "√", Protected},
		{"是否保密", "Y", Protected}, {"是否涉密", "yes", Secret}, {"是否涉密", "■", Secret},
	} {
		if got := LevelOf(tt.heading, tt.cell); got != tt.want {
			t.Errorf("%s %q: level %d, want %d", tt.heading, tt.cell, got, tt.want)
		}
	}
	for cell, is := range map[string]bool{"密级": true, "密级及期限": true, "是否涉密": true, "密级：机密": false, "机密": false,
		"不涉密": false, "名称": false,
		"密级" + strings.Repeat("长", 10): true, "密级" + strings.Repeat("长", 11): false, "名称（密级）": true,
		strings.Repeat("长", 12) + "（密级" + strings.Repeat("长", 8) + "）": true,
		strings.Repeat("长", 12) + "（密级" + strings.Repeat("长", 9) + "）": false, strings.Repeat("长", 13) +
			"（密级）": false} {
		if IsSecrecyHeading(cell) != is {
			t.Errorf("%s is a heading of 密级: %v", cell, !is)
		}
	}
	for text, holds := range map[string]bool{"本项涉及国家秘密": true, "不涉及国家秘密": false, "如涉及国家秘密，请勿上传": false, "无": false,
		"不" + strings.Repeat("长", 5) + "涉及国家秘密": false, "不" + strings.Repeat("长", 6) + "涉及国家秘密": true,
		"属工作秘密事项": true, "不涉及国家秘密，但涉及工作秘密": true} {
		if HoldsSecret(text) != holds {
			t.Errorf("%s holds a secret: %v", text, !holds)
		}
	}
	if LevelIn("密级：机密，长期") != "机密" || LevelIn("机密") != "" {
		t.Error("the word behind 密级：")
	}
	for text, marks := range map[string]bool{"机密★": true, "第1页 秘密": true, "内部资料": true, "第1页": false, "内部管理制度": false} {
		if MarksPages(text) != marks {
			t.Errorf("%s marks its page: %v", text, !marks)
		}
	}
	for name, marks := range map[string]bool{"机密★清单.xlsx": true, "清单（秘密）.xlsx": true, "商业秘密清单.xlsx": false,
		"清单_内部.xlsx": true} {
		if NamesMark(name) != marks {
			t.Errorf("%s bears a mark: %v", name, !marks)
		}
	}
}

// TestWordsAsCompared: narrow, lower case, without white space; a long text is no word of 密级.
func TestWordsAsCompared(t *testing.T) {
	if got := Fold("　Ａb （１）ｶ\t密 级\n"); got != "ab(1)カ密级" {
		t.Errorf("compared as %q", got)
	}
	term := func(digits int) string { return "秘密（" + strings.Repeat("1", digits) + "年）" }
	if !IsSecretWord(term(189)) || IsSecretWord(term(190)) {
		t.Error("a word of 密级 has at most 200 bytes")
	}
}

// TestHeadingAsCompared: without marks, numbering, notes in brackets and the words that say whether it must be filled.
func TestHeadingAsCompared(t *testing.T) {
	for cell, want := range map[string][3]string{ // full, bare, stripped
		"*需求名称（必填）": {"需求名称(必填)", "需求名称", "需求名称"}, "需求名称：": {"需求名称", "需求名称", "需求名称"},
		"１、需求名称":  {"1、需求名称", "需求名称", "需求名称"},
		"一、需求 名称": {"一、需求名称", "需求名称", "需求名称"}, "预算（万元": {"预算(万元", "预算", "预算(万元"}, "【预算】": {"【预算】", "", "预算"},
		"★预算":        {"★预算", "★预算", "预算"},
		"预算（万元）（必填）": {"预算(万元)(必填)", "预算", "预算(万元)"}, "、预算": {"、预算", "、预算", "预算"}, "①": {"①", "①", "①"},
		"1.": {"1.", "", "1."}, "一二、预算": {"一二、预算", "预算", "预算"},
		"1234567、长": {"1234567、长", "1234567、长", "1234567、长"}, "甲.乙": {"甲.乙", "甲.乙", "甲.乙"},
	} {
		full, bare := CutHeading(cell)
		if got := [3]string{full, bare, Stripped(cell)}; got != want {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
	}
	for s, is := range map[string]bool{"1.能耗": true, "(2)能耗": true, "一、能耗": true, "能耗1.": false, "100.能耗": false} {
		if IsNumbered(s) != is {
			t.Errorf("%s is numbered: %v", s, !is)
		}
	}
}

// TestIDNumbersAreHidden: the middle of the number of an ID card, and of nothing else.
func TestIDNumbersAreHidden(t *testing.T) {
	for text, want := range map[string]string{
		"530924199003071235": "5309**********1235", "身份证 530924 1990 0307 1235。": "身份证 5309**********1235。",
		"53092419900307123": "53092419900307123", "91530924MA6K000015": "91530924MA6K000015",
		"张某 123456789012345678": "张某 123456789012345678",
	} {
		if got := WithoutIDs(text); got != want {
			t.Errorf("%s is shown as %s, want %s", text, got, want)
		}
	}
	if got := Clip(strings.Repeat("长", 30)); got != strings.Repeat("长", 30) {
		t.Errorf("thirty characters are cut: %s", got)
	}
	if got := Clip(strings.Repeat("长", 31)); got != strings.Repeat("长", 30)+"…" {
		t.Errorf("thirty-one characters: %s", got)
	}
	if Cut("长长", 2) != "长长" || Cut("长长长", 2) != "长…" {
		t.Error("a text is cut to its length")
	}
	if !Short("长长", 2) || !Short("𠮷𠮷", 2) || Short("长长长", 2) || Short("abcdefghi", 2) {
		t.Error("a text is short up to its length")
	}
}

// TestNothing: words that stand for an empty cell, for the one above, and for damage.
func TestNothing(t *testing.T) {
	for s, is := range map[string]bool{"无": true, "/": true, "—": true, "有": false} {
		if IsNothing(s) != is {
			t.Errorf("%s is nothing: %v", s, !is)
		}
	}
	for s, is := range map[string]bool{"同上": true, "（同上）": true, "〃": true, "上": false} {
		if IsDitto(Fold(s)) != is {
			t.Errorf("%s is ditto: %v", s, !is)
		}
	}
	if !IsErrorValue("#REF!") || IsErrorValue("REF") || !IsOverflow("####") || IsOverflow("##") {
		t.Error("damaged cells")
	}
	if got := strings.Join(Words("甲、 乙；；丙/丁"), " "); got != "甲 乙 丙 丁" {
		t.Errorf("words %s", got)
	}
	if got := strings.Join(Lines("①甲。\n；· 乙；丙"), " "); got != "甲。 乙 丙" {
		t.Errorf("lines %s", got)
	}
}
