package operations

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
)

// Health says whether the server can read its records.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

// HealthCheck is for the checks of containers and monitors. Alive reads a record; a silent store gives a 5xx problem.
func HealthCheck(alive func(context.Context) error) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Route(r, kernel.Public.WithoutToken(), kernel.Op("health", "GET", "/health", "服务是否正常"),
			func(ctx context.Context, _ actor.Actor, _ *struct{}) (*kernel.Out[Health], error) {
				return kernel.NewOut(Health{"ok"}), alive(ctx)
			})
	}
}
