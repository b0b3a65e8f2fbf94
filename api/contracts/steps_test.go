package contracts_test

import (
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

type object = map[string]any

var because = object{"reason": "核对后发现与材料不符，见记录。"}

// TestContractStepsOverHTTP takes a draft through the steps before a registration: edited, proposed, with another text,
// revised and cancelled.
func TestContractStepsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	org, _ := ts.Seller()
	buyer := ts.As(apitest.Zhenkang, actor.Enterprise)
	body := apitest.ContractBody(org, ts.Org.ID)
	ts.Do("POST", "/contracts/amounts", buyer, object{"totalFen": 100_000_000, "payment": "once"}).Want(200, "")
	r := ts.Do("POST", "/contracts", buyer, body).Want(201, "")
	path := "/contracts/" + r.Str("id")
	body["subject"] = "蔗渣脱水装置一套"
	ts.Do("PUT", path, buyer, body, "If-Match", r.Header.Get("ETag")).Want(200, "")
	ts.Move(buyer, path, "text", nil).Want(200, "")
	ts.Move(buyer, path, "propose", nil).Want(200, "")
	ts.Move(buyer, path, "replace-text", object{"file": ts.PDF(buyer, "另一文本")}).Want(200, "")
	ts.Move(buyer, path, "revise", because).Want(200, "")
	ts.Do("GET", path+"/credits", buyer, nil).Want(200, "")
	if r := ts.Move(buyer, path, "cancel", because).Want(200, ""); r.Str("state") != "cancelled" {
		t.Errorf("cancelled: %s", r.Body)
	}
}

// TestRegistrationStepsOverHTTP takes a registration through the steps of the desk that the closed path does not meet.
// Another one comes over the counter.
func TestRegistrationStepsOverHTTP(t *testing.T) {
	ts := apitest.New(t)
	org, seller := ts.Seller()
	buyer, registrar := ts.As(apitest.Zhenkang, actor.Enterprise), ts.As(apitest.Zhenkang, actor.Registrar)
	_, second := ts.Account("registrar2", actor.Registrar, "")
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	rule := object{"name": "镇康县技术市场", "regionCode": "530924", "bureauName": "镇康县工业商务和科技信息化局", "secondRegistrar": "all"}
	r := ts.Do("GET", "/market", admin, nil).Want(200, "")
	ts.Do("PUT", "/market", admin, rule, "If-Match", r.Header.Get("ETag")).Want(200, "")
	signed := func() string {
		path := "/contracts/" + ts.Do("POST", "/contracts", buyer, apitest.ContractBody(org, ts.Org.ID)).Want(201,
			"").Str("id")
		ts.Move(buyer, path, "stamp", object{"file": ts.PDF(buyer, "盖章合同")}).Want(200, "")
		return path
	}
	c := signed()
	x := "/registrations/" + ts.Move(seller, c, "submit", nil).Want(200, "").Str("registration", "id")
	step := func(who, step string, body object) apitest.Response {
		t.Helper()
		if body == nil {
			body = object{}
		}
		return ts.Move(who, x, step, body).Want(200, "")
	}
	step(registrar, "return", because)
	ts.Move(seller, c, "submit", nil).Want(200, "")
	step(registrar, "accept", nil)
	step(registrar, "refuse", object{"head": "other", "reason": "附件不齐。"})
	step(seller, "object", because)
	step(registrar, "accept", nil)
	step(registrar, "recognise", object{"rest": true})
	step(registrar, "review", because)
	step(registrar, "recognise", object{"rest": true})
	step(second, "second", nil)
	step(registrar, "register", object{"number": "2026530924000001", "date": "2026-01-06"})
	step(registrar, "correct", object{"totalFen": 90_000_000, "reason": "双方补充协议调减。"})
	if r := step(registrar, "withdraw", because); r.Str("state") != "withdrawn" {
		t.Errorf("withdrawn: %s", r.Body)
	}
	paper := apitest.ContractBody("", ts.Org.ID) // the seller has no account
	paper["seller"] = object{"name": "镇康县农机站", "uscc": "12530900DEM0DEMB2A", "region": "530924"}
	c = "/contracts/" + ts.Do("POST", "/contracts", registrar, paper).Want(201, "").Str("id")
	ts.Move(registrar, c, "stamp", object{"file": ts.PDF(registrar, "另一盖章合同")}).Want(200, "")
	ts.Move(registrar, c, "counter", object{"applicant": "何处长"}).Want(200, "")
}
