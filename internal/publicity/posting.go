package publicity

import (
	"context"
	"net/url"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// PostingForm is what the officer records of the legal posting.
type PostingForm struct {
	Place   string
	Address string
	Picture string // file id
	First   workday.Date
	Last    workday.Date // empty: the last day of the rule
}

var (
	textPlace = fault.T("publicity-place", "请写明公示张贴在哪里，如县政府门户网站。",
		"Say where the notice stands, such as the portal of the county government.")
	textAddress = fault.T("publicity-address", "网址须以 http:// 或 https:// 开头，可从浏览器地址栏复制。",
		"The address must begin with http:// or https://; copy it from the browser.")
	textProof = fault.T("publicity-proof", "请填写公示网址，或上传张贴照片（截图）。",
		"Give the address of the notice, or a picture of it.")
	textFirst = fault.T("publicity-first", "请填写张贴之日，不晚于今天。", "Give the day of the posting, today at the latest.")
	textLast  = fault.T("publicity-last", "公示期为%s（依据：%s），张贴当日%s，最早到%s。",
		"The period is %s (%s), the day of posting %s: %s at the earliest.")
	textCounted    = fault.T("publicity-first-counts", "计入", "counts")
	textNotCounted = fault.T("publicity-first-not", "不计入", "does not count")
	textPosting    = fault.T("publicity-posting-wrong", "张贴信息有误，请按提示修改。",
		"Something is wrong with the posting; please correct it.")
)

func (f *PostingForm) check(r Rule, days *workday.Calendar, today workday.Date) error {
	f.Place, f.Address = strings.TrimSpace(f.Place), strings.TrimSpace(f.Address)
	var bad fault.Fields
	if !within(f.Place, 1, MaxTitle) {
		bad.Note("/place", textPlace)
	}
	switch {
	case f.Address != "" && !webAddress(f.Address):
		bad.Note("/address", textAddress)
	case f.Address == "" && f.Picture == "":
		bad.Note("/address", textProof)
	}
	if !f.First.Valid() || f.First > today {
		bad.Note("/first", textFirst)
		return bad.Fault(textPosting)
	}
	least := r.Last(days, f.First)
	if f.Last == "" {
		f.Last = least
	}
	if !f.Last.Valid() || f.Last < least || f.First.DaysUntil(f.Last) > 2*366 {
		counted := textNotCounted
		if r.CountsFirst {
			counted = textCounted
		}
		bad.Note("/last", textLast, r.Period(), r.Source, counted, least.Chinese())
	}
	return bad.Fault(textPosting)
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(s) <= 1000
}

func (f PostingForm) posting(tx store.Tx, a actor.Actor, n *Notice, now int64) (*Posting, error) {
	if f.Picture != "" {
		if _, err := files.Use(tx, a, f.Picture, "publicity", n.ID); err != nil {
			return nil, err
		}
	}
	return &Posting{Place: f.Place, Address: f.Address, Picture: f.Picture, First: f.First, Last: f.Last,
		ByName: a.PersonName, By: a.Person, At: now}, nil
}

// Post records that the notice stands. The clock starts with the first day. The last day is that of the rule or later.
func (s *Service) Post(ctx context.Context, a actor.Actor, id string, rev int64, f PostingForm) (Notice, error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, StepPost, "",
		func(tx store.Tx, n *Notice, days *workday.Calendar, today workday.Date) (err error) {
			if err = f.check(n.Rule, days, today); err == nil {
				n.Posting, err = f.posting(tx, a, n, now)
			}
			return err
		})
}

var textPausedOnce = fault.T("publicity-paused-once", "公示曾因异议暂停，起止日期已按规则重算，不能再改；可以更正张贴位置和网址。",
	"The notice was paused by an objection and its days were counted anew: they are fixed, place and address are not.")

// Correct mends what was recorded of the posting, with a reason. The days of a notice that was paused are fixed.
func (s *Service) Correct(ctx context.Context, a actor.Actor, id string, rev int64, f PostingForm,
	reason string) (Notice, error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, StepCorrect, reason,
		func(tx store.Tx, n *Notice, days *workday.Calendar, today workday.Date) error {
			if len(n.Pauses) > 0 && (f.First != n.Posting.First || f.Last != n.Posting.Last) {
				return fault.Of(fault.WrongState, textPausedOnce)
			}
			if err := f.check(n.Rule, days, today); err != nil {
				return err
			}
			p, err := f.posting(tx, a, n, now)
			if err == nil {
				n.Posting = p
			}
			return err
		})
}

var (
	textRunning = fault.T("publicity-running", "公示期到%s届满，次日起才能结束。",
		"The notice stands until %s; it can be ended on the day after.")
	textWaiting = fault.T("publicity-objections-open", "还有 %d 件异议没有答复，答复后才能结束公示。",
		"%d objections wait for an answer; the notice can be ended after that.")
	textClosing = fault.T("publicity-closing", "请写明公示结果，如“公示期满无异议”，不超过 %d 字。",
		"State the result of the notice, such as: no objection was raised; at most %d characters.")
)

// End closes a notice whose last day has passed and whose objections are answered. Closing is the statement of the
// office, which everybody reads.
func (s *Service) End(ctx context.Context, a actor.Actor, id string, rev int64, closing string) (Notice, error) {
	closing = strings.TrimSpace(closing)
	return s.step(ctx, a, id, rev, StepEnd, "",
		func(_ store.Tx, n *Notice, _ *workday.Calendar, today workday.Date) error {
			switch {
			case n.Open > 0:
				return fault.Of(fault.WrongState, textWaiting, n.Open)
			case !n.Over(today):
				return fault.Of(fault.WrongState, textRunning, n.Posting.Last.Chinese())
			case !within(closing, 1, MaxNote):
				return fault.Of(fault.Invalid, textWrong).At("/closing", textClosing, MaxNote)
			}
			n.Closing, n.EndedOn = closing, today
			return nil
		})
}

// Withdraw takes a notice back, with a reason that everybody reads. Open objections are closed by their own steps.
func (s *Service) Withdraw(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Notice, error) {
	return s.step(ctx, a, id, rev, StepWithdraw, reason,
		func(_ store.Tx, n *Notice, _ *workday.Calendar, today workday.Date) error {
			if n.Open > 0 {
				return fault.Of(fault.WrongState, textWaiting, n.Open)
			}
			n.Closing, n.EndedOn = strings.TrimSpace(reason), today
			return nil
		})
}

// stop halts the clock on a day. The day itself has not passed, so it is counted again later.
func (n *Notice) stop(days *workday.Calendar, today workday.Date) {
	from := max(today.AddDays(-1), n.Rule.before(n.Posting.First))
	n.Pauses = append(n.Pauses, Pause{From: today, Left: n.Rule.between(days, from, n.Posting.Last)})
}

// run lets the clock run on: the days that were left begin on the day after.
func (n *Notice) run(days *workday.Calendar, today workday.Date) {
	p := n.pause()
	p.To = today
	n.Posting.Last = n.Rule.after(days, today, p.Left)
}
