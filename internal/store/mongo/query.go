package mongo

import (
	"fmt"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"kebang/internal/fault"
	"kebang/internal/store"
)

func column(field string) string {
	if field == store.IDField {
		return "id"
	}
	return "f_" + field
}

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
		col := column(w.Field)
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

// sortKey is one column of the full order, with the ties (id, then market) spelled out.
type sortKey struct {
	col   string
	desc  bool
	value any // of the row before the page; nil for absent
}

func order(q store.Query, from *store.Position) []sortKey {
	var keys []sortKey
	for i, o := range q.Sort {
		k := sortKey{col: column(o.Field), desc: o.Desc}
		if from != nil {
			k.value = from.Keys[i]
		}
		keys = append(keys, k)
	}
	id, market := sortKey{col: "id"}, sortKey{col: "market"}
	if from != nil {
		id.value, market.value = from.ID, from.Market
	}
	keys = append(keys, id)
	if q.AllMarkets {
		keys = append(keys, market)
	}
	return keys
}

// after adds the condition that a row stands behind the position: the first key that differs decides. The server sorts
// a missing field below everything, which is absent first ascending and last descending.
func after(conds bson.A, keys []sortKey) bson.A {
	if k := keys[0]; k.value != nil && !k.desc {
		conds = append(conds, op(k.col, "$gte", k.value)) // implied by the rest; lets the index seek
	}
	alts := bson.A{}
	for i, k := range keys {
		alt := bson.A{}
		for _, e := range keys[:i] {
			alt = append(alt, is(e.col, e.value))
		}
		switch {
		case k.value == nil && k.desc:
			continue // nothing stands behind absent
		case k.value == nil:
			alt = append(alt, op(k.col, "$exists", true))
		case k.desc:
			alt = append(alt, is("$or", bson.A{op(k.col, "$lt", k.value), is(k.col, nil)}))
		default:
			alt = append(alt, op(k.col, "$gt", k.value))
		}
		alts = append(alts, all(alt))
	}
	return append(conds, is("$or", alts))
}

func (t *tx) Find(coll string, q store.Query) (store.RawPage, error) {
	var page store.RawPage
	tab, err := t.readable(coll)
	if err != nil {
		return page, err
	}
	if q, err = q.Ready(tab.spec); err != nil {
		return page, err
	}
	from, err := q.Start(tab.spec)
	if err != nil {
		return page, err
	}
	conds, keys := tab.where(q), order(q, from)
	if from != nil {
		conds = after(conds, keys)
	}
	sort, sorted := bson.D{}, map[string]bool{}
	for _, k := range keys {
		if sorted[k.col] { // the server refuses a key named twice; the first decides anyway
			continue
		}
		sorted[k.col] = true
		sort = append(sort, bson.E{Key: k.col, Value: map[bool]int{false: 1, true: -1}[k.desc]})
	}
	var last store.Position
	err = t.each(tab, all(conds), func(doc bson.Raw) error {
		if len(page.Items) == q.Limit {
			page.Next = q.Cursor(tab.spec, last)
			return nil
		}
		var r record
		if err := bson.Unmarshal(doc, &r); err != nil {
			return fmt.Errorf("mongo: %s: %w", coll, err)
		}
		vals := make([]any, len(q.Sort))
		for i, o := range q.Sort {
			f, _ := tab.spec.Field(o.Field)
			vals[i] = typed(f, doc.Lookup(column(o.Field)))
		}
		last = store.Position{Keys: vals, Market: r.Market, ID: r.ID}
		page.Items = append(page.Items, r.raw())
		return nil
	}, options.Find().SetSort(sort).SetLimit(int64(q.Limit+1)).SetBatchSize(int32(q.Limit+2)))
	return page, err
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

func (t *tx) Count(coll string, q store.Query) (int64, error) {
	g, err := t.Sum(coll, q, nil, nil)
	if err != nil || len(g) == 0 {
		return 0, err
	}
	return g[0].Count, nil
}

func (t *tx) Sum(coll string, q store.Query, by, of []string) ([]store.Group, error) {
	tab, err := t.readable(coll)
	if err != nil {
		return nil, err
	}
	q.Limit, q.After = 0, ""
	if q, err = q.Ready(tab.spec); err != nil {
		return nil, err
	}
	id, sort := bson.D{}, bson.D{}
	fields := make([]store.FieldSpec, len(by))
	for i, name := range by {
		f, ok := tab.spec.Field(name)
		if !ok || f.Type == store.Set {
			return nil, fault.Newf(fault.Internal, "store-misuse", "%s: group by %q, which is unknown or a set", coll,
				name)
		}
		fields[i] = f
		id = append(id, bson.E{Key: "k" + strconv.Itoa(i), Value: "$" + column(name)})
		sort = append(sort, bson.E{Key: "_id.k" + strconv.Itoa(i), Value: 1})
	}
	group := bson.D{{Key: "_id", Value: id}, {Key: "n", Value: is("$sum", int64(1))}}
	if len(by) == 0 {
		group[0].Value = nil
	}
	for i, name := range of {
		if f, ok := tab.spec.Field(name); !ok || f.Type != store.Int {
			return nil, fault.Newf(fault.Internal, "store-misuse", "%s: sum of %q, which is no declared number", coll,
				name)
		}
		group = append(group, bson.E{Key: "s" + strconv.Itoa(i), Value: is("$sum", "$"+column(name))})
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
		if v.Type == bson.TypeDouble { // the server leaves the integers when a sum is beyond them
			return g, fault.New(fault.Internal, "sum-overflow", "a sum is beyond 64 bits")
		}
		g.Sums[i], _ = v.AsInt64OK()
	}
	return g, nil
}
