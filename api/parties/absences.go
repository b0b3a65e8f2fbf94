package parties

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/workday"
)

// AbsenceView is a time in which a unit does not answer.
type AbsenceView struct {
	From workday.Date `json:"from" doc:"first day"`
	To   workday.Date `json:"to" doc:"last day"`
	Note string       `json:"note,omitempty"`
	By   string       `json:"by,omitempty" doc:"name of the person who entered it"`
}

func listAbsences(xs []party.Absence) *kernel.List[AbsenceView] {
	out := make([]AbsenceView, len(xs))
	for i, x := range xs {
		out[i] = AbsenceView(x)
	}
	return kernel.NewItems(out)
}

// Absences are the routes of 暂不在岗: the days on which a unit does not answer and its clocks stand still.
func Absences(svc *party.Service) kernel.Resource {
	roles := kernel.Roles(party.AbsentRoles...)
	return func(r *kernel.Router) {
		kernel.Route(r, roles, kernel.Op("list-absences", "GET", "/absences", "本单位的暂不在岗"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.List[AbsenceView], error) {
				xs, err := svc.Absences(ctx, a)
				return listAbsences(xs), err
			})
		kernel.Route(r, roles, kernel.Op("save-absences", "PUT", "/absences", "设置本单位的暂不在岗"),
			func(ctx context.Context, a actor.Actor, in *struct {
				Body struct {
					Absences []party.Absence `json:"absences" maxItems:"50"`
				}
			}) (*kernel.List[AbsenceView], error) {
				xs, err := svc.SetAbsences(ctx, a, in.Body.Absences)
				return listAbsences(xs), err
			})
	}
}
