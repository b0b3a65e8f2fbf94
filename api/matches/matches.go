package matches

import (
	"context"
	"io"
	"math"
	"strconv"
	"strings"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/region"
	"kebang/internal/sheet"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/matcher"
)

// MatchSide is one listing of a match.
type MatchSide struct {
	ID           string `json:"id"`
	Serial       string `json:"serial"`
	Title        string `json:"title"`
	OwnerName    string `json:"ownerName,omitempty" doc:"empty when the firm hides its name"`
	Industry     string `json:"industry,omitempty"`
	IndustryName string `json:"industryName,omitempty"`
	Region       string `json:"region,omitempty"`
	RegionName   string `json:"regionName,omitempty"`
	TRL          int    `json:"trl,omitempty"`
	Lead         bool   `json:"lead" doc:"a lead: no owner, not confirmed by the unit"`
	Mine         bool   `json:"mine"`
}

// MatchRequirement is one line of the requirement table.
type MatchRequirement struct {
	Metric   string      `json:"metric"`
	Must     bool        `json:"must"`
	Wanted   string      `json:"wanted"`
	Offered  string      `json:"offered,omitempty"`
	Verdict  string      `json:"verdict" enum:"met,unmet,short,unknown" doc:"short: a bound is promised that is weaker than the required one"`
	Evidence string      `json:"evidence,omitempty" doc:"report, user or standard that the achievement names"`
	Asked    *MatchQuote `json:"asked,omitempty" doc:"the demand's own sentence"`
	Said     *MatchQuote `json:"said,omitempty" doc:"the achievement's own sentence; absent when it says nothing of the metric"`
}

// MatchQuote is a sentence of one side, word for word.
type MatchQuote struct {
	Field string `json:"field" enum:"title,text,line" doc:"where it stands; line is the measurable line itself"`
	Text  string `json:"text"`
}

// MatchView is a scored pair with its reasons. Both sides read the same number.
type MatchView struct {
	ID           string             `json:"id"`
	Demand       MatchSide          `json:"demand"`
	Achievement  MatchSide          `json:"achievement"`
	Score        int                `json:"score" minimum:"0" maximum:"100"`
	Confidence   float64            `json:"confidence" doc:"0..1: how much could be known"`
	Parts        []matcher.Part     `json:"parts"`
	Requirements []MatchRequirement `json:"requirements"`
	Reasons      []matcher.Reason   `json:"reasons"`
	Against      []string           `json:"against"`
	Missing      []string           `json:"missing"`
	Ask          []string           `json:"ask" doc:"questions for the other side"`
	Weak         bool               `json:"weak" doc:"not shown unasked: only partly near"`
	GoodOnly     bool               `json:"goodOnly" doc:"the two share the good of the demand's title, not its problem; such a pair is shown unasked from a higher score on"`
	Outdated     bool               `json:"outdated" doc:"a side was published anew; the pair is being scored again"`
	Corpus       int64              `json:"corpus"`
	At           int64              `json:"at"`
	Deal         *MatchDeal         `json:"deal,omitempty" doc:"the reader's deal on this pair"`
	Declined     *DeclineView       `json:"declined,omitempty" doc:"the reader's side put it out of its list"`
	Refused      []DeclineView      `json:"refused,omitempty" doc:"by a side of the pair; for brokers, service bodies and officials"`
}

// MatchDeal is the existing deal of a pair.
type MatchDeal struct {
	ID     string `json:"id"`
	Serial string `json:"serial"`
	State  string `json:"state"`
}

// ListingMatches are the matches of one listing.
type ListingMatches struct {
	Items     []MatchView `json:"items"`
	Total     int         `json:"total" doc:"stored pairs, weak ones included"`
	Shown     int         `json:"shown" doc:"pairs that are shown unasked"`
	Threshold float64     `json:"threshold" doc:"least score of a pair shown unasked whose achievement tells of the demand's problem"`
	Precision float64     `json:"precision" doc:"measured share of right ones among those shown unasked"`
	None      *MatchNone  `json:"none,omitempty" doc:"the honest answer when nothing is shown unasked"`
	Pending   bool        `json:"pending"`
	Declined  int         `json:"declined" doc:"pairs the reader's side put out of this list; read them with declined=true"`

	Cross []CrossView `json:"cross,omitempty" doc:"references across industries, of a demand: the same problem on another object, in another industry; never among items"`
}

// MatchNone is the reason for an empty list, with suggestions.
type MatchNone struct {
	Reason string      `json:"reason"`
	Steps  []MatchStep `json:"steps"`
}

// MatchStep is a suggestion for an empty list.
type MatchStep struct {
	Key   string `json:"key" enum:"weak,experts,challenge,detail"`
	Label string `json:"label"`
	Text  string `json:"text"`
}

// MatchOf reads a match that the actor may see as the value that a deal keeps. Deal and matcher do not know each other.
func MatchOf(svc *matcher.Service) func(ctx context.Context, a actor.Actor, match string) (demand, achievement string,
	value *deal.Match, err error) {
	return func(ctx context.Context, a actor.Actor, id string) (string, string, *deal.Match, error) {
		v, err := svc.Get(ctx, a, id)
		if err != nil {
			return "", "", nil, err
		}
		return v.Demand, v.Achievement, &deal.Match{ID: v.ID, Score: points(v.Total()), Confidence: v.Confidence,
			Corpus: v.Corpus, Features: v.Features()}, nil
	}
}

func points(total float64) int { return int(math.Round(total)) }

func viewSide(s matcher.Side) MatchSide {
	return MatchSide{ID: s.ID, Serial: s.Serial, Title: s.Title, OwnerName: s.OwnerName, Industry: s.Industry,
		IndustryName: industry.FullName(s.Industry),
		Region:       s.Region, RegionName: region.FullName(s.Region), TRL: s.TRL, Lead: s.Lead, Mine: s.Mine}
}

func viewMatch(v matcher.View, l vocab.Lang) MatchView {
	out := MatchView{ID: v.ID, Demand: viewSide(v.DemandSide), Achievement: viewSide(v.AchievementSide),
		Score: points(v.Total()), Confidence: v.Confidence,
		Parts: v.Parts, Requirements: []MatchRequirement{}, Reasons: v.Reasons, Against: fault.Lines(v.Against, l),
		Missing: fault.Lines(v.Missing, l),
		Ask:     fault.Lines(v.Ask, l), Weak: !v.Unasked(), GoodOnly: v.OnlyGood, Outdated: v.Outdated,
		Corpus: v.Corpus, At: v.At,
		Declined: viewDecline(v.Declined, l), Refused: viewRefused(v.Refused, l)}
	for i := range v.Verdicts {
		r := &v.Verdicts[i]
		out.Requirements = append(out.Requirements,
			MatchRequirement{Metric: r.Requirement.Metric, Must: r.Requirement.Must, Wanted: r.Wanted(),
				Offered: r.Offered(), Verdict: string(r.Outcome), Evidence: r.Evidence(), Asked: (*MatchQuote)(r.Asked),
				Said: (*MatchQuote)(r.Said)})
	}
	return out
}

// Deals lists the reader's deals.
type Deals interface {
	List(ctx context.Context, a actor.Actor, f deal.Filter) (store.Page[deal.Deal], int64, error)
}

// withDeals adds the reader's own deals to the pairs of one demand.
func withDeals(ctx context.Context, deals Deals, a actor.Actor, demand string, items []MatchView) error {
	page, _, err := deals.List(ctx, a, deal.Filter{Demand: demand, Limit: 100})
	if err != nil {
		return err
	}
	for i := range items {
		for _, d := range page.Items {
			if d.Achievement.ID == items[i].Achievement.ID && items[i].Deal == nil {
				items[i].Deal = &MatchDeal{ID: d.ID, Serial: d.Serial, State: d.State}
			}
		}
	}
	return nil
}

func viewAnswer(ans matcher.Answer, l vocab.Lang) ListingMatches {
	out := ListingMatches{Items: []MatchView{}, Total: ans.Total, Shown: ans.Shown, Threshold: ans.Threshold,
		Precision: ans.Precision, Pending: ans.Pending, Declined: ans.Declined}
	for _, v := range ans.Items {
		out.Items = append(out.Items, viewMatch(v, l))
	}
	if ans.None != nil {
		out.None = &MatchNone{Reason: ans.None.Reason.In(l), Steps: []MatchStep{}}
		for _, s := range ans.None.Steps {
			out.None.Steps = append(out.None.Steps, MatchStep{s.Key, s.Label.In(l), s.Text.In(l)})
		}
	}
	return out
}

type matchQuery struct {
	kernel.ListQuery
	Min         float64 `query:"min" minimum:"0" maximum:"100" doc:"least score"`
	Demand      string  `query:"demand" maxLength:"40" doc:"only the matches of this demand"`
	Achievement string  `query:"achievement" maxLength:"40" doc:"only the matches of this achievement"`
	Declined    bool    `query:"declined" doc:"the pairs that the reader's side put out of its list, instead of the others"`
}

func (q matchQuery) filter() matcher.ListFilter {
	return matcher.ListFilter{Min: q.Min, Text: q.Q, Demand: q.Demand, Achievement: q.Achievement, Declined: q.Declined,
		Cursor: q.Cursor, Limit: q.Limit}
}

// Routes are those of 匹配.
func Routes(svc *matcher.Service, deals Deals, export *workbook.Exporter) kernel.Resource {
	return func(r *kernel.Router) {
		for _, side := range []struct {
			noun, zh string
			kind     matcher.Kind
			read     func(ctx context.Context, a actor.Actor, id string, limit int) (matcher.Answer, error)
		}{{"demand", "需求的匹配成果", matcher.Demand, svc.ForDemand}, {"achievement", "成果的匹配需求", matcher.Achievement,
			svc.ForAchievement}} {
			kernel.Route(r, kernel.SignedIn,
				kernel.Op(side.noun+"-matches", "GET", "/"+side.noun+"s/{id}/matches", side.zh),
				func(ctx context.Context, a actor.Actor, in *struct {
					ID       string `path:"id"`
					Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"3" doc:"three by default; with more, weak pairs come too"`
					Declined bool   `query:"declined" doc:"the pairs that the reader's side put out of its list, instead of the others"`
				}) (*kernel.Out[ListingMatches], error) {
					if in.Declined {
						ans, err := svc.PutAside(ctx, a, side.kind, in.ID)
						return kernel.NewOut(viewAnswer(ans, kernel.RequestOf(ctx).Lang)), err
					}
					ans, err := side.read(ctx, a, in.ID, in.Limit)
					if err != nil {
						return nil, err
					}
					out := viewAnswer(ans, kernel.RequestOf(ctx).Lang)
					if side.noun == "demand" {
						if err := withDeals(ctx, deals, a, in.ID, out.Items); err != nil {
							return nil, err
						}
						refs, err := svc.References(ctx, a, in.ID)
						// stored matches are read without the index
						if err != nil && !fault.Is(err, fault.Unavailable) {
							return nil, err
						}
						out.Cross = viewCross(refs)
					}
					return kernel.NewOut(out), nil
				})
		}
		experts(r, svc)
		declines(r, svc)
		kernel.Route(r, kernel.SignedIn, kernel.Op("list-matches", "GET", "/matches", "匹配列表"),
			func(ctx context.Context, a actor.Actor, in *matchQuery) (*kernel.List[MatchView], error) {
				if err := in.Only("-score", vocab.Noun("分数高的在前", "best first")); err != nil {
					return nil, err
				}
				page, err := svc.List(ctx, a, in.filter())
				var items []MatchView
				for _, v := range page.Items {
					items = append(items, viewMatch(v, kernel.RequestOf(ctx).Lang))
				}
				return kernel.NewList(items, page.Next, page.Total), err
			})
		kernel.Export(r, kernel.SignedIn, kernel.Op("export-matches", "GET", "/matches/export.xlsx", "导出匹配"),
			"matches", "匹配.xlsx",
			func(ctx context.Context, a actor.Actor, in *matchQuery) (func(io.Writer) error, error) {
				if err := in.Only("-score", vocab.Noun("分数高的在前", "best first")); err != nil {
					return nil, err
				}
				rows, err := matchRows(ctx, svc, a, in.filter())
				if err != nil {
					return nil, err
				}
				return export.Table(ctx, a.Market, "匹配", matchColumns, rows)
			})
		kernel.Route(r, kernel.SignedIn, kernel.Op("get-match", "GET", "/matches/{id}", "一条匹配"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id" maxLength:"100"`
			}) (*kernel.Out[MatchView], error) {
				v, err := svc.Get(ctx, a, in.ID)
				if err != nil {
					return nil, err
				}
				items := []MatchView{viewMatch(v, kernel.RequestOf(ctx).Lang)}
				if err := withDeals(ctx, deals, a, v.Demand, items); err != nil {
					return nil, err
				}
				return kernel.NewOut(items[0]), nil
			})
	}
}

var matchColumns = []sheet.Column{{Heading: "匹配分", Type: sheet.Integer}, {Heading: "把握", Type: sheet.Number},
	{Heading: "技术需求", Width: 36}, {Heading: "需求编号", Width: 18},
	{Heading: "需求方", Width: 24}, {Heading: "科技成果", Width: 36}, {Heading: "成果编号", Width: 18}, {Heading: "成果方",
		Width: 24}, {Heading: "共同点", Width: 36},
	{Heading: "满足指标", Type: sheet.Integer}, {Heading: "不满足指标", Type: sheet.Integer}, {Heading: "承诺不足指标",
		Type: sheet.Integer}, {Heading: "待确认指标", Type: sheet.Integer}, {Heading: "不利因素", Width: 36}}

func matchRows(ctx context.Context, svc *matcher.Service, a actor.Actor, f matcher.ListFilter) ([][]any, error) {
	var rows [][]any
	for f.Limit = 100; len(rows) < workbook.MaxRows; {
		page, err := svc.List(ctx, a, f)
		if err != nil {
			return nil, err
		}
		for _, v := range page.Items {
			m := viewMatch(v, vocab.Zh)
			counts := map[string]int{}
			for _, r := range m.Requirements {
				counts[r.Verdict]++
			}
			var common []string
			for _, x := range m.Reasons {
				common = append(common, x.Text)
			}
			rows = append(rows, []any{m.Score, strconv.FormatFloat(m.Confidence, 'f', 2, 64), m.Demand.Title,
				m.Demand.Serial, m.Demand.OwnerName, m.Achievement.Title, m.Achievement.Serial,
				m.Achievement.OwnerName, strings.Join(common,
					"、"), counts["met"], counts["unmet"], counts["short"], counts["unknown"],
				strings.Join(m.Against, "")})
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			break
		}
	}
	return rows, nil
}
