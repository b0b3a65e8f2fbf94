package expert

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/industry"
	"kebang/internal/party"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Limits in characters and counts.
const (
	maxLine = 200
	maxList = 100
)

// Service holds the use cases of the pool and of draws.
type Service struct {
	db        store.Engine
	now       func() time.Time
	followers map[string]Follower
}

// NewService makes the use cases on a store. Now gives the present instant.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now, followers: map[string]Follower{}}
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

var (
	textFit  = fault.T("expert-invalid", "专家信息有误，请按提示修改。", "Something is wrong with the expert; please correct it.")
	textLong = fault.T("expert-length", "%s须在 %d 到 %d 字之间。", "%s has %d to %d characters.")
	textUnit = fault.T("expert-unit", "请至少填写现在的单位，写在第一行。", "Give the present unit, in the first line.")
	textCode = fault.T("expert-unit-code", "核实身份须填写现单位的统一社会信用代码。",
		"To confirm the identity give the social credit code of the present unit.")
	textField  = fault.T("expert-field", "请选择专业领域。", "Choose the fields of the expert.")
	textSource = fault.T("expert-source", "请选择专家来源。", "Choose where the expert comes from.")
	textPaper  = fault.T("expert-paper", "市、省专家库的专家，须填写名单或函件的文号。",
		"Of an expert of a city or province give the number of the list or letter.")
	textTie = fault.T("expert-relation", "请填写单位、关系和有、无或未查；“有”和“无”须写明依据和日期。",
		"Give unit, relation and verdict; yes and no need source and day.")
	textMany = fault.T("expert-many", "%s最多 %d 条。", "%s: at most %d lines.")
	textSame = fault.T("expert-twice", "专家库里已有同名同单位的专家，或这个账号已属于另一位专家。",
		"An expert of this name and unit is in the pool, or the account belongs to another one.")
	textAccount = fault.T("expert-account", "这个账号不存在，或在本市场没有评审专家角色。",
		"The account is not there or has not the role of an expert in this market.")
)

// Form is what the officer writes about an expert. Confirmed says that he looked into name and units.
type Form struct {
	Name      string
	Title     string
	Posts     []Post
	Fields    []string
	Phone     string
	Account   string // account name of a person with the role of an expert
	Source    string
	Paper     string // file id
	Document  string
	Confirmed bool
	Ties      []Tie
	Left      bool
}

func (f *Form) tidy() {
	for _, s := range []*string{&f.Name, &f.Title, &f.Phone, &f.Account, &f.Document} {
		*s = strings.TrimSpace(*s)
	}
	for i := range f.Posts {
		f.Posts[i].Name = strings.TrimSpace(f.Posts[i].Name)
	}
	f.Posts = slices.DeleteFunc(f.Posts, func(p Post) bool { return p.Name == "" && p.USCC == "" })
	f.Fields = slices.DeleteFunc(f.Fields, func(s string) bool { return s == "" })
}

// code checks the code of a unit in place.
func code(bad *fault.Fields, at string, u *Unit) {
	if u.USCC == "" {
		return
	}
	c, err := party.USCC(u.USCC)
	if err != nil {
		bad.Take(at, err)
		return
	}
	u.USCC = c
}

func (f *Form) check(today workday.Date) error {
	f.tidy()
	var bad fault.Fields
	line := func(at, zh, en, s string, least int) {
		if n := utf8.RuneCountInString(s); n < least || n > maxLine {
			bad.Note(at, textLong, vocab.Noun(zh, en), least, maxLine)
		}
	}
	line("/name", "姓名", "Name", f.Name, 1)
	line("/title", "职称", "Title", f.Title, 0)
	line("/phone", "电话", "Telephone", f.Phone, 0)
	line("/document", "文号", "Number", f.Document, 0)
	switch {
	case len(f.Posts) == 0 || f.Posts[0].Until != "":
		bad.Note("/posts", textUnit)
	case f.Confirmed && f.Posts[0].USCC == "":
		bad.Note("/posts/0/uscc", textCode)
	}
	for i := range f.Posts {
		at := fmt.Sprintf("/posts/%d", i)
		line(at+"/name", "单位", "Unit", f.Posts[i].Name, 1)
		code(&bad, at+"/uscc", &f.Posts[i].Unit)
	}
	if len(f.Fields) == 0 {
		bad.Note("/fields", textField)
	}
	for i, x := range f.Fields {
		if _, ok := industry.ByCode(x); !ok || len(x) != 2 {
			bad.Note(fmt.Sprintf("/fields/%d", i), textField)
		}
	}
	switch {
	case !Sources.Has(f.Source):
		bad.Note("/source", textSource)
	case f.Source != "own" && f.Document == "":
		bad.Note("/document", textPaper)
	}
	for i := range f.Ties {
		t := &f.Ties[i]
		at := fmt.Sprintf("/ties/%d", i)
		code(&bad, at+"/with/uscc", &t.With)
		if t.With.Name == "" || !relation.People.Has(t.Kind) || !relation.Verdicts.Has(string(t.Verdict)) ||
			t.Verdict != relation.Unknown && !t.Sourced(today) {
			bad.Note(at, textTie)
		}
	}
	for _, x := range []struct {
		at, zh, en string
		n          int
	}{{"/posts", "单位", "Units", len(f.Posts)}, {"/ties", "关系", "Relations", len(f.Ties)}} {
		if x.n > maxList {
			bad.Note(x.at, textMany, vocab.Noun(x.zh, x.en), maxList)
		}
	}
	return bad.Fault(textFit)
}

// Save adds an expert, for an empty id, or changes one. What was confirmed before holds only for the same name and
// units.
func (s *Service) Save(ctx context.Context, a actor.Actor, of string, rev int64, f Form) (Expert, error) {
	now := s.ms()
	today := workday.Of(now)
	if err := a.Require(actor.Officer); err != nil {
		return Expert{}, err
	}
	if err := f.check(today); err != nil {
		return Expert{}, err
	}
	fresh := id.New()
	return store.Write(ctx, s.db, func(tx store.Tx) (e Expert, err error) {
		step := "edit"
		if of == "" {
			step = "create"
			e = Expert{Meta: store.Meta{ID: fresh, Market: a.Market}, CreatedAt: now}
		} else if e, err = Experts.Get(tx, a.Market, of); err != nil {
			return e, err
		} else if err := e.Seen(rev); err != nil {
			return e, err
		}
		if err := e.set(tx, a, f, today); err != nil {
			return e, err
		}
		e.UpdatedAt = now
		if of == "" {
			err = Experts.Insert(tx, &e)
		} else {
			err = Experts.Update(tx, &e)
		}
		if fault.Is(err, fault.Conflict) && of == "" {
			err = fault.Cause(err, fault.Conflict, textSame)
		}
		if err != nil {
			return e, err
		}
		return e, audit.Note(tx, a, audit.Change{Kind: Kind, Record: e.ID, Rev: e.Rev, Step: step, At: now}, e.Market)
	})
}

func (e *Expert) set(tx store.Tx, a actor.Actor, f Form, today workday.Date) error {
	same := e.Name == f.Name && slices.Equal(e.Posts, f.Posts)
	switch {
	case f.Confirmed && (!same || e.Checked == ""):
		e.Checked, e.CheckedBy = today, a.PersonName
	case !f.Confirmed:
		e.Checked, e.CheckedBy = "", ""
	}
	e.Person, e.Account = "", f.Account
	if f.Account != "" {
		p, err := party.People.First(tx, store.Query{Market: store.National,
			Where: []store.Cond{{Field: "account", Op: store.Eq, Value: f.Account}}})
		if err != nil && store.Optional(err) != nil {
			return err
		}
		if err != nil || !slices.ContainsFunc(p.Memberships, func(m party.Membership) bool {
			return m.Market == a.Market && m.Role == actor.Expert
		}) {
			return fault.Of(fault.Invalid, textFit).At("/account", textAccount)
		}
		e.Person = p.ID
	}
	e.Paper = ""
	if f.Paper != "" {
		if _, err := files.Use(tx, a, f.Paper, Kind, e.ID); err != nil {
			return err
		}
		e.Paper = f.Paper
	}
	if f.Ties == nil {
		f.Ties = []Tie{}
	}
	e.Name, e.Title, e.Posts, e.Fields, e.Phone = f.Name, f.Title, f.Posts, f.Fields, f.Phone
	e.Source, e.Document, e.Ties, e.Left = f.Source, f.Document, f.Ties, f.Left
	return nil
}

// Get reads an expert of the actor's market.
func (s *Service) Get(ctx context.Context, a actor.Actor, of string) (Expert, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Expert, error) {
		if err := a.Require(actor.Officer, actor.Admin); err != nil {
			return Expert{}, err
		}
		return Experts.Get(tx, a.Market, of)
	})
}

// List gives the pool of the actor's market by name. Left are those who are out of it.
func (s *Service) List(ctx context.Context, a actor.Actor, left bool, after string, limit int) (store.Page[Expert],
	error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (store.Page[Expert], error) {
		if err := a.Require(actor.Officer, actor.Admin); err != nil {
			return store.Page[Expert]{}, err
		}
		return Experts.Listed(tx, store.Query{Market: a.Market, After: after, Limit: limit,
			Sort:  []store.Order{{Field: "name"}},
			Where: []store.Cond{{Field: "left", Op: store.Eq, Value: left}}})
	})
}
