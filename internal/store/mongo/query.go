package mongo

import (
	"fmt"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"kebang/internal/store"
	"kebang/internal/store/engine"
)

func is(col string, v any) bson.D { return bson.D{{Key: col, Value: v}} }

func op(col, operator string, v any) bson.D { return is(col, is(operator, v)) }

var comparisons = map[store.Op]string{store.Eq: "$eq", store.Ge: "$gte", store.Gt: "$gt", store.Le: "$lte",
	store.Lt: "$lt", store.In: "$in", store.Has: "$eq"}

// where makes the filter of a ready query, one condition after the other. The server compares only values of the same
// type, so a range never holds for a missing field.
func (tab *table) where(q store.Query) bson.A {
	conds := bson.A{}
	if !q.AllMarkets {
		conds = append(conds, is("market", q.Market))
	}
	for _, w := range q.Where {
		col := engine.Column(w.Field)
		switch w.Op {
		case store.Absent:
			conds = append(conds, is(col, nil)) // a missing field is equal to null, and the index knows it
		case store.Present:
			conds = append(conds, op(col, "$exists", true))
		default:
			conds = append(conds, op(col, comparisons[w.Op], w.Value))
		}
	}
	return conds
}

func all(conds bson.A) bson.D {
	switch len(conds) {
	case 0:
		return bson.D{}
	case 1:
		return conds[0].(bson.D)
	}
	return is("$and", conds)
}

// after adds the condition that a row comes after the position; the first key that differs decides. The server sorts a
// missing field below everything. Absent therefore comes first ascending and last descending.
func after(conds bson.A, keys []engine.Key) bson.A {
	if k := keys[0]; k.Value != nil && !k.Desc {
		conds = append(conds, op(k.Col, "$gte", k.Value)) // implied by the rest; lets the index seek
	}
	alts := bson.A{}
	for i, k := range keys {
		alt := bson.A{}
		for _, e := range keys[:i] {
			alt = append(alt, is(e.Col, e.Value))
		}
		switch {
		case k.Value == nil && k.Desc:
			continue // no value comes after absent
		case k.Value == nil:
			alt = append(alt, op(k.Col, "$exists", true))
		case k.Desc:
			alt = append(alt, is("$or", bson.A{op(k.Col, "$lt", k.Value), is(k.Col, nil)}))
		default:
			alt = append(alt, op(k.Col, "$gt", k.Value))
		}
		alts = append(alts, all(alt))
	}
	return append(conds, is("$or", alts))
}

func (t *tx) Find(coll string, q store.Query) (store.RawPage, error) {
	tab, err := t.readable(coll)
	if err != nil {
		return store.RawPage{}, err
	}
	page, err := engine.NewPage(tab.spec, q)
	if err != nil {
		return store.RawPage{}, err
	}
	conds := tab.where(page.Query)
	if page.After {
		conds = after(conds, page.Keys)
	}
	sort, sorted := bson.D{}, map[string]bool{}
	for _, k := range page.Keys {
		if sorted[k.Col] { // the server refuses a repeated key; the first decides anyway
			continue
		}
		sorted[k.Col] = true
		sort = append(sort, bson.E{Key: k.Col, Value: map[bool]int{false: 1, true: -1}[k.Desc]})
	}
	limit := page.Query.Limit
	err = t.each(tab, all(conds), func(doc bson.Raw) error {
		if page.Full() {
			return nil
		}
		var r record
		if err := bson.Unmarshal(doc, &r); err != nil {
			return fmt.Errorf("mongo: %s: %w", coll, err)
		}
		page.Add(r.raw(), func(_ int, f store.FieldSpec) any { return typed(f, doc.Lookup(engine.Column(f.Name))) })
		return nil
	}, options.Find().SetSort(sort).SetLimit(int64(limit+1)).SetBatchSize(int32(limit+2)))
	return page.RawPage, err
}

// typed reads a stored index value; nil when it is missing.
func typed(f store.FieldSpec, v bson.RawValue) any {
	switch f.Type {
	case store.String:
		if s, ok := v.StringValueOK(); ok {
			return s
		}
	case store.Int:
		if n, ok := v.AsInt64OK(); ok {
			return n
		}
	case store.Bool:
		if b, ok := v.BooleanOK(); ok {
			return b
		}
	}
	return nil
}

func (t *tx) Sum(coll string, q store.Query, by, of []string) ([]store.Group, error) {
	tab, err := t.readable(coll)
	if err != nil {
		return nil, err
	}
	q, fields, err := engine.Sums(tab.spec, q, by, of)
	if err != nil {
		return nil, err
	}
	id, sort := bson.D{}, bson.D{}
	for i, name := range by {
		id = append(id, bson.E{Key: "k" + strconv.Itoa(i), Value: "$" + engine.Column(name)})
		sort = append(sort, bson.E{Key: "_id.k" + strconv.Itoa(i), Value: 1})
	}
	group := bson.D{{Key: "_id", Value: id}, {Key: "n", Value: is("$sum", int64(1))}}
	if len(by) == 0 {
		group[0].Value = nil
	}
	for i, name := range of {
		group = append(group, bson.E{Key: "s" + strconv.Itoa(i), Value: is("$sum", "$"+engine.Column(name))})
	}
	pipeline := bson.A{is("$match", all(tab.where(q))), is("$group", group)}
	if len(by) > 0 {
		pipeline = append(pipeline, is("$sort", sort))
	}
	ctx, cancel := t.statement()
	defer cancel()
	cur, err := tab.coll.Aggregate(ctx, pipeline)
	if err != nil {
		return nil, t.failed(nil, err)
	}
	defer t.done(cur)
	var out []store.Group
	for t.next(cur) {
		g, err := read(cur.Current, fields, len(of))
		if err != nil {
			return nil, fmt.Errorf("mongo: sum of %s: %w", coll, err)
		}
		out = append(out, g)
	}
	if len(out) == 0 && len(by) == 0 {
		out = []store.Group{{By: []any{}, Sums: make([]int64, len(of))}}
	}
	return out, t.failed(nil, cur.Err())
}

func read(doc bson.Raw, by []store.FieldSpec, sums int) (store.Group, error) {
	g := store.Group{By: make([]any, len(by)), Sums: make([]int64, sums)}
	for i, f := range by {
		g.By[i] = typed(f, doc.Lookup("_id", "k"+strconv.Itoa(i)))
	}
	g.Count, _ = doc.Lookup("n").AsInt64OK()
	for i := range g.Sums {
		v := doc.Lookup("s" + strconv.Itoa(i))
		if v.Type == bson.TypeDouble { // the server leaves the integers for a sum beyond them
			return g, store.Misuse("a sum is beyond 64 bits")
		}
		g.Sums[i], _ = v.AsInt64OK()
	}
	return g, nil
}
