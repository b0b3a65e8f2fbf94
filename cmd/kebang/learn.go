package main

import (
	"context"
	"fmt"
	"io"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/matcher"
	"kebang/matcher/eval"
)

// teach registers what turns the events of deals and registrations into lessons of the matcher. Neither knows the
// other; here both are known.
func (a *app) teach() {
	a.worker.Handle(deal.EventOpened, a.onDeal)
	a.worker.Handle(deal.EventMoved, a.onDeal)
	a.worker.Handle(registry.EventPrefix+registry.Registered, a.onRegistered)
	a.worker.Handle("contract.registered", a.onRegisteredBefore)
}

// onDeal reads the deal as it now is and keeps every sign it gives.
func (a *app) onDeal(ctx context.Context, e store.Event) error {
	return a.lesson(ctx, e.Market, e.Record, func(d *deal.Deal) []matcher.Sign {
		out := []matcher.Sign{matcher.SignOpened}
		if d.DemandYes && d.AchievementYes {
			out = append(out, matcher.SignAccepted)
		}
		switch d.State {
		case deal.Ended:
			out = append(out, matcher.SignDeclined)
		case deal.Signed:
			out = append(out, matcher.SignContract)
		}
		return out
	})
}

// onRegistered keeps the registration of a contract that came of a deal.
func (a *app) onRegistered(ctx context.Context, e store.Event) error {
	var of string
	err := a.db.View(ctx, func(tx store.Tx) error {
		r, err := registry.Registrations.Get(tx, e.Market, e.Record)
		of = r.Subject.Deal
		return err
	})
	if err != nil || of == "" {
		return ignoreMissing(err)
	}
	return a.lesson(ctx, e.Market, of,
		func(*deal.Deal) []matcher.Sign { return []matcher.Sign{matcher.SignRegistered} })
}

// onRegisteredBefore is onRegistered for an event of 0.1.0, which names the contract.
func (a *app) onRegisteredBefore(ctx context.Context, e store.Event) error {
	e.Record = registry.MovedID(e.Record)
	return a.onRegistered(ctx, e)
}

func (a *app) lesson(ctx context.Context, market, id string, signs func(*deal.Deal) []matcher.Sign) error {
	var d deal.Deal
	err := a.db.View(ctx, func(tx store.Tx) (err error) {
		d, err = deal.Deals.Get(tx, market, id)
		return err
	})
	if err != nil {
		return ignoreMissing(err)
	}
	for _, sign := range signs(&d) {
		l := matcher.Lesson{Meta: store.Meta{Market: market}, Deal: d.ID, Demand: d.Demand.ID,
			Achievement: d.Achievement.ID, Sign: sign, At: d.UpdatedAt}
		if d.Match != nil {
			l.Features, l.Score, l.Corpus = d.Match.Features, float64(d.Match.Score), d.Match.Corpus
		}
		if sign == matcher.SignDeclined && d.End != nil {
			l.Category = string(d.End.Category)
		}
		if err := a.matches.Keep(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

func ignoreMissing(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// runLearn refits the weights of the parts from the decisions of people on pairs. It measures the weights on a judged
// set. They go live only when the measures of that set do not get worse.
func runLearn(ctx context.Context, c *call) error {
	var o eval.Options
	f := c.flags
	f.StringVar(&o.Demands, "demands", "", "demands of the judged set, .jsonl")
	f.StringVar(&o.Achievements, "achievements", "", "achievements of the judged set, .jsonl")
	f.StringVar(&o.Judged, "judged", "", "judged pairs, .jsonl")
	f.StringVar(&o.Exclude, "exclude", "", "pairs to leave out, .jsonl")
	market := f.String("market", "", "id or name of the market; not needed when the folder has one only")
	shared := f.Bool("shared", false, "learn from all markets, for all that have no weights of their own")
	dry := f.Bool("dry-run", false, "show the change and do not let it go live")
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	judged := o.Demands != "" && o.Achievements != "" && o.Judged != ""
	if !judged && o != (eval.Options{}) {
		return fault.Of(fault.Invalid, fault.T("learn-flags",
			"请同时给出 --demands、--achievements 和 --judged 三个文件；都不给时以本市场最新的反馈来验证。",
			"Give all three files, --demands, --achievements and --judged; without them the newest feedback of this "+
				"market "+
				"is the proof."))
	}
	return c.withRecords(ctx, func(a *app) error {
		where := store.National
		if err := a.needMarket(ctx); err != nil {
			return err
		}
		if !*shared {
			who, err := a.importer(ctx, *market, "")
			if err != nil {
				return err
			}
			where = who.Market
		}
		if !judged {
			return a.refit(ctx, c.out, where, *dry)
		}
		return a.learn(ctx, c.out, where, o, *dry)
	})
}

func (a *app) learn(ctx context.Context, out io.Writer, market string, o eval.Options, dry bool) error {
	lessons, err := a.matches.LessonsOf(ctx, market)
	if err != nil {
		return err
	}
	from, _, err := a.matches.WeightsOf(ctx, market)
	if err != nil {
		return err
	}
	fit, enough := matcher.Learn(lessons, from)
	fmt.Fprintf(out, "反馈 %d 条；可用于学习的配对：合适 %d，不合适 %d。\n", len(lessons), fit.Right, fit.Wrong)
	if !enough {
		_, err := fmt.Fprintf(out, "反馈太少（至少 %d 对，其中合适和不合适各不少于 %d 对），权重不变。\n", matcher.LearnLeast,
			matcher.LearnLeastKind)
		return err
	}
	judged, err := eval.Load(o)
	if err != nil {
		return err
	}
	t := matcher.Tuning{Weights: fit.Weights, Lessons: map[matcher.Sign]int{}}
	for _, l := range lessons {
		t.Lessons[l.Sign]++
	}
	before, after := judged.Weighed(from), judged.Weighed(fit.Weights)
	t.Judged = [2]matcher.Figures{before.Figures, after.Figures}
	fmt.Fprintf(out, "%-14s %8s %8s\n", "weight", "before", "after")
	for _, name := range matcher.WeightNames() {
		fmt.Fprintf(out, "%-14s %8.3f %8.3f\n", name, from[name], fit.Weights[name])
	}
	fmt.Fprintf(out, "%-14s %8.4f %8.4f\n", "loss", fit.Before, fit.After)
	worse := ""
	for _, x := range []struct {
		name   string
		before float64
		after  float64
	}{{"nDCG@10", before.NDCG10, after.NDCG10}, {"condensed", before.NDCG10Condensed, after.NDCG10Condensed}, {"P@3",
		before.P3, after.P3},
		{"shown right", before.Precision, after.Precision}} {
		fmt.Fprintf(out, "%-14s %8.4f %8.4f\n", x.name, x.before, x.after)
		if x.after < x.before-1e-9 {
			worse += " " + x.name
		}
	}
	switch {
	case worse != "":
		_, err = fmt.Fprintf(out, "评判集上变差（%s），新权重不上线。\n", worse[1:])
		return err
	case dry:
		_, err = fmt.Fprintln(out, "评判集没有变差；这次只是试算，没有上线。")
		return err
	}
	if err := a.matches.Adopt(ctx, market, t); err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, "评判集没有变差，新权重已上线；下次启动后重新匹配。")
	return err
}

// refit learns as the server does while it runs: proved on the newest pairs of the market itself.
func (a *app) refit(ctx context.Context, out io.Writer, market string, dry bool) error {
	r, err := a.matches.Refit(ctx, actor.SystemActor(market), dry)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "可用于学习的配对：合适 %d，不合适 %d，其中最新的 %d 对只用来验证。\n", r.Right, r.Wrong, r.Held)
	if r.Held > 0 {
		fmt.Fprintf(out, "%-14s %8s %8s\n", "weight", "before", "after")
		for _, name := range matcher.WeightNames() {
			fmt.Fprintf(out, "%-14s %8.3f %8.3f\n", name, r.From[name], r.Weights[name])
		}
		for _, x := range []struct {
			name          string
			before, after float64
		}{{"held loss", r.Before.Loss, r.After.Loss}, {"held order", r.Before.Order, r.After.Order}, {"shown right",
			r.Before.Shown, r.After.Shown}} {
			fmt.Fprintf(out, "%-14s %8.4f %8.4f\n", x.name, x.before, x.after)
		}
	}
	_, err = fmt.Fprintln(out, map[matcher.RefitOutcome]string{
		matcher.TooFew: "反馈太少，权重不变。", matcher.Worse: "在留出的最新反馈上变差，新权重不上线。", matcher.Same: "没有可改进之处，权重不变。",
		matcher.Better: "没有变差；这次只是试算，没有上线。", matcher.Live: "没有变差，新权重已上线；下次启动后重新匹配。"}[r.Outcome])
	return err
}
