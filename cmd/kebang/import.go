package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/party"
	"kebang/internal/sheet"
)

// runImport reads 征集表 files into a market, or writes the template of one kind to stdout.
func runImport(ctx context.Context, c *call) error {
	template := c.flags.Bool("template", false, "write the empty form (.xlsx, with drop-downs) to stdout")
	market := c.flags.String("market", "", "id or name of the market; not needed when the folder has one only")
	as := c.flags.String("as", "", "account of the officer in whose name rows are written; the program itself when empty")
	var o intake.Options
	c.flags.BoolVar(&o.Publish, "publish", false, "publish the good rows; counts as passed by --as, by name")
	c.flags.BoolVar(&o.SkipNear, "skip-near", false, "leave out rows that look like a listing that is already there")
	if err := c.withData().parse(1, -1); err != nil {
		return err
	}
	kind, err := intake.ParseKind(c.operands[0])
	if err != nil {
		return err
	}
	if *template {
		return intake.Template(kind, c.out)
	}
	if len(c.operands) == 1 {
		return fault.New(fault.Invalid, "no-file", "请写明要导入的文件，例如：kebang import demands 征集表.xlsx。")
	}
	return c.withApp(ctx, func(a *app) error {
		who, err := a.importer(ctx, *market, *as)
		if err != nil {
			return err
		}
		if err := a.rebuild(ctx); err != nil { // near-duplicates are looked for in the index
			return err
		}
		return a.importFiles(ctx, c, who, kind, c.operands[1:], o)
	})
}

// importFiles imports one file after the other. Matching is left to the next serve or match --all, which do it in the
// background: a table of thousands of rows must not hold the terminal. The error says how far it came: nothing written
// is an error of its own (exit 2), something refused or broken off after something was written is errRefused (exit 1).
func (a *app) importFiles(ctx context.Context, c *call, who party.Actor, kind intake.Kind, files []string, o intake.Options) error {
	stands, refused := 0, 0
	for _, file := range files {
		out, err := a.importFile(ctx, c, who, kind, file, o)
		stands, refused = stands+out.Done(), refused+out.Refused
		if err != nil && stands == 0 {
			return err
		}
		if err != nil {
			fmt.Fprintln(c.err, "kebang: "+sentence(err))
			return errRefused
		}
	}
	switch {
	case stands == 0:
		return fault.New(fault.Invalid, "import-nothing", "没有可以导入的行，请先按提示修改文件。")
	case refused > 0:
		return errRefused
	}
	return nil
}

// importFile reads, checks and writes one file.
func (a *app) importFile(ctx context.Context, c *call, who party.Actor, kind intake.Kind, file string, o intake.Options) (intake.Outcome, error) {
	var none intake.Outcome
	f, err := os.Open(file)
	if err != nil {
		return none, fault.Wrap(err, fault.NotFound, "no-file", "打不开文件 "+file+"，请检查路径。")
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return none, err
	}
	name := filepath.Base(file)
	book, err := sheet.Open(f, st.Size(), name, sheet.DefaultLimits)
	if err != nil {
		return none, err
	}
	plan, err := a.intake.Preview(ctx, who, kind, book, nil)
	if err != nil {
		return none, err
	}
	for _, h := range plan.Unknown {
		fmt.Fprintf(c.err, "%s：表头“%s”没有对应的栏目，这一列没有读取；可在网页的导入页面指定一次。\n", name, h)
	}
	for _, p := range plan.Problems {
		fmt.Fprintf(c.err, "%s：%s\n", name, p)
	}
	out, err := a.intake.Apply(ctx, who, plan, name, o, func(done, total int) { fmt.Fprintf(c.err, "\r写入 %d/%d", done, total) })
	fmt.Fprintln(c.err)
	if err != nil {
		return none, err
	}
	for _, p := range out.Problems {
		fmt.Fprintf(c.err, "%s：%s\n", name, p)
	}
	_, err = fmt.Fprintf(c.out, "%s\t新增 %d\t更新 %d\t未变化 %d\t保留本地修改 %d\t疑似重复 %d\t跳过 %d\t退回 %d\n",
		name, out.Added, out.Changed, out.Unchanged, out.Kept, plan.Counts.Near, out.Skipped, out.Refused)
	return out, err
}

// importer is the actor of an import: an officer named by his account, else the program itself.
func (a *app) importer(ctx context.Context, market, account string) (party.Actor, error) {
	ms, err := a.parties.Markets(ctx)
	if err != nil {
		return party.Actor{}, err
	}
	var found []party.Market
	var names []string
	for _, m := range ms {
		if market == "" || m.ID == market || m.Name == market {
			found = append(found, m)
		}
		names = append(names, m.ID+" "+m.Name)
	}
	if len(found) != 1 {
		return party.Actor{}, fault.Newf(fault.Invalid, "which-market", "请用 --market 指明一个市场：%s。", strings.Join(names, "；"))
	}
	if account == "" {
		return party.SystemActor(found[0].ID), nil
	}
	return a.officer(ctx, account, found[0].ID)
}

// officer is the actor behind an officer's account.
func (a *app) officer(ctx context.Context, account, market string) (party.Actor, error) {
	p, err := a.parties.AccountByName(ctx, party.SystemActor(market), account)
	if err != nil {
		return party.Actor{}, err
	}
	for _, m := range p.Memberships {
		if m.Market == market && m.Role == party.Officer {
			return party.Actor{Person: p.ID, PersonName: p.Name, Market: market, Role: m.Role, Org: m.Org}, nil
		}
	}
	return party.Actor{}, fault.Newf(fault.Forbidden, "not-an-officer", "账号 %s 在这个市场没有科技主管部门的角色。", account)
}
