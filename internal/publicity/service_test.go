package publicity

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/check"
	"kebang/internal/document"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workday"
)

// world is the use cases on a real store, with a clock that the test moves and a record that notices are about.
type world struct {
	*Service
	t       *testing.T
	db      store.Engine
	now     time.Time
	officer actor.Actor
	heard   []string
}

func (w *world) NoticeMoved(_ store.Tx, _ actor.Actor, n *Notice) error {
	if !slices.Contains(w.heard, n.State) { // the transaction may run twice
		w.heard = append(w.heard, n.State)
	}
	return nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := sqlitetest.Open(t, Collections(), audit.Collections(), calendar.Collections(),
		files.Collections(), store.Collections())
	w := &world{t: t, db: db, officer: actor.Actor{Person: "p1", PersonName: "李敏", Market: "m1", Role: actor.Officer}}
	w.Service = NewService(db, func() time.Time { return w.now })
	w.Follow("challenge", w)
	w.day("2026-03-02")
	return w
}

// day moves the clock to nine in the morning in Shanghai.
func (w *world) day(d workday.Date) { w.now = time.UnixMilli(d.StartMS() + 9*3600_000) }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

var five = Rule{Days: 5, Kind: Workdays, Source: "县科技计划项目管理办法第十二条"}

// posted is a notice that stands since the present day.
func (w *world) posted() Notice {
	w.t.Helper()
	var n Notice
	w.must(w.db.Run(w.t.Context(), func(tx store.Tx) (err error) {
		n, err = Open(tx, w.officer, "n1", Subject{"challenge", "c1"},
			Form{Title: "拟揭榜单位公示", Text: "现将拟揭榜单位公示如下。", Rule: five}, w.now.UnixMilli())
		return err
	}))
	n, err := w.Post(w.t.Context(), w.officer, n.ID, n.Rev, PostingForm{Place: "县政府门户网站",
		Address: "https://www.example.gov.cn/1.html", First: workday.Of(w.now.UnixMilli())})
	w.must(err)
	return n
}

func (w *world) object(a actor.Actor, f ObjectionForm) (Objection, error) {
	return w.Object(w.t.Context(), a, "n1", f)
}

func (w *world) notice() Notice {
	w.t.Helper()
	n, err := w.Get(w.t.Context(), w.officer, "n1")
	w.must(err)
	return n
}

var (
	firm   = actor.Actor{Person: "p2", PersonName: "王强", Market: "m1", Role: actor.Enterprise, Org: "o2"}
	letter = ObjectionForm{Channel: ByLetter, Name: "王强", Contact: "13800000000", Text: "该单位与发榜方是同一控制人。"}
)

func TestNoticeFromPostingToEnd(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	n := w.posted()
	if n.Posting.Last != "2026-03-09" || n.Serial != "GS-2026-000001" {
		t.Errorf("stands until %s as %s", n.Posting.Last, n.Serial)
	}
	w.day("2026-03-09")
	if _, err := w.End(ctx, w.officer, n.ID, n.Rev, "公示期满无异议"); !fault.Is(err, fault.WrongState) {
		t.Errorf("ended on the last day: %v", err)
	}
	w.day("2026-03-10")
	if _, err := w.End(ctx, w.officer, n.ID, n.Rev, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("ended without a statement: %v", err)
	}
	n, err := w.End(ctx, w.officer, n.ID, n.Rev, "公示期满无异议")
	w.must(err)
	if n.State != Ended || n.EndedOn != "2026-03-10" || !slices.Equal(w.heard, []string{Posted, Ended}) {
		t.Errorf("%s on %s, the record heard %v", n.State, n.EndedOn, w.heard)
	}
	w.consistent()
}

// TestObjectionPausesTheClock takes two objections up: the clock stands still until both are closed.
func TestObjectionPausesTheClock(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	w.posted()
	w.day("2026-03-04")
	byPage, err := w.object(firm, ObjectionForm{Name: "王强", Contact: "13800000000", Text: "关系没有披露。"})
	w.must(err)
	f := letter
	f.Received = "2026-03-03"
	byLetter, err := w.object(w.officer, f)
	w.must(err)
	if n := w.notice(); n.Open != 2 || n.State != Posted {
		t.Fatalf("%d open, %s", n.Open, n.State)
	}
	w.day("2026-03-05")
	for _, o := range []*Objection{&byPage, &byLetter} {
		*o, err = w.Accept(ctx, w.officer, o.ID, o.Rev)
		w.must(err)
	}
	if n := w.notice(); n.State != Paused || n.Pauses[0].Left != 3 {
		t.Fatalf("%s with %+v", n.State, n.Pauses)
	}
	w.day("2026-03-20")
	_, err = w.Answer(ctx, w.officer, byPage.ID, byPage.Rev, AnswerForm{Rejected, "已核对股权登记，双方无关联。"})
	w.must(err)
	if n := w.notice(); n.State != Paused {
		t.Fatalf("one objection is open, and the notice is %s", n.State)
	}
	_, err = w.TakeBack(ctx, w.officer, byLetter.ID, byLetter.Rev, "来电撤回")
	w.must(err)
	n := w.notice()
	if n.State != Posted || n.Posting.Last != "2026-03-25" || n.Open != 0 || n.Taken != 2 {
		t.Fatalf("%s until %s, %d open of %d", n.State, n.Posting.Last, n.Open, n.Taken)
	}
	if _, err := w.Correct(ctx, w.officer, n.ID, n.Rev,
		PostingForm{Place: "门户网站", Address: "https://www.example.gov.cn/2.html",
			First: "2026-03-02", Last: "2026-03-30"}, "改日期"); !fault.Is(err, fault.WrongState) {
		t.Errorf("the days of a paused notice changed: %v", err)
	}
	w.consistent()
}

func TestPostingRefused(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	n, err := w.Create(ctx, w.officer, Form{Title: "经费公示", Text: "内容", Rule: five})
	w.must(err)
	good := PostingForm{Place: "县政府门户网站", Address: "https://www.example.gov.cn/1.html", First: "2026-03-02"}
	for _, tt := range []struct {
		name, pointer, says string
		change              func(*PostingForm)
	}{
		{"no place", "/place", "张贴在哪里", func(f *PostingForm) { f.Place = " " }},
		{"an address of another kind", "/address", "http", func(f *PostingForm) { f.Address = "javascript:alert(1)" }},
		{"neither address nor picture", "/address", "照片", func(f *PostingForm) { f.Address = "" }},
		{"posted tomorrow", "/first", "不晚于今天", func(f *PostingForm) { f.First = "2026-03-03" }},
		{"no day", "/first", "张贴之日", func(f *PostingForm) { f.First = "" }},
		{"a day short", "/last", "最早到2026年3月9日", func(f *PostingForm) { f.Last = "2026-03-08" }},
		{"the rule is named", "/last", "县科技计划项目管理办法第十二条", func(f *PostingForm) { f.Last = "2026-03-03" }},
	} {
		f := good
		tt.change(&f)
		_, err := w.Post(ctx, w.officer, n.ID, n.Rev, f)
		if !strings.Contains(said(err, tt.pointer), tt.says) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if n, _ := w.Get(ctx, w.officer, n.ID); n.State != Draft || n.Rev != 1 {
		t.Errorf("a refused posting left %+v", n)
	}
}

// said is the sentence of an error at a place of the input.
func said(err error, pointer string) string {
	f, _ := err.(*fault.Error)
	if f == nil {
		return ""
	}
	for _, x := range f.Fields {
		if x.Pointer == pointer {
			return x.Msg
		}
	}
	return ""
}

func TestObjectionsInTime(t *testing.T) {
	w := newWorld(t)
	w.posted()
	w.day("2026-03-10")
	if _, err := w.object(firm, letter); !fault.Is(err, fault.WrongState) {
		t.Errorf("by the page after the last day: %v", err)
	}
	for _, tt := range []struct {
		received workday.Date
		ok       bool
	}{{"2026-03-01", false}, {"2026-03-02", true}, {"2026-03-09", true}, {"2026-03-10", false}, {"2026-03-11", false}} {
		f := letter
		f.Received = tt.received
		if _, err := w.object(w.officer, f); (err == nil) != tt.ok {
			t.Errorf("a letter of %s, entered on 10 March: %v", tt.received, err)
		}
	}
	n := w.notice()
	if _, err := w.End(context.Background(), w.officer, n.ID, n.Rev, "公示期满无异议"); !fault.Is(err, fault.WrongState) {
		t.Errorf("ended with objections without an answer: %v", err)
	}
}

// TestWhoReads holds drafts and objections to those who may know of them.
func TestWhoReads(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	draft, err := w.Create(ctx, w.officer, Form{Title: "草稿", Text: "内容", Rule: five})
	w.must(err)
	w.posted()
	f := letter
	f.Received = "2026-03-02"
	o, err := w.object(w.officer, f)
	w.must(err)
	other := w.officer
	other.Market = "m2"
	for _, a := range []actor.Actor{{}, firm, other} {
		if _, err := w.Get(ctx, a, draft.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads a draft: %v", a.Role, err)
		}
		if _, err := w.Get(ctx, a, "n1"); err != nil {
			t.Errorf("%s reads no notice: %v", a.Role, err)
		}
		if p, n, err := w.List(ctx, a, Filter{Market: "m1"}); n != 1 || len(p.Items) != 1 || err != nil {
			t.Errorf("%s lists %d notices, %v", a.Role, n, err)
		}
		if os, err := w.ObjectionsOf(ctx, a, "n1"); len(os) > 0 {
			t.Errorf("%s reads objections: %v", a.Role, err)
		}
		if _, err := w.Accept(ctx, a, o.ID, 0); err == nil {
			t.Errorf("%s takes an objection up", a.Role)
		}
	}
	if _, n, _ := w.List(ctx, w.officer, Filter{Market: "m1"}); n != 2 {
		t.Errorf("the office lists %d notices", n)
	}
	mine, err := w.object(firm, letter)
	w.must(err)
	if os, _ := w.Mine(ctx, firm); len(os) != 1 || os[0].ID != mine.ID || os[0].Channel != ByPage {
		t.Errorf("the firm reads %+v of its own", os)
	}
}

// consistent is what kebang check finds.
func (w *world) consistent() {
	w.t.Helper()
	w.must(w.db.View(context.Background(), func(tx store.Tx) error {
		var c check.Case
		c.Tx, c.Market, c.Report = tx, "m1", func(f check.Finding) { w.t.Errorf("check: %s", f) }
		return CheckConsistency(&c)
	}))
}

// TestPaper holds the paper for the portal to the notice: its period before and after the posting, and the office.
func TestPaper(t *testing.T) {
	w := newWorld(t)
	n := w.posted()
	n.Posting = nil
	for _, x := range []struct {
		posting *Posting
		want    string
	}{{nil, "公示期：自发布之日起5个工作日。"}, {&Posting{First: "2026-03-02", Last: "2026-03-09"},
		"公示期：2026年3月2日至2026年3月9日。"}} {
		n.Posting = x.posting
		var b bytes.Buffer
		w.must(n.paper("边城县科技局").Docx(&b))
		words, err := document.Paragraphs(bytes.NewReader(b.Bytes()), int64(b.Len()))
		w.must(err)
		all := strings.Join(words, "\n")
		for _, s := range []string{n.Title, n.Text, x.want, five.Source, "向边城县科技局提出"} {
			if !strings.Contains(all, s) {
				t.Errorf("the paper lacks %q:\n%s", s, all)
			}
		}
	}
	if _, _, err := w.Paper(t.Context(), actor.Actor{Person: "p2", Market: "m1", Role: actor.Enterprise},
		n.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm makes the paper of a notice: %v", err)
	}
}
