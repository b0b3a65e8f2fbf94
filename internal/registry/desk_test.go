package registry_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/document"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// accepted brings a contract to 已受理.
func (b *bench) accepted(in contract.Content, text string) seen {
	b.T.Helper()
	c := b.stamped(institute, in, text)
	c = b.ok(b.Submit(b.T.Context(), institute, c.ID, c.Rev))
	return b.ok(b.Accept(b.T.Context(), registrar, c.ID, c.Rev, ""))
}

// TestConclusions: every point gets a conclusion with person and way. A negative one needs a note and blocks.
func TestConclusions(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.accepted(content(), "conclusions")
	_, err := b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{})
	b.Want(fault.Invalid, err, "open points")
	if open := fieldsOf(err); !slices.Contains(open, "/findings/KF-1") || slices.Contains(open, "/findings/parties") {
		t.Errorf("open points: %v", open)
	}
	for name, a := range map[string]registry.Answer{
		"against without a note":  {Code: "KF-1", Verdict: registry.Bad},
		"unclear without a note":  {Code: "KF-1", Verdict: registry.Unclear, Note: " "},
		"a verdict of its own":    {Code: "KF-1", Verdict: "fine"},
		"a point of another kind": {Code: "FW1-1", Verdict: registry.OK},
	} {
		_, err := b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true, Answers: []registry.Answer{a}})
		if got := fieldsOf(err); !fault.Is(err, fault.Invalid) || !slices.Equal(got, []string{"/findings/" + a.Code}) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = b.Recognise(ctx, registrar, c.ID, c.Rev,
		registry.Decision{Rest: true, Answers: []registry.Answer{{Code: "KF-2", Verdict: registry.Bad,
			Note: "该技术已产业化"}}})
	if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "尚未掌握") {
		t.Errorf("a point that does not hold: %v", err)
	}
	c = b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true, Answers: []registry.Answer{
		{Code: "KF-1", Verdict: registry.OK}, {Code: "seal", Verdict: registry.Unclear,
			Note: "骑缝章缺一页，已电话核实"}, {Code: "parties", Verdict: registry.OK}}}))
	how := map[string][2]string{}
	for _, f := range c.Registration.Findings {
		how[f.Code] = [2]string{f.Verdict, f.How}
		if f.By.Name != "钱登记" || f.Text.IsZero() || f.At == 0 {
			t.Errorf("%s: by %+v at %d, %q", f.Code, f.By, f.At, f.Text.Zh)
		}
	}
	for code, want := range map[string][2]string{"KF-1": {"ok", "hand"}, "seal": {"unclear", "hand"},
		"parties": {"ok", "machine"}, "object": {"ok", "machine"}, "KF-2": {"ok", "rest"}} {
		if how[code] != want {
			t.Errorf("%s: %v, want %v", code, how[code], want)
		}
	}
}

// TestRestNeverCoversAWarning: a negative verdict of the program needs an answer by hand, with a reason.
func TestRestNeverCoversAWarning(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	in.Title, in.Terms = "办公电脑采购及安装合同", "买方不得改进本装置；买方只能从卖方购买配件。"
	c := b.accepted(in, "computers")
	_, err := b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true})
	if d := cmp.Diff([]string{"/findings/monopoly", "/findings/named"}, fieldsOf(err)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	_, err = b.Recognise(ctx, registrar, c.ID, c.Rev,
		registry.Decision{Rest: true, Answers: []registry.Answer{{Code: "monopoly", Verdict: registry.OK},
			{Code: "named", Verdict: registry.OK}}})
	if got := fieldsOf(err); len(got) != 2 {
		t.Errorf("overruled without a reason: %v", err)
	}
	c = b.ok(b.Refuse(ctx, registrar, c.ID, c.Rev, "notTechnology", "只是买卖电脑",
		[]registry.Answer{{Code: "named", Verdict: registry.Bad, Note: "买卖合同"}}))
	r := c.Registration
	if r.Head != "other" || r.Ground != registry.GroundNotTechnology || !strings.Contains(r.HeadText().In(
		vocab.Zh), "不属于技术合同") {
		t.Errorf("refused under %s, %s", r.Head, r.HeadText().Zh)
	}
	if !slices.ContainsFunc(r.Findings, func(f registry.Finding) bool {
		return f.Code == "named" &&
			f.Verdict == registry.Bad
	}) {
		t.Error("the conclusions are not kept with the refusal")
	}
}

// TestCertificateDate: the day of the certificate is the legal one, before or after the day of the recognition.
func TestCertificateDate(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.awaiting("certificate") // signed on 1 March, recognised on 2 March
	for date, want := range map[string]bool{"2026-02-28": false, "2026-03-03": false, "": false, "2026-02-30": false} {
		cert := b.cert("2026530924000031")
		cert.Date = dateOf(date)
		_, err := b.Register(ctx, registrar, c.ID, c.Rev, cert)
		if got := err == nil; got != want || !slices.Contains(fieldsOf(err), "/date") {
			t.Errorf("%q: %v", date, err)
		}
	}
	cert := b.cert("2026530924000031")
	cert.Date = "2026-03-01"
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, cert))
	if c.Registration.Date != "2026-03-01" || c.Registration.Decided != "2026-03-02" {
		t.Errorf("registered %s, decided %s", c.Registration.Date, c.Registration.Decided)
	}
	// A certificate of December entered in January counts in December.
	b.Now = b.Now.AddDate(0, 9, 29) // 31 December
	d := b.awaiting("december")
	b.Now = b.Now.AddDate(0, 0, 4)
	cert = b.cert("2026530924000032")
	cert.Date = "2026-12-31"
	d = b.ok(b.Register(ctx, registrar, d.ID, d.Rev, cert))
	if n, _, _ := b.totals("m1", store.Cond{Field: "regYear", Op: store.Eq, Value: "2026"}); n != 2 {
		t.Errorf("%d contracts of 2026, registered on %s", n, d.Registration.Date)
	}
}

func (b *bench) rule(r party.SecondRule, fen int64) {
	b.T.Helper()
	err := b.DB.Run(b.T.Context(), func(tx store.Tx) error {
		m, err := party.Markets.Get(tx, store.National, "m1")
		m.SecondRegistrar, m.SecondRegistrarFen = r, fen
		if err == nil {
			err = party.Markets.Update(tx, &m)
		}
		return err
	})
	if err != nil {
		b.T.Fatal(err)
	}
}

// TestSecondRegistrar: by the rule of the market another person countersigns, or the file has the reason for one alone.
func TestSecondRegistrar(t *testing.T) {
	second := actor.Actor{Person: "p55", PersonName: "孙登记", Market: "m1", Role: actor.Registrar}
	for name, tt := range map[string]struct {
		rule  party.SecondRule
		fen   int64
		needs bool
	}{
		"none": {party.SecondNone, 0, false}, "not set": {"", 0, false}, "all": {party.SecondAll, 0, true},
		"from the amount": {party.SecondAmount, 70 * wan, true}, "below the amount": {party.SecondAmount, 70*wan + 1,
			false},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			ctx := t.Context()
			b.rule(tt.rule, tt.fen)
			c := b.awaiting("second")
			if c.Registration.NeedsSecond != tt.needs {
				t.Fatalf("needs a second registrar: %v", c.Registration.NeedsSecond)
			}
			if !tt.needs {
				_, err := b.Second(ctx, second, c.ID, c.Rev, "")
				b.Want(fault.Forbidden, err, "a second word nobody asked for")
				b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000041")))
				return
			}
			_, err := b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000041"))
			b.Want(fault.Forbidden, err, "the number before the second word")
			_, err = b.Second(ctx, registrar, c.ID, c.Rev, "")
			b.Want(fault.Forbidden, err, "the same hand twice")
			_, err = b.Alone(ctx, registrar, c.ID, c.Rev, " ")
			b.Want(fault.Invalid, err, "alone without a reason")
			// Taking a recognition back also removes the countersignature.
			c = b.ok(b.Second(ctx, second, c.ID, c.Rev, "金额无误"))
			c = b.ok(b.Review(ctx, second, c.ID, c.Rev, "再核一次"))
			c = b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true}))
			_, err = b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000041"))
			b.Want(fault.Forbidden, err, "the former second word")
			c = b.ok(b.Alone(ctx, registrar, c.ID, c.Rev, "B角外出培训"))
			if s := c.Registration.Second; !s.Alone || s.Reason != "B角外出培训" || s.By.Name != "钱登记" {
				t.Errorf("alone: %+v", s)
			}
			b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000041")))
		})
	}
}

// TestConflictIsPerContract: a person who brought the parties together, or belongs to one of them in any role, decides
// nothing.
func TestConflictIsPerContract(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(institute, content(), "conflict")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	set := func(change func(*contract.Contract)) {
		t.Helper()
		err := b.DB.Run(ctx, func(tx store.Tx) (err error) {
			if c.Contract, err = contract.Contracts.Get(tx, "m1", c.ID); err == nil {
				change(&c.Contract)
				err = contract.Contracts.Update(tx, &c.Contract)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, change := range map[string]func(*contract.Contract){
		"the broker of the deal": func(c *contract.Contract) { c.Deal.BrokerPerson = "p5" },
		"the introducer":         func(c *contract.Contract) { c.Deal.IntroducerID = "p5" },
		"a party himself":        func(c *contract.Contract) { c.Buyer.PersonID = "p5" },
	} {
		deal, buyer := c.Deal, c.Buyer
		set(change)
		for step, do := range map[string]func() error{
			"accept": func() error { _, err := b.Accept(ctx, registrar, c.ID, c.Rev, ""); return err },
			"return": func() error { _, err := b.Return(ctx, registrar, c.ID, c.Rev, "缺页"); return err },
		} {
			if err := do(); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s, %s: %v", name, step, err)
			}
		}
		set(func(c *contract.Contract) { c.Deal, c.Buyer = deal, buyer })
	}
	// The introducer of the two units decides nothing, also on a contract that they made by themselves.
	d := deal.Deal{Meta: store.Meta{ID: "d1", Market: "m1"}, Serial: "DJ-2026-000001", State: deal.Ended,
		DemandSide: deal.Side{Org: "o1"}, AchievementSide: deal.Side{Org: "o2"},
		Broker: &deal.Side{Person: "p5"}, Introducer: deal.Introducer{Person: "p5", Role: actor.Broker}}
	if err := b.DB.Run(ctx, func(tx store.Tx) error { x := d; return deal.Deals.Insert(tx, &x) }); err != nil {
		t.Fatal(err)
	}
	_, err := b.Accept(ctx, registrar, c.ID, c.Rev, "")
	b.Want(fault.Forbidden, err, "who introduced the two units")
	other := actor.Actor{Person: "p56", PersonName: "孙登记", Market: "m1", Role: actor.Registrar}
	for _, a := range []actor.Actor{registrar, other} { // a refused step is not offered
		offers, err := b.reg.Steps(ctx, a, registry.Dossier{Contract: c.Contract, Registration: c.Registration})
		o, away := offers[c.ID], a.Person == registrar.Person
		if err != nil || len(o.Steps) == 0 != away || strings.Contains(o.KeptAway.Zh, "回避") != away {
			t.Errorf("%s is offered %+v, %v", a.PersonName, o, err)
		}
	}
	b.ok(b.Accept(ctx, other, c.ID, c.Rev, ""))
}

// TestWordingIsScanned reads an uploaded .docx. Every phrase is found with its paragraph, and a PDF is marked as
// unread.
func TestWordingIsScanned(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	in.Terms = "买方不得改进本装置。买方不限制卖方改进。"
	c := b.create(institute, in)
	other := contract.Contract{Content: in}
	other.Terms = "乙方应当保密。\n乙方不得从其他渠道获取同类技术，其改进无偿回授卖方。"
	var doc bytes.Buffer
	if err := other.Document().Docx(&doc); err != nil {
		t.Fatal(err)
	}
	ps, err := document.Paragraphs(bytes.NewReader(doc.Bytes()), int64(doc.Len()))
	if err != nil || !slices.Contains(ps, "设备") {
		t.Errorf("the generated text names a cost by its code: %v\n%s", err, strings.Join(ps, "\n"))
	}
	m, err := b.DB.Blobs().Put(ctx, &doc)
	if err != nil {
		t.Fatal(err)
	}
	f := files.File{Meta: store.Meta{ID: id.New(), Market: "m1"}, Name: "盖章前文本.docx", Blob: m.ID,
		Uploader: institute.Person, Org: institute.Org}
	if err := b.DB.Run(ctx, func(tx store.Tx) error { return files.Files.Insert(tx, &f) }); err != nil {
		t.Fatal(err)
	}
	c = b.ok(b.ReplaceText(ctx, institute, c.ID, c.Rev, f.ID))
	w, err := b.Wording(ctx, firm, c.ID)
	if err != nil || !w.Readable || !slices.Contains(w.Paragraphs, "乙方应当保密。") {
		t.Fatalf("the wording: %+v, %v", w, err)
	}
	r, err := b.reg.Precheck(ctx, registrar, c.ID, "", "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.Points {
		if p.Code == "monopoly" {
			for _, e := range p.Evidence {
				got = append(got, e.Field+" "+e.Phrase)
				if !strings.Contains(e.Quote, e.Phrase) || e.Place.IsZero() {
					t.Errorf("%+v", e)
				}
			}
		}
	}
	want := []string{"/terms 不得改进", "/text 不得从其他渠道", "/text 无偿回授"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	c = b.ok(b.ReplaceText(ctx, institute, c.ID, c.Rev, b.File(institute, "a PDF")))
	w, err = b.Wording(ctx, firm, c.ID)
	if err != nil || w.Readable || w.Shown != "pdf" || !w.Why.IsZero() || !strings.Contains(w.Note().Zh, "没有读合同文件") {
		t.Errorf("a PDF: %+v, %v", w, err)
	}
	_, err = b.Wording(ctx, rival, c.ID)
	b.Want(fault.NotFound, err, "the wording for a stranger")
}
