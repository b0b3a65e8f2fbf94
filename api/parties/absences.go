package parties

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/party"
)

// Absences are the routes of 暂不在岗: the days on which a unit does not answer and its clocks stand still.
func Absences(svc *party.Service) kernel.Resource {
	roles := kernel.Roles(party.AbsentRoles...)
	return func(r *kernel.Router) {
		kernel.Route(r, roles, kernel.Op("list-absences", "GET", "/absences", "本单位的暂不在岗"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.List[party.Absence], error) {
				xs, err := svc.Absences(ctx, a)
				return kernel.NewItems(xs), err
			})
		kernel.Route(r, roles, kernel.Op("save-absences", "PUT", "/absences", "设置本单位的暂不在岗"),
			func(ctx context.Context, a actor.Actor, in *struct {
				Body struct {
					Absences []party.Absence `json:"absences" nullable:"false" maxItems:"50"`
				}
			}) (*kernel.List[party.Absence], error) {
				xs, err := svc.SetAbsences(ctx, a, in.Body.Absences)
				return kernel.NewItems(xs), err
			})
	}
}
