package intake

import (
	"context"
	"io"
	"strings"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/intake/form"
	"kebang/internal/party"
	"kebang/internal/sheet"
	"kebang/internal/workbook"
)

// ExportOrganizations makes the download of the organisations of a query, cut for the actor: contacts appear only where
// he may read them. The headings are those of the form, so that the file can be read again.
func (s *Service) ExportOrganizations(ctx context.Context, a actor.Actor,
	q party.OrganizationQuery) (func(io.Writer) error, error) {
	columns := []sheet.Column{{Heading: "单位名称", Width: 30}, {Heading: "统一社会信用代码", Width: 22}, {Heading: "机构类型"},
		{Heading: "所在地区", Width: 24}, {Heading: "乡镇"}, {Heading: "园区"},
		{Heading: "所属行业", Width: 24}, {Heading: "地址",
			Width: 30}, {Heading: "法定代表人"}, {Heading: "联系人"}, {Heading: "联系人职务"}, {Heading: "联系电话", Width: 16},
		{Heading: "电子邮箱", Width: 20}, {Heading: "状态"}}
	var rows [][]any
	for q.Limit = 100; len(rows) < workbook.MaxRows; {
		p, err := s.parties.Organizations(ctx, a, q)
		if err != nil {
			return nil, err
		}
		for _, o := range p.Items {
			var c party.Contact
			if len(o.Contacts) > 0 {
				c = o.Contacts[0]
			}
			state := "未核验"
			if o.Verified() {
				state = "已核验"
			}
			rows = append(rows, []any{o.Name, o.USCC, o.Kind.Name(), form.RegionName(o.Region, ""), o.Township, o.Park,
				form.IndustryNames(o.Industry), o.Address, o.LegalRep, c.Name, c.Title, c.Phone, c.Email, state})
		}
		if q.After = p.Next; q.After == "" {
			break
		}
	}
	return workbook.NewExporter(s.db).Table(ctx, a.Market, "机构", columns, rows)
}

// ExportAccounts makes the download of the accounts of the actor's market, for its administrator.
func (s *Service) ExportAccounts(ctx context.Context, a actor.Actor, q account.AccountQuery) (func(io.Writer) error,
	error) {
	columns := []sheet.Column{{Heading: "账号", Width: 18}, {Heading: "姓名"}, {Heading: "角色", Width: 30},
		{Heading: "电话", Width: 16}, {Heading: "电子邮箱", Width: 20}, {Heading: "状态"}, {Heading: "建立日期", Type: sheet.Date,
			Width: 12}}
	var rows [][]any
	for q.Limit = 100; len(rows) < workbook.MaxRows; {
		p, err := s.accounts.Accounts(ctx, a, q)
		if err != nil {
			return nil, err
		}
		for _, person := range p.Items {
			var roles []string
			for _, m := range person.Memberships {
				if m.Market == a.Market {
					roles = append(roles, m.Role.Name())
				}
			}
			state := "可用"
			if person.Locked {
				state = "已停用"
			}
			rows = append(rows, []any{person.Account, person.Name, strings.Join(roles, "、"), person.Phone, person.Email,
				state, workbook.DateOf(person.CreatedAt)})
		}
		if q.After = p.Next; q.After == "" {
			break
		}
	}
	return workbook.NewExporter(s.db).Table(ctx, a.Market, "账号", columns, rows)
}
