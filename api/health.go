package api

import (
	"context"

	"kebang/internal/actor"
)

// Health says whether the server can read its records.
type Health struct {
	Status string `json:"status" enum:"ok"`
}

// HealthCheck is for the checks of containers and monitors. Alive reads a record: a store that does not answer makes
// it a 5xx problem.
func HealthCheck(alive func(context.Context) error) Resource {
	return func(r *Router) {
		Route(r, Public.WithoutToken(), Op("health", "GET", "/health", "服务是否正常"),
			func(ctx context.Context, _ actor.Actor, _ *struct{}) (*Out[Health], error) {
				return NewOut(Health{"ok"}), alive(ctx)
			})
	}
}
