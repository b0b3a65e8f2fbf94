package quantity

import (
	"strings"
	"testing"
)

// TestClaims joins claims by ";" and marks an open one with "?".
func TestClaims(t *testing.T) {
	for _, tt := range []struct{ rule, text, want string }{
		{"the subject's own value", "本工艺收率95%。", "收率＝95%"},
		{"a clause on another process", "传统工艺收率85%，本工艺收率95%。", "收率＝95%"},
		{"another process in an earlier clause", "传统工艺中，收率为85%。", ""},
		{"another process that is turned away from", "与传统工艺相比，收率为85%。", "收率＝85%"},
		{"another process that is surpassed in the clause", "收率85%优于传统工艺。", "收率＝85%"},
		{"another process in an earlier sentence", "传统工艺能耗高。收率为85%。", "收率＝85%"},
		{"another process, but the value has an owner", "传统工艺中，设备的收率为85%。", "收率＝85%"},
		{"a unit nobody knows", "色值≥150XYZ，收率95%。", "收率＝95%"},
		{"a value without a name", "不低于5%。", ""},
		{"the words of the old value are not those of the new one", "收率由原来的45%提高到60%。", "收率≥60%"},
		{"the same, with a foreign word before both", "传统设备落后，收率从45%提高到60%。", ""},
		{"a denial", "收率无法稳定在95%。", ""},
		{"a question", "收率95%？", ""},
		{"a question in half width", "收率95%?", ""},
		{"a condition before", "当含水率为20%，收率95%。", "收率＝95%"},
		{"a condition behind", "含水率20%时，收率95%。", "收率＝95%"},
		{"the owner is another thing", "甘蔗的糖分14%。", ""},
		{"the owner is the product", "产品的纯度99%。", "纯度＝99%"},
		{"the owner is a product by name", "蔗糖成品的纯度99%。", "纯度＝99%"},
		{"the owner is half a product", "半成品的纯度99%。", ""},
		{"the owner is a by-product", "副产品的纯度99%。", ""},
		{"another batch decides nothing", "另一批次纯度98%。", "纯度＝98%?"},
		{"a hope in the clause", "有望使收率达到95%。", "有望使收率≥95%?"},
		{"a hope in an earlier clause", "力争在两年内，收率达到95%。", "收率≥95%?"},
		{"a recommendation in an earlier clause is of something else", "建议干燥，收率达到95%。", "收率≥95%"},
		{"about, a tenth to either side", "收率约95%。", "收率≈95%"},
		{"at best", "收率最高可达95%。", "收率≈95%?"},
		{"two values of one thing", "收率95%以上，经98%。", "收率≥95%?"},
		{"two bounds of one range", "含水率不高于10%，不低于8%。", "含水率≤10%"},
		{"two values of two kinds", "收率95%，达到30MPa。", "收率＝95%"},
		{"after an improvement", "改进后收率95%。", "收率＝95%"},
		{"after a step of the process", "干燥后收率95%。", "干燥后收率＝95%"},
		{"an improvement on the old process", "与传统工艺相比，能耗降低20%。", "能耗降低＝20%"},
		{"an improvement on a rival", "与国外产品相比，能耗降低20%。", ""},
	} {
		var got []string
		for _, c := range Claims(tt.text) {
			s := c.String()
			if c.Open {
				s += "?"
			}
			got = append(got, s)
			if !strings.Contains(tt.text, c.Sentence) || !strings.Contains(c.Sentence, c.Low.String()) || c.Of != "" {
				t.Errorf("%s: %+v", tt.rule, c)
			}
		}
		if s := strings.Join(got, ";"); s != tt.want {
			t.Errorf("%s: Claims(%q) = %q, want %q", tt.rule, tt.text, s, tt.want)
		}
	}
}

func TestSentence(t *testing.T) {
	far := strings.Repeat("长", 250) // 750 bytes, more than maxSentence
	for _, c := range []struct{ text, word, sentence, clause string }{
		{"先干燥。收率高，纯度99%（优级）；再包装", "99%", "收率高，纯度99%（优级）", "纯度99%"},
		{"纯度99%？是", "99%", "纯度99%？", "纯度99%？"},
		{"纯度99%?", "99%", "纯度99%?", "纯度99%?"},
		{"纯度99%!", "99%", "纯度99%", "纯度99%"},
		{"纯度99%", "99%", "纯度99%", "纯度99%"},
		{far + "99%" + far, "99%", strings.Repeat("长", 200) + "99%" + strings.Repeat("长", 200),
			strings.Repeat("长", 200) + "99%" + strings.Repeat("长", 200)},
		{"。" + strings.Repeat("a", 598) + "99%" + strings.Repeat("b", 598) + "。", "99%",
			strings.Repeat("a", 598) + "99%" + strings.Repeat("b", 598), strings.Repeat("a", 598) + "99%" +
				strings.Repeat("b", 598)},
	} {
		at := strings.Index(c.text, c.word)
		sentence, clause := Sentence(c.text, at, at+len(c.word))
		if sentence != c.sentence || clause != c.clause {
			t.Errorf("%.60q: sentence %q, clause %q; want %q, %q", c.text, sentence, clause, c.sentence, c.clause)
		}
	}
}

func TestJudge(t *testing.T) {
	const req = ">= 90 %"
	for _, tt := range []struct {
		rule   string
		claims []string // "?" marks an open claim
		want   Verdict
		at     int
	}{
		{"nothing is claimed", nil, Unknown, -1},
		{"a claim decides", []string{"= 95 %"}, Met, 0},
		{"an open claim decides nothing", []string{"?= 95 %"}, Unknown, 0},
		{"an open claim that agrees", []string{"?= 96 %", "= 95 %"}, Met, 1},
		{"an open claim that contradicts", []string{"?= 80 %", "= 95 %"}, Unknown, 1},
		{"an open 最高可达 that contradicts", []string{"= 95 %", "?≈ 80 %"}, Unknown, 0},
		{"a claim of another dimension says nothing", []string{"= 5 MPa", "= 95 %"}, Met, 1},
		{"two claims that agree: the first", []string{"= 95 %", "= 96 %"}, Met, 0},
		{"two claims that disagree", []string{"= 95 %", "= 80 %"}, Unknown, 0},
		{"a failure after a bound that falls short", []string{">= 80 %", "= 70 %"}, Unmet, 1},
		{"a bound that falls short after a failure", []string{"= 70 %", ">= 80 %"}, Unmet, 0},
		{"a bound that falls short, and success", []string{">= 80 %", "= 95 %"}, Unknown, 0},
	} {
		var claims []Claim
		for _, c := range tt.claims {
			text, open := strings.CutPrefix(c, "?")
			claims = append(claims, Claim{Measure: line(t, text), Open: open})
		}
		if got, at := Judge(line(t, req), claims); got != tt.want || at != tt.at {
			t.Errorf("%s: %q by claim %d, want %q by %d", tt.rule, got, at, tt.want, tt.at)
		}
	}
}

func TestAsWanted(t *testing.T) {
	for text, want := range map[string]string{
		"收率95%": "收率≥95%", "含水率12%": "含水率≤12%", "长度5mm": "长度＝5mm", "收率等于95%": "收率＝95%", "能耗降低20%": "能耗降低≥20%",
		"含水率不超过12%": "含水率≤12%", "约200℃": "", "收率约95%": "", "色值≥150XYZ": "", "≥5%": "",
	} {
		got := ""
		if w, ok := Parse(text)[0].AsWanted(); ok {
			got = w.String()
		}
		if got != want {
			t.Errorf("%s is wanted as %q, want %q", text, got, want)
		}
	}
}

func TestProcess(t *testing.T) {
	for metric, want := range map[string]bool{"温度": true, "pH值": true, "出口温度": false, "纯度": false, "": false} {
		if Process(metric) != want {
			t.Errorf("Process(%q) = %v", metric, !want)
		}
	}
}
