package challenges_test

import (
	"testing"

	"kebang/api/apitest"
)

// TestPayoutOverHTTP: public money is asked for when its milestone passed, goes through its chain and is recorded as
// paid. Before that both are refused.
func TestPayoutOverHTTP(t *testing.T) {
	b := newBench(t)
	money, chain := public("publicity", "ratification")
	money["stages"] = []object{{"title": "中试", "due": "2026-12-31"}}
	money["payments"] = []object{{"when": "effective", "fen": 120_000_000},
		{"when": "milestone", "milestone": 1, "fen": 50_000_000, "public": true}}
	c := b.post(mill, "/challenges", object{"terms": money})
	b.move(mill, c, "submit", nil)
	b.move(officer, c, "publish", object{"chain": chain, "payChain": []object{{"kind": "examination", "body": "县财政局"}}})
	bid := b.handed(college, c)
	b.handed(academy, c)
	b.late("2026-04-11")
	b.chosen(bid)
	decide := func(step string) {
		t.Helper()
		d := "/decisions/" + b.get(officer, "/decisions?state=asked").At("items").([]any)[0].(object)["id"].(string)
		b.move(officer, d, step, object{"body": "县政府第9次常务会议", "on": "2026-04-11", "document": "〔2026〕9号会议纪要",
			"reason": "见纪要"})
	}
	n := b.notice()
	b.move(officer, n, "post", object{"place": "县政府门户网站", "address": "https://www.example.gov.cn/7.html",
		"first": "2026-04-11"})
	b.day("2026-04-27")
	b.move(officer, n, "end", object{"closing": "公示期满无异议。"})
	decide("approve")
	b.move(mill, c, "agree", object{"agreement": object{"scan": b.PDF(b.SignIn(mill), "协议"), "signed": "2026-04-27",
		"content": "低温脱水与造粒", "targets": "含水率", "delivery": "2027-06-30 前", "money": "自筹120万元，财政50万元",
		"property": "双方共有"}})
	refused := func(login, step string, body object, status int, code string) {
		t.Helper()
		b.Move(b.SignIn(login), c, step, body).Want(status, code)
	}
	paid := object{"no": 2, "on": "2026-04-27", "document": "县财〔2026〕8号"}
	refused(mill, "apply-payout", object{"no": 2}, 409, "payment-public-early")
	refused(officer, "pay-out", paid, 409, "payment-public-early")
	refused(mill, "pass", object{"no": 1, "on": "2026-04-27"}, 403, "challenge-public-acceptance")
	b.move(officer, c, "pass", object{"no": 1, "on": "2026-04-27", "proof": b.PDF(b.SignIn(officer), "专家意见")})
	b.WantTodos(b.SignIn(mill), "payout-due 蔗渣低温脱水与造粒")
	b.move(mill, c, "apply-payout", object{"no": 2})
	refused(officer, "pay-out", paid, 409, "payout-not-granted")
	decide("approve")
	b.WantTodos(b.SignIn(officer), "payout-granted 蔗渣低温脱水与造粒")
	r := b.move(officer, c, "pay-out", paid)
	payout, _ := r.At("plan").([]any)[1].(object)["payout"].(object)
	if payout["state"] != "paid" || payout["document"] != "县财〔2026〕8号" {
		t.Errorf("paid out as %v", payout)
	}
	b.Do("GET", c, b.As(apitest.Zhenkang, "institute"), nil).Want(200, "")
}
