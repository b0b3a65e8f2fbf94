package kernel

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// TestLanguage: an answer is Chinese unless the request asks for English, and an English one has nothing Chinese.
func TestLanguage(t *testing.T) {
	useChinese()
	full := fault.T("test-full", "已有 %d 条，请%s。", "There are %d; please %s.")
	empty := fault.T("test-empty", "请填写%s。", "Enter the %s.")
	taken := fault.Of(fault.Conflict, full, 3, vocab.Noun("撤回", "take some back")).At("/name", empty,
		vocab.Noun("名称", "title"))
	short := fmt.Errorf("%w", taken)
	p, _ := ProblemOf(short)
	if p.Detail != "已有 3 条，请撤回。" || p.Errors[0].Msg != "请填写名称。" || p.Code != "test-full" || p.Title != "存在冲突" {
		t.Errorf("Chinese: %+v", p)
	}
	en := p.In(vocab.En)
	if en.Detail != "There are 3; please take some back." || en.Errors[0].Msg != "Enter the title." ||
		en.Title != "Conflict" {
		t.Errorf("English: %+v", en)
	}
	if p.Detail != "已有 3 条，请撤回。" || p.Errors[0].Msg != "请填写名称。" {
		t.Errorf("the Chinese problem was changed: %+v", p)
	}
	for status := range classes {
		if e := NewProblem(status).In(vocab.En); strings.ContainsFunc(e.Title+e.Detail,
			func(r rune) bool { return r >= 0x4e00 }) {
			t.Errorf("%d in English: %s %s", status, e.Title, e.Detail)
		}
	}
	for accept, want := range map[string]vocab.Lang{"": vocab.Zh, "zh-CN,zh;q=0.9,en;q=0.8": vocab.Zh, "en": vocab.En,
		" EN-gb": vocab.En, "de": vocab.Zh} {
		if got := languageOf(accept); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
}
