package api

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/settings"
)

// SettingsView are the settings of the installation.
type SettingsView struct {
	Rev int64 `json:"rev" doc:"0：尚未修改过，用的是默认值"`
	settings.SettingsForm
	UpdatedAt int64 `json:"updatedAt,omitempty"`
}

func taggedSettings(s settings.Settings, err error) (*Out[SettingsView], error) {
	if err != nil {
		return nil, err
	}
	return NewOut(SettingsView{Rev: s.Rev, SettingsForm: s.SettingsForm, UpdatedAt: s.UpdatedAt}), nil
}

// SystemSettings are 系统设置: what an administrator decides for the whole installation.
func SystemSettings(svc *settings.Service) Resource {
	return func(r *Router) {
		Route(r, Roles(actor.Admin), Op("get-settings", "GET", "/settings", "系统设置"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*Out[SettingsView], error) {
				return taggedSettings(svc.SettingsFor(ctx, a))
			})
		Route(r, Roles(actor.Admin), Op("save-settings", "PUT", "/settings", "修改系统设置"),
			func(ctx context.Context, a actor.Actor, in *struct {
				Body struct {
					Rev int64 `json:"rev" required:"true" minimum:"0" doc:"读取时得到的 rev"`
					settings.SettingsForm
				}
			}) (*Out[SettingsView], error) {
				return taggedSettings(svc.SaveSettings(ctx, a, in.Body.Rev, in.Body.SettingsForm))
			})
	}
}
