package sqlite

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/store"
)

type row struct {
	store.Meta
	Month  string `json:"month"`
	Amount int64  `json:"amount"`
	Text   string `json:"text"`
}

var rows = store.Define(store.Def[row]{
	Name: "rows", Shape: 1, Meta: func(r *row) *store.Meta { return &r.Meta },
	Fields: []store.FieldSpec{{Name: "month"}, {Name: "amount", Type: store.Int}, {Name: "tags", Type: store.Set}},
	Values: func(r *row) store.Values {
		return store.Values{"month": r.Month, "amount": r.Amount, "tags": []string{r.Month[:4]}}
	},
	Indexes: [][]string{{"month", "amount"}},
})

func fill(b *testing.B, n int) *Store {
	b.Helper()
	s := temp(b)
	if err := s.Define(b.Context(), []store.Spec{rows.Spec()}); err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("甘蔗尾梢青贮饲料化利用技术", 40) // about 1.6 kB, the size of a listing
	for done := 0; done < n; done += 1000 {
		err := s.Run(b.Context(), func(tx store.Tx) error {
			for i := done; i < min(n, done+1000); i++ {
				r := row{Meta: store.Meta{ID: fmt.Sprintf("%08d", i), Market: "m"},
					Month: fmt.Sprintf("20%02d-%02d", i%7+20, i%12+1), Amount: int64(i), Text: text}
				if err := rows.Insert(tx, &r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkInsert is one durable transaction of one document.
func BenchmarkInsert(b *testing.B) {
	s, i := fill(b, 0), 0
	for b.Loop() {
		i++
		err := s.Run(b.Context(), func(tx store.Tx) error {
			r := row{Meta: store.Meta{ID: fmt.Sprint(i), Market: "m"}, Month: "2025-03", Amount: 1, Text: "x"}
			return rows.Insert(tx, &r)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBulk is one document of a transaction of 1000.
func BenchmarkBulk(b *testing.B) {
	s, i := fill(b, 0), 0
	for b.Loop() {
		i++
		err := s.Run(b.Context(), func(tx store.Tx) error {
			for k := range 1000 {
				r := row{Meta: store.Meta{ID: fmt.Sprint(i, "-", k), Market: "m"}, Month: "2025-03", Amount: 1,
					Text: "x"}
				if err := rows.Insert(tx, &r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/doc")
}

// BenchmarkOver100k reads a store of 100,000 documents: a first page, a deep page, a count and sums.
func BenchmarkOver100k(b *testing.B) {
	s := fill(b, 100_000)
	view := func(fn func(tx store.Tx) error) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				if err := s.View(b.Context(), fn); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	page := store.Query{Market: "m", Limit: 20,
		Sort: []store.Order{{Field: "month", Desc: true}, {Field: "amount", Desc: true}}}
	deep := page
	for range 500 {
		err := s.View(b.Context(), func(tx store.Tx) error {
			p, err := rows.Find(tx, deep)
			deep.After = p.Next
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	month := store.Query{Market: "m", Where: []store.Cond{{Field: "month", Op: store.Ge, Value: "2025-01"},
		{Field: "month", Op: store.Le, Value: "2025-12"}}}
	b.Run("page", view(func(tx store.Tx) error { _, err := rows.Find(tx, page); return err }))
	b.Run("page-500", view(func(tx store.Tx) error { _, err := rows.Find(tx, deep); return err }))
	b.Run("count", view(func(tx store.Tx) error { _, err := rows.Count(tx, month); return err }))
	b.Run("sum-year", view(func(tx store.Tx) error {
		_, err := rows.Sum(tx, month, []string{"month"}, []string{"amount"})
		return err
	}))
	b.Run("sum-all", view(func(tx store.Tx) error {
		_, err := rows.Sum(tx, store.Query{Market: "m"}, []string{"month"}, []string{"amount"})
		return err
	}))
	b.Run("has", view(func(tx store.Tx) error {
		q := page
		q.Where = []store.Cond{{Field: "tags", Op: store.Has, Value: "2024"}}
		_, err := rows.Find(tx, q)
		return err
	}))
}
