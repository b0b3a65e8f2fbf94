package challenges_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/workday"
)

type object = map[string]any

// bench is a server with a mill that asks, two teams and a partner. Persons sign in anew for each request, because the
// clock moves by weeks.
type bench struct {
	*apitest.Server
	partner string // id of the partner's organisation
}

// The persons of the bench, by the names they sign in with.
const (
	mill, officer      = "enterprise.zhenkang", "officer.zhenkang"
	college, academy   = "college", "academy"
	workshop, approver = "workshop", "approver.zhenkang"
)

func newBench(t *testing.T) *bench {
	ts := apitest.New(t)
	b := &bench{Server: ts}
	b.day("2026-03-02")
	for _, role := range []actor.Role{actor.Enterprise, actor.Officer, actor.Approver} {
		ts.As(apitest.Zhenkang, role)
	}
	ts.Verify(ts.Org.ID)
	ts.Unit("滇西农业学院", college, party.InstituteOrg, actor.Institute)
	ts.Unit("临沧科学院", academy, party.InstituteOrg, actor.Institute)
	b.partner, _ = ts.Unit("南汀机械厂", workshop, party.EnterpriseOrg, actor.Enterprise)
	return b
}

// day moves the clock to nine in the morning in Shanghai.
func (b *bench) day(d workday.Date) { b.SetClock(time.UnixMilli(d.StartMS() + 9*3600_000)) }

// move takes a step on a record with its newest revision.
func (b *bench) move(login, path, step string, body object) apitest.Response {
	b.T.Helper()
	if body == nil {
		body = object{}
	}
	return b.Move(b.SignIn(login), path, step, body).Want(200, "")
}

// object takes a step on an objection, which is read in the list of its notice.
func (b *bench) object(login, path, step string, rev string, body object) {
	b.T.Helper()
	if body == nil {
		body = object{}
	}
	b.Do("POST", path+"/"+step, b.SignIn(login), body, "If-Match", rev).Want(200, "")
}

// post makes a record and gives its path.
func (b *bench) post(login, path string, body object) string {
	b.T.Helper()
	id := b.Do("POST", path, b.SignIn(login), body).Want(201, "").Str("id")
	return "/" + path[strings.LastIndex(path, "/")+1:] + "/" + id
}

func (b *bench) get(login, path string) apitest.Response {
	b.T.Helper()
	return b.Do("GET", path, b.SignIn(login), nil).Want(200, "")
}

func terms() object {
	return object{"title": "蔗渣低温脱水与造粒", "kind": "research", "problem": "technical", "industry": "0104",
		"why": "每年三万吨蔗渣堆放发霉，只能低价卖掉。", "text": "把压榨后含水五成的蔗渣降到一成五以下，能耗不高于现有烘干的一半。",
		"indicators": []object{{"metric": "含水率", "op": "<=", "value": "15", "unit": "%", "method": "GB/T 28731"}},
		"mode":       "open", "choosing": "direct", "least": 2, "ownFen": 120_000_000, "deadline": "2026-04-10",
		"finish": "2027-06-30", "ip": "双方共有", "contact": object{"name": "陈工", "phone": "13800000001"}}
}

// public are terms with public money, and the decisions on the chosen team.
func public(links ...string) (object, []object) {
	t := terms()
	t["publicFen"], t["budget"], t["least"], t["choosing"] = 50_000_000, "lines", 1, "negotiated"
	rule := object{"days": 5, "kind": "workdays", "source": "县揭榜挂帅项目管理办法第九条"}
	var chain []object
	for _, l := range links {
		chain = append(chain, object{"kind": l, "body": "县政府常务会议", "rule": rule})
	}
	return t, chain
}

// posted is an open challenge of the mill.
func (b *bench) posted(terms object, chain []object) string {
	b.T.Helper()
	c := b.post(mill, "/challenges", object{"terms": terms})
	b.move(mill, c, "submit", nil)
	b.move(officer, c, "publish", object{"chain": chain})
	return c
}

// handed is a bid of a team that was handed in.
func (b *bench) handed(login, challenge string) string {
	b.T.Helper()
	bid := b.post(login, challenge+"/bids", object{})
	b.move(login, bid, "submit", object{"scheme": b.scheme(login), "pledged": true})
	return bid
}

func (b *bench) scheme(login string) object {
	return object{"answers": []object{{"promise": "12 %", "evidence": "中试记录"}}, "plan": "热泵带式低温烘干，后接环模造粒。",
		"ownFen": 120_000_000, "ip": "双方共有", "intent": b.PDF(b.SignIn(login), "意向协议")}
}

// notice is the notice that waits to be posted.
func (b *bench) notice() string {
	b.T.Helper()
	r := b.get(officer, "/notices?state=draft&market="+apitest.Zhenkang)
	return "/notices/" + r.At("items").([]any)[0].(object)["id"].(string)
}

// late closes the bidding.
func (b *bench) late(day workday.Date) {
	b.T.Helper()
	b.day(day)
	if _, err := b.Challenges.Close(context.Background()); err != nil {
		b.T.Fatal(err)
	}
}

// chosen qualifies a bid and chooses it.
func (b *bench) chosen(bid string) {
	b.T.Helper()
	var relations []object
	for _, kind := range []string{"sameUnit", "legalRep", "shares", "controller"} {
		relations = append(relations, object{"kind": kind, "verdict": "no", "source": "国家企业信用信息公示系统",
			"on": "2026-04-11"})
	}
	b.move(officer, bid, "qualify", object{"examination": object{"relations": relations}})
	b.move(mill, bid, "choose", object{"reason": "能耗承诺最低，且有中试装置。"})
}

var reason = object{"reason": "核对后发现与申报材料不符，见记录。"}

// TestOwnMoneyOverHTTP walks a challenge of own money through its steps: taken back, returned, corrected, extended,
// chosen twice and accepted. Others end as cancelled, not passed and terminated.
func TestOwnMoneyOverHTTP(t *testing.T) {
	b := newBench(t)
	c := b.post(mill, "/challenges", object{"terms": terms()})
	r := b.get(mill, c)
	b.Do("PUT", c, b.SignIn(mill), object{"terms": terms()}, "If-Match", r.Header.Get("ETag")).Want(200, "")
	b.move(mill, c, "submit", nil)
	b.move(mill, c, "take-back", nil)
	b.move(mill, c, "submit", nil)
	b.move(officer, c, "return", reason)
	b.move(mill, c, "submit", nil)
	b.move(officer, c, "publish", nil)
	b.Do("GET", "/challenges/feed.atom", "", nil).Want(200, "")
	b.Do("GET", c+"/deadline.ics", "", nil).Want(200, "")
	b.move(officer, c, "correct", object{"terms": terms(), "reason": "指标的测试方法写明标准号。"})
	b.move(officer, c, "extend", object{"deadline": "2026-04-17", "reason": "报名单位要求延长。"})
	b.move(officer, c, "lower-least", object{"least": 1, "reason": "本地从业单位少。"})

	bid := b.post(college, c+"/bids", object{})
	scheme := b.scheme(college)
	scheme["partners"] = []object{{"id": b.partner, "name": "南汀机械厂"}}
	r = b.get(college, bid)
	b.Do("PUT", bid, b.SignIn(college), object{"scheme": scheme}, "If-Match", r.Header.Get("ETag")).Want(200, "")
	b.Do("POST", bid+"/confirm", b.SignIn(workshop), nil).Want(200, "")
	b.move(mill, bid, "talk", object{"talk": object{"on": "2026-03-02", "people": "陈工、周教授", "text": "看了压榨车间。"}})
	submit := object{"scheme": scheme, "pledged": true}
	b.move(college, bid, "submit", submit)
	b.move(college, bid, "withdraw", nil)
	b.move(college, bid, "submit", submit)
	other := b.handed(academy, c)

	fails, ends := b.posted(terms(), nil), b.posted(terms(), nil)
	var bids []string
	for _, x := range []string{fails, ends} {
		bids = append(bids, b.handed(college, x))
		b.handed(academy, x)
	}
	b.late("2026-04-18")
	if n := len(b.get(mill, c+"/bids").At("items").([]any)); n != 2 {
		t.Errorf("the asker reads %d bids", n)
	}
	b.move(officer, other, "refuse", object{"check": "papers", "reason": "缺少中试记录。"})
	b.move(academy, other, "object", object{"reason": "中试记录已在附件三。"})
	b.chosen(bid)
	b.move(officer, c, "reopen", object{"reason": "发榜方请求重新选择。"})
	b.move(mill, bid, "choose", object{"reason": "复核后仍为最优。"})
	agree := func(c string) {
		b.move(mill, c, "agree", object{"agreement": object{"scan": b.PDF(b.SignIn(mill), "协议"), "signed": "2026-04-18",
			"content": "低温脱水与造粒", "targets": "含水率", "delivery": "2027-06-30 前", "money": "自筹120万元",
			"property": "双方共有"}})
	}
	agree(c)
	b.move(officer, c, "prolong", object{"finish": "2027-09-30", "reason": "榨季推迟。"})
	evidence := []object{{"measured": "14 %", "proof": "检测报告〔2027〕3号", "met": true}}
	b.move(mill, c, "accept", object{"evidence": evidence})
	for i, x := range []string{fails, ends} {
		b.chosen(bids[i])
		agree(x)
	}
	evidence[0]["met"] = false
	b.move(mill, fails, "fail", object{"reason": "含水率未达到。", "evidence": evidence})
	b.move(mill, ends, "terminate", object{"reason": "双方同意终止。"})

	draft := b.post(mill, "/challenges", object{"terms": terms()})
	b.move(mill, draft, "cancel", object{"reason": "不再需要。"})
	for path, state := range map[string]string{c: "accepted", fails: "notPassed", ends: "terminated",
		draft: "cancelled"} {
		if got := b.get(mill, path).Str("state"); got != state {
			t.Errorf("%s is %s, want %s", path, got, state)
		}
	}
	b.get(mill, c+"/history")
	b.get(college, bid+"/history")
	b.get(college, "/bids")
}

// TestPublicMoneyOverHTTP: the terms are shown before they open, and the choice follows its chain. A notice, its
// objections and decisions lead it on or back.
func TestPublicMoneyOverHTTP(t *testing.T) {
	b := newBench(t)
	money, chain := public("argument", "publicity", "ratification")
	shown := b.post(mill, "/challenges", object{"terms": money})
	b.move(mill, shown, "submit", nil)
	b.move(officer, shown, "announce", object{"chain": chain, "rule": chain[1]["rule"]})
	c := b.posted(money, chain)
	bid := b.handed(college, c)
	posting := object{"place": "县政府门户网站", "address": "https://www.example.gov.cn/7.html", "first": "2026-03-02"}
	first := b.notice()
	b.move(officer, first, "post", posting)
	posting["reason"] = "网址改正。"
	b.move(officer, first, "correct", posting)
	var objections []string
	for range 3 {
		objections = append(objections, b.post(college, first+"/objections",
			object{"name": "滇西农业学院", "contact": "0883-1234567", "text": "指标的测试方法没有写明标准号。"}))
	}
	b.get(officer, first+"/objections")
	b.get(officer, first+"/paper.docx")
	b.get(officer, first+"/paper.html")
	b.get(college, "/objections")
	b.object(officer, objections[0], "accept", `"1"`, nil)
	b.object(officer, objections[0], "answer", `"2"`, object{"outcome": "upheld", "answer": "采纳，已更正。"})
	b.object(officer, objections[1], "dismiss", `"1"`, object{"reason": "没有事实依据。"})
	b.object(officer, objections[2], "take-back", `"1"`, object{"reason": "异议人撤回。"})
	b.day("2026-03-20")
	b.move(officer, first, "end", object{"closing": "公示期满，异议已答复。"})

	b.late("2026-04-11")
	b.chosen(bid)
	decide := func(step string) {
		t.Helper()
		d := "/decisions/" + b.get(officer, "/decisions?state=asked").At("items").([]any)[0].(object)["id"].(string)
		b.get(approver, d)
		b.move(officer, d, step, object{"body": "县政府第9次常务会议", "on": "2026-04-11", "document": "〔2026〕9号会议纪要",
			"reason": "见纪要"})
	}
	again := func() { b.move(mill, bid, "choose", object{"reason": "复核后仍为最优。"}) }
	decide("send-back")
	again()
	decide("refuse")
	again()
	decide("approve")
	b.move(officer, b.notice(), "withdraw", object{"reason": "拟揭榜单位有变。"})
	if state := b.get(mill, c).Str("state"); state != "closed" {
		t.Errorf("after the notice was withdrawn: %s", state)
	}
}

// TestNoticeOfItsOwnOverHTTP: an officer writes a notice that follows no challenge.
func TestNoticeOfItsOwnOverHTTP(t *testing.T) {
	b := newBench(t)
	body := object{"title": "成果奖励公示", "text": "拟对下列人员给予奖励。",
		"rule": object{"days": 15, "kind": "natural", "source": "促进科技成果转化法第十八条"}}
	n := b.post(officer, "/notices", body)
	r := b.get(officer, n)
	b.Do("PUT", n, b.SignIn(officer), body, "If-Match", r.Header.Get("ETag")).Want(200, "")
}

// TestIntegrityOverHTTP: a decision on dishonesty is entered and lifted.
func TestIntegrityOverHTTP(t *testing.T) {
	b := newBench(t)
	record := b.post(officer, "/integrity", object{"uscc": "12530900DEM0DEMB2A", "name": "某研究所", "body": "省科学技术厅",
		"document": "〔2026〕3号", "on": "2026-02-01", "until": "2029-01-31"})
	b.Do("POST", record+"/lift", b.SignIn(officer), object{"on": "2026-03-01", "reason": "省科学技术厅撤销原决定。"}).Want(200, "")
	b.get(officer, "/integrity")
}
