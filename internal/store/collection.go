package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Meta is the common part of all documents. Embed it without the tag `json:"meta"`, so that its fields are at the top
// level.
type Meta struct {
	ID     string `json:"id"`
	Market string `json:"market"`
	Rev    int64  `json:"rev"`   // set by the store; the ETag of the record
	Shape  int    `json:"shape"` // set by the store
}

// Def declares a typed collection.
type Def[T any] struct {
	Name  string
	Shape int // version of the JSON form, from 1
	// Oldest is the lowest shape that is still read; 0 reads all. A document of a lower shape is refused with a
	// sentence. It was written before 0.1.0, the first release whose stores later ones read.
	Oldest  int
	Noun    vocab.Term
	Meta    func(*T) *Meta
	Fields  []FieldSpec
	Values  func(*T) Values
	Unique  [][]string
	Indexes [][]string
	// Upgrade maps a shape version to the pure function that makes the next one from it.
	Upgrade map[int]func([]byte) ([]byte, error)
}

// Collection is a typed view on the documents of one name.
type Collection[T any] struct{ def Def[T] }

// Page is one page of typed documents. Total counts all documents of the query where Listed made the page.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next"`
	Total int64  `json:"-"`
}

// Define makes a collection. It panics on an impossible declaration, as regexp.MustCompile does. Declarations are
// package variables, so the first test run finds the mistake.
func Define[T any](d Def[T]) *Collection[T] {
	if d.Name == "" || d.Meta == nil || d.Shape < 1 {
		panic("store: a collection needs a name, a shape and its Meta")
	}
	if d.Oldest > d.Shape {
		panic("store: " + d.Name + " would refuse what it writes")
	}
	for v := 1; v < d.Shape; v++ {
		if v < d.Oldest && d.Upgrade[v] != nil {
			panic(fmt.Sprintf("store: %s has an upgrade from shape %d, which it refuses", d.Name, v))
		}
		if v >= d.Oldest && d.Upgrade[v] == nil {
			panic(fmt.Sprintf("store: %s has no upgrade from shape %d", d.Name, v))
		}
	}
	return &Collection[T]{d}
}

// Spec is the declaration for the engines.
func (c *Collection[T]) Spec() Spec {
	return Spec{Name: c.def.Name, Shape: c.def.Shape, Oldest: c.def.Oldest, Fields: c.def.Fields, Unique: c.def.Unique,
		Indexes: c.def.Indexes,
		Renew:   c.Renew}
}

func (c *Collection[T]) raw(v *T) (Raw, error) {
	m := c.def.Meta(v)
	if m.ID == "" || m.Market == "" {
		return Raw{}, Misuse("%s without id or market", c.def.Name)
	}
	m.Shape = c.def.Shape
	b, err := json.Marshal(v)
	if err != nil {
		return Raw{}, fmt.Errorf("encode %s: %w", c.def.Name, err)
	}
	r := Raw{ID: m.ID, Market: m.Market, Rev: m.Rev, Shape: m.Shape, Body: b}
	if c.def.Values != nil {
		r.Values = c.def.Values(v)
	}
	return r, nil
}

// Decode makes a typed document from a stored one and upgrades an older shape step by step.
func (c *Collection[T]) Decode(r Raw) (T, error) {
	var v T
	body, err := r.Body, error(nil)
	if r.Shape > c.def.Shape {
		return v, fault.Of(fault.Unavailable, fault.T(Newer.Code,
			"数据由更新版本的程序写入，请升级后再打开（%s）。",
			"The data was written by a newer version; upgrade, then open it (%s)."), c.def.Name)
	}
	if r.Shape < c.def.Oldest {
		return v, fault.Of(fault.Unavailable, fault.T("store-older",
			"数据由 0.1.0 之前的程序写入，这个版本不能读取（%s）。请用写入它的程序导出表格，再导入新的文件夹。",
			"The data is from before 0.1.0 and cannot be read (%s). Export tables with the program that wrote it and "+
				"import them into a new folder."), c.def.Name)
	}
	for s := r.Shape; s < c.def.Shape; s++ {
		up := c.def.Upgrade[s]
		if up == nil {
			return v, fmt.Errorf("%s %s has the shape %d, which there never was", c.def.Name, r.ID, s)
		}
		if body, err = up(body); err != nil {
			return v, fmt.Errorf("upgrade %s %s from shape %d: %w", c.def.Name, r.ID, s, err)
		}
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return v, fmt.Errorf("decode %s %s: %w", c.def.Name, r.ID, err)
	}
	m := c.def.Meta(&v)
	m.ID, m.Market, m.Rev, m.Shape = r.ID, r.Market, r.Rev, c.def.Shape
	return v, nil
}

// Get reads one document. Without one it is fault.NotFound with the noun's Chinese name.
func (c *Collection[T]) Get(tx Tx, market, id string) (T, error) {
	r, err := One(tx, c.def.Name, market, id)
	if err != nil {
		var zero T
		if fault.Is(err, fault.NotFound) {
			return zero, c.missing()
		}
		return zero, err
	}
	return c.Decode(r)
}

// One reads one untyped document; fault.NotFound when there is none.
func One(tx Tx, coll, market, id string) (Raw, error) {
	rs, err := tx.Many(coll, market, []string{id})
	if err == nil && len(rs) == 0 {
		err = Missing()
	}
	if err != nil {
		return Raw{}, err
	}
	return rs[0], nil
}

func (c *Collection[T]) missing() error {
	if c.def.Noun.Zh == "" {
		return missing(record)
	}
	return missing(c.def.Noun)
}

// Many reads documents by id, in that order, without absent ones.
func (c *Collection[T]) Many(tx Tx, market string, ids []string) ([]T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rs, err := tx.Many(c.def.Name, market, ids)
	if err != nil {
		return nil, err
	}
	return c.all(rs)
}

func (c *Collection[T]) all(rs []Raw) ([]T, error) {
	out := make([]T, 0, len(rs))
	for _, r := range rs {
		v, err := c.Decode(r)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// Find reads one page.
func (c *Collection[T]) Find(tx Tx, q Query) (Page[T], error) {
	p, err := tx.Find(c.def.Name, q)
	if err != nil {
		return Page[T]{}, err
	}
	items, err := c.all(p.Items)
	return Page[T]{Items: items, Next: p.Next}, err
}

// Listed reads one page with the total of all documents of the query.
func (c *Collection[T]) Listed(tx Tx, q Query) (Page[T], error) {
	p, err := c.Find(tx, q)
	if err != nil {
		return p, err
	}
	q.Sort, q.After, q.Limit = nil, "", 0
	p.Total, err = c.Count(tx, q)
	return p, err
}

// Counted is Listed with the total as a separate result.
func (c *Collection[T]) Counted(tx Tx, q Query) (Page[T], int64, error) {
	p, err := c.Listed(tx, q)
	return p, p.Total, err
}

// First reads the first document of a query; fault.NotFound when there is none.
func (c *Collection[T]) First(tx Tx, q Query) (T, error) {
	q.Limit = 1
	p, err := c.Find(tx, q)
	if err == nil && len(p.Items) == 0 {
		err = c.missing()
	}
	if err != nil {
		var zero T
		return zero, err
	}
	return p.Items[0], nil
}

// Each calls fn for every document of a query, page by page inside the transaction's snapshot.
func (c *Collection[T]) Each(tx Tx, q Query, fn func(T) error) error {
	if q.Limit == 0 {
		q.Limit = 500
	}
	for {
		p, err := c.Find(tx, q)
		if err != nil {
			return err
		}
		for _, v := range p.Items {
			if err := fn(v); err != nil {
				return err
			}
		}
		if p.Next == "" {
			return nil
		}
		q.After = p.Next
	}
}

// Count counts the documents of a query.
func (c *Collection[T]) Count(tx Tx, q Query) (int64, error) {
	g, err := tx.Sum(c.def.Name, q, nil, nil)
	if err != nil || len(g) == 0 {
		return 0, err
	}
	return g[0].Count, nil
}

// Sum groups the documents of a query by index fields and adds up int64 fields. The engine does the work.
func (c *Collection[T]) Sum(tx Tx, q Query, by, of []string) ([]Group, error) {
	return tx.Sum(c.def.Name, q, by, of)
}

// Insert writes a new document with revision 1; fault.Conflict when its id or a unique key is taken.
func (c *Collection[T]) Insert(tx Tx, v *T) error {
	m := c.def.Meta(v)
	m.Rev = 1
	r, err := c.raw(v)
	if err != nil {
		return err
	}
	return tx.Insert(c.def.Name, r)
}

// Update writes v if the stored revision is still that of v, and sets the next one in v. Otherwise it is fault.Stale.
func (c *Collection[T]) Update(tx Tx, v *T) error {
	m := c.def.Meta(v)
	old := m.Rev
	m.Rev = old + 1
	r, err := c.raw(v)
	if err == nil {
		err = tx.Update(c.def.Name, r, old)
	}
	if err != nil {
		m.Rev = old
	}
	return err
}

// Delete removes the document if the stored revision is still that of v.
func (c *Collection[T]) Delete(tx Tx, v *T) error {
	m := c.def.Meta(v)
	return tx.Delete(c.def.Name, m.Market, m.ID, m.Rev)
}
