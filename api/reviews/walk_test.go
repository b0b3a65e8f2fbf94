package reviews_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/workday"
)

type object = map[string]any

// bench is a server with a mill that asks, two teams, four experts and an officer.
type bench struct {
	*apitest.Server
	challenge string   // path
	bids      []string // ids
	review    string   // path
}

// The persons of the bench, by the names they sign in with.
const (
	mill, officer    = "enterprise.zhenkang", "officer.zhenkang"
	college, academy = "college", "academy"
	judge            = "expert.zhenkang"
)

var units = []string{"12100000400002259P", "12100000400000624D", "12530924MB1K00002G", "12530102MB1K00008X"}

// day moves the clock to nine in the morning in Shanghai.
func (b *bench) day(d workday.Date) { b.SetClock(time.UnixMilli(d.StartMS() + 9*3600_000)) }

func (b *bench) move(login, path, step string, body object) apitest.Response {
	b.T.Helper()
	if body == nil {
		body = object{}
	}
	return b.Move(b.SignIn(login), path, step, body).Want(200, "")
}

func (b *bench) post(login, path string, body object) string {
	b.T.Helper()
	return b.Do("POST", path, b.SignIn(login), body).Want(201, "").Str("id")
}

func (b *bench) get(login, path string) apitest.Response {
	b.T.Helper()
	return b.Do("GET", path, b.SignIn(login), nil).Want(200, "")
}

// items are the objects of a list in an answer.
func items(r apitest.Response, keys ...string) (out []object) {
	list, _ := r.At(keys...).([]any)
	for _, x := range list {
		out = append(out, x.(object))
	}
	return out
}

// newBench opens a reviewed challenge with two eligible bids and a pool of four experts, one with an account.
func newBench(t *testing.T, rules object) *bench {
	ts := apitest.New(t)
	b := &bench{Server: ts}
	b.day("2026-03-02")
	for _, role := range []actor.Role{actor.Enterprise, actor.Officer, actor.Expert} {
		ts.As(apitest.Zhenkang, role)
	}
	ts.Verify(ts.Org.ID)
	ts.Unit("滇西农业学院", college, party.InstituteOrg, actor.Institute)
	ts.Unit("临沧科学院", academy, party.InstituteOrg, actor.Institute)
	for i, name := range []string{"孙教授", "钱研究员", "周高工", "吴工"} {
		body := object{"name": name, "posts": []object{{"name": "大学" + name, "uscc": units[i]}},
			"fields": []string{"01"},
			"source": "own", "confirmed": true}
		if i == 0 {
			body["account"] = judge
		}
		b.post(officer, "/experts", body)
	}
	terms := object{"title": "蔗渣低温脱水与造粒", "kind": "research", "problem": "technical", "industry": "0104",
		"why": "每年三万吨蔗渣堆放发霉，只能低价卖掉。", "text": "把压榨后含水五成的蔗渣降到一成五以下，能耗不高于现有烘干的一半。",
		"indicators": []object{{"metric": "含水率", "op": "<=", "value": "15", "unit": "%", "method": "GB/T 28731"}},
		"mode":       "open", "choosing": "reviewed", "least": 2, "ownFen": 120_000_000, "deadline": "2026-04-10",
		"finish": "2027-06-30", "ip": "双方共有", "contact": object{"name": "陈工", "phone": "13800000001"}, "review": rules}
	b.challenge = "/challenges/" + b.post(mill, "/challenges", object{"terms": terms})
	b.move(mill, b.challenge, "submit", nil)
	b.move(officer, b.challenge, "publish", nil)
	for _, team := range []string{college, academy} {
		id := b.post(team, b.challenge+"/bids", object{})
		b.move(team, "/bids/"+id, "submit", object{"pledged": true, "scheme": object{"plan": "热泵带式低温烘干，后接环模造粒。",
			"answers": []object{{"promise": "12 %"}}, "ownFen": 120_000_000, "ip": "双方共有", "files": []string{
				b.file(team, id)}}})
		b.bids = append(b.bids, id)
	}
	b.day("2026-04-13")
	if _, err := b.Challenges.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	b.move(officer, b.challenge, "open-bids", object{"password": b.Password(officer)})
	var relations []object
	for _, kind := range []string{"sameUnit", "legalRep", "shares", "controller"} {
		relations = append(relations, object{"kind": kind, "verdict": "no", "source": "公示系统", "on": "2026-04-11"})
	}
	for _, id := range b.bids {
		b.move(officer, "/bids/"+id, "qualify", object{"examination": object{"relations": relations}})
	}
	b.review = "/reviews/" + b.post(officer, "/reviews", object{"challenge": strings.TrimPrefix(b.challenge,
		"/challenges/")})
	return b
}

// file is an annex that a team uploads for its bid, sealed.
func (b *bench) file(login, bid string) string {
	return b.PostFile(b.SignIn(login), "中试记录.pdf", strings.NewReader("%PDF-1.4\n中试记录\n%%EOF"), "bid", bid).Want(201,
		"").Str("id")
}

// drawn announces a draw and does it with the words of the witness at the officer's screen.
func (b *bench) drawn() {
	b.T.Helper()
	b.Do("POST", b.review+"/draws", b.SignIn(officer), object{"name": "赵监", "unit": "县纪委监委"}).Want(201, "")
	b.move(officer, b.draw(), "draw", object{"words": "今天天晴微风"})
}

// draw is the newest draw of the review.
func (b *bench) draw() string {
	list := items(b.get(officer, b.review), "draws")
	return "/draws/" + list[len(list)-1]["id"].(string)
}

// seats are the standing seats of the review.
func (b *bench) seats() (out []object) {
	for _, x := range items(b.get(officer, b.review), "seats") {
		if s := x["state"]; s != "declined" && s != "recused" && s != "dropped" {
			out = append(out, x)
		}
	}
	return out
}

// link is the token of an expert.
func (b *bench) link(seat object) string {
	b.T.Helper()
	return b.Do("POST", "/seats/"+seat["id"].(string)+"/link", b.SignIn(officer), nil).Want(201, "").Str("token")
}

func (b *bench) byLink(path string, body object) apitest.Response {
	b.T.Helper()
	return b.Do("POST", path, "", body).Want(200, "")
}

// marks give each bid the same score for every criterion, in hundredths.
func (b *bench) marks(scores ...int64) (out []object) {
	for i, s := range scores {
		out = append(out, object{"bid": b.bids[i], "scores": []int64{s, s, s, s}, "comment": "方案可行，依据较充分。"})
	}
	return out
}

// TestReviewOverHTTP walks a review: a draw that is void and another, an expert who declines, others who score. Then
// come the sum, the papers and the choice.
func TestReviewOverHTTP(t *testing.T) {
	b := newBench(t, nil)
	rules := b.get(officer, b.challenge).At("terms", "review").(object)
	if rules["form"] != "online" || rules["seats"] != 3.0 {
		t.Fatalf("usual review %v", rules)
	}
	if n := len(items(b.get(officer, b.review+"/pool"), "items")); n != 4 {
		t.Fatalf("%d members", n)
	}
	b.Do("POST", b.review+"/draws", b.SignIn(officer), object{"name": "赵监", "unit": "县纪委监委"}).Want(201, "")
	b.move(officer, b.draw(), "void", object{"reason": "监督人未到场。"})
	b.Do("POST", b.review+"/draws", b.SignIn(officer), object{"name": "赵监", "unit": "县纪委监委"}).Want(201, "")
	public := b.Do("GET", b.draw(), "", nil).Want(200, "")
	if public.Str("nonceHash") == "" || public.At("nonce") != nil || public.At("pool") != 4.0 {
		t.Errorf("everybody reads %v", public.JSON())
	}
	token := b.Do("POST", b.draw()+"/link", b.SignIn(officer), nil).Want(201, "").Str("token")
	b.byLink("/links/draw", object{"token": token})
	if r := b.byLink("/links/draw/words", object{"token": token, "words": "天晴微风"}); r.Str("state") != "drawn" {
		t.Errorf("the witness drew: %v", r.JSON())
	}
	b.Do("POST", "/links/draw/words", "", object{"token": token, "words": "再来一次"}).Want(403, "link-revoked")

	// The one with an account stays: three of four are left.
	away := b.seats()[0]
	if away["account"] == true {
		away = b.seats()[1]
	}
	b.byLink("/links/seat/steps", object{"token": b.link(away), "step": "decline", "reason": "外出。"})
	seats := b.seats()
	if len(seats) != 3 {
		t.Fatalf("%d seats stand", len(seats))
	}
	tokens := map[string]string{}
	for _, s := range seats {
		id := s["id"].(string)
		if s["account"] == true {
			b.get(judge, "/seats")
			b.move(judge, "/seats/"+id, "accept", object{"declared": true})
			continue
		}
		tokens[id] = b.link(s)
		b.byLink("/links/seat/steps", object{"token": tokens[id], "step": "accept", "declared": true})
	}
	b.move(officer, b.review, "start", object{"due": "2026-04-20"})
	for i, s := range seats {
		id, path := s["id"].(string), "/seats/"+s["id"].(string)
		switch {
		case s["account"] == true:
			m := b.get(judge, path+"/bids/"+b.bids[0])
			b.get(judge, path+"/bids/"+b.bids[0]+"/files/"+items(m, "files")[0]["id"].(string))
			r := b.get(judge, path)
			b.Do("PUT", path, b.SignIn(judge), object{"marks": b.marks(80_00)}, "If-Match", r.Header.Get(
				"ETag")).Want(200, "")
			b.move(judge, path, "submit", object{"marks": b.marks(80_00, 70_00)})
		default:
			m := b.byLink("/links/seat/bids", object{"token": tokens[id], "bid": b.bids[0]})
			file := items(m, "files")[0]["id"]
			b.byLink("/links/seat/files", object{"token": tokens[id], "bid": b.bids[0], "file": file})
			b.byLink("/links/seat/marks", object{"token": tokens[id], "marks": b.marks(81_00)})
			if d := b.byLink("/links/seat", object{"token": tokens[id]}); d.At("others") != nil || d.At("seat",
				"done") != 1.0 {
				t.Errorf("seat %d sees %v before its own is in", i, d.At("others"))
			}
			d := b.byLink("/links/seat/steps", object{"token": tokens[id], "step": "submit", "marks": b.marks(
				81_00, 71_00)})
			if d.At("others") != float64(i) {
				t.Errorf("seat %d counts %v others afterwards", i, d.At("others"))
			}
		}
	}
	r := b.get(mill, b.review)
	if len(items(r, "result")) != 0 || len(items(r, "seats")) != 0 {
		t.Errorf("the asker reads before the end: %v", r.JSON())
	}
	b.Do("POST", "/bids/"+b.bids[0]+"/choose", b.SignIn(mill), object{"reason": "最优"}, "If-Match",
		b.get(mill, "/bids/"+b.bids[0]).Header.Get("ETag")).Want(409, "review-not-done")
	b.move(officer, b.review, "finish", nil)
	lines := items(b.get(mill, b.review), "result")
	if len(lines) != 2 || lines[0]["bid"] != b.bids[0] || lines[0]["rank"] != 1.0 {
		t.Fatalf("result %v", lines)
	}
	for _, p := range []string{"agenda", "sheets", "opinion", "summary", "fees"} {
		b.get(officer, b.review+"/papers/"+p+"/docx")
		b.get(officer, b.review+"/papers/"+p+"/pdf")
	}
	b.get(mill, b.review+"/papers/summary/pdf")
	b.Do("GET", b.review+"/papers/fees/pdf", b.SignIn(mill), nil).Want(404, "not-found")
	b.get(mill, "/reviews?challenge="+strings.TrimPrefix(b.challenge, "/challenges/"))
	b.get(officer, b.review+"/history")
	if m := items(b.Do("GET", b.draw(), "", nil).Want(200, ""), "members"); m[0]["name"] == "" {
		t.Error("names stay secret after the end")
	}
	b.move(mill, "/bids/"+b.bids[0], "choose", object{"reason": "得分最高。"})
	if _, err := b.Challenges.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// TestPaperReviewOverHTTP walks a meeting: all sheets are on paper, typed and looked at again; a review is stopped.
func TestPaperReviewOverHTTP(t *testing.T) {
	criteria := []object{}
	for _, n := range []string{"方案", "团队", "计划", "经费"} {
		criteria = append(criteria, object{"name": n, "weight": 25, "most": 100_00})
	}
	b := newBench(t, object{"form": "meeting", "seats": 3, "passMark": 60_00, "criteria": criteria})
	b.drawn()
	for _, s := range b.seats() {
		b.move(officer, "/seats/"+s["id"].(string), "accept", object{"declared": true, "scan": b.PDF(b.SignIn(
			officer), "声明")})
	}
	b.move(officer, "/seats/"+b.seats()[0]["id"].(string), "recuse", object{"reason": "当场说明与揭榜方合作。"})
	last := b.seats()[2]
	r := b.Do("POST", "/seats/"+last["id"].(string)+"/link", b.SignIn(officer), nil).Want(201, "")
	b.Do("DELETE", "/seats/"+last["id"].(string)+"/link", b.SignIn(officer), nil).Want(204, "")
	b.Do("POST", "/links/seat", "", object{"token": r.Str("token")}).Want(403, "link-revoked")
	b.move(officer, "/seats/"+last["id"].(string), "accept", object{"declared": true, "scan": b.PDF(b.SignIn(
		officer), "声明")})
	b.move(officer, b.review, "start", object{"due": "2026-04-20"})
	for _, s := range b.seats() {
		path := "/seats/" + s["id"].(string)
		b.move(officer, path, "type", object{"marks": b.marks(80_00, 70_50)})
		b.Do("POST", path+"/confirm", b.SignIn(officer), object{"marks": b.marks(80_00, 70_05)}, "If-Match",
			b.seat(path)).Want(422, "review-invalid")
		b.Do("POST", path+"/confirm", b.SignIn(officer), object{"marks": b.marks(80_00, 70_50)}, "If-Match",
			b.seat(path)).Want(200, "")
	}
	b.Do("POST", b.review+"/finish", b.SignIn(officer), object{}, "If-Match",
		b.get(officer, b.review).Header.Get("ETag")).Want(422, "review-invalid")
	b.Do("PUT", b.review+"/meeting", b.SignIn(officer), object{"on": "2026-04-14", "place": "县科技局三楼", "order": b.bids,
		"asked": true, "opinion": "同意推荐第一名。", "chair": b.seats()[0]["id"], "scan": b.PDF(b.SignIn(officer), "专家组意见")},
		"If-Match", b.get(officer, b.review).Header.Get("ETag")).Want(200, "")
	b.move(officer, b.review, "finish", nil)
	if lines := items(b.get(officer, b.review), "result"); lines[1]["mean"] != 7050.0 {
		t.Errorf("%v", lines)
	}
}

// seat is the tag of a seat as the office reads it in its review.
func (b *bench) seat(path string) string {
	for _, s := range items(b.get(officer, b.review), "seats") {
		if "/seats/"+s["id"].(string) == path {
			return fmt.Sprintf("%q", fmt.Sprint(s["rev"]))
		}
	}
	return ""
}

// TestExpertsOverHTTP reads and changes the pool.
func TestExpertsOverHTTP(t *testing.T) {
	b := newBench(t, nil)
	e := items(b.get(officer, "/experts"), "items")[0]
	path := "/experts/" + e["id"].(string)
	r := b.get(officer, path)
	b.Do("PUT", path, b.SignIn(officer), object{"name": "吴工", "posts": []object{{"name": "省糖业院", "uscc": units[3]}},
		"fields": []string{"01"}, "source": "province", "document": "云科函〔2026〕3号", "confirmed": true,
		"ties": []object{{"with": object{
			"name": "别的学院"}, "kind": "kin", "verdict": "yes", "source": "本人申报", "on": "2026-03-01"}}}, "If-Match",
		r.Header.Get("ETag")).Want(200, "")
	b.get(officer, path+"/history")
	b.drawn()
	b.move(officer, "/seats/"+b.seats()[0]["id"].(string), "decline", object{"reason": "来电说明外出。"})
	b.move(officer, b.review, "stop", object{"reason": "改由市里统一评审。"})
	for _, login := range []string{mill, college, judge} {
		b.Do("GET", "/experts", b.SignIn(login), nil).Want(403, "role-may-not")
		b.Do("GET", b.review+"/pool", b.SignIn(login), nil).Want(403, "role-may-not")
	}
}
