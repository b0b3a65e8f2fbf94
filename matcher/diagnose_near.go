package matcher

import (
	"context"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/workday"
)

// nearbyLeast is the least share at which the owner should look at a listing before he posts another one.
const nearbyLeast = .3

const maxNearby = 5

// DiagnoseDemand is the pure diagnosis together with near published demands of the market. Id is that of the listing,
// empty for a new one. No content is stored.
func (s *Service) DiagnoseDemand(ctx context.Context, a actor.Actor, id string, c listing.DemandContent) (Diagnosis,
	error) {
	if err := diagnosable(a, &c.Common); err != nil {
		return Diagnosis{}, err
	}
	d := DiagnoseDemand(&c, workday.Today(s.now()))
	err := s.nearby(ctx, &d, Doc{Kind: Demand, ID: id, Market: a.Market, Title: c.Title, Keywords: c.Keywords,
		Text: c.Text, Industry: c.Industry})
	return d, err
}

// DiagnoseAchievement is DiagnoseDemand for achievements.
func (s *Service) DiagnoseAchievement(ctx context.Context, a actor.Actor, id string,
	c listing.AchievementContent) (Diagnosis, error) {
	if err := diagnosable(a, &c.Common); err != nil {
		return Diagnosis{}, err
	}
	d := DiagnoseAchievement(&c)
	err := s.nearby(ctx, &d, Doc{Kind: Achievement, ID: id, Market: a.Market, Title: c.Title, Keywords: c.Keywords,
		Text: c.Text, Industry: c.Industry})
	return d, err
}

// diagnosable refuses only a text that is too long. An empty form has a diagnosis too.
func diagnosable(a actor.Actor, c *listing.Common) error {
	if err := a.Require(actor.RolesOf(listing.Flow.Roles(listing.StepSubmit))...); err != nil {
		return err
	}
	var f fault.Fields
	if utf8.RuneCountInString(c.Title) > listing.MaxTitle {
		f.Note("/title", fault.T("title-has-at-most-characters",
			"名称最多 %d 字，请删减。",
			"The title has at most %d characters; please shorten it."), listing.MaxTitle)
	}
	if utf8.RuneCountInString(c.Text) > listing.MaxText {
		f.Note("/text", fault.T("text-has-at-most-characters",
			"内容最多 %d 字，请删减。",
			"The text has at most %d characters; please shorten it."), listing.MaxText)
	}
	return f.Fault(fault.T("matcher-content-invalid",
		"内容太长，请删减后再诊断。",
		"The text is too long to be diagnosed; please shorten it."))
}

func (s *Service) nearby(ctx context.Context, d *Diagnosis, doc Doc) error {
	if doc.Title == "" && doc.Text == "" {
		return nil
	}
	twins, err := s.Near(ctx, doc, nearbyLeast, maxNearby)
	for _, t := range twins {
		d.Near = append(d.Near, NearlyTheSame{Twin: t, Duplicate: t.Score >= NearAlike})
	}
	return err
}
