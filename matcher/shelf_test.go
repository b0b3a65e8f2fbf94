package matcher_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"kebang/internal/listing"
	"kebang/internal/soak"
	"kebang/internal/store"
	"kebang/matcher"
	"kebang/matcher/local"
)

// TestShelfForm: every field of a document comes back, and a new field of Doc or Analysed fails the test.
func TestShelfForm(t *testing.T) {
	d := matcher.Doc{}
	v := reflect.ValueOf(&d).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		switch name := v.Type().Field(i).Name; {
		case name == "Kind":
			d.Kind = matcher.Demand
		case f.Kind() == reflect.String:
			f.SetString("甘蔗渣 " + name)
		case f.CanInt():
			f.SetInt(int64(7 + i))
		case f.Kind() == reflect.Bool:
			f.SetBool(true)
		case name == "Lines":
			d.Lines = []matcher.Line{{Must: true, Metric: "纯度", Op: "range", Value: "95", High: "99", Unit: "%",
				Text: "检测报告"}, {Text: "不漏水"}}
		case f.Type() == reflect.TypeFor[[]string]():
			f.Set(reflect.ValueOf([]string{name, "茶"}))
		default:
			t.Fatalf("Doc.%s: teach the shelf a %s", name, f.Type())
		}
		if f.IsZero() {
			t.Fatalf("Doc.%s is not filled", v.Type().Field(i).Name)
		}
	}
	if n := matcher.AnalysedFields(); n != 19 {
		t.Errorf("Analysed has %d fields: write the new one in appendAnalysed, "+
			"or make it of the others in readAnalysed", n)
	}
	for _, d := range []matcher.Doc{d, {},
		{Kind: matcher.Achievement, Title: "破壁机降低能耗的压榨与干燥设备", Text: "蔗渣压榨后干燥，能耗降低20%。", Industry: "01"}} {
		a := matcher.Analyse(d)
		if back := matcher.Shelved(a); back == nil || !matcher.Alike(a, back) {
			t.Errorf("%+v comes back as %+v", a, back)
		}
	}
}

// file is a shelf in one file.
type file string

func (f file) Open() (io.ReadCloser, error) { return os.Open(string(f)) }

func (f file) Program() [32]byte { return [32]byte{1} }

func (f file) Write(fn func(io.Writer) error) error {
	var b bytes.Buffer
	if err := fn(&b); err != nil {
		return err
	}
	return os.WriteFile(string(f), b.Bytes(), 0o600)
}

// shelfBench is a market with a shelf.
type shelfBench struct {
	*bench
	path   string
	posted int // documents that the last start put with their postings
}

// counted counts documents put with postings.
type counted struct {
	*local.Index
	posted *int
}

func (x counted) PutPosted(ctx context.Context, kind matcher.Kind, docs []*matcher.Analysed, postings []byte) (bool,
	error) {
	ok, err := x.Index.PutPosted(ctx, kind, docs, postings)
	if ok {
		*x.posted += len(docs)
	}
	return ok, err
}

func newShelfBench(t *testing.T) *shelfBench {
	b := &shelfBench{bench: newBench(t), path: filepath.Join(t.TempDir(), "shelf")}
	for i := range 40 {
		b.achievement("m1", fmt.Sprintf("蔗渣制浆工艺%d", i), "以蔗渣为原料的清洁制浆，得率不低于55%。", "01",
			listing.Indicator{Metric: "得率", Op: ">=", Value: "55", Unit: "%"})
		b.demand("m2", fmt.Sprintf("降低蔗渣水分%d", i), "希望压榨后蔗渣水分低于48%。", "",
			listing.Requirement{Metric: "水分", Op: "<=", Value: "48", Unit: "%", Must: true})
	}
	return b
}

// start is a new process. It fills an index, from the shelf where possible, and compares it with one filled from the
// records alone. It returns the number of documents that were analysed.
func (b *shelfBench) start() int {
	b.t.Helper()
	ctx := context.Background()
	now := func() time.Time { return b.now }
	fast, slow := local.New(), local.New()
	b.posted = 0
	b.matches = matcher.NewService(b.db, counted{fast, &b.posted}, now)
	b.matches.Shelve(file(b.path))
	if err := b.matches.Rebuild(ctx); err != nil {
		b.t.Fatal(err)
	}
	if err := matcher.NewService(b.db, slow, now).Rebuild(ctx); err != nil {
		b.t.Fatal(err)
	}
	for _, kind := range []matcher.Kind{matcher.Demand, matcher.Achievement} {
		refs, err := slow.Revisions(ctx, kind, "", 1000)
		if err != nil {
			b.t.Fatal(err)
		}
		got, err := fast.Revisions(ctx, kind, "", 1000)
		if err != nil || !reflect.DeepEqual(refs, got) {
			b.t.Errorf("%s: the index holds %v, the records %v (%v)", kind, got, refs, err)
		}
		for _, r := range refs {
			x, _ := fast.Docs(ctx, kind, []string{r.ID})
			y, _ := slow.Docs(ctx, kind, []string{r.ID})
			if len(x) != 1 || len(y) != 1 || !matcher.Alike(x[0], y[0]) {
				b.t.Errorf("%s %s differs from the record", kind, r.ID)
			}
		}
		b.sameFound(kind, fast, slow)
	}
	return b.matches.Unshelved()
}

// sameFound compares the documents of a kind in both indexes.
func (b *shelfBench) sameFound(kind matcher.Kind, fast, slow *local.Index) {
	b.t.Helper()
	ctx := context.Background()
	for _, asked := range []string{"蔗渣制浆的得率与水分", "茶叶杀青", "核桃脱青皮破壳", "乳清蛋白膜分离"} {
		terms := matcher.NewCorpus(1, nil).Ask(matcher.Analyse(matcher.Doc{Kind: kind.Other(), Title: asked})).Terms()
		want, err := slow.Candidates(ctx, kind, terms, matcher.Filter{}, 1000)
		if err != nil {
			b.t.Fatal(err)
		}
		got, err := fast.Candidates(ctx, kind, terms, matcher.Filter{}, 1000)
		if err != nil || !reflect.DeepEqual(want, got) {
			b.t.Errorf("%s, %s: found %v, by the records %v (%v)", kind, asked, got, want, err)
		}
	}
}

func (b *shelfBench) keep() bool {
	b.t.Helper()
	wrote, err := b.matches.KeepShelf(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	return wrote
}

func TestShelf(t *testing.T) {
	b := newShelfBench(t)
	for _, step := range []struct {
		name   string
		change func()
		anew   int
		wrote  bool
	}{
		{"no file", func() {}, 80, true},
		{"all of it", func() {}, 0, false},
		{"a new record", func() { b.achievement("m1", "茶叶杀青机", "滚筒杀青。", "03") }, 1, true},
		{"nothing again", func() {}, 0, false},
	} {
		step.change()
		if n := b.start(); n != step.anew {
			t.Errorf("%s: %d analysed anew, want %d", step.name, n, step.anew)
		}
		if wrote := b.keep(); wrote != step.wrote {
			t.Errorf("%s: wrote %v", step.name, wrote)
		}
	}
	if files, err := os.ReadDir(filepath.Dir(b.path)); err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
}

// TestSoakShelfDamaged: with any damage to the file, the index is that of the records.
func TestSoakShelfDamaged(t *testing.T) {
	b := newShelfBench(t)
	b.start()
	b.keep()
	whole, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	damage := map[string]func() []byte{
		"empty":           func() []byte { return nil },
		"not a shelf":     func() []byte { return []byte("SQLite format 3") },
		"another program": func() []byte { c := append([]byte{}, whole...); c[20] ^= 1; return c },
		"only the head":   func() []byte { return whole[:45] },
		"twice":           func() []byte { return append(append([]byte{}, whole...), whole...) },
		"zeros behind":    func() []byte { return append(append([]byte{}, whole...), make([]byte, 5000)...) },
	}
	try := func(name string, content []byte) {
		if err := os.WriteFile(b.path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		b.start()
		if t.Failed() {
			t.Fatalf("after %s", name)
		}
	}
	for name, make := range damage {
		try(name, make())
	}
	for i := range soak.Rounds(t, 12) {
		rng := soak.Rand(uint64(i))
		try(fmt.Sprint("cut ", i), whole[:45+rng.IntN(len(whole)-45)])
		flipped := bytes.Clone(whole)
		flipped[45+rng.IntN(len(whole)-45)] ^= 1 << rng.IntN(8)
		try(fmt.Sprint("bit ", i), flipped)
	}
}

// TestShelfOfAnOlderForm: no program reads a file of an older form, not even the one that wrote it.
func TestShelfOfAnOlderForm(t *testing.T) {
	b := newShelfBench(t)
	b.start()
	b.keep()
	whole, err := os.ReadFile(b.path)
	if err != nil {
		t.Fatal(err)
	}
	now := matcher.ShelfHead(file("").Program(), matcher.ShelfForm)
	if !bytes.HasPrefix(whole, now) {
		t.Fatalf("the file begins with %x", whole[:len(now)])
	}
	copy(whole, matcher.ShelfHead(file("").Program(), matcher.ShelfForm-1))
	if err := os.WriteFile(b.path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := b.start(); n != 80 {
		t.Errorf("%d analysed anew, want all", n)
	}
	if !b.keep() || b.start() != 0 {
		t.Error("the file was not written anew")
	}
}

// TestShelfStale: an older file does not bring back former contents.
func TestShelfStale(t *testing.T) {
	b := newShelfBench(t)
	id := b.achievement("m1", "核桃破壳机", "核桃破壳取仁。", "05")
	other := b.achievement("m1", "乳清蛋白分离", "膜法分离乳清蛋白。", "07")
	b.start()
	b.keep()
	ctx := context.Background()
	raw := func(id string) (l listing.Achievement) {
		t.Helper()
		if err := b.db.View(ctx, func(tx store.Tx) (err error) {
			l,
				err = listing.Achievements.Get(tx, "m1", id)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return l
	}
	l := raw(id)
	c := *l.Published
	c.Title = "核桃脱青皮机"
	l, err := b.listings.Achievements.Save(ctx, officer("m1"), id, l.Rev, c)
	if err == nil {
		_, err = b.listings.Achievements.Step(ctx, officer("m1"), id, l.Rev, listing.StepPublish, "")
	}
	if err == nil {
		_, err = b.listings.Achievements.Step(ctx, officer("m1"), other, raw(other).Rev, listing.StepWithdraw, "停产")
	}
	if err != nil {
		t.Fatal(err)
	}
	if n := b.start(); n != 1 {
		t.Errorf("%d analysed anew, want the changed one", n)
	}
}
