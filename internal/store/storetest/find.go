package storetest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// sample has every mixture of present and absent values, equal keys and extreme numbers. The order of its texts by
// bytes is neither that of a dictionary nor that of UTF-16.
func sample() []note {
	titles := []string{"", "B", "a", "Z", "ä", "中文", "\U00020000", "\uffee", "a ", "", "A%_'\"\\", "a"}
	ranks := []*int64{nil, new(int64(3)), new(int64(-1)), nil, new(int64(3)), new(int64(math.MaxInt64)),
		new(int64(math.MinInt64))}
	dones := []*bool{nil, new(true), new(false)}
	tags := [][]string{nil, {"x"}, {"x", "y"}, {"y", "中"}, {}}
	var out []note
	for i := range 31 {
		out = append(out, note{Meta: in(fmt.Sprintf("n%02d", (i*19)%31)), Title: titles[i%len(titles)],
			Rank: ranks[i%len(ranks)],
			Done: dones[i%len(dones)], Tags: tags[i%len(tags)], Amount: int64(i)})
	}
	return out
}

func conditions(t *testing.T, c Config) {
	e, ns := open(t, c), sample()
	insert(t, e, ns...)
	title := func(n note) string { return n.Title }
	ranked := func(ok func(int64) bool) func(note) bool {
		return func(n note) bool { return n.Rank != nil && ok(*n.Rank) }
	}
	for _, test := range []struct {
		name  string
		where []store.Cond
		want  func(note) bool
	}{
		{"all", nil, func(note) bool { return true }},
		{"eq text", []store.Cond{{Field: "title", Op: store.Eq, Value: "a"}},
			func(n note) bool { return title(n) == "a" }},
		{"eq wild", []store.Cond{{Field: "title", Op: store.Eq, Value: "A%_'\"\\"}},
			func(n note) bool { return title(n) == "A%_'\"\\" }},
		{"gt text", []store.Cond{{Field: "title", Op: store.Gt, Value: "Z"}},
			func(n note) bool { return title(n) > "Z" }},
		{"le text", []store.Cond{{Field: "title", Op: store.Le, Value: "a"}},
			func(n note) bool { return title(n) != "" && title(n) <= "a" }},
		{"eq number", []store.Cond{{Field: "rank", Op: store.Eq, Value: 3}},
			ranked(func(r int64) bool { return r == 3 })},
		{"ge number", []store.Cond{{Field: "rank", Op: store.Ge, Value: int64(3)}},
			ranked(func(r int64) bool { return r >= 3 })},
		{"lt number", []store.Cond{{Field: "rank", Op: store.Lt, Value: 3}},
			ranked(func(r int64) bool { return r < 3 })},
		{"largest", []store.Cond{{Field: "rank", Op: store.Eq, Value: int64(math.MaxInt64)}},
			ranked(func(r int64) bool { return r == math.MaxInt64 })},
		{"range", []store.Cond{{Field: "rank", Op: store.Gt, Value: -1}, {Field: "rank", Op: store.Le, Value: 3}},
			ranked(func(r int64) bool { return r > -1 && r <= 3 })},
		{"bool", []store.Cond{{Field: "done", Op: store.Eq, Value: false}},
			func(n note) bool { return n.Done != nil && !*n.Done }},
		{"in texts", []store.Cond{{Field: "title", Op: store.In, Value: []string{"a", "中文", "none"}}},
			func(n note) bool { return title(n) == "a" || title(n) == "中文" }},
		{"in numbers", []store.Cond{{Field: "rank", Op: store.In, Value: []int64{3, math.MinInt64}}},
			ranked(func(r int64) bool { return r == 3 || r == math.MinInt64 })},
		{"in nothing", []store.Cond{{Field: "title", Op: store.In, Value: []string{}}},
			func(note) bool { return false }},
		{"absent text", []store.Cond{{Field: "title", Op: store.Absent}}, func(n note) bool { return title(n) == "" }},
		{"absent number", []store.Cond{{Field: "rank", Op: store.Absent}}, func(n note) bool { return n.Rank == nil }},
		{"present bool", []store.Cond{{Field: "done", Op: store.Present}}, func(n note) bool { return n.Done != nil }},
		{"has", []store.Cond{{Field: "tags", Op: store.Has, Value: "y"}},
			func(n note) bool { return slices.Contains(n.Tags, "y") }},
		{"has both", []store.Cond{{Field: "tags", Op: store.Has, Value: "x"},
			{Field: "tags", Op: store.Has, Value: "y"}},
			func(n note) bool { return len(n.Tags) == 2 && n.Tags[0] == "x" }},
		{"absent set", []store.Cond{{Field: "tags", Op: store.Absent}}, func(n note) bool { return len(n.Tags) == 0 }},
		{"present set", []store.Cond{{Field: "tags", Op: store.Present}}, func(n note) bool { return len(n.Tags) > 0 }},
		{"id", []store.Cond{{Field: "id", Op: store.Gt, Value: "n25"}}, func(n note) bool { return n.ID > "n25" }},
		{"ids between", []store.Cond{{Field: "id", Op: store.Ge, Value: "n07"},
			{Field: "id", Op: store.Lt, Value: "n2/"}}, func(n note) bool { return n.ID >= "n07" && n.ID < "n2/" }},
		{"several", []store.Cond{{Field: "done", Op: store.Eq, Value: true}, {Field: "rank", Op: store.Absent},
			{Field: "tags", Op: store.Has, Value: "x"}}, func(n note) bool {
			return n.Done != nil && *n.Done && n.Rank == nil && slices.Contains(n.Tags, "x")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := []string{}
			for _, n := range ns {
				if test.want(n) {
					want = append(want, n.ID)
				}
			}
			slices.Sort(want)
			q := store.Query{Market: market, Where: test.where}
			got, err := all(t.Context(), e, q, 5)
			must(t, err)
			if d := gocmp.Diff(want, ids(got)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
			if n := count(t, e, q); n != int64(len(want)) {
				t.Errorf("Count = %d, want %d", n, len(want))
			}
		})
	}
}

// less is the promised order, written a second time in Go.
func less(sort []store.Order) func(a, b note) int {
	return func(a, b note) int {
		for _, o := range sort {
			var d int
			switch o.Field {
			case "title":
				d = strings.Compare(a.Title, b.Title) // absent is empty here, so it comes first
			case "rank":
				d = absentFirst(a.Rank, b.Rank, cmp.Compare[int64])
			case "done":
				d = absentFirst(a.Done, b.Done, func(x, y bool) int { return cmp.Compare(bit(x), bit(y)) })
			case "id":
				d = strings.Compare(a.ID, b.ID)
			}
			if o.Desc {
				d = -d
			}
			if d != 0 {
				return d
			}
		}
		return strings.Compare(a.ID, b.ID)
	}
}

func absentFirst[T any](a, b *T, compare func(T, T) int) int {
	if a != nil && b != nil {
		return compare(*a, *b)
	}
	return cmp.Compare(bit(a != nil), bit(b != nil))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// pages reads every order in every page size, so that pages start, cross and end in absent values.
func pages(t *testing.T, c Config) {
	e, ns := open(t, c), sample()
	insert(t, e, ns...)
	var sorts [][]store.Order
	for _, a := range []string{"title", "rank", "done"} {
		for _, desc := range []bool{false, true} {
			sorts = append(sorts, []store.Order{{Field: a, Desc: desc}})
			for _, b := range []string{"rank", "title"} {
				if a != b {
					sorts = append(sorts, []store.Order{{Field: a, Desc: desc}, {Field: b, Desc: !desc}},
						[]store.Order{{Field: a, Desc: desc}, {Field: b, Desc: desc}})
				}
			}
		}
	}
	sorts = append(sorts, nil, []store.Order{{Field: "id", Desc: true}})
	for _, sort := range sorts {
		want := slices.Clone(ns)
		slices.SortFunc(want, less(sort))
		for _, size := range []int{1 + len(sort)/2, 7, len(ns) - 1, len(ns)} {
			got, err := all(t.Context(), e, store.Query{Market: market, Sort: sort}, size)
			must(t, err)
			if d := gocmp.Diff(ids(want), ids(got)); d != "" {
				t.Fatalf("sort %v, pages of %d: -want +got:\n%s", sort, size, d)
			}
		}
	}
}

// cursors: a cursor belongs to its query.
func cursors(t *testing.T, c Config) {
	e := open(t, c)
	insert(t, e, sample()...)
	q := store.Query{Market: market, Limit: 3, Sort: []store.Order{{Field: "rank"}},
		Where: []store.Cond{{Field: "amount", Op: store.Ge, Value: 0}}}
	var next string
	view(t, e, func(tx store.Tx) error {
		p, err := notes.Find(tx, q)
		next = p.Next
		return err
	})
	for name, change := range map[string]func(*store.Query){
		"no cursor":        func(q *store.Query) { q.After = "这不是" },
		"cut":              func(q *store.Query) { q.After = next[:len(next)-5] },
		"other order":      func(q *store.Query) { q.Sort = []store.Order{{Field: "rank", Desc: true}} },
		"other conditions": func(q *store.Query) { q.Where = nil },
		"other market":     func(q *store.Query) { q.Market = "140429" },
	} {
		q := q
		q.After = next
		change(&q)
		err := e.View(t.Context(), func(tx store.Tx) error {
			_, err := notes.Find(tx, q)
			return err
		})
		if !fault.Is(err, fault.Malformed) {
			t.Errorf("%s: %v, want Malformed", name, err)
		}
	}
	// Rows added and removed between two pages move no other row.
	q.After = next
	var before, after []string
	view(t, e, func(tx store.Tx) error {
		p, err := notes.Find(tx, q)
		before = ids(p.Items)
		return err
	})
	insert(t, e, note{Meta: in("n000")}) // absent rank, so before the cursor
	view(t, e, func(tx store.Tx) error {
		p, err := notes.Find(tx, q)
		after = ids(p.Items)
		return err
	})
	if d := gocmp.Diff(before, after); d != "" {
		t.Errorf("an insert before the page moved it: %s", d)
	}
}

// queries covers the limits and the typed helpers.
func queries(t *testing.T, c Config) {
	e, ns := open(t, c), sample()
	insert(t, e, ns...)
	view(t, e, func(tx store.Tx) error {
		p, err := notes.Find(tx, store.Query{Market: market})
		if err != nil || len(p.Items) != store.DefaultLimit || p.Next == "" {
			t.Errorf("no limit: %d rows, next %q, %v", len(p.Items), p.Next, err)
		}
		n, err := notes.First(tx, store.Query{Market: market, Sort: []store.Order{{Field: "amount", Desc: true}}})
		if err != nil || n.Amount != 30 {
			t.Errorf("First: %v, %v", n, err)
		}
		if _, err := notes.First(tx, store.Query{Market: "none"}); !fault.Is(err, fault.NotFound) {
			t.Errorf("First of nothing: %v", err)
		}
		seen := 0
		err = notes.Each(tx, store.Query{Market: market, Limit: 10}, func(note) error { seen++; return nil })
		if err != nil || seen != len(ns) {
			t.Errorf("Each saw %d of %d: %v", seen, len(ns), err)
		}
		return nil
	})
}

func sums(t *testing.T, c Config) {
	e := open(t, c)
	insert(t, e,
		note{Meta: in("1"), Title: "甲", Amount: 10, Rank: new(int64(1)), Done: new(true)},
		note{Meta: in("2"), Title: "甲", Amount: 20, Done: new(false)},
		note{Meta: in("3"), Title: "乙", Amount: 5_000_000_000_00, Rank: new(int64(7))},
		note{Meta: in("4"), Amount: -3, Rank: new(int64(2))},
		note{Meta: store.Meta{ID: "5", Market: "other"}, Title: "甲", Amount: 1000})
	for _, test := range []struct {
		name   string
		q      store.Query
		by, of []string
		want   []store.Group
	}{
		{"total", store.Query{Market: market}, nil, []string{"amount", "rank"},
			[]store.Group{{By: []any{}, Sums: []int64{500000000027, 10}, Count: 4}}},
		{"by title, absent first", store.Query{Market: market}, []string{"title"}, []string{"amount"}, []store.Group{
			{By: []any{nil}, Sums: []int64{-3}, Count: 1}, {By: []any{"乙"}, Sums: []int64{500000000000},
				Count: 1}, {By: []any{"甲"}, Sums: []int64{30}, Count: 2}}},
		{"by two", store.Query{Market: market, Where: []store.Cond{{Field: "title", Op: store.Eq, Value: "甲"}}},
			[]string{"title", "done"}, []string{"rank"}, []store.Group{
				{By: []any{"甲", false}, Sums: []int64{0}, Count: 1}, {By: []any{"甲", true}, Sums: []int64{1},
					Count: 1}}},
		{"by number", store.Query{Market: market, Where: []store.Cond{{Field: "rank", Op: store.Le, Value: 2}}},
			[]string{"rank"}, nil, []store.Group{
				{By: []any{int64(1)}, Sums: []int64{}, Count: 1}, {By: []any{int64(2)}, Sums: []int64{}, Count: 1}}},
		{"by id, of a list", store.Query{Market: market,
			Where: []store.Cond{{Field: "id", Op: store.In, Value: []string{"4", "1", "5"}},
				{Field: "amount", Op: store.Present}}},
			[]string{"id"}, nil, []store.Group{{By: []any{"1"}, Sums: []int64{}, Count: 1},
				{By: []any{"4"}, Sums: []int64{}, Count: 1}}},
		{"groups of nothing", store.Query{Market: "none"}, []string{"title"}, []string{"amount"}, nil},
		{"total of nothing", store.Query{Market: "none"}, nil, []string{"amount"},
			[]store.Group{{By: []any{}, Sums: []int64{0}, Count: 0}}},
	} {
		view(t, e, func(tx store.Tx) error {
			got, err := notes.Sum(tx, test.q, test.by, test.of)
			if d := gocmp.Diff(test.want, got); d != "" || err != nil {
				t.Errorf("%s: %v -want +got:\n%s", test.name, err, d)
			}
			return nil
		})
	}
}

func sets(t *testing.T, c Config) {
	e := open(t, c)
	has := func(tag string, want int64) {
		t.Helper()
		if n := count(t, e, store.Query{Market: market,
			Where: []store.Cond{{Field: "tags", Op: store.Has, Value: tag}}}); n != want {
			t.Errorf("%s is in %d documents, want %d", tag, n, want)
		}
	}
	insert(t, e, note{Meta: in("1"), Tags: []string{"糖", "酒", "糖"}}, note{Meta: in("2"), Tags: []string{"茶"}})
	has("糖", 1)
	run(t, e, func(tx store.Tx) error {
		n, err := notes.Get(tx, market, "1")
		n.Tags = []string{"茶"}
		if err == nil {
			err = notes.Update(tx, &n)
		}
		return err
	})
	has("糖", 0)
	has("茶", 2)
	run(t, e, func(tx store.Tx) error {
		n, err := notes.Get(tx, market, "2")
		if err == nil {
			err = notes.Delete(tx, &n)
		}
		return err
	})
	has("茶", 1)
}

func many(t *testing.T, c Config) {
	e := open(t, c)
	var ns []note
	var asked, want []string
	for i := range 700 {
		id := fmt.Sprintf("m%04d", i)
		ns = append(ns, note{Meta: in(id)})
		asked = append([]string{id, "absent" + id}, asked...)
		want = append([]string{id}, want...)
	}
	insert(t, e, ns...)
	view(t, e, func(tx store.Tx) error {
		got, err := notes.Many(tx, market, asked)
		if d := gocmp.Diff(want, ids(got)); d != "" || err != nil {
			t.Errorf("Many: %v -want +got:\n%s", err, d)
		}
		none, err := notes.Many(tx, "other", asked)
		if err != nil || len(none) > 0 {
			t.Errorf("Many in another market: %d, %v", len(none), err)
		}
		return nil
	})
}
