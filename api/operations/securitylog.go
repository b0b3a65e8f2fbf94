package operations

import (
	"context"
	"io"
	"time"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/internal/workday"
)

// AccessView is an entry of the security log.
type AccessView struct {
	ID         string           `json:"id"`
	Kind       audit.AccessKind `json:"kind"`
	Person     string           `json:"person,omitempty"`
	PersonName string           `json:"personName,omitempty"`
	Account    string           `json:"account,omitempty"`
	Role       actor.Role       `json:"role,omitempty"`
	OrgName    string           `json:"orgName,omitempty"`
	Address    string           `json:"address"`
	Agent      string           `json:"agent,omitempty"`
	What       string           `json:"what,omitempty"`
	Record     string           `json:"record,omitempty"`
	Why        string           `json:"why,omitempty" doc:"code of the refusal"`
	At         int64            `json:"at"`
}

func viewAccess(a audit.Access, l vocab.Lang) AccessView {
	return AccessView{ID: a.ID, Kind: a.Kind, Person: a.Person, PersonName: a.PersonName,
		Account: a.Account, Role: a.Role,
		OrgName: a.OrgName, Address: a.Address, Agent: a.Agent, What: a.What.In(l), Record: a.Record,
		Why: a.Why, At: a.At}
}

type accessQuery struct {
	Kind    audit.AccessKind `query:"kind" enum:"sign-in,sign-in-failed,sign-out,export,download,read-protected,lost"`
	Account string           `query:"account" maxLength:"40" doc:"name to sign in with"`
	Address string           `query:"address" maxLength:"45" doc:"network address"`
	From    string           `query:"from" maxLength:"10" format:"date"`
	To      string           `query:"to" maxLength:"10" format:"date"`
	Unknown bool             `query:"unknown" doc:"only tries with unknown names, which belong to no market"`
	Cursor  string           `query:"cursor" maxLength:"2000" doc:"next of the page before"`
	Limit   int              `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"entries of a page"`
}

func (q accessQuery) query() audit.AccessQuery {
	return audit.AccessQuery{Kind: q.Kind, Account: q.Account, Address: q.Address, From: workday.Date(q.From),
		To: workday.Date(q.To), Unknown: q.Unknown, After: q.Cursor, Limit: q.Limit}
}

// SecurityLog is 安全日志 for the administrator: sign-ins, tries, exports, downloads and readings.
func SecurityLog(svc *audit.SecurityLog, export *workbook.Exporter) kernel.Resource {
	return func(r *kernel.Router) {
		r.Words("accessKinds", audit.AccessKinds)
		kernel.Route(r, kernel.Roles(actor.Admin), kernel.Op("list-security-log", "GET", "/security-log", "安全日志"),
			func(ctx context.Context, a actor.Actor, in *accessQuery) (*kernel.List[AccessView], error) {
				p, err := svc.Accesses(ctx, a, in.query())
				var items []AccessView
				for _, x := range p.Items {
					items = append(items, viewAccess(x, kernel.RequestOf(ctx).Lang))
				}
				return kernel.NewList(items, p.Next, p.Total), err
			})
		kernel.Export(r, kernel.Roles(actor.Admin),
			kernel.Op("export-security-log", "GET", "/security-log/export.xlsx", "导出安全日志"), "security log",
			"安全日志.xlsx",
			func(ctx context.Context, a actor.Actor, in *accessQuery) (func(io.Writer) error, error) {
				q := in.query()
				q.After, q.Limit = "", 500
				first, err := svc.Accesses(ctx, a, q)
				if err != nil {
					return nil, err
				}
				if first.Total > workbook.MaxRows {
					return nil, fault.Of(fault.TooLarge, fault.T("export-too-large",
						"超过%d行，请缩小范围后分次导出。",
						"More than %d rows; narrow the filters and export in parts."), workbook.MaxRows)
				}
				return export.Tables(ctx, a.Market,
					sheet.Table{Name: "安全日志", Columns: accessColumns, Each: func(row func([]any) error) error {
						for p := first; ; {
							for _, x := range p.Items {
								if err := row(accessRow(x)); err != nil {
									return err
								}
							}
							if q.After = p.Next; q.After == "" {
								return nil
							}
							if p, err = svc.Accesses(ctx, a, q); err != nil {
								return err
							}
						}
					}})
			})
	}
}

var accessColumns = []sheet.Column{{Heading: "时间", Width: 20}, {Heading: "事项", Width: 16}, {Heading: "登录名", Width: 18},
	{Heading: "姓名"}, {Heading: "角色"}, {Heading: "单位", Width: 24},
	{Heading: "网络地址", Width: 18}, {Heading: "内容", Width: 36}, {Heading: "记录", Width: 30}, {Heading: "拒绝原因",
		Width: 18}, {Heading: "浏览器", Width: 40}}

func accessRow(a audit.Access) []any {
	return []any{time.UnixMilli(a.At).In(workday.Location()).Format(time.DateTime), a.Kind.Name(), a.Account,
		a.PersonName, a.Role.Name(), a.OrgName, a.Address, a.What.In(vocab.Zh), a.Record, a.Why, a.Agent}
}
