package publicity

import (
	"errors"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// wrongAt are the places of an input that an error names.
func wrongAt(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Pointer)
	}
	return strings.Join(out, " ")
}

func long(n int) string { return strings.Repeat("长", n) }

// TestNoticeWithinBounds: lengths of title and text, 1 to 180 days of one of two kinds, and the source of the period.
func TestNoticeWithinBounds(t *testing.T) {
	good := Form{Title: "公示", Text: "内容", Rule: five}
	for _, tt := range []struct {
		rule   string
		change func(*Form)
		wrong  string
	}{
		{"as it should be", func(*Form) {}, ""}, {"natural days", func(f *Form) { f.Rule.Kind = NaturalDays }, ""},
		{"a title of 200", func(f *Form) { f.Title = long(200) }, ""},
		{"a title of 201", func(f *Form) { f.Title = long(201) }, "/title"},
		{"no title", func(f *Form) { f.Title = " " }, "/title"},
		{"a text of 20000", func(f *Form) { f.Text = long(20_000) }, ""},
		{"a text of 20001", func(f *Form) { f.Text = long(20_001) }, "/text"},
		{"no text", func(f *Form) { f.Text = "" }, "/text"}, {"no day", func(f *Form) { f.Rule.Days = 0 },
			"/rule/days"},
		{"one day", func(f *Form) { f.Rule.Days = 1 }, ""}, {"180 days", func(f *Form) { f.Rule.Days = 180 }, ""},
		{"181 days", func(f *Form) { f.Rule.Days = 181 }, "/rule/days"},
		{"another kind", func(f *Form) { f.Rule.Kind = "moons" }, "/rule/kind"},
		{"no source", func(f *Form) { f.Rule.Source = " " }, "/rule/source"},
	} {
		f := good
		tt.change(&f)
		if got := wrongAt(f.check()); got != tt.wrong {
			t.Errorf("%s: wrong at %q", tt.rule, got)
		}
	}
}

// TestPostingWithinBounds: a web address of at most 1,000 bytes or a picture, today at the latest, and at most two
// years.
func TestPostingWithinBounds(t *testing.T) {
	const host = "https://www.example.gov.cn/"
	good := PostingForm{Place: "门户网站", Address: host, First: "2026-03-02"}
	first := workday.Date("2026-03-02")
	for _, tt := range []struct {
		rule   string
		change func(*PostingForm)
		wrong  string
	}{
		{"posted today", func(*PostingForm) {}, ""}, {"tomorrow", func(f *PostingForm) {
			f.First = "2026-03-03"
		}, "/first"},
		{"a place of 200", func(f *PostingForm) { f.Place = long(200) }, ""},
		{"a place of 201", func(f *PostingForm) { f.Place = long(201) }, "/place"},
		{"http", func(f *PostingForm) { f.Address = "http://a.cn" }, ""},
		{"ftp", func(f *PostingForm) { f.Address = "ftp://a.cn" }, "/address"},
		{"no host", func(f *PostingForm) { f.Address = "https:///1.html" }, "/address"},
		{"no address at all", func(f *PostingForm) { f.Address = "https://%zz" }, "/address"},
		{"1000 bytes", func(f *PostingForm) { f.Address = host + strings.Repeat("a", 1000-len(host)) }, ""},
		{"1001 bytes", func(f *PostingForm) { f.Address = host + strings.Repeat("a", 1001-len(host)) }, "/address"},
		{"a picture", func(f *PostingForm) { f.Address, f.Picture = "", "p" }, ""},
		{"a picture and a wrong address", func(f *PostingForm) { f.Address, f.Picture = "x", "p" }, "/address"},
		{"neither", func(f *PostingForm) { f.Address = "" }, "/address"},
		{"as the rule says", func(f *PostingForm) { f.Last = "2026-03-09" }, ""},
		{"a day less", func(f *PostingForm) { f.Last = "2026-03-08" }, "/last"},
		{"no date", func(f *PostingForm) { f.Last = "2026-13-01" }, "/last"},
		{"two years", func(f *PostingForm) { f.Last = first.AddDays(2 * 366) }, ""},
		{"a day more than two years", func(f *PostingForm) { f.Last = first.AddDays(2*366 + 1) }, "/last"},
	} {
		f := good
		tt.change(&f)
		if got := wrongAt(f.check(five, workday.Official(), first)); got != tt.wrong {
			t.Errorf("%s: wrong at %q", tt.rule, got)
		}
	}
	for first, says := range map[bool]string{true: "张贴当日计入", false: "张贴当日不计入"} {
		r := Rule{Days: 3, Kind: NaturalDays, CountsFirst: first, Source: "某办法"}
		f := good
		f.Last = f.First
		if got := said(f.check(r, workday.Official(), "2026-03-02"), "/last"); !strings.Contains(got, says) ||
			!strings.Contains(got, "3个自然日") {
			t.Errorf("%s is not in %s", says, got)
		}
	}
	n := Notice{State: Posted, Posting: &Posting{First: "2026-03-02", Last: "2026-03-09"}}
	for state, want := range map[string]string{Posted: "2026-03-02 2026-03-09",
		Paused: "2026-03-02 2026-03-09 2026-03-10",
		Ended:  ""} {
		n.State = state
		var in []string
		for _, d := range []workday.Date{"2026-03-01", "2026-03-02", "2026-03-09", "2026-03-10"} {
			if n.Takes(d) {
				in = append(in, string(d))
			}
		}
		if got := strings.Join(in, " "); got != want {
			t.Errorf("%s takes objections on %s", state, got)
		}
	}
	if five.between(workday.Official(), "2026-03-09", "2026-03-02") != 0 ||
		(Rule{Kind: NaturalDays}).between(workday.Official(), "2026-03-09", "2026-03-02") != 0 {
		t.Error("no day is left after the last one")
	}
}

// TestObjectionWithinBounds: who, how, what and when, with at most as many files as a record.
func TestObjectionWithinBounds(t *testing.T) {
	n := Notice{State: Posted, Posting: &Posting{First: "2026-03-02", Last: "2026-03-09"}}
	good := letter
	good.Received = "2026-03-03"
	for _, tt := range []struct {
		rule   string
		change func(*ObjectionForm)
		wrong  string
	}{
		{"as it should be", func(*ObjectionForm) {}, ""}, {"no channel", func(f *ObjectionForm) {
			f.Channel = ""
		}, "/channel"},
		{"a name of 200", func(f *ObjectionForm) { f.Name = long(200) }, ""},
		{"a name of 201", func(f *ObjectionForm) { f.Name = long(201) }, "/name"},
		{"no name", func(f *ObjectionForm) { f.Name = " " }, "/name"},
		{"a contact of 200", func(f *ObjectionForm) { f.Contact = long(200) }, ""},
		{"a contact of 201", func(f *ObjectionForm) { f.Contact = long(201) }, "/contact"},
		{"no contact", func(f *ObjectionForm) { f.Contact = "" }, "/contact"},
		{"a text of 20000", func(f *ObjectionForm) { f.Text = long(20_000) }, ""},
		{"a text of 20001", func(f *ObjectionForm) { f.Text = long(20_001) }, "/text"},
		{"no text", func(f *ObjectionForm) { f.Text = "" }, "/text"},
		{"all files", func(f *ObjectionForm) { f.Files = make([]string, files.MaxPerRecord) }, ""},
		{"a file more", func(f *ObjectionForm) { f.Files = make([]string, files.MaxPerRecord+1) }, "/files"},
		{"today", func(f *ObjectionForm) { f.Received = "2026-03-05" }, ""},
		{"tomorrow", func(f *ObjectionForm) { f.Received = "2026-03-06" }, "/received"},
		{"before the posting", func(f *ObjectionForm) { f.Received = "2026-03-01" }, "/received"},
		{"no day", func(f *ObjectionForm) { f.Received = "" }, "/received"},
	} {
		f := good
		tt.change(&f)
		if got := wrongAt(f.check(&n, "2026-03-05")); got != tt.wrong {
			t.Errorf("%s: wrong at %q", tt.rule, got)
		}
	}
	for f, wrong := range map[AnswerForm]string{{Upheld, "属实"}: "", {"", "属实"}: "/outcome", {Upheld, " "}: "/answer",
		{Partly, long(20_000)}: "", {Rejected, long(20_001)}: "/answer"} {
		if got := wrongAt(f.check()); got != wrong {
			t.Errorf("%s with %d characters: wrong at %q", f.Outcome, len([]rune(f.Answer)), got)
		}
	}
}

// TestNoticeOfTheOffice: its draft is edited until it is posted, its posting is corrected, and it is withdrawn when no
// objection waits.
func TestNoticeOfTheOffice(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	form := Form{Title: "经费公示", Text: "内容", Rule: five}
	if _, err := w.Create(ctx, firm, form); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm writes a notice: %v", err)
	}
	n, err := w.Create(ctx, w.officer, form)
	w.must(err)
	form.Text = "改了的内容"
	if _, err = w.Edit(ctx, w.officer, n.ID, 9, form); !fault.Is(err, fault.Stale) {
		t.Errorf("edited at another revision: %v", err)
	}
	if _, err = w.Edit(ctx, w.officer, n.ID, n.Rev, Form{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty edit: %v", err)
	}
	n, err = w.Edit(ctx, w.officer, n.ID, n.Rev, form)
	w.must(err)
	posting := PostingForm{Place: "门户网站", Address: "https://www.example.gov.cn/1.html", First: "2026-03-02"}
	withPicture := posting
	withPicture.Picture = "gone"
	if _, err = w.Post(ctx, w.officer, n.ID, 0, withPicture); !fault.Is(err, fault.NotFound) {
		t.Errorf("a picture that is gone: %v", err)
	}
	n, err = w.Post(ctx, w.officer, n.ID, n.Rev, posting)
	w.must(err)
	if n.Text != form.Text || n.Posting.ByName != "李敏" {
		t.Errorf("%+v", n)
	}
	if _, err = w.Edit(ctx, w.officer, n.ID, 0, form); !fault.Is(err, fault.WrongState) {
		t.Errorf("edited after the posting: %v", err)
	}
	wrong := posting
	wrong.Place = ""
	if _, err = w.Correct(ctx, w.officer, n.ID, 0, wrong, "写错"); wrongAt(err) != "/place" {
		t.Errorf("corrected to nowhere: %v", err)
	}
	if _, err = w.Correct(ctx, w.officer, n.ID, 0, withPicture, "写错"); !fault.Is(err, fault.NotFound) {
		t.Errorf("corrected to a picture that is gone: %v", err)
	}
	posting.Place, posting.Last = "县政府公告栏", "2026-03-12"
	n, err = w.Correct(ctx, w.officer, n.ID, n.Rev, posting, "写错")
	w.must(err)
	if n.Posting.Place != posting.Place || n.Posting.Last != "2026-03-12" || n.State != Posted {
		t.Errorf("corrected to %+v", n.Posting)
	}
	o, err := w.Object(ctx, firm, n.ID, letter)
	w.must(err)
	if _, err = w.Withdraw(ctx, w.officer, n.ID, 0, "重新公示"); !fault.Is(err, fault.WrongState) {
		t.Errorf("withdrawn with an objection: %v", err)
	}
	for _, wrong := range []error{second(w.Answer(ctx, w.officer, o.ID, 0, AnswerForm{})),
		second(w.Dismiss(ctx, w.officer, o.ID, o.Rev+1, "无关"))} {
		if wrong == nil {
			t.Error("an empty answer, or another revision")
		}
	}
	o, err = w.Dismiss(ctx, w.officer, o.ID, o.Rev, " 与公示无关 ")
	w.must(err)
	if o.Answer != "与公示无关" || o.Handler != "李敏" {
		t.Errorf("%+v", o)
	}
	n, err = w.Withdraw(ctx, w.officer, n.ID, 0, " 重新公示 ")
	w.must(err)
	if n.State != Withdrawn || n.Closing != "重新公示" || n.Open != 0 || n.Taken != 1 {
		t.Errorf("%+v", n)
	}
	if _, err = w.Object(ctx, w.officer, n.ID, letter); !fault.Is(err, fault.WrongState) {
		t.Errorf("an objection to a notice that was withdrawn: %v", err)
	}
	w.consistent()
}

func second[T any](_ T, err error) error { return err }

// TestEndNeedsAStatement of at most 2,000 characters.
func TestEndNeedsAStatement(t *testing.T) {
	w := newWorld(t)
	w.posted()
	w.day("2026-03-10")
	if _, err := w.End(t.Context(), w.officer, "n1", 0, long(2001)); wrongAt(err) != "/closing" {
		t.Errorf("2001 characters: %v", err)
	}
	n, err := w.End(t.Context(), w.officer, "n1", 0, long(2000))
	w.must(err)
	w.must(w.db.View(t.Context(), func(tx store.Tx) error {
		for about, want := range map[Subject]int{{"challenge", "c1"}: 1, {"challenge", "c2"}: 0} {
			if ns, err := About(tx, "m1", about); err != nil || len(ns) != want {
				t.Errorf("%d notices about %v: %v", len(ns), about, err)
			}
		}
		return nil
	}))
	for _, f := range []Filter{{}, {State: Ended}} {
		if p, total, err := w.List(t.Context(), firm, f); err != nil || total != 1 || p.Items[0].ID != n.ID {
			t.Errorf("%+v lists %d: %v", f, total, err)
		}
	}
	if _, total, err := w.List(t.Context(), firm, Filter{State: Posted}); err != nil || total != 0 {
		t.Errorf("%d are posted: %v", total, err)
	}
}
