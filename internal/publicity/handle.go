package publicity

import (
	"context"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// MostObjections bounds the open objections of one notice, so that a flood of them cannot bury the office.
const MostObjections = 200

// ObjectionForm is what an objector says. Received is the day on which a letter, call or visit came; one by the page
// comes today.
type ObjectionForm struct {
	Channel  Channel
	Name     string
	Contact  string
	Text     string
	Received workday.Date
	Files    []string
}

var (
	textName = fault.T("objection-name", "请填写异议人姓名或单位名称，不超过 %d 字。",
		"Give the name of the objector, at most %d characters.")
	textContact = fault.T("objection-contact", "请填写联系方式，以便答复；它只给经办人看。",
		"Give a telephone number or address for the answer; only the officer reads it.")
	textReason = fault.T("objection-text", "请写明异议内容和事实依据，不超过 %d 字。",
		"State the objection and its facts, at most %d characters.")
	textChannel  = fault.T("objection-channel", "请选择异议的提出方式。", "Choose how the objection came.")
	textReceived = fault.T("objection-received", "请填写收到异议之日：公示期内，不晚于今天。",
		"Give the day on which it came: within the period, today at the latest.")
	textEvidence = fault.T("objection-files", "一件异议最多附 %d 个文件。", "An objection has at most %d files.")
	textClosed   = fault.T("objection-late", "公示期到%s届满，现在不能再提出异议。如有新的情况，请直接联系经办部门。",
		"The period ended on %s. Please contact the office directly.")
	textNotOpen = fault.T("objection-not-open", "这份公示现为“%s”，不接受异议。", "The notice is now “%s” and takes no objections.")
	textFlood   = fault.T("objection-many", "这份公示还有 %d 件异议待处理，请先联系经办部门。",
		"%d objections to this notice wait already; please contact the office.")
	textObject = fault.T("objection-wrong", "异议信息有误，请按提示修改。",
		"Something is wrong with the objection; please correct it.")
)

func (f *ObjectionForm) check(n *Notice, today workday.Date) error {
	f.Name, f.Contact, f.Text = strings.TrimSpace(f.Name), strings.TrimSpace(f.Contact), strings.TrimSpace(f.Text)
	var bad fault.Fields
	if !Channels.Has(string(f.Channel)) {
		bad.Note("/channel", textChannel)
	}
	if !within(f.Name, 1, MaxTitle) {
		bad.Note("/name", textName, MaxTitle)
	}
	if !within(f.Contact, 1, MaxTitle) {
		bad.Note("/contact", textContact)
	}
	if !within(f.Text, 1, MaxText) {
		bad.Note("/text", textReason, MaxText)
	}
	if len(f.Files) > files.MaxPerRecord {
		bad.Note("/files", textEvidence, files.MaxPerRecord)
	}
	if !f.Received.Valid() || f.Received > today || !n.Takes(f.Received) {
		bad.Note("/received", textReceived)
	}
	return bad.Fault(textObject)
}

// Object takes an objection. On the page everybody may object while the notice stands. An officer records objections by
// letter, telephone or visit. He may do so after the last day when they came in time.
func (s *Service) Object(ctx context.Context, a actor.Actor, notice string, f ObjectionForm) (Objection, error) {
	fresh, now := id.New(), s.ms()
	today := workday.Of(now)
	return store.Write(ctx, s.db, func(tx store.Tx) (none Objection, err error) {
		n, err := readable(tx, a, notice)
		if err != nil {
			return none, err
		}
		office := keeps(a, n.Market)
		if !office {
			f.Channel, f.Received = ByPage, today
		}
		switch {
		case n.State != Posted && n.State != Paused:
			return none, fault.Of(fault.WrongState, textNotOpen, Flow.State(n.State))
		case !office && !n.Takes(today):
			return none, fault.Of(fault.WrongState, textClosed, n.Posting.Last.Chinese())
		case n.Open >= MostObjections:
			return none, fault.Of(fault.TooMany, textFlood, n.Open)
		}
		if err := f.check(&n, today); err != nil {
			return none, err
		}
		o := Objection{Meta: store.Meta{ID: fresh, Market: n.Market}, Notice: n.ID, State: Received, Channel: f.Channel,
			Name: f.Name, Contact: f.Contact, Text: f.Text, Received: f.Received, Files: f.Files,
			CreatedBy: a.Person, CreatedAt: now, UpdatedAt: now}
		if !office {
			o.Person = a.Person
		}
		for _, file := range f.Files {
			if _, err := files.Use(tx, a, file, "objection", o.ID); err != nil {
				return none, err
			}
		}
		if err := Objections.Insert(tx, &o); err != nil {
			return none, err
		}
		if err := o.note(tx, a, "object", "", "", now); err != nil {
			return none, err
		}
		n.Open, n.Taken = n.Open+1, n.Taken+1
		return o, s.save(tx, a, &n, "objected", now)
	})
}

// save writes a notice whose objections changed, with a line that says so and no word of the objection.
func (s *Service) save(tx store.Tx, a actor.Actor, n *Notice, step string, now int64) error {
	n.UpdatedAt = now
	if err := Notices.Update(tx, n); err != nil {
		return err
	}
	if err := n.note(tx, a, step, n.State, "", now); err != nil {
		return err
	}
	return s.tell(tx, a, n)
}

func (o *Objection) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: "objection", Record: o.ID, Rev: o.Rev, Step: step, From: from,
		To:     o.State,
		Reason: reason, At: now}, o.Market)
}

// AnswerForm is what the office found.
type AnswerForm struct {
	Outcome Outcome
	Answer  string
}

var (
	textOutcome = fault.T("objection-outcome", "请选择核查结论。", "Choose the finding.")
	textAnswer  = fault.T("objection-answer", "请写明核查情况和答复意见，不超过 %d 字。",
		"Write what was found and the answer, at most %d characters.")
)

func (f *AnswerForm) check() error {
	f.Answer = strings.TrimSpace(f.Answer)
	var bad fault.Fields
	if !Outcomes.Has(string(f.Outcome)) {
		bad.Note("/outcome", textOutcome)
	}
	if !within(f.Answer, 1, MaxText) {
		bad.Note("/answer", textAnswer, MaxText)
	}
	return bad.Fault(textObject)
}

// Accept takes an objection up. The notice is paused until every objection that was taken up is closed.
func (s *Service) Accept(ctx context.Context, a actor.Actor, id string, rev int64) (Objection, error) {
	return s.handle(ctx, a, id, rev, StepAccept, "", func(*Objection) {})
}

// Dismiss refuses to look into an objection, with a reason.
func (s *Service) Dismiss(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Objection, error) {
	return s.handle(ctx, a, id, rev, StepDismiss, reason, func(o *Objection) { o.Answer = strings.TrimSpace(reason) })
}

// TakeBack records that the objector took his objection back, and how he said so.
func (s *Service) TakeBack(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Objection, error) {
	return s.handle(ctx, a, id, rev, StepTakeBack, reason, func(o *Objection) { o.Answer = strings.TrimSpace(reason) })
}

// Answer closes an objection that was looked into.
func (s *Service) Answer(ctx context.Context, a actor.Actor, id string, rev int64, f AnswerForm) (Objection, error) {
	if err := f.check(); err != nil {
		return Objection{}, err
	}
	return s.handle(ctx, a, id, rev, StepAnswer, "", func(o *Objection) { o.Outcome, o.Answer = f.Outcome, f.Answer })
}

func (s *Service) handle(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string,
	fn func(*Objection)) (Objection, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (o Objection, err error) {
		if err := a.Require(actor.Officer); err != nil {
			return o, err
		}
		if o, err = Objections.Get(tx, a.Market, id); err == nil {
			err = o.Seen(rev)
		}
		if err != nil {
			return o, err
		}
		e, err := ObjectionFlow.Take(o.State, step, string(a.Role), reason)
		if err != nil {
			return o, err
		}
		from := o.State
		fn(&o)
		o.State, o.Handler, o.UpdatedAt = e.To, a.PersonName, now
		if err := Objections.Update(tx, &o); err != nil {
			return o, err
		}
		if err := o.note(tx, a, step, from, reason, now); err != nil {
			return o, err
		}
		return o, s.follow(tx, a, &o, step, now)
	})
}

// follow brings the notice to where its objections stand.
func (s *Service) follow(tx store.Tx, a actor.Actor, o *Objection, step string, now int64) error {
	n, err := Notices.Get(tx, o.Market, o.Notice)
	if err != nil {
		return err
	}
	if !o.open() {
		n.Open--
	}
	accepted, err := Objections.Count(tx, store.Query{Market: o.Market, Where: []store.Cond{
		{Field: "notice", Op: store.Eq, Value: n.ID}, {Field: "state", Op: store.Eq, Value: Accepted}}})
	if err != nil {
		return err
	}
	program := actor.SystemActor(n.Market)
	switch {
	case accepted > 0 && n.State == Posted:
		return s.take(tx, program, &n, StepPause, "", now, stopped)
	case accepted == 0 && n.State == Paused:
		return s.take(tx, program, &n, StepResume, "", now, resumed)
	}
	return s.save(tx, a, &n, "objection-"+step, now)
}

func stopped(_ store.Tx, n *Notice, days *workday.Calendar, today workday.Date) error {
	n.stop(days, today)
	return nil
}

func resumed(_ store.Tx, n *Notice, days *workday.Calendar, today workday.Date) error {
	n.run(days, today)
	return nil
}

// ObjectionsOf lists the objections to a notice, the oldest first, for the office.
func (s *Service) ObjectionsOf(ctx context.Context, a actor.Actor, notice string) ([]Objection, error) {
	if err := a.Require(actor.Officer); err != nil {
		return nil, err
	}
	return store.Read(ctx, s.db, func(tx store.Tx) (out []Objection, err error) {
		err = Objections.Each(tx, store.Query{Market: a.Market,
			Where: []store.Cond{{Field: "notice", Op: store.Eq, Value: notice}},
			Sort:  []store.Order{{Field: "created"}}}, func(o Objection) error {
			out = append(out, o)
			return nil
		})
		return out, err
	})
}

// Mine lists the objections of a signed-in person in all markets, the newest first.
func (s *Service) Mine(ctx context.Context, a actor.Actor) ([]Objection, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]Objection, error) {
		if !a.Known() {
			return nil, nil
		}
		p, err := Objections.Find(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: "person", Op: store.Eq, Value: a.Person}},
			Sort:  []store.Order{{Field: "created", Desc: true}}, Limit: 100})
		return p.Items, err
	})
}
