package matcher

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// The states of a pair in the list of one side.
const (
	Listed   = "listed"   // 在列
	Declined = "declined" // 已排除

	StepDecline = "decline"
	StepRestore = "restore"
)

var decliners = []string{string(actor.Enterprise), string(actor.Institute), string(actor.Researcher),
	string(actor.Agency),
	string(actor.Commissioner), string(actor.Officer), string(actor.Broker)}

// DeclineFlow is the flow by which a side puts a pair out of its list, and back. A new content version of either
// listing lists the pair again by itself.
var DeclineFlow = flow.Table{
	Noun: vocab.Noun("匹配", "Match"), Start: Listed,
	Names: vocab.List{
		{Code: Listed, Zh: "在列", En: "Listed"},
		{Code: Declined, Zh: "已排除", En: "Put aside"},
	},
	Labels: vocab.List{
		{Code: StepDecline, Zh: "不合适", En: "Not suitable"},
		{Code: StepRestore, Zh: "恢复", En: "Brought back"},
	},
	Edges: []flow.Edge{
		{From: Listed, Step: StepDecline, To: Declined, By: decliners},
		{From: Declined, Step: StepRestore, To: Listed, By: decliners},
	},
}

const noteAtMost = 500 // characters of a note

// Decline is one side's no to a pair, before any deal. The other side does not hear of it, because it was not asked.
type Decline struct {
	store.Meta
	Match              string     `json:"match"`
	Demand             string     `json:"demand"`
	Achievement        string     `json:"achievement"`
	Owner              string     `json:"owner"` // organisation of the list, or the person without one
	Side               string     `json:"side"`  // demand, achievement or broker
	State              string     `json:"state"`
	DemandVersion      int64      `json:"demandVersion"` // content versions that were declined
	AchievementVersion int64      `json:"achievementVersion"`
	Category           string     `json:"category"`
	Note               string     `json:"note,omitempty"`
	Person             string     `json:"person"`
	PersonName         string     `json:"personName"`
	Role               actor.Role `json:"role"`
	At                 int64      `json:"at"` // UTC ms
}

// holds reports whether the pair is still out of the list. It is back when it was restored or one of the contents has
// changed.
func (d *Decline) holds(m *Match) bool {
	return d.State == Declined && d.DemandVersion == m.DemandVersion && d.AchievementVersion == m.AchievementVersion
}

func (d *Decline) lessonID() string { return d.ID + "." + string(SignDeclined) }

// Declines is the collection of pairs that a side put out of its list.
var Declines = store.Define(store.Def[Decline]{
	Name: "declines", Shape: 2, Oldest: 2, Noun: vocab.Noun("排除记录", "exclusion"),
	Meta: func(d *Decline) *store.Meta { return &d.Meta },
	Fields: []store.FieldSpec{{Name: "match", Type: store.String}, {Name: "demand", Type: store.String},
		{Name: "achievement", Type: store.String},
		{Name: "owner", Type: store.String}, {Name: "state", Type: store.String}},
	Values: func(d *Decline) store.Values {
		return store.Values{"match": d.Match, "demand": d.Demand, "achievement": d.Achievement, "owner": d.Owner,
			"state": d.State}
	},
	Unique:  [][]string{{"match", "owner"}},
	Indexes: [][]string{{"match"}, {"owner", "state"}},
})

// sideOfActor gives the list of the actor for a pair: that of his side, or a broker's own. Both values are empty when
// he has none.
func sideOfActor(a actor.Actor, v *View) (owner, side string) {
	switch {
	case v.DemandSide.Mine:
		return cmp.Or(a.Org, a.Person), string(Demand)
	case v.AchievementSide.Mine:
		return cmp.Or(a.Org, a.Person), string(Achievement)
	case a.Is(actor.Broker):
		return a.Person, string(actor.Broker)
	}
	return "", ""
}

// Decline puts a pair out of the list of the actor's side, with a category and, for "other", a note. Owners of either
// listing and brokers may do so. The pair stays out through rematching until a new content version of either listing is
// scored. The decline is kept as a lesson. It is fault.Stale while the newest content of a side waits for its score.
func (s *Service) Decline(ctx context.Context, a actor.Actor, match, category, note string) (View, error) {
	note = strings.TrimSpace(note)
	if err := checkDecline(category, note); err != nil {
		return View{}, err
	}
	return s.turn(ctx, a, match, StepDecline, func(d *Decline) { d.Category, d.Note = category, note })
}

// Restore takes the actor's decline back, and its lesson too.
func (s *Service) Restore(ctx context.Context, a actor.Actor, match string) (View, error) {
	return s.turn(ctx, a, match, StepRestore, func(*Decline) {})
}

func checkDecline(category, note string) error {
	var f fault.Fields
	if !listing.DeclineReasons.Has(category) {
		f.Note("/category", fault.T("category-empty", "请选择原因类别。", "Choose the kind of reason."))
	}
	if category == listing.DeclinedOther && note == "" {
		f.Note("/note", fault.T("decline-note-empty", "选“其他”时请用几个字说明原因。",
			"With “Other” say in a few words why."))
	}
	if utf8.RuneCountInString(note) > noteAtMost {
		f.Note("/note", fault.T("decline-note-long", "说明最多 %d 字。",
			"A note has at most %d characters."), noteAtMost)
	}
	if len(f) == 0 {
		return nil
	}
	return f.Fault(fault.T("decline-invalid", "%s", "%s"), f[0])
}

// turn takes one step of DeclineFlow in the list of the actor's side.
func (s *Service) turn(ctx context.Context, a actor.Actor, match, step string, change func(*Decline)) (View, error) {
	now := s.now().UnixMilli()
	var out View
	err := s.withPair(ctx, a, match, func(live *Match) error {
		return s.db.Run(ctx, func(tx store.Tx) (err error) {
			out, err = s.turnIn(tx, a, match, live, step, now, change)
			return err
		})
	})
	return out, err
}

// turnIn is turn in a transaction. Live is the pair when it is not stored.
func (s *Service) turnIn(tx store.Tx, a actor.Actor, match string, live *Match, step string, now int64,
	change func(*Decline)) (View, error) {
	v, err := s.readable(tx, a, match, live)
	if err != nil {
		return View{}, err
	}
	owner, side := sideOfActor(a, &v)
	if owner == "" {
		return View{}, fault.Of(fault.Forbidden, fault.T("matcher-not-a-side",
			"只有需求方、成果方和技术经理人可以排除或恢复匹配。",
			"Only the two sides and brokers may put a match aside or bring it back."))
	}
	if v.Outdated && step == StepDecline {
		return View{}, fault.Of(fault.Stale, fault.T("match-outdated",
			"一方内容刚更新，正在重新匹配；请稍后刷新，再看是否合适。",
			"One side has just changed and is being matched anew; reload in a moment."))
	}
	d, err := Declines.Get(tx, a.Market, match+"."+owner)
	known := err == nil
	if !known && !fault.Is(err, fault.NotFound) {
		return View{}, err
	}
	from := Listed
	if known && d.holds(&v.Match) {
		from = Declined
	}
	edge, err := DeclineFlow.Take(from, step, string(a.Role), "")
	if err != nil {
		return View{}, err
	}
	if !known {
		d = Decline{Meta: store.Meta{ID: match + "." + owner, Market: a.Market}, Match: match, Demand: v.Demand,
			Achievement: v.Achievement, Owner: owner}
	}
	d.Side, d.State, d.DemandVersion, d.AchievementVersion = side, edge.To, v.DemandVersion, v.AchievementVersion
	d.Person, d.PersonName, d.Role, d.At = a.Person, a.PersonName, a.Role, now
	change(&d)
	if known {
		err = Declines.Update(tx, &d)
	} else {
		err = Declines.Insert(tx, &d)
	}
	if err != nil {
		return View{}, err
	}
	// A rematch that removes weak pairs conflicts with this write, whichever comes first.
	if v.Rev == 0 {
		err = Matches.Insert(tx, &v.Match)
	} else {
		err = Matches.Update(tx, &v.Match)
	}
	if err != nil {
		return View{}, err
	}
	if err := teach(tx, &d, &v.Match); err != nil {
		return View{}, err
	}
	if v.Declined = nil; edge.To == Declined {
		v.Declined = &d
	}
	return v, audit.Note(tx, a, audit.Change{Kind: "match", Record: d.ID, Rev: d.Rev, Step: step, From: from,
		To: edge.To, Reason: d.reason(step), At: now}, a.Market)
}

// reason is the category and note of a decline, for the history. The words of a category follow the reader's language.
func (d *Decline) reason(step string) string {
	if step != StepDecline {
		return ""
	}
	return strings.TrimSpace(d.Category + " " + d.Note)
}

// teach keeps a decline as a lesson with the present features of the pair, or removes the lesson.
func teach(tx store.Tx, d *Decline, m *Match) error {
	l, err := Lessons.Get(tx, d.Market, d.lessonID())
	known := err == nil
	if !known && !fault.Is(err, fault.NotFound) {
		return err
	}
	if d.State == Listed {
		if known {
			return Lessons.Delete(tx, &l)
		}
		return nil
	}
	meta := store.Meta{ID: d.lessonID(), Market: d.Market}
	if known {
		meta = l.Meta
	}
	l = Lesson{Meta: meta, Match: m.ID, Demand: m.Demand, Achievement: m.Achievement, Sign: SignDeclined,
		Category: d.Category,
		Features: m.Features(), Score: m.Total(), Corpus: m.Corpus, At: d.At}
	if known {
		return Lessons.Update(tx, &l)
	}
	return Lessons.Insert(tx, &l)
}

// DeclineHistory reads the steps of the actor's list for a pair, oldest first. Officers and administrators read those
// of both sides.
func (s *Service) DeclineHistory(ctx context.Context, a actor.Actor, match string) (out []audit.Entry, err error) {
	err = s.withPair(ctx, a, match, func(now *Match) error {
		return s.db.View(ctx, func(tx store.Tx) (err error) {
			out, err = s.declineHistory(tx, a, match, now)
			return err
		})
	})
	slices.SortStableFunc(out, func(x, y audit.Entry) int { return cmp.Compare(x.At, y.At) })
	return out, err
}

func (s *Service) declineHistory(tx store.Tx, a actor.Actor, match string, now *Match) (out []audit.Entry, err error) {
	v, err := s.readable(tx, a, match, now)
	if err != nil {
		return nil, err
	}
	owner, _ := sideOfActor(a, &v)
	err = Declines.Each(tx, store.Query{Market: a.Market,
		Where: []store.Cond{{Field: "match", Op: store.Eq, Value: match}}}, func(d Decline) error {
		if d.Owner != owner && !a.Is(actor.Officer, actor.Admin) {
			return nil
		}
		es, err := audit.History(tx, a.Market, d.ID)
		out = append(out, es...)
		return err
	})
	return out, err
}
