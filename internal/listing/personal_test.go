package listing

import (
	"kebang/internal/disclosure"
	"testing"
)

func TestPersonalNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"联系电话 13800000000 王某": "手机号", "手机：138-0000-0000": "手机号", "加微信１３８００００００００": "手机号", "电话0883-6630000": "座机号",
		"010-88888888": "座机号", "400-800-1234": "座机号",
		"身份证110101199003070097": "身份证号", "账号 6222021234567890128": "银行卡号",
		"专利号 ZL202510000001.1": "", "统一社会信用代码91530924MA0000001X": "", "2026-03-01": "", "产能 13800000000 件": "手机号",
		"合同登记编号2026530924000101": "", "温度 20-30 度": "", "110101199013070097": "", "": "",
	} {
		c := DemandContent{Common: Common{Title: "甲", Text: text}}
		got := ""
		if found := PersonalNumbers(&c); len(found) > 0 {
			got = found[0].Kind
			if found[0].Field != "text" || len(found[0].Text) < 6 {
				t.Errorf("%+v", found)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	closed := DemandContent{Common: Common{Title: "甲", Text: "13800000000", Levels: Levels{"text": disclosure.Members}}}
	closed.Contact.Phone, closed.Detail = "13800000000", "13800000000"
	if found := PersonalNumbers(&closed); len(found) > 0 {
		t.Errorf("fields that are not public: %v", found)
	}
}
