package api

import (
	"context"

	"kebang/api/challenges"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/matcher"
)

// able lets the matcher name units for a challenge, which does not know it.
func able(svc *matcher.Service) challenges.Finder {
	return func(ctx context.Context, a actor.Actor, t *challenge.Terms) ([]challenges.AbleView, error) {
		found, err := svc.Able(ctx, a, matcher.Doc{Title: t.Title, Text: t.Text + "\n" + t.Difficulties,
			Industry: t.Industry, IndustryConfirmed: true})
		items := make([]challenges.AbleView, len(found))
		for i, f := range found {
			items[i] = challenges.AbleView{Org: f.Org, Name: f.Name, Achievement: f.Work.ID, Title: f.Work.Title,
				People: f.By, Words: f.About.Text}
		}
		return items, err
	}
}
