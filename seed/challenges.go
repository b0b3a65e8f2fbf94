package seed

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/approval"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/document"
	"kebang/internal/money"
	"kebang/internal/publicity"
	"kebang/internal/relation"
	"kebang/internal/workday"
)

// contest is one challenge on its way. All holds every market, because teams come from anywhere.
type contest struct {
	*market
	all            []*market
	b              *block
	asker, officer actor.Actor
	id             string
	bids           map[string]string // by the short name of the team
}

// challenge makes the list of hard problems and the challenges of the market, day by day.
func (m *market) challenge(all []*market) error {
	m.plan = plan{}
	if err := m.planProblems(); err != nil {
		return err
	}
	if err := m.planChallenges(all); err != nil {
		return err
	}
	return m.plan.run(m.Clock)
}

// planProblems plans the 攻关清单: "[name] title", and the days of its steps. A block of a version has no title.
func (m *market) planProblems() error {
	bs, err := read(m.folder + "/problems.txt")
	if err != nil {
		return err
	}
	officer, err := m.holder(actor.Officer)
	if err != nil {
		return err
	}
	for _, b := range bs {
		ago, err := b.number("ago")
		if err != nil {
			return err
		}
		if b.title == "" {
			m.plan.add(ago, "list "+b.name, func() error {
				_, err := m.Agenda.Publish(m.ctx, officer, b.get("note"))
				return err
			})
			continue
		}
		by, err := m.actor(b.get("by"))
		if err != nil {
			return b.wrong("by", err)
		}
		var id string
		m.plan.add(ago, "problem "+b.name, func() error {
			l, err := m.Agenda.Propose(m.ctx, by, agenda.Content{Title: b.title, Text: b.get("text"),
				Goal: b.get("goal"), Industry: b.get("industry")})
			id = l.ID
			return err
		})
		for _, s := range b.all("then") { // days ago | step | reason
			x := cells(s, 3)
			at, err := strconv.Atoi(x[0])
			if err != nil {
				return b.wrong("then", err)
			}
			m.plan.add(at, "problem "+b.name+" "+x[1], func() error {
				_, err := m.Agenda.Step(m.ctx, officer, id, 0, x[1], x[2])
				return err
			})
		}
	}
	return nil
}

// planChallenges plans what was put out: each block says when, and what followed.
func (m *market) planChallenges(all []*market) error {
	bs, err := read(m.folder + "/challenges.txt")
	if err != nil {
		return err
	}
	for _, b := range bs {
		c := &contest{market: m, all: all, b: &b, bids: map[string]string{}}
		if c.asker, err = m.actor(b.get("by")); err == nil {
			c.officer, err = m.holder(actor.Officer)
		}
		if err == nil {
			err = c.plan()
		}
		if err != nil {
			return fmt.Errorf("challenge %s: %w", b.name, err)
		}
	}
	return nil
}

func (c *contest) plan() error {
	ago, err := c.b.number("ago")
	if err != nil {
		return err
	}
	form := challenge.Form{Origin: challenge.Origin{From: "new"}}
	if d := c.b.get("demand"); d != "" {
		form.Origin = challenge.Origin{From: "demand", Record: c.demands[d]}
	}
	if form.Terms, err = c.terms(); err != nil {
		return err
	}
	what := "challenge " + c.b.name + " "
	c.market.plan.add(ago, what+"create", func() error {
		x, err := c.Challenges.Create(c.ctx, c.asker, form)
		c.id = x.ID
		return err
	})
	for _, key := range []string{"join", "talk", "bid", "then"} {
		for _, s := range c.b.all(key) {
			days, rest, _ := strings.Cut(s, "|")
			at, err := strconv.Atoi(strings.TrimSpace(days))
			if err != nil {
				return c.b.wrong(key, err)
			}
			c.market.plan.add(at, what+key+" "+rest, func() error { return c.act(key, rest) })
		}
	}
	return nil
}

// date is a civil day before the start, or after it when days is negative.
func (c *contest) date(days string) (workday.Date, error) {
	n, err := strconv.Atoi(days)
	return workday.Today(c.Clock.End()).AddDays(-n), err
}

func (c *contest) terms() (t challenge.Terms, err error) {
	b := c.b
	t = challenge.Terms{Title: b.title, Kind: "research", Problem: "technical", Industry: b.get("industry"),
		Why: b.get("why"), Text: b.get("text"), Difficulties: b.get("difficulties"), Mode: challenge.Open,
		Choosing: challenge.Negotiated, Least: 1, IP: b.get("ip"), Use: b.get("use"), Conditions: b.all("condition"),
		Contact: challenge.Contact{Name: c.asker.PersonName, Phone: "0883-0000100"}}
	t.NoThreshold = len(t.Conditions) == 0
	if b.get("kind") != "" {
		t.Kind = b.get("kind")
	}
	for _, s := range b.all("metric") { // metric | op | value | unit | method
		x := cells(s, 5)
		t.Indicators = append(t.Indicators, challenge.Indicator{Metric: x[0], Op: x[1], Value: x[2], Unit: x[3],
			Method: x[4]})
	}
	if t.Deadline, err = c.date(b.get("deadline")); err != nil {
		return t, b.wrong("deadline", err)
	}
	if t.Finish, err = c.date(b.get("finish")); err != nil {
		return t, b.wrong("finish", err)
	}
	for _, s := range b.all("stage") { // days | title
		x := cells(s, 2)
		due, err := c.date(x[0])
		if err != nil {
			return t, b.wrong("stage", err)
		}
		t.Stages = append(t.Stages, challenge.Milestone{Title: x[1], Due: due})
	}
	own, err := b.fen("own")
	if err == nil && own != nil {
		t.OwnFen = *own
	}
	public, err2 := b.fen("public")
	if public != nil {
		t.PublicFen, t.Budget, t.Excluded = *public, "lump", []string{"罚款、捐赠和与项目无关的招待费"}
	}
	if c.asker.Role == actor.Department {
		t.Purpose = "grant"
	}
	return t, errors.Join(err, err2)
}

// chain is the one of public money; nil with own money.
func (c *contest) chain() []challenge.Link {
	body := c.b.get("chain")
	if body == "" {
		return nil
	}
	return []challenge.Link{{Kind: challenge.Publicity, Rule: &shown}, {Kind: challenge.Ratification, Body: body}}
}

var shown = publicity.Rule{Days: 5, Kind: publicity.Workdays, Source: "县揭榜挂帅项目管理办法（试行）第九条"}

// act takes one line "days ago | …".
func (c *contest) act(key, rest string) error {
	x := cells(rest, 6)
	team := func() (actor.Actor, error) { return c.from(x[0]) }
	switch key {
	case "join": // who
		a, err := team()
		if err != nil {
			return err
		}
		b, err := c.Bids.Join(c.ctx, a, c.id, bid.Unit{})
		c.bids[x[0]] = b.ID
		return err
	case "talk": // team | people | text
		_, err := c.Bids.Talk(c.ctx, c.asker, c.bids[x[0]], bid.Talk{On: workday.Today(c.Clock.Now()), People: x[1],
			Text: x[2]})
		return err
	case "bid": // who | 万元 of the asker | 万元 of public money | plan | promise; promise | evidence
		a, err := team()
		if err != nil {
			return err
		}
		return c.bid(a, x)
	}
	return c.step(x)
}

// from finds a person of any market.
func (c *contest) from(name string) (actor.Actor, error) {
	for _, m := range c.all {
		if a, ok := m.people[name]; ok {
			return a, nil
		}
	}
	return c.actor(name)
}

func (c *contest) bid(a actor.Actor, x []string) error {
	s := bid.Scheme{Plan: x[3], IP: c.b.get("ip"), Team: []bid.Member{{Name: a.PersonName, Task: "项目负责人"}}}
	for p := range strings.SplitSeq(x[4], ";") {
		s.Answers = append(s.Answers, bid.Answer{Promise: strings.TrimSpace(p), Evidence: x[5]})
	}
	var err error
	if s.OwnFen, err = money.ParseWan(x[1]); err != nil {
		return err
	}
	if x[2] != "" {
		if s.PublicFen, err = money.ParseWan(x[2]); err != nil {
			return err
		}
	}
	if s.Intent, err = c.paper(a, "意向协议", "双方经洽谈，就“"+c.b.title+"”达成合作意向。"); err != nil {
		return err
	}
	_, err = c.Bids.Submit(c.ctx, a, c.bids[x[0]], 0, s, true, c.Clock.Now().UnixMilli())
	return err
}

// paper uploads a page of a person and gives its id.
func (c *contest) paper(a actor.Actor, title, text string) (string, error) {
	d := document.Document{Title: title, Blocks: []document.Block{document.Paragraph{Text: text},
		document.Signature{Columns: [][]string{{a.OrgName, a.PersonName}}}}}
	var b bytes.Buffer
	if err := d.Docx(&b); err != nil {
		return "", err
	}
	f, err := c.Files.Put(c.ctx, a, title+".docx", "", int64(b.Len()), bytes.NewReader(b.Bytes()))
	return f.ID, err
}

// step is a line "step | …".
func (c *contest) step(x []string) (err error) {
	ctx, today := c.ctx, workday.Today(c.Clock.Now())
	switch x[0] {
	case "submit":
		_, err = c.Challenges.Submit(ctx, c.asker, c.id, 0)
	case "return":
		_, err = c.Challenges.Return(ctx, c.officer, c.id, 0, x[1])
	case "announce":
		_, err = c.Challenges.Announce(ctx, c.officer, c.id, 0, c.chain(), shown)
	case "post", "end":
		err = c.notice(x[0], today)
	case "publish":
		_, err = c.Challenges.Publish(ctx, c.officer, c.id, 0, c.chain())
	case "close":
		_, err = c.Challenges.Close(ctx)
	case "qualify": // team
		_, err = c.Bids.Qualify(ctx, c.officer, c.bids[x[1]], 0, unrelated(today))
	case "choose": // team | reason
		_, err = c.Bids.Choose(ctx, c.asker, c.bids[x[1]], 0, x[2], "")
	case "decide": // body | document | reason
		err = c.decide(x, today)
	case "agree":
		err = c.agree(today)
	case "accept", "fail": // measured; measured | proof | reason
		err = c.finish(x)
	default:
		err = fmt.Errorf("no step %q", x[0])
	}
	return err
}

// unrelated says that no relation holds, by the public register.
func unrelated(on workday.Date) (e bid.Examination) {
	for _, k := range relation.Units {
		e.Relations = append(e.Relations, relation.Relation{Kind: k.Code, Verdict: relation.No,
			Source: "国家企业信用信息公示系统", On: on})
	}
	return e
}

func (c *contest) notice(step string, today workday.Date) error {
	state := publicity.Draft
	if step == "end" {
		state = publicity.Posted
	}
	p, _, err := c.Publicity.List(c.ctx, c.officer, publicity.Filter{Market: c.market.id, State: state, Limit: 100})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(p.Items, func(n publicity.Notice) bool { return n.About.Record == c.id })
	if i < 0 {
		return fmt.Errorf("no notice is %s", state)
	}
	n := p.Items[i]
	if step == "end" {
		_, err = c.Publicity.End(c.ctx, c.officer, n.ID, 0, "公示期满，无异议。")
		return err
	}
	_, err = c.Publicity.Post(c.ctx, c.officer, n.ID, 0, publicity.PostingForm{Place: "县政府门户网站",
		Address: "https://www.example.gov.cn/tzgg/" + n.Serial + ".html", First: today})
	return err
}

func (c *contest) decide(x []string, today workday.Date) error {
	p, _, err := c.Approval.List(c.ctx, c.officer, approval.Filter{State: approval.Asked, Limit: 100})
	if err != nil {
		return err
	}
	for _, d := range p.Items {
		if d.About.Record == c.id {
			_, err = c.Approval.Decide(c.ctx, c.officer, d.ID, 0, approval.StepApprove,
				approval.ResultForm{Body: x[1], On: today, Document: x[2], Reason: x[3]})
			return err
		}
	}
	return errors.New("no decision is waited for")
}

func (c *contest) agree(today workday.Date) error {
	scan, err := c.paper(c.asker, "揭榜协议", "双方就“"+c.b.title+"”签订本协议，内容、指标、时限、资金和产权见各条。")
	if err != nil {
		return err
	}
	t, err := c.terms()
	if err != nil {
		return err
	}
	lines := make([]string, len(t.Indicators))
	for i, m := range t.Indicators {
		lines[i] = m.Words()
	}
	_, err = c.Challenges.Agree(c.ctx, c.asker, c.id, 0, challenge.Agreement{Scan: scan, Signed: today,
		Content: t.Title, Targets: strings.Join(lines, "；"), Delivery: t.Finish.Chinese() + "前",
		Money: "共" + money.FormatYuan(t.TotalFen()) + "元，按里程碑支付", Property: t.IP})
	return err
}

func (c *contest) finish(x []string) error {
	var e []challenge.Evidence
	for m := range strings.SplitSeq(x[1], ";") {
		m, met := strings.CutPrefix(strings.TrimSpace(m), "+")
		e = append(e, challenge.Evidence{Measured: m, Proof: x[2], Met: met})
	}
	who := c.asker
	if c.b.get("chain") != "" {
		who = c.officer
	}
	var err error
	if x[0] == "accept" {
		_, err = c.Challenges.Accept(c.ctx, who, c.id, 0, e)
	} else {
		_, err = c.Challenges.Fail(c.ctx, who, c.id, 0, x[3], e)
	}
	return err
}
