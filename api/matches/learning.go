package matches

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/matcher"
)

// SignCount is the number of one sign on pairs.
type SignCount struct {
	Key   string `json:"key" enum:"opened,accepted,declined,contract,registered"`
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// LearningView describes the lessons of a market's matcher and its weights.
type LearningView struct {
	Signs   []SignCount        `json:"signs"`
	Weights map[string]float64 `json:"weights" doc:"by part of a match"`
	Own     bool               `json:"own" doc:"learned by this market; else the shared default"`
	Least   int                `json:"least" doc:"pairs with a clear sign that a refit needs at least"`

	Renewing bool `json:"renewing" doc:"all pairs are being scored anew, with these weights"`
}

// RefitBody asks to learn from the market's own feedback.
type RefitBody struct {
	DryRun bool `json:"dryRun,omitempty" doc:"show the change, let nothing go live"`
}

// GuardView is the quality of weights on pairs outside their fit.
type GuardView struct {
	Loss  float64 `json:"loss" doc:"mean logistic loss, lower is better"`
	Order float64 `json:"order" doc:"share of right and wrong pairs in the right order, 0 to 1"`
	Shown float64 `json:"shown" doc:"share of right ones among those at or above the threshold, 0 to 1"`
}

// RefitView is the result of learning.
type RefitView struct {
	Outcome string             `json:"outcome" enum:"too-few,worse,same,better,live"`
	Text    string             `json:"text" doc:"the outcome as a sentence"`
	Right   int                `json:"right" doc:"pairs that people took"`
	Wrong   int                `json:"wrong" doc:"pairs that people found unfit"`
	Held    int                `json:"held" doc:"newest pairs that were held back to prove the weights on"`
	From    map[string]float64 `json:"from" doc:"weights in force before"`
	Weights map[string]float64 `json:"weights" doc:"weights in force, or those that a dry run would let go live"`
	Before  GuardView          `json:"before"`
	After   GuardView          `json:"after"`
}

// refitText are the outcomes in words.
var refitText = map[matcher.RefitOutcome]fault.Said{
	matcher.TooFew: fault.T("refit-too-few", "反馈太少（至少 %d 对，新旧两部分都要有合适和不合适的），权重不变。",
		"Too little feedback (at least %d pairs, right and wrong, older and newest); the weights stay.").
		With(matcher.LearnLeast + matcher.GuardLeast),
	matcher.Worse: fault.T("refit-worse", "在留出的最新反馈上变差，新权重不上线。",
		"Worse on the newest feedback; the new weights do not go live.").With(),
	matcher.Same: fault.T("refit-same", "没有可改进之处，权重不变。",
		"Nothing to gain; the weights stay.").With(),
	matcher.Better: fault.T("refit-better", "在留出的最新反馈上没有变差；这次只是试算，没有上线。",
		"Not worse on the newest feedback; this was a try.").With(),
	matcher.Live: fault.T("refit-live", "在留出的最新反馈上没有变差，新权重已上线，正在重新匹配。",
		"Not worse on the newest feedback; the new weights are live and everything is matched anew.").With(),
}

// Learning are the routes of the matcher's learning.
func Learning(svc *matcher.Service) kernel.Resource {
	return func(r *kernel.Router) {
		r.Words("scoreParts", matcher.PartNames)
		r.Words("learningSigns", matcher.Signs)
		kernel.Route(r, kernel.Roles(actor.Officer, actor.Admin), kernel.Op("learning", "GET", "/learning", "匹配反馈与权重"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Out[LearningView], error) {
				l, err := svc.Learned(ctx, a)
				if err != nil {
					return nil, err
				}
				out := LearningView{Signs: []SignCount{}, Weights: l.Weights, Own: l.Own,
					Least: matcher.LearnLeast + matcher.GuardLeast, Renewing: l.Renewing}
				lang := kernel.RequestOf(ctx).Lang
				for _, x := range matcher.Signs {
					out.Signs = append(out.Signs, SignCount{x.Code, x.In(lang), l.Signs[matcher.Sign(x.Code)]})
				}
				return kernel.NewOut(out), nil
			})
		kernel.Route(r, kernel.Roles(actor.Admin), kernel.Op("refit-weights", "POST", "/learning/refit", "从反馈中学习权重"),
			func(ctx context.Context, a actor.Actor, in *struct{ Body RefitBody }) (*kernel.Out[RefitView], error) {
				f, err := svc.Refit(ctx, a, in.Body.DryRun)
				if err != nil {
					return nil, err
				}
				return kernel.NewOut(RefitView{Outcome: string(f.Outcome),
					Text: refitText[f.Outcome].In(kernel.RequestOf(ctx).Lang), Right: f.Right,
					Wrong: f.Wrong, Held: f.Held,
					From: f.From, Weights: f.Weights, Before: GuardView(f.Before), After: GuardView(f.After)}), nil
			})
	}
}
