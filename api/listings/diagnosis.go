package listings

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/listing"
	"kebang/internal/vocab"
	"kebang/matcher"
)

// DiagnosisView is 诊断: the gaps of a listing before submission. Nothing of it is stored or filled in.
type DiagnosisView struct {
	Score       int                   `json:"score" minimum:"0" maximum:"100" doc:"completeness"`
	Parts       []DiagnosisPart       `json:"parts"`
	Questions   []DiagnosisQuestion   `json:"questions" doc:"what is missing or vague"`
	Suggestions []DiagnosisSuggestion `json:"suggestions" doc:"read from the owner's own text, to take or leave"`
	Near        []DiagnosisNear       `json:"near" doc:"published listings of the same kind that are near"`
}

// DiagnosisPart is one share of the score.
type DiagnosisPart struct {
	Name   string `json:"name" doc:"one of diagnosisParts"`
	Label  string `json:"label"`
	Points int    `json:"points"`
	Of     int    `json:"of"`
}

// DiagnosisQuestion asks for one thing.
type DiagnosisQuestion struct {
	Part    string `json:"part"`
	Field   string `json:"field" doc:"JSON name of the field that would hold the answer"`
	Vague   bool   `json:"vague" doc:"something is there, but nobody could check it"`
	Text    string `json:"text"`
	Why     string `json:"why"`
	Example string `json:"example,omitempty" doc:"a line of the same industry; never filled in"`
}

// DiagnosisSuggestion is a value that the owner may accept.
type DiagnosisSuggestion struct {
	Kind        string               `json:"kind" enum:"industry,keyword,requirement,indicator,budget,price,deadline,mode,trl,ip"`
	Label       string               `json:"label"`
	Why         string               `json:"why"`
	Code        string               `json:"code,omitempty" doc:"of an industry or a mode"`
	Text        string               `json:"text,omitempty" doc:"a keyword, or a day"`
	Number      int64                `json:"number,omitempty" doc:"fen of budget and price, level of trl"`
	Requirement *listing.Requirement `json:"requirement,omitempty"`
	Indicator   *listing.Indicator   `json:"indicator,omitempty"`
	IP          *listing.IP          `json:"ip,omitempty"`
}

// DiagnosisNear is a published listing of the same kind.
type DiagnosisNear struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Share     float64 `json:"share" doc:"0..1: how much of both texts is the same"`
	Duplicate bool    `json:"duplicate"`
}

func viewDiagnosis(d matcher.Diagnosis, l vocab.Lang) DiagnosisView {
	out := DiagnosisView{Score: d.Score, Parts: []DiagnosisPart{}, Questions: []DiagnosisQuestion{},
		Suggestions: []DiagnosisSuggestion{}, Near: []DiagnosisNear{}}
	for _, p := range d.Parts {
		name, _ := matcher.DiagnosisParts.Find(p.Name)
		out.Parts = append(out.Parts, DiagnosisPart{p.Name, name.In(l), p.Points, p.Of})
	}
	for _, q := range d.Questions {
		out.Questions = append(out.Questions,
			DiagnosisQuestion{q.Part, q.Field, q.Vague, q.Text.In(l), q.Why.In(l), q.Example})
	}
	for _, s := range d.Suggestions {
		out.Suggestions = append(out.Suggestions, DiagnosisSuggestion{s.Kind, s.Label.In(l), s.Why.In(l), s.Code,
			s.Text, s.Number, s.Requirement, s.Indicator, s.IP})
	}
	for _, n := range d.Near {
		out.Near = append(out.Near, DiagnosisNear{ID: n.ID, Title: n.Title, Share: n.Score, Duplicate: n.Duplicate})
	}
	return out
}

type diagnosisBody[C listing.Content] struct {
	ID      string `json:"id,omitempty" maxLength:"40" doc:"of the listing itself, so that it is not its own duplicate"`
	Content C      `json:"content" required:"true"`
}

// Diagnoser finds the gaps of a listing. Package matcher implements it.
type Diagnoser interface {
	DiagnoseDemand(ctx context.Context, a actor.Actor, id string, c listing.DemandContent) (matcher.Diagnosis, error)
	DiagnoseAchievement(ctx context.Context, a actor.Actor, id string, c listing.AchievementContent) (matcher.Diagnosis,
		error)
}

// Diagnoses are the routes of 需求诊断 and 成果诊断. They change nothing.
func Diagnoses(svc Diagnoser) kernel.Resource {
	return func(r *kernel.Router) {
		r.Words("diagnosisParts", matcher.DiagnosisParts)
		r.Words("suggestionKinds", matcher.SuggestionKinds)
		kernel.Name[diagnosisBody[listing.DemandContent]](r, "DemandDiagnosisBody")
		kernel.Name[diagnosisBody[listing.AchievementContent]](r, "AchievementDiagnosisBody")
		diagnose(r, "demand", "需求诊断", svc.DiagnoseDemand)
		diagnose(r, "achievement", "成果诊断", svc.DiagnoseAchievement)
	}
}

func diagnose[C listing.Content](r *kernel.Router, noun, zh string,
	run func(context.Context, actor.Actor, string, C) (matcher.Diagnosis, error)) {
	kernel.Route(r, writers,
		kernel.Op("diagnose-"+noun, "POST", "/"+noun+"s/diagnose", zh),
		func(ctx context.Context, a actor.Actor, in *struct{ Body diagnosisBody[C] }) (*kernel.Out[DiagnosisView],
			error) {
			d, err := run(ctx, a, in.Body.ID, in.Body.Content)
			if err != nil {
				return nil, err
			}
			return kernel.NewOut(viewDiagnosis(d, kernel.RequestOf(ctx).Lang)), nil
		})
}
