package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"kebang/internal/store"
)

// besides puts wrong credits and looks beside a deal of a broker: the demonstration holds no right ones to damage. It
// is called before the deals themselves are damaged.
func (v *vandal) besides() {
	v.t.Helper()
	var market, other string
	var deal fields
	err := v.db.View(v.t.Context(), func(tx store.Tx) error {
		p, err := tx.Find("deals", store.Query{AllMarkets: true, Limit: 1000})
		if err != nil {
			return err
		}
		for _, r := range p.Items {
			m := fields{}
			if err := json.Unmarshal(r.Body, &m); err != nil {
				return err
			}
			if m["broker"] != nil {
				market, deal = r.Market, m
			}
		}
		p, err = tx.Find("achievements", store.Query{Market: market, Limit: 1000})
		for _, r := range p.Items {
			if r.ID != sub(deal, "achievement")["id"] {
				other = r.ID
			}
		}
		return err
	})
	if err != nil || deal == nil || other == "" {
		v.t.Fatalf("no deal of a broker in the demonstration: %v", err)
	}
	v.credits(market, deal)
	v.looks(market, other, deal)
}

// put stores a record that check has to find.
func (v *vandal) put(market, coll, name, what string, x fields) {
	v.t.Helper()
	v.wants = append(v.wants, want{name, x["id"].(string), what})
	body, err := json.Marshal(x)
	if err == nil {
		err = v.db.Run(v.t.Context(), func(tx store.Tx) error {
			r, err := v.specs[coll].Revalued(store.Raw{ID: x["id"].(string), Market: market, Rev: 1,
				Shape: v.specs[coll].Shape, Body: body})
			return errors.Join(err, tx.Insert(coll, r))
		})
	}
	if err != nil {
		v.t.Fatalf("%s: %v", name, err)
	}
}

func (v *vandal) credits(market string, deal fields) {
	contested := fields{"answer": "contested", "person": "p", "name": "何处长", "at": 1}
	for i, c := range []struct {
		name, what string
		change     func(fields)
	}{
		{"credit of no contract", "双方无处答复", func(fields) {}},
		{"credit of no introduction", "所依据的引荐",
			func(x fields) { x["introduction"], x["id"] = "gone", x["contract"].(string)+".gone" }},
		{"credit of another broker", "记着的技术经理人、日期或编号", func(x fields) { x["person"] = "nobody" }},
		{"credit booked twice", "可能被记两次", func(x fields) { x["id"] = "twice" }},
		{"state without an answer", "与双方的答复不符", func(x fields) { x["state"] = "taken" }},
		{"contested without a reason", "却没有写明理由", func(x fields) { x["state"], x["buyer"] = "contested", contested }},
		{"period before its begin", "早于引荐之日", func(x fields) { x["until"] = "1999-01-01" }},
	} {
		contract := fmt.Sprint("beside", i)
		x := fields{"id": contract + "." + deal["id"].(string), "introduction": deal["id"], "serial": deal["serial"],
			"contract":       contract,
			"contractSerial": "HT-1", "person": sub(deal, "broker")["person"], "name": "罗经理", "introducedAt": sub(deal,
				"introducer")["at"],
			"until": "2099-01-01", "state": "offered"}
		c.change(x)
		v.put(market, "credits", c.name, c.what, x)
	}
}

func (v *vandal) looks(market, other string, deal fields) {
	for i, c := range []struct {
		name, what string
		change     func(fields)
	}{
		{"look at nothing", "发布单位看不到这条记录", func(x fields) { x["listing"] = "gone" }},
		{"look by nobody", "没有记下谁在何时查看", func(x fields) { x["person"] = "" }},
		{"look in no deal", "查看时所在的对接 gone 不存在", func(x fields) { x["deal"] = "gone" }},
		{"look in another deal", "不在对接",
			func(x fields) { x["deal"], x["kind"], x["listing"] = deal["id"], "achievement", other }},
	} {
		x := fields{"id": fmt.Sprint("look", i), "kind": "demand", "listing": sub(deal, "demand")["id"], "person": "p",
			"name": "王科长", "role": "officer", "at": 1}
		c.change(x)
		v.put(market, "looks", c.name, c.what, x)
	}
}

// absences damages 暂不在岗 of units and persons.
func (v *vandal) absences() {
	span := func(from, to string) any { return fields{"from": from, "to": to} }
	away := func(xs ...any) func(fields) { return func(m fields) { m["absences"] = xs } }
	var many []any
	for i := range 13 {
		day := fmt.Sprintf("2026-01-%02d", 2*i+1)
		many = append(many, span(day, day))
	}
	v.change("absence backwards", "organizations", "对接的期限无法计算", nil, away(span("2026-05-01", "2026-04-01")))
	v.change("absence without end", "organizations", "对接的期限停得过久", nil, away(span("2026-01-01", "2026-12-31")))
	v.change("absences that overlap", "people", "与前一段重叠", nil,
		away(span("2026-01-01", "2026-01-31"), span("2026-01-15", "2026-02-15")))
	v.change("thirteen absences", "people", "有 13 段暂不在岗", nil, away(many...))
}
