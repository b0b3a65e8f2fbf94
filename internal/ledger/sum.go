package ledger

import (
	"slices"
	"strings"

	"kebang/internal/store"
	"kebang/internal/workday"
)

// Query asks for figures of one scope.
type Query struct {
	Market   string
	Scope    string
	From, To Period         // months that the postings count in, both included; empty is open
	AsOf     workday.Date   // only what was posted up to the end of this day; empty is all
	Where    map[Cut]string // a region includes the places in it; None asks for what has no value
}

// Conds are the store conditions of a query.
func (q Query) Conds() []store.Cond {
	out := []store.Cond{{Field: "measure", Op: store.Eq, Value: string(Contracts)}}
	if q.Scope != "" {
		out = append(out, store.Cond{Field: q.Scope, Op: store.Eq, Value: true})
	}
	for _, x := range []struct {
		field string
		op    store.Op
		v     string
	}{{"period", store.Ge, string(q.From)}, {"period", store.Le, string(q.To)}, {"day", store.Le, string(q.AsOf)}} {
		if x.v != "" {
			out = append(out, store.Cond{Field: x.field, Op: x.op, Value: x.v})
		}
	}
	for _, c := range Cuts {
		cut := Cut(c.Code)
		key, ok := q.Where[cut]
		switch {
		case !ok || key == "":
		case key == None:
			out = append(out, store.Cond{Field: c.Code, Op: store.Absent})
		default:
			out = append(out, store.Cond{Field: field(cut, key), Op: store.Eq, Value: key})
		}
	}
	return out
}

// field is the index field in which a key of a cut stands: a province or a prefecture finds all places in it.
func field(cut Cut, key string) string {
	if (cut != BySeller && cut != ByBuyer) || len(key) != 6 || !strings.HasSuffix(key, "00") {
		return string(cut)
	}
	if strings.HasSuffix(key, "0000") {
		return string(cut) + "Province"
	}
	return string(cut) + "City"
}

// Cell is one line of a table.
type Cell struct {
	Key string
	Figures
}

// ByPeriod parts figures by the month in which they count.
const ByPeriod Cut = "period"

// Sum parts the figures of a query by a cut or by ByPeriod, in the order of the keys. The cut "" gives the whole as one
// cell. Without Where and AsOf it adds up the books of the months. Otherwise the engine adds up the postings.
func Sum(tx store.Tx, q Query, by Cut) ([]Cell, error) {
	of := map[string]Figures{}
	var err error
	if len(q.Conds()) == len(Query{Scope: q.Scope, From: q.From, To: q.To}.Conds()) {
		err = q.books(tx, func(b *Book) {
			if whole, ok := b.Sums[q.Scope][""][""]; ok && by == ByPeriod {
				of[b.ID] = whole
			}
			for key, f := range b.Sums[q.Scope][by] {
				of[key] = of[key].Plus(f)
			}
		})
	} else {
		err = q.postings(tx, by, of)
	}
	return cells(of), err
}

func cells(of map[string]Figures) []Cell {
	out := make([]Cell, 0, len(of))
	for key, f := range of {
		out = append(out, Cell{key, f})
	}
	slices.SortFunc(out, func(a, b Cell) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// Cells are the figures of a scope by a cut, in the order of the keys.
func (s Sums) Cells(scope string, by Cut) []Cell { return cells(s[scope][by]) }

func (q Query) books(tx store.Tx, fn func(*Book)) error {
	return Books.Each(tx, store.Query{Market: q.Market}, func(b Book) error {
		if p := b.Period(); (q.From == "" || p >= q.From) && (q.To == "" || p <= q.To) {
			fn(&b)
		}
		return nil
	})
}

func (q Query) postings(tx store.Tx, by Cut, of map[string]Figures) error {
	fields := []string{}
	if by != "" {
		fields = append(fields, string(by))
	}
	groups, err := Postings.Sum(tx, store.Query{Market: q.Market, Where: q.Conds()}, fields,
		[]string{"count", "totalFen", "techFen"})
	for _, g := range groups {
		key := ""
		if by != "" {
			k, ok := g.By[0].(string)
			if key = k; !ok {
				key = None
			}
		}
		of[key] = Figures{g.Sums[0], g.Sums[1], g.Sums[2]}
	}
	return err
}

// Whole are the figures of a query without a cut.
func Whole(tx store.Tx, q Query) (Figures, error) {
	cells, err := Sum(tx, q, "")
	if err != nil || len(cells) == 0 {
		return Figures{}, err
	}
	return cells[0].Figures, nil
}

// OfRecords adds up the postings of each record.
func OfRecords(tx store.Tx, market string, ids []string) (map[string]Figures, error) {
	out := map[string]Figures{}
	if len(ids) == 0 {
		return out, nil
	}
	groups, err := Postings.Sum(tx, store.Query{Market: market, Where: []store.Cond{{Field: "record", Op: store.In,
		Value: ids}}}, []string{"record"}, []string{"count", "totalFen", "techFen"})
	for _, g := range groups {
		id, _ := g.By[0].(string)
		out[id] = Figures{g.Sums[0], g.Sums[1], g.Sums[2]}
	}
	return out, err
}
