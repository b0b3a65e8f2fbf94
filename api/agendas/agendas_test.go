package agendas_test

import (
	"slices"
	"testing"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

type object = map[string]any

// TestListOverHTTP walks problems into and out of the list, and a challenge from a line.
func TestListOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	officer, firm := ts.As(apitest.Zhenkang, actor.Officer), ts.As(apitest.Zhenkang, actor.Enterprise)
	line := object{"title": "糖蜜酒精废液资源化", "text": "废液没有稳定的去处，浓缩粘壁。", "industry": "0105"}
	ts.Do("POST", "/hard-problems", firm, object{"title": "", "text": "短", "industry": "0105"}).Want(422,
		"agenda-invalid")
	propose := func() string {
		return "/hard-problems/" + ts.Do("POST", "/hard-problems", firm, line).Want(201, "").Str("id")
	}
	one, two := propose(), propose()
	if list := ts.Todos(officer); !slices.ContainsFunc(list.Kinds, func(k kernel.TodoKind) bool {
		return k.Kind == "hard-problem" && k.Count == 2
	}) {
		t.Errorf("the office is not sent to two problems: %+v", list.Kinds)
	}
	ts.Do("GET", one, "", nil).Want(404, "")
	reason := object{"reason": "三家糖厂都有。"}
	ts.Move(officer, one, "take-in", reason).Want(200, "")
	ts.Move(officer, two, "decline", reason).Want(200, "")
	v := ts.Do("POST", "/hard-problem-lists", officer, object{"note": "第一批"}).Want(201, "").Str("id")
	ts.Do("POST", "/hard-problem-lists", officer, object{}).Want(409, "agenda-unchanged")
	ts.Do("GET", one, "", nil).Want(200, "")
	inForce := ts.Do("GET", "/hard-problems?market="+apitest.Zhenkang, "", nil).Want(200, "")
	if len(inForce.At("items").([]any)) != 1 {
		t.Error("the list in force is not public")
	}
	ts.Do("GET", "/hard-problem-lists/"+v+"/list.docx", "", nil).Want(200, "")
	if r := ts.Do("GET", "/hard-problem-lists?market="+apitest.Zhenkang, "", nil).Want(200, ""); len(r.At(
		"items").([]any)) != 1 {
		t.Error("the version is not public")
	}
	ts.Verify(ts.Org.ID)
	c := ts.Do("POST", "/challenges", firm, object{"origin": object{"from": "list", "record": one[len(
		"/hard-problems/"):]},
		"terms": object{"title": "钾肥", "mode": "open", "choosing": "negotiated", "least": 1}}).Want(201, "")
	if c.Str("origin", "serial") != "GG-2026-000001" {
		t.Errorf("the challenge comes from %v", c.At("origin"))
	}
	ts.Do("POST", "/challenges", firm, object{"origin": object{"from": "list", "record": two[len("/hard-problems/"):]},
		"terms": object{"title": "钾肥", "mode": "open", "choosing": "negotiated", "least": 1}}).Want(422,
		"challenge-invalid")
	ts.Move(officer, one, "take-out", reason).Want(200, "")
}
