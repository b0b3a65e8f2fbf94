package parties

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/settings"
)

// SettingsView are the settings of the installation.
type SettingsView struct {
	Rev         int64               `json:"rev" doc:"0: never changed, the defaults hold"`
	OneTimeDays int                 `json:"oneTimeDays" doc:"days that a one-time password holds"`
	LogMonths   int                 `json:"logMonths" doc:"months that the security log is kept"`
	UploadFiles int                 `json:"uploadFiles" doc:"files that an account may upload in a day"`
	UploadMB    int                 `json:"uploadMB" doc:"MB that an account may upload in a day"`
	Backup      settings.BackupPlan `json:"backup"`
	UpdatedAt   int64               `json:"updatedAt,omitempty"`
}

func taggedSettings(s settings.Settings, err error) (*kernel.Out[SettingsView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.NewOut(SettingsView{Rev: s.Rev, OneTimeDays: s.OneTimeDays, LogMonths: s.LogMonths,
		UploadFiles: s.UploadFiles, UploadMB: s.UploadMB, Backup: s.Backup, UpdatedAt: s.UpdatedAt}), nil
}

// SystemSettings are 系统设置: an administrator's settings of the whole installation.
func SystemSettings(svc *settings.Service) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Route(r, kernel.Roles(actor.Admin), kernel.Op("get-settings", "GET", "/settings", "系统设置"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Out[SettingsView], error) {
				return taggedSettings(svc.SettingsFor(ctx, a))
			})
		kernel.Route(r, kernel.Roles(actor.Admin), kernel.Op("save-settings", "PUT", "/settings", "修改系统设置"),
			func(ctx context.Context, a actor.Actor, in *struct {
				Body struct {
					Rev int64 `json:"rev" required:"true" minimum:"0" doc:"as it was read"`
					settings.SettingsForm
				}
			}) (*kernel.Out[SettingsView], error) {
				return taggedSettings(svc.SaveSettings(ctx, a, in.Body.Rev, in.Body.SettingsForm))
			})
	}
}
