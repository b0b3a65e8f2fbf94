package engine

import "kebang/internal/store"

// Column is the name of an index field in a database.
func Column(field string) string {
	if field == store.IDField {
		return "id"
	}
	return "f_" + field
}

// Key is one column of the full order of a page. The ties, id and then market, are keys too.
type Key struct {
	Col   string
	Desc  bool
	Value any // of the row before the page; nil for absent
}

// Page is one page of a query while it is read.
type Page struct {
	store.RawPage
	Query store.Query // checked by Ready
	Keys  []Key
	After bool // the page does not start at the first row; Keys have values
	spec  store.Spec
	last  store.Position
}

// NewPage checks a query and reads its cursor.
func NewPage(s store.Spec, q store.Query) (*Page, error) {
	q, err := q.Ready(s)
	if err != nil {
		return nil, err
	}
	from, err := q.Start(s)
	if err != nil {
		return nil, err
	}
	p := &Page{Query: q, After: from != nil, spec: s}
	if from == nil {
		from = &store.Position{Keys: make([]any, len(q.Sort))}
	}
	for i, o := range q.Sort {
		p.Keys = append(p.Keys, Key{Column(o.Field), o.Desc, from.Keys[i]})
	}
	p.Keys = append(p.Keys, Key{Col: "id", Value: from.ID})
	if q.AllMarkets {
		p.Keys = append(p.Keys, Key{Col: "market", Value: from.Market})
	}
	return p, nil
}

// Full reports whether the page is complete. A further row means that there is a next page, and sets its cursor.
func (p *Page) Full() bool {
	if len(p.Items) < p.Query.Limit {
		return false
	}
	p.Next = p.Query.Cursor(p.spec, p.last)
	return true
}

// Add puts a document on the page. Value reads the i-th sort value of its row; nil for absent.
func (p *Page) Add(r store.Raw, value func(i int, f store.FieldSpec) any) {
	p.last = store.Position{Keys: make([]any, len(p.Query.Sort)), Market: r.Market, ID: r.ID}
	for i, o := range p.Query.Sort {
		f, _ := p.spec.Field(o.Field)
		p.last.Keys[i] = value(i, f)
	}
	p.Items = append(p.Items, r)
}

// Sums checks the arguments of a Sum. It returns the ready query and the fields of by.
func Sums(s store.Spec, q store.Query, by, of []string) (store.Query, []store.FieldSpec, error) {
	q.Limit, q.After = 0, ""
	q, err := q.Ready(s)
	if err != nil {
		return q, nil, err
	}
	fields := make([]store.FieldSpec, len(by))
	for i, name := range by {
		f, ok := s.Field(name)
		if !ok || f.Type == store.Set {
			return q, nil, store.Misuse("%s: group by %q, which is unknown or a set", s.Name, name)
		}
		fields[i] = f
	}
	for _, name := range of {
		if f, ok := s.Field(name); !ok || f.Type != store.Int {
			return q, nil, store.Misuse("%s: sum of %q, which is no declared number", s.Name, name)
		}
	}
	return q, fields, nil
}
