package text

import (
	"strings"
	"testing"
)

func TestNegated(t *testing.T) {
	for text, want := range map[string]bool{"非|离子": true, "阴|离子": false, "无|糖酸奶": true, "避免|糖化": false, "不|锈钢": true,
		"免|耕": true, "并不|糖": false, "南非|茶": false, "|糖": false} {
		before, after, _ := strings.Cut(text, "|")
		if got := Negated(before+after, len(before)) > 0; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
