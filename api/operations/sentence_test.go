package operations

import (
	"testing"
)

func TestSentenceOfAFailure(t *testing.T) {
	for failure, want := range map[string]string{
		"": "", "unavailable: search-unavailable: 搜索引擎连不上。: dial tcp: refused": "搜索引擎连不上。",
		"panic: index out of range": "处理时出错，程序没有给出中文说明；重试仍失败时，请把技术细节交给维护人员。",
	} {
		if got := sentence(failure); got != want {
			t.Errorf("%q: %q", failure, got)
		}
	}
}
